#include "service/export_pdf_talks.h"

#include "base/civil.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum { FACTS_MAX = 4, TALKS_MAX = 60, TOPICS_MAX = 30 }; /* more than that is for the workbook */

/* --- talks --- */

static const char *hour_minute(int64_t at_ms, char out[CIVIL_TEXT_SIZE])
{
    return at_ms ? civil_format(at_ms, CIVIL_HOUR_MINUTE, out) : "";
}

void export_pdf_talk_facts(struct flow *flow, const struct export_talks *talks)
{
    char began[CIVIL_TEXT_SIZE], ended[CIVIL_TEXT_SIZE], text[160];
    for (size_t i = 0; i < talks->talk_count && i < FACTS_MAX; i++) {
        const struct export_talk *talk = &talks->talks[i];
        if (!talk->began_ms) {
            continue;
        }
        if (talk->ended_ms) {
            snprintf(text, sizeof text, flow_word(flow, STR_REPORT_TALK_HELD),
                     hour_minute(talk->began_ms, began), hour_minute(talk->ended_ms, ended), talk->shown,
                     talk->pages);
        } else {
            snprintf(text, sizeof text, flow_word(flow, STR_REPORT_TALK_BEGAN),
                     hour_minute(talk->began_ms, began));
        }
        flow_fact(flow, FLOW_WHOLE, STR_REPORT_TALK, text);
    }
}

/* Lecture, deck, when, minutes, pages. */
static const double talk_widths[] = {62, 34, 46, 18, 20};
static const struct flow_table talk_table = {talk_widths, sizeof talk_widths / sizeof *talk_widths, 3};

static const char *lecture_words(const struct flow *flow, const struct lecture *lecture, const char *id)
{
    return lecture ? lecture->title : *id ? id : flow_word(flow, STR_EXPORT_NO_LECTURE);
}

static void put_talk_head(struct flow *flow)
{
    const char *head[] = {flow_word(flow, STR_COLUMN_LECTURE), flow_word(flow, STR_EXPORT_COLUMN_DECK),
                          flow_word(flow, STR_REPORT_TALK_WHEN), flow_word(flow, STR_REPORT_TALK_MINUTES),
                          flow_word(flow, STR_REPORT_TALK_PAGES)};
    flow_row(flow, &talk_table, head, true);
}

static void put_talk(struct flow *flow, const struct export_talk *talk)
{
    char date[CIVIL_TEXT_SIZE], began[CIVIL_TEXT_SIZE], ended[CIVIL_TEXT_SIZE];
    char when[3 * CIVIL_TEXT_SIZE + 8], minutes[16] = "", pages[32] = "";
    int64_t day_ms = talk->began_ms ? talk->began_ms : talk->ended_ms;
    snprintf(when, sizeof when, "%s %s–%s", civil_format(day_ms, CIVIL_DATE, date),
             hour_minute(talk->began_ms, began), hour_minute(talk->ended_ms, ended));
    if (talk->began_ms && talk->ended_ms) {
        snprintf(minutes, sizeof minutes, "%d", export_talk_minutes(talk));
    }
    if (talk->ended_ms) {
        snprintf(pages, sizeof pages, "%d / %d", talk->shown, talk->pages);
    }
    const char *texts[] = {lecture_words(flow, talk->lecture, talk->lecture_id), talk->deck, when, minutes,
                           pages};
    if (flow->y + FLOW_ROW_H > FLOW_BOTTOM) {
        flow_need(flow, FLOW_ROW_H);
        put_talk_head(flow);
    }
    flow_row(flow, &talk_table, texts, false);
}

void export_pdf_talk_table(struct flow *flow, const struct export_talks *talks)
{
    size_t count = talks->talk_count < TALKS_MAX ? talks->talk_count : TALKS_MAX;
    if (count == 0) {
        return;
    }
    flow_section(flow, STR_REPORT_TALKS, (count < 2 ? 2 : 3) * FLOW_ROW_H);
    put_talk_head(flow);
    for (size_t i = 0; i < count; i++) {
        put_talk(flow, &talks->talks[i]);
    }
    if (count < talks->talk_count) {
        flow_more(flow, PAPER_MARGIN, FLOW_ROW_H, STR_REPORT_MORE_TALKS, talks->talk_count - count);
    }
    flow->y += 3;
}

/* --- votes --- */

#define LINE_H    5.4 /* of a question or a choice that takes several */
#define ABOUT_H   6.0
#define TEXT_X    (PAPER_MARGIN + 4)
#define TEXT_W    88.0
#define BAR_X     (TEXT_X + TEXT_W + 3)
#define BAR_W     46.0
#define COUNT_W   20.0
#define TOPIC_GAP 4.0
#define WRONG     0x8C8377 /* a bar that is not the right answer's */

/* About how many lines of that many Latin letters a text takes; Chinese is two wide. */
static int lines_of(const char *text, int letters, int most)
{
    size_t len = strlen(text);
    int units = 0;
    for (size_t pos = 0; pos < len;) {
        units += utf8_next(text, len, &pos) < 0x2000 ? 1 : 2;
    }
    int lines = (units + letters - 1) / letters;
    return lines < 1 ? 1 : lines > most ? most : lines;
}

enum { QUESTION_LETTERS = 76, QUESTION_LINES = 3, CHOICE_LETTERS = 42, CHOICE_LINES = 5 };

static double question_h(const struct export_topic *topic)
{
    return 1.6 + LINE_H * lines_of(topic->question, QUESTION_LETTERS, QUESTION_LINES);
}

static double choice_h(const struct export_topic *topic, int index)
{
    return 1.6 + LINE_H * lines_of(topic->choices[index], CHOICE_LETTERS, CHOICE_LINES);
}

static double topic_h(const struct export_topic *topic)
{
    double h = question_h(topic) + ABOUT_H;
    for (int i = 0; i < topic->choice_count; i++) {
        h += choice_h(topic, i);
    }
    return h;
}

/* "劳模宣讲 · 答题（记名） · 共 34 票 · 答对 62%" */
static void put_about(struct flow *flow, const struct export_topic *topic, const struct lecture *only)
{
    static const enum str_id ways[] = {
        [VOTE_NAMED] = STR_VOTE_NAMED, [VOTE_SECRET] = STR_VOTE_SECRET, [VOTE_OPEN] = STR_VOTE_OPEN};
    char text[700], total[64], right[64] = "";
    snprintf(total, sizeof total, flow_word(flow, STR_REPORT_VOTES), topic->count.total);
    if (topic->answer) {
        snprintf(right, sizeof right, flow_word(flow, STR_REPORT_RIGHT),
                 vote_percent(&topic->count, topic->answer));
    }
    snprintf(text, sizeof text, "%s%s%s · %s · %s%s%s",
             only ? "" : lecture_words(flow, topic->lecture, topic->lecture_id), only ? "" : " · ",
             flow_word(flow, topic->answer ? STR_EXPORT_QUIZ : STR_EXPORT_VOTE),
             flow_word(flow, ways[topic->privacy]), total, *right ? " · " : "", right);
    paper_text(flow->paper, TEXT_X, flow->y, FLOW_WIDTH - 4, ABOUT_H,
               (struct paper_style){10.5, false, PAPER_LEFT, 1, 0x555555}, text);
    flow->y += ABOUT_H;
}

static void put_choice(struct flow *flow, const struct export_topic *topic, int index)
{
    const double h = choice_h(topic, index), bar_y = flow->y + h / 2 - 1.9, bar_h = 3.8;
    const int votes = topic->count.votes[index];
    const bool right = topic->answer == index + 1;
    char text[VOTE_WORDS_SIZE + 32];
    snprintf(text, sizeof text, "%d. %s%s", index + 1, topic->choices[index],
             right ? flow_word(flow, STR_REPORT_RIGHT_ONE) : "");
    paper_text(flow->paper, TEXT_X, flow->y, TEXT_W, h,
               (struct paper_style){11.5, right, PAPER_LEFT, CHOICE_LINES, 0}, text);
    double share = topic->count.total ? (double)votes / topic->count.total : 0;
    paper_fill(flow->paper, BAR_X, bar_y, BAR_W, bar_h, FLOW_GREY);
    paper_fill(flow->paper, BAR_X, bar_y, BAR_W * share, bar_h, topic->answer && !right ? WRONG : FLOW_RED);
    snprintf(text, sizeof text, flow_word(flow, STR_REPORT_VOTES_OF), votes);
    paper_text(flow->paper, BAR_X + BAR_W, flow->y, COUNT_W, h, flow_plain(11.5, PAPER_RIGHT), text);
    snprintf(text, sizeof text, "%d%%", vote_percent(&topic->count, index + 1));
    paper_text(flow->paper, BAR_X + BAR_W + COUNT_W, flow->y,
               PAPER_MARGIN + FLOW_WIDTH - BAR_X - BAR_W - COUNT_W, h, flow_plain(11.5, PAPER_RIGHT), text);
    flow->y += h;
}

/* A question stays on one page with its choices. */
static void put_topic(struct flow *flow, const struct export_topic *topic, size_t number,
                      const struct lecture *only)
{
    char text[VOTE_WORDS_SIZE + 32];
    flow_need(flow, topic_h(topic));
    snprintf(text, sizeof text, "%zu. %s", number, topic->question);
    double h = question_h(topic);
    paper_text(flow->paper, PAPER_MARGIN, flow->y, FLOW_WIDTH, h,
               (struct paper_style){12.5, true, PAPER_LEFT, QUESTION_LINES, 0}, text);
    flow->y += h;
    put_about(flow, topic, only);
    for (int i = 0; i < topic->choice_count; i++) {
        put_choice(flow, topic, i);
    }
    flow->y += TOPIC_GAP;
}

void export_pdf_votes(struct flow *flow, const struct export_talks *talks, const struct lecture *only)
{
    size_t count = talks->topic_count < TOPICS_MAX ? talks->topic_count : TOPICS_MAX;
    if (count == 0) {
        return;
    }
    flow_section(flow, STR_REPORT_VOTES_HEAD, topic_h(&talks->topics[0]));
    for (size_t i = 0; i < count; i++) {
        put_topic(flow, &talks->topics[i], i + 1, only);
    }
    if (count < talks->topic_count) {
        flow_more(flow, PAPER_MARGIN, FLOW_ROW_H, STR_REPORT_MORE_VOTES, talks->topic_count - count);
    }
}
