#include "service/board_load.h"

#include "base/civil.h"
#include "base/utf8.h"
#include "format/markdown.h"
#include "store/attendance_table.h"
#include "store/lectures.h"
#include "store/log.h"
#include "store/pack_table.h"
#include "store/people.h"
#include "store/settings.h"
#include "store/store.h"
#include "store/talk_table.h"

#include <stdlib.h>
#include <string.h>

/* --- decks --- */

#define TALKS       "talks/"
#define TALK_ENDING ".md"

/* Import has checked every text. One that is not readable all the same must not take the home screen with it.
 */
static bool is_unreadable(const struct err *why, struct err *err)
{
    return why->code == ERR_INPUT || why->code == ERR_NOT_FOUND || err_set(err, why->code, "%s", why->text);
}

static bool load_keypoints(struct board *board, struct store *store, struct err *err)
{
    unsigned char *data = NULL;
    size_t size;
    struct err why = {0};
    if (!pack_table_file(store, "keypoints.md", &data, &size, &why)) {
        return is_unreadable(&why, err);
    }
    bool parsed = markdown_parse_keypoints((const char *)data, size, &board->arena, &board->keypoints, &why);
    free(data);
    if (!parsed) {
        board->keypoints = (struct deck){0};
    }
    return parsed || is_unreadable(&why, err);
}

static bool load_deck(struct board *board, struct store *store, const char *name, struct err *err)
{
    size_t id_len = strlen(name) - strlen(TALKS) - strlen(TALK_ENDING), size;
    const char *id = arena_strndup(&board->arena, name + strlen(TALKS), id_len);
    unsigned char *data = NULL;
    struct err why = {0};
    if (!id) {
        return err_memory(err);
    }
    if (!pack_table_file(store, name, &data, &size, &why)) {
        return is_unreadable(&why, err);
    }
    bool parsed = markdown_parse_deck((const char *)data, size, id, TALKS, &board->arena,
                                      &board->decks[board->deck_count], &why);
    board->deck_count += parsed;
    free(data);
    return parsed || is_unreadable(&why, err);
}

static bool is_talk(const char *name)
{
    size_t len = strlen(name), ending = strlen(TALK_ENDING);
    return len > strlen(TALKS) + ending && strcmp(name + len - ending, TALK_ENDING) == 0;
}

static bool load_decks(struct board *board, struct store *store, struct err *err)
{
    struct text_list names;
    if (!pack_table_names(store, TALKS, &board->arena, &names, err)) {
        return false;
    }
    board->decks = arena_alloc(&board->arena, (names.count + 1) * sizeof *board->decks);
    if (!board->decks) {
        return err_memory(err);
    }
    for (size_t i = 0; i < names.count; i++) {
        if (is_talk(names.items[i]) && !load_deck(board, store, names.items[i], err)) {
            return false;
        }
    }
    return true;
}

/* --- counts and the last sign-ins --- */

static bool load_tallies(struct board *board, struct store *store, struct err *err)
{
    board->tallies = arena_alloc(&board->arena, (board->programme.count + 1) * sizeof *board->tallies);
    if (!board->tallies) {
        return err_memory(err);
    }
    for (size_t i = 0; i < board->programme.count; i++) {
        const struct lecture *lecture = &board->programme.items[i];
        board->tallies[i].expected = lecture->expected;
        if (!attendance_tally(store, lecture->id, &board->tallies[i], err)) {
            return false;
        }
    }
    return true;
}

struct newest {
    const struct programme *programme;
    size_t count;
    unsigned char tokens[BOARD_RECENT_MAX][TOKEN_BYTES];
    int64_t at_ms[BOARD_RECENT_MAX];
};

static bool take_newest(void *context, const struct log_row *row)
{
    struct newest *newest = context;
    if (row->person && programme_find(newest->programme, row->lecture)) {
        memcpy(newest->tokens[newest->count], row->person, TOKEN_BYTES);
        newest->at_ms[newest->count++] = row->at_ms;
    }
    return newest->count < BOARD_RECENT_MAX;
}

static bool load_recent(struct board *board, struct store *store, int64_t generation, struct err *err)
{
    struct newest newest = {.programme = &board->programme};
    struct arena arena = {0};
    bool done = log_newest(store, take_newest, &newest, err);
    for (size_t i = 0; done && i < newest.count; i++) {
        struct people_entry who;
        bool found;
        done = people_by_token(store, generation, newest.tokens[i], &arena, &who, &found, err);
        if (done && found) {
            struct board_recent *recent = &board->recent[board->recent_count++];
            person_public_name(who.person.name, board->whole_names, recent->name);
            utf8_copy(recent->unit, sizeof recent->unit, who.person.unit);
            recent->at_ms = newest.at_ms[i];
        }
    }
    arena_finish(&arena);
    return done;
}

static bool load_station(struct board *board, struct store *store, struct err *err)
{
    const char *name, *venue, *volume, *masks, *rotation, *form, *turn, *quiet, *fade;
    if (!settings_get(store, "station.name", &board->arena, &name, err) ||
        !settings_get(store, "station.venue", &board->arena, &venue, err) ||
        !settings_get(store, "volume", &board->arena, &volume, err) ||
        !settings_get(store, "masks", &board->arena, &masks, err) ||
        !settings_get(store, "screen.rotation", &board->arena, &rotation, err) ||
        !settings_get(store, "report.code", &board->arena, &form, err) ||
        !settings_get(store, "talk.volume_keys", &board->arena, &turn, err) ||
        !settings_get(store, "talk.quiet", &board->arena, &quiet, err) ||
        !settings_get(store, "talk.fade", &board->arena, &fade, err)) {
        return false;
    }
    utf8_copy(board->station_name, sizeof board->station_name, name);
    utf8_copy(board->station_venue, sizeof board->station_venue, venue);
    board->whole_names = strcmp(masks, "off") == 0;
    board->rotation = (int)strtol(rotation, NULL, 10);
    board->report_form = report_form_find(form);
    board->volume_keys_turn = strcmp(turn, "on") == 0;
    board->talk_quiet = strcmp(quiet, "on") == 0;
    board->talk_fade = strcmp(fade, "on") == 0;
    board->volume = *volume - '0'; /* settings_put takes one digit alone */
    return true;
}

static bool load(struct board *board, struct store *store, struct err *err)
{
    int64_t generation;
    struct lectures_notes notes;
    if (!load_station(board, store, err) || !store_generation(store, &generation, err)) {
        return false;
    }
    if (generation == 0) {
        return true;
    }
    if (!lectures_load(store, generation, &board->arena, &board->event, &board->programme, &notes, err) ||
        !load_tallies(board, store, err) || !load_recent(board, store, generation, err) ||
        !load_keypoints(board, store, err) || !load_decks(board, store, err) ||
        !talk_table_get(store, &board->talk, err)) {
        return false;
    }
    utf8_copy(board->keypad_letters, sizeof board->keypad_letters, notes.keypad_letters);
    board->characters = notes.characters;
    board->has_event = true;
    return !*board->event.zone || civil_use_zone(board->event.zone, err);
}

bool board_load(struct board *board, struct store *store, struct err *err)
{
    struct board fresh = {0};
    if (!store_snapshot(store, err)) {
        return false;
    }
    bool done = load(&fresh, store, err);
    store_snapshot_end(store);
    if (!done) {
        board_finish(&fresh);
        return false;
    }
    board_finish(board);
    *board = fresh;
    return true;
}
