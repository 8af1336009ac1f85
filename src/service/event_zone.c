#include "service/event_zone.h"

#include "base/arena.h"
#include "base/civil.h"
#include "store/lectures.h"
#include "store/store.h"

bool event_zone_use(struct store *store, struct err *err)
{
    struct arena arena = {0};
    struct event event = {.zone = CIVIL_DEFAULT_ZONE};
    struct programme programme;
    int64_t generation;
    bool done =
        store_generation(store, &generation, err) &&
        (generation == 0 || lectures_load(store, generation, &arena, &event, &programme, NULL, err)) &&
        civil_use_zone(event.zone, err);
    arena_finish(&arena);
    return done;
}
