#include "service/pack_talks.h"

#include "base/files.h"
#include "domain/vote.h"
#include "format/image.h"
#include "format/markdown.h"
#include "format/pptx.h"
#include "service/name_table.h"
#include "service/pack_keypoints.h"
#include "service/pack_office.h"
#include "service/pack_turn.h"
#include "slide/fit.h"

#include <string.h>

enum { FIRST_TALK_ORDER = 4, KEYPOINTS_ORDER = 3 };

struct talks_reader {
    struct pack_read *read;
    struct name_table images; /* names that have been looked at */
    size_t image_bytes;
    size_t file_capacity;
    size_t turned, to_turn; /* files that are turned into pictures: done, and in all */
};

static void keep_file(struct talks_reader *reader, const char *name, const struct buf *bytes)
{
    struct pack *pack = reader->read->pack;
    if (pack->file_count == reader->file_capacity) {
        size_t larger = reader->file_capacity ? reader->file_capacity * 2 : 32;
        struct pack_file *files = arena_alloc(&pack->arena, larger * sizeof *files);
        if (files && pack->file_count > 0) {
            memcpy(files, pack->files, pack->file_count * sizeof *files);
        }
        if (!files) {
            reader->read->failed = true;
            return;
        }
        pack->files = files;
        reader->file_capacity = larger;
    }
    unsigned char *data = arena_alloc(&pack->arena, bytes->len + 1);
    if (!data) {
        reader->read->failed = true;
        return;
    }
    memcpy(data, buf_text(bytes), bytes->len);
    pack->files[pack->file_count++] = (struct pack_file){.name = name, .data = data, .size = bytes->len};
}

/* The line of the Markdown that names the picture; 0 where it stands there in another form (%20). */
static size_t line_of(const struct buf *markdown, const char *name)
{
    const char *text = buf_text(markdown);
    const char *at = strstr(text, name);
    size_t line = at != NULL;
    for (; at && text < at; text++) {
        line += *text == '\n' || (*text == '\r' && text[1] != '\n');
    }
    return line;
}

static void check_image(struct talks_reader *reader, const struct pack_place *place, size_t line,
                        const char *name, const struct buf *bytes)
{
    char shown[PACK_SHOWN_SIZE];
    struct err err = {0};
    struct image image = {0};
    /* decoded to the end, as only that shows that it is whole; a JPEG as small as it gets */
    if (image_decode((const unsigned char *)buf_text(bytes), bytes->len, 1, 1, &image, &err)) {
        keep_file(reader, name, bytes);
    } else if (err.code == ERR_MEMORY) {
        reader->read->failed = true;
    } else {
        pack_error(reader->read, place, line, line > 0, STR_PACK_BAD_IMAGE, pack_shown(name, shown),
                   err.text);
    }
    image_finish(&image);
}

static void load_image(struct talks_reader *reader, const struct pack_place *place, size_t line,
                       const char *name, const char *found)
{
    struct pack_place image_place = {.file = pack_folder_path(reader->read, found), .order = place->order};
    struct buf bytes = {0};
    if (image_place.file && pack_folder_load(reader->read, &image_place, PACK_IMAGE_MAX_BYTES, &bytes)) {
        reader->image_bytes += bytes.len;
        if (reader->image_bytes > PACK_IMAGES_MAX_BYTES) {
            pack_error(reader->read, &image_place, 0, 0, STR_PACK_IMAGES_TOO_LARGE,
                       (size_t)PACK_IMAGES_MAX_BYTES / (1024 * 1024));
        } else {
            check_image(reader, place, line, name, &bytes);
        }
    }
    buf_finish(&bytes);
}

/* folder is the one the deck lies in as it is on the disk ("talks/"), the name's first part as it goes into
 * the store. */
static void take_image(struct talks_reader *reader, const struct pack_place *place,
                       const struct buf *markdown, const char *store_folder, const char *folder,
                       const char *name)
{
    const char *inside = name + strlen(store_folder), *found;
    char shown[PACK_SHOWN_SIZE];
    size_t line = line_of(markdown, inside);
    bool fresh;
    if (!name_table_put(&reader->images, name, 0, &fresh)) {
        reader->read->failed = true;
        return;
    }
    if (!fresh) {
        return;
    }
    const char *on_disk = arena_printf(&reader->read->pack->arena, "%s%s", folder, inside);
    if (!on_disk) {
        reader->read->failed = true;
        return;
    }
    enum pack_file_state state = PACK_FILE_MISSING;
    if (inside[0] == '/') {
        state = PACK_FILE_OUTSIDE;
    } else if (inside[0]) {
        state = pack_folder_find(reader->read, on_disk, &found);
    }
    if (state == PACK_FILE_THERE) {
        load_image(reader, place, line, name, found);
    } else {
        pack_error(reader->read, place, line, line > 0,
                   state == PACK_FILE_OUTSIDE ? STR_PACK_IMAGE_OUTSIDE : STR_PACK_NO_IMAGE,
                   pack_shown(inside, shown));
    }
}

static void take_images(struct talks_reader *reader, const struct pack_place *place,
                        const struct buf *markdown, const struct deck *deck, const char *store_folder,
                        const char *folder)
{
    for (size_t i = 0; i < deck->slide_count; i++) {
        for (size_t k = 0; k < deck->slides[i].block_count && !reader->read->failed; k++) {
            const struct block *block = &deck->slides[i].blocks[k];
            if (block->kind == BLOCK_IMAGE) {
                take_image(reader, place, markdown, store_folder, folder, block->image);
            }
        }
    }
}

/* What a page of the talk holds as a screen of the usual shape would show it; letters are taken to be as wide
 * as Chinese fonts have them, so that no font is needed to tell. */
static void check_page(struct talks_reader *reader, const struct pack_place *place,
                       const struct slide_fitted *fitted, size_t page, const struct slide_frame *frame,
                       const struct text_measure *measure)
{
    const struct slide *slide = &fitted->deck.slides[page];
    struct slide_layout layout = {0};
    char shown[PACK_SHOWN_SIZE];
    slide_layout(slide, fitted->sizes[page], frame, measure, &layout);
    reader->read->failed |= layout.failed;
    if (layout.cut) {
        pack_warning(reader->read, place, slide->line, 1, STR_PACK_SLIDE_CUT, slide->source + 1,
                     pack_shown(slide->title, shown));
    }
    slide_layout_finish(&layout);
}

/* Slides that do not fit are shown on several pages: who wrote them may want to know. */
static void check_fit(struct talks_reader *reader, const struct pack_place *place, const struct deck *deck)
{
    struct text_measure measure = text_measure_fixed();
    struct slide_frame frame = slide_talk_frame(1920, 1080);
    struct arena arena = {0};
    struct slide_fitted fitted;
    char shown[PACK_SHOWN_SIZE];
    if (!slide_fit(deck, &frame, &measure, &arena, &fitted)) {
        reader->read->failed = true;
    }
    for (size_t page = 0, next; !reader->read->failed && page < fitted.deck.slide_count; page = next) {
        const struct slide *slide = &deck->slides[fitted.deck.slides[page].source];
        for (next = page; next < fitted.deck.slide_count && fitted.deck.slides[next].source == slide->source;
             next++) {
            check_page(reader, place, &fitted, next, &frame, &measure);
        }
        if (next - page > 1) {
            pack_warning(reader->read, place, slide->line, 1, STR_PACK_SLIDE_DIVIDED, slide->source + 1,
                         pack_shown(slide->title, shown), next - page);
        }
    }
    arena_finish(&arena);
}

/* The slide before that one which asks in the same words; NULL = there is none. */
static const struct slide *asked_before(const struct deck *deck, const struct slide *slide)
{
    struct vote_topic topic, other;
    vote_topic_of(slide, "", deck->id, &topic);
    for (const struct slide *before = deck->slides; before < slide; before++) {
        if (before->vote.choices > 0 && before->vote.privacy == slide->vote.privacy) {
            vote_topic_of(before, "", deck->id, &other);
            if (strcmp(topic.words, other.words) == 0) {
                return before;
            }
        }
    }
    return NULL;
}

/* A vote is known by its words: two slides that ask the same share their votes, which a vote before and after
 * the talk does not mean. */
static void check_votes(struct talks_reader *reader, const struct pack_place *place, const struct deck *deck)
{
    for (size_t i = 0; i < deck->slide_count && !reader->read->failed; i++) {
        const struct slide *slide = &deck->slides[i];
        const struct slide *before = slide->vote.choices > 0 ? asked_before(deck, slide) : NULL;
        if (before) {
            pack_warning(reader->read, place, slide->line, 1, STR_PACK_VOTE_TWICE, before->source + 1,
                         slide->source + 1);
        }
    }
}

/* id NULL = the key points; sheet = where they came from, NULL = Markdown already. */
static void take_markdown(struct talks_reader *reader, const struct pack_place *place,
                          const struct buf *bytes, const char *id, const char *folder,
                          const struct pack_keypoints *sheet)
{
    struct pack_read *read = reader->read;
    struct arena *arena = &read->pack->arena;
    struct err err = {0};
    struct deck deck;
    size_t line = 0;
    const char *store_folder = id ? "talks/" : "";
    bool parsed =
        id ? markdown_read_deck(buf_text(bytes), bytes->len, id, store_folder, arena, &deck, &line, &err)
           : markdown_read_keypoints(buf_text(bytes), bytes->len, arena, &deck, &line, &err);
    if (!parsed) {
        line = sheet ? pack_keypoints_row(sheet, line) : line;
        if (err.code == ERR_MEMORY) {
            read->failed = true;
        } else {
            pack_error(read, place, line, line > 0, STR_PACK_AS_IT_IS, err.text);
        }
        return;
    }
    const char *name = id ? arena_printf(arena, "talks/%s.md", id) : "keypoints.md";
    if (!name) {
        read->failed = true;
        return;
    }
    keep_file(reader, name, bytes);
    if (id) {
        check_fit(reader, place, &deck);
        check_votes(reader, place, &deck);
    }
    take_images(reader, place, bytes, &deck, store_folder, folder);
}

static void read_markdown(struct talks_reader *reader, const char *file, size_t order, const char *id,
                          const char *folder)
{
    struct pack_place place = {.file = pack_folder_path(reader->read, file), .order = order};
    struct buf bytes = {0};
    if (place.file && pack_folder_load(reader->read, &place, PACK_MARKDOWN_MAX_BYTES, &bytes)) {
        take_markdown(reader, &place, &bytes, id, folder, NULL);
    }
    buf_finish(&bytes);
}

/* The pages go into the store as a talk like the others. */
static void read_pages(struct talks_reader *reader, const struct pack_deck_file *deck, size_t order,
                       const char *folder)
{
    struct pack_place place = {.file = pack_folder_path(reader->read, deck->file), .order = order};
    struct buf bytes = {0};
    pack_pages_markdown(&deck->pages, NULL, deck->id, &bytes);
    reader->read->failed |= !place.file || !buf_ok(&bytes);
    if (!reader->read->failed) {
        take_markdown(reader, &place, &bytes, deck->id, folder, NULL);
    }
    buf_finish(&bytes);
}

/* --- files of other programs --- */

/* A presentation's words for its pages, in the pack's arena. */
struct told {
    struct page_words *words; /* those of the slides that are shown; NULL = not known */
    size_t count;
    bool empty; /* there is no slide to show */
};

/* Only a .pptx tells; LibreOffice leaves hidden slides out, and so are their words. */
static void read_words(struct talks_reader *reader, const char *name, const struct buf *bytes,
                       struct told *out)
{
    const char *ending = pack_office_ending(name);
    struct pptx pptx;
    struct err err = {0};
    *out = (struct told){0};
    if (!ending || !pptx_read(buf_text(bytes), bytes->len, &reader->read->pack->arena, &pptx, &err)) {
        reader->read->failed |= err.code == ERR_MEMORY;
        return;
    }
    out->words = arena_alloc(&reader->read->pack->arena, (pptx.count + 1) * sizeof *out->words);
    reader->read->failed |= !out->words;
    for (size_t i = 0; out->words && i < pptx.count; i++) {
        if (!pptx.slides[i].hidden) {
            out->words[out->count++] =
                (struct page_words){.title = pptx.slides[i].title, .notes = pptx.slides[i].notes};
        }
    }
    out->empty = out->count == 0;
}

/* What is larger than any picture is read, and the one pixel that pdftoppm makes of a page which is too large
 * for itself. */
static bool check_shape(const struct buf *bytes, size_t number, struct err *err)
{
    int width, height;
    bool fits = image_probe((const unsigned char *)buf_text(bytes), bytes->len, &width, &height, NULL);
    return (fits && width > 1) || err_set(err, ERR_INPUT, str(STR_PACK_PDF_PAGE_SHAPE), number);
}

/* One page, as large as pdftoppm made it. */
static bool keep_page(struct talks_reader *reader, const struct pack_place *place, const char *folder,
                      const char *id, const char *page, size_t number)
{
    struct arena *arena = &reader->read->pack->arena;
    struct buf bytes = {0};
    struct err err = {0};
    const char *path = arena_printf(arena, "%s/%s", folder, page);
    const char *name = arena_printf(arena, "talks/%s/%s", id, page);
    bool kept = path && name && files_read(path, PACK_IMAGE_MAX_BYTES, &bytes, &err) &&
                check_shape(&bytes, number, &err);
    reader->read->failed |= !path || !name || err.code == ERR_MEMORY;
    reader->image_bytes += bytes.len;
    if (kept && reader->image_bytes > PACK_IMAGES_MAX_BYTES) {
        kept = err_set(&err, ERR_INPUT, str(STR_PACK_IMAGES_TOO_LARGE),
                       (size_t)PACK_IMAGES_MAX_BYTES / (1024 * 1024));
    }
    if (kept) {
        keep_file(reader, name, &bytes);
    } else if (!reader->read->failed) {
        pack_error(reader->read, place, 0, 0, STR_PACK_AS_IT_IS, err.text);
    }
    buf_finish(&bytes);
    return kept && !reader->read->failed;
}

/* The pictures, then the talk that names them. */
static void keep_pages(struct talks_reader *reader, const struct pack_place *place, const char *folder,
                       const char *id, const struct told *told)
{
    struct pack_read *read = reader->read;
    struct pack_pages pages;
    struct buf markdown = {0};
    bool whole = pack_pages_list_at(read, folder, &pages);
    for (size_t i = 0; whole && i < pages.count; i++) {
        whole = keep_page(reader, place, folder, id, pages.names[i], i + 1);
    }
    const char *name = arena_printf(&read->pack->arena, "talks/%s.md", id);
    read->failed |= !name;
    if (!whole || read->failed) {
        return;
    }
    bool known = told->words && told->count == pages.count;
    if (told->words && !known) {
        pack_warning(read, place, 0, 0, STR_PACK_OFFICE_NO_WORDS);
    }
    pack_pages_markdown(&pages, known ? told->words : NULL, id, &markdown);
    read->failed |= !buf_ok(&markdown);
    if (!read->failed) {
        keep_file(reader, name, &markdown);
    }
    buf_finish(&markdown);
}

static void turn_bytes(struct talks_reader *reader, const struct pack_place *place,
                       const struct pack_deck_file *deck, const struct buf *bytes)
{
    struct pack_read *read = reader->read;
    struct pack_turn turn = {.progress = read->options ? read->options->progress : NULL,
                             .before = (int64_t)reader->turned * PACK_TURN_WHOLE,
                             .total =
                                 (int64_t)reader->to_turn * PACK_TURN_WHOLE * 1000 / IMPORT_READ_PERMILLE};
    struct told told;
    struct err err = {0};
    read_words(reader, deck->file, bytes, &told);
    if (read->failed) {
        return;
    }
    if (pack_office_is_locked(bytes)) {
        pack_error(read, place, 0, 0, STR_PACK_OFFICE_PASSWORD);
    } else if (told.words && told.empty) {
        pack_error(read, place, 0, 0, STR_PACK_OFFICE_EMPTY);
    } else if (pack_turn_pages(&turn, deck->file, bytes, &err)) {
        keep_pages(reader, place, turn.folder.path, deck->id, &told);
    } else if (err.code == ERR_CANCELLED || err.code == ERR_MEMORY) {
        read->cancelled = err.code == ERR_CANCELLED;
        read->failed = true;
    } else {
        pack_error(read, place, 0, 0, STR_PACK_AS_IT_IS, err.text);
    }
    pack_turn_finish(&turn);
}

/* The pages of a PDF or a presentation go into the store as pictures, with the talk that names them. */
static void read_turned(struct talks_reader *reader, const struct pack_deck_file *deck, size_t order)
{
    struct pack_place place = {.file = pack_folder_path(reader->read, deck->file), .order = order};
    struct buf bytes = {0};
    if (place.file && pack_folder_load(reader->read, &place, PACK_TURNED_MAX_BYTES, &bytes)) {
        turn_bytes(reader, &place, deck, &bytes);
    }
    reader->turned++;
    buf_finish(&bytes);
}

/* --- all of them --- */

/* From their own file or from the workbook's sheet; from both would leave open which. */
static void read_keypoints(struct talks_reader *reader, const struct pack_folder *folder)
{
    struct pack_keypoints sheet;
    pack_keypoints_read(reader->read, KEYPOINTS_ORDER, &sheet);
    if (folder->keypoints && sheet.markdown.len > 0) {
        char shown[PACK_SHOWN_SIZE];
        pack_error(reader->read, &sheet.place, 0, 0, STR_PACK_TWO_FILES,
                   pack_shown(folder->keypoints, shown));
    } else if (folder->keypoints) {
        read_markdown(reader, folder->keypoints, KEYPOINTS_ORDER, NULL, "");
    } else if (sheet.markdown.len > 0 && !reader->read->failed) {
        take_markdown(reader, &sheet.place, &sheet.markdown, NULL, "", &sheet);
    }
    pack_keypoints_finish(&sheet);
}

void pack_talks_read(struct pack_read *read, const struct pack_folder *folder)
{
    struct talks_reader reader = {.read = read};
    read_keypoints(&reader, folder);
    const char *talks = folder->talks ? arena_printf(&read->pack->arena, "%s/", folder->talks) : "talks/";
    read->failed |= !talks;
    for (size_t i = 0; i < folder->deck_count; i++) {
        reader.to_turn += folder->decks[i].turned;
    }
    for (size_t i = 0; i < folder->deck_count && !read->failed; i++) {
        const struct pack_deck_file *deck = &folder->decks[i];
        if (deck->pages.count > 0) {
            read_pages(&reader, deck, FIRST_TALK_ORDER + i, talks);
        } else if (deck->turned) {
            read_turned(&reader, deck, FIRST_TALK_ORDER + i);
        } else {
            read_markdown(&reader, deck->file, FIRST_TALK_ORDER + i, deck->id, talks);
        }
    }
    name_table_finish(&reader.images);
}
