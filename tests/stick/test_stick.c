/* USB sticks: which mounts are sticks, what on them is a pack, and copies that are whole or not there. */
#include "stick/copy.h"
#include "stick/find.h"

#include "base/files.h"
#include "support/event_pack.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>

/* What the copy asks of the kernel, in its order: these two stand in for the C library's. */
static struct buf order;

int fsync(int fd)
{
    char link[64], path[400];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t len = readlink(link, path, sizeof path - 1);
    path[len > 0 ? len : 0] = '\0';
    const char *slash = strrchr(path, '/');
    buf_printf(&order, "sync %s, ", slash ? slash + 1 : path);
    return (int)syscall(SYS_fsync, fd);
}

int renameat2(int from_fd, const char *from, int to_fd, const char *to, unsigned flags)
{
    buf_printf(&order, "rename %s, ", to);
    return (int)syscall(SYS_renameat2, from_fd, from, to_fd, to, flags);
}

struct place {
    char folder[64];
    struct err err;
};

static int set_up(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    assert_non_null(place);
    folder_make(place->folder);
    *state = place;
    return 0;
}

static int tear_down(void **state)
{
    struct place *place = *state;
    folder_remove(place->folder);
    free(place);
    return 0;
}

static void path_of(const struct place *place, const char *name, char out[300])
{
    snprintf(out, 300, "%s/%s", place->folder, name);
}

static void put(const struct place *place, const char *name, const void *data, size_t len)
{
    char path[300];
    path_of(place, name, path);
    assert_true(files_write_atomic(path, data, len, NULL));
}

static void make_folder(const struct place *place, const char *name)
{
    char path[300];
    path_of(place, name, path);
    assert_true(files_make_folders(path, NULL));
}

static bool usb_only(unsigned major_number, unsigned minor_number)
{
    return major_number == 8 && minor_number == 17;
}

static void test_mounts(void **state)
{
    struct place *place = *state;
    char mounts[1000], blank[300];
    struct sticks sticks = {0};
    make_folder(place, "U 盘");
    path_of(place, "U\\040盘", blank);
    snprintf(mounts, sizeof mounts,
             "22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw\n"
             "90 22 8:17 / %s rw,nosuid shared:40 - vfat /dev/sdb1 rw\n"
             "91 22 0:50 / /proc rw - proc proc rw\n"
             "a line that is none\n",
             blank);
    stick_find_in(mounts, usb_only, &sticks);
    assert_int_equal(sticks.count, 1);
    assert_string_equal(sticks.items[0].name, "U 盘");
    assert_true(sticks.items[0].free_bytes > 0);
    assert_false(sticks.items[0].read_only);
}

static void test_folder_of_sticks(void **state)
{
    struct place *place = *state;
    struct sticks sticks;
    make_folder(place, "A");
    make_folder(place, ".hidden");
    put(place, "file", "", 0);
    stick_find(place->folder, &sticks);
    size_t ours = 0;
    for (size_t i = 0; i < sticks.count; i++) {
        ours += strncmp(sticks.items[i].path, place->folder, strlen(place->folder)) == 0;
    }
    assert_int_equal(ours, 1);
}

static void test_packs(void **state)
{
    struct place *place = *state;
    struct sticks sticks = {.count = 1};
    static const char *const folders[] = {"活动一", "其他/活动二", "其他/深/太深", "照片", "导出"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        make_folder(place, folders[i]);
    }
    put(place, "活动一/event.csv", "", 0);
    put(place, "活动一/名册.xlsx", "", 0);
    put(place, "其他/活动二/活动.xlsx", "", 0);
    put(place, "其他/深/太深/event.csv", "", 0);
    put(place, "照片/a.jpg", "", 0);
    put(place, "导出/明细.xlsx", "", 0);
    put(place, "秋季宣讲.XLSX", "", 0);
    put(place, "~$秋季宣讲.xlsx", "", 0);
    put(place, "._秋季宣讲.xlsx", "", 0);
    snprintf(sticks.items[0].path, sizeof sticks.items[0].path, "%s", place->folder);
    stick_find_packs(&sticks, (const char *const[]){"导出", NULL});
    assert_int_equal(sticks.pack_count, 3);
    assert_string_equal(sticks.packs[0].name, "其他/活动二");
    assert_string_equal(sticks.packs[1].name, "活动一");
    assert_false(sticks.packs[1].workbook);
    assert_string_equal(sticks.packs[2].name, "秋季宣讲.XLSX");
    assert_true(sticks.packs[2].workbook);
}

/* How many entries a folder has, hidden ones too. */
static int entries(const char *path)
{
    DIR *dir = opendir(path);
    int count = -2;
    while (dir && readdir(dir)) {
        count++;
    }
    if (dir) {
        closedir(dir);
    }
    return count;
}

static char *source_of(const struct place *place, size_t len, char path[300])
{
    char *data = malloc(len);
    assert_non_null(data);
    for (size_t i = 0; i < len; i++) {
        data[i] = (char)(i * 31 + i / 997);
    }
    put(place, "source", data, len);
    path_of(place, "source", path);
    return data;
}

static void test_copies_and_never_overwrites(void **state)
{
    struct place *place = *state;
    char from[300], folder[300], path[700], as[256];
    struct progress progress = {0};
    size_t len = 700001;
    char *data = source_of(place, len, from);
    path_of(place, "stick", folder);
    static const char *const names[] = {"签到表.pdf", "签到表 (2).pdf", "签到表 (3).pdf"};
    for (int i = 0; i < 3; i++) {
        struct buf got = {0};
        assert_true(stick_copy(from, folder, "签到表.pdf", &progress, as, sizeof as, &place->err));
        assert_string_equal(as, names[i]);
        assert_int_equal(progress_permille(&progress), 1000);
        snprintf(path, sizeof path, "%s/%s", folder, as);
        assert_true(files_read(path, len + 1, &got, &place->err));
        assert_int_equal(got.len, len);
        assert_memory_equal(got.data, data, len);
        buf_finish(&got);
    }
    assert_int_equal(entries(folder), 3);
    free(data);
}

/* On FAT a cut after the rename left an empty file until the file was synced a second time; the folder's own
 * entry is its parent's to keep. */
static void test_order_of_a_copy(void **state)
{
    struct place *place = *state;
    char from[300], folder[300], as[256], expected[400];
    free(source_of(place, 10, from));
    path_of(place, "stick", folder);
    buf_clear(&order);
    assert_true(stick_copy(from, folder, "a.pdf", NULL, as, sizeof as, &place->err));
    snprintf(expected, sizeof expected, "sync .lectern.tmp, rename a.pdf, sync a.pdf, sync stick, sync %s, ",
             strrchr(place->folder, '/') + 1);
    assert_string_equal(buf_text(&order), expected);
    buf_finish(&order);
}

/* A file of the name that the folder should have. */
static void test_folder_that_is_a_file(void **state)
{
    struct place *place = *state;
    char from[300], folder[300], as[256];
    free(source_of(place, 10, from));
    put(place, "stick", "", 0);
    path_of(place, "stick", folder);
    assert_false(stick_copy(from, folder, "a.pdf", NULL, as, sizeof as, &place->err));
    assert_non_null(strstr(place->err.text, "不是文件夹"));
}

static void test_cancel_leaves_nothing(void **state)
{
    struct place *place = *state;
    char from[300], folder[300], as[256];
    struct progress progress = {0};
    free(source_of(place, 600000, from));
    path_of(place, "stick", folder);
    progress_cancel(&progress);
    assert_false(stick_copy(from, folder, "a.pdf", &progress, as, sizeof as, &place->err));
    assert_int_equal(place->err.code, ERR_CANCELLED);
    assert_int_equal(entries(folder), 0);
}

/* A stick with room for less than the file: a limit on file sizes stands for it. */
static void test_full_stick(void **state)
{
    struct place *place = *state;
    char from[300], folder[300], as[256];
    struct rlimit before, limit;
    free(source_of(place, 600000, from));
    path_of(place, "stick", folder);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    limit = before;
    limit.rlim_cur = 300000;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    bool done = stick_copy(from, folder, "a.pdf", NULL, as, sizeof as, &place->err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_false(done);
    assert_non_null(strstr(place->err.text, "空间不足"));
    assert_int_equal(entries(folder), 0);
}

static void test_stick_that_is_gone(void **state)
{
    struct place *place = *state;
    char from[300], folder[300], as[256];
    free(source_of(place, 10, from));
    path_of(place, "was/here", folder);
    assert_false(stick_copy(from, folder, "a.pdf", NULL, as, sizeof as, &place->err));
    assert_non_null(strstr(place->err.text, "已拔出"));
    assert_non_null(strstr(place->err.text, "（was）")); /* by its label, not by where Linux mounts it */
}

/* What a copy that was cut off left behind is not in the way. */
static void test_after_a_cut(void **state)
{
    struct place *place = *state;
    char from[300], folder[300], as[256];
    free(source_of(place, 10, from));
    make_folder(place, "stick");
    put(place, "stick/.lectern.tmp", "half", 4);
    path_of(place, "stick", folder);
    assert_true(stick_copy(from, folder, "a.pdf", NULL, as, sizeof as, &place->err));
    assert_int_equal(entries(folder), 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_mounts),
        TEST(test_folder_of_sticks),
        TEST(test_packs),
        TEST(test_copies_and_never_overwrites),
        TEST(test_order_of_a_copy),
        TEST(test_folder_that_is_a_file),
        TEST(test_cancel_leaves_nothing),
        TEST(test_full_stick),
        TEST(test_stick_that_is_gone),
        TEST(test_after_a_cut),
    };
    return cmocka_run_group_tests_name("stick", tests, NULL, NULL);
}
