/* The thread over a serial line: a pty whose other end is the reader. Unplugging is closing it, plugging it
 * in again another pty under the same name. */
#include "reader/queue.h"
#include "reader/readers.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

struct place {
    char folder[64], device[96];
    struct read_queue *queue;
    struct readers *readers;
    struct err err;
};

static void deliver(void *context, const struct reader_read *read)
{
    read_queue_put(context, read);
}

static void sleep_ms(long ms)
{
    nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);
}

/* The reader's end; its other end stands under the place's device name. */
static int plug_in_as(const char *name)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_true(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
    unlink(name);
    assert_int_equal(symlink(ptsname(master), name), 0);
    return master;
}

static void say(int master, const char *text)
{
    assert_int_equal(write(master, text, strlen(text)), (ssize_t)strlen(text));
}

static void wait_open(struct place *place, int count)
{
    for (int i = 0; i < 500 && readers_open_count(place->readers) != count; i++) {
        sleep_ms(10);
    }
    assert_int_equal(readers_open_count(place->readers), count);
}

static struct reader_read next_read(struct place *place)
{
    struct reader_read read;
    for (int i = 0; i < 500; i++) {
        if (read_queue_take(place->queue, &read)) {
            return read;
        }
        sleep_ms(10);
    }
    fail_msg("no read came");
    return read;
}

static void start(struct place *place, const char *device)
{
    const char *base = getenv("TMPDIR");
    snprintf(place->folder, sizeof place->folder, "%.40s/lectern-XXXXXX", base ? base : "/tmp");
    assert_non_null(mkdtemp(place->folder));
    snprintf(place->device, sizeof place->device, "%s/ttyUSB0", place->folder);
    assert_true(read_queue_create(&place->queue, &place->err));
    struct readers_config config = {.source = READER_SERIAL,
                                    .device = device ? device : place->device,
                                    .folder = place->folder,
                                    .baud = 19200,
                                    .deliver = deliver,
                                    .context = place->queue};
    assert_true(readers_start(&place->readers, &config, &place->err));
}

static void finish(struct place *place)
{
    read_queue_close(place->queue);
    readers_stop(place->readers);
    read_queue_destroy(place->queue);
    unlink(place->device);
    rmdir(place->folder);
}

static void test_plugged_in_later_unplugged_and_again(void **state)
{
    (void)state;
    struct place place = {0};
    start(&place, NULL);
    wait_open(&place, 0);
    int master = plug_in_as(place.device);
    wait_open(&place, 1);
    say(master, "0003625619\r\n1150884944");
    struct reader_read read = next_read(&place);
    assert_string_equal(read.raw, "0003625619");
    assert_string_equal(read.source, place.device);
    read = next_read(&place);
    assert_string_equal(read.raw, "1150884944"); /* by its pause */
    assert_int_equal(read.end, BADGE_END_PAUSE);

    say(master, "00036");
    sleep_ms(30); /* has to reach the other end before it hangs up */
    close(master);
    assert_true(next_read(&place).unreadable);
    wait_open(&place, 0);
    master = plug_in_as(place.device);
    wait_open(&place, 1);
    say(master, "0003625619\r");
    read = next_read(&place);
    assert_string_equal(read.raw, "0003625619");
    assert_false(read.unreadable);
    close(master);
    finish(&place);
}

static void test_line_is_raw_at_its_speed(void **state)
{
    (void)state;
    struct place place = {0};
    struct termios line;
    start(&place, NULL);
    int master = plug_in_as(place.device);
    wait_open(&place, 1);
    assert_int_equal(tcgetattr(master, &line), 0);
    assert_int_equal(cfgetispeed(&line), B19200);
    assert_int_equal(line.c_lflag & (tcflag_t)(ICANON | ECHO | ISIG), 0);
    say(master, "\x03\x04"
                "0001\r");
    assert_true(next_read(&place).unreadable); /* ^C and ^D are bytes here */
    close(master);
    finish(&place);
}

static void test_found_by_name_two_at_once(void **state)
{
    (void)state;
    struct place place = {0};
    char second[128];
    start(&place, "");
    snprintf(second, sizeof second, "%s/ttyACM0", place.folder);
    int left = plug_in_as(place.device), right = plug_in_as(second);
    wait_open(&place, 2);
    for (int i = 0; i < 10; i++) {
        say(left, "1");
        say(right, "2");
        sleep_ms(2);
    }
    say(left, "\r");
    say(right, "\r");
    for (int i = 0; i < 2; i++) {
        struct reader_read read = next_read(&place);
        assert_string_equal(read.raw, strcmp(read.source, place.device) == 0 ? "1111111111" : "2222222222");
        assert_false(read.unreadable);
    }
    close(left);
    close(right);
    unlink(second);
    finish(&place);
}

static void test_megabytes_without_an_end(void **state)
{
    (void)state;
    struct place place = {0};
    static char block[1024];
    memset(block, '7', sizeof block);
    start(&place, NULL);
    int master = plug_in_as(place.device);
    wait_open(&place, 1);
    for (int i = 0; i < 2048; i++) {
        assert_int_equal(write(master, block, sizeof block), sizeof block);
    }
    say(master, "\r0001\r");
    struct reader_read read = next_read(&place);
    assert_true(read.unreadable);
    assert_string_equal(read.raw, "");
    assert_string_equal(next_read(&place).raw, "0001");
    close(master);
    finish(&place);
}

static void test_wedge_has_no_thread(void **state)
{
    (void)state;
    struct readers *readers = NULL;
    struct readers_config config = {.source = READER_WEDGE};
    assert_true(readers_start(&readers, &config, NULL));
    assert_null(readers);
    assert_int_equal(readers_open_count(readers), 0);
    readers_stop(readers);
}

static void *put_many(void *queue)
{
    struct reader_read read = {0};
    size_t put = 0;
    while (put < 1000 && read_queue_put(queue, &read)) {
        read.at_ms = (int64_t)++put;
    }
    return (void *)put;
}

/* Full, it holds the readers up; closed, nobody waits for ever. */
static void test_queue(void **state)
{
    (void)state;
    struct read_queue *queue;
    pthread_t thread;
    void *put;
    assert_true(read_queue_create(&queue, NULL));
    assert_int_equal(pthread_create(&thread, NULL, put_many, queue), 0);
    for (int64_t taken = 0; taken < 500;) {
        struct reader_read read;
        if (read_queue_take(queue, &read)) {
            assert_int_equal(read.at_ms, taken++);
        }
    }
    read_queue_close(queue);
    assert_int_equal(pthread_join(thread, &put), 0);
    assert_in_range((size_t)put, 500, 999);
    read_queue_destroy(queue);
    read_queue_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_plugged_in_later_unplugged_and_again),
                                       cmocka_unit_test(test_line_is_raw_at_its_speed),
                                       cmocka_unit_test(test_found_by_name_two_at_once),
                                       cmocka_unit_test(test_megabytes_without_an_end),
                                       cmocka_unit_test(test_wedge_has_no_thread),
                                       cmocka_unit_test(test_queue)};
    return cmocka_run_group_tests_name("readers", tests, NULL, NULL);
}
