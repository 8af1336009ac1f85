/* A pack (活动包) that was read and found right: the model that import puts into the store. */
#ifndef LECTERN_DOMAIN_PACK_H
#define LECTERN_DOMAIN_PACK_H

#include "base/arena.h"
#include "domain/event.h"
#include "domain/person.h"
#include "domain/programme.h"

#include <stddef.h>

/* A file that goes into the store as it is: "keypoints.md", "talks/NAME.md", "talks/photo.jpg". */
struct pack_file {
    const char *name;
    const unsigned char *data;
    size_t size;
};

/* Zeroed = empty. */
struct pack {
    struct arena arena; /* owns every text and array below */
    struct event event;
    struct programme programme;
    struct person *people; /* tokens are zero: the store gives them */
    size_t people_count;
    struct pack_file *files;
    size_t file_count;
};

/* What an import would change or did change. */
struct pack_changes {
    int lectures_added, lectures_changed, lectures_removed;
    int people_added, people_changed, people_removed;
    int people_kept; /* of the removed: they have records and stay, marked */
    int files_added, files_changed, files_removed;
};

void pack_finish(struct pack *pack);

#endif
