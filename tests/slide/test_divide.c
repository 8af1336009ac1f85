/* Slides that hold more than a page: what is parted where, and that pages are even. */
#include "slide/divide.h"
#include "slide/fit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCKS_MAX = 60, CELLS_MAX = 400 };

struct sample {
    struct slide slide;
    struct deck deck;
    struct block blocks[BLOCKS_MAX];
    struct table_cell cells[CELLS_MAX];
    struct text_measure measure;
    struct slide_frame frame;
    struct arena arena;
    struct slide_fitted fitted;
    struct slide_layout layout;
};

static int set_up(void **state)
{
    struct sample *sample = calloc(1, sizeof *sample);
    assert_non_null(sample);
    sample->slide = (struct slide){.title = "标题", .notes = "", .blocks = sample->blocks};
    sample->deck = (struct deck){.id = "sample", .title = "", .slides = &sample->slide, .slide_count = 1};
    sample->measure = text_measure_fixed();
    sample->frame = slide_talk_frame(1920, 1080);
    *state = sample;
    return 0;
}

static int tear_down(void **state)
{
    struct sample *sample = *state;
    slide_layout_finish(&sample->layout);
    arena_finish(&sample->arena);
    free(sample);
    return 0;
}

static struct block *add_block(struct sample *sample, enum block_kind kind, const char *text)
{
    assert_true(sample->slide.block_count < BLOCKS_MAX);
    struct block *block = &sample->blocks[sample->slide.block_count++];
    *block = (struct block){.kind = kind, .content.text = text};
    return block;
}

static struct block *add_table(struct sample *sample, size_t rows, size_t columns, const char *cell)
{
    struct block *table = add_block(sample, BLOCK_TABLE, "");
    assert_true(rows * columns <= CELLS_MAX);
    table->rows = rows;
    table->columns = columns;
    table->cells = sample->cells;
    for (size_t i = 0; i < rows * columns; i++) {
        sample->cells[i].content.text = i < columns ? "表头" : cell;
    }
    return table;
}

/* `count` times the piece, in memory of the arena. */
static char *repeat(struct sample *sample, const char *piece, size_t count)
{
    size_t len = strlen(piece);
    char *text = arena_alloc(&sample->arena, count * len + 1);
    assert_non_null(text);
    for (size_t i = 0; i < count; i++) {
        memcpy(text + i * len, piece, len + 1);
    }
    return text;
}

static const struct slide *fit(struct sample *sample, size_t pages)
{
    assert_true(slide_fit(&sample->deck, &sample->frame, &sample->measure, &sample->arena, &sample->fitted));
    assert_int_equal(sample->fitted.deck.slide_count, pages);
    for (size_t i = 0; i < pages; i++) {
        slide_layout(&sample->fitted.deck.slides[i], sample->fitted.sizes[i], &sample->frame,
                     &sample->measure, &sample->layout);
        assert_false(sample->layout.cut);
    }
    return sample->fitted.deck.slides;
}

static const struct slide_layout *lay_out(struct sample *sample, size_t page)
{
    slide_layout(&sample->fitted.deck.slides[page], sample->fitted.sizes[page], &sample->frame,
                 &sample->measure, &sample->layout);
    return &sample->layout;
}

static void long_tables_part_between_rows(void **state)
{
    struct sample *sample = *state;
    add_table(sample, 15, 3, "内容");
    const struct slide *pages = fit(sample, 2);
    assert_int_equal(pages[0].blocks[0].rows + pages[1].blocks[0].rows, 16);
    assert_true(pages[0].blocks[0].rows - pages[1].blocks[0].rows < 2); /* even */
    assert_string_equal(pages[1].blocks[0].cells[0].content.text, "表头");
}

static void wide_tables_part_between_columns(void **state)
{
    struct sample *sample = *state;
    add_table(sample, 2, 20, "长一点的内容");
    const struct slide *pages = fit(sample, 1);
    size_t columns = 0;
    assert_true(pages[0].block_count > 1);
    for (size_t i = 0; i < pages[0].block_count; i++) {
        assert_int_equal(pages[0].blocks[i].rows, 2);
        columns += pages[0].blocks[i].columns - (i > 0); /* the first one is there again */
    }
    assert_int_equal(columns, 20);
}

static void long_texts_part_between_sentences(void **state)
{
    struct sample *sample = *state;
    add_block(sample, BLOCK_ITEM, repeat(sample, "一句话不长不短刚好二十个字左右再多一点点。", 40))->number =
        3;
    const struct slide *pages = fit(sample, 4);
    size_t len = 0;
    for (size_t i = 0; i < 4; i++) {
        const struct block *block = &pages[i].blocks[0];
        len += strlen(block->content.text);
        assert_memory_equal(block->content.text, "一句话", 9);
        assert_memory_equal(block->content.text + strlen(block->content.text) - 3, "。", 3);
        assert_int_equal(block->continued, i > 0);
    }
    assert_int_equal(len, 40 * strlen("一句话不长不短刚好二十个字左右再多一点点。"));
    for (size_t i = 0; i < lay_out(sample, 1)->count; i++) {
        assert_non_null(sample->layout.parts[i].text); /* the number stands on the first page only */
    }
}

static void spans_are_parted_with_their_text(void **state)
{
    struct sample *sample = *state;
    char *text = repeat(sample, "普通强调", 300);
    struct span *spans = arena_alloc(&sample->arena, 600 * sizeof *spans);
    for (size_t i = 0; i < 600; i++) {
        spans[i] = (struct span){.kind = i % 2 ? SPAN_STRONG : SPAN_PLAIN, .start = 6 * i, .len = 6};
    }
    struct block *block = add_block(sample, BLOCK_PARAGRAPH, text);
    block->content.spans = spans;
    block->content.span_count = 600;
    const struct slide *pages = fit(sample, 5);
    for (size_t p = 0; p < 5; p++) {
        const struct rich_text *rich = &pages[p].blocks[0].content;
        size_t at = 0;
        for (size_t i = 0; i < rich->span_count; i++) {
            assert_int_equal(rich->spans[i].start, at);
            bool strong = memcmp(rich->text + at, "普", 3) != 0 && memcmp(rich->text + at, "通", 3) != 0;
            assert_int_equal(rich->spans[i].kind == SPAN_STRONG, strong);
            at += rich->spans[i].len;
        }
        assert_int_equal(at, strlen(rich->text));
    }
}

static void code_parts_between_lines(void **state)
{
    struct sample *sample = *state;
    add_block(sample, BLOCK_CODE, repeat(sample, "E.OC1  过电流\n", 20));
    const struct slide *pages = fit(sample, 2);
    assert_memory_equal(pages[1].blocks[0].content.text, "E.OC1", 5);
}

static void pages_are_even(void **state)
{
    struct sample *sample = *state;
    for (int i = 0; i < 8; i++) { /* seven fit a page of the smallest letters */
        add_block(sample, BLOCK_ITEM, "一条要点，长得不成两栏，不过一行也还放得下");
    }
    const struct slide *pages = fit(sample, 2);
    assert_int_equal(pages[0].block_count, 4);
    assert_int_equal(pages[1].block_count, 4);
}

static void the_longer_title_counts(void **state)
{
    struct sample *sample = *state;
    sample->slide.title =
        "二十一个字的标题用最小的字就刚好是一行了呀"; /* with （续） it is one of two lines */
    for (int i = 0; i < 14; i++) {                    /* below a title of one line twice seven would fit */
        add_block(sample, BLOCK_PARAGRAPH, "一行字");
    }
    fit(sample, 3);
    assert_int_equal(sample->fitted.sizes[0].title, sample->fitted.sizes[1].title);
}

static void what_announces_stays_with_the_next(void **state)
{
    struct sample *sample = *state;
    for (int i = 0; i < 14; i++) {
        add_block(sample, BLOCK_PARAGRAPH, i % 2 ? "这里是说的话" : "他这样说：");
    }
    assert_true(slide_fit(&sample->deck, &sample->frame, &sample->measure, &sample->arena, &sample->fitted));
    assert_true(sample->fitted.deck.slide_count > 1);
    for (size_t i = 0; i < sample->fitted.deck.slide_count; i++) {
        assert_string_equal(sample->fitted.deck.slides[i].blocks[0].content.text, "他这样说：");
    }
}

static void short_items_stand_in_two_columns(void **state)
{
    struct sample *sample = *state;
    for (int i = 0; i < 14; i++) {
        add_block(sample, BLOCK_ITEM, "手电筒");
    }
    assert_int_equal(fit(sample, 1)[0].column_break, 7);
}

static void columns_that_are_too_long_go_on_side_by_side(void **state)
{
    struct sample *sample = *state;
    for (int i = 0; i < 24; i++) {
        add_block(sample, BLOCK_ITEM, i < 14 ? "左" : "右")->step = i + 1;
    }
    sample->slide.column_break = 14;
    sample->slide.steps = 24;
    const struct slide *pages = fit(sample, 2);
    size_t left = 0, right = 0;
    int steps = 0;
    for (size_t p = 0; p < 2; p++) {
        assert_int_equal(pages[p].steps_before, steps);
        assert_int_equal(pages[p].steps, pages[p].block_count);
        for (size_t i = 0; i < pages[p].block_count; i++) {
            bool is_left = strcmp(pages[p].blocks[i].content.text, "左") == 0;
            assert_int_equal(is_left, i < pages[p].column_break);
            assert_int_equal(pages[p].blocks[i].step, ++steps);
            left += is_left;
            right += !is_left;
        }
    }
    assert_int_equal(left, 14);
    assert_int_equal(right, 10);
}

static void columns_stand_below_each_other_on_an_upright_screen(void **state)
{
    struct sample *sample = *state;
    add_block(sample, BLOCK_ITEM, "左");
    add_block(sample, BLOCK_ITEM, "右");
    sample->slide.column_break = 1;
    sample->frame = slide_talk_frame(1080, 1920);
    fit(sample, 1);
    const struct slide_layout *layout = lay_out(sample, 0);
    assert_int_equal(layout->parts[1].rect.x, layout->parts[3].rect.x);
}

/* A row is not parted; what there is room for is shown, and it is told that something is cut. */
static void a_row_that_is_too_tall_is_cut_and_told(void **state)
{
    struct sample *sample = *state;
    add_table(sample, 2, 2, repeat(sample, "很长的一格", 600));
    assert_true(slide_fit(&sample->deck, &sample->frame, &sample->measure, &sample->arena, &sample->fitted));
    assert_int_equal(sample->fitted.deck.slide_count, 1);
    assert_true(lay_out(sample, 0)->cut);
    size_t texts = 0;
    for (size_t i = 0; i < sample->layout.count; i++) {
        texts += sample->layout.parts[i].kind == SLIDE_TEXT;
    }
    assert_true(texts > 10);
}

/* A book in one paragraph: all of it is shown, and it does not take long. */
static void very_long_texts_have_an_end(void **state)
{
    struct sample *sample = *state;
    add_block(sample, BLOCK_PARAGRAPH, repeat(sample, "字", 60000));
    assert_true(slide_fit(&sample->deck, &sample->frame, &sample->measure, &sample->arena, &sample->fitted));
    size_t len = 0;
    for (size_t i = 0; i < sample->fitted.deck.slide_count; i++) {
        for (size_t b = 0; b < sample->fitted.deck.slides[i].block_count; b++) {
            len += strlen(sample->fitted.deck.slides[i].blocks[b].content.text);
        }
    }
    assert_int_equal(len, 180000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(long_tables_part_between_rows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(wide_tables_part_between_columns, set_up, tear_down),
        cmocka_unit_test_setup_teardown(long_texts_part_between_sentences, set_up, tear_down),
        cmocka_unit_test_setup_teardown(spans_are_parted_with_their_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(code_parts_between_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pages_are_even, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_longer_title_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_announces_stays_with_the_next, set_up, tear_down),
        cmocka_unit_test_setup_teardown(short_items_stand_in_two_columns, set_up, tear_down),
        cmocka_unit_test_setup_teardown(columns_that_are_too_long_go_on_side_by_side, set_up, tear_down),
        cmocka_unit_test_setup_teardown(columns_stand_below_each_other_on_an_upright_screen, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_row_that_is_too_tall_is_cut_and_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(very_long_texts_have_an_end, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
