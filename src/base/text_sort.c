#include "base/text_sort.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

/* The first bytes of a text decide nearly always: they are sorted by counting, a pass a byte, without looking
 * at the texts again. */
enum { HEAD_BYTES = 16 };

struct headed {
    unsigned char head[HEAD_BYTES]; /* zeroes behind a shorter text */
    struct text_key key;
};

static void count_bytes(const struct headed *from, size_t count, size_t counts[HEAD_BYTES][256])
{
    memset(counts, 0, sizeof(size_t[HEAD_BYTES][256]));
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < HEAD_BYTES; k++) {
            counts[k][from[i].head[k]]++;
        }
    }
}

static void pass(const struct headed *from, struct headed *to, size_t count, size_t byte,
                 const size_t counts[256])
{
    size_t starts[256], at = 0;
    for (size_t i = 0; i < 256; i++) {
        starts[i] = at;
        at += counts[i];
    }
    for (size_t i = 0; i < count; i++) {
        to[starts[from[i].head[byte]]++] = from[i];
    }
}

static int by_text(const void *left, const void *right)
{
    return strcmp(((const struct text_key *)left)->text, ((const struct text_key *)right)->text);
}

/* Texts that agree as far as the head goes. */
static void settle_tails(const struct headed *sorted, struct text_key *keys, size_t count)
{
    for (size_t first = 0, i = 1; i <= count; i++) {
        if (i < count && memcmp(sorted[i].head, sorted[first].head, HEAD_BYTES) == 0) {
            continue;
        }
        if (i - first > 1 && sorted[first].head[HEAD_BYTES - 1]) {
            qsort(keys + first, i - first, sizeof *keys, by_text);
        }
        first = i;
    }
}

static struct headed *sort_heads(struct headed *from, struct headed *to, size_t count)
{
    size_t counts[HEAD_BYTES][256];
    count_bytes(from, count, counts);
    for (size_t byte = HEAD_BYTES; count > 0 && byte-- > 0;) {
        if (counts[byte][from[0].head[byte]] == count) {
            continue; /* all alike: digits fill a few places, not sixteen */
        }
        pass(from, to, count, byte, counts[byte]);
        struct headed *swap = from;
        from = to;
        to = swap;
    }
    return from;
}

/* A short text stands in its head already, where it is read without looking for the text. */
static void copy_sorted(const struct headed *sorted, size_t count, char *bytes, struct text_key *keys)
{
    for (size_t i = 0; i < count; i++) {
        bool is_short = !sorted[i].head[HEAD_BYTES - 1];
        const char *text = is_short ? (const char *)sorted[i].head : sorted[i].key.text;
        size_t size = strlen(text) + 1;
        memcpy(bytes, text, size);
        keys[i] = (struct text_key){.text = bytes, .value = sorted[i].key.value};
        bytes += size;
    }
}

bool text_sort(struct text_key *keys, size_t count, struct arena *arena)
{
    struct headed *heads = malloc((count + 1) * 2 * sizeof *heads);
    size_t bytes = 0;
    for (size_t i = 0; heads && i < count; i++) {
        size_t len = strlen(keys[i].text);
        memset(heads[i].head, 0, HEAD_BYTES);
        memcpy(heads[i].head, keys[i].text, len < HEAD_BYTES ? len : HEAD_BYTES);
        heads[i].key = keys[i];
        bytes += len + 1;
    }
    char *copy = heads ? arena_alloc(arena, bytes + 1) : NULL;
    if (copy) {
        const struct headed *sorted = sort_heads(heads, heads + count, count);
        copy_sorted(sorted, count, copy, keys);
        settle_tails(sorted, keys, count);
    }
    free(heads);
    return copy != NULL;
}
