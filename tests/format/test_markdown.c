#include "format/markdown.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"

struct fixture {
    struct arena arena;
    struct deck deck;
    struct err err;
};

static bool parse(struct fixture *f, const char *text)
{
    *f = (struct fixture){0};
    return markdown_parse_deck(text, strlen(text), "laomo", "talks/", &f->arena, &f->deck, &f->err);
}

static bool parse_points(struct fixture *f, const char *text)
{
    *f = (struct fixture){0};
    return markdown_parse_keypoints(text, strlen(text), &f->arena, &f->deck, &f->err);
}

static const struct block *block_of(const struct fixture *f, size_t slide, size_t block)
{
    assert_true(slide < f->deck.slide_count);
    assert_true(block < f->deck.slides[slide].block_count);
    return &f->deck.slides[slide].blocks[block];
}

static void assert_block(const struct fixture *f, size_t slide, size_t block, enum block_kind kind,
                         const char *text)
{
    const struct block *b = block_of(f, slide, block);
    assert_int_equal(b->kind, kind);
    assert_string_equal(b->content.text, text);
}

/* The contract of rich_text: spans without gaps over the whole text. */
static void assert_covered(const struct rich_text *text)
{
    size_t at = 0;
    for (size_t i = 0; i < text->span_count; i++) {
        assert_int_equal(text->spans[i].start, at);
        assert_true(text->spans[i].len > 0);
        at += text->spans[i].len;
    }
    assert_int_equal(at, strlen(text->text));
}

static void splits_slides(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(parse(&f, "# 一\n甲\n---\n## 二\n\n乙\n\n---\n丙\n"));
    assert_int_equal(f.deck.slide_count, 3);
    assert_string_equal(f.deck.id, "laomo");
    assert_string_equal(f.deck.title, "一");
    assert_string_equal(f.deck.slides[0].title, "一");
    assert_block(&f, 0, 0, BLOCK_PARAGRAPH, "甲"); /* and not a heading: --- stands directly under it */
    assert_string_equal(f.deck.slides[1].title, "二");
    assert_string_equal(f.deck.slides[2].title, "");
    arena_finish(&f.arena);
}

static void splits_at_every_line_end(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(parse(&f, "a\r\n---\r\nb\r\n-----\r\nc\r---  \rd"));
    assert_int_equal(f.deck.slide_count, 3); /* five dashes under text are Markdown's heading */
    assert_string_equal(f.deck.slides[1].title, "b");
    arena_finish(&f.arena);
    assert_true(parse(&f, "a\n\n-----\n\nb\n"));
    assert_int_equal(f.deck.slide_count, 2);
    arena_finish(&f.arena);
}

static void does_not_split_code(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(parse(&f, "# c\n```\na\n---\n???\n```\n~~~~ x\n---\n~~~\n---\n~~~~\n    ---\n"));
    assert_int_equal(f.deck.slide_count, 1);
    assert_block(&f, 0, 0, BLOCK_CODE, "a\n---\n???");
    assert_block(&f, 0, 1, BLOCK_CODE, "---\n~~~\n---");
    arena_finish(&f.arena);
}

static void drops_empty_slides(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(parse(&f, "---\n\n---\na\n---\n"));
    assert_int_equal(f.deck.slide_count, 1);
    arena_finish(&f.arena);
    assert_false(parse(&f, "---\n\n---\n"));
    assert_int_equal(f.err.code, ERR_INPUT);
    arena_finish(&f.arena);
    assert_false(parse(&f, ""));
    arena_finish(&f.arena);
}

static void reads_notes(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(parse(&f, "# a\nx\n???\n先讲 *例子*\r\n- 再讲\n\n---\n???\n只有备注\n"));
    assert_int_equal(f.deck.slide_count, 2);
    assert_string_equal(f.deck.slides[0].notes, "先讲 *例子*\n- 再讲");
    assert_int_equal(f.deck.slides[0].block_count, 1);
    assert_string_equal(f.deck.slides[1].notes, "只有备注");
    arena_finish(&f.arena);
}

static void reads_headings(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(parse(&f, "before\n\n## **T** `c`\n### H\n# again\n"));
    assert_string_equal(f.deck.slides[0].title, "T c");
    assert_block(&f, 0, 0, BLOCK_PARAGRAPH, "before");
    assert_block(&f, 0, 1, BLOCK_HEADING, "H");
    assert_int_equal(block_of(&f, 0, 1)->level, 3);
    assert_int_equal(block_of(&f, 0, 2)->level, 2);
    arena_finish(&f.arena);
}

static void reads_lists(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(parse(&f, "- 一\n  - 二\n    1. 三\n    2. 四\n- 五\n\n7) 七\n8) 八\n"));
    static const struct {
        const char *text;
        int level, number;
    } items[] = {{"一", 0, 0}, {"二", 1, 0}, {"三", 2, 1}, {"四", 2, 2},
                 {"五", 0, 0}, {"七", 0, 7}, {"八", 0, 8}};
    assert_int_equal(f.deck.slides[0].block_count, 7);
    for (size_t i = 0; i < 7; i++) {
        assert_block(&f, 0, i, BLOCK_ITEM, items[i].text);
        assert_int_equal(block_of(&f, 0, i)->level, items[i].level);
        assert_int_equal(block_of(&f, 0, i)->number, items[i].number);
    }
    arena_finish(&f.arena);
}

static void reads_loose_lists(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(parse(&f, "1. 一\n\n   接着 **重**\n\n2. 二\n\n   > 引\n\n-\n"));
    assert_int_equal(f.deck.slides[0].block_count, 3);
    assert_block(&f, 0, 0, BLOCK_ITEM, "一\n接着 重");
    assert_covered(&block_of(&f, 0, 0)->content);
    assert_block(&f, 0, 1, BLOCK_ITEM, "二\n引");
    assert_block(&f, 0, 2, BLOCK_ITEM, "");
    arena_finish(&f.arena);
}

static void reads_emphasis(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(parse(&f, "a **b** *c* `d` ~~e~~ [f](http://x)\n"));
    const struct rich_text *text = &block_of(&f, 0, 0)->content;
    assert_string_equal(text->text, "a b c d e f");
    assert_covered(text);
    static const enum span_kind kinds[] = {SPAN_PLAIN, SPAN_STRONG, SPAN_PLAIN, SPAN_EMPHASIS,
                                           SPAN_PLAIN, SPAN_CODE,   SPAN_PLAIN};
    assert_int_equal(text->span_count, 7);
    for (size_t i = 0; i < 7; i++) {
        assert_int_equal(text->spans[i].kind, kinds[i]);
    }
    arena_finish(&f.arena);
}

static void reads_emphasis_beside_chinese_punctuation(void **state)
{
    (void)state;
    static const char *const texts[][2] = {
        {"**注意：**请戴好", "注意：请戴好"},
        {"请**“戴好”**再进", "请“戴好”再进"},
        {"**甲。** 乙 **丙**", "甲。 乙 丙"},
        {"**甲**。**乙**", "甲。乙"},
        {"应**≤0.5%**（体积）", "应≤0.5%（体积）"},
        {"**ready!**再按", "ready!再按"},
        {"先**(a)**后", "先(a)后"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct fixture f;
        assert_true(parse(&f, texts[i][0]));
        assert_block(&f, 0, 0, BLOCK_PARAGRAPH, texts[i][1]);
        bool strong = false;
        for (size_t k = 0; k < block_of(&f, 0, 0)->content.span_count; k++) {
            strong |= block_of(&f, 0, 0)->content.spans[k].kind == SPAN_STRONG;
        }
        assert_true(strong);
        assert_covered(&block_of(&f, 0, 0)->content);
        arena_finish(&f.arena);
    }
}

static void joins_lines(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(parse(&f, "学用\n结合，\n学以\nabc\ndef  \n硬换行<br>x\n"));
    assert_block(&f, 0, 0, BLOCK_PARAGRAPH, "学用结合，学以 abc def\n硬换行\nx");
    assert_covered(&block_of(&f, 0, 0)->content);
    arena_finish(&f.arena);
}

static void decodes_entities_and_drops_tags(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(parse(&f, "&lt;a&gt; &amp;&quot; &#20013;&#x6587; &unknown; <b>粗</b> <!-- 注 -->完\n"));
    assert_block(&f, 0, 0, BLOCK_PARAGRAPH, "<a> &\" 中文 &unknown; 粗 完");
    arena_finish(&f.arena);
}

static void reads_quotes_and_code(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(parse(&f, "> 引 **文**\n>\n> 二\n\n```sh\nls\t-l\n\n  x\n```\n"));
    assert_block(&f, 0, 0, BLOCK_QUOTE, "引 文");
    assert_block(&f, 0, 1, BLOCK_QUOTE, "二");
    assert_block(&f, 0, 2, BLOCK_CODE, "ls    -l\n\n\u00A0\u00A0x");
    arena_finish(&f.arena);
}

/* md4c wants three dashes a column; people write what looks right. */
static void reads_tables_with_short_rules(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(parse(&f, "甲 | 乙\n-|-:\n1 | 2\n\n```\na|b\n-|-\n```\n"));
    const struct block *table = block_of(&f, 0, 0);
    assert_int_equal(table->kind, BLOCK_TABLE);
    assert_int_equal(table->cells[3].align, CELL_RIGHT);
    assert_string_equal(block_of(&f, 0, 1)->content.text, "a|b\n-|-");
    arena_finish(&f.arena);
}

static void reads_tables(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(parse(&f, "| 步骤 | 用多久 |\n|---|:-:|\n| **一** | 5 |\n| 二 |\n\nafter\n"));
    const struct block *table = block_of(&f, 0, 0);
    assert_int_equal(table->kind, BLOCK_TABLE);
    assert_int_equal(table->rows, 3);
    assert_int_equal(table->columns, 2);
    static const char *const cells[] = {"步骤", "用多久", "一", "5", "二", ""};
    for (size_t i = 0; i < 6; i++) {
        assert_string_equal(table->cells[i].content.text, cells[i]);
        assert_covered(&table->cells[i].content);
    }
    assert_int_equal(table->cells[2].content.spans[0].kind, SPAN_STRONG);
    assert_int_equal(table->cells[2].align, CELL_AUTO);
    assert_int_equal(table->cells[3].align, CELL_CENTRE);
    assert_block(&f, 0, 1, BLOCK_PARAGRAPH, "after");
    arena_finish(&f.arena);
}

static void reads_images(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(
        parse(&f, "# t\n\n![图 **一**](a.png)\n\nsee ![b](./x%20y.jpg) here\n\n- ![c](sub\\c.png)\n"));
    assert_block(&f, 0, 0, BLOCK_IMAGE, "图 一");
    assert_string_equal(block_of(&f, 0, 0)->image, "talks/a.png");
    assert_block(&f, 0, 1, BLOCK_PARAGRAPH, "see");
    assert_string_equal(block_of(&f, 0, 2)->image, "talks/x y.jpg");
    assert_block(&f, 0, 3, BLOCK_PARAGRAPH, "here");
    assert_string_equal(block_of(&f, 0, 4)->image, "talks/sub/c.png");
    assert_int_equal(f.deck.slides[0].block_count, 5);
    arena_finish(&f.arena);
}

static void reads_key_points(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(parse_points(&f, "引言\n\n## 一\n- a\n---\n- b\n### 细\n## 二\n"));
    assert_int_equal(f.deck.slide_count, 2);
    assert_string_equal(f.deck.slides[0].title, "一");
    assert_int_equal(f.deck.slides[0].block_count, 3);
    assert_block(&f, 0, 2, BLOCK_HEADING, "细");
    assert_string_equal(f.deck.slides[1].title, "二");
    arena_finish(&f.arena);
    assert_false(parse_points(&f, "no heading\n"));
    assert_int_equal(f.err.code, ERR_INPUT);
    arena_finish(&f.arena);
}

static void reads_gb18030(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(parse(&f, "# \xB9\xA4\xBA\xC5\n"));
    assert_string_equal(f.deck.title, "工号");
    arena_finish(&f.arena);
    f = (struct fixture){0};
    assert_false(markdown_parse_deck("# a\n\0", 5, "x", "", &f.arena, &f.deck, &f.err));
    assert_int_equal(f.err.code, ERR_INPUT);
    arena_finish(&f.arena);
}

static bool parse_repeated(struct fixture *f, const char *piece, size_t times, size_t *line)
{
    struct buf text = {0};
    for (size_t i = 0; i < times; i++) {
        buf_puts(&text, piece);
    }
    *f = (struct fixture){0};
    bool done = markdown_read_deck(text.data, text.len, "x", "talks/", &f->arena, &f->deck, line, &f->err);
    buf_finish(&text);
    return done;
}

static void keeps_limits(void **state)
{
    (void)state;
    struct fixture f;
    size_t line;
    assert_true(parse_repeated(&f, "a\n---\n", 500, &line));
    assert_int_equal(f.deck.slide_count, 500);
    arena_finish(&f.arena);
    assert_false(parse_repeated(&f, "a\n---\n", 501, &line));
    assert_int_equal(f.err.code, ERR_INPUT);
    assert_int_equal(line, 1001);
    arena_finish(&f.arena);
    assert_true(parse_repeated(&f, "a\n\n", 200, &line));
    arena_finish(&f.arena);
    assert_false(parse_repeated(&f, "a\n\n", 201, &line));
    arena_finish(&f.arena);
    assert_false(parse_repeated(&f, "0123456789", 30000, &line));
    arena_finish(&f.arena);
    assert_false(parse_repeated(&f, "- ", 300, &line));
    arena_finish(&f.arena);
    assert_true(parse_repeated(&f, "> ", 5000, &line) || f.err.code == ERR_INPUT);
    arena_finish(&f.arena);
}

static void two_columns_are_one_slide(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(
        parse(&f, "# 比一比\n\n- 以前\n\n|||\n\n- 现在\n- 今后\n\n???\n说慢一点\n|||\n---\n# 下一张\n"));
    assert_int_equal(f.deck.slide_count, 2);
    const struct slide *slide = &f.deck.slides[0];
    assert_string_equal(slide->title, "比一比");
    assert_int_equal(slide->block_count, 3);
    assert_int_equal(slide->column_break, 1);
    assert_block(&f, 0, 1, BLOCK_ITEM, "现在");
    assert_string_equal(slide->notes, "说慢一点\n|||"); /* notes are shown as they are written */
    assert_int_equal(f.deck.slides[1].column_break, 0);
    assert_int_equal(f.deck.slides[1].line, 14);
    arena_finish(&f.arena);
    /* not in code, and a second one is text */
    assert_true(parse(&f, "# a\n\n```\n|||\n```\n\n左\n\n|||\n\n右\n"));
    assert_int_equal(f.deck.slides[0].block_count, 3);
    assert_int_equal(f.deck.slides[0].column_break, 2);
    arena_finish(&f.arena);
}

static void items_marked_plus_come_one_after_the_other(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(parse(&f, "# 一步一步\n\n先有的\n\n+ 一\n+ 二\n\n一起的\n\n|||\n\n+ 三\n"));
    const struct slide *slide = &f.deck.slides[0];
    static const int steps[] = {0, 1, 2, 2, 3};
    assert_int_equal(slide->block_count, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(slide->blocks[i].step, steps[i]);
    }
    assert_int_equal(slide->steps, 3);
    arena_finish(&f.arena);
}

static void a_slide_says_how_it_is_set(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum slide_setting setting;
        int auto_s;
    } cases[] = {{"<!-- 版式: 标题 -->\n# a\n", SLIDE_TITLE_PAGE, 0},
                 {"# a\n<!--layout:image;auto:7-->\n", SLIDE_IMAGE_PAGE, 7},
                 {"<!-- 版式：引用；自动翻页：15秒 -->\n# a\n", SLIDE_QUOTE_PAGE, 15},
                 {"<!-- Layout: Blank -->\n# a\n", SLIDE_BLANK_PAGE, 0},
                 {"<!-- 给自己看的：别忘了水 -->\n# a\n", SLIDE_BULLETS, 0},
                 {"# a\n\n<!-- auto: 3600 s -->\n", SLIDE_BULLETS, 3600}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        if (!parse(&f, cases[i].text)) {
            fail_msg("%s: %s", cases[i].text, f.err.text);
        }
        assert_int_equal(f.deck.slides[0].setting, cases[i].setting);
        assert_int_equal(f.deck.slides[0].auto_s, cases[i].auto_s);
        assert_int_equal(f.deck.slides[0].block_count, 0);
        arena_finish(&f.arena);
    }
}

static void a_setting_that_means_nothing_is_told_with_its_line(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "# a\n---\n\n<!-- 版式: 花哨 -->\n# b\n", "# a\n---\n\n<!-- auto: 0 -->\n# b\n",
        "# a\n---\n# b\n<!-- 自动: 每天 -->\n", "# a\n---\n# b\n<!-- auto: 3601 -->\n"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct fixture f = {0};
        size_t line = 0;
        assert_false(
            markdown_read_deck(wrong[i], strlen(wrong[i]), "x", "talks/", &f.arena, &f.deck, &line, &f.err));
        assert_int_equal(line, 4);
        arena_finish(&f.arena);
    }
}

static void pictures_may_be_smaller_than_their_room(void **state)
{
    (void)state;
    struct fixture f;
    assert_true(
        parse(&f, "![a](a.jpg \"60%\")\n![b](b.jpg \"Figure 60\")\n![c](c.jpg \"5%\")\n![d](d.jpg)\n"));
    static const int percents[] = {60, 0, 0, 0};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(block_of(&f, 0, i)->image_percent, percents[i]);
    }
    arena_finish(&f.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_columns_are_one_slide),
        cmocka_unit_test(items_marked_plus_come_one_after_the_other),
        cmocka_unit_test(a_slide_says_how_it_is_set),
        cmocka_unit_test(a_setting_that_means_nothing_is_told_with_its_line),
        cmocka_unit_test(pictures_may_be_smaller_than_their_room),
        cmocka_unit_test(splits_slides),
        cmocka_unit_test(splits_at_every_line_end),
        cmocka_unit_test(does_not_split_code),
        cmocka_unit_test(drops_empty_slides),
        cmocka_unit_test(reads_notes),
        cmocka_unit_test(reads_headings),
        cmocka_unit_test(reads_lists),
        cmocka_unit_test(reads_loose_lists),
        cmocka_unit_test(reads_emphasis),
        cmocka_unit_test(reads_emphasis_beside_chinese_punctuation),
        cmocka_unit_test(joins_lines),
        cmocka_unit_test(decodes_entities_and_drops_tags),
        cmocka_unit_test(reads_quotes_and_code),
        cmocka_unit_test(reads_tables),
        cmocka_unit_test(reads_tables_with_short_rules),
        cmocka_unit_test(reads_images),
        cmocka_unit_test(reads_key_points),
        cmocka_unit_test(reads_gb18030),
        cmocka_unit_test(keeps_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
