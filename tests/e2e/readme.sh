#!/bin/sh
# Every command of the README, in its order, in a copy of the tree. What needs root or the box itself says so behind
# the command and is passed over with a word.
. "$(dirname "$0")/lib.sh"

copy=$tmp/tree
must mkdir "$copy"
(cd "$root" && tar -cf - --exclude='./build*' --exclude=./.git .) | tar -xf - -C "$copy"
must test -x "$copy/run"
cd "$copy" || finish

awk '/^```sh$/ { on = 1; next } /^```/ { on = 0 } on && NF' README.md >"$tmp/commands"
check "the README has commands" test -s "$tmp/commands"

while IFS= read -r command; do
    case $command in
    *"# as root"* | *"# on the box"*)
        skip "$command"
        continue
        ;;
    "./run test"*)
        skip "$command (is what runs this)"
        continue
        ;;
    esac
    if sh -c "$command" >"$tmp/out" 2>&1 </dev/null; then
        pass
    else
        fail "$command: $(tail -n 5 "$tmp/out")"
    fi
done <"$tmp/commands"

check "the demo was acted out" test -s build/demo/attendance.csv
check "the attendance was written" test -s build/attendance.csv
check "the picture was written" test -s build/home.png
check "every file the README names is there" sh -c '
    grep -o "\`[a-z./_]*/[a-z./_]*\`" README.md | tr -d "\`" | while read -r name; do
        case $name in
        build/* | tests/LAYER/* | talks/*) continue ;;
        esac
        [ -e "$name" ] || [ -e "${name%/*}" ] || { echo "README names $name" >&2; exit 1; }
    done'
# a second start has nothing to do
start=$(date +%s)
./run --version >/dev/null 2>&1
check "the second start is quick" test $(($(date +%s) - start)) -le 2
finish
