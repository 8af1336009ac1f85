#include "command/commands.h"

#include "base/files.h"
#include "command/session.h"
#include "format/markdown.h"
#include "sdl/fonts.h"
#include "service/import.h"
#include "service/preview_load.h"
#include "service/reader_profile.h"
#include "store/store.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

/* Turning talks into pictures takes a while: SIGINT and SIGTERM end that in order. */
static struct progress reading;

static void cancel_reading(int number)
{
    (void)number;
    progress_cancel(&reading);
}

/* Reads the pack; while it does, signals mean that it is to stop. */
static bool read_to_be_cancelled(const char *path, struct import_options *options, struct pack *pack,
                                 struct faults *faults, struct err *err)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction cancels = {.sa_handler = cancel_reading}, before[3];
    for (size_t i = 0; i < 3; i++) {
        sigaction(numbers[i], &cancels, &before[i]);
    }
    options->progress = &reading;
    bool right = import_read(path, options, pack, faults, err);
    for (size_t i = 0; i < 3; i++) {
        sigaction(numbers[i], &before[i], NULL);
    }
    if (right && progress_is_cancelled(&reading)) {
        pack_finish(pack);
        faults_finish(faults);
        return err_set(err, ERR_CANCELLED, "%s", str(STR_ERR_CANCELLED));
    }
    return right;
}

/* The profile of the reader, where this station has a store already. */
static bool load_profile(const struct cli *cli, struct badge_profile *out)
{
    char path[SESSION_PATH_SIZE];
    struct store *store = NULL;
    bool loaded = session_path(cli, "lectern.db", path, NULL) && files_exists(path) &&
                  store_open(&store, path, STORE_READ, NULL) && reader_profile_load(store, out, NULL);
    store_close(store);
    return loaded;
}

/* Reads a pack with the glyphs of the installed faces in view; prints its faults. */
static int read_pack(const struct cli *cli, struct pack *pack)
{
    struct err err = {0};
    struct faults faults = {0};
    struct fonts *fonts = NULL;
    struct import_options options = {0};
    char faces[SESSION_PATH_SIZE];
    /* without fonts a pack can be checked all the same, names with rare characters are not looked at then */
    if (fonts_create(&fonts, session_data_path("fonts/faces.txt", faces), NULL)) {
        struct text_measure measure = fonts_measure(fonts);
        options = (struct import_options){.covers = measure.covers, .context = measure.context};
    }
    struct badge_profile profile;
    options.profile = load_profile(cli, &profile) ? &profile : NULL;
    int code = CLI_DONE;
    if (!read_to_be_cancelled(cli->arguments[0], &options, pack, &faults, &err)) {
        code = CLI_FAILED;
    }
    session_print_faults(&faults);
    if (code == CLI_FAILED && faults.errors == 0) {
        session_failed(&err);
    } else if (code == CLI_FAILED) {
        fprintf(stderr, str(STR_PACK_FAULTS), faults.errors);
        fputc('\n', stderr);
    }
    faults_finish(&faults);
    fonts_destroy(fonts);
    return code;
}

/* Whether the file is a talk; id becomes "laomo" of "talks/laomo.md". */
static bool is_talk(const char *name, char *id, size_t size)
{
    static const char folder[] = "talks/", ending[] = ".md";
    size_t before = sizeof folder - 1, behind = sizeof ending - 1, len = strlen(name);
    return len > before + behind && strncmp(name, folder, before) == 0 &&
           strcmp(name + len - behind, ending) == 0 &&
           snprintf(id, size, "%.*s", (int)(len - before - behind), name + before) < (int)size;
}

static void print_talk(const struct pack_file *file, const char *id)
{
    struct arena arena = {0};
    struct deck deck;
    size_t line, noted = 0;
    if (markdown_read_deck((const char *)file->data, file->size, id, "talks/", &arena, &deck, &line, NULL)) {
        for (size_t i = 0; i < deck.slide_count; i++) {
            noted += *deck.slides[i].notes != '\0';
        }
        printf(str(STR_PACK_TALK_FOUND), id, deck.title, deck.slide_count, noted);
        putchar('\n');
    }
    arena_finish(&arena);
}

static void print_talks(const struct pack *pack)
{
    char id[256];
    for (size_t i = 0; i < pack->file_count; i++) {
        if (is_talk(pack->files[i].name, id, sizeof id)) {
            print_talk(&pack->files[i], id);
        }
    }
}

int command_check(const struct cli *cli)
{
    struct pack pack = {0};
    int code = read_pack(cli, &pack);
    if (code == CLI_DONE) {
        print_talks(&pack);
        printf(str(STR_PACK_RIGHT), pack.programme.count, pack.people_count, pack.file_count);
        putchar('\n');
    }
    pack_finish(&pack);
    return code;
}

static void print_counts(const struct pack_changes *changes)
{
    printf(str(STR_IMPORT_LECTURES), changes->lectures_added, changes->lectures_changed,
           changes->lectures_removed);
    putchar('\n');
    printf(str(STR_IMPORT_PEOPLE), changes->people_added, changes->people_changed, changes->people_removed,
           changes->people_kept);
    putchar('\n');
    printf(str(STR_IMPORT_FILES), changes->files_added, changes->files_changed, changes->files_removed);
    putchar('\n');
}

static void print_lines(const struct preview *preview)
{
    static const enum str_id words[] = {[PREVIEW_ADDED] = STR_IMPORT_ADDED,
                                        [PREVIEW_CHANGED] = STR_IMPORT_CHANGED,
                                        [PREVIEW_REMOVED] = STR_IMPORT_REMOVED,
                                        [PREVIEW_KEPT] = STR_IMPORT_KEPT};
    static const enum str_id parts[] = {[PREVIEW_LECTURE] = STR_IMPORT_PART_LECTURE,
                                        [PREVIEW_PERSON] = STR_IMPORT_PART_PERSON,
                                        [PREVIEW_FILE] = STR_IMPORT_PART_FILE};
    const struct pack_changes *c = &preview->changes;
    for (size_t i = 0; i < preview->line_count; i++) {
        const struct preview_line *line = &preview->lines[i];
        printf("%s\t%s\t%s\t%s\t%s\n", str(words[line->change]), str(parts[line->part]), line->key,
               line->name, line->detail);
    }
    int all = c->lectures_added + c->lectures_changed + c->lectures_removed + c->people_added +
              c->people_changed + c->people_removed + c->files_added + c->files_changed + c->files_removed;
    if ((size_t)all > preview->line_count) {
        puts(str(STR_IMPORT_MORE_LINES));
    }
}

/* Into a store that is not there yet, everything is new. */
static int tell_changes(const struct cli *cli, const struct pack *pack)
{
    struct err err = {0};
    struct preview preview = {0};
    struct session session = {0};
    char path[SESSION_PATH_SIZE];
    int code = CLI_DONE;
    bool open = session_path(cli, "lectern.db", path, &err);
    bool there = open && files_exists(path);
    open = open && (!there || session_open(&session, cli, STORE_READ, "lectern.db", &err));
    if (!open || !preview_load(&preview, there ? session.store : NULL, pack, &err)) {
        code = session_failed(&err);
    } else {
        print_lines(&preview);
        print_counts(&preview.changes);
    }
    preview_finish(&preview);
    if (there) {
        session_close(&session);
    }
    return code;
}

int command_import(const struct cli *cli)
{
    struct err err = {0};
    struct pack pack = {0};
    struct pack_changes changes = {0};
    struct session session = {0};
    int code = read_pack(cli, &pack);
    if (code == CLI_DONE && cli->dry_run) {
        code = tell_changes(cli, &pack);
        goto finish_pack;
    }
    if (code != CLI_DONE) {
        goto finish_pack;
    }
    if (!session_open(&session, cli, STORE_WRITE, "lectern.db", &err) ||
        !import_commit(session.store, &session.clock, &pack, &changes, &err)) {
        code = session_failed(&err);
        goto close_session;
    }
    print_counts(&changes);
close_session:
    session_close(&session);
finish_pack:
    pack_finish(&pack);
    return code;
}
