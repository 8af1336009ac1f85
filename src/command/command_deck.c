#include "command/commands.h"

#include "base/files.h"
#include "command/session.h"
#include "command/sheet_picture.h"
#include "command/stage.h"
#include "slide/fit.h"

#include <stdio.h>
#include <string.h>

/* The store's decks on a stage of a size, and one of them as pages. */
struct rehearsal {
    struct session session;
    struct stage stage;
    struct arena arena;
    struct slide_fitted fitted;
};

static bool open_stage(struct rehearsal *r, const struct cli *cli, int w, int h, struct err *err)
{
    if (!session_open(&r->session, cli, STORE_READ, "lectern.db", err)) {
        return false;
    }
    clock_hold_at(&r->session.clock, clock_wall_ms(&r->session.clock));
    return stage_open(&r->stage, r->session.store, r->session.path, &r->session.clock, w, h, err);
}

static bool fit(struct rehearsal *r, const struct deck *deck, struct err *err)
{
    arena_finish(&r->arena);
    return stage_fit(&r->stage, deck, &r->arena, &r->fitted, err);
}

static bool fit_named(struct rehearsal *r, const char *id, struct err *err)
{
    const struct deck *deck = board_deck(app_board(r->stage.app), id);
    return deck ? fit(r, deck, err) : err_set(err, ERR_NOT_FOUND, str(STR_ERR_DECK), id);
}

static void close_all(struct rehearsal *r)
{
    arena_finish(&r->arena);
    stage_close(&r->stage);
}

/* Whether something of the page ends in "…". */
static bool is_cut(const struct rehearsal *r, size_t page)
{
    struct slide_layout layout = {0};
    slide_layout(&r->fitted.deck.slides[page], r->fitted.sizes[page], &r->fitted.frame, &r->stage.measure,
                 &layout);
    bool cut = layout.cut;
    slide_layout_finish(&layout);
    return cut;
}

/* --- list, show --- */

static bool list(struct rehearsal *r, struct err *err)
{
    const struct board *board = app_board(r->stage.app);
    for (size_t i = 0; i < board->deck_count; i++) {
        const struct deck *deck = &board->decks[i];
        if (!fit(r, deck, err)) {
            return false;
        }
        printf(str(STR_DECK_LINE), deck->id, deck->title, deck->slide_count, r->fitted.deck.slide_count);
        printf("\n");
    }
    return true;
}

static void print_vote(const struct slide_vote *vote)
{
    static const enum str_id kinds[] = {
        [VOTE_NAMED] = STR_VOTE_NAMED, [VOTE_SECRET] = STR_VOTE_SECRET, [VOTE_OPEN] = STR_VOTE_OPEN};
    printf("     ");
    printf(str(STR_DECK_VOTE), vote->choices, str(kinds[vote->privacy]));
    if (vote->answer > 0) {
        printf(str(STR_DECK_ANSWER), vote->answer);
    }
    printf("\n");
}

static bool show(struct rehearsal *r, const char *id, struct err *err)
{
    if (!fit_named(r, id, err)) {
        return false;
    }
    for (size_t i = 0; i < r->fitted.deck.slide_count; i++) {
        const struct slide *page = &r->fitted.deck.slides[i];
        printf("%3zu  %d/%d px  %s%s\n", i + 1, r->fitted.sizes[i].title, r->fitted.sizes[i].body,
               page->title, is_cut(r, i) ? str(STR_DECK_CUT) : "");
        if (page->vote.choices > 0) {
            print_vote(&page->vote);
        }
        if (*page->notes) {
            printf("     %s: %s\n", str(STR_TALK_NOTES), page->notes);
        }
    }
    return true;
}

/* --- render --- */

static void press(struct rehearsal *r, enum ui_event_type type, enum ui_key key, char c)
{
    struct ui_event event = {.type = type, .key = key, .c = c, .at_ms = clock_mono_ms(&r->session.clock)};
    app_handle(r->stage.app, &event);
}

/* As a speaker does: the number (of two digits at least: one would be a choice where the hall votes) and
 * Enter, then on until all of the page is there. */
static void turn_to(struct rehearsal *r, size_t page)
{
    char number[24];
    snprintf(number, sizeof number, "%02zu", page + 1);
    for (const char *digit = number; *digit; digit++) {
        press(r, UI_CHAR, UI_KEY_NONE, *digit);
    }
    press(r, UI_KEY, UI_KEY_ENTER, '\0');
    for (int i = 0; i < r->fitted.deck.slides[page].steps; i++) {
        press(r, UI_KEY, UI_KEY_PAGE_DOWN, '\0');
    }
    stage_settle(&r->stage);
}

static bool render(struct rehearsal *r, const char *id, const char *folder, struct err *err)
{
    char argument[256], path[SESSION_PATH_SIZE];
    if (!fit_named(r, id, err) || !files_make_folders(folder, err)) {
        return false;
    }
    snprintf(argument, sizeof argument, "deck:%s", id);
    app_go(r->stage.app, SCREEN_TALK, argument);
    const SDL_Surface *surface = r->stage.window.surface;
    size_t count = r->fitted.deck.slide_count;
    struct sheet_picture sheet;
    if (!sheet_picture_start(&sheet, surface->w, surface->h, count, err)) {
        return false;
    }
    bool done = true;
    for (size_t i = 0; done && i < count; i++) {
        turn_to(r, i);
        snprintf(path, sizeof path, "%s/%02zu.png", folder, i + 1);
        done = stage_write_png(&r->stage, path, err);
        sheet_picture_add(&sheet, surface->pixels, surface->pitch / 4);
    }
    snprintf(path, sizeof path, "%s/sheet.png", folder);
    done = done && sheet_picture_write(&sheet, path, err);
    sheet_picture_finish(&sheet);
    if (done) {
        printf(str(STR_DECK_RENDERED), count, folder);
        printf("\n");
    }
    return done;
}

int command_deck(const struct cli *cli)
{
    const char *verb = cli->arguments[0], *id = cli->argument_count > 1 ? cli->arguments[1] : "";
    bool lists = strcmp(verb, "list") == 0, shows = strcmp(verb, "show") == 0,
         renders = strcmp(verb, "render") == 0;
    int w = 1920, h = 1080;
    if ((!lists && !shows && !renders) || cli->argument_count != (lists ? 1 : 2) || (renders && !cli->out)) {
        return session_usage(str(STR_ERR_DECK_USAGE));
    }
    if (cli->size && !session_parse_size(cli->size, &w, &h)) {
        return session_usage(str(STR_ERR_SIZE));
    }
    struct err err = {0};
    struct rehearsal r = {0};
    if (!open_stage(&r, cli, w, h, &err)) {
        return session_failed(&err);
    }
    bool done = lists ? list(&r, &err) : shows ? show(&r, id, &err) : render(&r, id, cli->out, &err);
    close_all(&r);
    return done ? CLI_DONE : session_failed(&err);
}
