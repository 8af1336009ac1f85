#include "command/demo_seed.h"

#include "base/arena.h"
#include "base/civil.h"
#include "base/strings.h"
#include "command/session.h"
#include "service/check_in.h"
#include "service/import.h"
#include "store/people.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MINUTE_MS = 60000, COME_PERCENT = 73, WALK_INS = 3, GUESTS_MAX = 4096 };

void demo_seed_remove(const char *path)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    char name[SESSION_PATH_SIZE + 8];
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        unlink(name);
    }
}

const struct lecture *demo_leading_lecture(const struct programme *programme)
{
    if (programme->count == 0) {
        return NULL;
    }
    int64_t first_day = civil_day_start_ms(programme->items[0].start_ms, 0);
    for (size_t i = 0; i < programme->count; i++) {
        if (civil_day_start_ms(programme->items[i].start_ms, 0) != first_day) {
            return &programme->items[i];
        }
    }
    return &programme->items[0];
}

bool demo_seed_import(struct store *store, const char *path, int64_t now_ms, int64_t elapsed_ms,
                      struct err *err)
{
    struct pack pack = {0};
    struct faults faults = {0};
    struct pack_changes changes;
    bool done = false;
    if (!import_read(path, NULL, &pack, &faults, err)) {
        if (faults.errors > 0) {
            char line[600];
            err_set(err, ERR_INPUT, "%s", fault_format(&faults.items[0], line, sizeof line));
        }
        goto finish_pack;
    }
    const struct lecture *leading = demo_leading_lecture(&pack.programme);
    if (elapsed_ms > 0 && leading) {
        int64_t five = 5 * MINUTE_MS;
        import_shift(&pack, (now_ms - elapsed_ms - leading->start_ms) / five * five);
    }
    done = import_commit(store, NULL, &pack, &changes, err);
finish_pack:
    faults_finish(&faults);
    pack_finish(&pack);
    return done;
}

struct guest {
    char code[BADGE_TEXT_SIZE];
    int64_t at_ms;
};

struct guests {
    const struct lecture *lecture;
    struct guest *items;
    size_t count;
    int walk_ins;
    uint32_t random;
};

/* The same people at the same minutes in every demo. */
static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static bool collect(void *context, const struct people_line *line, struct err *err)
{
    struct guests *guests = context;
    bool expected = lecture_expects(guests->lecture, line->unit, line->team, line->code);
    if (!expected && guests->walk_ins >= WALK_INS) {
        return true;
    }
    if (expected && next_random(&guests->random) % 100 >= COME_PERCENT) {
        return true;
    }
    guests->walk_ins += !expected;
    if (guests->count == GUESTS_MAX) {
        return err_set(err, ERR_CANCELLED, "enough");
    }
    struct guest *guest = &guests->items[guests->count++];
    snprintf(guest->code, sizeof guest->code, "%s", line->code);
    /* three throws added up: most come shortly before the start, some late */
    int64_t spread = 0;
    for (int i = 0; i < 3; i++) {
        spread += next_random(&guests->random) % (17 * MINUTE_MS);
    }
    guest->at_ms = guests->lecture->start_ms - 29 * MINUTE_MS + spread;
    return true;
}

static int by_time(const void *a, const void *b)
{
    const struct guest *x = a, *y = b;
    return x->at_ms < y->at_ms ? -1 : x->at_ms > y->at_ms;
}

bool demo_seed_attendance(struct store *store, const struct lecture *lecture, int64_t now_ms, struct err *err)
{
    struct guests guests = {.lecture = lecture, .random = 7};
    struct check_in check_in = {0};
    struct clock clock;
    struct err stop = {0};
    int64_t generation;
    bool done = false;
    guests.items = calloc(GUESTS_MAX, sizeof *guests.items);
    if (!guests.items) {
        return err_memory(err);
    }
    if (!store_generation(store, &generation, err)) {
        goto free_guests;
    }
    if (!people_each(store, generation, collect, &guests, &stop) && stop.code != ERR_CANCELLED) {
        *err = stop;
        goto free_guests;
    }
    qsort(guests.items, guests.count, sizeof *guests.items, by_time);
    for (size_t i = 0; i < guests.count && guests.items[i].at_ms <= now_ms; i++) {
        struct outcome outcome;
        struct check_in_request request = {.raw = guests.items[i].code,
                                           .method = METHOD_KEYPAD,
                                           .at_ms = guests.items[i].at_ms,
                                           .pinned_lecture = lecture->id};
        clock_hold_at(&clock, guests.items[i].at_ms); /* marked: nobody really came */
        if (!check_in_run(&check_in, store, &clock, &request, &outcome, err)) {
            goto free_guests;
        }
    }
    done = true;
free_guests:
    check_in_finish(&check_in);
    free(guests.items);
    return done;
}
