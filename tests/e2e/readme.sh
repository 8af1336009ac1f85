#!/bin/sh
# README.md, taken at its word: every command in a ```sh block, in order, in a copy of the tree. Lines marked
# "# as root" or "# on the box" change a machine and are only named.
. "$(dirname "$0")/lib.sh"

copy=$tmp/lectern
mkdir "$copy"
for part in assets fonts src tests CMakeLists.txt CMakePresets.json README.md LICENSE run; do
    cp -R "$root/$part" "$copy/"
done
cd "$copy" || exit 1

# what it points to is there
for target in $(grep -o '](\([^)#:]*\))' README.md | sed 's/^](//; s/)$//'); do
    check "README.md points to" test -e "$target"
done

# the program alone: the tests need not be built to be started here
must cmake --preset release -G Ninja -DBUILD_TESTING=OFF >"$tmp/configure.log"

awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside && NF && !/^#/' README.md >"$tmp/commands"
check "there are commands" test "$(wc -l <"$tmp/commands")" -gt 3
while IFS= read -r line <&3; do
    case $line in
    *'# as root'* | *'# on the box'*)
        skip "$line"
        continue
        ;;
    './run test'*)
        skip "$line (that is what runs this)"
        continue
        ;;
    './run bench'*)
        skip "$line (it measures for minutes)"
        continue
        ;;
    esac
    if sh -c "$line" >"$tmp/command.out" 2>&1 </dev/null; then
        pass
    else
        fail "README.md: $line"
        sed 's/^/    /' "$tmp/command.out"
    fi
done 3<"$tmp/commands"

# what they left behind
check "the demo was acted out" test -s build/demo/attendance.csv
check "the attendance was written" test -s build/attendance.csv
check "the picture was written" test -s build/home.png
for name in $(grep -o '`[a-zA-Z./_]*/[a-zA-Z./_]*`' README.md | tr -d '`'); do
    case $name in
    build/* | tests/LAYER/* | talks/*) ;;
    *) check "README.md names" test -e "$name" -o -e "${name%/*}" ;;
    esac
done
start=$(date +%s%3N)
./run --version >/dev/null 2>&1
check "a start that finds all done takes less than a second" test $(($(date +%s%3N) - start)) -lt 1000
finish
