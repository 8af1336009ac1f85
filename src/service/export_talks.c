#include "service/export_talks.h"

#include "store/talk_table.h"
#include "store/vote_table.h"

#include <stdlib.h>
#include <string.h>

/* --- talks --- */

/* Where the pages' times begin in a reason, as talk_keep.c writes it; its end where there are none. A deck's
 * name may have a colon of its own. */
static const char *times_in(const char *reason)
{
    const char *times = reason + strlen(reason);
    for (const char *at = reason; (at = strstr(at, ": ")) != NULL; at++) {
        const char *behind = at + 2 + strspn(at + 2, "0123456789");
        if (behind > at + 2 && *behind == '=') {
            times = at;
        }
    }
    return times;
}

static bool add_times(struct export_talks *talks, struct export_talk *talk, const char *text, struct err *err)
{
    while (*text) {
        struct export_page_time time;
        char *end;
        time.page = (int)strtol(text, &end, 10);
        if (end == text || *end != '=') {
            return true; /* not of ours: what stood before counts */
        }
        time.seconds = (int)strtol(end + 1, &end, 10) * 60;
        if (*end == ':') {
            time.seconds += (int)strtol(end + 1, &end, 10);
        }
        struct export_page_time *grown = arena_grow(&talks->arena, talk->times, talk->time_count,
                                                    &talk->time_capacity, sizeof *talk->times);
        if (!grown) {
            return err_memory(err);
        }
        talk->times = grown;
        talk->times[talk->time_count++] = time;
        text = end + strspn(end, " ");
    }
    return true;
}

static struct export_talk *add_talk(struct export_talks *talks, const char *lecture, const char *deck,
                                    size_t deck_len)
{
    struct export_talk *grown = arena_grow(&talks->arena, talks->talks, talks->talk_count,
                                           &talks->talk_capacity, sizeof *talks->talks);
    if (!grown) {
        return NULL;
    }
    talks->talks = grown;
    struct export_talk *talk = &grown[talks->talk_count];
    *talk = (struct export_talk){.lecture_id = arena_strdup(&talks->arena, lecture),
                                 .deck = arena_strndup(&talks->arena, deck, deck_len),
                                 .lecture = programme_find(talks->programme, lecture)};
    if (!talk->lecture_id || !talk->deck) {
        return NULL;
    }
    talks->talk_count++;
    return talk;
}

/* One talk goes on at a time, so the end belongs to the last beginning; where the reasons were erased, the
 * lecture is what is left to tell them by. */
static struct export_talk *open_talk(struct export_talks *talks, const char *lecture)
{
    struct export_talk *last = talks->talk_count > 0 ? &talks->talks[talks->talk_count - 1] : NULL;
    return last && last->ended_ms == 0 && strcmp(last->lecture_id, lecture) == 0 ? last : NULL;
}

static bool take_talk(void *context, const struct talk_line *line, struct err *err)
{
    struct export_talks *talks = context;
    const char *times = times_in(line->reason);
    size_t deck_len = (size_t)(times - line->reason);
    struct export_talk *talk = line->ended ? open_talk(talks, line->lecture) : NULL;
    talk = talk ? talk : add_talk(talks, line->lecture, line->reason, deck_len);
    if (!talk) {
        return err_memory(err);
    }
    talk->simulated |= line->simulated;
    if (!line->ended) {
        talk->began_ms = line->at_ms;
        return true;
    }
    talk->ended_ms = line->at_ms;
    talk->shown = line->shown;
    talk->pages = line->pages;
    return add_times(talks, talk, *times ? times + 2 : "", err);
}

int export_talk_minutes(const struct export_talk *talk)
{
    return talk->began_ms && talk->ended_ms ? (int)((talk->ended_ms - talk->began_ms + 30000) / 60000) : -1;
}

/* --- votes --- */

static bool fill_words(struct export_talks *talks, struct export_topic *topic, const char *words)
{
    size_t len;
    const char *line = vote_words_line(words, 0, &len);
    topic->question = arena_strndup(&talks->arena, line, len);
    for (int i = 0; i < VOTE_CHOICES_MAX; i++) {
        line = vote_words_line(words, i + 1, &len);
        topic->choices[i] = arena_strndup(&talks->arena, line, len);
        if (!topic->choices[i]) {
            return false;
        }
        if (len > 0 || topic->count.votes[i] > 0 || topic->answer == i + 1) {
            topic->choice_count = i + 1;
        }
    }
    return topic->question != NULL;
}

static bool take_topic(void *context, const struct vote_line *line, struct err *err)
{
    struct export_talks *talks = context;
    struct export_topic *grown = arena_grow(&talks->arena, talks->topics, talks->topic_count,
                                            &talks->topic_capacity, sizeof *talks->topics);
    if (!grown) {
        return err_memory(err);
    }
    talks->topics = grown;
    struct export_topic *topic = &grown[talks->topic_count];
    *topic = (struct export_topic){.id = line->id,
                                   .lecture_id = arena_strdup(&talks->arena, line->lecture),
                                   .lecture = programme_find(talks->programme, line->lecture),
                                   .deck = arena_strdup(&talks->arena, line->deck),
                                   .answer = line->answer,
                                   .privacy = line->privacy,
                                   .count = line->count};
    if (!topic->lecture_id || !topic->deck || !fill_words(talks, topic, line->words)) {
        return err_memory(err);
    }
    talks->topic_count++;
    return true;
}

bool export_topic_is_test(const struct export_topic *topic)
{
    return topic->answer > 0 && topic->privacy == VOTE_NAMED;
}

bool export_topic_same_test(const struct export_topic *a, const struct export_topic *b)
{
    return strcmp(a->lecture_id, b->lecture_id) == 0 && (*a->lecture_id || strcmp(a->deck, b->deck) == 0);
}

/* --- order --- */

/* Lectures lie in one array, in the programme's order; behind them what is not in it, by id and deck. */
static int order_of(const struct lecture *a, const char *id_a, const char *deck_a, const struct lecture *b,
                    const char *id_b, const char *deck_b)
{
    if (a != b) {
        return !a ? 1 : !b ? -1 : a < b ? -1 : 1;
    }
    int order = a ? 0 : strcmp(id_a, id_b);
    return order || *id_a ? order : strcmp(deck_a, deck_b);
}

static int compare_talks(const void *left, const void *right)
{
    const struct export_talk *a = left, *b = right;
    int order = order_of(a->lecture, a->lecture_id, "", b->lecture, b->lecture_id, "");
    int64_t at_a = a->began_ms ? a->began_ms : a->ended_ms, at_b = b->began_ms ? b->began_ms : b->ended_ms;
    return order ? order : (at_a > at_b) - (at_a < at_b);
}

static int compare_topics(const void *left, const void *right)
{
    const struct export_topic *a = left, *b = right;
    int order = order_of(a->lecture, a->lecture_id, a->deck, b->lecture, b->lecture_id, b->deck);
    return order ? order : (a->id > b->id) - (a->id < b->id);
}

bool export_talks_load(struct export_talks *talks, struct store *store, const struct programme *programme,
                       const struct lecture *only, struct err *err)
{
    const char *lecture = only ? only->id : NULL;
    talks->programme = programme;
    if (!talk_table_each(store, lecture, take_talk, talks, err) ||
        !vote_table_each(store, lecture, take_topic, talks, err)) {
        return false;
    }
    if (talks->talk_count > 1) {
        qsort(talks->talks, talks->talk_count, sizeof *talks->talks, compare_talks);
    }
    if (talks->topic_count > 1) {
        qsort(talks->topics, talks->topic_count, sizeof *talks->topics, compare_topics);
    }
    return true;
}

void export_talks_finish(struct export_talks *talks)
{
    arena_finish(&talks->arena);
    *talks = (struct export_talks){0};
}
