/* Decks fitted into a frame, with letters as wide as their size: sizes, pages, what is divided and what is
 * cut. */
#include "slide/fit.h"
#include "slide/layout.h"
#include "slide/measure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

enum { SLIDES_MAX = 12, BLOCKS_MAX = 60 };

struct sample {
    struct deck deck;
    struct slide slides[SLIDES_MAX];
    struct block blocks[SLIDES_MAX][BLOCKS_MAX];
    struct text_measure measure;
    struct slide_frame frame;
    struct arena arena;
    struct slide_fitted fitted;
};

static int set_up(void **state)
{
    struct sample *sample = calloc(1, sizeof *sample);
    assert_non_null(sample);
    sample->deck = (struct deck){.id = "sample", .title = "sample", .slides = sample->slides};
    sample->measure = text_measure_fixed();
    sample->frame = slide_talk_frame(1920, 1080);
    *state = sample;
    return 0;
}

static int tear_down(void **state)
{
    struct sample *sample = *state;
    arena_finish(&sample->arena);
    free(sample);
    return 0;
}

static struct slide *add_slide(struct sample *sample, const char *title)
{
    size_t index = sample->deck.slide_count++;
    assert_true(index < SLIDES_MAX);
    struct slide *slide = &sample->slides[index];
    *slide = (struct slide){.title = title, .notes = "", .blocks = sample->blocks[index], .source = index};
    return slide;
}

static struct block *add_block(struct slide *slide, enum block_kind kind, const char *text)
{
    assert_true(slide->block_count < BLOCKS_MAX);
    struct block *block = &slide->blocks[slide->block_count++];
    *block = (struct block){
        .kind = kind, .content.text = text, .image = kind == BLOCK_IMAGE ? "talks/a.jpg" : NULL};
    return block;
}

static void add_items(struct slide *slide, int count)
{
    for (int i = 0; i < count; i++) {
        add_block(slide, BLOCK_ITEM, "把本职工作做到极致");
    }
}

static void fit(struct sample *sample)
{
    assert_true(slide_fit(&sample->deck, &sample->frame, &sample->measure, &sample->arena, &sample->fitted));
}

/* Nothing of the page lies outside the frame, nothing is cut. */
static void assert_whole(struct sample *sample, size_t page)
{
    struct slide_layout layout = {0};
    struct rect frame = sample->frame.rect;
    slide_layout(&sample->fitted.deck.slides[page], sample->fitted.sizes[page], &sample->frame,
                 &sample->measure, &layout);
    assert_false(layout.cut);
    assert_false(layout.failed);
    assert_true(layout.count > 0);
    for (size_t i = 0; i < layout.count; i++) {
        const struct slide_part *part = &layout.parts[i];
        assert_true(part->rect.x >= frame.x && part->rect.y >= frame.y - 2);
        assert_true(part->rect.y + part->rect.h <= frame.y + frame.h + 2);
        assert_true(part->kind != SLIDE_TEXT ||
                    part->size >= 38); /* four fifths of the minimum, in tables and code */
    }
    slide_layout_finish(&layout);
}

static void slides_look_alike(void **state)
{
    struct sample *sample = *state;
    for (int i = 1; i <= 8; i++) {
        add_items(add_slide(sample, "身边的榜样"), i < 8 ? 2 + i % 3 : 7);
    }
    fit(sample);
    assert_int_equal(sample->fitted.deck.slide_count, 8);
    for (size_t i = 0; i < 8; i++) {
        assert_whole(sample, i);
        assert_int_equal(sample->fitted.sizes[i].title, 120);
        assert_int_equal(sample->fitted.sizes[i].body, i < 7 ? 76 : sample->fitted.sizes[7].body);
    }
    assert_true(sample->fitted.sizes[7].body < 76); /* the one that holds more */
}

static void what_does_not_fit_goes_on_on_another_page(void **state)
{
    struct sample *sample = *state;
    add_items(add_slide(sample, "开头"), 2);
    add_items(add_slide(sample, "很多"), 20);
    sample->blocks[1][0].content.text = "不是短的要点的长长的一条，所以不成两栏，得分成几页";
    add_items(add_slide(sample, "结尾"), 2);
    fit(sample);
    const struct deck *pages = &sample->fitted.deck;
    assert_int_equal(pages->slide_count, 5);
    size_t blocks = 0;
    for (size_t i = 1; i < 4; i++) {
        assert_int_equal(pages->slides[i].source, 1);
        assert_ptr_equal(pages->slides[i].blocks[0].content.text, sample->blocks[1][blocks].content.text);
        assert_whole(sample, i);
        blocks += pages->slides[i].block_count;
    }
    assert_int_equal(blocks, 20);
    assert_string_equal(pages->slides[1].title, "很多");
    assert_string_equal(pages->slides[2].title, "很多（续）");
    assert_string_equal(pages->slides[3].title, "很多（续）");
    assert_int_equal(pages->slides[4].source, 2);
}

static void a_heading_goes_with_what_it_stands_over(void **state)
{
    struct sample *sample = *state;
    struct slide *slide = add_slide(sample, "分段");
    for (int i = 0; i < 24; i++) {
        add_block(slide, i % 3 == 0 ? BLOCK_HEADING : BLOCK_ITEM, "小标题或要点");
    }
    fit(sample);
    assert_true(sample->fitted.deck.slide_count > 1);
    for (size_t i = 0; i + 1 < sample->fitted.deck.slide_count; i++) {
        const struct slide *page = &sample->fitted.deck.slides[i];
        assert_int_not_equal(page->blocks[page->block_count - 1].kind, BLOCK_HEADING);
    }
}

static void items_below_an_item_stay_with_it(void **state)
{
    struct sample *sample = *state;
    struct slide *slide = add_slide(sample, "要点和小要点");
    for (int i = 0; i < 24; i++) {
        add_block(slide, BLOCK_ITEM, "要点")->level = i % 4 == 0 ? 0 : 1;
    }
    fit(sample);
    assert_true(sample->fitted.deck.slide_count > 2);
    for (size_t i = 0; i < sample->fitted.deck.slide_count; i++) {
        assert_int_equal(sample->fitted.deck.slides[i].blocks[0].level, 0);
        assert_whole(sample, i);
    }
}

static void steps_go_on_over_pages(void **state)
{
    struct sample *sample = *state;
    struct slide *slide = add_slide(sample, "一步一步");
    add_items(slide, 20);
    slide->blocks[0].content.text = "不是短的要点的长长的一条，所以不成两栏，得分成几页";
    for (int i = 0; i < 20; i++) {
        slide->blocks[i].step = i + 1;
    }
    slide->steps = 20;
    fit(sample);
    int steps = 0;
    for (size_t i = 0; i < sample->fitted.deck.slide_count; i++) {
        const struct slide *page = &sample->fitted.deck.slides[i];
        assert_int_equal(page->steps_before, steps);
        assert_int_equal(page->steps, page->block_count);
        steps += page->steps;
    }
    assert_int_equal(steps, 20);
}

static void a_title_has_one_line_where_it_nearly_fits(void **state)
{
    struct sample *sample = *state;
    add_items(add_slide(sample, "十四个字刚好比一行多出来一点儿"), 1); /* 15 characters: 108 px each */
    add_items(add_slide(sample, "短标题"), 1);
    add_items(add_slide(sample, "短标题"), 1);
    add_items(add_slide(sample, "短标题"), 1);
    fit(sample);
    assert_int_equal(sample->fitted.sizes[1].title, 120);
    assert_int_equal(sample->fitted.sizes[0].title, 104);
}

static void long_titles_have_no_lonely_character(void **state)
{
    struct sample *sample = *state;
    add_items(add_slide(sample, "一二三四五六七八九十一二三四五六七八九十一二三四"), 1);
    for (int i = 0; i < 3; i++) {
        add_items(add_slide(sample, "短标题"), 1);
    }
    fit(sample);
    struct slide_layout layout = {0};
    slide_layout(&sample->fitted.deck.slides[0], sample->fitted.sizes[0], &sample->frame, &sample->measure,
                 &layout);
    assert_int_equal(layout.parts[0].len, 36);
    assert_int_equal(layout.parts[1].len, 36);
    slide_layout_finish(&layout);
}

static void pictures_stand_beside_words_or_under_them(void **state)
{
    struct sample *sample = *state;
    struct slide *slide = add_slide(sample, "一张照片");
    add_items(slide, 3);
    add_block(slide, BLOCK_IMAGE, "照片");
    struct slide *wide = add_slide(sample, "满屏照片");
    add_block(wide, BLOCK_PARAGRAPH, "一行说明");
    add_block(wide, BLOCK_IMAGE, "照片")->image_percent = 50;
    wide->setting = SLIDE_IMAGE_PAGE;
    fit(sample);
    struct slide_layout layout = {0};
    struct rect frame = sample->frame.rect, found[2] = {{0}, {0}};
    for (size_t page = 0; page < 2; page++) {
        slide_layout(&sample->fitted.deck.slides[page], sample->fitted.sizes[page], &sample->frame,
                     &sample->measure, &layout);
        for (size_t i = 0; i < layout.count; i++) {
            found[page] = layout.parts[i].kind == SLIDE_IMAGE ? layout.parts[i].rect : found[page];
        }
        assert_whole(sample, page);
    }
    assert_true(found[0].x > frame.x + frame.w / 2);
    assert_int_equal(found[1].w, frame.w / 2);
    assert_int_equal(found[1].x, frame.x + frame.w / 4);
    slide_layout_finish(&layout);
}

static void two_columns_stand_side_by_side(void **state)
{
    struct sample *sample = *state;
    struct slide *slide = add_slide(sample, "以前和现在");
    add_items(slide, 6);
    slide->column_break = 3;
    fit(sample);
    struct slide_layout layout = {0};
    slide_layout(&sample->fitted.deck.slides[0], sample->fitted.sizes[0], &sample->frame, &sample->measure,
                 &layout);
    int first_x = 0, first_y = 0, left = 0, right = 0;
    for (size_t i = 0; i < layout.count; i++) {
        const struct slide_part *part = &layout.parts[i];
        if (part->kind == SLIDE_DISC) {
            first_x = first_x ? first_x : part->rect.x;
            first_y = first_y ? first_y : part->rect.y;
            left += part->rect.x == first_x;
            right += part->rect.x > 960;
        }
    }
    assert_int_equal(left, 3);
    assert_int_equal(right, 3);
    assert_whole(sample, 0);
    slide_layout_finish(&layout);
}

static void quotes_and_title_pages_stand_in_the_middle(void **state)
{
    struct sample *sample = *state;
    struct slide *slide = add_slide(sample, "王师傅");
    add_block(slide, BLOCK_QUOTE, "机器不会骗人");
    slide->setting = SLIDE_QUOTE_PAGE;
    struct slide *blank = add_slide(sample, "不显示");
    blank->setting = SLIDE_BLANK_PAGE;
    fit(sample);
    struct slide_layout layout = {0};
    slide_layout(&sample->fitted.deck.slides[0], sample->fitted.sizes[0], &sample->frame, &sample->measure,
                 &layout);
    assert_int_equal(layout.count, 2);
    const struct slide_part *title = &layout.parts[0], *quote = &layout.parts[1];
    assert_true(quote->rect.y + quote->rect.h <= title->rect.y);
    assert_int_equal(quote->rect.x, 960 - 6 * quote->size / 2);
    assert_int_equal(quote->size, 92); /* all there is on the page: larger than other text */
    assert_int_equal(title->size, 64);
    slide_layout(&sample->fitted.deck.slides[1], sample->fitted.sizes[1], &sample->frame, &sample->measure,
                 &layout);
    assert_int_equal(layout.count, 0);
    slide_layout_finish(&layout);
}

static void a_heading_alone_stands_in_the_middle(void **state)
{
    struct sample *sample = *state;
    add_slide(sample, "工具");
    add_items(add_slide(sample, "短标题"), 1);
    fit(sample);
    struct slide_layout layout = {0};
    slide_layout(&sample->fitted.deck.slides[0], sample->fitted.sizes[0], &sample->frame, &sample->measure,
                 &layout);
    assert_int_equal(layout.parts[0].rect.x, 960 - 120);
    slide_layout_finish(&layout);
}

/* Whatever the shape of the screen, letters keep their minimum and pages hold all blocks. */
/* Who has to choose sees all there is to choose from, and how. */
static void choices_stay_on_one_page(void **state)
{
    struct sample *sample = *state;
    struct slide *slide = add_slide(sample, "先做什么？");
    for (int i = 0; i < 5; i++) {
        add_block(slide, BLOCK_PARAGRAPH,
                  "一段很长的说明文字，一直写到下一行去，还要再写到下一行去，这样一页就放不下");
    }
    for (int i = 1; i <= 4; i++) {
        add_block(slide, BLOCK_CHOICE, "选项")->number = i;
    }
    add_block(slide, BLOCK_CALL, "");
    slide->vote = (struct slide_vote){.choices = 4, .answer = 2};
    slide->steps = 2;
    assert_true(slide_fit(&sample->deck, &sample->frame, &sample->measure, &sample->arena, &sample->fitted));
    const struct deck *deck = &sample->fitted.deck;
    assert_true(deck->slide_count > 1);
    const struct slide *last = &deck->slides[deck->slide_count - 1];
    assert_int_equal(last->vote.choices, 4);
    assert_int_equal(last->steps, 2);
    int choices = 0;
    for (size_t i = 0; i < last->block_count; i++) {
        choices += last->blocks[i].kind == BLOCK_CHOICE;
    }
    assert_int_equal(choices, 4);
    assert_int_equal(deck->slides[0].vote.choices, 0);
    assert_int_equal(deck->slides[0].steps, 0);
    struct slide_layout layout = {0};
    slide_layout(last, sample->fitted.sizes[deck->slide_count - 1], &sample->frame, &sample->measure,
                 &layout);
    assert_false(layout.cut);
    for (size_t i = 0; i < layout.count; i++) {
        const struct slide_part *part = &layout.parts[i];
        assert_true(part->kind != SLIDE_CHOICE || part->votes_w < part->rect.w / 2);
        assert_true(part->rect.y + part->rect.h <= sample->frame.rect.y + sample->frame.rect.h);
    }
    slide_layout_finish(&layout);
}

static void other_shapes_divide_otherwise(void **state)
{
    struct sample *sample = *state;
    static const int shapes[][2] = {{1920, 1080}, {1440, 1080}, {1080, 1920}, {1080, 1440}};
    add_items(add_slide(sample, "开头"), 3);
    add_items(add_slide(sample, "很多"), 30);
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        sample->frame = slide_talk_frame(shapes[i][0], shapes[i][1]);
        fit(sample);
        size_t blocks = 0;
        for (size_t p = 0; p < sample->fitted.deck.slide_count; p++) {
            blocks += sample->fitted.deck.slides[p].block_count;
            assert_true(sample->fitted.sizes[p].body >= 48 && sample->fitted.sizes[p].title >= 72);
            assert_whole(sample, p);
        }
        assert_int_equal(blocks, 33);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(slides_look_alike, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_does_not_fit_goes_on_on_another_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_heading_goes_with_what_it_stands_over, set_up, tear_down),
        cmocka_unit_test_setup_teardown(items_below_an_item_stay_with_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(steps_go_on_over_pages, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_title_has_one_line_where_it_nearly_fits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(long_titles_have_no_lonely_character, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pictures_stand_beside_words_or_under_them, set_up, tear_down),
        cmocka_unit_test_setup_teardown(two_columns_stand_side_by_side, set_up, tear_down),
        cmocka_unit_test_setup_teardown(quotes_and_title_pages_stand_in_the_middle, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_heading_alone_stands_in_the_middle, set_up, tear_down),
        cmocka_unit_test_setup_teardown(other_shapes_divide_otherwise, set_up, tear_down),
        cmocka_unit_test_setup_teardown(choices_stay_on_one_page, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
