#include "service/look_up.h"

#include "base/utf8.h"
#include "domain/badge.h"
#include "store/people.h"
#include "store/store.h"

bool look_up(struct store *store, const char *raw, struct desk_lookup *out, struct err *err)
{
    struct arena arena = {0};
    struct people_entry who;
    int64_t generation;
    bool found = false;
    *out = (struct desk_lookup){0};
    if (!badge_canonical(raw, out->code)) {
        utf8_copy(out->code, sizeof out->code, raw);
        return true;
    }
    bool done = store_generation(store, &generation, err) &&
                people_by_badge(store, generation, out->code, &arena, &who, &found, err) &&
                (found || people_by_code(store, generation, out->code, &arena, &who, &found, err));
    if (done && found && !who.removed) {
        out->found = true;
        utf8_copy(out->name, sizeof out->name, who.person.name);
        utf8_copy(out->unit, sizeof out->unit, who.person.unit);
        utf8_copy(out->team, sizeof out->team, who.person.team);
    }
    arena_finish(&arena);
    return done;
}
