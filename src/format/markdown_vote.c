#include "format/markdown_vote.h"

#include "base/strings.h"
#include "domain/outcome.h"
#include "format/markdown_blocks.h"
#include "format/markdown_lines.h"

#include <string.h>

/* Drops the first bytes of a text and what spans say of them. */
static void drop_start(struct rich_text *rich, size_t bytes)
{
    size_t kept = 0;
    rich->text += bytes;
    for (size_t i = 0; i < rich->span_count; i++) {
        struct span span = rich->spans[i];
        size_t end = span.start + span.len;
        if (end <= bytes) {
            continue;
        }
        span.start = span.start > bytes ? span.start - bytes : 0;
        span.len = end - bytes - span.start;
        rich->spans[kept++] = span;
    }
    rich->span_count = kept;
}

/* The length of the sign that says which choice is right; 0 = it is not said of this one. */
static size_t answer_sign(const char *text)
{
    static const char *const signs[] = {"=", "＝", "√", "✓"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t len = strlen(signs[i]);
        if (strncmp(text, signs[i], len) == 0) {
            return len;
        }
    }
    return 0;
}

static bool take_choice(struct block *block, struct slide_vote *vote, struct err *err)
{
    drop_start(&block->content, sizeof MARKDOWN_CHOICE - 1);
    drop_start(&block->content, strspn(block->content.text, " "));
    size_t sign = answer_sign(block->content.text);
    drop_start(&block->content, sign);
    drop_start(&block->content, strspn(block->content.text, " "));
    block->kind = BLOCK_CHOICE;
    block->number = ++vote->choices;
    if (!block->content.text[0]) {
        return err_set(err, ERR_INPUT, str(STR_MARKDOWN_CHOICE_EMPTY), block->number);
    }
    if (sign > 0 && vote->answer > 0) {
        return err_set(err, ERR_INPUT, str(STR_MARKDOWN_TWO_ANSWERS), vote->answer, block->number);
    }
    vote->answer = sign > 0 ? block->number : vote->answer;
    return true;
}

/* The block behind `last` says how to choose. */
static bool add_call(struct markdown_blocks *blocks, size_t last, struct arena *arena, struct err *err)
{
    struct block *items = arena_alloc(arena, (blocks->count + 1) * sizeof *items);
    if (!items) {
        return err_memory(err);
    }
    memcpy(items, blocks->items, (last + 1) * sizeof *items);
    items[last + 1] =
        (struct block){.kind = BLOCK_CALL, .content = {.text = ""}, .step = blocks->items[last].step};
    memcpy(items + last + 2, blocks->items + last + 1, (blocks->count - last - 1) * sizeof *items);
    *blocks = (struct markdown_blocks){.items = items, .count = blocks->count + 1};
    return true;
}

bool markdown_take_choices(struct markdown_blocks *blocks, size_t *left_count, struct arena *arena,
                           struct slide_vote *vote, struct err *err)
{
    size_t last = 0;
    *vote = (struct slide_vote){0};
    for (size_t i = 0; i < blocks->count; i++) {
        struct block *block = &blocks->items[i];
        bool marked = block->kind == BLOCK_PARAGRAPH &&
                      strncmp(block->content.text, MARKDOWN_CHOICE, sizeof MARKDOWN_CHOICE - 1) == 0;
        if (marked && !take_choice(block, vote, err)) {
            return false;
        }
        last = marked ? i : last;
    }
    if (vote->choices == 0) {
        return true;
    }
    if (vote->choices < 2 || vote->choices > VOTE_CHOICES_MAX) {
        return err_set(err, ERR_INPUT, str(STR_MARKDOWN_CHOICE_COUNT), vote->choices, (int)VOTE_CHOICES_MAX);
    }
    /* a vote is nobody's business unless the deck says so; of an answer staff want to know whose it is */
    vote->privacy = vote->answer > 0 ? VOTE_NAMED : VOTE_SECRET;
    *left_count += last < *left_count;
    return add_call(blocks, last, arena, err);
}
