#include "domain/vote.h"

#include "base/utf8.h"

#include <string.h>

/* Appends the text on a line of its own; a line break in it becomes a blank. */
static void add_line(char words[VOTE_WORDS_SIZE], size_t *used, const char *text)
{
    size_t start = *used;
    if (start > 0 && start + 1 < VOTE_WORDS_SIZE) {
        words[start++] = '\n';
    }
    utf8_copy(words + start, VOTE_WORDS_SIZE - start, text);
    for (char *at = words + start; *at; at++) {
        if (*at == '\n') {
            *at = ' ';
        }
    }
    *used = start + strlen(words + start);
}

/* What stands above the choices, where the slide has no title. */
static const char *question_of(const struct slide *slide)
{
    for (size_t i = 0; i < slide->block_count && !*slide->title; i++) {
        const struct block *block = &slide->blocks[i];
        if (block->kind != BLOCK_CHOICE && block->kind != BLOCK_CALL && block->kind != BLOCK_TABLE) {
            return block->content.text;
        }
    }
    return slide->title;
}

void vote_topic_of(const struct slide *slide, const char *lecture, const char *deck, struct vote_topic *out)
{
    size_t used = 0;
    *out = (struct vote_topic){.choices = slide->vote.choices,
                               .answer = slide->vote.answer,
                               .privacy = slide->vote.privacy,
                               .source = (int)slide->source};
    utf8_copy(out->lecture, sizeof out->lecture, lecture);
    utf8_copy(out->deck, sizeof out->deck, deck);
    add_line(out->words, &used, question_of(slide));
    for (size_t i = 0; i < slide->block_count; i++) {
        if (slide->blocks[i].kind == BLOCK_CHOICE) {
            add_line(out->words, &used, slide->blocks[i].content.text);
        }
    }
}

const char *vote_words_line(const char *words, int number, size_t *len)
{
    while (number > 0 && *words) {
        words += strcspn(words, "\n");
        words += *words == '\n';
        number--;
    }
    *len = number > 0 ? 0 : strcspn(words, "\n");
    return words;
}

int vote_percent(const struct vote_count *count, int choice)
{
    if (count->total <= 0 || choice < 1 || choice > VOTE_CHOICES_MAX) {
        return 0;
    }
    return (int)((200LL * count->votes[choice - 1] + count->total) / (2LL * count->total));
}

int vote_steps(const struct slide_vote *vote)
{
    return vote->choices > 0 ? !vote->live + (vote->answer > 0) : 0;
}

int vote_step_of(const struct slide *slide, enum vote_stage stage)
{
    int asked = slide->steps - vote_steps(&slide->vote);
    return stage == VOTE_ASKED ? asked : stage == VOTE_SHOWN ? asked + !slide->vote.live : slide->steps;
}

enum vote_stage vote_stage_at(const struct slide *slide, int step)
{
    if (slide->vote.answer > 0 && step >= vote_step_of(slide, VOTE_ANSWERED)) {
        return VOTE_ANSWERED;
    }
    return step >= vote_step_of(slide, VOTE_SHOWN) ? VOTE_SHOWN : VOTE_ASKED;
}
