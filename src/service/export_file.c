#include "service/export_file.h"

#include "base/civil.h"
#include "base/files.h"
#include "base/utf8.h"
#include "service/export_ics.h"
#include "service/export_json.h"
#include "service/export_pdf.h"
#include "service/export_xlsx.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
    const char *word, *extension;
    enum str_id title; /* in a file's name */
} formats[EXPORT_FORMAT_COUNT] = {
    [EXPORT_CSV] = {"csv", "csv", STR_FILE_ROWS},
    [EXPORT_XLSX] = {"xlsx", "xlsx", STR_FILE_ROWS},
    [EXPORT_PDF_SHEET] = {"pdf-sheet", "pdf", STR_FILE_SHEET},
    [EXPORT_PDF_BLANK] = {"pdf-blank", "pdf", STR_FILE_BLANK},
    [EXPORT_PDF_REPORT] = {"pdf-report", "pdf", STR_FILE_REPORT},
    [EXPORT_JSON] = {"json", "json", STR_FILE_ROWS},
    [EXPORT_ICS] = {"ics", "ics", STR_FILE_PROGRAMME},
};

bool export_parse_format(const char *word, enum export_format *out)
{
    for (int i = 0; i < EXPORT_FORMAT_COUNT; i++) {
        if (strcmp(formats[i].word, word) == 0) {
            *out = (enum export_format)i;
            return true;
        }
    }
    return false;
}

static bool write_to_file(void *context, const char *data, size_t len, struct err *err)
{
    FILE *file = context;
    return fwrite(data, 1, len, file) == len || err_set(err, ERR_IO, "%s", err_reason(errno));
}

bool export_is_stream(enum export_format format)
{
    return format == EXPORT_CSV || format == EXPORT_JSON || format == EXPORT_ICS;
}

bool export_stream(struct store *store, const struct export_request *request, struct progress *progress,
                   export_write *write, void *context, struct err *err)
{
    switch (request->format) {
    case EXPORT_CSV:
        return export_csv_stream(store, request->lecture_id, request->lang, progress, write, context, err);
    case EXPORT_JSON:
        return export_json(store, request->lecture_id, progress, write, context, err);
    case EXPORT_ICS:
        return export_ics(store, request->lecture_id, request->lang, request->now_ms, write, context, err);
    default:
        return err_set(err, ERR_UNSUPPORTED, "%s", str(STR_ERR_FORMAT));
    }
}

static bool write_stream(struct store *store, const struct export_request *request, const char *path,
                         struct progress *progress, struct err *err)
{
    FILE *file = fopen(path, "wbe");
    struct err why = {0};
    if (!file) {
        return err_set(err, ERR_IO, str(STR_ERR_FILE_WRITE), path, err_reason(errno));
    }
    bool done = export_stream(store, request, progress, write_to_file, file, &why);
    if (fclose(file) != 0 && done) {
        done = err_set(&why, ERR_IO, "%s", err_reason(errno));
    }
    if (!done && why.code == ERR_IO) {
        return err_set(err, ERR_IO, str(STR_ERR_FILE_WRITE), path, why.text);
    }
    if (!done && err) {
        *err = why;
    }
    return done;
}

static bool write_format(struct store *store, const struct export_request *request, const char *path,
                         const char *folder, struct progress *progress, struct err *err)
{
    switch (request->format) {
    case EXPORT_CSV:
    case EXPORT_JSON:
    case EXPORT_ICS:
        return write_stream(store, request, path, progress, err);
    case EXPORT_XLSX:
        return export_xlsx(store, request->lecture_id, request->lang, request->now_ms, path, folder, progress,
                           err);
    case EXPORT_PDF_SHEET:
    case EXPORT_PDF_BLANK:
        return export_pdf_sheet(store, request->lecture_id, request->lang,
                                request->format == EXPORT_PDF_BLANK, path, progress, err);
    case EXPORT_PDF_REPORT:
        return export_pdf_report(store, request->lecture_id, request->lang, request->now_ms, path, progress,
                                 err);
    case EXPORT_FORMAT_COUNT:
        break;
    }
    return err_set(err, ERR_UNSUPPORTED, "%s", str(STR_ERR_FORMAT));
}

/* Makes it beside path and moves it there whole. */
static bool replace_file(struct store *store, const struct export_request *request, const char *path,
                         struct progress *progress, struct err *err)
{
    char temporary[PATH_MAX], folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    int folder_len = slash ? (int)(slash - path) + (slash == path) : 1;
    snprintf(folder, sizeof folder, "%.*s", folder_len, slash ? path : ".");
    if (snprintf(temporary, sizeof temporary, "%s.XXXXXX", path) >= (int)sizeof temporary) {
        return err_set(err, ERR_IO, str(STR_ERR_FILE_WRITE), path, err_reason(ENAMETOOLONG));
    }
    int fd = mkostemp(temporary, O_CLOEXEC);
    if (fd < 0) {
        return err_set(err, ERR_IO, str(STR_ERR_FILE_WRITE), path, err_reason(errno));
    }
    close(fd);
    bool done =
        write_format(store, request, temporary, folder, progress, err) && files_publish(temporary, path, err);
    if (!done) {
        unlink(temporary);
    }
    return done;
}

bool export_file(struct store *store, const struct export_request *request, const char *path,
                 struct progress *progress, struct err *err)
{
    /* as files_write_atomic does: through a link to the file itself; a device is written to, never replaced
     */
    char *real = realpath(path, NULL);
    struct stat info;
    bool special = real && stat(real, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
    bool done = !special ? replace_file(store, request, real ? real : path, progress, err)
                : export_is_stream(request->format)
                    ? write_stream(store, request, real, progress, err)
                    : err_set(err, ERR_UNSUPPORTED, "%s", str(STR_ERR_FORMAT_FILE));
    free(real);
    return done;
}

/* What FAT and exFAT refuse in a name becomes a blank. */
static void put_plain(const char *text, char *out, size_t size)
{
    char plain[512];
    size_t used = 0;
    for (; *text && used + 1 < sizeof plain; text++) {
        bool bad = (unsigned char)*text < ' ' || *text == 0x7F || strchr("/\\:*?\"<>|", *text);
        plain[used++] = bad ? ' ' : *text;
    }
    plain[used] = '\0';
    utf8_copy(out, size, plain);
    for (size_t len = strlen(out); len > 0 && (out[len - 1] == ' ' || out[len - 1] == '.'); len--) {
        out[len - 1] = '\0';
    }
}

void export_file_name(const struct export_request *request, const char *event_title,
                      const struct lecture *lecture, char out[EXPORT_NAME_SIZE])
{
    enum { TITLE_BYTES = 90 };
    char date[CIVIL_TEXT_SIZE] = "", title[TITLE_BYTES];
    if (lecture) {
        civil_format(lecture->start_ms, CIVIL_DATE, date);
    }
    put_plain(lecture ? lecture->title : event_title, title, sizeof title);
    snprintf(out, EXPORT_NAME_SIZE, "%s%s%s%s%s.%s", date, *date ? " " : "", title, *title ? " " : "",
             str_in(request->lang, formats[request->format].title), formats[request->format].extension);
}
