#include "sdl/fonts.h"

#include "base/buf.h"
#include "base/files.h"
#include "base/strings.h"
#include "base/utf8.h"

#include <SDL2/SDL.h>
#include <SDL2/SDL_ttf.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FACES_MAX = 16,
    REFERENCE_PX =
        128,         /* advances are read at this size and scaled: hinting leaves them alone, so they scale */
    ADVANCES = 2048, /* slots of the advance cache, a power of two */
    PIECES = 4096,   /* slots of the piece cache, a power of two */
    PIECE_BYTES_MAX = 6 * 1024 * 1024,
    PIECE_TEXT_MAX = 96 /* bytes of a run drawn as one piece */
};

struct face {
    char path[256];
    long index;
    bool bold, regular; /* which weights it serves */
    bool gone;          /* could not be opened */
    TTF_Font *font;
    int px; /* the size it is set to */
};

struct advance {
    uint32_t code_point; /* 0 = empty */
    unsigned char bold;
    signed char face; /* -1 = none has it */
    float em;         /* advance in em */
};

struct piece {
    uint64_t key; /* 0 = empty; 64 bits of hash over size, weight and text */
    unsigned char *alpha;
    unsigned short width, height;
    short left, top;
    uint32_t used_at;
};

struct fonts {
    struct face faces[FACES_MAX];
    int face_count;
    struct advance advances[ADVANCES];
    struct piece pieces[PIECES];
    size_t piece_bytes;
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

static size_t piece_size(const struct piece *piece)
{
    return (size_t)piece->width * piece->height;
}

static void drop_piece(struct fonts *fonts, struct piece *piece)
{
    fonts->piece_bytes -= piece_size(piece);
    free(piece->alpha);
    *piece = (struct piece){0};
}

/* Drops what was not used in the last `turns` calls. */
static void drop_pieces(struct fonts *fonts, uint32_t turns)
{
    for (int i = 0; i < PIECES; i++) {
        struct piece *piece = &fonts->pieces[i];
        if (piece->key && fonts->turn - piece->used_at >= turns) {
            drop_piece(fonts, piece);
        }
    }
}

void fonts_destroy(struct fonts *fonts)
{
    if (!fonts) {
        return;
    }
    drop_pieces(fonts, 0);
    for (int i = 0; i < fonts->face_count; i++) {
        if (fonts->faces[i].font) {
            TTF_CloseFont(fonts->faces[i].font);
        }
    }
    TTF_Quit();
    free(fonts);
}

void fonts_set_scale(struct fonts *fonts, double scale)
{
    if (fonts->scale != scale) {
        drop_pieces(fonts, 0);
        fonts->scale = scale;
    }
}

/* The face, set to that size; NULL where it cannot be opened. */
static TTF_Font *face_at(struct fonts *fonts, int index, int px)
{
    struct face *face = &fonts->faces[index];
    if (!face->font && !face->gone) {
        face->font = TTF_OpenFontIndex(face->path, px, face->index);
        face->gone = !face->font;
        if (face->font) {
            TTF_SetFontHinting(face->font, TTF_HINTING_LIGHT_SUBPIXEL);
            face->px = px;
        }
    }
    if (face->font && face->px != px && TTF_SetFontSize(face->font, px) == 0) {
        face->px = px;
    }
    return face->font;
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
        TTF_Font *font = face_at(fonts, i, face->font ? face->px : REFERENCE_PX);
        if (!font || !TTF_GlyphIsProvided32(font, c)) {
            continue;
        }
        a->face = (signed char)i;
        int advance;
        if (!is_full_width(c) && face_at(fonts, i, REFERENCE_PX) &&
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

int fonts_line_height(struct fonts *fonts, int size, bool bold)
{
    /* the first face that serves the weight sets the line; 1.448 em for Noto Sans CJK */
    const struct advance *a = advance_of(fonts, 'x', bold);
    TTF_Font *font = a->face < 0 ? NULL : face_at(fonts, a->face, px_size(fonts, size));
    return font ? TTF_FontHeight(font) : px_size(fonts, size) * 3 / 2;
}

/* Full-width characters and digits are kept one by one: names and times are made of ever the same ones. */
static bool stands_alone(uint32_t c)
{
    return is_full_width(c) || (c >= '0' && c <= '9');
}

/* Where the piece that begins at start ends, which face draws it, how wide it is. */
struct cut {
    size_t end;
    int face; /* -1 = none: drawn as U+25A1 */
    double em;
};

static struct cut cut_piece(struct fonts *fonts, bool bold, const char *text, size_t len, size_t start)
{
    struct cut cut = {.end = start};
    uint32_t c = utf8_next(text, len, &cut.end);
    const struct advance *a = advance_of(fonts, c == UTF8_INVALID ? 0xFFFD : c, bold);
    cut.face = a->face;
    cut.em = a->em;
    bool alone = cut.face < 0 || stands_alone(c);
    while (!alone && cut.end < len && cut.end - start < PIECE_TEXT_MAX - 4) {
        size_t next = cut.end;
        c = utf8_next(text, len, &next);
        a = advance_of(fonts, c == UTF8_INVALID ? 0xFFFD : c, bold);
        if (a->face != cut.face || stands_alone(c)) {
            break;
        }
        cut.em += a->em;
        cut.end = next;
    }
    return cut;
}

static uint64_t piece_key(int px, bool bold, const char *text, size_t len)
{
    uint64_t hash = 14695981039346656037u ^ ((uint64_t)px << 1 | (uint64_t)bold);
    hash *= 1099511628211u;
    for (size_t i = 0; i < len; i++) {
        hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
    }
    hash ^= hash >> 29;
    return hash | 1;
}

/* The coverage of a white text on nothing, empty rows and columns left out. */
static bool keep_coverage(const SDL_Surface *surface, int top, struct piece *piece)
{
    const unsigned char *pixels = surface->pixels;
    int first = surface->h, last = -1, left = surface->w, right = -1;
    for (int y = 0; y < surface->h; y++) {
        const uint32_t *row = (const uint32_t *)(const void *)(pixels + (ptrdiff_t)y * surface->pitch);
        for (int x = 0; x < surface->w; x++) {
            if (row[x] >> 24) {
                first = y < first ? y : first;
                last = y;
                left = x < left ? x : left;
                right = x > right ? x : right;
            }
        }
    }
    if (last < 0) {
        return true; /* blanks */
    }
    int w = right - left + 1, h = last - first + 1;
    piece->alpha = malloc((size_t)w * (size_t)h);
    if (!piece->alpha) {
        return false;
    }
    for (int y = 0; y < h; y++) {
        const uint32_t *row =
            (const uint32_t *)(const void *)(pixels + (ptrdiff_t)(first + y) * surface->pitch);
        for (int x = 0; x < w; x++) {
            piece->alpha[y * w + x] = (unsigned char)(row[left + x] >> 24);
        }
    }
    piece->width = (unsigned short)w;
    piece->height = (unsigned short)h;
    piece->left = (short)left;
    piece->top = (short)(first + top);
    return true;
}

static bool render_piece(struct fonts *fonts, const struct cut *cut, int size, bool bold, const char *text,
                         size_t start, struct piece *piece)
{
    static const char box[] = "\xE2\x96\xA1"; /* U+25A1 where no face has the character */
    char copy[PIECE_TEXT_MAX + 4];
    int px = px_size(fonts, size), face = cut->face;
    if (face < 0) {
        memcpy(copy, box, sizeof box);
        face = advance_of(fonts, 0x25A1, bold)->face;
    } else {
        memcpy(copy, text + start, cut->end - start);
        copy[cut->end - start] = '\0';
    }
    TTF_Font *font = face < 0 ? NULL : face_at(fonts, face, px);
    SDL_Surface *surface = font ? TTF_RenderUTF8_Blended(font, copy, (SDL_Color){255, 255, 255, 255}) : NULL;
    if (!surface) {
        return true; /* nothing to draw is better than no line */
    }
    /* faces differ in height: their middles are laid level */
    int height = TTF_FontHeight(font), top = (fonts_line_height(fonts, size, bold) - height) / 2;
    bool kept = keep_coverage(surface, top, piece);
    SDL_FreeSurface(surface);
    return kept;
}

bool fonts_next_piece(struct fonts *fonts, int size, bool bold, const char *text, size_t len, size_t *pos,
                      struct fonts_piece *out)
{
    enum { PROBES = 8, RECENT = 4096 };
    if (*pos >= len) {
        return false;
    }
    int px = px_size(fonts, size);
    size_t start = *pos;
    struct cut cut = cut_piece(fonts, bold, text, len, start);
    uint64_t key = piece_key(px, bold, text + start, cut.end - start);
    struct piece *piece = NULL, *spare = NULL;
    fonts->turn++;
    for (int i = 0; i < PROBES && !piece; i++) {
        struct piece *probe = &fonts->pieces[(key + (uint64_t)i) & (PIECES - 1)];
        if (probe->key == key) {
            piece = probe;
        } else if (!spare || (spare->key && (!probe->key || probe->used_at < spare->used_at))) {
            spare = probe;
        }
    }
    if (!piece) {
        drop_piece(fonts, spare);
        if (fonts->piece_bytes > PIECE_BYTES_MAX) {
            drop_pieces(fonts, RECENT);
        }
        if (!render_piece(fonts, &cut, size, bold, text, start, spare)) {
            return false;
        }
        piece = spare;
        piece->key = key;
        fonts->piece_bytes += piece_size(piece);
    }
    piece->used_at = fonts->turn;
    *pos = cut.end;
    *out = (struct fonts_piece){.alpha = piece->alpha,
                                .width = piece->width,
                                .height = piece->height,
                                .left = piece->left,
                                .top = piece->top,
                                .advance = cut.em * px};
    return true;
}

void fonts_warm(struct fonts *fonts, int size, bool bold, const char *text, size_t len)
{
    struct fonts_piece piece;
    for (size_t pos = 0; fonts_next_piece(fonts, size, bold, text, len, &pos, &piece);) {
    }
}
