/* The reader doctor (读卡器体检): cards of the roster are scanned one after another, and what the reader
 * sends is brought together with what the roster holds. Here alone a scan signs nobody in. */
#include "screen/reader_words.h"
#include "screen/screen.h"
#include "screen/staff_frame.h"

#include "base/strings.h"
#include "base/utf8.h"
#include "domain/badge_profile.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <stdio.h>
#include <string.h>

enum doctor_target { TARGET_ADOPT = 1, TARGET_DROP /* argument: the read */, TARGET_AGAIN, TARGET_END };

enum {
    READS_MAX = 4,
    ADOPT_READS_MIN = 2, /* a single read fits too much by chance */
    ENDS_MS = 60000,     /* without a scan */
    PAD = 40,
    GAP = 20,
    BAND_H = 124,
    ASK_H = 92,
    READ_H = 96,
    READS_W = 640,
    LABEL_W = 170,
    LINE_H = 38
};

enum doctor_note { NOTE_NONE, NOTE_UNREADABLE, NOTE_TWICE };

struct doctor_state {
    struct staff_frame frame;
    char raws[READS_MAX][READER_RAW_SIZE + 2]; /* the oldest first */
    int count;
    bool typed, adopted;
    enum doctor_note note; /* about the last scan */
    int64_t until_ms;      /* monotonic */
};

static void ask(const struct doctor_state *state, const struct screen_view *view)
{
    const char *raws[READS_MAX];
    for (int i = 0; i < state->count; i++) {
        raws[i] = state->raws[i];
    }
    view->host->diagnose(view->host->context, raws, (size_t)state->count);
}

static void drop_read(struct doctor_state *state, int index)
{
    for (int i = index; i + 1 < state->count; i++) {
        memcpy(state->raws[i], state->raws[i + 1], sizeof state->raws[i]);
    }
    state->count--;
    state->note = NOTE_NONE;
}

static void doctor_enter(void *memory, const struct screen_view *view, const char *argument)
{
    struct doctor_state *state = memory;
    (void)argument;
    state->until_ms = view->mono_ms + ENDS_MS;
}

static bool is_known_read(const struct doctor_state *state, const char *raw)
{
    for (int i = 0; i < state->count; i++) {
        if (strcmp(state->raws[i], raw) == 0) {
            return true;
        }
    }
    return false;
}

static void doctor_take_read(void *memory, const struct screen_view *view, const struct screen_read *read)
{
    struct doctor_state *state = memory;
    state->until_ms = view->mono_ms + ENDS_MS;
    state->note = !*read->raw ? NOTE_UNREADABLE : is_known_read(state, read->raw) ? NOTE_TWICE : NOTE_NONE;
    if (state->note != NOTE_NONE) {
        return;
    }
    if (state->count == READS_MAX) {
        drop_read(state, 0);
    }
    utf8_copy(state->raws[state->count++], sizeof state->raws[0], read->raw);
    state->typed = read->typed;
    state->adopted = false;
    ask(state, view);
}

/* --- what there is to say --- */

enum doctor_stage {
    STAGE_EMPTY,
    STAGE_LOOKING,
    STAGE_ANOTHER,
    STAGE_NOBODY,
    STAGE_STRANGER,
    STAGE_CANNOT,
    STAGE_FOUND
};

/* The answer to the reads on the screen; NULL = there is none yet. */
static const struct reader_diagnosis *answer(const struct doctor_state *state, const struct screen_view *view)
{
    const struct reader_diagnosis *diagnosis = view->staff->diagnosis;
    return diagnosis && diagnosis->count == (size_t)state->count ? diagnosis : NULL;
}

static enum doctor_stage stage_of(const struct doctor_state *state, const struct screen_view *view)
{
    const struct reader_diagnosis *diagnosis = answer(state, view);
    if (state->count == 0 || !diagnosis) {
        return state->count == 0 ? STAGE_EMPTY : STAGE_LOOKING;
    }
    switch (diagnosis->finding.verdict) {
    case READER_NONE:
        return diagnosis->stranger >= 0 && state->count > 1 ? STAGE_STRANGER : STAGE_NOBODY;
    case READER_UNDECIDED:
        return STAGE_ANOTHER;
    case READER_FOUND:
        break;
    }
    return state->count < ADOPT_READS_MIN ? STAGE_ANOTHER : *diagnosis->refusal ? STAGE_CANNOT : STAGE_FOUND;
}

static void adopt(const struct screen_view *view)
{
    char line[BADGE_PROFILE_SIZE];
    struct staff_request request = staff_frame_request(view, STAFF_SETTING);
    utf8_copy(request.key, sizeof request.key, "reader.profile");
    utf8_copy(request.value, sizeof request.value,
              badge_profile_write(&view->staff->diagnosis->finding.candidates[0], line));
    staff_frame_do(view, &request);
}

static bool doctor_handle(void *memory, const struct screen_view *view, const struct ui_event *event)
{
    struct doctor_state *state = memory;
    if (staff_frame_handle(view, event)) {
        return true;
    }
    bool escaped = event->type == UI_KEY && event->key == UI_KEY_ESCAPE;
    if (escaped || (event->type == UI_PRESS && event->target == TARGET_END)) {
        view->host->go(view->host->context, SCREEN_STAFF_SETTINGS, "");
        return true;
    }
    if (event->type != UI_PRESS) {
        return false;
    }
    switch (event->target) {
    case TARGET_ADOPT:
        if (stage_of(state, view) == STAGE_FOUND && !state->adopted) {
            adopt(view);
        }
        return true;
    case TARGET_DROP:
        if (event->argument >= 0 && event->argument < state->count) {
            drop_read(state, event->argument);
            ask(state, view);
        }
        return true;
    case TARGET_AGAIN:
        state->count = 0;
        state->note = NOTE_NONE;
        state->adopted = false;
        return true;
    default:
        return false;
    }
}

static void doctor_notice(void *memory, const struct screen_view *view, const struct staff_result *result)
{
    struct doctor_state *state = memory;
    staff_frame_notice(memory, view, result);
    state->adopted |= result->done && result->verb == STAFF_SETTING;
}

static int64_t doctor_deadline_ms(const void *memory, const struct screen_view *view)
{
    const struct doctor_state *state = memory;
    int64_t banner_ms = staff_frame_deadline_ms(memory, view);
    return banner_ms && banner_ms < state->until_ms ? banner_ms : state->until_ms;
}

static void doctor_tick(void *memory, const struct screen_view *view)
{
    const struct doctor_state *state = memory;
    staff_frame_tick(memory, view);
    if (view->mono_ms >= state->until_ms) {
        view->host->go(view->host->context, SCREEN_STAFF_SETTINGS, "");
    }
}

/* --- drawing --- */

static void draw_head(struct draw_list *list, const struct doctor_state *state, struct rect row)
{
    struct text_style style = {THEME_STRONG, false, 0};
    const char *end = str(STR_DOCTOR_END_PAGE), *again = str(STR_DOCTOR_AGAIN);
    widget_button(list, rect_cut_right(&row, widget_button_width(list, end)), BUTTON_PLAIN, style, end,
                  TARGET_END, 0);
    rect_cut_right(&row, GAP);
    if (state->count > 0) {
        widget_button(list, rect_cut_right(&row, widget_button_width(list, again)), BUTTON_PLAIN, style,
                      again, TARGET_AGAIN, 0);
        rect_cut_right(&row, GAP);
    }
    draw_text(list, row, (struct text_style){THEME_TITLE, true, THEME_INK}, ALIGN_LEFT,
              str(STR_DOCTOR_TITLE));
}

static void draw_band(struct draw_list *list, struct rect band)
{
    char until[200];
    draw_box(list, band, THEME_RADIUS, (struct paint){PAINT_SOLID, THEME_PRIMARY_SOFT, 0}, 4, THEME_PRIMARY);
    struct rect inner = rect_inset(band, 28, 14);
    widget_warning(list, inner.x + 30, inner.y + inner.h / 2, 30, THEME_PRIMARY);
    rect_cut_left(&inner, 60 + 28);
    draw_text(list, rect_cut_top(&inner, 56), (struct text_style){THEME_TITLE, true, THEME_PRIMARY},
              ALIGN_LEFT, str(STR_DOCTOR_NO_SIGN_IN));
    snprintf(until, sizeof until, str(STR_DOCTOR_UNTIL), ENDS_MS / 1000);
    draw_text(list, inner, (struct text_style){THEME_SMALL, false, THEME_INK}, ALIGN_LEFT, until);
}

/* What was read, and below it whose card it is. */
static void draw_read(struct draw_list *list, const struct doctor_state *state,
                      const struct screen_view *view, int index, struct rect row)
{
    char raw[READER_WORDS_SIZE], words[2 * PERSON_TEXT_MAX + BADGE_TEXT_SIZE + 16], number[12];
    const struct reader_diagnosis *diagnosis = answer(state, view);
    enum doctor_stage stage = stage_of(state, view);
    bool strange = stage == STAGE_STRANGER && diagnosis->stranger == index;
    draw_box(list, row, 16, (struct paint){PAINT_SOLID, THEME_HEAD, 0}, strange ? 4 : 2,
             strange ? THEME_ERR : THEME_LINE);
    struct rect inner = rect_inset(row, 20, 6);
    snprintf(number, sizeof number, "%d", index + 1);
    draw_text(list, rect_cut_left(&inner, 44), (struct text_style){THEME_STRONG, true, THEME_MUTED},
              ALIGN_LEFT, number);
    if (strange) {
        struct rect mark = rect_cut_right(&inner, 44);
        widget_cross(list, (struct rect){mark.x + 8, mark.y + mark.h / 2 - 16, 32, 32}, 8, THEME_ERR);
    }
    bool named = diagnosis && (stage == STAGE_FOUND || stage == STAGE_CANNOT);
    struct rect top = named ? rect_cut_top(&inner, inner.h / 2) : inner;
    draw_text(list, top, (struct text_style){THEME_BODY, false, THEME_INK}, ALIGN_LEFT,
              reader_words_raw(state->raws[index], raw));
    if (named) {
        const struct reader_card *card = &diagnosis->cards[index];
        snprintf(words, sizeof words, str(STR_DOCTOR_IS), card->badge, card->name, card->worker_no);
        draw_text(list, inner, (struct text_style){THEME_BODY, true, THEME_OK}, ALIGN_LEFT, words);
    }
}

static void draw_reads(struct draw_list *list, const struct doctor_state *state,
                       const struct screen_view *view, struct rect rest)
{
    int used = draw_text_lines(list, rest, (struct text_style){THEME_NUMBER, true, THEME_INK}, ALIGN_LEFT,
                               ASK_H / 2, 2, str(STR_DOCTOR_ASK));
    rect_cut_top(&rest, used + GAP / 2);
    for (int i = 0; i < state->count; i++) {
        draw_read(list, state, view, i, rect_cut_top(&rest, READ_H));
        rect_cut_top(&rest, GAP / 2);
    }
    bool noted = state->note != NOTE_NONE;
    const char *words = state->note == NOTE_UNREADABLE ? str(STR_DOCTOR_UNREADABLE)
                        : state->note == NOTE_TWICE    ? str(STR_DOCTOR_TWICE)
                        : state->count == 0            ? str(STR_DOCTOR_WAITING)
                                                       : "";
    draw_text(list, rect_cut_top(&rest, 48),
              (struct text_style){THEME_BODY, noted, noted ? THEME_ERR : THEME_MUTED}, ALIGN_LEFT, words);
}

static void put_profile_row(struct draw_list *list, struct rect *rest, enum str_id label, const char *value)
{
    struct rect row = *rest;
    struct rect left = rect_cut_left(&row, LABEL_W);
    left.h = LINE_H;
    draw_text(list, left, (struct text_style){THEME_BODY, false, THEME_MUTED}, ALIGN_LEFT, str(label));
    int used = draw_text_lines(list, row, (struct text_style){THEME_BODY, true, THEME_INK}, ALIGN_LEFT,
                               LINE_H, 3, value);
    rect_cut_top(rest, used + 10);
}

static void draw_profile(struct draw_list *list, const struct doctor_state *state,
                         const struct reader_finding *finding, struct rect *rest)
{
    char words[READER_WORDS_SIZE];
    const struct badge_profile *profile = &finding->candidates[0];
    put_profile_row(list, rest, STR_DOCTOR_SOURCE,
                    str(state->typed ? STR_DOCTOR_SOURCE_TYPED : STR_DOCTOR_SOURCE_DIRECT));
    put_profile_row(list, rest, STR_DOCTOR_END, reader_words_end(profile));
    put_profile_row(list, rest, STR_DOCTOR_FORM, reader_words_form(profile, words));
    put_profile_row(list, rest, STR_DOCTOR_ZEROS, reader_words_zeros(profile, words));
    put_profile_row(list, rest, STR_DOCTOR_CASE,
                    str(finding->lower_case ? STR_DOCTOR_CASE_LOWER : STR_DOCTOR_CASE_ANY));
}

/* A heading with its mark: tick, exclamation mark or none. */
static void put_verdict(struct draw_list *list, struct rect *rest, enum doctor_stage stage, const char *words)
{
    uint32_t colour = stage == STAGE_FOUND ? THEME_OK : stage <= STAGE_ANOTHER ? THEME_INK : THEME_ERR;
    struct rect row = rect_cut_top(rest, 64);
    if (stage == STAGE_FOUND) {
        widget_tick(list, (struct rect){row.x, row.y + 12, 40, 40}, 9, colour);
        rect_cut_left(&row, 60);
    } else if (stage > STAGE_ANOTHER) {
        widget_warning(list, row.x + 20, row.y + row.h / 2, 20, colour);
        rect_cut_left(&row, 60);
    }
    draw_text(list, row, (struct text_style){THEME_NUMBER, true, colour}, ALIGN_LEFT, words);
}

static void put_hint(struct draw_list *list, struct rect rest, const char *words)
{
    draw_text_lines(list, rest, (struct text_style){THEME_BODY, false, THEME_INK}, ALIGN_LEFT, 46, 8, words);
}

static void put_button(struct draw_list *list, struct rect *rest, const char *words, int target, int argument)
{
    struct rect row = rect_cut_bottom(rest, STAFF_BUTTON_H);
    widget_button(list, row, BUTTON_PRIMARY, (struct text_style){THEME_NUMBER, true, 0}, words, target,
                  argument);
    rect_cut_bottom(rest, GAP);
}

static void draw_found(struct draw_list *list, const struct doctor_state *state,
                       const struct screen_view *view, struct rect rest)
{
    const char *word = str(view->staff->busy ? STR_STAFF_SAVING : STR_DOCTOR_ADOPT);
    put_verdict(list, &rest, STAGE_FOUND, str(state->adopted ? STR_DOCTOR_ADOPTED : STR_DOCTOR_FOUND));
    if (!state->adopted) {
        put_button(list, &rest, word, TARGET_ADOPT, 0);
        put_hint(list, rect_cut_top(&rest, 56), str(STR_DOCTOR_CHECK_NAMES));
    }
    draw_profile(list, state, &view->staff->diagnosis->finding, &rest);
}

static void draw_stage(struct draw_list *list, const struct doctor_state *state,
                       const struct screen_view *view, struct rect rest)
{
    char words[200];
    enum doctor_stage stage = stage_of(state, view);
    const struct reader_diagnosis *diagnosis = answer(state, view);
    switch (stage) {
    case STAGE_EMPTY:
        break;
    case STAGE_LOOKING:
        put_verdict(list, &rest, stage, str(STR_DOCTOR_LOOKING));
        break;
    case STAGE_ANOTHER:
        put_verdict(list, &rest, stage, str(STR_DOCTOR_ANOTHER));
        put_hint(list, rest, str(STR_DOCTOR_ANOTHER_HINT));
        break;
    case STAGE_NOBODY:
        put_verdict(list, &rest, stage, str(STR_DOCTOR_NOBODY));
        put_hint(list, rest, str(STR_DOCTOR_NOBODY_HINT));
        break;
    case STAGE_STRANGER:
        snprintf(words, sizeof words, str(STR_DOCTOR_STRANGER), diagnosis->stranger + 1);
        put_verdict(list, &rest, stage, words);
        put_button(list, &rest, str(STR_DOCTOR_DROP), TARGET_DROP, diagnosis->stranger);
        put_hint(list, rest, str(STR_DOCTOR_STRANGER_HINT));
        break;
    case STAGE_CANNOT:
        put_verdict(list, &rest, stage, str(STR_DOCTOR_CANNOT));
        put_hint(list, rest, diagnosis->refusal);
        break;
    case STAGE_FOUND:
        draw_found(list, state, view, rest);
        break;
    }
}

static void doctor_draw(const void *memory, const struct screen_view *view, struct draw_list *list)
{
    const struct doctor_state *state = memory;
    struct rect main = staff_frame_draw(list, view, SCREEN_STAFF_SETTINGS);
    widget_card(list, main);
    struct rect inner = rect_inset(main, PAD, 28);
    draw_head(list, state, rect_cut_top(&inner, THEME_TOUCH));
    rect_cut_top(&inner, GAP);
    draw_band(list, rect_cut_top(&inner, BAND_H));
    rect_cut_top(&inner, GAP);
    int reads_h = ASK_H + GAP / 2 + READS_MAX * (READ_H + GAP / 2) + 48;
    struct rect reads =
        view->canvas.portrait ? rect_cut_top(&inner, reads_h) : rect_cut_left(&inner, READS_W);
    draw_reads(list, state, view, reads);
    if (view->canvas.portrait) {
        rect_cut_top(&inner, GAP);
    } else {
        rect_cut_left(&inner, PAD);
    }
    draw_stage(list, state, view, inner);
    staff_frame_draw_banner(list, view, &state->frame);
}

const struct screen_ops staff_doctor_screen = {
    .name = "staff-doctor",
    .state_size = sizeof(struct doctor_state),
    .staff = true,
    .enter = doctor_enter,
    .handle = doctor_handle,
    .notice_staff = doctor_notice,
    .take_read = doctor_take_read,
    .deadline_ms = doctor_deadline_ms,
    .tick = doctor_tick,
    .draw = doctor_draw,
};
