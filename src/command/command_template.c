#include "command/commands.h"

#include "command/session.h"
#include "service/template.h"

#include <stdio.h>

int command_template(const struct cli *cli)
{
    struct err err = {0};
    if (!template_write(cli->arguments[0], &err)) {
        return session_failed(&err);
    }
    printf(str(STR_TEMPLATE_DONE), cli->arguments[0], str(STR_TEMPLATE_FILE), str(STR_TEMPLATE_TALK));
    putchar('\n');
    return CLI_DONE;
}
