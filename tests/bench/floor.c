/* The floor: the least an SDL program can do that opens the CJK font, draws 50 lines of Chinese and, on
 * Enter, commits one row and redraws a box; on PageDown it draws a slide. What Lectern needs is measured
 * against this. Usage: floor DATABASE */
#include <SDL2/SDL.h>
#include <SDL2/SDL_ttf.h>
#include <sqlite3.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FONT "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"

enum {
    FACE_SIMPLIFIED_CHINESE = 2,
    SMALL = 30,
    LARGE = 42,
    SLIDE_TITLE = 100,
    SLIDE_BODY = 76,
    CHARACTER_BYTES = 3,
    LINE_CHARACTERS = 18
};

static const char words[] =
    "新时代产业工人队伍建设改革辅导讲座劳动和技能竞赛动员会班组学习交流学用结合以致"
    "全国模范主讲王师傅面向一车间二号厅机修质检科后勤安全生产隐患排查岗位练兵经验分享"
    "霍林郭勒市总工会基层企业宣传弘扬精神把本职作做到极致请刷卡签到或按键输入情况报送";

static void check(bool fine, const char *what, const char *why)
{
    if (!fine) {
        fprintf(stderr, "floor: %s: %s\n", what, why);
        exit(EXIT_FAILURE);
    }
}

static void draw_line(SDL_Surface *screen, TTF_Font *font, int number, int x, int y)
{
    char line[LINE_CHARACTERS * CHARACTER_BYTES + 1];
    size_t starts = (sizeof words - 1) / CHARACTER_BYTES - LINE_CHARACTERS;
    memcpy(line, words + (size_t)number * 7 % starts * CHARACTER_BYTES, sizeof line - 1);
    line[sizeof line - 1] = '\0';
    SDL_Surface *text = TTF_RenderUTF8_Blended(font, line, (SDL_Color){0x20, 0x1c, 0x18, 0xff});
    check(text != NULL, "text", TTF_GetError());
    SDL_BlitSurface(text, NULL, screen, &(SDL_Rect){x, y, 0, 0});
    SDL_FreeSurface(text);
}

/* A slide: a title and three lines, on the whole screen. */
static void draw_slide(SDL_Surface *screen, TTF_Font *title, TTF_Font *body, int number)
{
    SDL_FillRect(screen, NULL, SDL_MapRGB(screen->format, 0x1b, 0x12, 0x10));
    draw_line(screen, title, number, 150, 240);
    for (int i = 0; i < 3; i++) {
        draw_line(screen, body, number + i + 1, 219, 450 + i * 140);
    }
}

/* Three columns: 17 lines, 16 larger ones, 17 lines. */
static void draw_lines(SDL_Surface *screen, TTF_Font *small, TTF_Font *large)
{
    for (int i = 0; i < 17; i++) {
        draw_line(screen, small, i, 10, 4 + i * 62);
        draw_line(screen, small, 33 + i, 1370, 4 + i * 62);
    }
    for (int i = 0; i < 16; i++) {
        draw_line(screen, large, 17 + i, 580, i * 66);
    }
}

static sqlite3_stmt *open_store(const char *path, sqlite3 **db)
{
    sqlite3_stmt *insert = NULL;
    check(sqlite3_open(path, db) == SQLITE_OK &&
              sqlite3_exec(*db,
                           "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                           "CREATE TABLE IF NOT EXISTS scan(id INTEGER PRIMARY KEY, code TEXT, at INTEGER)",
                           NULL, NULL, NULL) == SQLITE_OK &&
              sqlite3_prepare_v2(*db, "INSERT INTO scan(code, at) VALUES ('0003625619', ?1)", -1, &insert,
                                 NULL) == SQLITE_OK,
          path, sqlite3_errmsg(*db));
    return insert;
}

int main(int argc, char **argv)
{
    sqlite3 *db = NULL;
    SDL_Rect place;
    check(argc == 2, "usage", "floor DATABASE");
    sqlite3_stmt *insert = open_store(argv[1], &db);
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    check(SDL_Init(SDL_INIT_VIDEO) == 0 && TTF_Init() == 0, "start", SDL_GetError());
    SDL_StopTextInput();
    check(SDL_GetDisplayBounds(0, &place) == 0, "display", SDL_GetError());
    SDL_Window *window = SDL_CreateWindow("floor", place.x, place.y, place.w, place.h, SDL_WINDOW_BORDERLESS);
    SDL_Surface *screen = window ? SDL_GetWindowSurface(window) : NULL;
    check(screen != NULL, "window", SDL_GetError());
    TTF_Font *small = TTF_OpenFontIndex(FONT, SMALL, FACE_SIMPLIFIED_CHINESE);
    TTF_Font *large = TTF_OpenFontIndex(FONT, LARGE, FACE_SIMPLIFIED_CHINESE);
    check(small && large, "font", TTF_GetError());

    SDL_FillRect(screen, NULL, SDL_MapRGB(screen->format, 0xf4, 0xef, 0xe6));
    draw_lines(screen, small, large);
    SDL_UpdateWindowSurfaceRects(window, &(SDL_Rect){0, 0, screen->w, screen->h}, 1);

    SDL_Rect box = {(screen->w - 600) / 2, (screen->h - 200) / 2, 600, 200};
    Uint8 turn = 0;
    TTF_Font *slide_title = NULL, *slide_body = NULL;
    int slide = 0;
    for (SDL_Event event; SDL_WaitEvent(&event) && event.type != SDL_QUIT;) {
        if (event.type == SDL_WINDOWEVENT && event.window.event == SDL_WINDOWEVENT_EXPOSED) {
            SDL_UpdateWindowSurfaceRects(window, &(SDL_Rect){0, 0, screen->w, screen->h}, 1);
        }
        if (event.type == SDL_KEYDOWN && event.key.keysym.scancode == SDL_SCANCODE_PAGEDOWN) {
            if (!slide_title) {
                slide_title = TTF_OpenFontIndex(FONT, SLIDE_TITLE, FACE_SIMPLIFIED_CHINESE);
                slide_body = TTF_OpenFontIndex(FONT, SLIDE_BODY, FACE_SIMPLIFIED_CHINESE);
                check(slide_title && slide_body, "font", TTF_GetError());
            }
            draw_slide(screen, slide_title, slide_body, ++slide);
            SDL_UpdateWindowSurfaceRects(window, &(SDL_Rect){0, 0, screen->w, screen->h}, 1);
        }
        if (event.type == SDL_KEYDOWN && event.key.keysym.scancode == SDL_SCANCODE_RETURN) {
            sqlite3_bind_int64(insert, 1, (sqlite3_int64)event.key.timestamp);
            check(sqlite3_step(insert) == SQLITE_DONE, "commit", sqlite3_errmsg(db));
            sqlite3_reset(insert);
            turn = (Uint8)(turn + 40);
            SDL_FillRect(screen, &box, SDL_MapRGB(screen->format, 0x1d, turn, 0x4b));
            SDL_UpdateWindowSurfaceRects(window, &box, 1);
        }
    }
    sqlite3_finalize(insert);
    sqlite3_close(db);
    TTF_CloseFont(small);
    TTF_CloseFont(large);
    SDL_DestroyWindow(window);
    TTF_Quit();
    SDL_Quit();
    return EXIT_SUCCESS;
}
