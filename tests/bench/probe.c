/* Watches a program from outside, as an X11 client: what the screen shows, and when.
 *
 * probe learn FILE PLACES -- PROGRAM...
 *     starts it, waits for a still screen, keeps what PLACES show
 * probe start FILE -- PROGRAM...
 *     ms from exec until all of them show that again
 * probe scan BADGES FROM COUNT PLACES -- PROGRAM...
 *     a line a scan: ms from Enter to a change in PLACES
 * probe scan-cleared BADGES FROM COUNT PLACES -- PROGRAM...
 *     the same, with Escape after each scan
 * probe keys KEY COUNT PLACES -- PROGRAM...
 *     a line a key, at a speaker's pace: ms from it to a change in PLACES
 * probe idle SECONDS -- PROGRAM...
 *     PSS KiB, CPU ms/s, wake-ups, changes of the screen in that time
 *
 * A place is X,Y,WxH; PLACES are several, separated by spaces. */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>

#include <dirent.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    PLACES_MAX = 16,
    KEY_PACE_US = 5000, /* a reader's */
    POLL_US = 60,
    REST_US = 150000, /* between two scans */
    PAGE_REST_US = 700000,
    PATIENCE_S = 15
};

struct place {
    int x, y, w, h;
};

struct probe {
    Display *display;
    Window root;
    XShmSegmentInfo shared;
    size_t size; /* bytes of the whole screen */
    pid_t child; /* 0 = none */
};

static struct probe probe;

static void stop_child(void)
{
    if (probe.child > 0) {
        kill(probe.child, SIGTERM);
        for (int i = 0; i < 300 && waitpid(probe.child, NULL, WNOHANG) == 0; i++) {
            usleep(10000);
        }
        kill(probe.child, SIGKILL);
        waitpid(probe.child, NULL, 0);
        probe.child = 0;
    }
}

static void fail(const char *what)
{
    fprintf(stderr, "probe: %s\n", what);
    stop_child();
    exit(EXIT_FAILURE);
}

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* --- the screen --- */

static void open_display(void)
{
    probe.display = XOpenDisplay(NULL);
    if (!probe.display || !XShmQueryExtension(probe.display)) {
        fail("no X display with shared memory");
    }
    int screen = DefaultScreen(probe.display);
    probe.root = RootWindow(probe.display, screen);
    probe.size =
        (size_t)DisplayWidth(probe.display, screen) * (size_t)DisplayHeight(probe.display, screen) * 4;
    probe.shared.shmid = shmget(IPC_PRIVATE, probe.size, IPC_CREAT | 0600);
    probe.shared.shmaddr = shmat(probe.shared.shmid, NULL, 0);
    XShmAttach(probe.display, &probe.shared);
    XSync(probe.display, False);
    shmctl(probe.shared.shmid, IPC_RMID, NULL);
    prctl(PR_SET_TIMERSLACK, 1000UL);
}

static uint64_t hash_place(struct place place)
{
    int screen = DefaultScreen(probe.display);
    XImage *image = XShmCreateImage(
        probe.display, DefaultVisual(probe.display, screen), (unsigned)DefaultDepth(probe.display, screen),
        ZPixmap, probe.shared.shmaddr, &probe.shared, (unsigned)place.w, (unsigned)place.h);
    if (!image || !XShmGetImage(probe.display, probe.root, image, place.x, place.y, AllPlanes)) {
        fail("the screen cannot be read");
    }
    uint64_t hash = 14695981039346656037u;
    const uint32_t *pixels = (const uint32_t *)(const void *)image->data;
    for (size_t i = 0; i < (size_t)place.w * (size_t)place.h; i++) {
        hash = (hash ^ pixels[i]) * 1099511628211u;
    }
    image->data = NULL; /* the segment stays ours */
    XDestroyImage(image);
    return hash;
}

static struct place whole_screen(void)
{
    int screen = DefaultScreen(probe.display);
    return (struct place){0, 0, DisplayWidth(probe.display, screen), DisplayHeight(probe.display, screen)};
}

static void wait_until_still(uint64_t bare)
{
    double since = now_ms(), begin = since;
    uint64_t last = bare;
    while (last == bare || now_ms() - since < 700) {
        usleep(50000);
        uint64_t seen = hash_place(whole_screen());
        since = seen == last ? since : now_ms();
        last = seen;
        if (now_ms() - begin > PATIENCE_S * 1e3) {
            fail("the screen does not come to rest");
        }
    }
}

static int parse_places(const char *text, struct place places[PLACES_MAX])
{
    int count = 0, used;
    while (count < PLACES_MAX && sscanf(text, " %d,%d,%dx%d%n", &places[count].x, &places[count].y,
                                        &places[count].w, &places[count].h, &used) == 4) {
        count++;
        text += used;
    }
    if (count == 0 || *text) {
        fail("a place is X,Y,WxH");
    }
    return count;
}

/* --- the program --- */

static void start_child(char **words)
{
    probe.child = fork();
    if (probe.child == 0) {
        execvp(words[0], words);
        _exit(127);
    }
    if (probe.child < 0) {
        fail("fork failed");
    }
}

static void check_child(void)
{
    if (waitpid(probe.child, NULL, WNOHANG) != 0) {
        probe.child = 0;
        fail("the program ended by itself");
    }
}

static void learn(const char *path, const char *text, char **words)
{
    struct place places[PLACES_MAX];
    uint64_t bare[PLACES_MAX];
    int count = parse_places(text, places);
    for (int i = 0; i < count; i++) {
        bare[i] = hash_place(places[i]);
    }
    uint64_t nothing = hash_place(whole_screen());
    start_child(words);
    wait_until_still(nothing);
    FILE *file = fopen(path, "w");
    if (!file) {
        fail("the file of places cannot be written");
    }
    for (int i = 0; i < count; i++) {
        uint64_t shown = hash_place(places[i]);
        if (shown == bare[i]) {
            fail("a place shows nothing");
        }
        fprintf(file, "%d %d %d %d %llx\n", places[i].x, places[i].y, places[i].w, places[i].h,
                (unsigned long long)shown);
    }
    fclose(file);
}

static void start(const char *path, char **words)
{
    struct place places[PLACES_MAX];
    unsigned long long shown[PLACES_MAX];
    int count = 0, done = 0;
    FILE *file = fopen(path, "r");
    while (file && count < PLACES_MAX &&
           fscanf(file, "%d %d %d %d %llx", &places[count].x, &places[count].y, &places[count].w,
                  &places[count].h, &shown[count]) == 5) {
        count++;
    }
    if (!file || count == 0) {
        fail("no places learned");
    }
    fclose(file);
    double begin = now_ms();
    start_child(words);
    while (done < count) {
        if (hash_place(places[done]) == shown[done]) {
            done++; /* nothing that is complete goes away again */
            continue;
        }
        usleep(POLL_US);
        if (now_ms() - begin > PATIENCE_S * 1e3) {
            fail("the first frame did not come");
        }
        check_child();
    }
    printf("%.3f\n", now_ms() - begin);
}

/* --- scans --- */

static void tap(KeySym key)
{
    KeyCode code = XKeysymToKeycode(probe.display, key);
    XTestFakeKeyEvent(probe.display, code, True, CurrentTime);
    XTestFakeKeyEvent(probe.display, code, False, CurrentTime);
    XFlush(probe.display);
}

static double scan(const char *badge, const struct place *places, int count)
{
    uint64_t before[PLACES_MAX];
    for (const char *c = badge; *c; c++) {
        tap((KeySym)*c); /* digits: Latin 1 and key symbols agree */
        usleep(KEY_PACE_US);
    }
    for (int i = 0; i < count; i++) {
        before[i] = hash_place(places[i]);
    }
    double begin = now_ms();
    tap(XK_Return);
    for (int done = 0; done < count;) {
        if (hash_place(places[done]) != before[done]) {
            done++;
            continue;
        }
        usleep(POLL_US);
        if (now_ms() - begin > PATIENCE_S * 1e3) {
            fail("a scan was not answered");
        }
    }
    return now_ms() - begin;
}

static void scan_all(const char *path, int from, int count, const char *text, bool clear, char **words)
{
    struct place places[PLACES_MAX];
    char badge[64];
    int place_count = parse_places(text, places);
    FILE *file = fopen(path, "r");
    if (!file) {
        fail("no file of badges");
    }
    uint64_t nothing = hash_place(whole_screen());
    start_child(words);
    wait_until_still(nothing);
    for (int i = 0; i < from + count && fscanf(file, "%63s", badge) == 1; i++) {
        if (i < from) {
            continue;
        }
        printf("%.3f\n", scan(badge, places, place_count));
        usleep(REST_US);
        if (clear) {
            tap(XK_Escape);
            usleep(REST_US / 2);
        }
        check_child();
    }
    fclose(file);
}

/* --- pages --- */

/* Where the program before left the keys to nobody, and the one at hand does not ask for them. */
static void free_focus(void)
{
    Window focus;
    int revert;
    XGetInputFocus(probe.display, &focus, &revert);
    if (focus == None) {
        XSetInputFocus(probe.display, PointerRoot, RevertToPointerRoot, CurrentTime);
        XSync(probe.display, False);
    }
}

static void press_all(const char *name, int count, const char *text, char **words)
{
    struct place places[PLACES_MAX];
    int place_count = parse_places(text, places);
    KeySym key = XStringToKeysym(name);
    uint64_t nothing = hash_place(whole_screen());
    if (key == NoSymbol) {
        fail("no such key");
    }
    start_child(words);
    wait_until_still(nothing);
    free_focus();
    for (int i = 0; i < count; i++) {
        uint64_t before[PLACES_MAX];
        usleep(PAGE_REST_US);
        for (int k = 0; k < place_count; k++) {
            before[k] = hash_place(places[k]);
        }
        double begin = now_ms();
        tap(key);
        for (int done = 0; done < place_count;) {
            if (hash_place(places[done]) != before[done]) {
                done++;
                continue;
            }
            usleep(POLL_US);
            if (now_ms() - begin > PATIENCE_S * 1e3) {
                fail("a key changed nothing");
            }
        }
        printf("%.3f\n", now_ms() - begin);
        check_child();
    }
}

/* --- rest --- */

/* Adds up over all threads: nanoseconds on a CPU and times one went to sleep by itself. */
static void read_tasks(double *cpu_ns, long *sleeps)
{
    char path[300], line[200];
    snprintf(path, sizeof path, "/proc/%d/task", (int)probe.child);
    DIR *tasks = opendir(path);
    *cpu_ns = 0;
    *sleeps = 0;
    if (!tasks) {
        fail("the program ended by itself");
    }
    for (struct dirent *task; (task = readdir(tasks)) != NULL;) {
        double ns;
        long count;
        snprintf(path, sizeof path, "/proc/%d/task/%.20s/schedstat", (int)probe.child, task->d_name);
        FILE *file = task->d_name[0] == '.' ? NULL : fopen(path, "r");
        if (!file) {
            continue;
        }
        *cpu_ns += fscanf(file, "%lf", &ns) == 1 ? ns : 0;
        fclose(file);
        snprintf(path, sizeof path, "/proc/%d/task/%.20s/status", (int)probe.child, task->d_name);
        file = fopen(path, "r");
        while (file && fgets(line, sizeof line, file)) {
            *sleeps += sscanf(line, "voluntary_ctxt_switches: %ld", &count) == 1 ? count : 0;
        }
        if (file) {
            fclose(file);
        }
    }
    closedir(tasks);
}

static long read_pss_kib(void)
{
    char path[64], line[200];
    long kib = 0;
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)probe.child);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file) && sscanf(line, "Pss: %ld", &kib) != 1) {
    }
    if (!file || kib == 0) {
        fail("the memory cannot be read");
    }
    fclose(file);
    return kib;
}

static void idle(int seconds, char **words)
{
    double cpu[2];
    long sleeps[2];
    int changes = 0;
    uint64_t nothing = hash_place(whole_screen());
    start_child(words);
    wait_until_still(nothing);
    sleep(2); /* what is done once after the start is not rest */
    long pss = read_pss_kib();
    uint64_t last = hash_place(whole_screen());
    read_tasks(&cpu[0], &sleeps[0]);
    double begin = now_ms();
    for (int i = 0; i < seconds * 2; i++) {
        usleep(500000);
        uint64_t seen = hash_place(whole_screen());
        changes += seen != last;
        last = seen;
    }
    read_tasks(&cpu[1], &sleeps[1]);
    double took_s = (now_ms() - begin) / 1e3;
    check_child();
    printf("%ld %.4f %ld %d\n", pss, (cpu[1] - cpu[0]) / 1e6 / took_s, sleeps[1] - sleeps[0], changes);
}

int main(int argc, char **argv)
{
    int split = 1;
    while (split < argc && strcmp(argv[split], "--") != 0) {
        split++;
    }
    if (split + 1 >= argc) {
        fail("usage: probe learn|start|scan|scan-cleared|keys|idle ... -- PROGRAM...");
    }
    char **words = argv + split + 1;
    const char *verb = argv[1];
    bool cleared = strcmp(verb, "scan-cleared") == 0;
    open_display();
    if (strcmp(verb, "learn") == 0 && split == 4) {
        learn(argv[2], argv[3], words);
    } else if (strcmp(verb, "start") == 0 && split == 3) {
        start(argv[2], words);
    } else if ((cleared || strcmp(verb, "scan") == 0) && split == 6) {
        scan_all(argv[2], (int)strtol(argv[3], NULL, 10), (int)strtol(argv[4], NULL, 10), argv[5], cleared,
                 words);
    } else if (strcmp(verb, "keys") == 0 && split == 5) {
        press_all(argv[2], (int)strtol(argv[3], NULL, 10), argv[4], words);
    } else if (strcmp(verb, "idle") == 0 && split == 3) {
        idle((int)strtol(argv[2], NULL, 10), words);
    } else {
        fail("unknown words");
    }
    fflush(stdout);
    stop_child();
    XCloseDisplay(probe.display);
    return EXIT_SUCCESS;
}
