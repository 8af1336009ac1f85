/* Blocks of a slide, letters as wide as their size: tables, code, numbers, pictures whose shape is known. */
#include "slide/fit.h"
#include "slide/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCKS_MAX = 16, CELLS_MAX = 64 };

struct sample {
    struct slide slide;
    struct block blocks[BLOCKS_MAX];
    struct table_cell cells[CELLS_MAX];
    struct text_measure measure;
    struct slide_frame frame;
    struct slide_sizes sizes;
    struct slide_layout layout;
    int picture_w, picture_h;
    struct slide_shapes shapes;
};

static bool picture_size(void *context, const struct block *image, int *w, int *h)
{
    const struct sample *sample = context;
    (void)image;
    *w = sample->picture_w;
    *h = sample->picture_h;
    return true;
}

static int set_up(void **state)
{
    struct sample *sample = calloc(1, sizeof *sample);
    assert_non_null(sample);
    sample->slide = (struct slide){.title = "标题", .notes = "", .blocks = sample->blocks};
    sample->measure = text_measure_fixed();
    sample->frame = slide_talk_frame(1920, 1080);
    sample->shapes = (struct slide_shapes){picture_size, sample};
    sample->sizes = (struct slide_sizes){100, 60};
    *state = sample;
    return 0;
}

static int tear_down(void **state)
{
    struct sample *sample = *state;
    slide_layout_finish(&sample->layout);
    free(sample);
    return 0;
}

static struct block *add_block(struct sample *sample, enum block_kind kind, const char *text)
{
    struct block *block = &sample->blocks[sample->slide.block_count++];
    *block = (struct block){.kind = kind, .content.text = text};
    return block;
}

static void add_table(struct sample *sample, size_t rows, size_t columns, const char *const cells[])
{
    struct block *table = add_block(sample, BLOCK_TABLE, "");
    table->rows = rows;
    table->columns = columns;
    table->cells = sample->cells;
    for (size_t i = 0; i < rows * columns; i++) {
        sample->cells[i].content.text = cells[i];
    }
}

static void lay_out(struct sample *sample)
{
    slide_layout(&sample->slide, sample->sizes, &sample->frame, &sample->measure, &sample->layout);
    assert_false(sample->layout.cut);
}

/* The part that begins with this text. */
static const struct slide_part *find(const struct sample *sample, const char *text)
{
    for (size_t i = 0; i < sample->layout.count; i++) {
        const struct slide_part *part = &sample->layout.parts[i];
        const char *words = part->text ? part->text : part->number;
        if (part->kind == SLIDE_TEXT && strncmp(words, text, strlen(text)) == 0) {
            return part;
        }
    }
    fail_msg("no part \"%s\"", text);
    return NULL;
}

static const struct slide_part *find_image(const struct sample *sample)
{
    for (size_t i = 0; i < sample->layout.count; i++) {
        if (sample->layout.parts[i].kind == SLIDE_IMAGE) {
            return &sample->layout.parts[i];
        }
    }
    fail();
    return NULL;
}

static int right_of(const struct sample *sample, const struct slide_part *part)
{
    return part->rect.x + text_width(&sample->measure, part->size, part->bold, part->text, part->len);
}

static void numbers_in_tables_stand_at_the_right(void **state)
{
    struct sample *sample = *state;
    static const char *const cells[] = {"项", "值", "甲", "1234", "乙", "≤ 5", "丙", "—"};
    add_table(sample, 4, 2, cells);
    lay_out(sample);
    int right = right_of(sample, find(sample, "1234"));
    assert_int_equal(right, right_of(sample, find(sample, "≤ 5")));
    assert_int_equal(right, right_of(sample, find(sample, "值"))); /* their header too */
    assert_int_equal(find(sample, "甲")->rect.x, find(sample, "项")->rect.x);
}

static void what_the_file_says_of_a_column_holds(void **state)
{
    struct sample *sample = *state;
    static const char *const cells[] = {"左", "中", "甲", "长长的一格", "1", "短"};
    add_table(sample, 3, 2, cells);
    sample->cells[0].align = CELL_LEFT;
    sample->cells[1].align = CELL_CENTRE;
    lay_out(sample);
    const struct slide_part *wide = find(sample, "长长"), *narrow = find(sample, "短");
    assert_int_equal(find(sample, "1")->rect.x, find(sample, "甲")->rect.x);
    assert_int_equal(wide->rect.x + right_of(sample, wide), narrow->rect.x + right_of(sample, narrow));
}

static void tables_grow_where_there_is_room(void **state)
{
    struct sample *sample = *state;
    static const char *const cells[] = {"词", "意思", "甲", "乙"};
    add_table(sample, 2, 2, cells);
    lay_out(sample);
    assert_int_equal(find(sample, "甲")->size, 60);
    for (int i = 0; i < 5; i++) {
        add_block(sample, BLOCK_PARAGRAPH, "段");
    }
    sample->slide.title = "";
    sample->frame.rect.h = 790; /* ten pixels too few */
    lay_out(sample);
    assert_int_equal(find(sample, "甲")->size, 54);
}

static void tables_shrink_a_little_rather_than_break(void **state)
{
    struct sample *sample = *state;
    static const char *const cells[] = {"十八个字的一格十八个字的一格十八个字",
                                        "十七个字的一格十七个字的一格十七个", "甲", "乙"};
    add_table(sample, 2, 2, cells);
    lay_out(sample);
    assert_int_equal(find(sample, "甲")->size, 42);
    assert_int_equal(find(sample, "十八")->len, 18 * 3);
}

static void tables_are_small_on_an_upright_screen(void **state)
{
    struct sample *sample = *state;
    static const char *const cells[] = {"词", "长长的一格长长的一格长长的一格长长的一格", "甲", "乙"};
    sample->frame = slide_talk_frame(1080, 1920);
    add_table(sample, 2, 2, cells);
    lay_out(sample);
    assert_int_equal(find(sample, "甲")->size, 42);
}

static void short_cells_are_not_broken(void **state)
{
    struct sample *sample = *state;
    static const char *const cells[] = {"序号", "说明", "1",
                                        "很长很长的一段说明，一行放不下，所以要分成好几行来写，写到放得下为止"
                                        "，再多写一点点，还要再多写一点点"};
    add_table(sample, 2, 2, cells);
    lay_out(sample);
    assert_int_equal(find(sample, "序号")->len, 6);
}

static void code_stands_on_a_grid(void **state)
{
    struct sample *sample = *state;
    add_block(sample, BLOCK_CODE, "iii  一\nMMMMM二\n温度 三");
    lay_out(sample);
    assert_int_equal(find(sample, "一")->rect.x, find(sample, "三")->rect.x);
    assert_true(find(sample, "三")->rect.x > find(sample, "温度")->rect.x);
}

static void texts_of_a_list_begin_at_one_edge(void **state)
{
    struct sample *sample = *state;
    add_block(sample, BLOCK_ITEM, "甲")->number = 9;
    add_block(sample, BLOCK_ITEM, "乙")->number = 10;
    lay_out(sample);
    assert_int_equal(find(sample, "甲")->rect.x, find(sample, "乙")->rect.x);
    const struct slide_part *nine = find(sample, "9."), *ten = find(sample, "10.");
    assert_int_equal(nine->rect.x + nine->rect.w, ten->rect.x + ten->rect.w);
}

static void wide_pictures_stand_below_their_words(void **state)
{
    struct sample *sample = *state;
    add_block(sample, BLOCK_PARAGRAPH, "一行字");
    add_block(sample, BLOCK_IMAGE, "")->image = "a.png";
    sample->frame.shapes = &sample->shapes;
    sample->picture_w = 1600;
    sample->picture_h = 320;
    lay_out(sample);
    struct rect frame = sample->frame.rect, image = find_image(sample)->rect;
    assert_int_equal(image.x, frame.x + (frame.w - 1600) / 2 - 10); /* 1,620 wide: the whole frame */
    assert_int_equal(image.h, 1620 * 320 / 1600);
    sample->picture_h = 1600;
    lay_out(sample);
    assert_true(find_image(sample)->rect.x > frame.x + frame.w / 2);
}

static void small_pictures_do_not_show_their_pixels(void **state)
{
    struct sample *sample = *state;
    add_block(sample, BLOCK_IMAGE, "")->image = "a.png";
    sample->frame.shapes = &sample->shapes;
    sample->picture_w = sample->picture_h = 40;
    lay_out(sample);
    assert_int_equal(find_image(sample)->rect.w, 120);
}

static void a_share_of_a_picture_is_taken_once(void **state)
{
    struct sample *sample = *state;
    add_block(sample, BLOCK_PARAGRAPH, "一行字");
    struct block *image = add_block(sample, BLOCK_IMAGE, "");
    image->image = "a.png";
    image->image_percent = 50;
    sample->frame.shapes = &sample->shapes;
    sample->picture_w = sample->picture_h = 2000;
    lay_out(sample);
    assert_in_range(find_image(sample)->rect.h, 320, 360); /* half of 830 less the title */
}

static void pictures_alone_stand_side_by_side(void **state)
{
    struct sample *sample = *state;
    add_block(sample, BLOCK_IMAGE, "")->image = "a.png";
    add_block(sample, BLOCK_IMAGE, "")->image = "b.png";
    lay_out(sample);
    const struct slide_part *first = find_image(sample), *second = first + 1;
    assert_int_equal(first->rect.y, second->rect.y);
    assert_true(first->rect.x + first->rect.w < second->rect.x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(numbers_in_tables_stand_at_the_right, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_the_file_says_of_a_column_holds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tables_grow_where_there_is_room, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tables_shrink_a_little_rather_than_break, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tables_are_small_on_an_upright_screen, set_up, tear_down),
        cmocka_unit_test_setup_teardown(short_cells_are_not_broken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(code_stands_on_a_grid, set_up, tear_down),
        cmocka_unit_test_setup_teardown(texts_of_a_list_begin_at_one_edge, set_up, tear_down),
        cmocka_unit_test_setup_teardown(wide_pictures_stand_below_their_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(small_pictures_do_not_show_their_pixels, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_share_of_a_picture_is_taken_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pictures_alone_stand_side_by_side, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
