/* Whatever the bytes: no crash; texts are clean UTF-8, spans cover them, tables are whole, limits are kept.
 */
#include "target.h"

#include "base/utf8.h"
#include "format/markdown.h"

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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct deck deck;
    struct err err = {0};
    if (markdown_parse_deck((const char *)data, size, "x", "talks/", &arena, &deck, &err)) {
        check_deck(&deck, "talks/");
    } else {
        FUZZ_CHECK(err.code == ERR_INPUT && err.text[0]);
    }
    if (markdown_parse_keypoints((const char *)data, size, &arena, &deck, &err)) {
        check_deck(&deck, "");
    }
    arena_finish(&arena);
    return 0;
}
