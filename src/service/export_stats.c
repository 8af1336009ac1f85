#include "service/export_stats.h"

#include <stdlib.h>
#include <string.h>

static struct export_unit *unit_of(struct export_stats *stats, const char *name)
{
    for (size_t i = 0; i < stats->unit_count; i++) {
        size_t at = (stats->last_unit + i) % stats->unit_count; /* neighbours mostly share theirs */
        if (strcmp(stats->units[at].name, name) == 0) {
            stats->last_unit = at;
            return &stats->units[at];
        }
    }
    struct export_unit *units =
        arena_grow(&stats->arena, stats->units, stats->unit_count, &stats->unit_capacity, sizeof *units);
    const char *copy = units ? arena_strdup(&stats->arena, name) : NULL;
    if (!copy) {
        return NULL;
    }
    stats->units = units;
    stats->last_unit = stats->unit_count;
    units[stats->unit_count] = (struct export_unit){.name = copy, .first = SIZE_MAX};
    return &units[stats->unit_count++];
}

static void count_arrival(struct export_stats *stats, const struct export_row *row)
{
    int64_t from_ms = row->lecture->start_ms + EXPORT_BIN_FIRST_MIN * 60000LL;
    int64_t bin = (row->line->at_ms - from_ms) / (EXPORT_BIN_MIN * 60000LL);
    bin = bin < 0 ? 0 : bin >= EXPORT_BINS ? EXPORT_BINS - 1 : bin;
    stats->bins[bin]++;
}

bool export_stats_add(struct export_stats *stats, const struct export_rows *rows,
                      const struct export_row *row, struct err *err)
{
    if (row->line && row->person && row->lecture) {
        count_arrival(stats, row);
    }
    if (!row->expected) {
        return true;
    }
    struct export_unit *unit = unit_of(stats, roster_unit(&rows->roster, row->person));
    if (!unit) {
        return err_memory(err);
    }
    size_t place = (size_t)(row->person - rows->roster.people);
    unit->first = place < unit->first ? place : unit->first;
    unit->expected++;
    unit->present += row->line != NULL;
    return true;
}

static int by_first(const void *left, const void *right)
{
    const struct export_unit *a = left, *b = right;
    return a->first < b->first ? -1 : a->first > b->first;
}

void export_stats_order(struct export_stats *stats)
{
    if (stats->unit_count > 1) {
        qsort(stats->units, stats->unit_count, sizeof *stats->units, by_first);
    }
}

bool export_stats_held(const struct lecture *only, const struct lecture *lecture, int64_t now_ms)
{
    return only ? lecture == only : lecture->start_ms <= now_ms;
}

void export_stats_span(const struct export_stats *stats, size_t *first, size_t *end)
{
    *first = 0;
    *end = 0;
    for (size_t i = 0; i < EXPORT_BINS; i++) {
        if (stats->bins[i] > 0) {
            *first = *end == 0 ? i : *first;
            *end = i + 1;
        }
    }
}

void export_stats_finish(struct export_stats *stats)
{
    arena_finish(&stats->arena);
    *stats = (struct export_stats){0};
}
