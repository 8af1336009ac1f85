#include "service/pictures.h"

#include "format/image_scale.h"
#include "store/pack_table.h"
#include "store/store.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
    SLOTS = 128,                   /* a page, the next one, and an overview: twelve pages of several each */
    BYTES_MAX = 128 * 1024 * 1024, /* what is not on the screen is let go above that */
    SAME_PX = 2                    /* places that differ by no more take the same picture */
};

enum slot_state { SLOT_FREE, SLOT_WANTED, SLOT_LOADING, SLOT_READY, SLOT_FAILED };

struct slot {
    enum slot_state state;
    char *name;
    int want_w, want_h;
    struct image image;
    uint32_t serial;
    uint64_t seen_frame;
};

struct pictures {
    char *store_path;
    bool threaded, quit, arrived;
    void (*wake)(void *context);
    void *wake_context;
    struct slot slots[SLOTS];
    uint64_t frame;
    uint32_t last_serial;
    pthread_t thread;
    pthread_mutex_t mutex; /* guards everything above but the constants */
    pthread_cond_t wanted;
};

static bool load(const char *store_path, const char *name, int want_w, int want_h, struct image *image)
{
    struct store *store = NULL;
    unsigned char *data = NULL;
    size_t size;
    bool done = store_open(&store, store_path, STORE_READ, NULL) &&
                pack_table_file(store, name, &data, &size, NULL) &&
                image_decode(data, size, want_w, want_h, image, NULL) &&
                image_scale_down(image, want_w, want_h);
    free(data);
    store_close(store);
    return done;
}

static void settle(struct pictures *pictures, struct slot *slot, bool loaded, struct image image)
{
    slot->image = image;
    slot->serial = ++pictures->last_serial;
    slot->state = loaded ? SLOT_READY : SLOT_FAILED;
    pictures->arrived = true;
}

static struct slot *find_wanted(struct pictures *pictures)
{
    for (int i = 0; i < SLOTS; i++) {
        if (pictures->slots[i].state == SLOT_WANTED) {
            return &pictures->slots[i];
        }
    }
    return NULL;
}

static void *work(void *context)
{
    struct pictures *pictures = context;
    pthread_mutex_lock(&pictures->mutex);
    while (!pictures->quit) {
        struct slot *slot = find_wanted(pictures);
        if (!slot) {
            pthread_cond_wait(&pictures->wanted, &pictures->mutex);
            continue;
        }
        slot->state = SLOT_LOADING; /* nobody frees a loading slot */
        struct image image = {0};
        int want_w = slot->want_w, want_h = slot->want_h;
        pthread_mutex_unlock(&pictures->mutex);
        bool loaded = load(pictures->store_path, slot->name, want_w, want_h, &image);
        pthread_mutex_lock(&pictures->mutex);
        settle(pictures, slot, loaded, image);
        if (pictures->wake) {
            pictures->wake(pictures->wake_context);
        }
    }
    pthread_mutex_unlock(&pictures->mutex);
    return NULL;
}

bool pictures_create(struct pictures **out, const struct pictures_config *config, struct err *err)
{
    struct pictures *pictures = calloc(1, sizeof *pictures);
    if (!pictures || !(pictures->store_path = strdup(config->store_path))) {
        free(pictures);
        return err_memory(err);
    }
    pictures->threaded = config->threaded;
    pictures->wake = config->wake;
    pictures->wake_context = config->wake_context;
    pthread_mutex_init(&pictures->mutex, NULL);
    pthread_cond_init(&pictures->wanted, NULL);
    if (pictures->threaded && pthread_create(&pictures->thread, NULL, work, pictures) != 0) {
        pictures->threaded = false;
    }
    *out = pictures;
    return true;
}

static void free_slot(struct slot *slot)
{
    image_finish(&slot->image);
    free(slot->name);
    *slot = (struct slot){0};
}

void pictures_destroy(struct pictures *pictures)
{
    if (!pictures) {
        return;
    }
    if (pictures->threaded) {
        pthread_mutex_lock(&pictures->mutex);
        pictures->quit = true;
        pthread_cond_signal(&pictures->wanted);
        pthread_mutex_unlock(&pictures->mutex);
        pthread_join(pictures->thread, NULL);
    }
    for (int i = 0; i < SLOTS; i++) {
        free_slot(&pictures->slots[i]);
    }
    pthread_cond_destroy(&pictures->wanted);
    pthread_mutex_destroy(&pictures->mutex);
    free(pictures->store_path);
    free(pictures);
}

static bool is_for(const struct slot *slot, const char *name, int want_w, int want_h)
{
    return slot->state != SLOT_FREE && abs(slot->want_w - want_w) <= SAME_PX &&
           abs(slot->want_h - want_h) <= SAME_PX && strcmp(slot->name, name) == 0;
}

static struct slot *find_slot(struct pictures *pictures, const char *name, int want_w, int want_h)
{
    for (int i = 0; i < SLOTS; i++) {
        if (is_for(&pictures->slots[i], name, want_w, want_h)) {
            return &pictures->slots[i];
        }
    }
    return NULL;
}

/* The same picture in another size stands in for one that is on its way: the largest there is. */
static struct slot *find_other_size(struct pictures *pictures, const char *name)
{
    struct slot *best = NULL;
    for (int i = 0; i < SLOTS; i++) {
        struct slot *slot = &pictures->slots[i];
        if (slot->state == SLOT_READY && strcmp(slot->name, name) == 0 &&
            (!best || slot->image.width > best->image.width)) {
            best = slot;
        }
    }
    return best;
}

/* Not seen in the last frames, nor in work. */
static bool is_idle(const struct pictures *pictures, const struct slot *slot)
{
    return slot->state != SLOT_FREE && slot->state != SLOT_LOADING && slot->seen_frame + 1 < pictures->frame;
}

static struct slot *oldest_idle(struct pictures *pictures)
{
    struct slot *best = NULL;
    for (int i = 0; i < SLOTS; i++) {
        struct slot *slot = &pictures->slots[i];
        if (is_idle(pictures, slot) && (!best || slot->seen_frame < best->seen_frame)) {
            best = slot;
        }
    }
    return best;
}

static size_t bytes_held(const struct pictures *pictures)
{
    size_t bytes = 0;
    for (int i = 0; i < SLOTS; i++) {
        const struct image *image = &pictures->slots[i].image;
        bytes += (size_t)image->width * (size_t)image->height * sizeof *image->argb;
    }
    return bytes;
}

/* A free slot, or the one not seen for longest; NULL when all are on the screen or in work. */
static struct slot *claim_slot(struct pictures *pictures)
{
    struct slot *idle = oldest_idle(pictures);
    while (idle && bytes_held(pictures) > BYTES_MAX) {
        free_slot(idle);
        idle = oldest_idle(pictures);
    }
    for (int i = 0; i < SLOTS; i++) {
        if (pictures->slots[i].state == SLOT_FREE) {
            return &pictures->slots[i];
        }
    }
    if (idle) {
        free_slot(idle);
    }
    return idle;
}

/* Asks for the picture; without a thread it is there afterwards. */
static void want(struct pictures *pictures, struct slot *slot, const char *name, int want_w, int want_h)
{
    slot->name = strdup(name);
    slot->want_w = want_w;
    slot->want_h = want_h;
    slot->state = slot->name ? SLOT_WANTED : SLOT_FREE;
    if (slot->state == SLOT_WANTED && pictures->threaded) {
        pthread_cond_signal(&pictures->wanted);
    } else if (slot->state == SLOT_WANTED) {
        struct image loaded = {0};
        bool done = load(pictures->store_path, name, want_w, want_h, &loaded);
        settle(pictures, slot, done, loaded);
    }
}

const struct image *pictures_get(struct pictures *pictures, const char *name, int want_w, int want_h,
                                 uint32_t *serial)
{
    const struct image *image = NULL;
    pthread_mutex_lock(&pictures->mutex);
    struct slot *slot = find_slot(pictures, name, want_w, want_h);
    if (!slot && (slot = claim_slot(pictures)) != NULL) {
        want(pictures, slot, name, want_w, want_h);
    }
    if (slot && slot->state != SLOT_FREE) {
        slot->seen_frame = pictures->frame;
    }
    if (!slot || slot->state != SLOT_READY) {
        slot = find_other_size(pictures, name);
    }
    if (slot) {
        slot->seen_frame = pictures->frame;
        image = &slot->image;
        *serial = slot->serial;
    }
    pthread_mutex_unlock(&pictures->mutex);
    return image;
}

void pictures_frame(struct pictures *pictures)
{
    pthread_mutex_lock(&pictures->mutex);
    pictures->frame++;
    pthread_mutex_unlock(&pictures->mutex);
}

bool pictures_arrived(struct pictures *pictures)
{
    pthread_mutex_lock(&pictures->mutex);
    bool arrived = pictures->arrived;
    pictures->arrived = false;
    pthread_mutex_unlock(&pictures->mutex);
    return arrived;
}

const char *pictures_store_path(const struct pictures *pictures)
{
    return pictures->store_path;
}
