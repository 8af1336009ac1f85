#include "domain/programme.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MINUTE_MS = 60 * 1000 };

static int by_time(const void *left, const void *right)
{
    const struct lecture *a = left, *b = right;
    if (a->start_ms != b->start_ms) {
        return a->start_ms < b->start_ms ? -1 : 1;
    }
    int venue = strcmp(a->venue, b->venue);
    return venue ? venue : strcmp(a->id, b->id);
}

void programme_sort(struct programme *programme)
{
    if (programme->count > 1) {
        qsort(programme->items, programme->count, sizeof *programme->items, by_time);
    }
}

int64_t programme_whole_second_ms(int64_t now_ms)
{
    int64_t rest = now_ms % 1000;
    return now_ms - (rest < 0 ? rest + 1000 : rest);
}

int64_t lecture_opens_ms(const struct lecture *lecture)
{
    return lecture->start_ms - (int64_t)lecture->opens_before_min * MINUTE_MS;
}

int64_t lecture_late_after_ms(const struct lecture *lecture)
{
    return lecture->start_ms + (int64_t)lecture->late_after_min * MINUTE_MS;
}

bool lecture_is_open(const struct lecture *lecture, int64_t now_ms)
{
    int64_t now = programme_whole_second_ms(now_ms);
    bool begun = lecture->gate == GATE_OPEN || now >= lecture_opens_ms(lecture);
    return lecture->gate != GATE_CLOSED && begun && now <= lecture->end_ms;
}

bool lecture_is_leaving(const struct lecture *lecture, int64_t now_ms)
{
    int64_t now = programme_whole_second_ms(now_ms);
    return lecture->sign_out && now >= lecture->end_ms - (int64_t)SIGN_OUT_BEFORE_MIN * MINUTE_MS &&
           now <= lecture->end_ms + (int64_t)SIGN_OUT_AFTER_MIN * MINUTE_MS;
}

enum lecture_phase lecture_phase(const struct lecture *lecture, int64_t now_ms)
{
    int64_t now = programme_whole_second_ms(now_ms);
    if (now > lecture->end_ms) {
        return LECTURE_OVER;
    }
    if (now >= lecture->start_ms) {
        return LECTURE_RUNNING;
    }
    return lecture_is_open(lecture, now_ms) ? LECTURE_OPEN : LECTURE_LATER;
}

static bool is_at(const struct lecture *lecture, const char *venue)
{
    return !*venue || strcmp(lecture->venue, venue) == 0;
}

const struct lecture *programme_find(const struct programme *programme, const char *id)
{
    for (size_t i = 0; i < programme->count; i++) {
        if (strcmp(programme->items[i].id, id) == 0) {
            return &programme->items[i];
        }
    }
    return NULL;
}

const struct lecture *programme_now(const struct programme *programme, const char *venue, int64_t now_ms)
{
    for (size_t i = 0; i < programme->count; i++) {
        const struct lecture *lecture = &programme->items[i];
        if (is_at(lecture, venue) && lecture_phase(lecture, now_ms) == LECTURE_RUNNING) {
            return lecture;
        }
    }
    return NULL;
}

const struct lecture *programme_next(const struct programme *programme, const char *venue, int64_t now_ms)
{
    int64_t now = programme_whole_second_ms(now_ms);
    for (size_t i = 0; i < programme->count; i++) {
        if (is_at(&programme->items[i], venue) && programme->items[i].start_ms > now) {
            return &programme->items[i];
        }
    }
    return NULL;
}

/* Index of the first lecture that starts at or after ms. */
static size_t first_from(const struct programme *programme, int64_t ms)
{
    size_t low = 0, high = programme->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (programme->items[middle].start_ms < ms) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

size_t programme_between(const struct programme *programme, int64_t from_ms, int64_t to_ms, size_t *first)
{
    *first = first_from(programme, from_ms);
    size_t end = first_from(programme, to_ms);
    return end > *first ? end - *first : 0;
}

bool lecture_names(const struct lecture *lecture, const char *code)
{
    for (size_t i = 0; i < lecture->audience.count; i++) {
        if (strcasecmp(lecture->audience.items[i], code) == 0) {
            return true;
        }
    }
    return false;
}

bool lecture_expects(const struct lecture *lecture, const char *unit, const char *team, const char *code)
{
    const struct text_list *audience = &lecture->audience;
    return audience->count == 0 || text_list_has(audience, unit) || text_list_has(audience, team) ||
           lecture_names(lecture, code);
}

size_t programme_move(const struct programme *programme, const struct lecture *lecture, int minutes,
                      bool follow, int64_t *starts)
{
    enum { SAME_DAY_MS = 12 * 60 * MINUTE_MS };
    size_t at = (size_t)(lecture - programme->items), moved = 1;
    for (size_t i = 0; i < programme->count; i++) {
        starts[i] = programme->items[i].start_ms;
    }
    starts[at] += (int64_t)minutes * MINUTE_MS;
    int64_t busy_until_ms = starts[at] + (lecture->end_ms - lecture->start_ms);
    for (size_t i = at + 1; follow && minutes > 0 && i < programme->count; i++) {
        const struct lecture *next = &programme->items[i];
        if (strcmp(next->venue, lecture->venue) != 0 || next->start_ms < lecture->end_ms) {
            continue;
        }
        if (next->start_ms >= busy_until_ms || next->start_ms - lecture->start_ms > SAME_DAY_MS) {
            break;
        }
        starts[i] = busy_until_ms;
        busy_until_ms += next->end_ms - next->start_ms;
        moved++;
    }
    return moved;
}
