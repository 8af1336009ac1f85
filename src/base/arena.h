/* Memory that is given back all at once: models (a pack, a programme, a deck) live in one. */
#ifndef LECTERN_BASE_ARENA_H
#define LECTERN_BASE_ARENA_H

#include <stddef.h>

struct arena_block;

/* Zeroed = empty and ready. */
struct arena {
    struct arena_block *head;
    size_t total; /* bytes handed out */
};

/* Zeroed memory for any type; NULL when out of memory. Valid until arena_finish. */
void *arena_alloc(struct arena *arena, size_t size);

/* Room for one more item behind count of them: items as they are, or a copy of twice the room; NULL when out
 * of memory. */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t item_size);

/* A NUL-terminated copy; NULL when out of memory. */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t len);

/* printf into the arena; NULL when out of memory. */
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Frees everything; accepts the zeroed struct and leaves it zeroed. */
void arena_finish(struct arena *arena);

#endif
