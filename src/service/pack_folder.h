/* The files of a pack: which there are, and reading one with a cap, never from outside the pack's folder. */
#ifndef LECTERN_SERVICE_PACK_FOLDER_H
#define LECTERN_SERVICE_PACK_FOLDER_H

#include "base/buf.h"
#include "service/pack_pages.h"
#include "service/pack_read.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    PACK_CSV_MAX_BYTES = 32 * 1024 * 1024,
    PACK_WORKBOOK_MAX_BYTES = 32 * 1024 * 1024,
    PACK_MARKDOWN_MAX_BYTES = 4 * 1024 * 1024,
    PACK_TURNED_MAX_BYTES = 256 * 1024 * 1024, /* a PDF or a presentation: with films in it they are large */
    PACK_IMAGE_MAX_BYTES = 32 * 1024 * 1024,
    PACK_IMAGES_MAX_BYTES = 512 * 1024 * 1024 /* all of them together */
};

/* A talk's file. */
struct pack_deck_file {
    const char *id;          /* file name without its ending, or the folder's name */
    const char *file;        /* name in the pack as it is on the disk: "talks/laomo.md" */
    struct pack_pages pages; /* of a folder of page pictures; count 0 = Markdown, or turned */
    bool turned;             /* PDF or presentation: page pictures are made of it */
};

/* Names inside the pack, owned by the pack's arena; NULL = not there. */
struct pack_folder {
    const char *event, *programme,
        *people; /* CSV or workbook, programme a calendar too; whole where they have no file of their own */
    const char *keypoints;        /* Markdown */
    const char *whole;            /* the workbook that holds whatever has no file of its own */
    bool alone;                   /* the pack is that workbook, there is no folder */
    const char *talks;            /* the folder of the talks */
    struct pack_deck_file *decks; /* by id */
    size_t deck_count;
};

/* Looks into the folder, or at the workbook. A missing table is a fault, and so are two files of one table;
 * false where the folder itself cannot be read (a fault too). */
bool pack_folder_list(struct pack_read *read, struct pack_folder *out);

/* "PATH/name" in the pack's arena, for faults and for opening; NULL when out of memory (noted). */
const char *pack_folder_path(struct pack_read *read, const char *name);

/* Appends the file to out. Too large, outside the folder or unreadable: a fault at place. */
bool pack_folder_load(struct pack_read *read, const struct pack_place *place, size_t max_bytes,
                      struct buf *out);

enum pack_file_state { PACK_FILE_THERE, PACK_FILE_MISSING, PACK_FILE_OUTSIDE };

/* Where name really is: a regular file inside the pack. Where only upper and lower case differ, as Windows
 * does not mind, *found names the file as it is on the disk. */
enum pack_file_state pack_folder_find(struct pack_read *read, const char *name, const char **found);

#endif
