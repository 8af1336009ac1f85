#include "service/desk_job.h"

#include <stdlib.h>
#include <string.h>

void queue_init(struct queue *queue)
{
    queue->head = NULL;
    queue->tail = &queue->head;
}

void queue_put(struct queue *queue, struct job *job)
{
    job->next = NULL;
    *queue->tail = job;
    queue->tail = &job->next;
}

struct job *queue_take(struct queue *queue)
{
    struct job *job = queue->head;
    if (job) {
        queue->head = job->next;
        if (!queue->head) {
            queue->tail = &queue->head;
        }
    }
    return job;
}

void job_destroy(struct job *job)
{
    desk_event_drop(&job->event);
    free(job->errand);
    free(job);
}

void queue_finish(struct queue *queue)
{
    for (struct job *job; (job = queue_take(queue));) {
        job_destroy(job);
    }
}

struct job *job_create(enum job_type type, const char *raw, struct errand *errand)
{
    size_t len = strlen(raw);
    struct job *job = calloc(1, sizeof *job + len + 1);
    if (!job) {
        free(errand);
        return NULL;
    }
    job->type = type;
    job->errand = errand;
    memcpy(job->raw, raw, len + 1);
    return job;
}

void desk_event_drop(struct desk_event *event)
{
    if (event->board) {
        board_finish(event->board);
    }
    if (event->sheet) {
        sheet_finish(event->sheet);
    }
    if (event->trail) {
        trail_finish(event->trail);
    }
    if (event->preview) {
        preview_finish(event->preview);
    }
    free(event->board);
    free(event->sheet);
    free(event->trail);
    free(event->info);
    free(event->diagnosis);
    free(event->sticks);
    free(event->preview);
    *event = (struct desk_event){.type = event->type};
}
