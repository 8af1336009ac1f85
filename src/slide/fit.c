#include "slide/fit.h"

#include "base/strings.h"
#include "domain/vote.h"
#include "slide/measure.h"

#include <string.h>

static const int talk_titles[] = {120, 104, 92, 80, 72, 0}, talk_bodies[] = {76, 68, 60, 54, 48, 0};
enum { TALK_TOP = 130, TALK_SIDE = 150, TALK_SIDE_PORTRAIT = 80, TITLE_LINES = 2, TITLE_LINES_PORTRAIT = 4 };

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

struct fitter {
    const struct deck *deck;
    const struct slide_frame *frame;
    const struct text_measure *measure;
};

/* --- sizes --- */

/* Most slides have body letters of one size; the few that hold more share a smaller one. */
struct plan {
    int title, body, dense;
};

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

/* One line if there is a size for it, else as large as the lines allow. */
static int own_title_size(const struct fitter *f, const struct slide *slide, int title)
{
    const int *sizes = f->frame->title_sizes;
    for (int lines = 1; lines <= f->frame->most_title_lines; lines++) {
        for (const int *size = sizes; *size; size++) {
            if (*size <= title && slide_title_fits(slide, *size, f->frame, f->measure, lines)) {
                return *size;
            }
        }
    }
    while (sizes[1]) {
        sizes++;
    }
    return *sizes;
}

/* Both sizes of a slide, where the body's are to be so large: never as large as its title. */
static struct slide_sizes pair_sizes(const struct fitter *f, const struct slide *slide, int title, int body)
{
    enum { BODY_PERCENT = 85 };
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
    const int *last = f->frame->body_sizes;
    while (last[1]) {
        last++;
    }
    size_t least = count_misfits(f, plan.title, *last);
    size_t few = f->deck->slide_count / DENSE_PART;
    plan.dense = choose_body_size(f, plan.title, least);
    plan.body = choose_body_size(f, plan.title, few > least ? few : least);
    return plan;
}

static struct slide_sizes own_sizes(const struct fitter *f, const struct slide *slide,
                                    const struct plan *plan)
{
    struct slide_sizes sizes = pair_sizes(f, slide, plan->title, plan->body);
    return slide_fits(slide, sizes, f->frame, f->measure) ? sizes
                                                          : pair_sizes(f, slide, plan->title, plan->dense);
}

/* --- pages --- */

static bool holds_call(const struct slide *slide)
{
    for (size_t i = 0; i < slide->block_count; i++) {
        if (slide->blocks[i].kind == BLOCK_CALL) {
            return true;
        }
    }
    return false;
}

/* Blocks [first, end) of a slide as a page; title "" = the slide's own. */
static struct slide page_of(const struct slide *slide, size_t first, size_t end)
{
    struct slide page = *slide;
    page.blocks = slide->blocks + first;
    page.block_count = end - first;
    page.column_break = 0;
    page.steps_before = first > 0 ? slide->blocks[first - 1].step : 0; /* steps only ever rise */
    page.steps = (end > 0 ? slide->blocks[end - 1].step : 0) - page.steps_before;
    if (!holds_call(&page)) {
        page.vote = (struct slide_vote){0};
    }
    page.steps += vote_steps(&page.vote);
    return page;
}

/* Whether a page may end before this block: not between a heading and what it stands over, nor between an
 * item and those below it, nor among the choices. */
static bool may_break_before(const struct slide *slide, size_t block)
{
    const struct block *next = &slide->blocks[block];
    enum block_kind before = slide->blocks[block - 1].kind;
    bool choices = before == BLOCK_CHOICE && (next->kind == BLOCK_CHOICE || next->kind == BLOCK_CALL);
    return before != BLOCK_HEADING && !choices && !(next->kind == BLOCK_ITEM && next->level > 0);
}

/* How many blocks from first on make a page: at least one, as many as fit and may stand alone. */
static size_t take_blocks(const struct fitter *f, const struct slide *slide, size_t first,
                          struct slide_sizes sizes)
{
    size_t end = first + 1;
    while (end < slide->block_count) {
        struct slide page = page_of(slide, first, end + 1);
        if (!slide_fits(&page, sizes, f->frame, f->measure)) {
            break;
        }
        end++;
    }
    for (size_t at = end; at < slide->block_count && at > first; at--) {
        if (may_break_before(slide, at)) {
            return at;
        }
    }
    return end;
}

static size_t count_pages(const struct fitter *f, const struct slide *slide, struct slide_sizes sizes)
{
    size_t count = 0;
    for (size_t first = 0; first < slide->block_count; count++) {
        first = take_blocks(f, slide, first, sizes);
    }
    return count;
}

/* For a slide that is divided: the largest letters that make no more pages than the smallest. */
static int divided_body_size(const struct fitter *f, const struct slide *slide, int title)
{
    const int *size = f->frame->body_sizes, *last = size;
    while (last[1]) {
        last++;
    }
    size_t least = count_pages(f, slide, (struct slide_sizes){title, *last});
    while (size < last && count_pages(f, slide, (struct slide_sizes){title, *size}) > least) {
        size++;
    }
    return *size;
}

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

static bool add_divided(const struct fitter *f, struct pages *pages, const struct slide *slide,
                        struct slide_sizes sizes)
{
    const char *title = slide->title;
    sizes.body = divided_body_size(f, slide, sizes.title);
    for (size_t first = 0; first < slide->block_count;) {
        size_t end = take_blocks(f, slide, first, sizes);
        struct slide page = page_of(slide, first, end);
        page.title = title;
        if (!add_page(pages, &page, sizes)) {
            return false;
        }
        if (first == 0 && *title) {
            title = arena_printf(pages->arena, str(STR_SLIDE_CONTINUED), slide->title);
        }
        if (!title) {
            return false;
        }
        first = end;
    }
    return true;
}

bool slide_fit(const struct deck *deck, const struct slide_frame *frame, const struct text_measure *measure,
               struct arena *arena, struct slide_fitted *out)
{
    struct fitter f = {.deck = deck, .frame = frame, .measure = measure};
    struct pages pages = {.out = out, .arena = arena};
    struct plan plan = make_plan(&f);
    *out = (struct slide_fitted){.deck = {.id = deck->id, .title = deck->title}, .frame = *frame};
    bool done = true;
    for (size_t i = 0; done && i < deck->slide_count; i++) {
        const struct slide *slide = &deck->slides[i];
        struct slide_sizes sizes = own_sizes(&f, slide, &plan);
        bool whole =
            slide->block_count < 2 || slide->column_break > 0 || slide_fits(slide, sizes, f.frame, f.measure);
        done = whole ? add_page(&pages, slide, sizes) : add_divided(&f, &pages, slide, sizes);
    }
    return done;
}
