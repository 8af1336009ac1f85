#include "service/zone.h"

#include "base/arena.h"
#include "base/civil.h"
#include "store/lectures.h"
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

bool zone_follow(const char *iana_name, struct err *err)
{
    const char *now = getenv("TZ");
    return !*iana_name || (now && strcmp(now, iana_name) == 0) || civil_use_zone(iana_name, err);
}

bool zone_of_store(struct store *store, struct err *err)
{
    struct arena arena = {0};
    struct event event = {.zone = CIVIL_DEFAULT_ZONE};
    int64_t generation;
    bool done = store_generation(store, &generation, err) &&
                (generation == 0 || lectures_load_event(store, generation, &arena, &event, NULL, err)) &&
                civil_use_zone(event.zone, err);
    arena_finish(&arena);
    return done;
}
