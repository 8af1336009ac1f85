#include "service/talk_keep.h"

#include "store/log.h"
#include "store/meaning.h"
#include "store/talk_table.h"

#include <stdio.h>

/* The deck and its pages' times stand in the meaning of the row's reason, as a setting's words do. */
static bool append(struct check_in *state, struct store *store, const struct clock *clock,
                   const struct talk_record *record, struct err *err)
{
    char words[TALK_TIMES_SIZE + TALK_DECK_SIZE + 8];
    unsigned char reason[TOKEN_BYTES];
    bool ended = record->act == TALK_ENDED;
    snprintf(words, sizeof words, "%s%s%s", record->deck, *record->times ? ": " : "", record->times);
    struct log_row row = {.kind = "talk",
                          .lecture = record->lecture,
                          .method = "station",
                          .status = ended ? "ended" : "began",
                          .reason = reason,
                          .has_value = ended,
                          .value = record->shown,
                          .has_basis = ended,
                          .basis = record->pages};
    check_in_stamp(state, clock, clock_wall_ms(clock), &row);
    return meaning_make(store, MEANING_REASON, words, reason, err) && log_append(store, &row, err);
}

bool talk_keep(struct check_in *state, struct store *store, const struct clock *clock,
               const struct talk_saved *saved, const struct talk_record *record, struct err *err)
{
    if (!store_begin(store, err)) {
        return false;
    }
    if (!talk_table_put(store, saved, err) || (record && !append(state, store, clock, record, err))) {
        store_rollback(store);
        return false;
    }
    return store_commit(store, err);
}
