/* What SDL's "disk" driver writes down of each sound, and that nothing happens where there is no device. */
#include "sdl/sound.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <SDL2/SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { SAMPLES_MAX = 60 * SOUND_RATE_HZ, SEGMENTS_MAX = 8 };

/* A stretch without a break. */
struct segment {
    int ms, hz, gap_ms; /* gap: the silence before it */
};

struct heard {
    struct segment segments[SEGMENTS_MAX];
    int count, peak;
};

static int64_t mono_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void rest_ms(int ms)
{
    nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L}, NULL);
}

/* The file is the clock: so much of it was played. */
static void wait_for_samples(const char *path, int64_t count)
{
    int64_t give_up_ms = mono_ms() + 30000;
    struct stat file = {0};
    while ((stat(path, &file) != 0 || file.st_size < count * 2) && mono_ms() < give_up_ms) {
        rest_ms(10);
    }
    assert_true(file.st_size >= count * 2);
}

static int hz_of(const int16_t *samples, size_t count)
{
    int crossings = 0;
    for (size_t i = 1; i < count; i++) {
        crossings += samples[i - 1] < 0 && samples[i] >= 0;
    }
    return (int)(crossings * (int64_t)SOUND_RATE_HZ / (int64_t)count);
}

/* Cuts it where 5 ms and more are silent. */
static void listen(const int16_t *samples, size_t count, struct heard *heard)
{
    const size_t silence = SOUND_RATE_HZ / 200;
    size_t end_before = 0;
    *heard = (struct heard){0};
    for (size_t at = 0; at < count;) {
        size_t end = at, quiet = 0;
        if (samples[at] == 0) {
            at++;
            continue;
        }
        for (; end < count && quiet < silence; end++) {
            quiet = samples[end] ? 0 : quiet + 1;
            heard->peak = abs(samples[end]) > heard->peak ? abs(samples[end]) : heard->peak;
        }
        size_t len = end - quiet - at;
        assert_true(heard->count < SEGMENTS_MAX);
        heard->segments[heard->count++] =
            (struct segment){.ms = (int)(len * 1000 / SOUND_RATE_HZ),
                             .hz = hz_of(samples + at, len),
                             .gap_ms = (int)((at - end_before) * 1000 / SOUND_RATE_HZ)};
        end_before = at + len;
        at = end;
    }
}

/* Plays one after the other, interrupting after break_ms; samples is what the device got. */
static void play(const enum sound_kind *kinds, size_t kind_count, int break_ms, int volume,
                 struct heard *heard)
{
    char path[] = "/tmp/lectern-sound-XXXXXX";
    struct sound *sound = NULL;
    struct err err = {0};
    int made = mkstemp(path);
    assert_true(made >= 0);
    close(made);
    SDL_setenv("SDL_AUDIODRIVER", "disk", 1);
    SDL_setenv("SDL_DISKAUDIOFILE", path, 1);
    assert_true(sound_create(&sound, &err));
    for (size_t i = 0; i < kind_count; i++) {
        sound_play(sound, kinds[i], volume);
        wait_for_samples(path,
                         (int64_t)(i + 1 < kind_count ? break_ms : break_ms + 800) * SOUND_RATE_HZ / 1000);
    }
    sound_destroy(sound);
    int16_t *samples = malloc(SAMPLES_MAX * sizeof *samples);
    FILE *file = fopen(path, "rb");
    assert_non_null(samples);
    assert_non_null(file);
    size_t count = fread(samples, sizeof *samples, SAMPLES_MAX, file);
    fclose(file);
    unlink(path);
    listen(samples, count, heard);
    free(samples);
}

static void assert_segment(const struct segment *segment, int ms, int hz)
{
    assert_in_range(segment->ms, ms - 6, ms + 2);
    assert_in_range(segment->hz, hz - hz / 25, hz + hz / 25);
}

static void each_sounds_like_itself(void **state)
{
    (void)state;
    struct heard heard;
    play((enum sound_kind[]){SOUND_ACCEPTED}, 1, 0, 2, &heard);
    assert_int_equal(heard.count, 2);
    assert_segment(&heard.segments[0], 90, 880);
    assert_segment(&heard.segments[1], 160, 1320);
    play((enum sound_kind[]){SOUND_ALREADY}, 1, 0, 2, &heard);
    assert_int_equal(heard.count, 2);
    assert_segment(&heard.segments[0], 120, 587);
    assert_segment(&heard.segments[1], 120, 587);
    assert_in_range(heard.segments[1].gap_ms, 78, 86);
    play((enum sound_kind[]){SOUND_REFUSED}, 1, 0, 2, &heard);
    assert_int_equal(heard.count, 1);
    assert_segment(&heard.segments[0], 480, 247);
}

static void volume_has_steps_and_never_clips(void **state)
{
    (void)state;
    struct heard heard;
    int peaks[SOUND_VOLUME_MAX + 1] = {0};
    for (int volume = 1; volume <= SOUND_VOLUME_MAX; volume++) {
        play((enum sound_kind[]){SOUND_ACCEPTED}, 1, 0, volume, &heard);
        peaks[volume] = heard.peak;
        assert_true(peaks[volume] > peaks[volume - 1] * 2);
    }
    assert_in_range(peaks[SOUND_VOLUME_MAX], 25000, 32000);
}

/* Two badges in quick succession: what is heard is the outcome of the second. */
static void the_newest_is_heard_at_once(void **state)
{
    (void)state;
    struct heard heard;
    play((enum sound_kind[]){SOUND_REFUSED, SOUND_ACCEPTED}, 2, 150, 2, &heard);
    int whole = 0;
    for (int i = 0; i < heard.count; i++) {
        whole += heard.segments[i].ms;
    }
    assert_in_range(whole, 250 + 60, 250 + 400); /* the low tone is cut short */
    assert_segment(&heard.segments[heard.count - 1], 160, 1320);
}

static void nothing_is_opened_for_volume_0(void **state)
{
    (void)state;
    char path[] = "/tmp/lectern-sound-XXXXXX";
    struct sound *sound = NULL;
    struct stat file;
    int made = mkstemp(path);
    assert_true(made >= 0);
    close(made);
    SDL_setenv("SDL_AUDIODRIVER", "disk", 1);
    SDL_setenv("SDL_DISKAUDIOFILE", path, 1);
    assert_true(sound_create(&sound, NULL));
    sound_play(sound, SOUND_REFUSED, 0);
    rest_ms(100);
    sound_destroy(sound);
    assert_int_equal(stat(path, &file), 0);
    assert_int_equal(file.st_size, 0);
    unlink(path);
}

static void without_a_device_it_is_silent(void **state)
{
    (void)state;
    struct sound *sound = NULL;
    SDL_setenv("SDL_AUDIODRIVER", "nothing", 1);
    assert_true(sound_create(&sound, NULL));
    for (int i = 0; i < 1000; i++) {
        sound_play(sound, SOUND_ACCEPTED, 3);
    }
    rest_ms(50);
    sound_play(sound, SOUND_ACCEPTED, 3);
    sound_destroy(sound);
}

/* A device that is open wakes up all the time: it is closed when it was silent for a while, and opened again.
 */
static void the_device_is_closed_after_a_while(void **state)
{
    (void)state;
    struct sound *sound = NULL;
    SDL_setenv("SDL_AUDIODRIVER", "dummy", 1);
    assert_true(sound_create(&sound, NULL));
    for (int i = 0; i < 2; i++) {
        int64_t give_up_ms = mono_ms() + 30000;
        sound_play(sound, SOUND_ACCEPTED, 1);
        while (!SDL_WasInit(SDL_INIT_AUDIO) && mono_ms() < give_up_ms) {
            rest_ms(5);
        }
        assert_true(SDL_WasInit(SDL_INIT_AUDIO));
        while (SDL_WasInit(SDL_INIT_AUDIO) && mono_ms() < give_up_ms) {
            rest_ms(20);
        }
        assert_false(SDL_WasInit(SDL_INIT_AUDIO));
    }
    sound_destroy(sound);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_sounds_like_itself),       cmocka_unit_test(volume_has_steps_and_never_clips),
        cmocka_unit_test(the_newest_is_heard_at_once),   cmocka_unit_test(nothing_is_opened_for_volume_0),
        cmocka_unit_test(without_a_device_it_is_silent), cmocka_unit_test(the_device_is_closed_after_a_while),
    };
    return cmocka_run_group_tests_name("sound", tests, NULL, NULL);
}
