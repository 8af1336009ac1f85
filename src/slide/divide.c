#include "slide/divide.h"

#include "domain/vote.h"
#include "slide/blocks.h"
#include "slide/measure.h"
#include "slide/split.h"
#include "slide/table.h"

#include <limits.h>
#include <string.h>

enum {
    LONG_TEXT = 4096, /* bytes: more than a page of the smallest letters holds */
    EVEN_PAGES = 8,   /* more pages than that need not be even */
    EVEN_STEPS = 5
};

/* Where the blocks of a column go, page after page. */
struct flow {
    struct slide look; /* how pages are set; no title: the frame is what it leaves */
    struct slide_frame frame;
    struct slide_sizes sizes;
    int full_h; /* of the frame: while pages are made even it is lower */
    const struct text_measure *measure;
    struct arena *arena;

    struct block *blocks; /* copies: they are parted on the way */
    size_t count, capacity;
};

/* --- the blocks --- */

/* Makes room for one more before `at`. */
static struct block *insert_block(struct flow *flow, size_t at)
{
    struct block *blocks =
        arena_grow(flow->arena, flow->blocks, flow->count, &flow->capacity, sizeof *blocks);
    if (!blocks) {
        return NULL;
    }
    flow->blocks = blocks;
    memmove(blocks + at + 1, blocks + at, (flow->count - at) * sizeof *blocks);
    flow->count++;
    return &blocks[at];
}

static bool append_block(struct flow *flow, const struct block *block)
{
    struct block *copy = insert_block(flow, flow->count);
    if (copy) {
        *copy = *block;
    }
    return copy != NULL;
}

/* A table too wide for the frame becomes several, each with the first column. */
static bool append_table(struct flow *flow, const struct block *table)
{
    struct setter setter = {.fonts = flow->measure, .size = flow->sizes.body, .rest = flow->frame.rect};
    size_t count = table_columns_that_fit(&setter, table, 0);
    if (count == table->columns) {
        return append_block(flow, table);
    }
    for (size_t from = 0; from < table->columns; from += count) {
        struct block part;
        count = table_columns_that_fit(&setter, table, from);
        if (!split_columns(table, from, count, flow->arena, &part) || !append_block(flow, &part)) {
            return false;
        }
    }
    return true;
}

static bool append_text(struct flow *flow, struct block rest)
{
    struct block head;
    while (split_long_text(&rest, LONG_TEXT, flow->arena, &head, &rest)) {
        if (!append_block(flow, &head)) {
            return false;
        }
    }
    return append_block(flow, &rest);
}

static bool take_blocks(struct flow *flow, const struct block *blocks, size_t count)
{
    flow->blocks = NULL;
    flow->count = flow->capacity = 0;
    for (size_t i = 0; i < count; i++) {
        if (!(blocks[i].kind == BLOCK_TABLE ? append_table(flow, &blocks[i])
                                            : append_text(flow, blocks[i]))) {
            return false;
        }
    }
    return true;
}

/* --- one page --- */

static bool fits(const struct flow *flow, size_t first, size_t end)
{
    struct slide page = flow->look;
    page.blocks = flow->blocks + first;
    page.block_count = end - first;
    return slide_fits(&page, flow->sizes, &flow->frame, flow->measure);
}

/* Whether a page holds the block: then it is not parted. What is the rest of a parted one has to be as even
 * as the pages are. */
static bool stands_alone(struct flow flow, size_t at)
{
    flow.frame.rect.h = flow.blocks[at].continued ? flow.frame.rect.h : flow.full_h;
    return fits(&flow, at, at + 1);
}

static bool ends_with_colon(const struct block *block)
{
    static const char wide[] = "：";
    const char *text = block->content.text;
    size_t len = strlen(text), wide_len = sizeof wide - 1;
    return (len > 0 && text[len - 1] == ':') ||
           (len >= wide_len && memcmp(text + len - wide_len, wide, wide_len) == 0);
}

/* How much a page should not end before this block: a heading and a line that announces go with what they
 * stand over, items below an item with that one. */
static int reluctance(const struct flow *flow, size_t at)
{
    const struct block *before = &flow->blocks[at - 1], *next = &flow->blocks[at];
    if (before->kind == BLOCK_HEADING || (before->kind != BLOCK_TABLE && ends_with_colon(before))) {
        return INT_MAX;
    }
    if (before->kind == BLOCK_CHOICE && (next->kind == BLOCK_CHOICE || next->kind == BLOCK_CALL)) {
        return INT_MAX;
    }
    return next->kind == BLOCK_ITEM && !next->continued ? next->level : 0;
}

/* The last place up to `end` that a page may best end at. Items below an item may part so that no page is
 * half empty. */
static size_t best_end(const struct flow *flow, size_t first, size_t end)
{
    size_t best = end, half = first + (end - first) / 2;
    for (size_t at = end - 1; at > first; at--) {
        bool worth = at >= half || reluctance(flow, best) == INT_MAX;
        if (worth && reluctance(flow, at) < reluctance(flow, best)) {
            best = at;
        }
    }
    return best;
}

/* The block that is being parted, behind those of its page. */
struct attempt {
    struct flow *flow;
    size_t first, at;
};

static bool head_fits(void *context, const struct block *head)
{
    const struct attempt *attempt = context;
    attempt->flow->blocks[attempt->at] = *head;
    return fits(attempt->flow, attempt->first, attempt->at + 1);
}

/* Puts as much of the block as the page has room for before the rest of it. */
static bool part_block(struct flow *flow, size_t first, size_t at)
{
    struct attempt attempt = {flow, first, at};
    struct block whole = flow->blocks[at], head, tail;
    bool parted = split_block(&whole, head_fits, &attempt, flow->arena, &head, &tail);
    flow->blocks[at] = whole;
    if (!parted || !insert_block(flow, at)) {
        return false;
    }
    flow->blocks[at] = head;
    flow->blocks[at + 1] = tail;
    return true;
}

/* How far the page goes that begins with block `first`. */
static size_t find_end(struct flow *flow, size_t first)
{
    size_t end = first;
    while (end < flow->count && fits(flow, first, end + 1)) {
        end++;
    }
    if (end == flow->count) {
        return end;
    }
    if (!stands_alone(*flow, end) && part_block(flow, first, end)) {
        return end + 1;
    }
    return end == first ? first + 1 : best_end(flow, first, end);
}

/* --- the pages --- */

/* The hall is asked on the page that says how; the votes and the answer are its last steps. */
static void take_vote(struct slide *page)
{
    bool asks = false;
    for (size_t i = 0; i < page->block_count; i++) {
        asks |= page->blocks[i].kind == BLOCK_CALL;
    }
    page->vote = asks ? page->vote : (struct slide_vote){0};
    page->steps += vote_steps(&page->vote);
}

static bool add_part(const struct flow *flow, size_t first, size_t end, struct slide_parts *out)
{
    struct slide *items = arena_grow(flow->arena, out->items, out->count, &out->capacity, sizeof *items);
    if (!items) {
        return false;
    }
    struct slide *page = &items[out->count++];
    *page = flow->look;
    page->blocks = flow->blocks + first;
    page->block_count = end - first;
    page->steps_before = first > 0 ? flow->blocks[first - 1].step : page->steps_before; /* steps only rise */
    page->steps = flow->blocks[end - 1].step - page->steps_before;
    take_vote(page);
    out->items = items;
    return true;
}

static bool run_flow(struct flow *flow, const struct block *blocks, size_t count, struct slide_parts *out)
{
    *out = (struct slide_parts){0};
    if (!take_blocks(flow, blocks, count)) {
        return false;
    }
    for (size_t first = 0, end; first < flow->count; first = end) {
        end = find_end(flow, first);
        if (!add_part(flow, first, end, out)) {
            return false;
        }
    }
    return true;
}

/* The lowest pages that are no more of them: none is left with a line or two. */
static int even_height(const struct flow *flow, const struct block *blocks, size_t count, size_t pages)
{
    int low = flow->frame.rect.h / 2, high = flow->frame.rect.h;
    for (int i = 0; i < EVEN_STEPS; i++) {
        struct arena scratch = {0};
        struct flow trial = *flow;
        struct slide_parts parts;
        trial.arena = &scratch;
        trial.frame.rect.h = low + (high - low) / 2;
        if (run_flow(&trial, blocks, count, &parts) && parts.count <= pages) {
            high = trial.frame.rect.h;
        } else {
            low = trial.frame.rect.h;
        }
        arena_finish(&scratch);
    }
    return high;
}

static bool run_evenly(struct flow *flow, const struct block *blocks, size_t count, struct slide_parts *out)
{
    if (!run_flow(flow, blocks, count, out)) {
        return false;
    }
    if (out->count < 2 || out->count > EVEN_PAGES) {
        return true;
    }
    flow->frame.rect.h = even_height(flow, blocks, count, out->count);
    return run_flow(flow, blocks, count, out);
}

/* --- two columns --- */

/* Blocks count their steps anew: those of the left column, then those of the right one. */
static void count_steps(struct slide *page, int before)
{
    int last = 0, step = before;
    for (size_t i = 0; i < page->block_count; i++) {
        struct block *block = &page->blocks[i];
        step += block->step > 0 && block->step != last;
        last = block->step;
        block->step = block->step > 0 ? step : 0;
    }
    page->steps_before = before;
    page->steps = step - before;
    take_vote(page);
}

/* A page of what both columns have on it; either may be at its end. */
static bool join_page(const struct slide *left, const struct slide *right, int steps_before,
                      struct arena *arena, struct slide *out)
{
    size_t left_count = left ? left->block_count : 0, right_count = right ? right->block_count : 0;
    *out = left ? *left : *right;
    out->vote = left && left->vote.choices > 0 ? left->vote : right ? right->vote : out->vote;
    out->blocks = arena_alloc(arena, (left_count + right_count + 1) * sizeof *out->blocks);
    if (!out->blocks) {
        return false;
    }
    if (left) {
        memcpy(out->blocks, left->blocks, left_count * sizeof *out->blocks);
    }
    if (right) {
        memcpy(out->blocks + left_count, right->blocks, right_count * sizeof *out->blocks);
    }
    out->block_count = left_count + right_count;
    out->column_break = left && right ? left_count : 0;
    count_steps(out, steps_before);
    return true;
}

static bool divide_columns(const struct flow *flow, const struct slide *slide, struct slide_parts *out)
{
    struct rect halves[2];
    struct flow columns[2] = {*flow, *flow};
    struct slide_parts parts[2];
    size_t middle = slide->column_break;
    slide_halves(flow->frame.rect, halves);
    columns[0].frame.rect = halves[0];
    columns[1].frame.rect = halves[1];
    if (!run_flow(&columns[0], slide->blocks, middle, &parts[0]) ||
        !run_flow(&columns[1], slide->blocks + middle, slide->block_count - middle, &parts[1])) {
        return false;
    }
    *out = (struct slide_parts){.count = parts[0].count > parts[1].count ? parts[0].count : parts[1].count};
    out->items = arena_alloc(flow->arena, (out->count + 1) * sizeof *out->items);
    int steps = slide->steps_before;
    for (size_t i = 0; i < out->count; i++) {
        struct slide *page = out->items ? &out->items[i] : NULL;
        if (!page || !join_page(i < parts[0].count ? &parts[0].items[i] : NULL,
                                i < parts[1].count ? &parts[1].items[i] : NULL, steps, flow->arena, page)) {
            return false;
        }
        steps += page->steps;
    }
    return true;
}

bool slide_divide(const struct slide *slide, const char *title, struct slide_sizes sizes,
                  const struct slide_frame *frame, const struct text_measure *measure, struct arena *arena,
                  struct slide_parts *out)
{
    struct slide titled = *slide;
    titled.title = title;
    struct flow flow = {.look = *slide, .frame = *frame, .sizes = sizes, .measure = measure, .arena = arena};
    flow.frame.rect = slide_body(&titled, sizes, frame, measure);
    flow.full_h = flow.frame.rect.h;
    flow.look.title = "";
    flow.look.column_break = 0;
    bool columns = slide->column_break > 0 && slide->column_break < slide->block_count &&
                   slide_has_columns(flow.frame.rect);
    bool done = columns ? divide_columns(&flow, slide, out)
                        : run_evenly(&flow, slide->blocks, slide->block_count, out);
    for (size_t i = 0; done && i < out->count; i++) {
        out->items[i].title = slide->title;
    }
    return done;
}
