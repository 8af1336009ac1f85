/* Other programs: what they are given, when they are ended, and that nothing of them is left. */
#include "base/program.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/files.h"
#include "base/work_folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LONG_MS = 20000 };

struct place {
    char folder[64], out[96];
    int asked;
};

static int set_up(void **state)
{
    static struct place place;
    place = (struct place){.folder = "/tmp/lectern-program-XXXXXX"};
    assert_non_null(mkdtemp(place.folder));
    snprintf(place.out, sizeof place.out, "%s/out", place.folder);
    setenv("TMPDIR", place.folder, 1);
    *state = &place;
    return 0;
}

static int tear_down(void **state)
{
    struct place *place = *state;
    unlink(place->out);
    unsetenv("TMPDIR");
    return rmdir(place->folder); /* nothing else is left in it */
}

static int64_t now_ms(void)
{
    static const struct clock real = {0};
    return clock_mono_ms(&real);
}

static enum program_end run_shell(const char *script, const char *output, int64_t limit_ms)
{
    const char *words[] = {"sh", "-c", script, NULL};
    return program_run(&(struct program){.words = words, .output = output, .limit_ms = limit_ms});
}

static void assert_said(const struct place *place, const char *text)
{
    struct buf said = {0};
    assert_true(files_read(place->out, 4096, &said, NULL));
    assert_string_equal(buf_text(&said), text);
    buf_finish(&said);
}

/* Every process whose number the program wrote down. */
static void assert_all_gone(const struct place *place, size_t count)
{
    struct buf said = {0};
    assert_true(files_read(place->out, 4096, &said, NULL));
    char *at = said.data;
    for (size_t i = 0; i < count; i++) {
        long number = strtol(at, &at, 10);
        assert_true(number > 1);
        assert_int_equal(kill((pid_t)number, 0), -1);
        assert_int_equal(errno, ESRCH);
    }
    buf_finish(&said);
}

static void how_it_ended_is_told(void **state)
{
    (void)state;
    const char *missing[] = {"lectern-no-such-program", NULL};
    assert_int_equal(run_shell("exit 0", NULL, LONG_MS), PROGRAM_DONE);
    assert_int_equal(run_shell("exit 3", NULL, LONG_MS), PROGRAM_FAILED);
    assert_int_equal(run_shell("kill -SEGV $$", NULL, LONG_MS), PROGRAM_FAILED);
    assert_int_equal(program_run(&(struct program){.words = missing, .limit_ms = LONG_MS}), PROGRAM_MISSING);
}

static void arguments_and_settings_arrive_as_they_are(void **state)
{
    struct place *place = *state;
    const char *words[] = {
        "sh", "-c", "printf '[%s]' \"$@\" \"$HOME\" \"$LECTERN_NEW\"", "sh", "-rf", "a b", "'; echo \"$HOME`",
        "",   NULL};
    const char *settings[] = {"HOME=/nowhere", "LECTERN_NEW=x y", NULL};
    struct program program = {
        .words = words, .settings = settings, .output = place->out, .limit_ms = LONG_MS};
    assert_int_equal(program_run(&program), PROGRAM_DONE);
    assert_said(place, "[-rf][a b]['; echo \"$HOME`][][/nowhere][x y]");
}

/* A name that stands there twice means one thing to one program and another to the next. */
static void a_setting_takes_the_place_of_ours(void **state)
{
    struct place *place = *state;
    const char *words[] = {"env", NULL}, *settings[] = {"TMPDIR=/nowhere", NULL};
    struct program program = {
        .words = words, .settings = settings, .output = place->out, .limit_ms = LONG_MS};
    struct buf said = {0};
    assert_int_equal(program_run(&program), PROGRAM_DONE);
    assert_true(files_read(place->out, 65536, &said, NULL));
    const char *first = strstr(buf_text(&said), "TMPDIR=");
    assert_non_null(first);
    assert_memory_equal(first, "TMPDIR=/nowhere\n", 16);
    assert_null(strstr(first + 1, "TMPDIR="));
    buf_finish(&said);
}

static void none_of_our_files_goes_along(void **state)
{
    (void)state;
    char script[64];
    int fd = open("/dev/zero", O_RDONLY);
    assert_true(fd > 2);
    snprintf(script, sizeof script, "test ! -e /proc/self/fd/%d", fd);
    assert_int_equal(run_shell(script, NULL, LONG_MS), PROGRAM_DONE);
    close(fd);
}

static void the_limit_ends_it(void **state)
{
    struct place *place = *state;
    int64_t begun = now_ms();
    assert_int_equal(run_shell("sleep 100 & echo $!; trap '' TERM; echo $$; wait", place->out, 300),
                     PROGRAM_TOO_LONG);
    assert_in_range(now_ms() - begun, 300, 3000);
    assert_all_gone(place, 2);
}

static bool ask_thrice(void *context)
{
    struct place *place = context;
    return ++place->asked < 3;
}

static void a_no_ends_it_with_all_it_started(void **state)
{
    struct place *place = *state;
    const char *words[] = {"sh", "-c", "sleep 100 & echo $!; (sleep 100 & echo $!; wait) & echo $!; wait",
                           NULL};
    struct program program = {
        .words = words, .output = place->out, .limit_ms = LONG_MS, .goes_on = ask_thrice, .context = place};
    int64_t begun = now_ms();
    place->asked = 0;
    assert_int_equal(program_run(&program), PROGRAM_STOPPED);
    assert_in_range(now_ms() - begun, 100, 3000);
    assert_int_equal(place->asked, 3);
    assert_all_gone(place, 3);
}

static void what_it_leaves_behind_is_ended_too(void **state)
{
    struct place *place = *state;
    assert_int_equal(run_shell("sleep 100 & echo $!", place->out, LONG_MS), PROGRAM_DONE);
    assert_all_gone(place, 1);
}

static void put_inside(const struct work_folder *folder)
{
    char path[WORK_FOLDER_PATH_SIZE + 32];
    snprintf(path, sizeof path, "%s/profile", folder->path);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/profile/file", folder->path);
    assert_true(files_write_atomic(path, "x", 1, NULL));
    snprintf(path, sizeof path, "%s/link", folder->path);
    assert_int_equal(symlink("/tmp", path), 0);
}

static void a_work_folder_goes_with_all_in_it(void **state)
{
    (void)state;
    struct work_folder folder;
    struct stat info;
    assert_true(work_folder_make(&folder, NULL));
    assert_int_equal(stat(folder.path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
    put_inside(&folder);
    work_folder_remove(&folder);
    work_folder_remove(&folder);
    assert_true(files_is_folder("/tmp")); /* links are not followed; tear_down finds the rest gone */
}

static void a_folder_that_is_in_use_is_no_leftover(void **state)
{
    (void)state;
    struct work_folder mine, other;
    char left[WORK_FOLDER_PATH_SIZE];
    assert_true(work_folder_make(&mine, NULL));
    snprintf(left, sizeof left, "%s/lectern-work-000000", getenv("TMPDIR"));
    assert_int_equal(mkdir(left, 0700), 0); /* as of a process that was killed: nobody holds its lock */
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        _exit(work_folder_make(&other, NULL) ? 0 : 1); /* and ends without a word */
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_false(files_exists(left));
    assert_true(files_exists(mine.path));
    work_folder_clear_leftovers();
    assert_true(files_exists(mine.path));
    work_folder_remove(&mine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(how_it_ended_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(arguments_and_settings_arrive_as_they_are, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_setting_takes_the_place_of_ours, set_up, tear_down),
        cmocka_unit_test_setup_teardown(none_of_our_files_goes_along, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_limit_ends_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_no_ends_it_with_all_it_started, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_it_leaves_behind_is_ended_too, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_work_folder_goes_with_all_in_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_folder_that_is_in_use_is_no_leftover, set_up, tear_down)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
