/* A pack in a folder of its own, made of a few lines. */
#ifndef LECTERN_TESTS_PACK_FOLDER_H
#define LECTERN_TESTS_PACK_FOLDER_H

#include "service/import.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/civil.h"
#include "base/files.h"
#include "base/strings.h"

#define EVENT     "项目,值\n活动名称,学习日\n"
#define PROGRAMME "日期,开始,结束,主题,地点\n2026-11-22,09:00,10:30,讲座,大厅\n"
#define PEOPLE    "工号,姓名,工牌号,部门\n100001,李明,0000000001,一车间\n"

/* One pack in a folder of its own, and what came of reading it. */
struct fixture {
    char folder[64];
    struct pack pack;
    struct faults faults;
    struct err err;
    bool right;
};

__attribute__((unused)) static void put_bytes(const struct fixture *f, const char *name, const void *data,
                                              size_t len)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    assert_true(files_write_atomic(path, data, len, NULL));
}

__attribute__((unused)) static void put(const struct fixture *f, const char *name, const char *text)
{
    put_bytes(f, name, text, strlen(text));
}

__attribute__((unused)) static void make_folder(struct fixture *f)
{
    char path[256];
    *f = (struct fixture){.folder = "/tmp/lectern-pack-XXXXXX"};
    assert_non_null(mkdtemp(f->folder));
    snprintf(path, sizeof path, "%s/talks", f->folder);
    assert_int_equal(mkdir(path, 0700), 0);
}

/* What was read; the folder stays. */
__attribute__((unused)) static void forget(struct fixture *f)
{
    pack_finish(&f->pack);
    faults_finish(&f->faults);
}

__attribute__((unused)) static void finish(struct fixture *f)
{
    char command[128];
    forget(f);
    snprintf(command, sizeof command, "rm -rf %s", f->folder);
    assert_int_equal(system(command), 0);
    civil_use_zone(CIVIL_DEFAULT_ZONE, NULL);
}

#endif
