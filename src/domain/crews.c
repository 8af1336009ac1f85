#include "domain/crews.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* FNV-1a, the text's end included */
static uint64_t hash_text(uint64_t hash, const char *text)
{
    for (; *text; text++) {
        hash = (hash ^ (unsigned char)*text) * 0x100000001B3u;
    }
    return (hash ^ 0xFF) * 0x100000001B3u;
}

/* --- units and teams --- */

static struct crew *slot_of(const struct crews *crews, const char *unit, const char *team)
{
    size_t at = (size_t)hash_text(hash_text(0xCBF29CE484222325u, unit), team);
    for (;; at++) {
        struct crew *slot = &crews->slots[at & (crews->capacity - 1)];
        if (!slot->unit || (strcmp(slot->unit, unit) == 0 && strcmp(slot->team, team) == 0)) {
            return slot;
        }
    }
}

static bool grow(struct crews *crews)
{
    struct crews larger = *crews;
    larger.capacity = crews->capacity ? crews->capacity * 2 : 256;
    larger.slots = calloc(larger.capacity, sizeof *larger.slots);
    if (!larger.slots) {
        return false;
    }
    for (size_t i = 0; i < crews->capacity; i++) {
        if (crews->slots[i].unit) {
            *slot_of(&larger, crews->slots[i].unit, crews->slots[i].team) = crews->slots[i];
        }
    }
    free(crews->slots);
    *crews = larger;
    return true;
}

bool crews_init(struct crews *crews, const struct pack *pack)
{
    struct crew *last = NULL; /* neighbours on a roster mostly share theirs */
    *crews = (struct crews){.pack = pack};
    for (size_t i = 0; i < pack->people_count; i++) {
        const struct person *person = &pack->people[i];
        if (last && strcmp(last->unit, person->unit) == 0 && strcmp(last->team, person->team) == 0) {
            last->people++;
            continue;
        }
        if (crews->count * 2 >= crews->capacity && !grow(crews)) {
            crews_finish(crews);
            return false;
        }
        last = slot_of(crews, person->unit, person->team);
        crews->count += !last->unit;
        *last = (struct crew){.unit = person->unit, .team = person->team, .people = last->people + 1};
    }
    return true;
}

bool crews_have(const struct crews *crews, const char *unit_or_team)
{
    for (size_t i = 0; i < crews->capacity; i++) {
        const struct crew *crew = &crews->slots[i];
        if (crew->unit && (strcmp(crew->unit, unit_or_team) == 0 || strcmp(crew->team, unit_or_team) == 0)) {
            return true;
        }
    }
    return false;
}

/* --- worker numbers --- */

static size_t hash_number(const char *worker_no)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (; *worker_no; worker_no++) {
        unsigned char c = (unsigned char)*worker_no;
        hash = (hash ^ (c >= 'a' && c <= 'z' ? c - 32u : c)) * 0x100000001B3u;
    }
    return (size_t)(hash ^ hash >> 32);
}

static bool index_numbers(struct crews *crews)
{
    size_t count = crews->pack->people_count;
    crews->number_capacity = 64;
    while (crews->number_capacity < count * 2) {
        crews->number_capacity *= 2;
    }
    crews->by_number = calloc(crews->number_capacity, sizeof *crews->by_number);
    for (size_t i = 0; crews->by_number && i < count; i++) {
        size_t at = hash_number(crews->pack->people[i].worker_no);
        while (crews->by_number[at & (crews->number_capacity - 1)]) {
            at++;
        }
        crews->by_number[at & (crews->number_capacity - 1)] = (uint32_t)i + 1;
    }
    return crews->by_number != NULL;
}

bool crews_person(struct crews *crews, const char *worker_no, const struct person **out)
{
    *out = NULL;
    if (!crews->by_number && !index_numbers(crews)) {
        return false;
    }
    for (size_t at = hash_number(worker_no);; at++) {
        uint32_t slot = crews->by_number[at & (crews->number_capacity - 1)];
        if (slot == 0) {
            return true;
        }
        const struct person *person = &crews->pack->people[slot - 1];
        if (strcasecmp(person->worker_no, worker_no) == 0) {
            *out = person;
            return true;
        }
    }
}

/* --- both --- */

bool crews_expected(struct crews *crews, const struct lecture *lecture, int *out)
{
    int count = 0;
    for (size_t i = 0; i < crews->capacity; i++) {
        const struct crew *crew = &crews->slots[i];
        if (crew->unit && lecture_expects(lecture, crew->unit, crew->team, "")) {
            count += crew->people;
        }
    }
    for (size_t i = 0; i < lecture->audience.count; i++) {
        const char *entry = lecture->audience.items[i];
        const struct person *person = NULL;
        if (!crews_have(crews, entry) && !crews_person(crews, entry, &person)) {
            return false;
        }
        count += person && !lecture_expects(lecture, person->unit, person->team, "");
    }
    *out = count;
    return true;
}

void crews_finish(struct crews *crews)
{
    free(crews->slots);
    free(crews->by_number);
    *crews = (struct crews){0};
}
