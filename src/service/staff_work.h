/* What the files of staff.c share: one request on its way. */
#ifndef LECTERN_SERVICE_STAFF_WORK_H
#define LECTERN_SERVICE_STAFF_WORK_H

#include "base/arena.h"
#include "base/strings.h"
#include "service/staff.h"
#include "store/log.h"
#include "store/people.h"

struct staff_work {
    struct check_in *check_in;
    struct store *store;
    const struct clock *clock;
    const struct staff_request *request;
    struct staff_result *result;
    struct arena arena;
    struct log_row stamp; /* time, boot, method, operator and reason: the same in all rows of the request */
    unsigned char operator_token[TOKEN_BYTES], reason_token[TOKEN_BYTES];
    struct pack_put *put; /* of an import; NULL = this is none */
    int people_kept;
};

/* An action returns true with result->done set where rows are to be committed; true without it where the
 * request makes no sense now and result->sentence says why; false where the store failed. */
typedef bool staff_action(struct staff_work *work, struct err *err);
staff_action staff_supplement, staff_void, staff_link, staff_replace, staff_register, staff_undo, staff_pin,
    staff_gate, staff_move, staff_anchor, staff_setting, staff_undo_import;

/* Ends an action: what was done, or why nothing was. Always true. */
bool staff_done(struct staff_work *work, enum str_id sentence, ...);
bool staff_refuse(struct staff_work *work, enum str_id sentence, ...);

/* Appends row with the request's stamp. */
bool staff_append(struct staff_work *work, struct log_row *row, struct err *err);

/* The lecture of the request; NULL and a refusal where there is none. */
const struct lecture *staff_lecture(struct staff_work *work);

/* The person of request->code by worker number or badge. *found false: refused. The token is made. */
bool staff_person(struct staff_work *work, struct people_entry *who, bool *found, struct err *err);

/* on_time, late or walk_in of a person who came to the lecture then. */
const char *staff_status(const struct lecture *lecture, const struct people_entry *who, int64_t at_ms);

/* A link row, and a claim for each lecture at which the badge stands as unknown. *claims counts them. */
bool staff_link_badge(struct staff_work *work, const struct people_entry *who, const char *badge, int *claims,
                      struct err *err);

/* Sets the pinned lecture to what the last pin that stands says. */
bool staff_pin_again(struct staff_work *work, struct err *err);

/* "补签" and so on: an action by the kind of its first row. */
const char *staff_kind_words(const char *kind);

#endif
