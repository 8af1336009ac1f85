/* What staff may set without a keyboard; settings that this build does not know do not appear. */
#include "screen/frame.h"
#include "screen/reader_words.h"
#include "screen/screen.h"
#include "screen/staff_clock.h"
#include "screen/staff_frame.h"
#include "screen/staff_pad.h"

#include "base/strings.h"
#include "base/utf8.h"
#include "domain/badge_profile.h"
#include "text/lines.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>
#include <string.h>

enum settings_target {
    TARGET_VALUE = 1, /* argument: setting * VALUES_MAX + value */
    TARGET_VENUES,
    TARGET_VENUE, /* argument: 0 = all, else index + 1; the next one turns the page */
    TARGET_VENUE_PAGE,
    TARGET_CLOSE,
    TARGET_CLOCK,
    TARGET_DOCTOR
};

enum {
    VALUES_MAX = 4,
    ROW_H = 94,
    PAD = 40,
    GAP = 12,
    LABEL_W = 330,
    LABEL_W_PORTRAIT = 290,
    VENUES_MAX = 64
};

/* A setting with a few values, each with its word. */
static const struct shown_setting {
    const char *key;
    enum str_id label;
    struct {
        const char *value;
        enum str_id word;
    } values[VALUES_MAX];
    int count;
} shown[] = {
    {"lang", STR_SETTINGS_LANG, {{"zh", STR_SETTINGS_ZH}, {"en", STR_SETTINGS_EN}}, 2},
    {"volume",
     STR_SETTINGS_VOLUME,
     {{"0", STR_SETTINGS_SILENT},
      {"1", STR_SETTINGS_LOW},
      {"2", STR_SETTINGS_MIDDLE},
      {"3", STR_SETTINGS_LOUD}},
     4},
    {"masks", STR_SETTINGS_MASKS, {{"on", STR_SETTINGS_MASKED}, {"off", STR_SETTINGS_UNMASKED}}, 2},
    {"report.code",
     STR_SETTINGS_REPORT_CODE,
     {{"mailto", STR_REPORT_FORM_MAILTO},
      {"matmsg", STR_REPORT_FORM_MATMSG},
      {"vcard", STR_REPORT_FORM_VCARD},
      {"text", STR_REPORT_FORM_TEXT}},
     4},
    {"screen.rotation",
     STR_SETTINGS_ROTATION,
     {{"0", STR_SETTINGS_UPRIGHT},
      {"90", STR_SETTINGS_TURNED_RIGHT},
      {"180", STR_SETTINGS_TURNED_OVER},
      {"270", STR_SETTINGS_TURNED_LEFT}},
     4},
    {"reader.source",
     STR_SETTINGS_READER,
     {{"auto", STR_SETTINGS_READER_AUTO},
      {"wedge", STR_SETTINGS_READER_WEDGE},
      {"evdev", STR_SETTINGS_READER_EVDEV},
      {"serial", STR_SETTINGS_READER_SERIAL}},
     4},
};
enum { SHOWN = sizeof shown / sizeof *shown };

struct settings_state {
    struct staff_frame frame;
    bool choosing_venue;
    int venue_page;
    struct staff_clock clock;
};

/* NULL = this build has no such setting. */
static const char *value_of(const struct screen_view *view, const char *key)
{
    for (size_t i = 0; i < view->staff->setting_count; i++) {
        if (strcmp(view->staff->settings[i].key, key) == 0) {
            return view->staff->settings[i].value;
        }
    }
    return NULL;
}

static void set(const struct screen_view *view, const char *key, const char *value)
{
    struct staff_request request = staff_frame_request(view, STAFF_SETTING);
    utf8_copy(request.key, sizeof request.key, key);
    utf8_copy(request.value, sizeof request.value, value);
    staff_frame_do(view, &request);
}

struct venues {
    const char *names[VENUES_MAX];
    size_t count;
};

static struct venues venues_of(const struct screen_view *view)
{
    struct venues venues = {.count = 0};
    for (size_t i = 0; i < view->board->programme.count; i++) {
        const char *venue = view->board->programme.items[i].venue;
        size_t v = 0;
        while (v < venues.count && strcmp(venues.names[v], venue) != 0) {
            v++;
        }
        if (v == venues.count && v < VENUES_MAX) {
            venues.names[venues.count++] = venue;
        }
    }
    return venues;
}

static void take_venue(struct settings_state *state, const struct screen_view *view, int argument)
{
    struct venues venues = venues_of(view);
    state->choosing_venue = false;
    set(view, "station.venue",
        argument > 0 && (size_t)argument <= venues.count ? venues.names[argument - 1] : "");
}

static bool settings_handle(void *memory, const struct screen_view *view, const struct ui_event *event)
{
    struct settings_state *state = memory;
    if (staff_frame_handle(view, event)) {
        return true;
    }
    if (state->clock.open) {
        return staff_clock_handle(&state->clock, view, event);
    }
    if (event->type == UI_KEY && event->key == UI_KEY_ESCAPE && state->choosing_venue) {
        state->choosing_venue = false;
        return true;
    }
    if (event->type != UI_PRESS) {
        return false;
    }
    switch (event->target) {
    case TARGET_VALUE: {
        const struct shown_setting *setting = &shown[event->argument / VALUES_MAX];
        set(view, setting->key, setting->values[event->argument % VALUES_MAX].value);
        return true;
    }
    case TARGET_VENUES:
        state->choosing_venue = true;
        return true;
    case TARGET_VENUE:
        take_venue(state, view, event->argument);
        return true;
    case TARGET_VENUE_PAGE:
        state->venue_page = event->argument;
        return true;
    case TARGET_CLOSE:
        state->choosing_venue = false;
        return true;
    case TARGET_CLOCK:
        staff_clock_open(&state->clock, view);
        return true;
    case TARGET_DOCTOR:
        view->host->go(view->host->context, SCREEN_STAFF_DOCTOR, "");
        return true;
    default:
        return false;
    }
}

static void settings_notice(void *memory, const struct screen_view *view, const struct staff_result *result)
{
    struct settings_state *state = memory;
    staff_frame_notice(memory, view, result);
    if (result->done && result->verb == STAFF_ANCHOR) {
        state->clock.open = false;
    }
}

/* --- drawing --- */

/* A row with its label; what is left of it for the value. */
static struct rect put_row(struct draw_list *list, const struct screen_view *view, struct rect *rest,
                           const char *label)
{
    struct rect row = rect_cut_top(rest, ROW_H);
    draw_fill(list, (struct rect){row.x, row.y + row.h - 1, row.w, 2}, THEME_GRID);
    draw_text(list, rect_cut_left(&row, view->canvas.portrait ? LABEL_W_PORTRAIT : LABEL_W),
              (struct text_style){THEME_STRONG, false, THEME_MUTED}, ALIGN_LEFT, label);
    return rect_inset(row, 0, (ROW_H - THEME_TOUCH) / 2);
}

static void put_lines(struct draw_list *list, struct rect row, const char *value, const char *hint)
{
    static const int sizes[] = {THEME_STRONG, THEME_SMALL, THEME_TINY, 0};
    struct text_style style = {text_fit_size(list->measure, sizes, false, value, row.w, 1), false, THEME_INK};
    draw_text(list, rect_cut_top(&row, 46), style, ALIGN_LEFT, value);
    draw_text(list, row, (struct text_style){THEME_TINY, false, THEME_MUTED}, ALIGN_LEFT, hint);
}

/* Name and venue share a row, so that all rows fit a screen of 16:9. */
static void draw_station(struct draw_list *list, const struct screen_view *view, struct rect *rest)
{
    const char *name = value_of(view, "station.name"), *venue = value_of(view, "station.venue");
    if (!name || !venue) {
        return;
    }
    char line[400];
    struct rect row = put_row(list, view, rest, str(STR_SETTINGS_STATION));
    const char *word = str(STR_SETTINGS_CHANGE);
    widget_button(list, rect_cut_right(&row, widget_button_width(list, word)), BUTTON_PLAIN,
                  (struct text_style){THEME_STRONG, false, 0}, word, TARGET_VENUES, 0);
    rect_cut_right(&row, GAP);
    snprintf(line, sizeof line, "%s · %s", *name ? name : str(STR_SETTINGS_NO_NAME),
             *venue ? venue : str(STR_DEVICE_VENUE_ALL));
    put_lines(list, row, line, str(*name ? STR_SETTINGS_VENUE_HINT : STR_SETTINGS_NAME_HINT));
}

static void draw_values(struct draw_list *list, const struct screen_view *view, int index, struct rect *rest)
{
    const struct shown_setting *setting = &shown[index];
    const char *value = value_of(view, setting->key);
    if (!value) {
        return;
    }
    struct rect row = put_row(list, view, rest, str(setting->label));
    int w = (row.w - (VALUES_MAX - 1) * GAP) / VALUES_MAX;
    w = setting->count == 2 ? 2 * w + GAP : w;
    for (int i = 0; i < setting->count; i++) {
        struct rect cell = {row.x + i * (w + GAP), row.y, w, row.h};
        widget_choice(list, cell, strcmp(value, setting->values[i].value) == 0, str(setting->values[i].word),
                      TARGET_VALUE, index * VALUES_MAX + i);
    }
}

static void draw_profile(struct draw_list *list, const struct screen_view *view, struct rect *rest)
{
    char words[READER_WORDS_SIZE];
    struct badge_profile profile;
    const char *value = value_of(view, "reader.profile");
    if (!value || !badge_profile_read(value, &profile)) {
        return;
    }
    struct rect row = put_row(list, view, rest, str(STR_SETTINGS_PROFILE));
    const char *word = str(STR_DOCTOR_TITLE);
    widget_button(list, rect_cut_right(&row, widget_button_width(list, word)), BUTTON_PLAIN,
                  (struct text_style){THEME_STRONG, false, 0}, word, TARGET_DOCTOR, 0);
    rect_cut_right(&row, GAP);
    put_lines(list, row, reader_words_form(&profile, words), str(STR_SETTINGS_PROFILE_HINT));
}

static void draw_clock(struct draw_list *list, const struct screen_view *view, struct rect *rest)
{
    char line[200], hint[160];
    struct rect row = put_row(list, view, rest, str(STR_SETTINGS_CLOCK));
    const char *word = str(STR_SETTINGS_SET_CLOCK);
    widget_button(list, rect_cut_right(&row, widget_button_width(list, word)), BUTTON_PLAIN,
                  (struct text_style){THEME_STRONG, false, 0}, word, TARGET_CLOCK, 0);
    rect_cut_right(&row, GAP);
    staff_clock_words(view->now_ms, line);
    if (view->staff->clock_jump_ms != 0) {
        long long jump_s = view->staff->clock_jump_ms / 1000, size_s = jump_s < 0 ? -jump_s : jump_s;
        snprintf(hint, sizeof hint, str(jump_s < 0 ? STR_STAFF_CLOCK_BACK : STR_STAFF_CLOCK_AHEAD),
                 (int)(size_s / 60), (int)(size_s % 60));
        struct rect top = rect_cut_top(&row, 46);
        draw_text(list, top, (struct text_style){THEME_STRONG, false, THEME_INK}, ALIGN_LEFT, line);
        widget_warning(list, row.x + 16, row.y + row.h / 2, 15, THEME_ERR);
        rect_cut_left(&row, 42);
        draw_text(list, row, (struct text_style){THEME_SMALL, true, THEME_ERR}, ALIGN_LEFT, hint);
        return;
    }
    put_lines(list, row, line, str(STR_SETTINGS_CLOCK_HINT));
}

static const char *venue_label(const void *context, size_t index)
{
    const struct venues *venues = context;
    return index == 0 ? str(STR_DEVICE_VENUE_ALL) : venues->names[index - 1];
}

static void draw_venues(struct draw_list *list, const struct screen_view *view,
                        const struct settings_state *state, struct rect inner)
{
    struct venues venues = venues_of(view);
    const char *now = value_of(view, "station.venue");
    struct rect head = rect_cut_top(&inner, THEME_TOUCH);
    widget_close(list, rect_cut_right(&head, THEME_TOUCH), TARGET_CLOSE);
    draw_text(list, head, (struct text_style){THEME_NUMBER, true, THEME_INK}, ALIGN_LEFT,
              str(STR_SETTINGS_CHOOSE_VENUE));
    rect_cut_top(&inner, GAP);
    struct staff_choice choice = {.count = venues.count + 1,
                                  .label = venue_label,
                                  .context = &venues,
                                  .chosen = now && *now ? -1 : 0,
                                  .page = state->venue_page,
                                  .columns = 2};
    for (size_t i = 0; now && *now && i < venues.count; i++) {
        if (strcmp(venues.names[i], now) == 0) {
            choice.chosen = (int)i + 1;
        }
    }
    staff_choice_draw(list, inner, &choice, TARGET_VENUE);
}

static void settings_draw(const void *memory, const struct screen_view *view, struct draw_list *list)
{
    const struct settings_state *state = memory;
    struct rect main = staff_frame_draw(list, view, SCREEN_STAFF_SETTINGS);
    widget_card(list, main);
    struct rect inner = rect_inset(main, PAD, 24);
    if (state->clock.open) {
        staff_clock_draw(list, view, &state->clock, inner);
    } else if (state->choosing_venue) {
        draw_venues(list, view, state, inner);
    } else {
        draw_station(list, view, &inner);
        for (int i = 0; i < SHOWN; i++) {
            draw_values(list, view, i, &inner);
        }
        draw_profile(list, view, &inner);
        draw_clock(list, view, &inner);
    }
    staff_frame_draw_banner(list, view, &state->frame);
}

const struct screen_ops staff_settings_screen = {
    .name = "staff-settings",
    .state_size = sizeof(struct settings_state),
    .staff = true,
    .handle = settings_handle,
    .notice_staff = settings_notice,
    .deadline_ms = staff_frame_deadline_ms,
    .tick = staff_frame_tick,
    .draw = settings_draw,
};
