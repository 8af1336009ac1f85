#include "sdl/sound.h"

#include "base/clock.h"

#include <SDL2/SDL.h>

#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

enum {
    TONES_MAX = 2,
    TONE_SAMPLES_MAX = SOUND_RATE_HZ / 2,
    FADE_SAMPLES = SOUND_RATE_HZ / 125, /* 8 ms: a tone that starts or ends faster clicks */
    KEEP_OPEN_MS = 2000,                /* behind the end of a sound: the next in the queue need not wait */
    LOOK_AGAIN_MS = 60000
};

/* --- what it sounds like --- */

struct tone {
    int hz, ms, pause_ms;
};

static const struct tone tunes[SOUND_KIND_COUNT][TONES_MAX] = {
    [SOUND_ACCEPTED] = {{880, 90, 10}, {1320, 160, 0}},
    [SOUND_ALREADY] = {{587, 120, 80}, {587, 120, 0}},
    [SOUND_REFUSED] = {{247, 480, 0}},
};

/* A little of the octave above, so that small loudspeakers bring the low one, too. */
static double wave(double turns)
{
    const double octave = 0.3, peak = 1.13;
    return (sin(2 * M_PI * turns) + octave * sin(4 * M_PI * turns)) / peak;
}

static double envelope(int sample, int count)
{
    int from_edge = sample < count - 1 - sample ? sample : count - 1 - sample;
    return from_edge >= FADE_SAMPLES ? 1 : (1 - cos(M_PI * from_edge / FADE_SAMPLES)) / 2;
}

static size_t put_tone(const struct tone *tone, double amplitude, int16_t *out)
{
    int sounding = tone->ms * SOUND_RATE_HZ / 1000, count = sounding + tone->pause_ms * SOUND_RATE_HZ / 1000;
    for (int i = 0; i < count; i++) {
        double value = i < sounding ? envelope(i, sounding) * wave((double)tone->hz * i / SOUND_RATE_HZ) : 0;
        out[i] = (int16_t)lrint(value * amplitude);
    }
    return (size_t)count;
}

static size_t put_tune(enum sound_kind kind, int volume, int16_t *out)
{
    static const double amplitudes[SOUND_VOLUME_MAX + 1] = {0, 4000, 11000, 29000}; /* 9 dB a step */
    size_t count = 0;
    for (size_t i = 0; i < TONES_MAX && tunes[kind][i].ms > 0; i++) {
        count += put_tone(&tunes[kind][i], amplitudes[volume], out + count);
    }
    return count;
}

/* --- the device's thread --- */

struct sound {
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed; /* waits by the monotonic clock */
    bool wanted, ending;    /* with kind and volume guarded by the mutex */
    enum sound_kind kind;
    int volume;
    /* the thread's own */
    SDL_AudioDeviceID device; /* 0 = closed */
    int64_t close_at_ms, look_again_ms;
    int16_t samples[TONES_MAX * TONE_SAMPLES_MAX];
};

/* The subsystem goes with the device: SDL's look-out for new devices polls. */
static void close_device(struct sound *sound)
{
    if (sound->device) {
        SDL_CloseAudioDevice(sound->device);
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
        sound->device = 0;
    }
}

static bool open_device(struct sound *sound)
{
    SDL_AudioSpec want = {.freq = SOUND_RATE_HZ, .format = AUDIO_S16SYS, .channels = 1, .samples = 1024};
    if (sound->device) {
        return true;
    }
    if (clock_system_mono_ms() < sound->look_again_ms) {
        return false;
    }
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) == 0) {
        /* with no card at all ALSA would complain on stderr; a driver that cannot list (-1) is tried */
        if (SDL_GetNumAudioDevices(0) != 0) {
            sound->device = SDL_OpenAudioDevice(NULL, 0, &want, NULL, 0);
        }
        if (sound->device) {
            return true;
        }
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
    }
    sound->look_again_ms = clock_system_mono_ms() + LOOK_AGAIN_MS;
    return false;
}

static void start_tune(struct sound *sound, enum sound_kind kind, int volume)
{
    if (!open_device(sound)) {
        return;
    }
    size_t count = put_tune(kind, volume, sound->samples);
    SDL_ClearQueuedAudio(sound->device);
    SDL_QueueAudio(sound->device, sound->samples, (Uint32)(count * sizeof *sound->samples));
    SDL_PauseAudioDevice(sound->device, 0);
    sound->close_at_ms = clock_system_mono_ms() + (int64_t)count * 1000 / SOUND_RATE_HZ + KEEP_OPEN_MS;
}

/* Until something is wanted, or the device was silent for long enough. Holds the mutex. */
static void wait_for_work(struct sound *sound)
{
    int late = 0;
    while (!sound->wanted && !sound->ending && late != ETIMEDOUT) {
        if (sound->device) {
            struct timespec until = {.tv_sec = sound->close_at_ms / 1000,
                                     .tv_nsec = sound->close_at_ms % 1000 * 1000000};
            late = pthread_cond_timedwait(&sound->changed, &sound->mutex, &until);
        } else {
            pthread_cond_wait(&sound->changed, &sound->mutex);
        }
    }
}

static void *run(void *context)
{
    struct sound *sound = context;
    pthread_mutex_lock(&sound->mutex);
    for (;;) {
        wait_for_work(sound);
        if (sound->ending) {
            break;
        }
        bool wanted = sound->wanted;
        enum sound_kind kind = sound->kind;
        int volume = sound->volume;
        sound->wanted = false;
        pthread_mutex_unlock(&sound->mutex);
        if (wanted) {
            start_tune(sound, kind, volume);
        } else {
            close_device(sound);
        }
        pthread_mutex_lock(&sound->mutex);
    }
    pthread_mutex_unlock(&sound->mutex);
    close_device(sound);
    SDL_TLSCleanup(); /* the thread is none of SDL's, which keeps its errors there */
    return NULL;
}

/* --- the loop's side --- */

bool sound_create(struct sound **out, struct err *err)
{
    pthread_condattr_t monotonic;
    struct sound *sound = calloc(1, sizeof *sound);
    if (!sound) {
        return err_memory(err);
    }
    SDL_EventState(SDL_AUDIODEVICEADDED, SDL_IGNORE); /* nobody asks, and it would wake the loop */
    SDL_EventState(SDL_AUDIODEVICEREMOVED, SDL_IGNORE);
    pthread_mutex_init(&sound->mutex, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&sound->changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (pthread_create(&sound->thread, NULL, run, sound) != 0) {
        pthread_cond_destroy(&sound->changed);
        pthread_mutex_destroy(&sound->mutex);
        free(sound);
        return err_memory(err);
    }
    *out = sound;
    return true;
}

void sound_play(struct sound *sound, enum sound_kind kind, int volume)
{
    if (volume <= 0) {
        return;
    }
    pthread_mutex_lock(&sound->mutex);
    sound->wanted = true;
    sound->kind = kind;
    sound->volume = volume < SOUND_VOLUME_MAX ? volume : SOUND_VOLUME_MAX;
    pthread_cond_signal(&sound->changed);
    pthread_mutex_unlock(&sound->mutex);
}

void sound_destroy(struct sound *sound)
{
    if (!sound) {
        return;
    }
    pthread_mutex_lock(&sound->mutex);
    sound->ending = true;
    pthread_cond_signal(&sound->changed);
    pthread_mutex_unlock(&sound->mutex);
    pthread_join(sound->thread, NULL);
    pthread_cond_destroy(&sound->changed);
    pthread_mutex_destroy(&sound->mutex);
    free(sound);
}
