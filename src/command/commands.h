/* The commands of DESIGN 9; each returns an exit code. */
#ifndef LECTERN_COMMAND_COMMANDS_H
#define LECTERN_COMMAND_COMMANDS_H

#include "cli.h"

int command_run(const struct cli *cli);
int command_demo(const struct cli *cli);
int command_check(const struct cli *cli);
int command_template(const struct cli *cli);
int command_import(const struct cli *cli);
int command_export(const struct cli *cli);
int command_sign_in(const struct cli *cli);
int command_shot(const struct cli *cli);
int command_config(const struct cli *cli);
int command_reader(const struct cli *cli);
int command_list(const struct cli *cli);
int command_supplement(const struct cli *cli);
int command_void(const struct cli *cli);
int command_link(const struct cli *cli);
int command_register(const struct cli *cli);
int command_undo(const struct cli *cli);
int command_deck(const struct cli *cli);
int command_verify(const struct cli *cli);

#endif
