/* Entering staff mode: the PIN, and what the first screens behind it need to know. */
#ifndef LECTERN_SERVICE_STAFF_ENTRY_H
#define LECTERN_SERVICE_STAFF_ENTRY_H

#include "base/clock.h"
#include "base/err.h"
#include "domain/staff.h"
#include "service/check_in.h"
#include "store/staff_table.h"

struct store;

/* What is slow about a PIN: to be done where nobody waits. Compares with the hash, or, where hash is "",
 * makes the one that is to hold from now on (argon2id, libsodium's crypto_pwhash_str). */
struct pin_check {
    bool right, made;
    char hash[STAFF_PIN_HASH_SIZE]; /* made */
};
bool pin_check(const char *digits, const char *hash, struct pin_check *out, struct err *err);

/* Puts what came of it on record. A hash that was made holds only if there still is none. */
bool pin_settle(struct check_in *check_in, struct store *store, const struct clock *clock,
                const struct pin_check *check, struct pin_result *out, struct err *err);

/* `lectern config set staff.pin`: a new PIN, whatever there was. Digits, PIN_MIN_DIGITS at least. */
bool pin_set(struct store *store, const char *digits, struct err *err);

bool staff_info_load(struct staff_info *info, struct store *store, struct err *err);

#endif
