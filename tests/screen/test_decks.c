/* The three talks of tests/packs/decks on four screens: every page whole, no letter too small, no mark where
 * it must not stand, nothing over anything else, nothing lost. */
#include "base/buf.h"
#include "base/files.h"
#include "base/utf8.h"
#include "format/markdown.h"
#include "slide/fit.h"
#include "slide/layout.h"
#include "text/breaks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_BODY = 48, LEAST_TITLE = 72, LEAST_FINE = 40, SLACK = 3 };

static const char *const talks[] = {"diangong", "anquanke", "weihu"};
static const int screens[][2] = {{1920, 1080}, {1921, 1080}, {1440, 1080}, {1080, 1920}};

/* Letters about as wide as a face has them, so that lines do not all end on a grid. */
static int uneven_width(void *context, int size, bool bold, const char *text, size_t len)
{
    (void)context;
    double em = 0;
    for (size_t at = 0; at < len;) {
        uint32_t c = utf8_next(text, len, &at);
        em += c >= 0x2E80                           ? 1
              : c >= 0x80                           ? 0.9
              : strchr("iljtfr.,:;'| ()", (int)c)   ? 0.3
              : strchr("mwMWABCDGHNOQRU%@", (int)c) ? 0.75
                                                    : 0.56;
    }
    return (int)(em * size * (bold ? 1.05 : 1) + 0.999);
}

struct page {
    const struct slide *slide;
    const struct slide_frame *frame;
    const struct text_measure *measure;
    const struct slide_layout *layout;
    char where[160]; /* for who reads a failure */
};

#define CHECK(page, part, condition)                                                                         \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            fail_msg("%s: %s: \"%.*s\"", (page)->where, #condition, (int)part_len(part), part_text(part));   \
        }                                                                                                    \
    } while (0)

static const char *part_text(const struct slide_part *part)
{
    return part->text ? part->text : part->number;
}

static size_t part_len(const struct slide_part *part)
{
    return part->text ? part->len : strlen(part->number);
}

static int part_width(const struct page *page, const struct slide_part *part)
{
    return text_width(page->measure, part->size, part->bold, part_text(part), part_len(part));
}

/* Where its letters are. */
static struct rect ink(const struct page *page, const struct slide_part *part)
{
    struct rect rect = part->rect;
    if (part->kind == SLIDE_TEXT) {
        rect.w = part_width(page, part);
        rect.y += (rect.h - part->size) / 2;
        rect.h = part->size;
    }
    return rect;
}

static bool inside(const char *text, const char *whole)
{
    return text >= whole && text <= whole + strlen(whole);
}

static bool is_of_kind(const struct page *page, const struct slide_part *part, enum block_kind kind)
{
    for (size_t i = 0; part->text && i < page->slide->block_count; i++) {
        const struct block *block = &page->slide->blocks[i];
        for (size_t c = 0; kind == BLOCK_TABLE && block->kind == kind && c < block->rows * block->columns;
             c++) {
            if (inside(part->text, block->cells[c].content.text)) {
                return true;
            }
        }
        if (block->kind == kind && kind != BLOCK_TABLE && inside(part->text, block->content.text)) {
            return true;
        }
    }
    return false;
}

static bool is_title(const struct page *page, const struct slide_part *part)
{
    return part->kind == SLIDE_TEXT && part->text && inside(part->text, page->slide->title);
}

/* --- each part --- */

static void check_part(const struct page *page, const struct slide_part *part)
{
    bool full = page->slide->setting == SLIDE_FULL_PAGE;
    struct rect frame = full ? page->frame->whole : page->frame->rect, at = ink(page, part);
    CHECK(page, part, at.x >= frame.x - SLACK && at.y >= frame.y - SLACK);
    CHECK(page, part, at.x + at.w <= frame.x + frame.w + SLACK);
    CHECK(page, part, at.y + at.h <= frame.y + frame.h + SLACK);
    if (part->kind != SLIDE_TEXT) {
        return;
    }
    if (is_title(page, part)) {
        bool quote = page->slide->setting == SLIDE_QUOTE_PAGE;
        CHECK(page, part, part->size >= (quote ? LEAST_BODY : LEAST_TITLE));
        CHECK(page, part, utf8_count(part->text, part->len) > 1 || utf8_count(page->slide->title, 9) == 1);
    } else {
        bool fine = is_of_kind(page, part, BLOCK_TABLE) || is_of_kind(page, part, BLOCK_CODE);
        CHECK(page, part, part->size >= (fine ? LEAST_FINE : LEAST_BODY));
    }
}

static bool overlap(struct rect a, struct rect b)
{
    return a.x + SLACK < b.x + b.w && b.x + SLACK < a.x + a.w && a.y + SLACK < b.y + b.h &&
           b.y + SLACK < a.y + a.h;
}

static void check_overlaps(const struct page *page)
{
    const struct slide_layout *layout = page->layout;
    for (size_t i = 0; i < layout->count; i++) {
        const struct slide_part *part = &layout->parts[i];
        for (size_t k = 0; k < i && part->kind != SLIDE_BOX; k++) {
            const struct slide_part *other = &layout->parts[k];
            CHECK(page, part, other->kind == SLIDE_BOX || !overlap(ink(page, part), ink(page, other)));
        }
    }
}

/* --- lines --- */

static uint32_t first_of(const struct slide_part *part)
{
    size_t at = 0;
    return utf8_next(part->text, part->len, &at);
}

static uint32_t last_of(const struct slide_part *part)
{
    size_t at = utf8_floor(part->text, part->len - 1);
    return utf8_next(part->text, part->len, &at);
}

static bool contains(const char *set, uint32_t c)
{
    char bytes[5] = "";
    return utf8_encode(c, bytes) > 1 && strstr(set, bytes);
}

/* The spans of a line follow each other, in the text and on the screen. */
static bool goes_on(const struct slide_part *part, const struct slide_part *next)
{
    return part->text && next->kind == SLIDE_TEXT && next->text == part->text + part->len &&
           next->rect.y == part->rect.y;
}

static void check_lines(const struct page *page)
{
    const struct slide_layout *layout = page->layout;
    for (size_t i = 0; i < layout->count; i++) {
        const struct slide_part *part = &layout->parts[i];
        if (part->kind != SLIDE_TEXT || !part->text || is_of_kind(page, part, BLOCK_CODE)) {
            continue;
        }
        if (i == 0 || !layout->parts[i - 1].text || !goes_on(&layout->parts[i - 1], part)) {
            CHECK(page, part, !contains("，。、；：！？）」』》】”’…", first_of(part)));
        }
        if (i + 1 == layout->count || !goes_on(part, &layout->parts[i + 1])) {
            CHECK(page, part, !contains("（「『《【“‘", last_of(part)));
        }
    }
}

/* Letters of the line that ends with this part; marks do not count. */
static size_t letters_of_line(const struct slide_layout *layout, size_t last)
{
    size_t letters = 0, i = last;
    do {
        const struct slide_part *part = &layout->parts[i];
        for (size_t at = 0; at < part->len;) {
            uint32_t c = utf8_next(part->text, part->len, &at);
            letters += c > ' ' && !text_is_punctuation(c);
        }
    } while (i > 0 && goes_on(&layout->parts[i - 1], &layout->parts[i]) && i--);
    return letters;
}

/* No paragraph ends with one character on a line of its own. */
static void check_ends(const struct page *page)
{
    for (size_t i = 1; i < page->layout->count; i++) {
        const struct slide_part *part = &page->layout->parts[i];
        for (size_t b = 0; part->kind == SLIDE_TEXT && part->text && b < page->slide->block_count; b++) {
            const char *text = page->slide->blocks[b].content.text;
            bool ends = inside(part->text, text) && !part->text[part->len];
            if (ends && page->slide->blocks[b].kind != BLOCK_CODE && utf8_count(text, strlen(text)) > 1) {
                CHECK(page, part, letters_of_line(page->layout, i) > 1);
            }
        }
    }
}

/* --- nothing lost --- */

struct bytes {
    long count[256];
};

static void add_bytes(struct bytes *bytes, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        bool blank = text[i] == ' ' || text[i] == '\n';
        bytes->count[(unsigned char)text[i]] += !blank;
    }
}

static void add_block(struct bytes *bytes, const struct block *block)
{
    for (size_t c = 0; block->kind == BLOCK_TABLE && c < block->rows * block->columns; c++) {
        add_bytes(bytes, block->cells[c].content.text, strlen(block->cells[c].content.text));
    }
    if (block->kind != BLOCK_TABLE && block->kind != BLOCK_IMAGE) {
        add_bytes(bytes, block->content.text, strlen(block->content.text));
    }
}

/* Tables that were divided repeat their headers: they may show more than there is, never less. */
static void check_all_shown(const struct slide *slide, const struct bytes *shown, size_t images,
                            const char *where)
{
    struct bytes there = {{0}};
    bool tables = false;
    for (size_t i = 0; i < slide->block_count; i++) {
        add_block(&there, &slide->blocks[i]);
        tables |= slide->blocks[i].kind == BLOCK_TABLE;
        images -= slide->blocks[i].kind == BLOCK_IMAGE;
    }
    bool blanks_only = slide->setting == SLIDE_FULL_PAGE; /* a picture and nothing else */
    for (size_t c = 0; c < 256 && !blanks_only; c++) {
        /* a no-break space is a blank of code: the parts leave it out */
        if (c == 0xC2 || c == 0xA0) {
            continue;
        }
        if (tables ? shown->count[c] < there.count[c] : shown->count[c] != there.count[c]) {
            fail_msg("%s \"%s\": byte %02zX is there %ld times, shown %ld times", where, slide->title, c,
                     there.count[c], shown->count[c]);
        }
    }
    if (images != 0) {
        fail_msg("%s \"%s\": pictures are lost", where, slide->title);
    }
}

static size_t check_page(const struct page *page, struct bytes *shown)
{
    size_t images = 0;
    if (page->layout->cut || page->layout->failed) {
        fail_msg("%s: cut", page->where);
    }
    for (size_t i = 0; i < page->layout->count; i++) {
        const struct slide_part *part = &page->layout->parts[i];
        check_part(page, part);
        images += part->kind == SLIDE_IMAGE;
        if (part->kind == SLIDE_TEXT && part->text && !is_title(page, part)) {
            add_bytes(shown, part->text, part->len);
        }
    }
    check_overlaps(page);
    check_lines(page);
    check_ends(page);
    return images;
}

/* --- a talk on a screen --- */

static void check_talk(const struct deck *deck, int w, int h, const struct text_measure *measure)
{
    struct slide_frame frame = slide_talk_frame(w, h);
    struct arena arena = {0};
    struct slide_fitted fitted;
    struct slide_layout layout = {0};
    assert_true(slide_fit(deck, &frame, measure, &arena, &fitted));
    size_t next = 0;
    for (size_t source = 0; source < deck->slide_count; source++) {
        struct bytes shown = {{0}};
        size_t images = 0, first = next;
        struct page page = {.frame = &frame, .measure = measure, .layout = &layout};
        for (; next < fitted.deck.slide_count && fitted.deck.slides[next].source == source; next++) {
            page.slide = &fitted.deck.slides[next];
            snprintf(page.where, sizeof page.where, "%s %dx%d page %zu", deck->id, w, h, next + 1);
            slide_layout(page.slide, fitted.sizes[next], &frame, measure, &layout);
            images += check_page(&page, &shown);
        }
        assert_true(next > first); /* every slide is there, in order */
        check_all_shown(&deck->slides[source], &shown, images, page.where);
    }
    assert_int_equal(next, fitted.deck.slide_count);
    slide_layout_finish(&layout);
    arena_finish(&arena);
}

static void read_talk(const char *id, struct arena *arena, struct deck *deck)
{
    char path[512];
    struct buf text = {0};
    struct err err = {0};
    snprintf(path, sizeof path, "%s/tests/packs/decks/talks/%s.md", TEST_SOURCE_DIR, id);
    assert_true(files_read(path, 1 << 20, &text, &err));
    assert_true(markdown_parse_deck(buf_text(&text), text.len, id, "talks/", arena, deck, &err));
    buf_finish(&text);
}

static void check_everywhere(const struct text_measure *measure)
{
    for (size_t t = 0; t < sizeof talks / sizeof *talks; t++) {
        struct arena arena = {0};
        struct deck deck;
        read_talk(talks[t], &arena, &deck);
        assert_true(deck.slide_count >= 30);
        for (size_t s = 0; s < sizeof screens / sizeof *screens; s++) {
            check_talk(&deck, screens[s][0], screens[s][1], measure);
        }
        arena_finish(&arena);
    }
}

static void whole_with_letters_on_a_grid(void **state)
{
    (void)state;
    struct text_measure measure = text_measure_fixed();
    check_everywhere(&measure);
}

static void whole_with_letters_of_their_own_width(void **state)
{
    (void)state;
    struct text_measure measure = text_measure_fixed();
    measure.width = uneven_width;
    check_everywhere(&measure);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_with_letters_on_a_grid),
        cmocka_unit_test(whole_with_letters_of_their_own_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
