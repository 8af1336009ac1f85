#include "service/export_json_talks.h"

#include "format/json_write.h"
#include "service/export_answers.h"
#include "service/export_talks.h"

static void put_talk(struct buf *out, const struct export_talk *talk)
{
    buf_putc(out, '{');
    json_member(out, true, "lecture", talk->lecture_id);
    json_member(out, false, "deck", talk->deck);
    json_time(out, "began_at", talk->began_ms);
    json_time(out, "ended_at", talk->ended_ms);
    buf_printf(out, ",\"pages_shown\":%d,\"pages\":%d,\"page_times\":[", talk->shown, talk->pages);
    for (size_t i = 0; i < talk->time_count; i++) {
        buf_printf(out, "%s{\"page\":%d,\"seconds\":%d}", i ? "," : "", talk->times[i].page,
                   talk->times[i].seconds);
    }
    buf_puts(out, "]}");
}

static void put_choices(struct buf *out, const struct export_topic *topic)
{
    buf_puts(out, ",\"choices\":[");
    for (int i = 0; i < topic->choice_count; i++) {
        buf_printf(out, "%s{", i ? "," : "");
        json_member(out, true, "text", topic->choices[i]);
        buf_printf(out, ",\"votes\":%d}", topic->count.votes[i]);
    }
    buf_putc(out, ']');
}

static void put_answer(struct buf *out, const struct roster *roster, const struct export_answer *answer)
{
    const struct roster_person *person =
        answer->person < roster->count ? &roster->people[answer->person] : NULL;
    struct roster_words words = {.worker_no = "", .name = ""};
    if (person) {
        roster_words(roster, person, &words);
    }
    buf_puts(out, "\n{");
    json_member(out, true, "worker_no", words.worker_no);
    json_member(out, false, "name", words.name);
    json_member(out, false, "unit", person ? roster_unit(roster, person) : "");
    json_member(out, false, "team", person ? roster_team(roster, person) : "");
    buf_printf(out, ",\"choice\":%d}", answer->choice);
}

struct votes {
    const struct roster *roster;
    struct export_talks talks;
    struct export_answers answers;
    size_t next; /* the first answer that no topic before had */
    struct buf *out;
    export_json_flush *flush;
    void *context;
};

static bool put_answers(struct votes *votes, size_t topic, struct err *err)
{
    const struct export_answers *answers = &votes->answers;
    buf_puts(votes->out, ",\"answers\":[");
    for (size_t first = votes->next; votes->next < answers->count; votes->next++) {
        const struct export_answer *answer = &answers->items[votes->next];
        if (answer->topic != topic) {
            break;
        }
        buf_puts(votes->out, votes->next > first ? "," : "");
        put_answer(votes->out, votes->roster, answer);
        if (!votes->flush(votes->context, err)) {
            return false;
        }
    }
    buf_putc(votes->out, ']');
    return true;
}

static bool put_topic(struct votes *votes, size_t index, struct err *err)
{
    static const char *const privacy[] = {
        [VOTE_NAMED] = "named", [VOTE_SECRET] = "secret", [VOTE_OPEN] = "open"};
    const struct export_topic *topic = &votes->talks.topics[index];
    struct buf *out = votes->out;
    buf_puts(out, index ? ",\n{" : "\n{");
    json_member(out, true, "lecture", topic->lecture_id);
    json_member(out, false, "deck", topic->deck);
    json_member(out, false, "question", topic->question);
    json_member(out, false, "privacy", privacy[topic->privacy]);
    if (topic->answer) {
        buf_printf(out, ",\"right\":%d", topic->answer);
    } else {
        buf_puts(out, ",\"right\":null");
    }
    buf_printf(out, ",\"total\":%d", topic->count.total);
    put_choices(out, topic);
    if (topic->privacy == VOTE_NAMED && !put_answers(votes, index, err)) {
        return false;
    }
    buf_putc(out, '}');
    return true;
}

static bool put_all(struct votes *votes, struct err *err)
{
    buf_puts(votes->out, ",\n\"talks\":[");
    for (size_t i = 0; i < votes->talks.talk_count; i++) {
        buf_puts(votes->out, i ? ",\n" : "\n");
        put_talk(votes->out, &votes->talks.talks[i]);
    }
    buf_puts(votes->out, "],\n\"votes\":[");
    for (size_t i = 0; i < votes->talks.topic_count; i++) {
        if (!put_topic(votes, i, err)) {
            return false;
        }
    }
    buf_putc(votes->out, ']');
    return true;
}

bool export_json_talks(struct export_rows *rows, const struct lecture *only, struct buf *out,
                       export_json_flush *flush, void *context, struct err *err)
{
    struct votes votes = {.roster = &rows->roster, .out = out, .flush = flush, .context = context};
    bool done = export_talks_load(&votes.talks, rows->store, &rows->programme, only, err) &&
                export_answers_load(&votes.answers, rows->store, &rows->roster, &votes.talks, only,
                                    EXPORT_BY_TOPIC, err) &&
                put_all(&votes, err);
    export_answers_finish(&votes.answers);
    export_talks_finish(&votes.talks);
    return done;
}
