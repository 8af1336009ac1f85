/* What a slide asks, in words that name it; counts in percent; what is shown at which step. */
#include "domain/vote.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"

static struct block blocks[] = {
    {.kind = BLOCK_PARAGRAPH, .content = {.text = "看图回答"}},
    {.kind = BLOCK_CHOICE, .content = {.text = "先通风\n再检测"}, .number = 1},
    {.kind = BLOCK_CHOICE, .content = {.text = "直接进去"}, .number = 2},
    {.kind = BLOCK_CALL, .content = {.text = ""}},
};

static struct slide slide_of(const char *title, bool live, int answer, int steps)
{
    return (struct slide){.title = title,
                          .blocks = blocks,
                          .block_count = 4,
                          .notes = "",
                          .vote = {.choices = 2, .answer = answer, .live = live},
                          .steps = steps,
                          .source = 7};
}

static void assert_line(const struct vote_topic *topic, int number, const char *text)
{
    size_t len;
    const char *line = vote_words_line(topic->words, number, &len);
    assert_int_equal(len, strlen(text));
    assert_memory_equal(line, text, len);
}

static void a_topic_is_named_by_its_words(void **state)
{
    struct vote_topic topic;
    struct slide slide = slide_of("进罐先做什么？", false, 1, 2);
    (void)state;
    vote_topic_of(&slide, "L1", "anquan", &topic);
    assert_string_equal(topic.lecture, "L1");
    assert_string_equal(topic.deck, "anquan");
    assert_int_equal(topic.source, 7);
    assert_int_equal(topic.answer, 1);
    assert_line(&topic, 0, "进罐先做什么？");
    assert_line(&topic, 1, "先通风 再检测"); /* a line stays one */
    assert_line(&topic, 2, "直接进去");
    assert_line(&topic, 3, "");
    slide.title = "";
    vote_topic_of(&slide, "L1", "anquan", &topic);
    assert_line(&topic, 0, "看图回答");
}

static void words_that_are_too_long_end_at_a_character(void **state)
{
    char *title = malloc(3 * 3000 + 1);
    struct vote_topic topic;
    (void)state;
    assert_non_null(title);
    for (int i = 0; i < 3000; i++) {
        memcpy(title + 3 * i, "问", 3);
    }
    title[9000] = '\0';
    struct slide slide = slide_of(title, false, 0, 1);
    vote_topic_of(&slide, "", "anquan", &topic);
    assert_true(strlen(topic.words) < VOTE_WORDS_SIZE);
    assert_true(utf8_valid(topic.words, strlen(topic.words)));
    assert_true(strlen(topic.words) > VOTE_WORDS_SIZE - 8);
    free(title);
}

static void percents_are_rounded(void **state)
{
    struct vote_count count = {.votes = {1, 4, 1, 0}, .total = 6}, none = {0};
    (void)state;
    assert_int_equal(vote_percent(&count, 1), 17);
    assert_int_equal(vote_percent(&count, 2), 67);
    assert_int_equal(vote_percent(&count, 4), 0);
    assert_int_equal(vote_percent(&count, 5), 0);
    assert_int_equal(vote_percent(&none, 1), 0);
}

static void votes_and_answer_are_steps_of_the_page(void **state)
{
    (void)state;
    struct slide quiz = slide_of("", false, 1, 3); /* one item, the votes, the answer */
    assert_int_equal(vote_steps(&quiz.vote), 2);
    assert_int_equal(vote_stage_at(&quiz, 0), VOTE_ASKED);
    assert_int_equal(vote_stage_at(&quiz, 1), VOTE_ASKED);
    assert_int_equal(vote_stage_at(&quiz, 2), VOTE_SHOWN);
    assert_int_equal(vote_stage_at(&quiz, 3), VOTE_ANSWERED);
    assert_int_equal(vote_step_of(&quiz, VOTE_ASKED), 1);
    assert_int_equal(vote_step_of(&quiz, VOTE_SHOWN), 2);
    struct slide live = slide_of("", true, 0, 0);
    assert_int_equal(vote_steps(&live.vote), 0);
    assert_int_equal(vote_stage_at(&live, 0), VOTE_SHOWN);
    struct slide vote = slide_of("", false, 0, 1);
    assert_int_equal(vote_stage_at(&vote, 0), VOTE_ASKED);
    assert_int_equal(vote_stage_at(&vote, 1), VOTE_SHOWN);
    assert_int_equal(vote_stage_at(&vote, 1 << 20), VOTE_SHOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_topic_is_named_by_its_words),
        cmocka_unit_test(words_that_are_too_long_end_at_a_character),
        cmocka_unit_test(percents_are_rounded),
        cmocka_unit_test(votes_and_answer_are_steps_of_the_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
