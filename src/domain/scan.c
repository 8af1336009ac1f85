#include "domain/scan.h"

#include <string.h>

static void forget(struct scan *scan)
{
    scan->count = 0;
    scan->dropped = 0;
}

static struct scan_result as_typing(struct scan *scan)
{
    struct scan_result result = {.type = scan->count ? SCAN_TYPING : SCAN_NOTHING,
                                 .typed_count = scan->count};
    memcpy(result.typed, scan->keys, scan->count * sizeof *scan->keys);
    forget(scan);
    return result;
}

/* Whether the pending keys came at a reader's pace; end_ms is the time of the last of them or of the
 * terminator. */
static bool is_burst(const struct scan *scan, int64_t end_ms, int64_t gaps)
{
    return gaps > 0 && end_ms - scan->keys[0].at_ms <= SCAN_AVERAGE_MS * gaps;
}

static struct scan_result as_code(struct scan *scan)
{
    struct scan_result result = {.type = scan->dropped ? SCAN_TOO_LONG : SCAN_CODE};
    for (size_t i = 0; i < scan->count && !scan->dropped; i++) {
        result.code[i] = scan->keys[i].c;
    }
    forget(scan);
    return result;
}

/* The pending keys ended without a terminator. */
static struct scan_result end_by_pause(struct scan *scan)
{
    int64_t gaps = (int64_t)scan->count - 1;
    if (scan->dropped) {
        return as_code(scan); /* keys are gone already: it can only be called unreadable */
    }
    if (scan->count >= SCAN_MIN_CHARS && is_burst(scan, scan->last_ms, gaps)) {
        scan->swallow_until_ms = scan->last_ms + SCAN_TERMINATOR_SWALLOW_MS;
        return as_code(scan);
    }
    return as_typing(scan);
}

struct scan_result scan_key(struct scan *scan, const struct scan_key *key, bool *again)
{
    *again = false;
    if (scan->count > 0 && key->at_ms - scan->last_ms > SCAN_GAP_MS) {
        *again = true;
        return end_by_pause(scan);
    }
    if (key->type == SCAN_KEY_TERMINATOR) {
        if (scan->count == 0) {
            bool of_reader = scan->swallow_until_ms != 0 && key->at_ms <= scan->swallow_until_ms;
            scan->swallow_until_ms = 0;
            struct scan_result result = {.type = of_reader ? SCAN_NOTHING : SCAN_TYPING};
            result.typed[0] = *key;
            result.typed_count = of_reader ? 0 : 1;
            return result;
        }
        int64_t gaps = (int64_t)scan->count;
        if (scan->dropped) {
            return as_code(scan);
        }
        if (scan->count >= SCAN_MIN_CHARS && is_burst(scan, key->at_ms, gaps)) {
            return as_code(scan);
        }
        struct scan_result result = as_typing(scan);
        result.typed[result.typed_count++] = *key;
        return result;
    }
    scan->swallow_until_ms = 0;
    scan->last_ms = key->at_ms;
    if (scan->count == SCAN_MAX_CHARS) {
        /* more than any badge has: a person never gets here, as their keys end by the gap or the pace */
        if (scan->dropped == 0 && !is_burst(scan, key->at_ms, SCAN_MAX_CHARS)) {
            struct scan_result result = as_typing(scan);
            scan->keys[scan->count++] = *key;
            return result;
        }
        scan->dropped++;
        return (struct scan_result){.type = SCAN_NOTHING};
    }
    scan->keys[scan->count++] = *key;
    return (struct scan_result){.type = SCAN_NOTHING};
}

struct scan_result scan_tick(struct scan *scan, int64_t now_ms)
{
    if (scan->count == 0 || now_ms - scan->last_ms <= SCAN_GAP_MS) {
        return (struct scan_result){.type = SCAN_NOTHING};
    }
    return end_by_pause(scan);
}

int64_t scan_deadline_ms(const struct scan *scan)
{
    return scan->count == 0 ? 0 : scan->last_ms + SCAN_GAP_MS + 1;
}
