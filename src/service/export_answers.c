#include "service/export_answers.h"

#include "store/vote_table.h"

#include <stdlib.h>

struct load {
    struct export_answers *answers;
    struct roster *roster;
    const struct export_talks *talks;
    size_t at; /* the last answer's topic: they come topic by topic */
};

static bool find_topic(struct load *load, int64_t id)
{
    const struct export_talks *talks = load->talks;
    for (size_t tries = 0; tries < talks->topic_count; tries++) {
        if (talks->topics[load->at].id == id) {
            return true;
        }
        load->at = (load->at + 1) % talks->topic_count;
    }
    return false;
}

static bool take(void *context, const struct vote_answer *answer, struct err *err)
{
    struct load *load = context;
    struct export_answers *answers = load->answers;
    struct roster_person *person = NULL;
    if (!find_topic(load, answer->topic)) {
        return true;
    }
    if (!roster_person(load->roster, answer->person, &person, err)) {
        return false;
    }
    if (answers->count == answers->capacity) {
        size_t capacity = answers->capacity ? answers->capacity * 2 : 256;
        struct export_answer *grown = realloc(answers->items, capacity * sizeof *grown);
        if (!grown) {
            return err_memory(err);
        }
        answers->items = grown;
        answers->capacity = capacity;
    }
    answers->items[answers->count++] = (struct export_answer){
        .person = person ? (uint32_t)(person - load->roster->people) : EXPORT_ANSWER_ERASED,
        .topic = (uint32_t)load->at,
        .choice = answer->choice};
    return true;
}

static int compare(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

/* Erased people have nothing else to be told apart by: the choice, so that a file is the same every time. */
static int by_person(const void *left, const void *right)
{
    const struct export_answer *a = left, *b = right;
    int order = compare(a->person, b->person);
    order = order ? order : compare(a->topic, b->topic);
    return order ? order : a->choice - b->choice;
}

static int by_topic(const void *left, const void *right)
{
    const struct export_answer *a = left, *b = right;
    int order = compare(a->topic, b->topic);
    return order ? order : by_person(left, right);
}

bool export_answers_load(struct export_answers *answers, struct store *store, struct roster *roster,
                         const struct export_talks *talks, const struct lecture *only,
                         enum export_answer_order order, struct err *err)
{
    struct load load = {.answers = answers, .roster = roster, .talks = talks};
    if (!vote_table_each_answer(store, only ? only->id : NULL, take, &load, err)) {
        return false;
    }
    if (answers->count > 1) {
        qsort(answers->items, answers->count, sizeof *answers->items,
              order == EXPORT_BY_PERSON ? by_person : by_topic);
    }
    return true;
}

void export_answers_finish(struct export_answers *answers)
{
    free(answers->items);
    *answers = (struct export_answers){0};
}

/* How many questions the test has that this topic is part of: they lie together. */
static int asked_with(const struct export_talks *talks, const struct export_topic *topic)
{
    const struct export_topic *first = topic, *end = talks->topics + talks->topic_count;
    int asked = 0;
    while (first > talks->topics && export_topic_same_test(first - 1, topic)) {
        first--;
    }
    for (; first < end && export_topic_same_test(first, topic); first++) {
        asked += export_topic_is_test(first);
    }
    return asked;
}

size_t export_answers_score(const struct export_answers *answers, const struct export_talks *talks,
                            size_t first, struct export_score *score)
{
    const struct export_topic *last = NULL;
    size_t i = first;
    *score = (struct export_score){0};
    for (; i < answers->count && answers->items[i].person == answers->items[first].person; i++) {
        const struct export_topic *topic = &talks->topics[answers->items[i].topic];
        if (!export_topic_is_test(topic)) {
            continue;
        }
        if (!last || !export_topic_same_test(last, topic)) {
            score->asked += asked_with(talks, topic);
        }
        last = topic;
        score->answered++;
        score->right += answers->items[i].choice == topic->answer;
    }
    return i;
}
