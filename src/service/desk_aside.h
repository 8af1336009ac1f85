/* What the desk reads beside the scans: each fills in the event that answers it. store NULL: it could not be
 * opened, event->error says so already. */
#ifndef LECTERN_SERVICE_DESK_ASIDE_H
#define LECTERN_SERVICE_DESK_ASIDE_H

#include "service/desk.h"
#include "service/staff_entry.h"

struct desk_reads {
    char raws[READER_READS_MAX][READER_RAW_SIZE];
    size_t count;
};

/* The slow half of a PIN. */
void desk_aside_pin(struct store *store, const char *digits, struct pin_check *pin, struct desk_event *event);

void desk_aside_info(struct store *store, struct desk_event *event);
void desk_aside_sheet(struct store *store, const char *lecture, struct desk_event *event);
void desk_aside_trail(struct store *store, const struct staff_request *of, struct desk_event *event);
void desk_aside_diagnose(struct store *store, const struct desk_reads *reads, struct desk_event *event);

#endif
