/* Reads on their way from the readers' thread to the event loop. */
#ifndef LECTERN_READER_QUEUE_H
#define LECTERN_READER_QUEUE_H

#include "base/err.h"
#include "reader/burst.h"

struct read_queue;

bool read_queue_create(struct read_queue **out, struct err *err);
void read_queue_destroy(struct read_queue *queue); /* accepts NULL */

/* Waits while it is full: what a reader sends meanwhile stays with the kernel. False: it was closed. */
bool read_queue_put(struct read_queue *queue, const struct reader_read *read);

/* False: there is none. Never blocks but for a moment. */
bool read_queue_take(struct read_queue *queue, struct reader_read *out);

/* Nobody will take any more: whoever waits in read_queue_put goes on. */
void read_queue_close(struct read_queue *queue);

#endif
