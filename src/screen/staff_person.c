#include "screen/staff_person.h"

#include "base/civil.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "screen/staff_frame.h"
#include "screen/staff_pad.h"
#include "text/lines.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>
#include <string.h>

enum { PAD = 24, GAP = 12, LINE_H = 38, NAME_H = 76, CONFIRM_H = 100, TRAIL_LINE_H = 36, FRESH_SHOWN = 2 };

enum { REASONS_MAX = 4 };

static const struct action {
    enum staff_verb verb;
    enum str_id label, confirm;
    enum str_id reasons[REASONS_MAX];
    int reason_count;
} supplement = {STAFF_SUPPLEMENT,
                STR_STAFF_SUPPLEMENT,
                STR_STAFF_CONFIRM_SUPPLEMENT,
                {STR_REASON_FORGOTTEN, STR_REASON_DAMAGED, STR_REASON_DEVICE, STR_REASON_SEEN},
                4},
  void_it = {STAFF_VOID,
             STR_STAFF_VOID,
             STR_STAFF_CONFIRM_VOID,
             {STR_REASON_PROXY, STR_REASON_WRONG_CARD, STR_REASON_MISTAKE},
             3},
  replace = {STAFF_REPLACE, STR_STAFF_REPLACE, STR_STAFF_CONFIRM_REPLACE, {STR_REASON_LOST}, 1},
  link_it = {STAFF_LINK,
             STR_STAFF_LINK,
             STR_STAFF_CONFIRM_LINK,
             {STR_REASON_NEW_CARD, STR_REASON_SPARE_CARD, STR_REASON_SEEN},
             3},
  /* the badge's side of linking: it only leads to the choice of the person */
    choose = {STAFF_LINK, STR_STAFF_LINK, STR_STAFF_CHOOSE_PERSON, {STR_REASON_NEW_CARD}, 0};

enum { ACTIONS_MAX = 2 };

static int actions_of(const struct staff_person *person, const struct sheet_row *row,
                      const struct action *out[ACTIONS_MAX])
{
    if (*person->link) {
        out[0] = &link_it;
        return 1;
    }
    out[0] = row->status == SHEET_UNKNOWN ? &choose : row->status == SHEET_ABSENT ? &supplement : &void_it;
    out[1] = row->status == SHEET_UNKNOWN ? &void_it : &replace;
    return 2;
}

static const struct sheet_row *row_of(const struct staff_person *person, const struct screen_view *view)
{
    const struct sheet *sheet = staff_frame_sheet(view);
    for (size_t i = 0; sheet && i < sheet->row_count; i++) {
        const struct sheet_row *row = &sheet->rows[i];
        if (strcmp(row->code, person->code) == 0 && (*row->code || strcmp(row->badge, person->badge) == 0)) {
            return row;
        }
    }
    return NULL;
}

static const struct action *action_of(const struct staff_person *person, const struct sheet_row *row)
{
    const struct action *actions[ACTIONS_MAX];
    int count = actions_of(person, row, actions);
    return actions[person->action < count ? person->action : 0];
}

/* Somebody scanned in while the panel was open: what was about to be confirmed is not what can be done now, a
 * supplement would become a void. Returns whether it is so; the choice begins anew. */
static bool turned(struct staff_person *person, const struct sheet_row *row)
{
    if (row->status == person->status) {
        return false;
    }
    person->status = row->status;
    person->action = person->reason = 0;
    return true;
}

void staff_person_open(struct staff_person *person, const struct screen_view *view,
                       const struct sheet_row *row, const char *link)
{
    *person = (struct staff_person){.open = true, .status = row->status};
    utf8_copy(person->code, sizeof person->code, row->code);
    utf8_copy(person->badge, sizeof person->badge, row->badge);
    utf8_copy(person->link, sizeof person->link, link);
    view->host->ask_trail(view->host->context, person->code, *person->code ? "" : person->badge);
}

static enum staff_person_answer confirm(const struct staff_person *person, const struct screen_view *view,
                                        const struct sheet_row *row)
{
    const struct action *action = action_of(person, row);
    if (action == &choose) {
        return STAFF_PERSON_CHOOSE;
    }
    struct staff_request request = staff_frame_request(view, action->verb);
    const char *badge = action == &link_it ? person->link : action == &replace ? person->fresh : "";
    utf8_copy(request.code, sizeof request.code, person->code);
    utf8_copy(request.badge, sizeof request.badge, *person->code ? badge : person->badge);
    utf8_copy(request.reason, sizeof request.reason, str(action->reasons[person->reason]));
    staff_frame_do(view, &request);
    return STAFF_PERSON_STAYS;
}

static void turn(int *index, int step, int count)
{
    *index = count > 0 ? (*index + step + count) % count : 0;
}

static enum staff_person_answer handle_key(struct staff_person *person, const struct screen_view *view,
                                           const struct sheet_row *row, enum ui_key key)
{
    const struct action *actions[ACTIONS_MAX];
    int count = actions_of(person, row, actions);
    switch (key) {
    case UI_KEY_ENTER:
        return confirm(person, view, row);
    case UI_KEY_ESCAPE:
        return STAFF_PERSON_SHUT;
    case UI_KEY_UP:
    case UI_KEY_DOWN:
        turn(&person->action, key == UI_KEY_UP ? -1 : 1, count);
        person->reason = 0;
        return STAFF_PERSON_STAYS;
    case UI_KEY_LEFT:
    case UI_KEY_RIGHT:
        turn(&person->reason, key == UI_KEY_LEFT ? -1 : 1, action_of(person, row)->reason_count);
        return STAFF_PERSON_STAYS;
    default:
        return STAFF_PERSON_NOT_MINE;
    }
}

static enum staff_person_answer handle_press(struct staff_person *person, const struct screen_view *view,
                                             const struct sheet_row *row, const struct ui_event *event)
{
    const struct sheet *sheet = staff_frame_sheet(view);
    switch (event->target) {
    case STAFF_PERSON_CLOSE:
        return STAFF_PERSON_SHUT;
    case STAFF_PERSON_ACTION:
        person->action = event->argument;
        person->reason = 0;
        return STAFF_PERSON_STAYS;
    case STAFF_TARGET_LETTERS:
        person->letters_page = event->argument;
        return STAFF_PERSON_STAYS;
    case STAFF_PERSON_REASON:
        person->reason = event->argument;
        return STAFF_PERSON_STAYS;
    case STAFF_PERSON_BADGE:
        if (sheet && (size_t)event->argument < sheet->row_count) {
            utf8_copy(person->fresh, sizeof person->fresh, sheet->rows[event->argument].badge);
        }
        return STAFF_PERSON_STAYS;
    case STAFF_PERSON_CONFIRM:
        return confirm(person, view, row);
    default:
        return STAFF_PERSON_NOT_MINE;
    }
}

enum staff_person_answer staff_person_handle(struct staff_person *person, const struct screen_view *view,
                                             const struct ui_event *event)
{
    const struct sheet_row *row = row_of(person, view);
    if (!row) {
        bool close = event->type == UI_KEY && (event->key == UI_KEY_ESCAPE || event->key == UI_KEY_ENTER);
        return close ? STAFF_PERSON_SHUT : STAFF_PERSON_NOT_MINE;
    }
    bool confirms = event->type == UI_PRESS ? event->target == STAFF_PERSON_CONFIRM
                                            : event->type == UI_KEY && event->key == UI_KEY_ENTER;
    if (turned(person, row) && confirms) {
        return STAFF_PERSON_STAYS;
    }
    if (action_of(person, row) == &replace &&
        staff_pad_edit(person->fresh, sizeof person->fresh, STAFF_PAD_ALL, event)) {
        return STAFF_PERSON_STAYS;
    }
    if (event->type == UI_CHAR) {
        return action_of(person, row) == &choose ? STAFF_PERSON_CHOOSE : STAFF_PERSON_STAYS;
    }
    return event->type == UI_KEY     ? handle_key(person, view, row, event->key)
           : event->type == UI_PRESS ? handle_press(person, view, row, event)
                                     : STAFF_PERSON_NOT_MINE;
}

/* --- drawing --- */

static const struct {
    enum str_id word;
    enum chip_look look;
} statuses[SHEET_STATUS_COUNT] = {[SHEET_ABSENT] = {STR_STATUS_ABSENT, CHIP_MUTE},
                                  [SHEET_ON_TIME] = {STR_STATUS_ON_TIME, CHIP_OK},
                                  [SHEET_LATE] = {STR_STATUS_LATE, CHIP_GOLD},
                                  [SHEET_WALK_IN] = {STR_STATUS_WALK_IN, CHIP_GOLD},
                                  [SHEET_UNKNOWN] = {STR_STATUS_UNKNOWN, CHIP_LIVE}};

static int status_width(const struct draw_list *list, enum sheet_status status)
{
    return widget_chip_width(list, str(statuses[status].word));
}

void staff_person_draw_status(struct draw_list *list, int right_x, int centre_y, enum sheet_status status)
{
    widget_chip(list, right_x - status_width(list, status), centre_y, statuses[status].look,
                str(statuses[status].word));
}

static void put_line(struct draw_list *list, struct rect *rest, const char *text)
{
    if (*text) {
        rect_cut_top(rest, draw_text_lines(list, *rest, (struct text_style){THEME_SMALL, false, THEME_MUTED},
                                           ALIGN_LEFT, LINE_H, 2, text));
    }
}

/* "一车间 · 甲班", without what is empty. */
static void join(char *out, size_t size, const char *const *pieces, size_t count)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < count && used + 1 < size; i++) {
        if (*pieces[i]) {
            snprintf(out + used, size - used, "%s%s", used ? " · " : "", pieces[i]);
            used += strlen(out + used);
        }
    }
}

static void draw_head(struct draw_list *list, const struct sheet_row *row, struct rect *rest)
{
    char line[512], group[160] = "", seat[160] = "", times[64], in[CIVIL_TEXT_SIZE], out[CIVIL_TEXT_SIZE];
    static const int name_sizes[] = {THEME_TITLE, THEME_STRONG, THEME_BODY, THEME_SMALL, THEME_TINY, 0};
    struct rect top = rect_cut_top(rest, NAME_H);
    struct rect close = rect_cut_right(&top, THEME_TOUCH);
    close.y -= 12;
    close.h = THEME_TOUCH;
    widget_close(list, close, STAFF_PERSON_CLOSE);
    rect_cut_right(&top, GAP);
    bool unknown = row->status == SHEET_UNKNOWN;
    const char *name = unknown ? row->badge : row->name;
    bool one_line = text_fit_size(list->measure, name_sizes, true, name, top.w, 1) == THEME_TITLE;
    if (one_line) {
        draw_text(list, top, (struct text_style){THEME_TITLE, true, THEME_INK}, ALIGN_LEFT, name);
    } else {
        int size = text_fit_size(list->measure, name_sizes + 1, true, name, top.w, 2);
        draw_text_balanced(list, top, (struct text_style){size, true, THEME_INK}, ALIGN_LEFT, NAME_H / 2, 2,
                           name);
    }
    const char *where[] = {row->worker_no, row->unit, row->team};
    join(line, sizeof line, where, 3);
    put_line(list, rest, unknown ? str(STR_STAFF_UNKNOWN_HINT) : line);
    if (*row->group) {
        snprintf(group, sizeof group, str(STR_STAFF_GROUP), row->group);
    }
    if (*row->seat) {
        snprintf(seat, sizeof seat, str(STR_STAFF_SEAT), row->seat);
    }
    const char *more[] = {group, seat,
                          row->voided        ? str(STR_STAFF_WAS_VOIDED)
                          : row->clock_doubt ? str(STR_STAFF_CLOCK_DOUBT)
                          : row->simulated   ? str(STR_SIMULATED_TIME)
                                             : "",
                          row->early ? str(STR_STAFF_EARLY) : ""};
    join(line, sizeof line, more, 4);
    put_line(list, rest, line);
    struct rect status = rect_cut_top(rest, 56);
    times[0] = '\0';
    if (row->in_ms) {
        civil_format(row->in_ms, CIVIL_HOUR_MINUTE_SECOND, in);
        snprintf(times, sizeof times, str(STR_STAFF_IN_AT), in);
    }
    if (row->out_ms) {
        size_t used = strlen(times);
        civil_format(row->out_ms, CIVIL_HOUR_MINUTE_SECOND, out);
        snprintf(times + used, sizeof times - used, str(STR_STAFF_OUT_AT), out);
    }
    int chip_w = status_width(list, row->status);
    staff_person_draw_status(list, status.x + chip_w, status.y + status.h / 2, row->status);
    rect_cut_left(&status, chip_w + STAFF_GAP);
    draw_text(list, status, (struct text_style){THEME_BODY, false, THEME_INK}, ALIGN_LEFT, times);
}

/* "09:20 补签 09:00 · 刷卡 · 忘带工牌 · 王主席（虚构） · 已撤销" */
static void trail_line(const struct trail_row *row, char *out, size_t size)
{
    static const enum str_id kinds[] = {[TRAIL_SIGN_IN] = STR_TRAIL_SIGN_IN,
                                        [TRAIL_UNKNOWN] = STR_TRAIL_UNKNOWN,
                                        [TRAIL_SUPPLEMENT] = STR_TRAIL_SUPPLEMENT,
                                        [TRAIL_CLAIM] = STR_TRAIL_CLAIM,
                                        [TRAIL_VOID] = STR_TRAIL_VOID,
                                        [TRAIL_RESTORE] = STR_TRAIL_RESTORE,
                                        [TRAIL_SIGN_OUT] = STR_TRAIL_SIGN_OUT,
                                        [TRAIL_CORRECTED] = STR_TRAIL_CORRECTED,
                                        [TRAIL_LINK] = STR_TRAIL_LINK,
                                        [TRAIL_REPLACE] = STR_TRAIL_REPLACE,
                                        [TRAIL_REGISTER] = STR_TRAIL_REGISTER};
    char at[CIVIL_TEXT_SIZE], value[CIVIL_TEXT_SIZE], what[160];
    civil_format(row->at_ms, CIVIL_HOUR_MINUTE, at);
    snprintf(what, sizeof what, row->value_ms ? "%s %s %s" : "%s %s", at, str(kinds[row->kind]),
             row->value_ms ? civil_format(row->value_ms, CIVIL_HOUR_MINUTE, value) : "");
    const char *method = strcmp(row->method, "reader") == 0   ? str(STR_METHOD_READER)
                         : strcmp(row->method, "keypad") == 0 ? str(STR_METHOD_KEYPAD)
                                                              : "";
    const char *pieces[] = {what, method, row->reason, row->operator_name,
                            row->undone ? str(STR_TRAIL_UNDONE) : ""};
    join(out, size, pieces, 5);
}

/* The newest first, as many as fit. */
static void draw_trail(struct draw_list *list, const struct screen_view *view,
                       const struct staff_person *person, struct rect area)
{
    const struct trail *trail = view->staff->trail;
    struct text_style style = {THEME_SMALL, false, THEME_INK}, muted = {THEME_SMALL, false, THEME_MUTED};
    rect_cut_top(&area, 8);
    draw_fill(list, rect_cut_top(&area, 2), THEME_LINE);
    rect_cut_top(&area, 8);
    if (area.h < 2 * TRAIL_LINE_H) {
        return;
    }
    /* a record without a person is asked for, and answered, by its badge */
    const char *asked = *person->code ? person->code : person->badge;
    if (!trail || strcmp(trail->code, asked) != 0) {
        draw_text(list, rect_cut_top(&area, TRAIL_LINE_H), muted, ALIGN_LEFT, str(STR_STAFF_LOADING));
        return;
    }
    if (trail->count == 0) {
        draw_text(list, rect_cut_top(&area, TRAIL_LINE_H), muted, ALIGN_LEFT, str(STR_TRAIL_EMPTY));
    }
    for (size_t i = trail->count; i-- > 0 && area.h >= TRAIL_LINE_H;) {
        char line[600];
        trail_line(&trail->rows[i], line, sizeof line);
        style.colour = trail->rows[i].undone ? THEME_MUTED : THEME_INK;
        rect_cut_top(&area, draw_text_lines(list, area, style, ALIGN_LEFT, TRAIL_LINE_H, 2, line) + 6);
    }
}

static struct rect grid_cell(struct rect area, int index, int columns)
{
    int w = (area.w - (columns - 1) * GAP) / columns;
    return (struct rect){area.x + index % columns * (w + GAP), area.y + index / columns * (THEME_TOUCH + GAP),
                         w, THEME_TOUCH};
}

/* The new badge in place of a lost one: typed, or taken from those that were scanned here and are unknown. */
static void draw_fresh(struct draw_list *list, const struct screen_view *view,
                       const struct staff_person *person, struct rect area)
{
    const struct sheet *sheet = staff_frame_sheet(view);
    staff_pad_draw_field(list, rect_cut_top(&area, THEME_TOUCH), true, person->fresh,
                         str(STR_STAFF_FRESH_HINT));
    rect_cut_top(&area, GAP);
    const char *letters = view->board->keypad_letters;
    staff_pad_draw(list, rect_cut_top(&area, staff_pad_height(STAFF_PAD_DIGITS, 6)), STAFF_PAD_DIGITS, 6);
    staff_pad_draw_letters(list, rect_cut_top(&area, staff_pad_letters_height(letters)), letters,
                           person->letters_page, 6);
    rect_cut_top(&area, GAP);
    int shown = 0;
    for (size_t i = sheet ? sheet->row_count : 0; i-- > 0 && shown < FRESH_SHOWN;) {
        const struct sheet_row *row = &sheet->rows[i];
        if (row->status == SHEET_UNKNOWN) {
            widget_choice(list, grid_cell(area, shown++, FRESH_SHOWN), strcmp(row->badge, person->fresh) == 0,
                          row->badge, STAFF_PERSON_BADGE, (int)i);
        }
    }
}

static void draw_confirm(struct draw_list *list, const struct screen_view *view,
                         const struct staff_person *person, const struct action *action, struct rect rect)
{
    bool lost_only = action == &replace && !*person->fresh;
    const char *word = str(view->staff->busy ? STR_STAFF_SAVING
                           : lost_only       ? STR_STAFF_CONFIRM_LOST
                                             : action->confirm);
    widget_button(list, rect, view->staff->busy ? BUTTON_KEY : BUTTON_PRIMARY,
                  (struct text_style){THEME_NUMBER, true, THEME_MUTED}, word, STAFF_PERSON_CONFIRM, 0);
}

void staff_person_draw(struct draw_list *list, const struct screen_view *view,
                       const struct staff_person *person, struct rect panel)
{
    const struct sheet_row *row = row_of(person, view);
    widget_card(list, panel);
    draw_target(list, panel, -1, 0);
    struct rect inner = rect_inset(panel, PAD, PAD);
    if (!row) {
        widget_close(list, rect_cut_right(&inner, THEME_TOUCH), STAFF_PERSON_CLOSE);
        draw_text_lines(list, inner, (struct text_style){THEME_BODY, false, THEME_MUTED}, ALIGN_LEFT, 44, 3,
                        str(STR_STAFF_ROW_GONE));
        return;
    }
    struct staff_person now = *person;
    turned(&now, row);
    person = &now;
    const struct action *actions[ACTIONS_MAX], *action = action_of(person, row);
    int count = actions_of(person, row, actions);
    draw_head(list, row, &inner);
    draw_confirm(list, view, person, action, rect_cut_bottom(&inner, CONFIRM_H));
    rect_cut_bottom(&inner, GAP);
    if (action == &replace) {
        rect_cut_top(&inner, GAP);
        for (int i = 0; i < count; i++) {
            widget_choice(list, grid_cell(inner, i, count), actions[i] == action, str(actions[i]->label),
                          STAFF_PERSON_ACTION, i);
        }
        rect_cut_top(&inner, THEME_TOUCH + GAP);
        draw_fresh(list, view, person, inner);
        return;
    }
    int columns = panel.w > 800 ? REASONS_MAX : 2;
    int rows = (action->reason_count + columns - 1) / columns;
    struct rect reasons = rect_cut_bottom(&inner, rows * (THEME_TOUCH + GAP));
    for (int i = 0; i < action->reason_count; i++) {
        widget_choice(list, grid_cell(reasons, i, columns), i == person->reason, str(action->reasons[i]),
                      STAFF_PERSON_REASON, i);
    }
    struct rect choices = rect_cut_bottom(&inner, THEME_TOUCH + GAP);
    if (*person->link) {
        char line[128];
        snprintf(line, sizeof line, str(STR_STAFF_LINK_TO), person->link);
        draw_text(list, choices, (struct text_style){THEME_BODY, true, THEME_INK}, ALIGN_LEFT, line);
    }
    for (int i = 0; i < count && !*person->link; i++) {
        widget_choice(list, grid_cell(choices, i, count), actions[i] == action, str(actions[i]->label),
                      STAFF_PERSON_ACTION, i);
    }
    rect_cut_bottom(&inner, GAP);
    draw_trail(list, view, person, inner);
}
