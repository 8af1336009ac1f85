#include "service/picture_shapes.h"

#include "format/image.h"
#include "store/pack_table.h"
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

enum { HEAD_BYTES = 128 * 1024 /* cameras put a small picture and much else before the size */ };

static const struct picture_shape *find(const struct picture_shapes *shapes, const char *name)
{
    for (size_t i = 0; i < shapes->count; i++) {
        if (strcmp(shapes->items[i].name, name) == 0) {
            return &shapes->items[i];
        }
    }
    return NULL;
}

static bool size_of(void *context, const struct block *image, int *w, int *h)
{
    const struct picture_shape *shape = find(context, image->image);
    if (!shape) {
        return false;
    }
    *w = shape->width;
    *h = shape->height;
    return true;
}

static void add(struct picture_shapes *out, struct store *store, const char *name, struct arena *arena)
{
    unsigned char *head = NULL;
    size_t size;
    struct picture_shape shape = {.name = name};
    bool read = pack_table_file_head(store, name, HEAD_BYTES, &head, &size, NULL) &&
                image_probe(head, size, &shape.width, &shape.height, NULL);
    free(head);
    if (!read) {
        return;
    }
    struct picture_shape *items = arena_grow(arena, out->items, out->count, &out->capacity, sizeof *items);
    if (items) {
        out->items = items;
        out->items[out->count++] = shape;
    }
}

void picture_shapes_load(struct picture_shapes *out, const struct pictures *pictures, const struct deck *deck,
                         struct arena *arena)
{
    struct store *store = NULL;
    *out = (struct picture_shapes){.face = {size_of, out}};
    for (size_t i = 0; i < deck->slide_count; i++) {
        for (size_t b = 0; b < deck->slides[i].block_count; b++) {
            const struct block *block = &deck->slides[i].blocks[b];
            if (block->kind != BLOCK_IMAGE || find(out, block->image)) {
                continue;
            }
            if (!store && !store_open(&store, pictures_store_path(pictures), STORE_READ, NULL)) {
                return;
            }
            add(out, store, block->image, arena);
        }
    }
    store_close(store);
}
