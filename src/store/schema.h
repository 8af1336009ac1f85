/* The tables, and the steps from one version of them to the next. */
#ifndef LECTERN_STORE_SCHEMA_H
#define LECTERN_STORE_SCHEMA_H

#include "base/err.h"

#include <stdint.h>

struct store;

enum { SCHEMA_APPLICATION_ID = 0x4C435452 /* "LCTR" */ };

/* The version this program knows. */
int schema_version(void);

/* Carries out the steps that are missing, each in one transaction. */
bool schema_migrate(struct store *store, int from_version, struct err *err);

#endif
