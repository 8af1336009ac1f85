#include "domain/sheet.h"

#include <stdlib.h>
#include <string.h>

static bool contains(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

static bool begins(const char *text, const char *beginning)
{
    return strncmp(text, beginning, strlen(beginning)) == 0;
}

static bool passes(const struct sheet_row *row, enum sheet_filter filter)
{
    switch (filter) {
    case SHEET_ONLY_ABSENT:
        return row->status == SHEET_ABSENT;
    case SHEET_ONLY_PRESENT:
        return row->status == SHEET_ON_TIME || row->status == SHEET_LATE || row->status == SHEET_WALK_IN;
    case SHEET_ONLY_LATE:
        return row->status == SHEET_LATE;
    case SHEET_ONLY_OTHER:
        return row->status == SHEET_WALK_IN || row->status == SHEET_UNKNOWN;
    case SHEET_ALL:
    case SHEET_FILTER_COUNT:
        break;
    }
    return true;
}

bool sheet_matches(const struct sheet_row *row, const struct sheet_query *query)
{
    if (!passes(row, query->filter) || (query->unit && strcmp(query->unit, row->unit) != 0)) {
        return false;
    }
    const char *text = query->text ? query->text : "";
    return !*text || begins(row->initials, text) || contains(row->code, text) ||
           contains(row->worker_no, text) || contains(row->badge, text) || contains(row->name, text);
}

/* --- order --- */

struct place {
    const struct sheet_row *row;
    uint32_t index;
};

static int by_index(const struct place *a, const struct place *b)
{
    return a->index < b->index ? -1 : 1;
}

static int by_time(const void *left, const void *right)
{
    const struct place *a = left, *b = right;
    int64_t t = a->row->in_ms ? a->row->in_ms : INT64_MAX, u = b->row->in_ms ? b->row->in_ms : INT64_MAX;
    return t != u ? (t < u ? -1 : 1) : by_index(a, b); /* who did not come stands last */
}

static int by_name(const void *left, const void *right)
{
    const struct place *a = left, *b = right;
    int order = strcmp(a->row->initials, b->row->initials);
    order = order ? order : strcmp(a->row->name, b->row->name);
    return order ? order : by_index(a, b);
}

static int by_number(const void *left, const void *right)
{
    const struct place *a = left, *b = right;
    size_t m = strlen(a->row->code), n = strlen(b->row->code);
    int order = m != n ? (m < n ? -1 : 1) : strcmp(a->row->code, b->row->code); /* 9 before 10 */
    return order ? order : by_index(a, b);
}

size_t sheet_select(const struct sheet *sheet, const struct sheet_query *query, uint32_t *out)
{
    static int (*const orders[SHEET_SORT_COUNT])(const void *, const void *) = {
        [SHEET_BY_TIME] = by_time, [SHEET_BY_NAME] = by_name, [SHEET_BY_NUMBER] = by_number};
    size_t count = 0;
    for (size_t i = 0; i < sheet->row_count; i++) {
        if (sheet_matches(&sheet->rows[i], query)) {
            out[count++] = (uint32_t)i;
        }
    }
    struct place *places = orders[query->sort] && count > 1 ? malloc(count * sizeof *places) : NULL;
    if (!places) {
        return count; /* without memory the roster's order has to do */
    }
    for (size_t i = 0; i < count; i++) {
        places[i] = (struct place){&sheet->rows[out[i]], out[i]};
    }
    qsort(places, count, sizeof *places, orders[query->sort]);
    for (size_t i = 0; i < count; i++) {
        out[i] = places[i].index;
    }
    free(places);
    return count;
}

void sheet_finish(struct sheet *sheet)
{
    arena_finish(&sheet->arena);
    *sheet = (struct sheet){0};
}

void trail_finish(struct trail *trail)
{
    arena_finish(&trail->arena);
    *trail = (struct trail){0};
}
