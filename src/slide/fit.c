#include "slide/fit.h"

#include "base/strings.h"
#include "slide/divide.h"
#include "slide/measure.h"

#include <string.h>

static const int talk_titles[] = {120, 104, 92, 80, 72, 0}, talk_bodies[] = {76, 68, 60, 54, 48, 0};
enum { TALK_TOP = 130, TALK_SIDE = 150, TALK_SIDE_PORTRAIT = 80, TITLE_LINES = 4, TITLE_LINES_PORTRAIT = 5 };

struct slide_frame slide_talk_frame(int w, int h)
{
    int side = h > w ? TALK_SIDE_PORTRAIT : TALK_SIDE;
    return (struct slide_frame){.whole = {0, 0, w, h},
                                .rect = {side, TALK_TOP, w - 2 * side, h - TALK_TOP - SLIDE_TALK_FOOT},
                                .title_sizes = talk_titles,
                                .body_sizes = talk_bodies,
                                .most_title_lines = h > w ? TITLE_LINES_PORTRAIT : TITLE_LINES};
}

struct slide_frame slide_small_frame(struct rect rect)
{
    static const int titles[] = {104, 92, 80, 72, 64, 56, 48, 0}, bodies[] = {68, 60, 54, 48, 42, 36, 30, 0};
    return (struct slide_frame){.whole = rect,
                                .rect = rect,
                                .title_sizes = titles,
                                .body_sizes = bodies,
                                .most_title_lines = TITLE_LINES};
}

/* Most slides have body letters of one size; of the few that hold more each has the largest that fits. */
struct plan {
    int title, body;
};

struct fitter {
    const struct deck *deck;
    const struct slide_frame *frame;
    const struct text_measure *measure;
    struct plan plan;
};

/* --- sizes --- */

/* The last of a list of sizes. */
static const int *smallest(const int *sizes)
{
    while (sizes[1]) {
        sizes++;
    }
    return sizes;
}

static size_t count_titles(const struct fitter *f, int size)
{
    size_t count = 0;
    for (size_t i = 0; i < f->deck->slide_count; i++) {
        count += slide_title_fits(&f->deck->slides[i], size, f->frame, f->measure, 1);
    }
    return count;
}

/* The largest at which three quarters of the titles stand on one line. */
static int choose_title_size(const struct fitter *f)
{
    const int *size = f->frame->title_sizes;
    while (size[1] && count_titles(f, *size) * 4 < f->deck->slide_count * 3) {
        size++;
    }
    return *size;
}

/* The largest size up to most, not below least, at which the title has so many lines; 0 = none. */
static int title_size_for(const struct fitter *f, const struct slide *slide, int most, int least, int lines)
{
    for (const int *size = f->frame->title_sizes; *size && *size >= least; size++) {
        if (*size <= most && slide_title_fits(slide, *size, f->frame, f->measure, lines)) {
            return *size;
        }
    }
    return 0;
}

/* Titles stay near one size: a line that would just not fit is a little smaller, and where there have to be
 * two they are as much smaller. */
static int own_title_size(const struct fitter *f, const struct slide *slide, int title)
{
    enum { ONE_LINE_LEAST = 75, MORE_LINES_MOST = 80 /* percent of the deck's */ };
    const int *last = smallest(f->frame->title_sizes);
    int size = title_size_for(f, slide, title, title * ONE_LINE_LEAST / 100, 1);
    int most = title * MORE_LINES_MOST / 100 > *last ? title * MORE_LINES_MOST / 100 : *last;
    for (int lines = 2; size == 0 && lines <= f->frame->most_title_lines; lines++) {
        size = title_size_for(f, slide, most, 0, lines);
    }
    return size ? size : *last;
}

/* The words of somebody are the whole page: as large as three fifths of it allow. */
static struct slide_sizes quote_sizes(const struct fitter *f, const struct slide *slide)
{
    enum { QUOTE_MOST = 92, SHARE_PERCENT = 60 };
    struct slide_frame share = *f->frame;
    struct slide_sizes sizes = {.title = 0};
    share.rect.h = share.rect.h * SHARE_PERCENT / 100;
    const int *lists[] = {f->frame->title_sizes, f->frame->body_sizes};
    for (size_t i = 0; i < 2; i++) {
        for (const int *size = lists[i]; *size; size++) {
            sizes.title = sizes.body = *size;
            if (*size <= QUOTE_MOST && slide_fits(slide, sizes, i == 0 ? &share : f->frame, f->measure)) {
                return sizes;
            }
        }
    }
    return sizes;
}

/* Both sizes of a slide, where the body's are to be so large: never as large as its title. */
static struct slide_sizes pair_sizes(const struct fitter *f, const struct slide *slide, int title, int body)
{
    enum { BODY_PERCENT = 85 };
    if (slide->setting == SLIDE_QUOTE_PAGE) {
        return quote_sizes(f, slide);
    }
    struct slide_sizes sizes = {own_title_size(f, slide, title), body};
    for (const int *size = f->frame->body_sizes; *size && slide->title[0]; size++) {
        if (*size <= body && (*size * 100 <= sizes.title * BODY_PERCENT || !size[1])) {
            sizes.body = *size;
            break;
        }
    }
    return sizes;
}

static size_t count_misfits(const struct fitter *f, int title, int body)
{
    size_t count = 0;
    for (size_t i = 0; i < f->deck->slide_count; i++) {
        const struct slide *slide = &f->deck->slides[i];
        struct slide_sizes sizes = pair_sizes(f, slide, title, body);
        count += !slide_fits(slide, sizes, f->frame, f->measure);
    }
    return count;
}

/* The largest body size at which no more than most slides do not fit. */
static int choose_body_size(const struct fitter *f, int title, size_t most)
{
    const int *size = f->frame->body_sizes;
    while (size[1] && count_misfits(f, title, *size) > most) {
        size++;
    }
    return *size;
}

static struct plan make_plan(const struct fitter *f)
{
    enum { DENSE_PART = 4 }; /* one slide of so many may be dense */
    struct plan plan = {.title = choose_title_size(f)};
    const int *last = smallest(f->frame->body_sizes);
    size_t least = count_misfits(f, plan.title, *last);
    size_t few = f->deck->slide_count / DENSE_PART;
    plan.body = choose_body_size(f, plan.title, few > least ? few : least);
    return plan;
}

static struct slide_sizes own_sizes(const struct fitter *f, const struct slide *slide)
{
    struct slide_sizes sizes = pair_sizes(f, slide, f->plan.title, f->plan.body);
    if (slide->setting == SLIDE_QUOTE_PAGE) {
        return sizes;
    }
    for (const int *size = f->frame->body_sizes; *size; size++) {
        if (*size <= sizes.body) {
            sizes.body = *size;
            if (slide_fits(slide, sizes, f->frame, f->measure)) {
                break;
            }
        }
    }
    return sizes;
}

/* --- pages --- */

struct pages {
    struct slide_fitted *out;
    struct arena *arena;
    size_t slide_capacity, size_capacity;
};

static bool add_page(struct pages *pages, const struct slide *page, struct slide_sizes sizes)
{
    struct slide_fitted *out = pages->out;
    size_t count = out->deck.slide_count;
    struct slide *slides =
        arena_grow(pages->arena, out->deck.slides, count, &pages->slide_capacity, sizeof *slides);
    struct slide_sizes *all = arena_grow(pages->arena, out->sizes, count, &pages->size_capacity, sizeof *all);
    if (!slides || !all) {
        return false;
    }
    slides[count] = *page;
    all[count] = sizes;
    out->deck.slides = slides;
    out->sizes = all;
    out->deck.slide_count++;
    return true;
}

/* --- slides that hold too much for one page --- */

static bool count_parts(const struct fitter *f, const struct slide *slide, const char *title,
                        struct slide_sizes sizes, size_t *count)
{
    struct arena scratch = {0};
    struct slide_parts parts = {0};
    bool done = slide_divide(slide, title, sizes, f->frame, f->measure, &scratch, &parts);
    *count = parts.count;
    arena_finish(&scratch);
    return done;
}

/* The largest letters up to most that make no more pages than the smallest; where there are many pages anyway
 * the smallest. */
static bool choose_divided(const struct fitter *f, const struct slide *slide, const char *title, int most,
                           struct slide_sizes *sizes)
{
    enum { FEW_PAGES = 8 };
    const int *first = f->frame->body_sizes, *at = smallest(first);
    size_t least, count;
    sizes->body = *at;
    if (!count_parts(f, slide, title, *sizes, &least)) {
        return false;
    }
    while (least <= FEW_PAGES && at > first && at[-1] <= most) {
        struct slide_sizes larger = {sizes->title, *--at};
        if (!count_parts(f, slide, title, larger, &count)) {
            return false;
        }
        if (count > least) {
            break;
        }
        *sizes = larger;
    }
    return true;
}

static bool add_divided(const struct fitter *f, struct pages *pages, const struct slide *slide, int most)
{
    const char *goes_on =
        *slide->title ? arena_printf(pages->arena, str(STR_SLIDE_CONTINUED), slide->title) : "";
    struct slide longest = *slide;
    struct slide_parts parts = {0};
    if (!goes_on) {
        return false;
    }
    longest.title = goes_on;
    struct slide_sizes sizes = pair_sizes(f, &longest, f->plan.title, most);
    if (!choose_divided(f, slide, goes_on, sizes.body, &sizes) ||
        !slide_divide(slide, goes_on, sizes, f->frame, f->measure, pages->arena, &parts)) {
        return false;
    }
    for (size_t i = 0; i < parts.count; i++) {
        parts.items[i].title = i == 0 ? slide->title : goes_on;
        if (!add_page(pages, &parts.items[i], sizes)) {
            return false;
        }
    }
    return true;
}

/* A long list of short items: the middle of it, where a second column may begin; 0 = it is none. */
static size_t middle_of_list(const struct fitter *f, const struct slide *slide, int size)
{
    enum { LIST_LEAST = 8, MARK_PERCENT = 220 /* of the size: mark and gap */ };
    size_t count = slide->block_count;
    struct rect halves[2];
    if (slide->setting != SLIDE_BULLETS || slide->column_break > 0 || count < LIST_LEAST ||
        !slide_has_columns(f->frame->rect)) {
        return 0;
    }
    slide_halves(f->frame->rect, halves);
    for (size_t i = 0; i < count; i++) {
        const struct block *block = &slide->blocks[i];
        const char *text = block->content.text;
        if (block->kind != BLOCK_ITEM || block->level > 0 ||
            text_width(f->measure, size, true, text, strlen(text)) >
                halves[0].w - size * MARK_PERCENT / 100) {
            return 0;
        }
    }
    return (count + 1) / 2;
}

/* Tried before dividing. *added tells whether it went. */
static bool add_as_columns(const struct fitter *f, struct pages *pages, const struct slide *slide, int most,
                           bool *added)
{
    *added = false;
    for (const int *size = f->frame->body_sizes; *size; size++) {
        struct slide columns = *slide;
        struct slide_sizes sizes = pair_sizes(f, slide, f->plan.title, *size);
        columns.column_break = *size <= most ? middle_of_list(f, slide, sizes.body) : 0;
        if (columns.column_break > 0 && slide_fits(&columns, sizes, f->frame, f->measure)) {
            *added = true;
            return add_page(pages, &columns, sizes);
        }
    }
    return true;
}

static bool add_slide(const struct fitter *f, struct pages *pages, const struct slide *slide)
{
    struct slide_sizes sizes = own_sizes(f, slide);
    if (slide->block_count == 0 && slide->setting == SLIDE_BULLETS) {
        struct slide page = *slide; /* a heading alone stands in the middle */
        page.setting = SLIDE_TITLE_PAGE;
        return add_page(pages, &page, sizes);
    }
    if (slide->block_count == 0 || slide_fits(slide, sizes, f->frame, f->measure)) {
        return add_page(pages, slide, sizes);
    }
    bool added;
    if (!add_as_columns(f, pages, slide, f->plan.body, &added)) {
        return false;
    }
    return added || add_divided(f, pages, slide, f->plan.body);
}

bool slide_fit(const struct deck *deck, const struct slide_frame *frame, const struct text_measure *measure,
               struct arena *arena, struct slide_fitted *out)
{
    struct fitter f = {.deck = deck, .frame = frame, .measure = measure};
    struct pages pages = {.out = out, .arena = arena};
    f.plan = make_plan(&f);
    *out = (struct slide_fitted){.deck = {.id = deck->id, .title = deck->title}, .frame = *frame};
    bool done = true;
    for (size_t i = 0; done && i < deck->slide_count; i++) {
        done = add_slide(&f, &pages, &deck->slides[i]);
    }
    return done;
}
