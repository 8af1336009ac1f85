/* The log read backwards: what happened to a person or a badge, and what staff did last. */
#ifndef LECTERN_STORE_HISTORY_H
#define LECTERN_STORE_HISTORY_H

#include "base/err.h"
#include "store/log.h"

#include <stdbool.h>
#include <stdint.h>

struct store;

/* A row; stands is false where it was voided or undone. Valid during the visit; stops where visit returns
 * false, which it does with err set. */
typedef bool history_visit(void *context, const struct log_row *row, bool stands, struct err *err);

/* Of a person at a lecture, and what is about the person alone (badges); oldest first. */
bool history_of_person(struct store *store, const unsigned char person[TOKEN_BYTES], const char *lecture,
                       history_visit *visit, void *context, struct err *err);

/* Of a badge as an unknown one, at every lecture; oldest first. */
bool history_of_badge(struct store *store, const unsigned char badge[TOKEN_BYTES], history_visit *visit,
                      void *context, struct err *err);

/* The rows of the last action of staff at this station that still stands, as one transaction wrote them. */
bool history_last_action(struct store *store, history_visit *visit, void *context, struct err *err);

/* What staff and the station did, oldest first: every row but scans, tries of the PIN and settings. lecture
 * "" = of all. */
bool history_of_acts(struct store *store, const char *lecture, history_visit *visit, void *context,
                     struct err *err);

/* Whether staff entered this person and did not take that back. */
bool history_registered(struct store *store, const unsigned char person[TOKEN_BYTES], bool *registered,
                        struct err *err);

/* Whether staff took this badge from this person, and did not take that back. */
bool history_revoked(struct store *store, const unsigned char badge[TOKEN_BYTES],
                     const unsigned char person[TOKEN_BYTES], bool *revoked, struct err *err);

/* The lecture that the last pin that stands names; "" = none. */
bool history_pinned(struct store *store, char *lecture, size_t size, struct err *err);

/* The sign-ins and sign-outs of this boot that stand, at this station, and whose time on record is not
 * boot_ms + offset_ms. */
bool history_of_boot(struct store *store, const unsigned char boot_id[16], int64_t offset_ms,
                     history_visit *visit, void *context, struct err *err);

/* Tokens of people. */
typedef bool history_person_visit(void *context, const unsigned char person[TOKEN_BYTES], struct err *err);

/* Of whom staff voided something at this lecture. */
bool history_voided(struct store *store, const char *lecture, history_person_visit *visit, void *context,
                    struct err *err);

/* Whose sign-in to this lecture was made in a run in which the clock jumped, and not corrected since. */
bool history_doubtful(struct store *store, const char *lecture, history_person_visit *visit, void *context,
                      struct err *err);

/* By how much the clock jumped last in this boot, ms; 0 = it did not, or an anchor set it right since. */
bool history_clock_jump(struct store *store, const unsigned char boot_id[16], int64_t *jump_ms,
                        struct err *err);

#endif
