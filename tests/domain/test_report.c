/* What the report codes carry, in every form, and what goes first where texts are long. */
#include "domain/report.h"
#include "domain/shorten.h"

#include "base/civil.h"
#include "base/strings.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct lecture sample = {.id = "L1",
                                      .title = "劳模宣讲：把本职工作做到极致",
                                      .kind = "报告会",
                                      .venue = "一号车间大厅",
                                      .speaker = "王师傅",
                                      .start_ms = 1795309200000LL,
                                      .end_ms = 1795314600000LL};
static struct lecture lecture;
static struct tally tally;

static struct board make_board(void)
{
    assert_true(civil_use_zone("Asia/Shanghai", NULL));
    lecture = sample;
    tally = (struct tally){.expected = 180, .on_time = 128, .late = 9, .walk_in = 3};
    return (struct board){.has_event = true,
                          .event = {.title = "车间宣讲活动 · 学习日",
                                    .organiser = "霍林郭勒市总工会",
                                    .report_mail = "hlhghzxfg@123.com",
                                    .report_phone = "0475-6372291"},
                          .programme = {.items = &lecture, .count = 1},
                          .tallies = &tally};
}

/* Undoes the percent-encoding of a mailto link; checks that nothing else than allowed characters stood there.
 */
static void decode(const char *link, char *out, size_t size)
{
    size_t at = 0;
    for (; *link && at + 1 < size; link++) {
        if (*link == '%') {
            char hex[3] = {link[1], link[2], '\0'};
            out[at++] = (char)strtol(hex, NULL, 16);
            link += 2;
        } else {
            assert_true((unsigned char)*link > 0x20 && (unsigned char)*link < 0x7F);
            out[at++] = *link;
        }
    }
    out[at] = '\0';
}

static void check(const struct board *board, enum report_kind kind, enum report_form form,
                  const char *expected)
{
    char text[2048];
    struct buf code = {0};
    report_code(board, kind, form, &lecture, lecture.start_ms, &code);
    assert_true(buf_ok(&code));
    assert_true(code.len <= SHORTEN_CODE_BYTES);
    if (form == REPORT_MAILTO) {
        decode(buf_text(&code), text, sizeof text);
        assert_string_equal(text, expected);
    } else {
        assert_string_equal(buf_text(&code), expected);
    }
    buf_finish(&code);
}

static void the_address_alone(void **state)
{
    (void)state;
    struct board board = make_board();
    check(&board, REPORT_ADDRESS, REPORT_MAILTO, "mailto:hlhghzxfg@123.com");
    check(&board, REPORT_ADDRESS, REPORT_MATMSG, "MATMSG:TO:hlhghzxfg@123.com;;");
    check(&board, REPORT_ADDRESS, REPORT_TEXT, "hlhghzxfg@123.com");
    check(
        &board, REPORT_ADDRESS, REPORT_VCARD,
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:霍林郭勒市总工会\r\nFN:霍林郭勒市总工会\r\nORG:霍林郭勒市总工会\r\n"
        "EMAIL:hlhghzxfg@123.com\r\nTEL:0475-6372291\r\nEND:VCARD");
    struct buf code = {0};
    report_code(&board, REPORT_LECTURE, REPORT_MAILTO, NULL, lecture.start_ms, &code); /* there is none */
    assert_string_equal(buf_text(&code), "mailto:hlhghzxfg@123.com");
    buf_finish(&code);
}

static void a_lecture_with_its_counts(void **state)
{
    (void)state;
    struct board board = make_board();
    check(
        &board, REPORT_LECTURE, REPORT_MAILTO,
        "mailto:hlhghzxfg@123.com?subject=劳模宣讲：把本职…&body=11-22 09:00-10:30\r\n应到180 实到137 迟到9");
    check(&board, REPORT_LECTURE, REPORT_MATMSG,
          "MATMSG:TO:hlhghzxfg@123.com;SUB:学习情况报送：劳模宣讲：把本职工作做到极致;BODY:车间宣讲活动 · "
          "学习日\r\n2026-11-22 09\\:00-10\\:30 一号车间大厅\r\n应到180 实到137 迟到9;;");
    check(&board, REPORT_LECTURE, REPORT_VCARD,
          "BEGIN:VCARD\r\nVERSION:3.0\r\nN:霍林郭勒市总工会\r\nFN:霍林郭勒市总工会\r\n"
          "EMAIL:hlhghzxfg@123.com\r\nTEL:0475-6372291\r\n"
          "NOTE:劳模宣讲：把…\\n11-22 09:00-10:30\\n应到180 实到137 迟到9\r\nEND:VCARD");
    check(&board, REPORT_LECTURE, REPORT_TEXT,
          "hlhghzxfg@123.com\n学习情况报送：劳模宣讲：把本职工作做到极致\n车间宣讲活动 · 学习日\n"
          "2026-11-22 09:00-10:30 一号车间大厅\n应到180 实到137 迟到9");
}

static void all_of_today(void **state)
{
    (void)state;
    struct board board = make_board();
    check(
        &board, REPORT_TODAY, REPORT_MAILTO,
        "mailto:hlhghzxfg@123.com?subject=今日学习情况&body=2026-11-22\r\n共 1 场\r\n应到180 实到137 迟到9");
    check(
        &board, REPORT_TODAY, REPORT_TEXT,
        "hlhghzxfg@123.com\n今日学习情况\n车间宣讲活动 · 学习日\n2026-11-22\n共 1 场\n应到180 实到137 迟到9");
}

static void what_the_forms_escape(void **state)
{
    (void)state;
    struct board board = make_board();
    lecture.title = "a;b:c,d\\e&f?g%h";
    lecture.venue = "";
    board.event.title = "";
    board.event.organiser = "x,y;z";
    board.event.report_phone = "";
    board.event.report_mail = "a+b&c@d.e";
    check(&board, REPORT_LECTURE, REPORT_MATMSG,
          "MATMSG:TO:a+b&c@d.e;SUB:学习情况报送：a\\;b\\:c\\,d\\\\e&f?g%h;"
          "BODY:2026-11-22 09\\:00-10\\:30\r\n应到180 实到137 迟到9;;");
    check(&board, REPORT_ADDRESS, REPORT_VCARD,
          "BEGIN:VCARD\r\nVERSION:3.0\r\nN:x\\,y\\;z\r\nFN:x\\,y\\;z\r\nORG:x\\,y\\;z\r\n"
          "EMAIL:a+b&c@d.e\r\nEND:VCARD");
    struct buf code = {0};
    report_code(&board, REPORT_LECTURE, REPORT_MAILTO, &lecture, lecture.start_ms, &code);
    assert_ptr_equal(strstr(buf_text(&code), "mailto:a+b%26c@d.e?subject="), code.data);
    assert_non_null(strstr(buf_text(&code), "a%3Bb:c%2Cd%5Ce%26f%3Fg%25h&body="));
    buf_finish(&code);
}

/* --- shortening --- */

static const char *kept(const struct board *board, enum report_form form, struct buf *code)
{
    report_code(board, REPORT_LECTURE, form, &lecture, lecture.start_ms, code);
    assert_true(code->len <= SHORTEN_CODE_BYTES);
    return buf_text(code);
}

/* The event's title goes before the year, the year before the general words, these before the end of a long
 * title, that before the venue, and the title's beginning last; no more than need be. */
static void what_goes_first(void **state)
{
    (void)state;
    static const struct {
        int characters; /* of the lecture's title */
        const char *there, *gone;
    } rows[] = {{24, "\n车间宣讲活动 · 学习日\n2026-", NULL},
                {30, "\n车间宣…\n2026-", NULL},
                {33, "学习情况报送：题", "车间宣"},
                {36, "学习情况报送：题", "2026-"},
                {42, "\n题题题", "学习情况报送"},
                {50, "题题…\n11-22 09:00-10:30 一号车间大厅\n", "学习情况报送"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct board board = make_board();
        struct buf code = {0};
        char title[256] = "";
        for (int c = 0; c < rows[i].characters; c++) {
            strcat(title, "题");
        }
        lecture.title = title;
        const char *text = kept(&board, REPORT_TEXT, &code);
        if (!strstr(text, rows[i].there) || (rows[i].gone && strstr(text, rows[i].gone))) {
            fail_msg("%d characters: %s", rows[i].characters, text);
        }
        assert_non_null(strstr(text, "11-22 09:00-10:30"));
        assert_non_null(strstr(text, "应到180 实到137 迟到9"));
        buf_finish(&code);
    }
}

/* A link has room for a third of the characters. */
static void what_is_left_of_a_link(void **state)
{
    (void)state;
    struct board board = make_board();
    lecture.title = "开班";
    check(
        &board, REPORT_LECTURE, REPORT_MAILTO,
        "mailto:hlhghzxfg@123.com?subject=开班&body=11-22 09:00-10:30 一号车间大厅\r\n应到180 实到137 迟到9");
    lecture.title = "学习日开班";
    check(
        &board, REPORT_LECTURE, REPORT_MAILTO,
        "mailto:hlhghzxfg@123.com?subject=学习日开班&body=11-22 09:00-10:30 一号…\r\n应到180 实到137 迟到9");
}

/* Titles that are hard to cut: each piece is one character to the eye. */
static const char *const pieces[] = {"学",
                                     "e\xCC\x81",
                                     "\xE2\x9D\xA4\xEF\xB8\x8F" /* heart, VS16 */,
                                     "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xA7" /* woman mechanic */,
                                     "\xF0\x9F\x87\xA8\xF0\x9F\x87\xB3" /* flag */,
                                     "\xE0\xBD\xA6\xE0\xBE\x92" /* stacked Tibetan */};

/* What stands before the "…" has to end where a piece ends. */
static void check_cut(const char *text, const char *piece, enum report_form form)
{
    char plain[1024];
    if (form == REPORT_MAILTO) {
        decode(text, plain, sizeof plain);
        text = plain;
    }
    assert_true(utf8_valid(text, strlen(text)));
    const char *dots = strstr(text, "…");
    size_t len = strlen(piece);
    assert_non_null(dots);
    if (memcmp(dots - len, piece, len) != 0) {
        fail_msg("cut inside a character: %s", text);
    }
    assert_non_null(strstr(text, "应到180 实到137 迟到9"));
}

static void no_character_is_cut(void **state)
{
    (void)state;
    for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
        for (int before = 0; before < 24; before++) { /* so that the cut falls on every byte of a piece */
            char title[2048] = "";
            memset(title, 'x', (size_t)before);
            while (strlen(title) < 900) {
                strcat(title, pieces[p]);
            }
            struct board board = make_board();
            lecture.title = title;
            board.event.title = title;
            for (int form = 0; form < REPORT_FORM_COUNT; form++) {
                struct buf code = {0};
                const char *text = kept(&board, (enum report_form)form, &code);
                if (before < 8) {
                    check_cut(text, pieces[p], (enum report_form)form);
                }
                assert_true(utf8_valid(text, strlen(text)));
                buf_finish(&code);
            }
        }
    }
}

/* One letter with marks without end is no character that can be cut: it goes as a whole. */
static void a_character_without_end_goes(void **state)
{
    (void)state;
    char title[1024] = "e";
    while (strlen(title) < 900) {
        strcat(title, "\xCC\x81");
    }
    struct board board = make_board();
    lecture.title = title;
    check(&board, REPORT_LECTURE, REPORT_MATMSG,
          "MATMSG:TO:hlhghzxfg@123.com;BODY:11-22 09\\:00-10\\:30 一号车间大厅\r\n应到180 实到137 迟到9;;");
}

static void absurd_texts_in_every_kind_and_form(void **state)
{
    (void)state;
    char title[1024] = "";
    while (strlen(title) < 900) {
        strcat(title, "极长的题目,;:\\\n");
    }
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        strings_use((enum lang)lang);
        struct board board = make_board();
        tally = (struct tally){.expected = 1000000, .on_time = 999999, .late = 1000000};
        lecture.title = lecture.venue = board.event.title = board.event.organiser = title;
        for (int kind = 0; kind < REPORT_KIND_COUNT; kind++) {
            for (int form = 0; form < REPORT_FORM_COUNT; form++) {
                struct buf code = {0};
                report_code(&board, (enum report_kind)kind, (enum report_form)form, &lecture,
                            lecture.start_ms, &code);
                assert_in_range(code.len, 1, SHORTEN_CODE_BYTES);
                assert_true(utf8_valid(code.data, code.len));
                bool counts = kind == REPORT_LECTURE || kind == REPORT_TODAY;
                assert_true(!counts || strstr(code.data, "1999999")); /* 实到 */
                buf_finish(&code);
            }
        }
        struct buf entry = {0};
        report_calendar(&lecture, &entry);
        assert_in_range(entry.len, 1, SHORTEN_CODE_BYTES);
        assert_true(utf8_valid(entry.data, entry.len));
        buf_finish(&entry);
    }
    strings_use(LANG_ZH);
}

/* An address that leaves no room for counts stands alone; one that is too long by itself all the same. */
static void a_long_address(void **state)
{
    (void)state;
    for (size_t len = 100; len <= 300; len += 100) {
        char mail[400], link[420];
        memset(mail, 'm', len);
        strcpy(mail + len, "@example.com");
        snprintf(link, sizeof link, "mailto:%s", mail);
        struct board board = make_board();
        board.event.report_mail = mail;
        struct buf code = {0};
        report_code(&board, REPORT_TODAY, REPORT_MAILTO, NULL, lecture.start_ms, &code);
        assert_memory_equal(buf_text(&code), link, strlen(link));
        assert_true(len == 100 || code.len == strlen(link));
        report_code(&board, REPORT_LECTURE, REPORT_VCARD, &lecture, lecture.start_ms, &code);
        assert_non_null(strstr(buf_text(&code), mail));
        buf_finish(&code);
    }
}

/* --- telephone and calendar --- */

static void the_telephone(void **state)
{
    (void)state;
    static const char *const rows[][2] = {{"0475-6372291", "tel:0475-6372291"},
                                          {"+86 475 637 2291", "tel:+86-475-637-2291"},
                                          {"电话：（0475）6372291 转 8001", "tel:0475-6372291"},
                                          {"０４７５—６３７２２９１", "tel:0475-6372291"},
                                          {"0475-6372291、13800000000", "tel:0475-6372291"},
                                          {"13800000000 13900000000", "tel:13800000000"},
                                          {"138 0000 0000 139 0000 0000", "tel:138-0000-0000"},
                                          {"12345", "tel:12345"},
                                          {"1234567890123456", ""},
                                          {"请问工会", ""},
                                          {"8", ""},
                                          {"", ""}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct board board = make_board();
        struct buf code = {0};
        board.event.report_phone = rows[i][0];
        report_code(&board, REPORT_PHONE, REPORT_VCARD, NULL, lecture.start_ms, &code);
        assert_string_equal(buf_text(&code), rows[i][1]);
        assert_int_equal(report_has(&board.event, REPORT_PHONE), *rows[i][1] != '\0');
        buf_finish(&code);
    }
}

static void a_lecture_for_the_calendar(void **state)
{
    (void)state;
    make_board();
    struct buf entry = {0};
    lecture.venue = "一号车间；A,B;C";
    report_calendar(&lecture, &entry);
    assert_string_equal(buf_text(&entry),
                        "BEGIN:VEVENT\r\nSUMMARY:劳模宣讲：把本职工作做到极致\r\nDTSTART:20261122T010000Z\r\n"
                        "DTEND:20261122T023000Z\r\nLOCATION:一号车间；A\\,B\\;C\r\nEND:VEVENT");
    lecture.venue = "";
    report_calendar(&lecture, &entry);
    assert_null(strstr(buf_text(&entry), "LOCATION"));
    buf_finish(&entry);
}

/* Speakers are persons too. */
static void nobody_is_named(void **state)
{
    (void)state;
    struct board board = make_board();
    struct buf code = {0};
    lecture.title = "题";
    for (int form = 0; form < REPORT_FORM_COUNT; form++) {
        assert_null(strstr(kept(&board, (enum report_form)form, &code), lecture.speaker));
    }
    report_calendar(&lecture, &code);
    assert_null(strstr(buf_text(&code), lecture.speaker));
    buf_finish(&code);
}

static void the_words_of_the_setting(void **state)
{
    (void)state;
    for (int form = 0; form < REPORT_FORM_COUNT; form++) {
        assert_int_equal(report_form_find(report_form_word((enum report_form)form)), form);
    }
    assert_int_equal(report_form_find("fax"), REPORT_MAILTO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_address_alone),
        cmocka_unit_test(a_lecture_with_its_counts),
        cmocka_unit_test(all_of_today),
        cmocka_unit_test(what_the_forms_escape),
        cmocka_unit_test(what_goes_first),
        cmocka_unit_test(what_is_left_of_a_link),
        cmocka_unit_test(no_character_is_cut),
        cmocka_unit_test(a_character_without_end_goes),
        cmocka_unit_test(absurd_texts_in_every_kind_and_form),
        cmocka_unit_test(a_long_address),
        cmocka_unit_test(the_telephone),
        cmocka_unit_test(a_lecture_for_the_calendar),
        cmocka_unit_test(nobody_is_named),
        cmocka_unit_test(the_words_of_the_setting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
