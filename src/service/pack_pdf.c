#include "service/pack_pdf.h"

#include "base/clock.h"
#include "base/files.h"
#include "base/strings.h"
#include "service/pack_folder.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { LOOK_S = 30, PAGE_S = 60, INFO_MAX_BYTES = 1024 * 1024 };

/* What is seen of pdftoppm at its work. */
struct watch {
    struct pack_turn *turn;
    struct err *err;
    int from;           /* permille */
    size_t pages, made; /* made: the one at work counts */
    int64_t page_ms;    /* when that began */
};

/* How many pictures there are, and their bytes. */
static size_t count_pages(const char *folder, size_t *bytes)
{
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    size_t count = 0;
    *bytes = 0;
    while (dir && (entry = readdir(dir)) != NULL) {
        struct stat info;
        if (strncmp(entry->d_name, "page-", 5) == 0 && fstatat(dirfd(dir), entry->d_name, &info, 0) == 0) {
            count++;
            *bytes += (size_t)info.st_size;
        }
    }
    if (dir) {
        closedir(dir);
    }
    return count;
}

static bool watch_pages(void *context)
{
    struct watch *watch = context;
    size_t bytes, made = count_pages(watch->turn->folder.path, &bytes);
    if (made != watch->made) {
        watch->made = made;
        watch->page_ms = clock_system_mono_ms();
    }
    if (bytes > PACK_IMAGES_MAX_BYTES) {
        return err_set(watch->err, ERR_INPUT, str(STR_PACK_IMAGES_TOO_LARGE),
                       (size_t)PACK_IMAGES_MAX_BYTES / (1024 * 1024));
    }
    if (clock_system_mono_ms() - watch->page_ms > PAGE_S * 1000L) {
        return err_set(watch->err, ERR_INPUT, str(STR_PACK_PDF_TOO_LONG), made > 0 ? made : 1, (int)PAGE_S);
    }
    size_t done = made > 0 ? made - 1 : 0, of = watch->pages;
    int64_t rest = PACK_TURN_WHOLE - watch->from;
    return pack_turn_step(watch->turn, watch->from + rest * (int64_t)(done < of ? done : of) / (int64_t)of,
                          watch->err);
}

static bool watch_nothing(void *context)
{
    const struct watch *watch = context;
    return pack_turn_step(watch->turn, watch->from, watch->err);
}

/* The sentence for an end that is none of PROGRAM_DONE; where the watch said no, it is said already. */
static bool refuse(enum program_end end, struct err *err)
{
    if (end == PROGRAM_STOPPED) {
        return false;
    }
    return end == PROGRAM_MISSING ? err_set(err, ERR_UNSUPPORTED, "%s", str(STR_PACK_PDF_NO_PROGRAM))
                                  : err_set(err, ERR_INPUT, "%s", str(STR_PACK_PDF_BROKEN));
}

/* The last line that begins so: a title with line breaks stands before it. */
static size_t number_behind(const char *text, const char *key)
{
    const char *found = NULL;
    for (const char *line = text; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        found = strncmp(line, key, strlen(key)) == 0 ? line : found;
    }
    return found ? strtoul(found + strlen(key), NULL, 10) : 0;
}

static bool count_in_file(struct watch *watch, const char *path, struct err *err)
{
    char info[PACK_TURN_PATH_SIZE];
    const char *words[] = {"pdfinfo", path, NULL};
    const struct program program = {.words = words,
                                    .output = pack_turn_path(watch->turn, "pdfinfo.txt", info),
                                    .limit_ms = LOOK_S * 1000L,
                                    .goes_on = watch_nothing,
                                    .context = watch};
    struct buf said = {0};
    enum program_end end = program_run(&program);
    files_read(info, INFO_MAX_BYTES, &said, NULL); /* without it there is no number in it */
    watch->pages = number_behind(buf_text(&said), "Pages:");
    bool password = strstr(buf_text(&said), "Incorrect password") != NULL;
    buf_finish(&said);
    if (end == PROGRAM_FAILED && password) {
        return err_set(err, ERR_INPUT, "%s", str(STR_PACK_PDF_PASSWORD));
    }
    if (end != PROGRAM_DONE || watch->pages == 0) {
        return refuse(end == PROGRAM_DONE ? PROGRAM_FAILED : end, err);
    }
    return watch->pages <= PACK_PDF_PAGES_MAX ||
           err_set(err, ERR_INPUT, str(STR_PACK_PDF_TOO_MANY), watch->pages, (int)PACK_PDF_PAGES_MAX);
}

/* Width 1920: as wide as a hall's screen. What it prints goes nowhere: the pages tell whether it worked. */
static bool make_pages(struct watch *watch, const char *path, struct err *err)
{
    char prefix[PACK_TURN_PATH_SIZE];
    pack_turn_path(watch->turn, "page", prefix);
    const char *words[] = {"pdftoppm", "-png", "-scale-to-x", "1920", "-scale-to-y",
                           "-1",       path,   prefix,        NULL};
    const struct program program = {.words = words,
                                    .limit_ms = (int64_t)PAGE_S * 1000 * PACK_PDF_PAGES_MAX,
                                    .goes_on = watch_pages,
                                    .context = watch};
    size_t bytes;
    watch->page_ms = clock_system_mono_ms();
    enum program_end end = program_run(&program);
    if (end != PROGRAM_DONE) {
        return refuse(end, err);
    }
    return count_pages(watch->turn->folder.path, &bytes) == watch->pages || refuse(PROGRAM_FAILED, err);
}

bool pack_pdf_turn(struct pack_turn *turn, const char *file, int from, struct err *err)
{
    char path[PACK_TURN_PATH_SIZE];
    struct watch watch = {.turn = turn, .err = err, .from = from};
    pack_turn_path(turn, file, path);
    return count_in_file(&watch, path, err) && make_pages(&watch, path, err);
}
