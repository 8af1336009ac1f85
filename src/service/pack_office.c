#include "service/pack_office.h"

#include "base/clock.h"
#include "base/files.h"
#include "base/strings.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { LIMIT_MIN = 5, HALF_WAY_MS = 5000, SETTING_SIZE = PACK_TURN_PATH_SIZE + 32 };

struct watch {
    struct pack_turn *turn;
    struct err *err;
    int to; /* permille */
    int64_t begun_ms;
};

/* .dps is WPS's, the old PowerPoint format in fact; .pps and .ppsx open as a show. */
const char *pack_office_ending(const char *name)
{
    static const char *const endings[] = {".pptx", ".ppsx", ".pptm", ".ppsm", ".ppt", ".pps", ".odp", ".dps"};
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++) {
        if (strcasecmp(dot, endings[i]) == 0) {
            return endings[i];
        }
    }
    return NULL;
}

bool pack_office_is_locked(const struct buf *bytes)
{
    static const char magic[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    /* what PowerPoint wraps a locked .pptx in */
    static const char package[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    /* size and headerToken of the CurrentUserAtom in a locked .ppt ([MS-PPT] 2.3.2) */
    static const char user[] = "\x14\0\0\0\xDF\xC4\xD1\xF3";
    return bytes->len > sizeof magic && memcmp(bytes->data, magic, sizeof magic - 1) == 0 &&
           (memmem(bytes->data, bytes->len, package, sizeof package) ||
            memmem(bytes->data, bytes->len, user, sizeof user - 1));
}

/* LibreOffice does not tell how far it is: slower and slower, never quite there. */
static bool watch_office(void *context)
{
    const struct watch *watch = context;
    int64_t passed = clock_system_mono_ms() - watch->begun_ms;
    return pack_turn_step(watch->turn, watch->to * passed / (passed + HALF_WAY_MS), watch->err);
}

/* As an address (RFC 3986). */
static void put_url(const char *path, char *out, size_t size)
{
    size_t used = (size_t)snprintf(out, size, "file://");
    for (; *path && used + 4 < size; path++) {
        bool plain = (*path >= 'a' && *path <= 'z') || (*path >= 'A' && *path <= 'Z') ||
                     (*path >= '0' && *path <= '9') || strchr("/-_.", *path);
        used += (size_t)snprintf(out + used, size - used, plain ? "%c" : "%%%02X", (unsigned char)*path);
    }
}

/* With a profile and a home of its own: it works beside an open LibreOffice and for a user without a home,
 * and what it leaves goes with the folder. It prints nothing of use, and returns 0 where it could not open
 * the file: only the PDF tells. */
static enum program_end run(struct watch *watch, const char *file)
{
    struct pack_turn *turn = watch->turn;
    char path[PACK_TURN_PATH_SIZE], profile_path[PACK_TURN_PATH_SIZE];
    char url[PACK_TURN_PATH_SIZE * 3], profile[sizeof url + 32];
    char home[SETTING_SIZE], cache[SETTING_SIZE], config[SETTING_SIZE], temporary[SETTING_SIZE];
    put_url(pack_turn_path(turn, "profile", profile_path), url, sizeof url);
    snprintf(profile, sizeof profile, "-env:UserInstallation=%s", url);
    snprintf(home, sizeof home, "HOME=%s", turn->folder.path);
    snprintf(cache, sizeof cache, "XDG_CACHE_HOME=%s/cache", turn->folder.path);
    snprintf(config, sizeof config, "XDG_CONFIG_HOME=%s/config", turn->folder.path);
    snprintf(temporary, sizeof temporary, "TMPDIR=%s", turn->folder.path);
    const char *words[] = {"soffice",
                           "--headless",
                           "--norestore",
                           "--nolockcheck",
                           "--nodefault",
                           profile,
                           "--convert-to",
                           "pdf",
                           "--outdir",
                           turn->folder.path,
                           pack_turn_path(turn, file, path),
                           NULL};
    const char *settings[] = {home, cache, config, temporary, "SAL_USE_VCLPLUGIN=svp", "DISPLAY=", NULL};
    const struct program program = {.words = words,
                                    .settings = settings,
                                    .limit_ms = LIMIT_MIN * 60000L,
                                    .goes_on = watch_office,
                                    .context = watch};
    return program_run(&program);
}

bool pack_office_turn(struct pack_turn *turn, const char *file, int to, struct err *err)
{
    char pdf[PACK_TURN_PATH_SIZE];
    struct watch watch = {.turn = turn, .err = err, .to = to, .begun_ms = clock_system_mono_ms()};
    switch (run(&watch, file)) {
    case PROGRAM_STOPPED:
        return false;
    case PROGRAM_MISSING:
        return err_set(err, ERR_UNSUPPORTED, "%s", str(STR_PACK_OFFICE_NO_PROGRAM));
    case PROGRAM_TOO_LONG:
        return err_set(err, ERR_INPUT, str(STR_PACK_OFFICE_TOO_LONG), (int)LIMIT_MIN);
    case PROGRAM_FAILED:
    case PROGRAM_DONE:
        break;
    }
    return files_exists(pack_turn_path(turn, "deck.pdf", pdf)) ||
           err_set(err, ERR_INPUT, "%s", str(STR_PACK_OFFICE_BROKEN));
}
