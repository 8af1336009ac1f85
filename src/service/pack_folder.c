#include "service/pack_folder.h"

#include "base/files.h"
#include "base/utf8.h"
#include "service/pack_turn.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum slot { EVENT, PROGRAMME, PEOPLE, KEYPOINTS, TALKS, WHOLE, SLOTS };

static const char *const table_endings[] = {".csv", ".xlsx", ".xlsm", NULL};
static const char *const workbook_endings[] = {".xlsx", ".xlsm", NULL};
static const char *const calendar_endings[] = {".ics", ".xml", NULL};
static const char *const markdown_endings[] = {".md", NULL};
static const char *const no_ending[] = {"", NULL};
/* What other programs save, to be told apart from a file that is missing. */
static const char *const foreign_endings[] = {".xls", ".et", ".xlsb", ".ods", ".numbers", ".txt", NULL};

/* Conferences call theirs so, whatever we call a table. */
static const char calendar_stem[] = "schedule";

static const struct {
    const char *stems[2];
    const char *const *endings;
    enum str_id missing; /* STR_COUNT = may be missing */
} wanted[SLOTS] = {
    [EVENT] = {{"event", "活动"}, table_endings, STR_PACK_NO_EVENT},
    [PROGRAMME] = {{"programme", "日程"}, table_endings, STR_PACK_NO_PROGRAMME},
    [PEOPLE] = {{"people", "名册"}, table_endings, STR_PACK_NO_PEOPLE},
    [KEYPOINTS] = {{"keypoints", "要点"}, markdown_endings, STR_COUNT},
    [TALKS] = {{"talks", "讲稿"}, no_ending, STR_COUNT},
    [WHOLE] = {{"pack", "活动包"}, workbook_endings, STR_COUNT},
};

/* What was found in the folder. */
struct found {
    const char *names[SLOTS];
    const char *foreign[SLOTS]; /* the table in a file that cannot be read */
};

const char *pack_folder_path(struct pack_read *read, const char *name)
{
    const char *path = arena_printf(&read->pack->arena, "%s/%s", read->path, name);
    read->failed |= !path;
    return path;
}

static bool is_stem_with(const char *name, const char *stem, const char *const *endings)
{
    size_t len = strlen(stem);
    for (size_t i = 0; endings[i] && strncasecmp(name, stem, len) == 0; i++) {
        if (strcasecmp(name + len, endings[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_called(const char *name, enum slot slot, const char *const *endings)
{
    return is_stem_with(name, wanted[slot].stems[0], endings) ||
           is_stem_with(name, wanted[slot].stems[1], endings);
}

static bool is_ours(const char *name, enum slot slot)
{
    return is_called(name, slot, wanted[slot].endings) ||
           (slot == PROGRAMME &&
            (is_called(name, slot, calendar_endings) || is_stem_with(name, calendar_stem, calendar_endings)));
}

/* Which of two files of one table is meant is for whoever made them to say. */
static void report_two(struct pack_read *read, enum slot slot, const char *one, const char *other)
{
    bool ordered = strcmp(one, other) < 0;
    const char *path = pack_folder_path(read, ordered ? one : other);
    struct pack_place place = {.file = path, .order = slot};
    char shown[PACK_SHOWN_SIZE];
    if (path) {
        pack_error(read, &place, 0, 0, STR_PACK_TWO_FILES, pack_shown(ordered ? other : one, shown));
    }
}

static void take_name(struct pack_read *read, const char *name, struct found *found)
{
    for (size_t i = 0; i < SLOTS; i++) {
        enum slot slot = (enum slot)i;
        bool ours = is_ours(name, slot);
        if (ours && found->names[i]) {
            report_two(read, slot, found->names[i], name);
        } else if (ours) {
            found->names[i] = arena_strdup(&read->pack->arena, name);
            read->failed |= !found->names[i];
        } else if (slot <= PEOPLE && is_called(name, slot, foreign_endings)) {
            found->foreign[i] = arena_strdup(&read->pack->arena, name);
            read->failed |= !found->foreign[i];
        }
    }
}

static void report_missing(struct pack_read *read, const struct found *found)
{
    for (size_t i = EVENT; i <= PEOPLE; i++) {
        if (found->names[i] || found->names[WHOLE]) {
            continue;
        }
        const char *foreign = found->foreign[i];
        const char *path =
            foreign ? pack_folder_path(read, foreign)
                    : arena_printf(&read->pack->arena, "%s/%s.csv", read->path, wanted[i].stems[0]);
        struct pack_place place = {.file = path, .order = i};
        read->failed |= !path;
        if (path) {
            pack_error(read, &place, 0, 0, foreign ? STR_PACK_FOREIGN_TABLE : wanted[i].missing);
        }
    }
}

static int by_id(const void *left, const void *right)
{
    return strcmp(((const struct pack_deck_file *)left)->id, ((const struct pack_deck_file *)right)->id);
}

/* What office programs lay beside a file that is open (~$laomo.pptx), macOS beside any (._laomo.md). */
static bool is_shadow(const char *name)
{
    return name[0] == '.' || strncmp(name, "~$", 2) == 0;
}

/* Markdown, a PDF, a presentation, or a folder of page pictures; what else lies there (pictures) is no talk.
 */
static void add_deck(struct pack_read *read, struct pack_folder *folder, size_t *capacity, const char *name)
{
    struct arena *arena = &read->pack->arena;
    const char *dot = strrchr(name, '.');
    bool markdown = dot && dot > name && strcasecmp(dot, ".md") == 0;
    bool turned = dot && dot > name && pack_turn_takes(name);
    if (is_shadow(name)) {
        return;
    }
    size_t len = markdown || turned ? (size_t)(dot - name) : strlen(name);
    struct pack_deck_file deck = {.turned = turned,
                                  .id = arena_strndup(arena, name, len),
                                  .file = arena_printf(arena, "%s/%s", folder->talks, name)};
    read->failed |= !deck.id || !deck.file;
    if (read->failed || (!markdown && !turned && !pack_pages_list(read, deck.file, &deck.pages))) {
        return;
    }
    struct pack_deck_file *decks =
        arena_grow(arena, folder->decks, folder->deck_count, capacity, sizeof *decks);
    read->failed |= !decks;
    if (decks) {
        folder->decks = decks;
        decks[folder->deck_count++] = deck;
    }
}

/* Which of several of one name is the talk: the text, the pictures, the PDF, the presentation. */
static int rank(const struct pack_deck_file *deck)
{
    if (!deck->turned) {
        return deck->pages.count > 0;
    }
    return strcasecmp(deck->file + strlen(deck->file) - 4, ".pdf") == 0 ? 2 : 3;
}

static bool goes_before(const struct pack_deck_file *one, const struct pack_deck_file *other)
{
    int first = rank(one), second = rank(other);
    /* .pptx, then .ppt, then .odp: notes are read from the first */
    return first != second ? first < second : strcmp(one->file, other->file) > 0;
}

/* A folder beside a talk of the same name holds that talk's pictures; a PDF or a presentation beside it is
 * what it was made from. */
static void drop_shadowed(struct pack_folder *folder)
{
    size_t kept = 0;
    for (size_t i = 0; i < folder->deck_count; i++) {
        const struct pack_deck_file deck = folder->decks[i];
        bool again = kept > 0 && strcmp(folder->decks[kept - 1].id, deck.id) == 0;
        if (!again) {
            folder->decks[kept++] = deck;
        } else if (goes_before(&deck, &folder->decks[kept - 1])) {
            folder->decks[kept - 1] = deck;
        }
    }
    folder->deck_count = kept;
}

static void list_decks(struct pack_read *read, struct pack_folder *folder)
{
    const char *path = pack_folder_path(read, folder->talks);
    const char *inside;
    DIR *dir =
        path && pack_folder_find(read, folder->talks, &inside) == PACK_FILE_THERE ? opendir(path) : NULL;
    if (!dir) {
        return; /* decks that are asked for will be missed by name */
    }
    size_t capacity = 0;
    const struct dirent *entry;
    while (!read->failed && (entry = readdir(dir)) != NULL) {
        add_deck(read, folder, &capacity, entry->d_name);
    }
    closedir(dir);
    if (folder->deck_count > 1) {
        qsort(folder->decks, folder->deck_count, sizeof *folder->decks, by_id);
    }
    drop_shadowed(folder);
}

/* The pack is one file. What it holds shows only when it is opened. */
static bool take_workbook(struct pack_read *read, const struct pack_place *place, struct pack_folder *out)
{
    static const char *const endings[] = {".xlsx", ".xlsm", ".xls", ".et", NULL};
    size_t len = strlen(read->path);
    bool known = false;
    for (size_t i = 0; endings[i]; i++) {
        size_t ending = strlen(endings[i]);
        known |= len > ending && strcasecmp(read->path + len - ending, endings[i]) == 0;
    }
    if (!known || !read->real_path) {
        pack_error(read, place, 0, 0, known ? STR_PACK_UNREADABLE : STR_PACK_NOT_A_FOLDER);
        return false;
    }
    out->alone = true;
    out->whole = out->event = out->programme = out->people = read->path;
    return true;
}

bool pack_folder_list(struct pack_read *read, struct pack_folder *out)
{
    *out = (struct pack_folder){0};
    struct pack_place place = {.file = read->path};
    struct stat info;
    if (stat(read->path, &info) != 0) {
        pack_error(read, &place, 0, 0,
                   errno == ENOENT || errno == ENOTDIR ? STR_PACK_NO_FOLDER : STR_PACK_FOLDER_CLOSED);
        return false;
    }
    read->real_path = realpath(read->path, NULL);
    if (!S_ISDIR(info.st_mode)) {
        return take_workbook(read, &place, out);
    }
    DIR *dir = read->real_path ? opendir(read->path) : NULL;
    if (!dir) {
        pack_error(read, &place, 0, 0, STR_PACK_FOLDER_CLOSED);
        return false;
    }
    struct found found = {0};
    const struct dirent *entry;
    while ((entry = readdir(dir)) != NULL) {
        take_name(read, entry->d_name, &found);
    }
    closedir(dir);
    out->whole = found.names[WHOLE];
    out->event = found.names[EVENT] ? found.names[EVENT] : out->whole;
    out->programme = found.names[PROGRAMME] ? found.names[PROGRAMME] : out->whole;
    out->people = found.names[PEOPLE] ? found.names[PEOPLE] : out->whole;
    out->keypoints = found.names[KEYPOINTS];
    out->talks = found.names[TALKS];
    report_missing(read, &found);
    if (out->talks && !read->failed) {
        list_decks(read, out);
    }
    return !read->failed;
}

static bool is_inside(const struct pack_read *read, const char *path, bool *there)
{
    char *real = realpath(path, NULL);
    *there = real != NULL;
    if (!real) {
        return true;
    }
    size_t len = strlen(read->real_path);
    bool inside = strncmp(real, read->real_path, len) == 0 &&
                  (len == 1 || real[len] == '/' || real[len] == '\0'); /* the workbook that is the pack */
    free(real);
    return inside;
}

bool pack_folder_load(struct pack_read *read, const struct pack_place *place, size_t max_bytes,
                      struct buf *out)
{
    bool there;
    if (!is_inside(read, place->file, &there)) {
        pack_error(read, place, 0, 0, STR_PACK_OUTSIDE);
        return false;
    }
    struct stat info;
    if (stat(place->file, &info) == 0 && S_ISREG(info.st_mode) && (size_t)info.st_size > max_bytes) {
        pack_error(read, place, 0, 0, STR_PACK_FILE_TOO_LARGE, (size_t)info.st_size / (1024 * 1024),
                   max_bytes / (1024 * 1024));
        return false;
    }
    struct err err = {0};
    if (!files_read(place->file, max_bytes, out, &err)) {
        if (err.code == ERR_MEMORY) {
            read->failed = true;
        } else {
            pack_error(read, place, 0, 0, STR_PACK_UNREADABLE);
        }
        return false;
    }
    return true;
}

/* A name that leads out, or to another drive or site, whatever lies there. */
static bool leads_out(const char *name)
{
    if (name[0] == '/' || strchr(name, ':')) {
        return true;
    }
    for (const char *part = name;; part++) {
        size_t len = strcspn(part, "/");
        if (len == 2 && part[0] == '.' && part[1] == '.') {
            return true;
        }
        part += len;
        if (!*part) {
            return false;
        }
    }
}

static const char *other_case(struct pack_read *read, const char *name)
{
    const char *slash = strrchr(name, '/');
    int folder_len = slash ? (int)(slash - name) : 0;
    char *folder = arena_printf(&read->pack->arena, "%s/%.*s", read->path, folder_len, name);
    DIR *dir = folder ? opendir(folder) : NULL;
    const char *found = NULL;
    const struct dirent *entry;
    while (dir && !found && (entry = readdir(dir)) != NULL) {
        if (strcasecmp(entry->d_name, slash ? slash + 1 : name) == 0) {
            found = arena_printf(&read->pack->arena, "%.*s%s%s", folder_len, name, slash ? "/" : "",
                                 entry->d_name);
            read->failed |= !found;
        }
    }
    if (dir) {
        closedir(dir);
    }
    return found;
}

enum pack_file_state pack_folder_find(struct pack_read *read, const char *name, const char **found)
{
    *found = name;
    if (leads_out(name)) {
        return PACK_FILE_OUTSIDE;
    }
    const char *path = pack_folder_path(read, name);
    if (path && !files_exists(path)) {
        *found = other_case(read, name);
        path = *found ? pack_folder_path(read, *found) : NULL;
    }
    if (!path) {
        return PACK_FILE_MISSING;
    }
    bool there;
    if (!is_inside(read, path, &there)) {
        return PACK_FILE_OUTSIDE;
    }
    return there ? PACK_FILE_THERE : PACK_FILE_MISSING;
}
