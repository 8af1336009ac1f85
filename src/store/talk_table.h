/* Where a talk stands, kept over a crash or a restart. */
#ifndef LECTERN_STORE_TALK_TABLE_H
#define LECTERN_STORE_TALK_TABLE_H

#include "base/err.h"
#include "domain/talk_record.h"

struct store;

/* Commits. Not open: there is none any more. */
bool talk_table_put(struct store *store, const struct talk_saved *talk, struct err *err);
bool talk_table_get(struct store *store, struct talk_saved *talk, struct err *err);

/* That a talk began or ended; valid during the visit. */
struct talk_line {
    const char *lecture; /* its id, "" = the deck alone */
    bool ended;
    int64_t at_ms;
    int shown, pages;   /* ended */
    const char *reason; /* "deck", ended "deck: 1=0:35 2=1:12"; "" = erased */
    bool simulated;
};

/* In the order of the log. lecture NULL = all. Stops where visit returns false, which it does with err set.
 */
typedef bool talk_visit(void *context, const struct talk_line *line, struct err *err);
bool talk_table_each(struct store *store, const char *lecture, talk_visit *visit, void *context,
                     struct err *err);

#endif
