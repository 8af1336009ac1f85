/* Slides that ask their hall: lines that begin with ?. */
#include "format/markdown.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

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

static void assert_block(const struct slide *slide, size_t at, enum block_kind kind, const char *text)
{
    assert_true(at < slide->block_count);
    assert_int_equal(slide->blocks[at].kind, kind);
    assert_string_equal(slide->blocks[at].content.text, text);
}

static void lines_with_a_question_mark_are_choices(void **state)
{
    struct fixture f;
    (void)state;
    assert_true(parse(&f, "# 先做什么？\n看图回答：\n? 拽出来\n?= 按**急停**\n？叫人\n  ? - 再试\n之后\n"));
    const struct slide *slide = &f.deck.slides[0];
    assert_string_equal(slide->title, "先做什么？");
    assert_int_equal(slide->block_count, 7);
    assert_block(slide, 0, BLOCK_PARAGRAPH, "看图回答：");
    assert_block(slide, 1, BLOCK_CHOICE, "拽出来");
    assert_block(slide, 2, BLOCK_CHOICE, "按急停");
    assert_block(slide, 3, BLOCK_CHOICE, "叫人");
    assert_block(slide, 4, BLOCK_CHOICE, "- 再试");
    assert_block(slide, 5, BLOCK_CALL, "");
    assert_block(slide, 6, BLOCK_PARAGRAPH, "之后");
    assert_int_equal(slide->blocks[3].number, 3);
    const struct rich_text *rich = &slide->blocks[2].content;
    assert_int_equal(rich->span_count, 2);
    assert_int_equal(rich->spans[0].start, 0);
    assert_int_equal(rich->spans[0].len, 3);
    assert_int_equal(rich->spans[1].kind, SPAN_STRONG);
    assert_int_equal(slide->vote.choices, 4);
    assert_int_equal(slide->vote.answer, 2);
    assert_int_equal(slide->steps, 2); /* the votes, the answer */
    arena_finish(&f.arena);
}

static void the_right_one_may_be_marked_as_a_hand_would(void **state)
{
    static const char *const signs[] = {"=", "＝", "√", "✓"};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        char text[64];
        struct fixture f;
        snprintf(text, sizeof text, "# 问\n？甲\n？%s 乙\n", signs[i]);
        assert_true(parse(&f, text));
        assert_int_equal(f.deck.slides[0].vote.answer, 2);
        assert_block(&f.deck.slides[0], 1, BLOCK_CHOICE, "乙");
        arena_finish(&f.arena);
    }
}

static void what_only_looks_like_a_choice_is_text(void **state)
{
    struct fixture f;
    (void)state;
    assert_true(
        parse(
            &f,
            "# 真的吗？\n\\? 不是选项\n\n```\n? 代码\n```\n\n    ? 缩进\n\n??\n\n?\n???\n? 备注\n? 备注\n") ==
        false); /* a lone ? is an empty choice */
    arena_finish(&f.arena);
    assert_true(
        parse(&f, "# 真的吗？\n\\? 不是选项\n\n```\n? 代码\n```\n\n    ? 缩进\n\n??\n???\n? 备注\n? 备注\n"));
    assert_int_equal(f.deck.slides[0].vote.choices, 0);
    assert_int_equal(f.deck.slides[0].steps, 0);
    assert_block(&f.deck.slides[0], 0, BLOCK_PARAGRAPH, "? 不是选项");
    assert_string_equal(f.deck.slides[0].notes, "? 备注\n? 备注");
    arena_finish(&f.arena);
}

static void a_vote_is_secret_and_an_answer_is_not(void **state)
{
    struct fixture f;
    (void)state;
    assert_true(parse(&f, "# 一\n? 甲\n? 乙\n---\n# 二\n? 甲\n?= 乙\n---\n"
                          "# 三\n<!-- 投票：记名；结果：实时 -->\n? 甲\n? 乙\n---\n"
                          "# 四\n? 甲\n? 乙\n<!-- vote: open; result: live -->\n"));
    const struct slide *slides = f.deck.slides;
    assert_int_equal(slides[0].vote.privacy, VOTE_SECRET);
    assert_int_equal(slides[0].steps, 1);
    assert_int_equal(slides[1].vote.privacy, VOTE_NAMED);
    assert_int_equal(slides[2].vote.privacy, VOTE_NAMED);
    assert_true(slides[2].vote.live);
    assert_int_equal(slides[2].steps, 0);
    assert_int_equal(slides[3].vote.privacy, VOTE_OPEN);
    arena_finish(&f.arena);
}

static void choices_stand_in_columns_and_behind_steps(void **state)
{
    struct fixture f;
    (void)state;
    assert_true(parse(&f, "# 问\n+ 一\n+ 二\n? 甲\n? 乙\n|||\n![图](a.png)\n"));
    const struct slide *slide = &f.deck.slides[0];
    assert_int_equal(slide->steps, 3);
    assert_int_equal(slide->column_break, 5); /* two items, two choices, the call */
    assert_int_equal(slide->blocks[4].kind, BLOCK_CALL);
    assert_int_equal(slide->blocks[4].step, 2);
    arena_finish(&f.arena);
    assert_true(parse(&f, "# 问\n![图](a.png)\n|||\n? 甲\n? 乙\n"));
    assert_int_equal(f.deck.slides[0].column_break, 1);
    assert_int_equal(f.deck.slides[0].blocks[3].kind, BLOCK_CALL);
    arena_finish(&f.arena);
}

static void faults_are_named(void **state)
{
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"# 问\n? 甲\n", "有 1 个选项"},
        {"# 问\n? 1\n? 2\n? 3\n? 4\n? 5\n", "有 5 个选项"},
        {"# 问\n? 甲\n?\n", "第 2 个选项是空的"},
        {"# 问\n?= 甲\n? 乙\n?= 丙\n", "第 1 个和第 3 个"},
        {"# 问\n<!-- 投票: 匿名 -->\n? 甲\n? 乙\n", "第 2 行起：不认识的投票方式“匿名”"},
        {"# 问\n<!-- 结果: 马上 -->\n? 甲\n? 乙\n", "不认识的结果显示方式“马上”"},
        {"# 问\n<!-- 投票: 记名 -->\n- ? 甲\n- ? 乙\n", "第 2 行起：写了投票，但这一张没有选项"},
        {"# 问\n<!-- 结果: 按键 -->\n1. ? 甲\n2. ? 乙\n", "没有选项"},
        {"# 问\n<!-- 结果: 实时 -->\n? 甲\n? 乙\n", "不记名投票不能实时显示票数"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        assert_false(parse(&f, cases[i].text));
        if (!strstr(f.err.text, cases[i].says)) {
            fail_msg("%s", f.err.text);
        }
        arena_finish(&f.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_with_a_question_mark_are_choices),
        cmocka_unit_test(the_right_one_may_be_marked_as_a_hand_would),
        cmocka_unit_test(what_only_looks_like_a_choice_is_text),
        cmocka_unit_test(a_vote_is_secret_and_an_answer_is_not),
        cmocka_unit_test(choices_stand_in_columns_and_behind_steps),
        cmocka_unit_test(faults_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
