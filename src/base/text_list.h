/* A short list of texts, as in 面向 or 工牌号; the texts are owned by whoever made the list (an arena). */
#ifndef LECTERN_BASE_TEXT_LIST_H
#define LECTERN_BASE_TEXT_LIST_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct text_list {
    const char **items;
    size_t count;
};

bool text_list_has(const struct text_list *list, const char *text);

/* Splits at 、 , ， ; ； and trims; empty pieces fall out. False when out of memory. */
bool text_list_split(struct text_list *out, const char *text, struct arena *arena);

/* Whether text[0..len), which has commas in it and none of the other separators, is one piece all the same.
 */
typedef bool text_list_whole(const char *text, size_t len);
bool text_list_split_but(struct text_list *out, const char *text, text_list_whole *whole,
                         struct arena *arena);

#endif
