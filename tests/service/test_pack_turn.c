/* Talks of other programs: with programs of our own making on PATH that work, fail, hang or take their time.
 */
#include "support/pack_tables.h"
#include "support/page_picture.h"
#include "support/workbook.h"

#include "base/progress.h"
#include "format/markdown.h"
#include "service/pack_turn.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>

struct turn_test {
    struct fixture f;
    char place[64]; /* bin: the programs, tmp: TMPDIR, pids and runs: what they write down */
    struct progress progress;
    struct import_options options;
    pthread_t beside;
};

#define SH "#!/bin/sh\nPATH=/usr/bin:/bin\necho run >>$TURN_PLACE/runs\n"
/* The folder behind --outdir gets a PDF. */
#define OFFICE                                                                                               \
    SH "while [ $# -gt 0 ]; do [ \"$1\" = --outdir ] && out=$2; last=$1; shift; done\n"                      \
       "test -s \"$last\" && test -d \"$HOME\" && echo x >\"$out/deck.pdf\"\n"
#define INFO "#!/bin/sh\necho 'Title: x'\necho 'Pages:           4'\n"
#define PAGES_OF(width, height, each)                                                                        \
    "#!/bin/sh\nPATH=/usr/bin:/bin\nfor last; do :; done\nfor i in 1 2 3 4; do\n" PAGE_PICTURE(              \
        width, height) each "\ndone\n"
#define PAGES(each) PAGES_OF("\\007\\200", "\\004\\070", each)
#define HANG        "echo $$ >>$TURN_PLACE/pids\nsleep 100 & echo $! >>$TURN_PLACE/pids\nwait\n"

static void put_program(const struct turn_test *t, const char *name, const char *script)
{
    char path[128];
    snprintf(path, sizeof path, "%s/bin/%s", t->place, name);
    assert_true(files_write_atomic(path, script, strlen(script), NULL));
    assert_int_equal(chmod(path, 0755), 0);
}

static void make_inside(const struct turn_test *t, const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", t->place, name);
    assert_int_equal(mkdir(path, 0700), 0);
    if (strcmp(name, "tmp") == 0) {
        setenv("TMPDIR", path, 1);
    } else {
        setenv("PATH", path, 1);
    }
}

static int set_up(void **state)
{
    struct turn_test *t = calloc(1, sizeof *t);
    assert_non_null(t);
    start(&t->f);
    snprintf(t->place, sizeof t->place, "/tmp/lectern-turn-XXXXXX");
    assert_non_null(mkdtemp(t->place));
    make_inside(t, "tmp");
    make_inside(t, "bin");
    setenv("TURN_PLACE", t->place, 1);
    put_program(t, "soffice", OFFICE);
    put_program(t, "pdfinfo", INFO);
    put_program(t, "pdftoppm", PAGES(""));
    t->options.progress = &t->progress;
    *state = t;
    return 0;
}

static int tear_down(void **state)
{
    struct turn_test *t = *state;
    char command[256];
    setenv("PATH", "/usr/bin:/bin", 1);
    unsetenv("TMPDIR");
    snprintf(command, sizeof command, "umount '%s/small' 2>/dev/null; rm -rf '%s'", t->place, t->place);
    assert_int_equal(system(command), 0);
    finish(&t->f);
    free(t);
    return 0;
}

/* Reads the pack; whatever came of it, nothing is left in the temporary folder. */
static void read_pack(struct turn_test *t)
{
    char path[128];
    read_with(&t->f, &t->options);
    snprintf(path, sizeof path, "%s/tmp", t->place);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
}

static const struct pack_file *file_of(const struct turn_test *t, const char *name)
{
    for (size_t i = 0; i < t->f.pack.file_count; i++) {
        if (strcmp(t->f.pack.files[i].name, name) == 0) {
            return &t->f.pack.files[i];
        }
    }
    return NULL;
}

static size_t count_lines(const struct turn_test *t, const char *name)
{
    char path[128];
    struct buf text = {0};
    size_t lines = 0;
    snprintf(path, sizeof path, "%s/%s", t->place, name);
    files_read(path, 1 << 20, &text, NULL);
    for (size_t i = 0; i < text.len; i++) {
        lines += text.data[i] == '\n';
    }
    buf_finish(&text);
    return lines;
}

/* One error, of this file, that holds the words. */
static void assert_refused(struct turn_test *t, const char *file, const char *words)
{
    read_pack(t);
    assert_false(t->f.right);
    assert_int_equal(t->f.faults.errors, 1);
    assert_non_null(strstr(t->f.faults.items[0].file, file));
    if (!strstr(t->f.faults.items[0].message, words)) {
        fail_msg("%s", t->f.faults.items[0].message);
    }
    forget(&t->f);
}

/* --- what is taken --- */

static void presentations_become_pages(void **state)
{
    struct turn_test *t = *state;
    static const char *const names[] = {"-a.PPTX", "b 'c'.ppt", "d.odp", "e.dps", "f.PPSX", "安全$(x).pptm"};
    char name[64];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(name, sizeof name, "talks/%s", names[i]);
        put(&t->f, name, "a presentation");
    }
    put(&t->f, "talks/~$a.PPTX", "beside an open one");
    put(&t->f, "talks/.pptx", "no name");
    read_pack(t);
    assert_true(t->f.right);
    assert_int_equal(count_lines(t, "runs"), 6);
    assert_int_equal(t->f.pack.file_count, 6 * 5);
    assert_non_null(file_of(t, "talks/-a.md"));
    assert_non_null(strstr((const char *)file_of(t, "talks/安全$(x).md")->data, "(<安全$(x)/page-4.png>)"));
    assert_memory_equal(file_of(t, "talks/b 'c'/page-3.png")->data + PAGE_PICTURE_START, "picture 3\n", 10);
    assert_int_equal(progress_permille(&t->progress), IMPORT_READ_PERMILLE);
}

static void the_pdf_goes_before_the_presentation(void **state)
{
    struct turn_test *t = *state;
    put(&t->f, "talks/a.pptx", "a presentation");
    put(&t->f, "talks/a.ppt", "a presentation");
    put(&t->f, "talks/a.pdf", "a PDF");
    put(&t->f, "talks/b.pptx", "a presentation");
    put(&t->f, "talks/b.md", "# written\n");
    put(&t->f, "programme.csv", "日期,开始,结束,主题,地点,讲稿\n2026-11-22,09:00,10:30,讲座,大厅,a.pptx\n");
    read_pack(t);
    assert_true(t->f.right);
    assert_int_equal(count_lines(t, "runs"), 0);
    assert_string_equal(t->f.pack.programme.items[0].deck, "a");
    assert_non_null(file_of(t, "talks/a/page-1.png"));
    assert_memory_equal(file_of(t, "talks/b.md")->data, "# written", 9);
}

/* Five slides, the second hidden: LibreOffice makes four pages of them. */
static void put_deck(struct turn_test *t, const char *name)
{
    struct workbook file;
    struct buf bytes = {0};
    char part[64], text[512];
    workbook_start(&file);
    workbook_text(&file, "_rels/.rels",
                  "<r><Relationship Id='a' Type='/officeDocument' Target='p.xml'/></r>");
    workbook_text(
        &file, "p.xml",
        "<p><sldId r:id='s1'/><sldId r:id='s2'/><sldId r:id='s3'/><sldId r:id='s4'/><sldId r:id='s5'/></p>");
    buf_puts(&bytes, "<r>");
    for (int i = 1; i <= 5; i++) {
        buf_printf(&bytes, "<Relationship Id='s%d' Type='/slide' Target='s%d.xml'/>", i, i);
    }
    buf_puts(&bytes, "</r>");
    workbook_part(&file, "_rels/p.xml.rels", bytes.data, bytes.len);
    buf_clear(&bytes);
    for (int i = 1; i <= 5; i++) {
        snprintf(part, sizeof part, "s%d.xml", i);
        snprintf(text, sizeof text, "<sld show='%d'><sp><ph type='title'/><t>*%d* # 页</t></sp></sld>",
                 i != 2, i);
        workbook_text(&file, part, text);
        snprintf(part, sizeof part, "_rels/s%d.xml.rels", i);
        snprintf(text, sizeof text, "<r><Relationship Id='n' Type='/notesSlide' Target='n%d.xml'/></r>", i);
        workbook_text(&file, part, text);
        snprintf(part, sizeof part, "n%d.xml", i);
        snprintf(text, sizeof text,
                 "<n><sp><ph type='body'/><p><t>备注 %d</t></p><p><t>---</t></p><p><t>```</t></p></sp></n>",
                 i);
        workbook_text(&file, part, text);
    }
    workbook_finish(&file, &bytes);
    put_bytes(&t->f, name, bytes.data, bytes.len);
    buf_finish(&bytes);
}

static void titles_and_notes_stand_with_their_pages(void **state)
{
    struct turn_test *t = *state;
    struct arena arena = {0};
    struct deck deck;
    size_t line;
    put_deck(t, "talks/a.pptx");
    read_pack(t);
    assert_true(t->f.right);
    assert_int_equal(t->f.faults.count, 0);
    const struct pack_file *talk = file_of(t, "talks/a.md");
    assert_true(
        markdown_read_deck((const char *)talk->data, talk->size, "a", "talks/", &arena, &deck, &line, NULL));
    assert_int_equal(deck.slide_count, 4);
    assert_string_equal(deck.title, "*1* # 页");
    assert_string_equal(deck.slides[1].title, "*3* # 页");
    assert_string_equal(deck.slides[1].notes, "备注 3\n    ---\n    ```");
    assert_int_equal(deck.slides[3].setting, SLIDE_FULL_PAGE);
    assert_string_equal(deck.slides[3].blocks[0].image, "talks/a/page-4.png");
    arena_finish(&arena);
}

static void notes_of_other_pages_are_left_out(void **state)
{
    struct turn_test *t = *state;
    put_deck(t, "talks/a.pptx");
    put_program(t, "pdfinfo", "#!/bin/sh\necho 'Pages: 3'\n");
    put_program(t, "pdftoppm",
                "#!/bin/sh\nfor last; do :; done\nfor i in 1 2 3; do\n" PAGE_PICTURE("\\007\\200",
                                                                                     "\\004\\070") "done\n");
    read_pack(t);
    assert_true(t->f.right);
    assert_int_equal(t->f.faults.count, 1);
    assert_true(t->f.faults.items[0].warning);
    assert_null(strstr((const char *)file_of(t, "talks/a.md")->data, "备注"));
}

/* --- what goes wrong --- */

static void what_is_not_installed_is_said(void **state)
{
    struct turn_test *t = *state;
    char path[128];
    put(&t->f, "talks/a.pptx", "a presentation");
    snprintf(path, sizeof path, "%s/bin/pdftoppm", t->place);
    unlink(path);
    assert_refused(t, "talks/a.pptx", "poppler-utils");
    snprintf(path, sizeof path, "%s/bin/soffice", t->place);
    unlink(path);
    assert_refused(t, "talks/a.pptx", "libreoffice-impress");
}

static void what_a_program_cannot_do_is_said(void **state)
{
    struct turn_test *t = *state;
    put(&t->f, "talks/a.pptx", "a presentation");
    put_program(t, "pdftoppm", "#!/bin/sh\nexit 1\n");
    assert_refused(t, "talks/a.pptx", "PDF");
    put_program(t, "pdftoppm", PAGES("exit 0")); /* fewer pages than there are */
    assert_refused(t, "talks/a.pptx", "PDF");
    put_program(t, "pdfinfo", "#!/bin/sh\necho 'Pages: 0'\n");
    assert_refused(t, "talks/a.pptx", "PDF");
    put_program(t, "pdfinfo", "#!/bin/sh\necho 'Pages: 301'\n");
    assert_refused(t, "talks/a.pptx", "301");
    put_program(t, "pdfinfo", "#!/bin/sh\necho 'Command Line Error: Incorrect password' >&2\nexit 1\n");
    assert_refused(t, "talks/a.pptx", "密码");
    put_program(t, "soffice", "#!/bin/sh\nexit 0\n"); /* as the real one does where it cannot open a file */
    assert_refused(t, "talks/a.pptx", "演示文稿打不开");
}

/* A program that had no room left only fails; the sentence says why. */
static void a_full_disk_is_called_so(void **state)
{
    struct turn_test *t = *state;
    char small[128], command[256];
    put(&t->f, "talks/a.pptx", "a presentation");
    put_program(t, "pdftoppm", "#!/bin/sh\nexit 1\n");
    snprintf(small, sizeof small, "%s/small", t->place);
    assert_int_equal(mkdir(small, 0700), 0);
    snprintf(command, sizeof command, "/bin/mount -t tmpfs -o size=512k tmpfs '%s' 2>/dev/null", small);
    if (system(command) != 0) {
        print_message("left out: only root can mount a small disk\n");
        skip();
    }
    setenv("TMPDIR", small, 1);
    assert_refused(t, "talks/a.pptx", "磁盘已满");
    snprintf(command, sizeof command, "/bin/umount '%s'", small);
    assert_int_equal(system(command), 0);
}

/* A strip of paper ten metres long: as a picture it is too large for the kiosk, or for pdftoppm, which makes
 * one pixel of it then and says that all is well. */
static void pages_of_no_use_are_said(void **state)
{
    struct turn_test *t = *state;
    put(&t->f, "talks/a.pdf", "a PDF");
    put_program(t, "pdftoppm", PAGES_OF("\\007\\200", "\\100\\001", ""));
    assert_refused(t, "talks/a.pdf", "第 1 页太长太窄");
    put_program(t, "pdftoppm", PAGES_OF("\\000\\001", "\\000\\001", ""));
    assert_refused(t, "talks/a.pdf", "第 1 页太长太窄");
    put_program(t, "pdftoppm", PAGES_OF("\\007\\200", "\\100\\000", ""));
    read_pack(t);
    assert_true(t->f.right);
}

static void a_password_is_seen_before_any_program_runs(void **state)
{
    struct turn_test *t = *state;
    static const char ppt[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 ... \x14\0\0\0\xDF\xC4\xD1\xF3 ...";
    put_bytes(&t->f, "talks/a.ppt", ppt, sizeof ppt);
    assert_refused(t, "talks/a.ppt", "密码");
    assert_int_equal(count_lines(t, "runs"), 0);
}

/* --- progress and cancel --- */

struct looks {
    struct progress *progress;
    int last, rises;
    bool fell;
    atomic_bool over;
};

static void *look_on(void *context)
{
    struct looks *looks = context;
    while (!atomic_load(&looks->over)) {
        int now = progress_permille(looks->progress);
        looks->rises += now > looks->last;
        looks->fell |= now < looks->last;
        looks->last = now;
        usleep(20000);
    }
    return NULL;
}

static void the_bar_moves_with_the_pages(void **state)
{
    struct turn_test *t = *state;
    struct looks looks = {.progress = &t->progress};
    put(&t->f, "talks/a.pptx", "a presentation");
    put(&t->f, "talks/b.pdf", "a PDF");
    put_program(t, "pdftoppm", PAGES("sleep 0.25"));
    assert_int_equal(pthread_create(&t->beside, NULL, look_on, &looks), 0);
    read_pack(t);
    atomic_store(&looks.over, true);
    pthread_join(t->beside, NULL);
    assert_true(t->f.right);
    assert_false(looks.fell);
    assert_true(looks.rises >= 6); /* of four pages each */
    assert_true(looks.last <= IMPORT_READ_PERMILLE);
}

static void *cancel_soon(void *context)
{
    struct turn_test *t = context;
    for (int i = 0; i < 500 && count_lines(t, "pids") < 2; i++) {
        usleep(10000);
    }
    progress_cancel(&t->progress);
    return NULL;
}

static void assert_all_gone(const struct turn_test *t)
{
    char path[128];
    struct buf text = {0};
    snprintf(path, sizeof path, "%s/pids", t->place);
    assert_true(files_read(path, 4096, &text, NULL));
    char *at = text.data;
    for (int i = 0; i < 2; i++) {
        long number = strtol(at, &at, 10);
        assert_true(number > 1);
        assert_int_equal(kill((pid_t)number, 0), -1);
        assert_int_equal(errno, ESRCH);
    }
    buf_finish(&text);
    unlink(path);
}

static void cancel_ends(struct turn_test *t, const char *program)
{
    put_program(t, program, SH HANG);
    atomic_store(&t->progress.cancelled, false);
    assert_int_equal(pthread_create(&t->beside, NULL, cancel_soon, t), 0);
    read_pack(t);
    pthread_join(t->beside, NULL);
    assert_false(t->f.right);
    assert_int_equal(t->f.faults.errors, 0);
    assert_int_equal(t->f.err.code, ERR_CANCELLED);
    assert_all_gone(t);
    forget(&t->f);
}

static void a_program_that_hangs_is_cancelled_with_its_children(void **state)
{
    struct turn_test *t = *state;
    put(&t->f, "talks/a.pptx", "a presentation");
    cancel_ends(t, "pdftoppm");
    cancel_ends(t, "pdfinfo");
    cancel_ends(t, "soffice");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(presentations_become_pages, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_pdf_goes_before_the_presentation, set_up, tear_down),
        cmocka_unit_test_setup_teardown(titles_and_notes_stand_with_their_pages, set_up, tear_down),
        cmocka_unit_test_setup_teardown(notes_of_other_pages_are_left_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_installed_is_said, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_a_program_cannot_do_is_said, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_full_disk_is_called_so, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pages_of_no_use_are_said, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_password_is_seen_before_any_program_runs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_bar_moves_with_the_pages, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_program_that_hangs_is_cancelled_with_its_children, set_up,
                                        tear_down)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
