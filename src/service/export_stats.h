/* Counts that an export adds up while its rows pass: by unit, and when people came. */
#ifndef LECTERN_SERVICE_EXPORT_STATS_H
#define LECTERN_SERVICE_EXPORT_STATS_H

#include "base/err.h"
#include "service/export_rows.h"

#include <stdbool.h>
#include <stddef.h>

/* Five minutes each, from half an hour before the start on. */
enum { EXPORT_BIN_MIN = 5, EXPORT_BIN_FIRST_MIN = -30, EXPORT_BINS = 24 };

struct export_unit {
    const char *name; /* "" = no unit */
    int expected, present;
    size_t first; /* of its people on the roster */
};

/* Zeroed = empty. */
struct export_stats {
    struct arena arena;
    struct export_unit *units; /* as they come; see export_stats_order */
    size_t unit_count, unit_capacity, last_unit;
    int bins[EXPORT_BINS]; /* earlier and later ones are counted in the first and the last */
};

bool export_stats_add(struct export_stats *stats, const struct export_rows *rows,
                      const struct export_row *row, struct err *err);
void export_stats_finish(struct export_stats *stats);

/* Units in the order of the roster: rows come by the time people came, which is another order every day. */
void export_stats_order(struct export_stats *stats);

/* Whether a lecture's counts belong into rates: the one that was asked for, or, of all of them, what has
 * begun. Nobody is missing yet where nothing was held. */
bool export_stats_held(const struct lecture *only, const struct lecture *lecture, int64_t now_ms);

/* Bins from the first to the last with somebody in it: *first and one behind *end. */
void export_stats_span(const struct export_stats *stats, size_t *first, size_t *end);

#endif
