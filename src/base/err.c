#include "base/err.h"

#include "base/strings.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool err_set(struct err *err, enum err_code code, const char *format, ...)
{
    if (!err) {
        return false;
    }
    char text[sizeof err->text]; /* apart, as an argument may point into err->text */
    va_list args;
    va_start(args, format);
    int length = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (length >= (int)sizeof text) {
        text[utf8_floor(text, sizeof text - 1)] = '\0';
    }
    err->code = code;
    memcpy(err->text, text, sizeof text);
    return false;
}

const char *err_reason(int number)
{
    static const struct {
        int number;
        enum str_id words;
    } reasons[] = {
        {ENOENT, STR_WHY_NOT_THERE},  {EACCES, STR_WHY_NO_PERMISSION}, {EPERM, STR_WHY_NO_PERMISSION},
        {EROFS, STR_WHY_READ_ONLY},   {ENOSPC, STR_WHY_FULL},          {EDQUOT, STR_WHY_FULL},
        {EFBIG, STR_WHY_FULL},        {EIO, STR_WHY_DEVICE},           {ENODEV, STR_WHY_DEVICE},
        {ENXIO, STR_WHY_DEVICE},      {ENOTDIR, STR_WHY_NOT_A_FOLDER}, {EISDIR, STR_WHY_IS_A_FOLDER},
        {ENAMETOOLONG, STR_WHY_LONG}, {EBUSY, STR_WHY_BUSY},           {ETXTBSY, STR_WHY_BUSY}};
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        if (reasons[i].number == number) {
            return str(reasons[i].words);
        }
    }
    return strerror(number);
}

bool err_memory(struct err *err)
{
    return err_set(err, ERR_MEMORY, "%s", str(STR_ERR_MEMORY));
}
