#include "reader/queue.h"

#include <pthread.h>
#include <stdlib.h>

enum { QUEUE_READS = 32 };

struct read_queue {
    pthread_mutex_t mutex; /* over all that follows */
    pthread_cond_t taken;
    struct reader_read reads[QUEUE_READS];
    size_t first, count;
    bool closed;
};

bool read_queue_create(struct read_queue **out, struct err *err)
{
    struct read_queue *queue = calloc(1, sizeof *queue);
    if (!queue) {
        return err_memory(err);
    }
    pthread_mutex_init(&queue->mutex, NULL);
    pthread_cond_init(&queue->taken, NULL);
    *out = queue;
    return true;
}

void read_queue_destroy(struct read_queue *queue)
{
    if (!queue) {
        return;
    }
    pthread_cond_destroy(&queue->taken);
    pthread_mutex_destroy(&queue->mutex);
    free(queue);
}

bool read_queue_put(struct read_queue *queue, const struct reader_read *read)
{
    pthread_mutex_lock(&queue->mutex);
    while (queue->count == QUEUE_READS && !queue->closed) {
        pthread_cond_wait(&queue->taken, &queue->mutex);
    }
    bool open = !queue->closed;
    if (open) {
        queue->reads[(queue->first + queue->count++) % QUEUE_READS] = *read;
    }
    pthread_mutex_unlock(&queue->mutex);
    return open;
}

bool read_queue_take(struct read_queue *queue, struct reader_read *out)
{
    pthread_mutex_lock(&queue->mutex);
    bool some = queue->count > 0;
    if (some) {
        *out = queue->reads[queue->first];
        queue->first = (queue->first + 1) % QUEUE_READS;
        queue->count--;
        pthread_cond_signal(&queue->taken);
    }
    pthread_mutex_unlock(&queue->mutex);
    return some;
}

void read_queue_close(struct read_queue *queue)
{
    pthread_mutex_lock(&queue->mutex);
    queue->closed = true;
    pthread_cond_broadcast(&queue->taken);
    pthread_mutex_unlock(&queue->mutex);
}
