/* The event (活动): what staff write in the pack's "event" table. */
#ifndef LECTERN_DOMAIN_EVENT_H
#define LECTERN_DOMAIN_EVENT_H

#include <stdbool.h>

enum walk_in_policy { WALK_IN_RECORD, WALK_IN_REFUSE };

/* Whom a lecture that has as many people as it has places turns away. */
enum full_policy {
    FULL_WALK_INS, /* who is not expected; who is has a place */
    FULL_REFUSE,   /* everybody */
    FULL_RECORD    /* nobody */
};

enum { EVENT_OPENS_BEFORE_MIN = 30, EVENT_LATE_AFTER_MIN = 10 }; /* defaults, DESIGN 6 */

/* Texts are never NULL ("" = not given); owned by the arena of whoever loaded the event. */
struct event {
    const char *title, *organiser, *report_mail, *report_phone;
    const char *zone; /* IANA name */
    int opens_before_min, late_after_min;
    enum walk_in_policy walk_in;
    enum full_policy full;
    bool sign_out; /* of lectures whose row says nothing else; not kept in the store */
};

#endif
