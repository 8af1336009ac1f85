#include "stick/find.h"

#include "base/buf.h"
#include "base/files.h"
#include "base/utf8.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { MOUNTS_MAX_BYTES = 1024 * 1024, DEPTH_MAX = 2, ENTRIES_MAX = 2000 };

/* --- sticks --- */

void stick_name(const char *path, char out[STICK_NAME_SIZE])
{
    const char *slash = strrchr(path, '/');
    utf8_copy(out, STICK_NAME_SIZE, slash && slash[1] ? slash + 1 : path);
}

static void add(struct sticks *out, const char *path)
{
    struct statvfs space;
    if (out->count == STICKS_MAX || strlen(path) >= STICK_PATH_SIZE || statvfs(path, &space) != 0) {
        return;
    }
    for (size_t i = 0; i < out->count; i++) {
        if (strcmp(out->items[i].path, path) == 0) {
            return;
        }
    }
    struct stick *stick = &out->items[out->count++];
    utf8_copy(stick->path, sizeof stick->path, path);
    stick_name(path, stick->name);
    stick->free_bytes = (int64_t)space.f_bavail * (int64_t)space.f_frsize;
    stick->read_only = (space.f_flag & ST_RDONLY) != 0 || access(path, W_OK) != 0;
}

/* "\040" and the like as proc(5) writes blanks. */
static void unescape(char *text)
{
    char *out = text;
    for (; *text; out++) {
        unsigned code;
        if (text[0] == '\\' && sscanf(text + 1, "%3o", &code) == 1) {
            *out = (char)code;
            text += 4;
        } else {
            *out = *text++;
        }
    }
    *out = '\0';
}

/* systemd mounts a stick when somebody looks at it: until then the kernel knows no device of it. */
static bool is_awaited(const char *type, const char *mount)
{
    return strcmp(type, "autofs") == 0 &&
           (strncmp(mount, "/run/media/", 11) == 0 || strncmp(mount, "/media/", 7) == 0);
}

static void take_line(char *line, bool (*removable)(unsigned, unsigned), struct sticks *out)
{
    unsigned major_number, minor_number;
    char mount[PATH_MAX], type[64];
    if (sscanf(line, "%*d %*d %u:%u %*s %4095s", &major_number, &minor_number, mount) != 3) {
        return;
    }
    const char *rest = strstr(line, " - ");
    if (!rest || sscanf(rest + 3, "%63s", type) != 1) {
        return;
    }
    unescape(mount);
    if (is_awaited(type, mount) || (major_number != 0 && removable(major_number, minor_number))) {
        add(out, mount);
    }
}

void stick_find_in(const char *mountinfo, bool (*removable)(unsigned, unsigned), struct sticks *out)
{
    char *copy = strdup(mountinfo), *rest = copy;
    for (char *line; copy && (line = strsep(&rest, "\n"));) {
        take_line(line, removable, out);
    }
    free(copy);
}

static bool reads_one(const char *path)
{
    char digit = '0';
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        digit = read(fd, &digit, 1) == 1 ? digit : '0';
        close(fd);
    }
    return digit == '1';
}

/* On the USB bus, or marked removable: a partition has the mark on the disk it is part of. */
static bool is_removable(unsigned major_number, unsigned minor_number)
{
    char path[PATH_MAX], mark[PATH_MAX + 32];
    snprintf(path, sizeof path, "/sys/dev/block/%u:%u", major_number, minor_number);
    char *real = realpath(path, NULL);
    if (!real) {
        return false;
    }
    bool found = strstr(real, "/usb") != NULL;
    static const char *const marks[] = {"removable", "../removable"};
    for (size_t i = 0; !found && i < sizeof marks / sizeof *marks; i++) {
        snprintf(mark, sizeof mark, "%s/%s", real, marks[i]);
        found = reads_one(mark);
    }
    free(real);
    return found;
}

/* --- folders --- */

/* Calls visit for every entry that is not hidden; bounded, as a stick may hold anything. */
static void each_entry(const char *folder, void (*visit)(void *context, const char *path, const char *name),
                       void *context)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    for (int i = 0; dir && i < ENTRIES_MAX && (entry = readdir(dir)); i++) {
        char path[STICK_PATH_SIZE];
        bool shown = entry->d_name[0] != '.' && entry->d_name[0] != '~' && entry->d_name[0] != '$';
        if (shown && snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) < (int)sizeof path) {
            visit(context, path, entry->d_name);
        }
    }
    if (dir) {
        closedir(dir);
    }
}

static void take_folder(void *context, const char *path, const char *name)
{
    (void)name;
    if (files_is_folder(path)) {
        add(context, path);
    }
}

void stick_find(const char *folder, struct sticks *out)
{
    struct buf mounts = {0};
    *out = (struct sticks){0};
    if (*folder) {
        each_entry(folder, take_folder, out);
    }
    int fd = open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC);
    char part[4096];
    for (ssize_t n; fd >= 0 && mounts.len < MOUNTS_MAX_BYTES && (n = read(fd, part, sizeof part)) > 0;) {
        buf_append(&mounts, part, (size_t)n);
    }
    if (fd >= 0) {
        close(fd);
    }
    if (buf_ok(&mounts)) {
        stick_find_in(buf_text(&mounts), is_removable, out);
    }
    buf_finish(&mounts);
}

bool stick_is_there(const char *folder, const char *path)
{
    bool found = false;
    struct sticks *sticks = calloc(1, sizeof *sticks);
    if (sticks) {
        stick_find(folder, sticks);
    }
    for (size_t i = 0; sticks && i < sticks->count && !found; i++) {
        found = strcmp(sticks->items[i].path, path) == 0;
    }
    free(sticks);
    return found;
}

/* --- packs --- */

struct search {
    struct sticks *sticks;
    const char *const *skip;
    size_t stick;
    int depth;
    bool has_event; /* in the folder at hand */
};

static bool ends_with(const char *name, const char *end)
{
    size_t len = strlen(name), end_len = strlen(end);
    return len > end_len && strcasecmp(name + len - end_len, end) == 0;
}

static bool is_event_table(const char *name)
{
    static const char *const names[] = {"event.csv", "event.xlsx", "活动.csv", "活动.xlsx"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcasecmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Names of single tables: part of a folder's pack, no pack by themselves. */
static bool is_part(const char *name)
{
    static const char *const stems[] = {"event.", "programme.", "people.", "活动.", "日程.", "名册."};
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++) {
        if (strncasecmp(name, stems[i], strlen(stems[i])) == 0) {
            return true;
        }
    }
    return false;
}

static void add_pack(struct search *search, const char *path, bool workbook)
{
    struct sticks *sticks = search->sticks;
    if (sticks->pack_count == STICK_PACKS_MAX) {
        return;
    }
    struct stick_pack *pack = &sticks->packs[sticks->pack_count++];
    const char *below = path + strlen(sticks->items[search->stick].path);
    *pack = (struct stick_pack){.stick = search->stick, .workbook = workbook};
    utf8_copy(pack->path, sizeof pack->path, path);
    utf8_copy(pack->name, sizeof pack->name, *below == '/' ? below + 1 : below);
}

static bool is_skipped(const struct search *search, const char *name)
{
    for (const char *const *skip = search->skip; *skip; skip++) {
        if (strcmp(*skip, name) == 0) {
            return true;
        }
    }
    return false;
}

static void look_into(struct search *search, const char *folder);

static void take_entry(void *context, const char *path, const char *name)
{
    struct search *search = context;
    struct stat info;
    if (lstat(path, &info) != 0 || is_skipped(search, name)) {
        return;
    }
    if (S_ISDIR(info.st_mode) && search->depth < DEPTH_MAX) {
        struct search deeper = *search;
        deeper.depth++;
        deeper.has_event = false;
        look_into(&deeper, path);
    } else if (S_ISREG(info.st_mode) && ends_with(name, ".xlsx") && !is_part(name)) {
        add_pack(search, path, true);
    }
    search->has_event |= S_ISREG(info.st_mode) && is_event_table(name);
}

static void look_into(struct search *search, const char *folder)
{
    each_entry(folder, take_entry, search);
    if (search->has_event) {
        add_pack(search, folder, false);
    }
}

static int by_name(const void *left, const void *right)
{
    const struct stick_pack *a = left, *b = right;
    return a->stick != b->stick ? (a->stick > b->stick) - (a->stick < b->stick) : strcmp(a->name, b->name);
}

void stick_find_packs(struct sticks *sticks, const char *const *skip)
{
    sticks->pack_count = 0;
    for (size_t i = 0; i < sticks->count; i++) {
        struct search search = {.sticks = sticks, .skip = skip, .stick = i};
        look_into(&search, sticks->items[i].path);
    }
    if (sticks->pack_count > 1) {
        qsort(sticks->packs, sticks->pack_count, sizeof *sticks->packs, by_name);
    }
}
