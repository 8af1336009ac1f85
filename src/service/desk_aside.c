#include "service/desk_aside.h"

#include "service/reader_profile.h"
#include "service/sheet_load.h"

#include <stdlib.h>

void desk_aside_pin(struct store *store, const char *digits, struct pin_check *pin, struct desk_event *event)
{
    char hash[STAFF_PIN_HASH_SIZE];
    event->type = DESK_PIN;
    if (store && staff_table_pin(store, hash, &event->error)) {
        pin_check(digits, hash, pin, &event->error);
    }
}

void desk_aside_info(struct store *store, struct desk_event *event)
{
    event->type = DESK_STAFF_INFO;
    event->info = store ? malloc(sizeof *event->info) : NULL;
    if (event->info && !staff_info_load(event->info, store, &event->error)) {
        free(event->info);
        event->info = NULL;
    }
}

void desk_aside_sheet(struct store *store, const char *lecture, struct desk_event *event)
{
    event->type = DESK_SHEET;
    event->sheet = store ? calloc(1, sizeof *event->sheet) : NULL;
    if (event->sheet && !sheet_load(event->sheet, store, lecture, &event->error)) {
        free(event->sheet);
        event->sheet = NULL;
    }
}

void desk_aside_trail(struct store *store, const struct staff_request *of, struct desk_event *event)
{
    event->type = DESK_TRAIL;
    event->trail = store ? calloc(1, sizeof *event->trail) : NULL;
    if (event->trail && !trail_load(event->trail, store, of->lecture, of->code, of->badge, &event->error)) {
        free(event->trail);
        event->trail = NULL;
    }
}

void desk_aside_diagnose(struct store *store, const struct desk_reads *reads, struct desk_event *event)
{
    const char *raws[READER_READS_MAX];
    for (size_t i = 0; i < reads->count; i++) {
        raws[i] = reads->raws[i];
    }
    event->type = DESK_DIAGNOSIS;
    event->diagnosis = store ? malloc(sizeof *event->diagnosis) : NULL;
    if (event->diagnosis &&
        !reader_profile_diagnose(store, raws, reads->count, event->diagnosis, &event->error)) {
        free(event->diagnosis);
        event->diagnosis = NULL;
    }
}
