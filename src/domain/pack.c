#include "domain/pack.h"

#include <string.h>
#include <strings.h>

void pack_finish(struct pack *pack)
{
    arena_finish(&pack->arena);
    *pack = (struct pack){0};
}

const struct person *pack_person(const struct pack *pack, const char *worker_no)
{
    for (size_t i = 0; i < pack->people_count; i++) {
        if (strcasecmp(pack->people[i].worker_no, worker_no) == 0) {
            return &pack->people[i];
        }
    }
    return NULL;
}

/* Whether the roster knows this as a unit or a team: most entries of an audience are one. */
static bool is_crew(const struct pack *pack, const char *entry)
{
    for (size_t i = 0; i < pack->people_count; i++) {
        if (strcmp(pack->people[i].unit, entry) == 0 || strcmp(pack->people[i].team, entry) == 0) {
            return true;
        }
    }
    return false;
}

int pack_expected_by_number(const struct pack *pack, const struct lecture *lecture)
{
    int count = 0;
    for (size_t i = 0; i < lecture->audience.count; i++) {
        const char *entry = lecture->audience.items[i];
        const struct person *person = is_crew(pack, entry) ? NULL : pack_person(pack, entry);
        count += person && !lecture_expects(lecture, person->unit, person->team, "");
    }
    return count;
}
