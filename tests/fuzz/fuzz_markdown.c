/* Whatever the bytes: no crash; texts are clean UTF-8, spans cover them, tables are whole, limits are kept.
 * The same for the pages of a talk, on a lying and an upright screen: whole, in order, and not endlessly
 * many. */
#include "target.h"

#include "base/utf8.h"
#include "format/markdown.h"
#include "slide/fit.h"
#include "slide/layout.h"

#include <string.h>

static void check_rich(const struct rich_text *rich)
{
    size_t at = 0, len = strlen(rich->text);
    FUZZ_CHECK(utf8_valid(rich->text, len));
    for (size_t i = 0; i < rich->span_count; i++) {
        FUZZ_CHECK(rich->spans[i].start == at && rich->spans[i].len > 0);
        at += rich->spans[i].len;
    }
    FUZZ_CHECK(at == len);
}

static void check_block(const struct block *block, const char *folder)
{
    if (block->kind == BLOCK_TABLE) {
        FUZZ_CHECK(block->rows > 0 && block->columns > 0);
        for (size_t i = 0; i < block->rows * block->columns; i++) {
            check_rich(&block->cells[i].content);
        }
        return;
    }
    check_rich(&block->content);
    FUZZ_CHECK(block->kind != BLOCK_HEADING || (block->level >= 2 && block->level <= 6));
    FUZZ_CHECK(block->kind != BLOCK_ITEM || (block->level >= 0 && block->number >= 0));
    FUZZ_CHECK(block->kind != BLOCK_IMAGE || strncmp(block->image, folder, strlen(folder)) == 0);
}

static void check_deck(const struct deck *deck, const char *folder)
{
    FUZZ_CHECK(deck->slide_count > 0 && deck->slide_count <= 500);
    for (size_t i = 0; i < deck->slide_count; i++) {
        const struct slide *slide = &deck->slides[i];
        FUZZ_CHECK(slide->block_count <= 200);
        FUZZ_CHECK(utf8_valid(slide->title, strlen(slide->title)) &&
                   utf8_valid(slide->notes, strlen(slide->notes)));
        for (size_t k = 0; k < slide->block_count; k++) {
            check_block(&slide->blocks[k], folder);
        }
    }
}

/* --- the pages of a talk --- */

enum { PARTS_MOST = 20000, PAGES_A_KILOBYTE = 8, PAGES_MOST = 64, FAR = 1 << 16 };

static void check_part(const struct slide_part *part)
{
    FUZZ_CHECK(part->rect.x > -FAR && part->rect.x < FAR && part->rect.y > -FAR && part->rect.y < FAR);
    FUZZ_CHECK(part->rect.w < FAR && part->rect.h < FAR);
    FUZZ_CHECK(part->kind != SLIDE_TEXT || part->size > 0);
    FUZZ_CHECK(part->kind != SLIDE_TEXT || !part->text || utf8_valid(part->text, part->len));
    FUZZ_CHECK(part->kind != SLIDE_IMAGE || (part->image && part->rect.w > 0 && part->rect.h > 0));
}

static void check_page(const struct slide *page, struct slide_sizes sizes, const struct slide_frame *frame,
                       const struct text_measure *measure, struct slide_layout *layout)
{
    slide_layout(page, sizes, frame, measure, layout);
    FUZZ_CHECK(!layout->failed && layout->count < PARTS_MOST);
    for (size_t i = 0; i < layout->count; i++) {
        check_part(&layout->parts[i]);
    }
    for (size_t i = 0; i < page->block_count; i++) {
        check_block(&page->blocks[i], "");
    }
    FUZZ_CHECK(page->steps >= 0 && page->steps_before >= 0 && page->column_break <= page->block_count);
}

static void check_pages(const struct deck *deck, size_t size, int w, int h)
{
    struct text_measure measure = text_measure_fixed();
    struct slide_frame frame = slide_talk_frame(w, h);
    struct arena arena = {0};
    struct slide_layout layout = {0};
    struct slide_fitted fitted;
    FUZZ_CHECK(slide_fit(deck, &frame, &measure, &arena, &fitted));
    size_t most = deck->slide_count + PAGES_MOST + size * PAGES_A_KILOBYTE / 1024 * 8, source = 0;
    FUZZ_CHECK(fitted.deck.slide_count >= deck->slide_count && fitted.deck.slide_count <= most);
    for (size_t i = 0; i < fitted.deck.slide_count; i++) {
        const struct slide *page = &fitted.deck.slides[i];
        FUZZ_CHECK(page->source == source || page->source == source + 1); /* no slide is left out */
        source = page->source;
        check_page(page, fitted.sizes[i], &frame, &measure, &layout);
    }
    FUZZ_CHECK(source + 1 == deck->slide_count);
    slide_layout_finish(&layout);
    arena_finish(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct deck deck;
    struct err err = {0};
    if (markdown_parse_deck((const char *)data, size, "x", "talks/", &arena, &deck, &err)) {
        check_deck(&deck, "talks/");
        check_pages(&deck, size, 1920, 1080);
        check_pages(&deck, size, 1080, 1920);
    } else {
        FUZZ_CHECK(err.code == ERR_INPUT && err.text[0]);
    }
    if (markdown_parse_keypoints((const char *)data, size, &arena, &deck, &err)) {
        check_deck(&deck, "");
    }
    arena_finish(&arena);
    return 0;
}
