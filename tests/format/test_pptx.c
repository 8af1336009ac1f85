/* Titles and notes of presentations, made part by part. */
#include "format/pptx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/workbook.h"

#define NAMES   " xmlns:a=\"a\" xmlns:p=\"p\" xmlns:r=\"r\" xmlns:mc=\"m\""
#define TEXT(t) "<p:txBody><a:p><a:r><a:t>" t "</a:t></a:r></a:p></p:txBody>"
#define SHAPE(type, body)                                                                                    \
    "<p:sp><p:nvSpPr><p:nvPr><p:ph type=\"" type "\"/></p:nvPr></p:nvSpPr>" body "</p:sp>"
#define BOX(body)           "<p:sp><p:nvSpPr><p:nvPr/></p:nvSpPr>" body "</p:sp>"
#define SLIDE(show, shapes) "<p:sld" NAMES show "><p:cSld><p:spTree>" shapes "</p:spTree></p:cSld></p:sld>"
#define NOTES(shapes)       "<p:notes" NAMES "><p:cSld><p:spTree>" shapes "</p:spTree></p:cSld></p:notes>"
#define LINK(id, type, target)                                                                               \
    "<Relationship Id=\"" id "\" Type=\"" REL_TYPE "/" type "\" Target=\"" target "\"/>"
#define LINKS(links) "<Relationships>" links "</Relationships>"

struct made {
    struct workbook file;
    struct buf bytes;
    struct arena arena;
    struct pptx deck;
    struct err err;
};

/* ids: what stands in the list of slides. Slide N is linked as sN. */
static void begin(struct made *made, const char *ids)
{
    char list[1024];
    *made = (struct made){0};
    workbook_start(&made->file);
    snprintf(list, sizeof list, "<p:presentation" NAMES "><p:sldIdLst>%s</p:sldIdLst></p:presentation>", ids);
    workbook_text(&made->file, "_rels/.rels", LINKS(LINK("r1", "officeDocument", "ppt/presentation.xml")));
    workbook_text(&made->file, "ppt/presentation.xml", list);
    workbook_text(&made->file, "ppt/_rels/presentation.xml.rels",
                  LINKS(LINK("m", "slideMaster", "slideMasters/slideMaster1.xml")
                            LINK("s1", "slide", "slides/slide1.xml") LINK("s2", "slide", "slides/slide2.xml")
                                LINK("s3", "slide", "/ppt/slides/slide3.xml")));
}

static bool read_made(struct made *made)
{
    workbook_finish(&made->file, &made->bytes);
    return pptx_read(made->bytes.data, made->bytes.len, &made->arena, &made->deck, &made->err);
}

static void end(struct made *made)
{
    buf_finish(&made->bytes);
    arena_finish(&made->arena);
}

static void slides_come_in_the_order_of_the_list(void **state)
{
    (void)state;
    struct made made;
    begin(&made,
          "<p:sldId id=\"256\" r:id=\"s3\"/><p:sldId r:id=\"s1\" id=\"257\"/><p:sldId id=\"1\" r:id=\"m\"/>"
          "<p:sldId id=\"258\" r:id=\"s2\"/>");
    workbook_text(&made.file, "ppt/slides/slide1.xml", SLIDE("", SHAPE("title", TEXT("One &amp; 1"))));
    workbook_text(&made.file, "ppt/slides/slide2.xml", SLIDE(" show=\"0\"", SHAPE("ctrTitle", TEXT("Two"))));
    workbook_text(&made.file, "ppt/slides/slide3.xml", SLIDE(" show=\"1\"", BOX(TEXT("三")) BOX(TEXT("x"))));
    assert_true(read_made(&made));
    assert_int_equal(made.deck.count, 3);
    assert_string_equal(made.deck.slides[0].title, "三"); /* it has no title: the first words */
    assert_string_equal(made.deck.slides[1].title, "One & 1");
    assert_string_equal(made.deck.slides[2].title, "Two");
    assert_false(made.deck.slides[0].hidden || made.deck.slides[1].hidden);
    assert_true(made.deck.slides[2].hidden);
    assert_string_equal(made.deck.slides[0].notes, "");
    end(&made);
}

static void a_title_is_one_line_and_no_number(void **state)
{
    (void)state;
    struct made made;
    begin(&made, "<p:sldId r:id=\"s1\"/><p:sldId r:id=\"s2\"/>");
    workbook_text(
        &made.file, "ppt/slides/slide1.xml",
        SLIDE("", SHAPE("sldNum", TEXT("7")) BOX(TEXT(" ")) SHAPE(
                      "title", "<a:p><a:t>劳模</a:t><a:br/><a:t>精神</a:t></a:p><a:p><a:t>!</a:t></a:p>")));
    workbook_text(
        &made.file, "ppt/slides/slide2.xml",
        SLIDE("",
              SHAPE("dt", TEXT("2026")) "<mc:AlternateContent><mc:Choice>" BOX(TEXT(
                  "a")) "</mc:Choice><mc:Fallback>" BOX(TEXT("b")) "</mc:Fallback></mc:AlternateContent>"));
    assert_true(read_made(&made));
    assert_string_equal(made.deck.slides[0].title, "劳模 精神 !");
    assert_string_equal(made.deck.slides[1].title, "a");
    end(&made);
}

static void notes_belong_to_their_slide(void **state)
{
    (void)state;
    struct made made;
    begin(&made, "<p:sldId r:id=\"s2\"/><p:sldId r:id=\"s1\"/>");
    workbook_text(&made.file, "ppt/slides/slide1.xml", SLIDE("", ""));
    workbook_text(&made.file, "ppt/slides/slide2.xml", SLIDE("", ""));
    workbook_text(
        &made.file, "ppt/slides/_rels/slide2.xml.rels",
        LINKS(LINK("a", "slideLayout", "../x.xml") LINK("b", "notesSlide", "../notesSlides/n9.xml")));
    workbook_text(&made.file, "ppt/slides/_rels/slide1.xml.rels",
                  LINKS(LINK("b", "notesSlide", "../notesSlides/n1.xml")));
    workbook_text(&made.file, "ppt/notesSlides/n1.xml", NOTES(SHAPE("hdr", TEXT("x")) BOX(TEXT("在框里"))));
    workbook_text(&made.file, "ppt/notesSlides/n9.xml",
                  NOTES(SHAPE("sldImg", "")
                            SHAPE("body", "<a:p><a:t>先</a:t><a:t>问好</a:t></a:p><a:p><a:t>再</a:t>"
                                          "<a:br/><a:t>开讲</a:t></a:p><a:p/>") SHAPE("sldNum", TEXT("1"))));
    assert_true(read_made(&made));
    assert_string_equal(made.deck.slides[0].notes, "先问好\n再\n开讲");
    assert_string_equal(made.deck.slides[1].notes, "在框里");
    end(&made);
}

static void long_words_are_cut_at_a_character(void **state)
{
    (void)state;
    struct made made;
    struct buf slide = {0};
    buf_puts(&slide, "<p:sld" NAMES "><p:sp><p:nvPr><p:ph type=\"title\"/></p:nvPr><a:p><a:t>x");
    for (int i = 0; i < 30000; i++) {
        buf_puts(&slide, "长");
    }
    buf_puts(&slide, "</a:t></a:p></p:sp></p:sld>");
    begin(&made, "<p:sldId r:id=\"s1\"/>");
    workbook_part(&made.file, "ppt/slides/slide1.xml", slide.data, slide.len);
    assert_true(read_made(&made));
    assert_int_equal(strlen(made.deck.slides[0].title), 298);
    buf_finish(&slide);
    end(&made);
}

static void what_is_no_presentation_is_refused(void **state)
{
    (void)state;
    struct made made;
    begin(&made, "<p:sldId r:id=\"s1\"/>"); /* its slide is missing */
    assert_false(read_made(&made));
    assert_int_equal(made.err.code, ERR_INPUT);
    assert_int_equal(made.deck.count, 0);
    assert_false(pptx_read("no", 2, &made.arena, &made.deck, &made.err));
    assert_false(pptx_read(made.bytes.data, made.bytes.len - 30, &made.arena, &made.deck, &made.err));
    end(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(slides_come_in_the_order_of_the_list),
                                       cmocka_unit_test(a_title_is_one_line_and_no_number),
                                       cmocka_unit_test(notes_belong_to_their_slide),
                                       cmocka_unit_test(long_words_are_cut_at_a_character),
                                       cmocka_unit_test(what_is_no_presentation_is_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
