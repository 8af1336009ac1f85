#include "domain/faults.h"

#include "base/strings.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool make_room(struct faults *faults)
{
    if (faults->count < faults->capacity) {
        return true;
    }
    size_t capacity = faults->capacity ? faults->capacity * 2 : 32;
    struct fault *items = realloc(faults->items, capacity * sizeof *items);
    if (!items) {
        return false;
    }
    faults->items = items;
    faults->capacity = capacity;
    return true;
}

static bool add(struct faults *faults, const struct fault *at, char *message)
{
    if (!message || !make_room(faults)) {
        return false;
    }
    struct fault *fault = &faults->items[faults->count];
    *fault = *at;
    fault->file = arena_strdup(&faults->arena, at->file);
    fault->message = message;
    if (!fault->file) {
        return false;
    }
    faults->count++;
    return true;
}

bool faults_add(struct faults *faults, const struct fault *at, const char *message, va_list args)
{
    size_t same = at->warning ? faults->warnings++ : faults->errors++;
    if (same >= (at->warning ? FAULTS_MAX_WARNINGS : FAULTS_MAX_ERRORS)) {
        return true;
    }
    char text[2048];
    vsnprintf(text, sizeof text, message, args);
    return add(faults, at, arena_strdup(&faults->arena, text));
}

static int compare(const void *left, const void *right)
{
    const struct fault *a = left, *b = right;
    if (a->order != b->order) {
        return a->order < b->order ? -1 : 1;
    }
    if (a->row != b->row) {
        return a->row < b->row ? -1 : 1;
    }
    return (a->column > b->column) - (a->column < b->column);
}

bool faults_close(struct faults *faults, const char *path)
{
    if (faults->count > 1) {
        qsort(faults->items, faults->count, sizeof *faults->items, compare);
    }
    size_t more = faults->errors + faults->warnings - faults->count;
    if (more == 0) {
        return true;
    }
    struct fault last = {.file = path, .warning = faults->errors == 0, .order = SIZE_MAX};
    return add(faults, &last, arena_printf(&faults->arena, str(STR_PACK_MORE_FAULTS), more));
}

void faults_finish(struct faults *faults)
{
    free(faults->items);
    arena_finish(&faults->arena);
    *faults = (struct faults){0};
}

const char *fault_format(const struct fault *fault, char *out, size_t out_size)
{
    if (fault->row == 0) {
        snprintf(out, out_size, "%s: %s", fault->file, fault->message);
    } else {
        snprintf(out, out_size, "%s:%zu:%zu: %s", fault->file, fault->row, fault->column, fault->message);
    }
    return out;
}
