/* Colours, sizes and distances of design/mock/base.css. */
#ifndef LECTERN_UI_THEME_H
#define LECTERN_UI_THEME_H

/* 0xAARRGGBB */
#define THEME_BG           0xFFF6F1E8u
#define THEME_SURFACE      0xFFFFFFFFu
#define THEME_INK          0xFF211B17u
#define THEME_MUTED        0xFF70645Bu
#define THEME_LINE         0xFFE5DBCDu
#define THEME_PRIMARY      0xFFB2161Cu
#define THEME_PRIMARY_DARK 0xFF850E13u
#define THEME_PRIMARY_SOFT 0xFFFBEDEAu
#define THEME_ON_PRIMARY   0xFFFFF6E6u
#define THEME_GOLD         0xFFD6A03Cu
#define THEME_GOLD_SOFT    0xFFF6E7C8u
#define THEME_GOLD_INK     0xFF6B4A0Au
#define THEME_GOLD_DEEP    0xFF8A5F0Eu
#define THEME_OK           0xFF1C7A49u
#define THEME_OK_SOFT      0xFFE2F3E9u
#define THEME_WARN         0xFFA85F00u
#define THEME_ERR          0xFFA3101Fu
#define THEME_MUTE         0xFFEFE8DCu
#define THEME_TRACK        0xFFEFE6D8u
#define THEME_LIVE_SOFT    0xFFF8DEDBu
#define THEME_LIVE_HALO    0xFFF3D5D2u
#define THEME_DOT          0xFFD9CDBBu
#define THEME_GRID         0xFFF0E8DCu
#define THEME_HEAD         0xFFFBF8F3u
#define THEME_VEIL         0xB3211B17u
#define THEME_SLIDE_BG     0xFF1B1210u
#define THEME_SLIDE_GLOW   0xFF5A1114u
#define THEME_SLIDE_TITLE  0xFFFFE7B8u
#define THEME_SLIDE_INK    0xFFFFF6E6u
#define THEME_SLIDE_MUTED  0xFFD8BFA4u
#define THEME_SLIDE_PANEL  0xFF2E2320u

/* Type sizes in design px. Few, as every size of a face costs time and memory at start. */
enum {
    THEME_SMALL = 26,
    THEME_TINY = 24, /* nothing is smaller */
    THEME_BODY = 30,
    THEME_STRONG = 32,
    THEME_NUMBER = 36,
    THEME_TITLE = 42,
    THEME_HERO = 56,
    THEME_CALL = 64,
    THEME_OUTCOME = 76
};

enum {
    THEME_BAR_H = 112, /* the header, its gold line included */
    THEME_NAV_H = 104,
    THEME_MARGIN = 56,
    THEME_MARGIN_PORTRAIT = 40,
    THEME_GAP = 40,
    THEME_RADIUS = 24,
    THEME_TOUCH = 88 /* least side of anything to be touched */
};

#endif
