#include "screen/outcome_view.h"

#include "base/civil.h"
#include "base/strings.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>
#include <string.h>

enum outcome_icon { ICON_TICK, ICON_MARK, ICON_CROSS };

static const struct {
    uint32_t colour;
    enum outcome_icon icon;
    enum str_id title;
} looks[OUTCOME_COUNT] = {
    [OUTCOME_SIGNED_IN] = {THEME_OK, ICON_TICK, STR_OUTCOME_SIGNED_IN},
    [OUTCOME_LATE] = {THEME_WARN, ICON_TICK, STR_OUTCOME_LATE},
    [OUTCOME_WALK_IN] = {THEME_WARN, ICON_TICK, STR_OUTCOME_WALK_IN},
    [OUTCOME_ALREADY] = {THEME_WARN, ICON_MARK, STR_OUTCOME_ALREADY},
    [OUTCOME_NOT_OPEN] = {THEME_WARN, ICON_MARK, STR_OUTCOME_NOT_OPEN},
    [OUTCOME_CLOSED] = {THEME_WARN, ICON_MARK, STR_OUTCOME_CLOSED},
    [OUTCOME_SIGNED_OUT] = {THEME_OK, ICON_TICK, STR_OUTCOME_SIGNED_OUT},
    [OUTCOME_FULL] = {THEME_ERR, ICON_CROSS, STR_OUTCOME_FULL},
    [OUTCOME_REFUSED] = {THEME_ERR, ICON_CROSS, STR_OUTCOME_REFUSED},
    [OUTCOME_UNKNOWN] = {THEME_ERR, ICON_CROSS, STR_OUTCOME_UNKNOWN},
    [OUTCOME_NOT_SAVED] = {THEME_ERR, ICON_CROSS, STR_OUTCOME_NOT_SAVED},
    [OUTCOME_MISREAD] = {THEME_ERR, ICON_CROSS, STR_OUTCOME_MISREAD},
};

enum {
    TEXT_SIZE = 512,
    ICON_W = 340,
    CARD_W = 1240,
    CARD_H = 480,
    ROW_H = 56,
    ROWS_MAX = 4,
    OFFER_H = 96,
    OFFER_GAP = 24
};

static const char *sentence(const struct outcome *o, bool whole_names, char out[TEXT_SIZE])
{
    char who[PERSON_MASKED_SIZE], badge[BADGE_MASKED_SIZE], time[CIVIL_TEXT_SIZE], opens[CIVIL_TEXT_SIZE];
    person_public_name(o->name, whole_names, who);
    switch (o->kind) {
    case OUTCOME_SIGNED_IN:
    case OUTCOME_LATE:
        snprintf(out, TEXT_SIZE, str(STR_OUTCOME_WELCOME), who, o->ordinal);
        break;
    case OUTCOME_WALK_IN:
        snprintf(out, TEXT_SIZE, str(STR_OUTCOME_WALK_IN_TEXT), who);
        break;
    case OUTCOME_ALREADY:
        snprintf(out, TEXT_SIZE, str(o->left_ms ? STR_OUTCOME_ALREADY_LEFT_TEXT : STR_OUTCOME_ALREADY_TEXT),
                 who, civil_format(o->left_ms ? o->left_ms : o->first_ms, CIVIL_HOUR_MINUTE, time));
        break;
    case OUTCOME_NOT_OPEN:
        if (civil_day_start_ms(o->opens_ms, 0) == civil_day_start_ms(o->at_ms, 0)) {
            civil_format(o->opens_ms, CIVIL_HOUR_MINUTE, opens);
        } else {
            civil_format(o->opens_ms, CIVIL_DATE_TIME, opens);
            opens[16] = '\0'; /* no seconds */
        }
        snprintf(out, TEXT_SIZE, str(STR_OUTCOME_NOT_OPEN_TEXT), opens);
        break;
    case OUTCOME_CLOSED:
        snprintf(out, TEXT_SIZE, "%s", str(STR_OUTCOME_CLOSED_TEXT));
        break;
    case OUTCOME_REFUSED:
        snprintf(out, TEXT_SIZE, str(STR_OUTCOME_REFUSED_TEXT), who);
        break;
    case OUTCOME_SIGNED_OUT:
        snprintf(out, TEXT_SIZE, str(STR_OUTCOME_SIGNED_OUT_TEXT), who,
                 (int)((o->at_ms - o->first_ms) / 60000));
        break;
    case OUTCOME_FULL:
        snprintf(out, TEXT_SIZE, str(STR_OUTCOME_FULL_TEXT), who);
        break;
    case OUTCOME_UNKNOWN:
        snprintf(out, TEXT_SIZE, str(STR_OUTCOME_UNKNOWN_TEXT), badge_mask(o->badge, badge));
        break;
    case OUTCOME_NOT_SAVED:
        snprintf(out, TEXT_SIZE, "%s", str(STR_OUTCOME_NOT_SAVED_TEXT));
        break;
    case OUTCOME_MISREAD:
    case OUTCOME_COUNT:
        snprintf(out, TEXT_SIZE, "%s", str(STR_OUTCOME_MISREAD_TEXT));
        break;
    }
    return out;
}

struct outcome_row {
    const char *label;
    char value[TEXT_SIZE];
};

/* "一车间 · 甲班", or one of the two alone. */
static void join(const char *first, const char *second, char out[TEXT_SIZE])
{
    snprintf(out, TEXT_SIZE, "%s%s%s", first, *first && *second ? " · " : "", second);
}

static size_t rows_of(const struct outcome *o, struct outcome_row rows[ROWS_MAX])
{
    size_t count = 0;
    char time[CIVIL_TEXT_SIZE], start[CIVIL_TEXT_SIZE];
    bool came = o->kind == OUTCOME_SIGNED_IN || o->kind == OUTCOME_LATE || o->kind == OUTCOME_WALK_IN ||
                o->kind == OUTCOME_SIGNED_OUT;
    if (came && *o->unit) {
        rows[count].label = str(STR_FIELD_UNIT);
        join(o->unit, o->team, rows[count++].value);
    }
    if (came && (*o->group || *o->seat)) {
        rows[count].label = str(STR_FIELD_SEAT);
        join(o->group, o->seat, rows[count++].value);
    }
    if (*o->lecture_title) {
        rows[count].label = str(o->kind == OUTCOME_NOT_OPEN ? STR_FIELD_NEXT_LECTURE : STR_FIELD_LECTURE);
        if (o->kind == OUTCOME_NOT_OPEN) {
            snprintf(rows[count++].value, TEXT_SIZE, "%s %s",
                     civil_format(o->lecture_start_ms, CIVIL_HOUR_MINUTE, start), o->lecture_title);
        } else {
            snprintf(rows[count++].value, TEXT_SIZE, "%s", o->lecture_title);
        }
    }
    if (came) {
        rows[count].label = str(STR_FIELD_TIME);
        civil_format(o->at_ms, CIVIL_HOUR_MINUTE_SECOND, time);
        int late_min = (int)((o->at_ms - o->lecture_start_ms) / 60000);
        if (o->kind == OUTCOME_SIGNED_OUT && o->early) {
            int early_min = (int)((o->lecture_end_ms - o->at_ms + 59999) / 60000);
            snprintf(rows[count++].value, TEXT_SIZE, str(STR_OUTCOME_SIGNED_OUT_EARLY), time, early_min);
        } else if (o->kind == OUTCOME_LATE) {
            snprintf(rows[count++].value, TEXT_SIZE, str(STR_OUTCOME_LATE_BY), time, late_min);
        } else {
            snprintf(rows[count++].value, TEXT_SIZE,
                     o->kind == OUTCOME_SIGNED_IN ? str(STR_OUTCOME_ON_TIME) : "%s", time);
        }
    }
    return count;
}

static void draw_icon(struct draw_list *list, struct rect panel, enum outcome_icon icon)
{
    int x = panel.x + panel.w / 2, y = panel.y + panel.h / 2;
    switch (icon) {
    case ICON_TICK:
        widget_tick(list, (struct rect){x - 72, y - 78, 144, 156}, 30, THEME_SURFACE);
        break;
    case ICON_CROSS:
        widget_cross(list, (struct rect){x - 52, y - 52, 104, 104}, 26, THEME_SURFACE);
        break;
    case ICON_MARK: {
        const int bar[][2] = {{x, y - 68}, {x, y + 18}};
        draw_stroke(list, bar, 2, 30, THEME_SURFACE);
        draw_disc(list, x, y + 66, 18, THEME_SURFACE);
        break;
    }
    }
}

/* A part of the card: its corners are round where the card's are. */
static void draw_part(struct draw_list *list, struct rect card, struct rect part, uint32_t colour)
{
    draw_clip(list, part);
    draw_box(list, card, 36, (struct paint){PAINT_SOLID, colour, 0}, 0, 0);
    draw_clip_end(list);
}

/* An arrow key and what it opens, as a button. */
static void draw_offer_button(struct draw_list *list, struct rect rect, const char *arrow, const char *word,
                              int target)
{
    char text[128];
    snprintf(text, sizeof text, "%s %s", arrow, word);
    widget_button(list, rect, BUTTON_PLAIN, (struct text_style){THEME_BODY, false, 0}, text, target, 0);
}

static void draw_offer(struct draw_list *list, const struct outcome_offer *offer, struct rect row)
{
    char slides[96];
    if (offer->talk) {
        widget_button(list, row, BUTTON_PRIMARY, (struct text_style){THEME_STRONG, true, 0},
                      str(STR_OFFER_TALK), OUTCOME_TARGET_TALK, 0);
        return;
    }
    snprintf(slides, sizeof slides, str(STR_OFFER_SLIDES), offer->pages);
    int w = (row.w - OFFER_GAP) / 2;
    struct rect left = rect_cut_left(&row, w), right = rect_cut_right(&row, w);
    if (offer->keypoints) {
        draw_offer_button(list, left, "←", str(STR_OFFER_KEYPOINTS), OUTCOME_TARGET_KEYPOINTS);
    }
    if (offer->pages > 0) {
        draw_offer_button(list, right, "→", slides, OUTCOME_TARGET_SLIDES);
    }
}

/* The card with its panel and icon; returns the part for words. */
static struct rect draw_ground(struct draw_list *list, const struct screen_view *view, enum outcome_kind kind,
                               int more_h)
{
    bool portrait = view->canvas.portrait;
    struct rect card = {0, 0, portrait ? view->canvas.w - 120 : CARD_W, (portrait ? 780 : CARD_H) + more_h};
    card.x = (view->canvas.w - card.w) / 2;
    card.y = (view->canvas.h - card.h) / 2;
    struct rect words = card;
    struct rect panel = portrait ? rect_cut_top(&words, 280) : rect_cut_left(&words, ICON_W);
    draw_part(list, card, words, THEME_SURFACE);
    draw_part(list, card, panel, looks[kind].colour);
    draw_icon(list, panel, looks[kind].icon);
    return words;
}

void outcome_draw_ground(struct draw_list *list, const struct screen_view *view)
{
    draw_ground(list, view, OUTCOME_SIGNED_IN, 0);
}

void outcome_draw_card(struct draw_list *list, const struct screen_view *view, const struct outcome *outcome,
                       const struct outcome_offer *offer, bool veil)
{
    if (veil) {
        draw_fill(list, (struct rect){0, 0, view->canvas.w, view->canvas.h}, THEME_VEIL);
    }
    struct rect words = draw_ground(list, view, outcome->kind, offer ? OFFER_H + OFFER_GAP : 0);
    words = rect_inset(words, 60, 36);
    if (offer) {
        draw_offer(list, offer, rect_cut_bottom(&words, OFFER_H));
        rect_cut_bottom(&words, OFFER_GAP);
    }
    struct outcome_row rows[ROWS_MAX];
    size_t count = rows_of(outcome, rows);
    char text[TEXT_SIZE];
    sentence(outcome, view->board->whole_names, text);
    struct text_style lead = {OUTCOME_NAME_SIZE, false, THEME_INK};
    int lead_h = draw_text_width(list, lead, text) > words.w ? 2 * 52 : 56;
    int height = 98 + 16 + lead_h + 12 + (int)count * ROW_H;
    words.y += (words.h - height) / 2;
    words.h = height;
    struct text_style title = {THEME_OUTCOME, true, looks[outcome->kind].colour};
    if (draw_text_width(list, title, str(looks[outcome->kind].title)) > words.w) {
        title.size = THEME_HERO;
    }
    draw_text(list, rect_cut_top(&words, 98), title, ALIGN_LEFT, str(looks[outcome->kind].title));
    rect_cut_top(&words, 16);
    draw_text_lines(list, rect_cut_top(&words, lead_h), lead, ALIGN_LEFT, lead_h == 56 ? 56 : 52, 2, text);
    rect_cut_top(&words, 12);
    for (size_t i = 0; i < count; i++) {
        struct rect row = rect_cut_top(&words, ROW_H);
        struct text_style label = {34, false, THEME_MUTED}, value = {34, false, THEME_INK};
        draw_text(list, rect_cut_left(&row, 150), label, ALIGN_LEFT, rows[i].label);
        draw_text(list, row, value, ALIGN_LEFT, rows[i].value);
    }
}

/* What a voice adds to what is said of the scan; false where it says nothing of its own. */
static bool vote_words(const struct outcome *o, const char *who, char out[TEXT_SIZE])
{
    bool in = o->kind == OUTCOME_SIGNED_IN || o->kind == OUTCOME_LATE || o->kind == OUTCOME_WALK_IN;
    switch (o->vote) {
    case VOTE_COUNTED:
        snprintf(out, TEXT_SIZE, str(in ? STR_TOAST_VOTED_IN : STR_TOAST_VOTED), who, o->votes.total);
        return true;
    case VOTE_CHANGED:
        snprintf(out, TEXT_SIZE, str(STR_TOAST_VOTE_CHANGED), who, o->votes.total);
        return true;
    case VOTE_BEFORE:
        snprintf(out, TEXT_SIZE, str(STR_TOAST_VOTE_BEFORE), who);
        return true;
    case VOTE_MISSING:
        snprintf(out, TEXT_SIZE, str(STR_TOAST_VOTE_MISSING), who);
        return in || o->kind == OUTCOME_ALREADY;
    case VOTE_NOBODY:
        snprintf(out, TEXT_SIZE, "%s", str(STR_TOAST_VOTE_NOBODY));
        return true;
    case VOTE_NONE:
        break;
    }
    return false;
}

static void toast_words(const struct screen_view *view, const struct outcome *o, char out[TEXT_SIZE])
{
    char who[PERSON_MASKED_SIZE], badge[BADGE_MASKED_SIZE];
    person_public_name(o->name, view->board->whole_names, who);
    if (vote_words(o, who, out)) {
        return;
    }
    if (looks[o->kind].icon == ICON_TICK && o->kind != OUTCOME_SIGNED_OUT) {
        snprintf(out, TEXT_SIZE, str(STR_TOAST_SIGNED_IN), who, tally_present(&o->tally), o->tally.expected);
    } else if (o->kind == OUTCOME_ALREADY) {
        snprintf(out, TEXT_SIZE, str(STR_TOAST_ALREADY), who);
    } else {
        snprintf(out, TEXT_SIZE, "%s %s", str(looks[o->kind].title),
                 o->kind == OUTCOME_UNKNOWN ? badge_mask(o->badge, badge) : "");
    }
}

void outcome_draw_toast(struct draw_list *list, const struct screen_view *view, const struct outcome *outcome)
{
    char text[TEXT_SIZE];
    bool voted = outcome->vote == VOTE_COUNTED || outcome->vote == VOTE_CHANGED;
    enum outcome_kind look = voted && outcome->kind == OUTCOME_ALREADY ? OUTCOME_SIGNED_IN : outcome->kind;
    toast_words(view, outcome, text);
    struct text_style style = {THEME_BODY, false, THEME_SURFACE};
    int width = draw_text_width(list, style, text) + 30 + 44 + 30;
    struct rect box = {view->canvas.w - 56 - width, 44, width, 72};
    draw_box(list, box, 18, (struct paint){PAINT_SOLID, looks[look].colour, 0}, 0, 0);
    struct rect icon = {box.x + 30, box.y + 24, 24, 24};
    if (looks[look].icon == ICON_TICK) {
        widget_tick(list, icon, 5, THEME_SURFACE);
    } else if (looks[look].icon == ICON_CROSS) {
        widget_cross(list, icon, 5, THEME_SURFACE);
    } else {
        draw_text(list, (struct rect){icon.x, box.y, 24, box.h},
                  (struct text_style){THEME_BODY, true, THEME_SURFACE}, ALIGN_CENTRE, "!");
    }
    rect_cut_left(&box, 74);
    draw_text(list, box, style, ALIGN_LEFT, text);
}
