#include "sdl/fonts.h"

#include "base/buf.h"
#include "base/files.h"
#include "base/strings.h"
#include "base/utf8.h"

#include <SDL2/SDL_ttf.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FACES_MAX = 16,
    SIZES_MAX = 64,
    REFERENCE_PX = 128, /* advances are read once at this size and scaled: hinting is off, so they scale */
    ADVANCES = 2048,    /* slots of the advance cache, a power of two */
    LINES = 512,        /* slots of the line cache, a power of two */
    LINE_BYTES_MAX = 10 * 1024 * 1024,
    RUNS_MAX = 32
};

struct face {
    char path[256];
    long index;
    bool bold, regular; /* which weights it serves */
    bool gone;          /* could not be opened */
    TTF_Font *reference;
};

struct sized_font {
    int face, px;
    TTF_Font *font;
};

struct advance {
    uint32_t code_point; /* 0 = empty */
    unsigned char bold;
    signed char face; /* -1 = none has it */
    float em;         /* advance in em */
};

struct line {
    uint64_t key; /* 0 = empty */
    uint32_t used_at;
    int px;
    bool bold;
    uint32_t colour;
    char *text;
    SDL_Surface *surface;
};

struct fonts {
    struct face faces[FACES_MAX];
    int face_count;
    struct sized_font sizes[SIZES_MAX];
    int size_count;
    struct advance advances[ADVANCES];
    struct line lines[LINES];
    size_t line_bytes;
    uint32_t turn;
    double scale;
};

static bool parse_face(char *line, struct face *face, bool *required, char package[64])
{
    char need[16], weight[16];
    int index;
    if (sscanf(line, "%15s %63s %255s %d %15s", need, package, face->path, &index, weight) != 5 ||
        need[0] == '#') {
        return false;
    }
    face->index = index;
    face->regular = strcmp(weight, "bold") != 0;
    face->bold = strcmp(weight, "regular") != 0;
    *required = strcmp(need, "required") == 0;
    return true;
}

static bool read_faces(struct fonts *fonts, const char *path, struct err *err)
{
    struct buf text = {0};
    bool done = false;
    if (!files_read(path, 64 * 1024, &text, err)) {
        goto finish;
    }
    char *rest = text.data;
    for (char *line; (line = strsep(&rest, "\n")) != NULL && fonts->face_count < FACES_MAX;) {
        struct face face = {0};
        bool required;
        char package[64];
        if (!parse_face(line, &face, &required, package)) {
            continue;
        }
        if (files_exists(face.path)) {
            fonts->faces[fonts->face_count++] = face;
        } else if (required) {
            err_set(err, ERR_NOT_FOUND, str(STR_ERR_FACE_MISSING), face.path, package);
            goto finish;
        }
    }
    if (fonts->face_count == 0) {
        err_set(err, ERR_INPUT, str(STR_ERR_FACES_EMPTY), path);
        goto finish;
    }
    done = true;
finish:
    buf_finish(&text);
    return done;
}

bool fonts_create(struct fonts **out, const char *faces_path, struct err *err)
{
    struct fonts *fonts = calloc(1, sizeof *fonts);
    if (!fonts) {
        return err_memory(err);
    }
    fonts->scale = 1;
    if (!read_faces(fonts, faces_path, err)) {
        goto free_fonts;
    }
    if (TTF_Init() != 0) {
        err_set(err, ERR_UNSUPPORTED, "SDL_ttf: %s", TTF_GetError());
        goto free_fonts;
    }
    *out = fonts;
    return true;
free_fonts:
    free(fonts);
    return false;
}

static void drop_lines(struct fonts *fonts)
{
    for (int i = 0; i < LINES; i++) {
        SDL_FreeSurface(fonts->lines[i].surface);
        free(fonts->lines[i].text);
        fonts->lines[i] = (struct line){0};
    }
    fonts->line_bytes = 0;
}

static void drop_sizes(struct fonts *fonts)
{
    for (int i = 0; i < fonts->size_count; i++) {
        TTF_CloseFont(fonts->sizes[i].font);
    }
    fonts->size_count = 0;
}

void fonts_destroy(struct fonts *fonts)
{
    if (!fonts) {
        return;
    }
    drop_lines(fonts);
    drop_sizes(fonts);
    for (int i = 0; i < fonts->face_count; i++) {
        if (fonts->faces[i].reference) {
            TTF_CloseFont(fonts->faces[i].reference);
        }
    }
    TTF_Quit();
    free(fonts);
}

void fonts_set_scale(struct fonts *fonts, double scale)
{
    if (fonts->scale != scale) {
        drop_lines(fonts);
        drop_sizes(fonts);
        fonts->scale = scale;
    }
}

static TTF_Font *open_face(struct fonts *fonts, int face, int px)
{
    TTF_Font *font = TTF_OpenFontIndex(fonts->faces[face].path, px, fonts->faces[face].index);
    if (font) {
        TTF_SetFontHinting(font, TTF_HINTING_LIGHT_SUBPIXEL);
    }
    return font;
}

static TTF_Font *reference_of(struct fonts *fonts, int face)
{
    struct face *f = &fonts->faces[face];
    if (!f->reference && !f->gone) {
        f->reference = open_face(fonts, face, REFERENCE_PX);
        f->gone = !f->reference;
    }
    return f->reference;
}

static TTF_Font *sized_font(struct fonts *fonts, int face, int px)
{
    for (int i = 0; i < fonts->size_count; i++) {
        if (fonts->sizes[i].face == face && fonts->sizes[i].px == px) {
            struct sized_font found = fonts->sizes[i];
            memmove(fonts->sizes + 1, fonts->sizes, (size_t)i * sizeof *fonts->sizes);
            fonts->sizes[0] = found;
            return found.font;
        }
    }
    if (fonts->size_count == SIZES_MAX) {
        TTF_CloseFont(fonts->sizes[--fonts->size_count].font);
    }
    TTF_Font *font = open_face(fonts, face, px);
    if (font) {
        memmove(fonts->sizes + 1, fonts->sizes, (size_t)fonts->size_count * sizeof *fonts->sizes);
        fonts->sizes[0] = (struct sized_font){face, px, font};
        fonts->size_count++;
    }
    return font;
}

static bool is_full_width(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x3001 && c <= 0x301F) ||
           (c >= 0xFF01 && c <= 0xFF5E);
}

/* The face and advance of a code point, remembered. */
static const struct advance *advance_of(struct fonts *fonts, uint32_t c, bool bold)
{
    uint32_t slot = (c * 2654435761u >> 7 ^ (uint32_t)bold) & (ADVANCES - 1);
    struct advance *a = &fonts->advances[slot];
    if (a->code_point == c && a->bold == bold && c != 0) {
        return a;
    }
    *a = (struct advance){.code_point = c, .bold = bold, .face = -1, .em = 1};
    for (int i = 0; i < fonts->face_count; i++) {
        struct face *face = &fonts->faces[i];
        if (!(bold ? face->bold : face->regular)) {
            continue;
        }
        TTF_Font *font = reference_of(fonts, i);
        if (!font || !TTF_GlyphIsProvided32(font, c)) {
            continue;
        }
        a->face = (signed char)i;
        int advance;
        if (!(i < 2 && is_full_width(c)) &&
            TTF_GlyphMetrics32(font, c, NULL, NULL, NULL, NULL, &advance) == 0) {
            a->em = (float)advance / REFERENCE_PX;
        }
        break;
    }
    return a;
}

static int px_size(const struct fonts *fonts, int size)
{
    int px = (int)lround(size * fonts->scale);
    return px < 6 ? 6 : px;
}

static int measure_width(void *context, int size, bool bold, const char *text, size_t len)
{
    struct fonts *fonts = context;
    double em = 0;
    for (size_t pos = 0; pos < len;) {
        uint32_t c = utf8_next(text, len, &pos);
        if (c >= 0x20 && c != UTF8_INVALID) {
            em += advance_of(fonts, c, bold)->em;
        }
    }
    return (int)ceil(em * px_size(fonts, size) / fonts->scale);
}

static bool measure_covers(void *context, uint32_t code_point)
{
    return advance_of(context, code_point, false)->face >= 0;
}

struct text_measure fonts_measure(struct fonts *fonts)
{
    return (struct text_measure){.width = measure_width, .covers = measure_covers, .context = fonts};
}

/* A stretch of a line that one face draws. */
struct run {
    int face; /* -1 = none: drawn as U+25A1 */
    size_t start, len;
};

static int split_runs(struct fonts *fonts, bool bold, const char *text, size_t len, struct run runs[RUNS_MAX])
{
    int count = 0;
    for (size_t pos = 0; pos < len;) {
        size_t start = pos;
        uint32_t c = utf8_next(text, len, &pos);
        int face = c == UTF8_INVALID ? -1 : advance_of(fonts, c, bold)->face;
        if (count > 0 && (runs[count - 1].face == face || (c == ' ' && face >= 0))) {
            runs[count - 1].len += pos - start;
        } else if (count < RUNS_MAX) {
            runs[count++] = (struct run){face, start, pos - start};
        } else {
            runs[count - 1].len += pos - start;
        }
    }
    return count;
}

static SDL_Surface *render_run(struct fonts *fonts, const struct run *run, int px, bool bold, uint32_t colour,
                               const char *text)
{
    char stack[512];
    char *copy = run->len < sizeof stack ? stack : malloc(run->len + 1);
    if (!copy) {
        return NULL;
    }
    int face = run->face;
    if (face < 0) {
        /* □ for each character that no face has */
        size_t boxes = utf8_count(text + run->start, run->len), at = 0;
        for (size_t i = 0; i < boxes && at + 3 < sizeof stack; i++) {
            memcpy(stack + at, "\xE2\x96\xA1", 3);
            at += 3;
        }
        stack[at] = '\0';
        face = advance_of(fonts, 0x25A1, bold)->face;
    } else {
        memcpy(copy, text + run->start, run->len);
        copy[run->len] = '\0';
    }
    TTF_Font *font = face < 0 ? NULL : sized_font(fonts, face, px);
    SDL_Color ink = {(Uint8)(colour >> 16), (Uint8)(colour >> 8), (Uint8)colour, (Uint8)(colour >> 24)};
    SDL_Surface *surface = font ? TTF_RenderUTF8_Blended(font, run->face < 0 ? stack : copy, ink) : NULL;
    if (copy != stack) {
        free(copy);
    }
    return surface;
}

/* Joins the runs' surfaces on one base line (faces differ in ascent; their middles are laid level). */
static SDL_Surface *render_line(struct fonts *fonts, int px, bool bold, uint32_t colour, const char *text,
                                size_t len)
{
    struct run runs[RUNS_MAX];
    int count = split_runs(fonts, bold, text, len, runs);
    if (count == 1) {
        return render_run(fonts, &runs[0], px, bold, colour, text);
    }
    SDL_Surface *parts[RUNS_MAX] = {0};
    int width = 0, height = 0;
    for (int i = 0; i < count; i++) {
        parts[i] = render_run(fonts, &runs[i], px, bold, colour, text);
        if (parts[i]) {
            width += parts[i]->w;
            height = parts[i]->h > height ? parts[i]->h : height;
        }
    }
    SDL_Surface *joined =
        width > 0 ? SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888) : NULL;
    int x = 0;
    for (int i = 0; i < count; i++) {
        if (parts[i] && joined) {
            SDL_Rect at = {x, (height - parts[i]->h) / 2, parts[i]->w, parts[i]->h};
            SDL_SetSurfaceBlendMode(parts[i], SDL_BLENDMODE_NONE);
            SDL_BlitSurface(parts[i], NULL, joined, &at);
            x += parts[i]->w;
        }
        SDL_FreeSurface(parts[i]);
    }
    return joined;
}

static uint64_t line_key(int px, bool bold, uint32_t colour, const char *text, size_t len)
{
    uint64_t hash = 14695981039346656037u ^ ((uint64_t)px << 33 | (uint64_t)bold << 32 | colour);
    for (size_t i = 0; i < len; i++) {
        hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
    }
    return hash | 1;
}

static size_t surface_bytes(const SDL_Surface *surface)
{
    return surface ? (size_t)surface->pitch * (size_t)surface->h : 0;
}

static void drop_line(struct fonts *fonts, struct line *line)
{
    fonts->line_bytes -= surface_bytes(line->surface);
    SDL_FreeSurface(line->surface);
    free(line->text);
    *line = (struct line){0};
}

static void drop_oldest_line(struct fonts *fonts)
{
    struct line *oldest = NULL;
    for (int i = 0; i < LINES; i++) {
        struct line *line = &fonts->lines[i];
        if (line->key && (!oldest || line->used_at < oldest->used_at)) {
            oldest = line;
        }
    }
    if (oldest) {
        drop_line(fonts, oldest);
    }
}

SDL_Surface *fonts_line(struct fonts *fonts, int size, bool bold, uint32_t colour, const char *text,
                        size_t len)
{
    enum { PROBES = 4 };
    int px = px_size(fonts, size);
    uint64_t key = line_key(px, bold, colour, text, len);
    struct line *spare = NULL;
    fonts->turn++;
    for (int i = 0; i < PROBES; i++) {
        struct line *line = &fonts->lines[(key + (uint64_t)i) & (LINES - 1)];
        if (line->key == key && line->px == px && line->bold == bold && line->colour == colour &&
            strlen(line->text) == len && memcmp(line->text, text, len) == 0) {
            line->used_at = fonts->turn;
            return line->surface;
        }
        if (!spare || !line->key || (spare->key && line->used_at < spare->used_at)) {
            spare = line;
        }
    }
    SDL_Surface *surface = render_line(fonts, px, bold, colour, text, len);
    char *copy = strndup(text, len);
    if (!surface || !copy) {
        SDL_FreeSurface(surface);
        free(copy);
        return NULL;
    }
    if (spare->key) {
        drop_line(fonts, spare);
    }
    while (fonts->line_bytes > 0 && fonts->line_bytes + surface_bytes(surface) > LINE_BYTES_MAX) {
        drop_oldest_line(fonts);
    }
    *spare = (struct line){.key = key,
                           .used_at = fonts->turn,
                           .px = px,
                           .bold = bold,
                           .colour = colour,
                           .text = copy,
                           .surface = surface};
    fonts->line_bytes += surface_bytes(surface);
    return surface;
}
