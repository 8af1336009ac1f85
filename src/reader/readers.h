/* The readers that do not type into the window: one thread over all grabbed and serial devices, those that
 * are plugged in later, too. */
#ifndef LECTERN_READER_READERS_H
#define LECTERN_READER_READERS_H

#include "base/err.h"
#include "reader/burst.h"
#include "reader/find.h"

struct readers;

struct readers_config {
    enum reader_source source;
    const char *device; /* copied; "" = looked for */
    const char *folder; /* copied; where devices appear: "/dev" */
    int baud;
    struct badge_profile profile; /* for where a read ends */
    /* called from the readers' thread; read is valid until it returns */
    void (*deliver)(void *context, const struct reader_read *read);
    void *context;
};

/* READER_WEDGE has nothing to start: *out is NULL. A device that is missing is waited for, without an error.
 */
bool readers_start(struct readers **out, const struct readers_config *config, struct err *err);

/* deliver must not block any more. Accepts NULL. */
void readers_stop(struct readers *readers);

/* How many devices are open just now. */
int readers_open_count(const struct readers *readers);

#endif
