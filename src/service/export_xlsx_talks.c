#include "service/export_xlsx_talks.h"

#include "service/export_answers.h"
#include "service/export_sheet.h"
#include "service/export_talks.h"

struct talk_book {
    struct xlsx_writer *book;
    struct export_rows *rows;
    struct export_talks talks;
    struct export_answers answers;
    const struct lecture *only; /* NULL = all of them */
};

static const char *word(const struct talk_book *out, enum str_id id)
{
    return str_in(out->rows->lang, id);
}

#define SHEET(out, name, columns, err)                                                                       \
    export_sheet_add((out)->book, (out)->rows->lang, name, "", columns, sizeof(columns) / sizeof *(columns), \
                     err)

/* --- cells --- */

/* One that is not in the programme any more by its id, as in the log of what staff did. */
static void put_lecture(struct xlsx_out *sheet, const struct talk_book *out, const struct lecture *lecture,
                        const char *id)
{
    xlsx_write_text(sheet, lecture ? lecture->title : *id ? id : word(out, STR_EXPORT_NO_LECTURE));
}

static void put_person(struct xlsx_out *sheet, const struct talk_book *out, uint32_t index)
{
    const struct roster *roster = &out->rows->roster;
    const struct roster_person *person = index < roster->count ? &roster->people[index] : NULL;
    struct roster_words words = {.worker_no = "", .name = ""};
    if (person) {
        roster_words(roster, person, &words);
    }
    xlsx_write_text(sheet, words.worker_no);
    xlsx_write_text(sheet, words.name);
    xlsx_write_text(sheet, person ? roster_unit(roster, person) : "");
    xlsx_write_text(sheet, person ? roster_team(roster, person) : "");
}

/* --- talks --- */

static bool put_talk(struct xlsx_out *sheet, const struct talk_book *out, const struct export_talk *talk,
                     struct err *err)
{
    const struct lecture *lecture = talk->lecture;
    int minutes = export_talk_minutes(talk);
    put_lecture(sheet, out, lecture, talk->lecture_id);
    xlsx_write_time(sheet, lecture ? lecture->start_ms : 0);
    xlsx_write_time(sheet, lecture ? lecture->end_ms : 0);
    xlsx_write_text(sheet, lecture ? lecture->speaker : "");
    xlsx_write_text(sheet, talk->deck);
    xlsx_write_time(sheet, talk->began_ms);
    xlsx_write_time(sheet, talk->ended_ms);
    const int numbers[] = {minutes, talk->ended_ms ? talk->shown : -1, talk->ended_ms ? talk->pages : -1};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (numbers[i] >= 0) {
            xlsx_write_number(sheet, numbers[i]);
        } else {
            xlsx_write_text(sheet, "");
        }
    }
    xlsx_write_text(sheet, talk->simulated ? word(out, STR_NOTE_SIMULATED) : "");
    return xlsx_write_end_row(sheet, err);
}

static bool put_talks(const struct talk_book *out, struct err *err)
{
    static const struct export_column columns[] = {{STR_COLUMN_LECTURE, XLSX_WRAPPED, 28},
                                                   {STR_EXPORT_COLUMN_PLANNED, XLSX_DATE_TIME, 19},
                                                   {STR_EXPORT_COLUMN_PLANNED_END, XLSX_DATE_TIME, 19},
                                                   {STR_EXPORT_COLUMN_SPEAKER, XLSX_WRAPPED, 12},
                                                   {STR_EXPORT_COLUMN_DECK, XLSX_WRAPPED, 14},
                                                   {STR_EXPORT_COLUMN_BEGAN, XLSX_DATE_TIME, 19},
                                                   {STR_EXPORT_COLUMN_ENDED, XLSX_DATE_TIME, 19},
                                                   {STR_EXPORT_COLUMN_MINUTES, XLSX_NUMBER, 12},
                                                   {STR_EXPORT_COLUMN_SHOWN, XLSX_NUMBER, 10},
                                                   {STR_EXPORT_COLUMN_PAGES, XLSX_NUMBER, 8},
                                                   {STR_COLUMN_NOTE, XLSX_TEXT, 10}};
    if (out->talks.talk_count == 0) {
        return true;
    }
    struct xlsx_out *sheet = SHEET(out, STR_EXPORT_TAB_TALKS, columns, err);
    for (size_t i = 0; sheet && i < out->talks.talk_count; i++) {
        if (!put_talk(sheet, out, &out->talks.talks[i], err)) {
            return false;
        }
    }
    return sheet != NULL;
}

static bool put_pages_of(struct xlsx_out *sheet, const struct talk_book *out, const struct export_talk *talk,
                         struct err *err)
{
    for (size_t i = 0; i < talk->time_count; i++) {
        put_lecture(sheet, out, talk->lecture, talk->lecture_id);
        xlsx_write_text(sheet, talk->deck);
        xlsx_write_time(sheet, talk->began_ms);
        xlsx_write_number(sheet, talk->times[i].page);
        xlsx_write_number(sheet, talk->times[i].seconds);
        if (!xlsx_write_end_row(sheet, err)) {
            return false;
        }
    }
    return true;
}

static bool put_pages(const struct talk_book *out, struct err *err)
{
    static const struct export_column columns[] = {{STR_COLUMN_LECTURE, XLSX_TEXT, 40},
                                                   {STR_EXPORT_COLUMN_DECK, XLSX_TEXT, 20},
                                                   {STR_EXPORT_COLUMN_BEGAN, XLSX_DATE_TIME, 19},
                                                   {STR_EXPORT_COLUMN_PAGE, XLSX_NUMBER, 8},
                                                   {STR_EXPORT_COLUMN_SECONDS, XLSX_NUMBER, 12}};
    struct xlsx_out *sheet = NULL;
    for (size_t i = 0; i < out->talks.talk_count; i++) {
        const struct export_talk *talk = &out->talks.talks[i];
        if (talk->time_count == 0) {
            continue;
        }
        sheet = sheet ? sheet : SHEET(out, STR_EXPORT_TAB_PAGES, columns, err);
        if (!sheet || !put_pages_of(sheet, out, talk, err)) {
            return false;
        }
    }
    return true;
}

/* --- votes --- */

static bool put_topic(struct xlsx_out *sheet, const struct talk_book *out, const struct export_topic *topic,
                      struct err *err)
{
    static const enum str_id ways[] = {
        [VOTE_NAMED] = STR_VOTE_NAMED, [VOTE_SECRET] = STR_VOTE_SECRET, [VOTE_OPEN] = STR_VOTE_OPEN};
    for (int choice = 1; choice <= topic->choice_count; choice++) {
        int votes = topic->count.votes[choice - 1];
        put_lecture(sheet, out, topic->lecture, topic->lecture_id);
        xlsx_write_time(sheet, topic->lecture ? topic->lecture->start_ms : 0);
        xlsx_write_text(sheet, topic->deck);
        xlsx_write_text(sheet, topic->question);
        xlsx_write_text(sheet, word(out, topic->answer ? STR_EXPORT_QUIZ : STR_EXPORT_VOTE));
        xlsx_write_text(sheet, word(out, ways[topic->privacy]));
        xlsx_write_number(sheet, choice);
        xlsx_write_text(sheet, topic->choices[choice - 1]);
        xlsx_write_number(sheet, votes);
        xlsx_write_number(sheet, topic->count.total ? (double)votes / topic->count.total : 0);
        xlsx_write_text(sheet, topic->answer == choice ? "√" : "");
        if (!xlsx_write_end_row(sheet, err)) {
            return false;
        }
    }
    return true;
}

static bool put_topics(const struct talk_book *out, struct err *err)
{
    static const struct export_column columns[] = {
        {STR_COLUMN_LECTURE, XLSX_WRAPPED, 24},      {STR_COLUMN_DATE, XLSX_DATE, 12},
        {STR_EXPORT_COLUMN_DECK, XLSX_WRAPPED, 12},  {STR_EXPORT_COLUMN_QUESTION, XLSX_WRAPPED, 30},
        {STR_EXPORT_COLUMN_TYPE, XLSX_TEXT, 7},      {STR_EXPORT_COLUMN_WAY, XLSX_TEXT, 9},
        {STR_EXPORT_COLUMN_CHOICE, XLSX_NUMBER, 7},  {STR_EXPORT_COLUMN_CHOICE_TEXT, XLSX_WRAPPED, 30},
        {STR_EXPORT_COLUMN_VOTES, XLSX_NUMBER, 7},   {STR_EXPORT_COLUMN_SHARE, XLSX_SHARE, 9},
        {STR_EXPORT_COLUMN_RIGHT_ONE, XLSX_TEXT, 11}};
    if (out->talks.topic_count == 0) {
        return true;
    }
    struct xlsx_out *sheet = SHEET(out, STR_EXPORT_TAB_VOTES, columns, err);
    for (size_t i = 0; sheet && i < out->talks.topic_count; i++) {
        if (!put_topic(sheet, out, &out->talks.topics[i], err)) {
            return false;
        }
    }
    return sheet != NULL;
}

/* --- people --- */

static const char *verdict(const struct talk_book *out, const struct export_topic *topic, int choice)
{
    return topic->answer == 0        ? "—"
           : topic->answer == choice ? word(out, STR_EXPORT_RIGHT)
                                     : word(out, STR_EXPORT_WRONG);
}

static bool put_answers(const struct talk_book *out, struct err *err)
{
    static const struct export_column columns[] = {{STR_COLUMN_NO, XLSX_NUMBER, 8},
                                                   {STR_COLUMN_WORKER_NO, XLSX_TEXT, 14},
                                                   {STR_COLUMN_NAME, XLSX_TEXT, 14},
                                                   {STR_COLUMN_UNIT, XLSX_TEXT, 18},
                                                   {STR_COLUMN_TEAM, XLSX_TEXT, 12},
                                                   {STR_EXPORT_COLUMN_QUESTION, XLSX_TEXT, 34},
                                                   {STR_EXPORT_COLUMN_CHOICE, XLSX_NUMBER, 7},
                                                   {STR_EXPORT_COLUMN_CHOICE_TEXT, XLSX_TEXT, 30},
                                                   {STR_EXPORT_COLUMN_VERDICT, XLSX_TEXT, 8},
                                                   {STR_COLUMN_LECTURE, XLSX_TEXT, 30},
                                                   {STR_COLUMN_DATE, XLSX_DATE, 12}};
    enum { UNTIL_VERDICT = 9 };
    if (out->answers.count == 0) {
        return true;
    }
    struct xlsx_out *sheet = SHEET(out, STR_EXPORT_TAB_ANSWERS, columns, err);
    if (sheet && out->only) { /* the foot of the page names the lecture */
        xlsx_write_print_first(sheet, UNTIL_VERDICT);
    }
    for (size_t i = 0; sheet && i < out->answers.count; i++) {
        const struct export_answer *answer = &out->answers.items[i];
        const struct export_topic *topic = &out->talks.topics[answer->topic];
        xlsx_write_number(sheet, (double)(i + 1));
        put_person(sheet, out, answer->person);
        xlsx_write_text(sheet, topic->question);
        xlsx_write_number(sheet, answer->choice);
        xlsx_write_text(sheet, answer->choice <= VOTE_CHOICES_MAX ? topic->choices[answer->choice - 1] : "");
        xlsx_write_text(sheet, verdict(out, topic, answer->choice));
        put_lecture(sheet, out, topic->lecture, topic->lecture_id);
        xlsx_write_time(sheet, topic->lecture ? topic->lecture->start_ms : 0);
        if (!xlsx_write_end_row(sheet, err)) {
            return false;
        }
    }
    return sheet != NULL;
}

static bool put_score(struct xlsx_out *sheet, const struct talk_book *out, uint32_t person,
                      const struct export_score *score, struct err *err)
{
    xlsx_write_number(sheet, (double)(xlsx_write_rows(sheet) + 1));
    put_person(sheet, out, person);
    xlsx_write_number(sheet, score->asked);
    xlsx_write_number(sheet, score->answered);
    xlsx_write_number(sheet, score->right);
    xlsx_write_number(sheet, (double)score->right / score->asked);
    return xlsx_write_end_row(sheet, err);
}

static bool has_several_tests(const struct export_talks *talks)
{
    int tests = 0;
    for (size_t i = 0; i < talks->topic_count; i++) {
        tests += export_topic_is_test(&talks->topics[i]);
    }
    return tests > 1;
}

/* The record of a training: who was erased has none. */
static bool put_scores(const struct talk_book *out, struct err *err)
{
    static const struct export_column columns[] = {{STR_COLUMN_NO, XLSX_NUMBER, 8},
                                                   {STR_COLUMN_WORKER_NO, XLSX_TEXT, 14},
                                                   {STR_COLUMN_NAME, XLSX_TEXT, 14},
                                                   {STR_COLUMN_UNIT, XLSX_TEXT, 24},
                                                   {STR_COLUMN_TEAM, XLSX_TEXT, 14},
                                                   {STR_EXPORT_COLUMN_ASKED, XLSX_NUMBER, 10},
                                                   {STR_EXPORT_COLUMN_ANSWERED, XLSX_NUMBER, 10},
                                                   {STR_EXPORT_COLUMN_RIGHT, XLSX_NUMBER, 10},
                                                   {STR_EXPORT_COLUMN_SCORE, XLSX_SHARE, 10}};
    struct xlsx_out *sheet = NULL;
    if (!has_several_tests(&out->talks)) {
        return true;
    }
    for (size_t i = 0; i < out->answers.count;) {
        struct export_score score;
        uint32_t person = out->answers.items[i].person;
        i = export_answers_score(&out->answers, &out->talks, i, &score);
        if (person == EXPORT_ANSWER_ERASED || score.answered == 0) {
            continue;
        }
        sheet = sheet ? sheet : SHEET(out, STR_EXPORT_TAB_SCORES, columns, err);
        if (!sheet || !put_score(sheet, out, person, &score, err)) {
            return false;
        }
    }
    return true;
}

bool export_xlsx_talks(struct xlsx_writer *book, struct export_rows *rows, const struct lecture *only,
                       struct err *err)
{
    struct talk_book out = {.book = book, .rows = rows, .only = only};
    bool done = export_talks_load(&out.talks, rows->store, &rows->programme, only, err) &&
                export_answers_load(&out.answers, rows->store, &rows->roster, &out.talks, only,
                                    EXPORT_BY_PERSON, err) &&
                put_talks(&out, err) && put_pages(&out, err) && put_topics(&out, err) &&
                put_answers(&out, err) && put_scores(&out, err);
    export_answers_finish(&out.answers);
    export_talks_finish(&out.talks);
    return done;
}
