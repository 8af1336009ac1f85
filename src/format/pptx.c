#include "format/pptx.h"

#include "base/buf.h"
#include "base/strings.h"
#include "base/text_trim.h"
#include "base/utf8.h"
#include "format/links.h"
#include "format/xml_part.h"

#include <string.h>

/* What a text stands for on its slide. */
enum place { PLACE_OTHER, PLACE_TITLE, PLACE_BODY, PLACE_FOOT /* number, date and such */ };

/* The words of one shape. */
struct shape {
    bool open, full;
    enum place place;
    struct buf words;
};

/* One slide, or one page of notes. */
struct words_reader {
    struct xml_part xml;
    bool hidden;
    bool in_text;  /* inside a run's text */
    int fallbacks; /* open ones: the same once more, for programs that do not know what stands before it */
    size_t most;   /* bytes of a shape's words */
    struct shape shape;
    struct buf title, first, body; /* first: of a shape that is none of the others */
};

struct deck_reader {
    struct xml_part xml;
    struct archive *archive;
    struct arena *arena;
    const struct links *links;
    const char *folder;
    const struct archive_part **parts; /* of the slides, in order */
    size_t count, capacity;
};

/* --- words --- */

static enum place place_of(const char *type)
{
    static const struct {
        const char *type;
        enum place place;
    } known[] = {{"title", PLACE_TITLE}, {"ctrTitle", PLACE_TITLE}, {"body", PLACE_BODY},
                 {"sldNum", PLACE_FOOT}, {"dt", PLACE_FOOT},        {"ftr", PLACE_FOOT},
                 {"hdr", PLACE_FOOT}};
    for (size_t i = 0; type && i < sizeof known / sizeof *known; i++) {
        if (strcmp(type, known[i].type) == 0) {
            return known[i].place;
        }
    }
    return PLACE_OTHER;
}

/* Up to the limit; pieces come in whole characters. */
static void add_words(struct words_reader *reader, const char *text, size_t len)
{
    struct shape *shape = &reader->shape;
    if (!shape->open || shape->full || reader->fallbacks > 0) {
        return;
    }
    size_t room = reader->most - shape->words.len;
    shape->full = len > room;
    buf_append(&shape->words, text, shape->full ? utf8_floor(text, room) : len);
}

static void on_start(struct xml_part *part, const char *name, const char **attributes)
{
    struct words_reader *reader = (struct words_reader *)part;
    if (strcmp(name, "sld") == 0) {
        const char *show = xml_part_attribute(attributes, "show");
        reader->hidden = show && (strcmp(show, "0") == 0 || strcmp(show, "false") == 0);
    } else if (strcmp(name, "Fallback") == 0) {
        reader->fallbacks++;
    } else if (strcmp(name, "sp") == 0) {
        reader->shape.open = true;
        reader->shape.full = false;
        reader->shape.place = PLACE_OTHER;
        buf_clear(&reader->shape.words);
    } else if (strcmp(name, "ph") == 0) {
        reader->shape.place = place_of(xml_part_attribute(attributes, "type"));
    } else if (strcmp(name, "t") == 0) {
        reader->in_text = true;
    } else if (strcmp(name, "br") == 0) {
        add_words(reader, "\n", 1);
    }
}

/* The first shape of its kind that has words. */
static void close_shape(struct words_reader *reader)
{
    struct shape *shape = &reader->shape;
    struct buf *to = shape->place == PLACE_TITLE  ? &reader->title
                     : shape->place == PLACE_BODY ? &reader->body
                                                  : &reader->first;
    size_t len = shape->words.len;
    const char *words = text_trim(buf_text(&shape->words), &len);
    if (shape->open && shape->place != PLACE_FOOT && to->len == 0 && len > 0) {
        buf_append(to, words, len);
    }
    shape->open = false;
}

static void on_end(struct xml_part *part, const char *name)
{
    struct words_reader *reader = (struct words_reader *)part;
    if (strcmp(name, "Fallback") == 0) {
        reader->fallbacks--;
    } else if (strcmp(name, "t") == 0) {
        reader->in_text = false;
    } else if (strcmp(name, "p") == 0) {
        add_words(reader, "\n", 1);
    } else if (strcmp(name, "sp") == 0) {
        close_shape(reader);
    }
}

static void on_text(struct xml_part *part, const char *text, size_t len)
{
    struct words_reader *reader = (struct words_reader *)part;
    if (reader->in_text) {
        add_words(reader, text, len);
    }
}

static void finish_words(struct words_reader *reader)
{
    buf_finish(&reader->shape.words);
    buf_finish(&reader->title);
    buf_finish(&reader->first);
    buf_finish(&reader->body);
}

static bool read_words(struct archive *archive, const struct archive_part *part, size_t most,
                       struct words_reader *out, struct err *err)
{
    *out = (struct words_reader){.xml = {.start = on_start, .end = on_end, .text = on_text}, .most = most};
    if (!xml_part_read(&out->xml, archive, part, err)) {
        return false;
    }
    return (buf_ok(&out->shape.words) && buf_ok(&out->title) && buf_ok(&out->first) && buf_ok(&out->body)) ||
           err_memory(err);
}

/* A title as one line; of other words the first line. NULL when out of memory. */
static const char *one_line(struct arena *arena, const struct words_reader *words)
{
    bool titled = words->title.len > 0;
    const struct buf *from = titled ? &words->title : words->first.len > 0 ? &words->first : &words->body;
    size_t len = titled ? from->len : strcspn(buf_text(from), "\n");
    char *line = arena_strndup(arena, buf_text(from), len);
    for (char *at = line; at && *at; at++) {
        *at = *at == '\n' || *at == '\r' || *at == '\t' ? ' ' : *at;
    }
    return line;
}

/* --- slides --- */

static bool take_notes(struct deck_reader *reader, const struct archive_part *part, struct pptx_slide *slide,
                       struct err *err)
{
    struct words_reader words;
    bool done = read_words(reader->archive, part, PPTX_NOTES_MAX, &words, err);
    if (done) { /* in the place for them, or in a box that someone drew instead */
        slide->notes = arena_strdup(reader->arena, buf_text(words.body.len > 0 ? &words.body : &words.first));
        done = slide->notes || err_memory(err);
    }
    finish_words(&words);
    return done;
}

static bool take_slide(struct deck_reader *reader, const struct archive_part *part, struct pptx_slide *slide,
                       struct err *err)
{
    struct words_reader words;
    struct links links;
    char folder[LINKS_PATH_SIZE];
    *slide = (struct pptx_slide){.title = "", .notes = ""};
    bool done = read_words(reader->archive, part, PPTX_TITLE_MAX, &words, err);
    if (done) {
        slide->hidden = words.hidden;
        slide->title = one_line(reader->arena, &words);
        done = slide->title || err_memory(err);
    }
    finish_words(&words);
    if (!done || !links_folder(part->name, folder) ||
        !links_read(reader->archive, part->name, reader->arena, &links, err)) {
        return false;
    }
    const struct archive_part *notes = links_part(reader->archive, &links, folder, "/notesSlide");
    return !notes || take_notes(reader, notes, slide, err);
}

/* r:id, which is not id. */
static const char *link_id(const char **attributes)
{
    for (; attributes[0]; attributes += 2) {
        const char *colon = strchr(attributes[0], ':');
        if (colon && strcmp(colon + 1, "id") == 0) {
            return attributes[1];
        }
    }
    return NULL;
}

static void on_deck(struct xml_part *part, const char *name, const char **attributes)
{
    struct deck_reader *reader = (struct deck_reader *)part;
    const char *id = strcmp(name, "sldId") == 0 ? link_id(attributes) : NULL;
    const struct link *link = id ? links_find(reader->links, id) : NULL;
    if (!link || !link_is(link, "/slide") || reader->count == PPTX_MAX_SLIDES) {
        return;
    }
    reader->parts =
        arena_grow(reader->arena, reader->parts, reader->count, &reader->capacity, sizeof *reader->parts);
    if (!reader->parts) {
        err_memory(part->err);
        xml_part_fail(part);
        return;
    }
    reader->parts[reader->count++] = links_target(reader->archive, reader->folder, link->target);
}

static bool read_deck(struct deck_reader *reader, struct pptx *out, struct err *err)
{
    struct links links;
    char folder[LINKS_PATH_SIZE];
    const struct archive_part *main_part;
    if (!links_main_part(reader->archive, reader->arena, &main_part, err)) {
        return false;
    }
    if (!main_part || !links_folder(main_part->name, folder)) {
        return err_set(err, ERR_INPUT, "%s", str(STR_PPTX_DAMAGED));
    }
    reader->links = &links;
    reader->folder = folder;
    if (!links_read(reader->archive, main_part->name, reader->arena, &links, err) ||
        !xml_part_read(&reader->xml, reader->archive, main_part, err)) {
        return false;
    }
    out->slides = arena_alloc(reader->arena, (reader->count + 1) * sizeof *out->slides);
    if (!out->slides) {
        return err_memory(err);
    }
    for (; out->count < reader->count; out->count++) {
        if (!reader->parts[out->count]) {
            return err_set(err, ERR_INPUT, "%s", str(STR_PPTX_DAMAGED));
        }
        if (!take_slide(reader, reader->parts[out->count], &out->slides[out->count], err)) {
            return false;
        }
    }
    return true;
}

bool pptx_read(const void *data, size_t len, struct arena *arena, struct pptx *out, struct err *err)
{
    struct archive archive;
    *out = (struct pptx){0};
    if (!archive_open(&archive, data, len, arena, err)) {
        return false;
    }
    struct deck_reader reader = {.xml = {.start = on_deck}, .archive = &archive, .arena = arena};
    bool done = read_deck(&reader, out, err);
    archive_close(&archive);
    if (!done) {
        *out = (struct pptx){0};
    }
    return done;
}
