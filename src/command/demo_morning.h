/* demo --headless: a scripted morning through the real app, without a display. */
#ifndef LECTERN_COMMAND_DEMO_MORNING_H
#define LECTERN_COMMAND_DEMO_MORNING_H

#include "cli.h"

/* Writes a picture of each step and the export into cli->headless, prints a table of what happened. */
int demo_morning(const struct cli *cli);

#endif
