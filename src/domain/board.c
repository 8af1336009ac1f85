#include "domain/board.h"

#include "base/utf8.h"

#include <string.h>

static void add_recent(struct board *board, const struct outcome *outcome)
{
    size_t kept = board->recent_count < BOARD_RECENT_MAX ? board->recent_count : BOARD_RECENT_MAX - 1;
    memmove(&board->recent[1], &board->recent[0], kept * sizeof board->recent[0]);
    struct board_recent *newest = &board->recent[0];
    person_public_name(outcome->name, board->whole_names, newest->name);
    utf8_copy(newest->unit, sizeof newest->unit, outcome->unit);
    newest->at_ms = outcome->at_ms;
    board->recent_count = kept + 1;
}

void board_apply(struct board *board, const struct outcome *outcome)
{
    if (outcome->repeat || outcome->kind == OUTCOME_NOT_SAVED || outcome->kind == OUTCOME_MISREAD) {
        return;
    }
    const struct lecture *lecture = programme_find(&board->programme, outcome->lecture_id);
    if (lecture) {
        board->tallies[lecture - board->programme.items] = outcome->tally;
    }
    if (outcome->kind == OUTCOME_SIGNED_IN || outcome->kind == OUTCOME_LATE ||
        outcome->kind == OUTCOME_WALK_IN) {
        add_recent(board, outcome);
    }
}

const struct tally *board_tally(const struct board *board, const struct lecture *lecture)
{
    static const struct tally none;
    const struct lecture *known = lecture ? programme_find(&board->programme, lecture->id) : NULL;
    return known ? &board->tallies[known - board->programme.items] : &none;
}

const struct deck *board_deck(const struct board *board, const char *id)
{
    for (size_t i = 0; i < board->deck_count; i++) {
        if (strcmp(board->decks[i].id, id) == 0) {
            return &board->decks[i];
        }
    }
    return NULL;
}

void board_finish(struct board *board)
{
    arena_finish(&board->arena);
    *board = (struct board){0};
}
