#include "service/pack_pages.h"

#include "service/pack_folder.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { DIGITS_MAX = 6 };

/* The number that a picture's name ends in; -1 = it is no picture, or ends in none. */
static long page_number(const char *name)
{
    const char *dot = strrchr(name, '.');
    bool picture = dot && (strcasecmp(dot, ".png") == 0 || strcasecmp(dot, ".jpg") == 0 ||
                           strcasecmp(dot, ".jpeg") == 0);
    const char *digits = dot;
    while (picture && name[0] != '.' && digits > name && digits[-1] >= '0' && digits[-1] <= '9') {
        digits--;
    }
    return picture && digits < dot && dot - digits <= DIGITS_MAX ? strtol(digits, NULL, 10) : -1;
}

static int by_number(const void *left, const void *right)
{
    const char *a = *(const char *const *)left, *b = *(const char *const *)right;
    long first = page_number(a), second = page_number(b);
    return first != second ? (first > second) - (first < second) : strcmp(a, b);
}

bool pack_pages_list(struct pack_read *read, const char *folder, struct pack_pages *out)
{
    const char *path = pack_folder_path(read, folder);
    *out = (struct pack_pages){0};
    return path && pack_pages_list_at(read, path, out);
}

bool pack_pages_list_at(struct pack_read *read, const char *path, struct pack_pages *out)
{
    DIR *dir = opendir(path);
    const struct dirent *entry;
    size_t capacity = 0;
    *out = (struct pack_pages){0};
    while (dir && !read->failed && (entry = readdir(dir)) != NULL) {
        if (page_number(entry->d_name) < 0) {
            continue;
        }
        const char **names = arena_grow(&read->pack->arena, out->names, out->count, &capacity, sizeof *names);
        const char *name = arena_strdup(&read->pack->arena, entry->d_name);
        read->failed |= !names || !name;
        if (!read->failed) {
            out->names = names;
            names[out->count++] = name;
        }
    }
    if (dir) {
        closedir(dir);
    }
    if (out->count > 1) {
        qsort(out->names, out->count, sizeof *out->names, by_number);
    }
    return !read->failed && out->count > 0 && page_number(out->names[0]) <= 1;
}

/* As an address between < and > (CommonMark, 6.3): what means something else there is escaped. */
static void put_address(const char *text, struct buf *out)
{
    for (; *text; text++) {
        if (strchr("%<>\\", *text)) {
            buf_printf(out, "%%%02X", (unsigned)(unsigned char)*text);
        } else {
            buf_putc(out, *text);
        }
    }
}

/* Markdown's signs are to mean nothing (CommonMark, 2.4). */
static void put_title(const char *title, struct buf *out)
{
    buf_puts(out, "# ");
    for (; *title; title++) {
        if (strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", *title)) {
            buf_putc(out, '\\');
        }
        buf_putc(out, *title);
    }
    buf_putc(out, '\n');
}

/* Notes stand as they are written, but for a line that would be a sign of ours: indented, it is none. */
static void put_notes(const char *notes, struct buf *out)
{
    buf_puts(out, "???\n");
    while (*notes) {
        size_t len = strcspn(notes, "\r\n"), blanks = strspn(notes, " ");
        if (blanks < len && strchr("-`~", notes[blanks])) {
            buf_puts(out, "    ");
        }
        buf_append(out, notes, len);
        buf_putc(out, '\n');
        notes += len + strspn(notes + len, "\r");
        notes += *notes == '\n';
    }
}

void pack_pages_markdown(const struct pack_pages *pages, const struct page_words *words, const char *id,
                         struct buf *out)
{
    for (size_t i = 0; i < pages->count; i++) {
        buf_puts(out, i > 0 ? "\n---\n<!-- layout: page -->\n" : "<!-- layout: page -->\n");
        if (words && *words[i].title) {
            put_title(words[i].title, out);
        }
        buf_printf(out, "![%zu](<", i + 1);
        put_address(id, out);
        buf_putc(out, '/');
        put_address(pages->names[i], out);
        buf_puts(out, ">)\n");
        if (words && *words[i].notes) {
            put_notes(words[i].notes, out);
        }
    }
}
