#include "format/markdown_options.h"

#include "base/strings.h"
#include "base/text_trim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { WORD_SIZE = 64, AUTO_MAX_S = 3600 };

static const struct {
    const char *names[3];
    enum slide_setting setting;
} settings[] = {
    {{"标题", "title", NULL}, SLIDE_TITLE_PAGE},      {{"要点", "bullets", NULL}, SLIDE_BULLETS},
    {{"图片", "image", "picture"}, SLIDE_IMAGE_PAGE}, {{"引用", "quote", "金句"}, SLIDE_QUOTE_PAGE},
    {{"空白", "blank", NULL}, SLIDE_BLANK_PAGE},      {{"整页", "page", NULL}, SLIDE_FULL_PAGE},
};

static bool is_word(const char *word, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (names[i] && strcasecmp(word, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool take_setting(const char *value, struct slide *slide, struct err *err)
{
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        if (is_word(value, settings[i].names, 3)) {
            slide->setting = settings[i].setting;
            return true;
        }
    }
    return err_set(err, ERR_INPUT, str(STR_MARKDOWN_BAD_SETTING), value);
}

static bool take_seconds(const char *value, struct slide *slide, struct err *err)
{
    char *end;
    long seconds = strtol(value, &end, 10);
    const char *unit = end + strspn(end, " ");
    bool known = !*unit || strcmp(unit, "秒") == 0 || strcasecmp(unit, "s") == 0;
    if (end == value || !known || seconds < 1 || seconds > AUTO_MAX_S) {
        return err_set(err, ERR_INPUT, str(STR_MARKDOWN_BAD_SECONDS), value, (int)AUTO_MAX_S);
    }
    slide->auto_s = (int)seconds;
    return true;
}

static bool take_privacy(const char *value, struct slide *slide, struct err *err)
{
    static const char *const named[] = {"记名", "named"}, *const secret[] = {"不记名", "secret"},
                             *const open[] = {"不刷卡", "open"};
    if (is_word(value, named, 2)) {
        slide->vote.privacy = VOTE_NAMED;
    } else if (is_word(value, secret, 2)) {
        slide->vote.privacy = VOTE_SECRET;
    } else if (is_word(value, open, 2)) {
        slide->vote.privacy = VOTE_OPEN;
    } else {
        return err_set(err, ERR_INPUT, str(STR_MARKDOWN_BAD_PRIVACY), value);
    }
    return true;
}

static bool take_result(const char *value, struct slide *slide, struct err *err)
{
    static const char *const live[] = {"实时", "live"}, *const later[] = {"按键", "later"};
    if (!is_word(value, live, 2) && !is_word(value, later, 2)) {
        return err_set(err, ERR_INPUT, str(STR_MARKDOWN_BAD_RESULT), value);
    }
    slide->vote.live = is_word(value, live, 2);
    return true;
}

/* Who wrote how to vote meant something to be a choice, in a list perhaps. */
static bool has_choices(const struct slide *slide, struct err *err)
{
    return slide->vote.choices > 0 || err_set(err, ERR_INPUT, "%s", str(STR_MARKDOWN_NO_CHOICES));
}

static bool take_pair(const char *key, const char *value, struct slide *slide, struct err *err)
{
    static const char *const setting_names[] = {"版式", "layout"};
    static const char *const auto_names[] = {"自动翻页", "auto", "自动"};
    static const char *const vote_names[] = {"投票", "vote", "答题"};
    static const char *const result_names[] = {"结果", "result"};
    if (is_word(key, setting_names, 2)) {
        return take_setting(value, slide, err);
    }
    if (is_word(key, vote_names, 3)) {
        return take_privacy(value, slide, err) && has_choices(slide, err);
    }
    if (is_word(key, result_names, 2)) {
        return take_result(value, slide, err) && has_choices(slide, err);
    }
    return !is_word(key, auto_names, 3) || take_seconds(value, slide, err);
}

/* The trimmed text[0..len) as a word; what is longer than a word is cut and means nothing. */
static void copy_word(const char *text, size_t len, char out[WORD_SIZE])
{
    text = text_trim(text, &len);
    snprintf(out, WORD_SIZE, "%.*s", len < WORD_SIZE ? (int)len : WORD_SIZE - 1, text);
}

/* The length of the separator at text; 0 = there is none. ASCII and full-width. */
static size_t separator(const char *text, size_t len, const char *plain, const char *wide)
{
    if (len > 0 && *text == *plain) {
        return 1;
    }
    return len >= 3 && memcmp(text, wide, 3) == 0 ? 3 : 0;
}

/* "key: value" up to the next semicolon; returns how much it took. */
static size_t next_pair(const char *text, size_t len, char key[WORD_SIZE], char value[WORD_SIZE])
{
    size_t colon = 0, colon_len = 0, end = 0, end_len = 0;
    while (end < len && !(end_len = separator(text + end, len - end, ";", "；"))) {
        if (colon_len == 0 && (colon_len = separator(text + end, len - end, ":", "：")) > 0) {
            colon = end;
        }
        end++;
    }
    copy_word(text, colon_len ? colon : end, key);
    copy_word(text + colon + colon_len, colon_len ? end - colon - colon_len : 0, value);
    return end + end_len;
}

/* A comment that is a line of its own. */
static bool take_comment(const char *line, size_t len, struct slide *slide, struct err *err)
{
    char key[WORD_SIZE], value[WORD_SIZE];
    line = text_trim(line, &len);
    if (len < 7 || memcmp(line, "<!--", 4) != 0 || memcmp(line + len - 3, "-->", 3) != 0) {
        return true;
    }
    line += 4;
    len -= 7;
    for (size_t used; len > 0; line += used, len -= used) {
        used = next_pair(line, len, key, value);
        if (!take_pair(key, value, slide, err)) {
            return false;
        }
    }
    return true;
}

bool markdown_read_options(const char *text, size_t len, struct slide *slide, size_t *line_offset,
                           struct err *err)
{
    *line_offset = 0;
    for (const char *end = text + len; text < end; ++*line_offset) {
        const char *line_end = memchr(text, '\n', (size_t)(end - text));
        size_t line_len = (size_t)((line_end ? line_end : end) - text);
        if (!take_comment(text, line_len, slide, err)) {
            return false;
        }
        text += line_len + (line_end != NULL);
    }
    return true;
}
