#include "base/err.h"

#include "base/strings.h"
#include "base/utf8.h"

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

bool err_memory(struct err *err)
{
    return err_set(err, ERR_MEMORY, "%s", str(STR_ERR_MEMORY));
}
