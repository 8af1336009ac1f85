#include "domain/scan.h"

#include <string.h>

enum { CUT_REST_MS = 400 /* a badge's rest comes this soon after its beginning */ };

static void forget(struct scan *scan)
{
    scan->count = 0;
    scan->dropped = 0;
    scan->stalled_ms = 0;
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
    return gaps > 0 && end_ms - scan->keys[0].at_ms - scan->stalled_ms <= SCAN_AVERAGE_MS * gaps;
}

bool scan_is_reading(const struct scan *scan)
{
    return scan->dropped > 0 ||
           (scan->count >= SCAN_MIN_CHARS && is_burst(scan, scan->last_ms, (int64_t)scan->count - 1));
}

static int64_t pause_ms(const struct scan *scan)
{
    return scan_is_reading(scan) ? SCAN_PAUSE_MS : SCAN_GAP_MS;
}

static struct scan_result as_code(struct scan *scan)
{
    bool rest_of_another = scan->cut_ms != 0 && scan->keys[0].at_ms - scan->cut_ms <= CUT_REST_MS;
    struct scan_result result = {.type = scan->dropped || rest_of_another ? SCAN_UNREADABLE : SCAN_CODE};
    for (size_t i = 0; i < scan->count && result.type == SCAN_CODE; i++) {
        result.code[i] = scan->keys[i].c;
    }
    scan->cut_ms = 0;
    forget(scan);
    return result;
}

/* The pending keys ended without a terminator. */
static struct scan_result end_by_pause(struct scan *scan)
{
    if (scan_is_reading(scan)) {
        scan->swallow_until_ms = scan->last_ms + SCAN_TERMINATOR_SWALLOW_MS;
        return as_code(scan);
    }
    bool pace_of_reader = scan->count > 1 && is_burst(scan, scan->last_ms, (int64_t)scan->count - 1);
    scan->cut_ms = pace_of_reader ? scan->last_ms : 0;
    return as_typing(scan);
}

static struct scan_result take_terminator(struct scan *scan, const struct scan_key *key)
{
    struct scan_result result = {.type = SCAN_TYPING};
    if (scan->count == 0) {
        bool of_reader = scan->swallow_until_ms != 0 && key->at_ms <= scan->swallow_until_ms;
        scan->swallow_until_ms = 0;
        if (of_reader) {
            return (struct scan_result){.type = SCAN_NOTHING};
        }
    } else if (scan->dropped ||
               (scan->count >= SCAN_MIN_CHARS && is_burst(scan, key->at_ms, (int64_t)scan->count))) {
        /* with keys dropped there is no way back to typing: it can only be called unreadable */
        return as_code(scan);
    } else {
        result = as_typing(scan);
        result.type = SCAN_TYPING;
    }
    result.typed[result.typed_count++] = *key;
    return result;
}

struct scan_result scan_key(struct scan *scan, const struct scan_key *key, bool *again)
{
    *again = false;
    int64_t gap_ms = key->at_ms - scan->last_ms;
    if (scan->count > 0 && gap_ms > pause_ms(scan)) {
        *again = true;
        return end_by_pause(scan);
    }
    if (scan->count > 0 && gap_ms > SCAN_GAP_MS) {
        scan->stalled_ms += gap_ms - SCAN_AVERAGE_MS;
    }
    if (key->type == SCAN_KEY_TERMINATOR) {
        return take_terminator(scan, key);
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
    if (scan->count == 0 || now_ms - scan->last_ms <= pause_ms(scan)) {
        return (struct scan_result){.type = SCAN_NOTHING};
    }
    return end_by_pause(scan);
}

int64_t scan_deadline_ms(const struct scan *scan)
{
    return scan->count == 0 ? 0 : scan->last_ms + pause_ms(scan) + 1;
}
