#!/bin/sh
# Every C file is as clang-format leaves it. Usage: check_format.sh ROOT
cd "${1:-.}" || exit 2
tool=$(command -v clang-format-14 || command -v clang-format) || {
    echo "clang-format is missing: ./run test installs it" >&2
    exit 1
}
faults=$(find src tests -name '*.[ch]' -exec "$tool" --dry-run {} + 2>&1 | grep warning | cut -d: -f1,2)
[ -z "$faults" ] || {
    printf 'clang-format would change:\n%s\n' "$faults" >&2
    exit 1
}
echo "format holds"
