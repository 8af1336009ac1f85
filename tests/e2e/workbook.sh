#!/bin/sh
# Packs in workbooks: the template, what other programs saved, what is refused and how it is said.
. "$(dirname "$0")/lib.sh"

db=$tmp/lectern.db
packs=$root/tests/packs

# --- an empty pack, and the same again ---
try "$lectern" template "$tmp/new/pack"
check_same "template: exit code" 0 "$status"
check_has "template: names the workbook" 活动包.xlsx "$out"
try "$lectern" check "$tmp/new/pack"
check_same "template: imports without an error" 0 "$status"
check_same "template: examples that are left in are named, each" 8 "$(printf '%s\n' "$err" | grep -c '示例，会显示')"
check_same "template: nothing else" 8 "$(printf '%s\n' "$err" | grep -c .)"
was=$(cat "$tmp/new/pack/活动包.xlsx" "$tmp/new/pack/talks/示例.md" | sha256sum)
try "$lectern" template "$tmp/new/pack"
check_same "template again: exit code" 1 "$status"
check_has "template again: names the file" "$tmp/new/pack/活动包.xlsx" "$err"
check_same "template again: nothing was changed" "$was" \
    "$(cat "$tmp/new/pack/活动包.xlsx" "$tmp/new/pack/talks/示例.md" | sha256sum)"
try "$lectern" template /proc/nowhere
check_same "template where nothing can be: exit code" 1 "$status"
check_has "template where nothing can be: a sentence" /proc/nowhere "$err"

# --- what other programs saved, as a folder and as one file ---
for pack in openpyxl libreoffice wps openpyxl/活动包.xlsx wps/活动包.xlsx; do
    rm -f "$db"*
    try "$lectern" import "$packs/$pack" --db "$db" --lang en
    check_same "$pack: exit code" "0 " "$status $err"
    check_has "$pack: lectures" "lectures: 3 added" "$out"
    check_has "$pack: people" "people: 5 added" "$out"
    check_same "$pack: badges as they were" "0003625619,0297654321,0475059022,1150884944,123456789012345678" \
        "$(sql "$db" 'SELECT group_concat(badge) FROM (SELECT badge FROM badge ORDER BY badge)')"
    try "$lectern" sign-in --db "$db" --badge 123456789012345678 --at '2026-12-01 08:50' --lang en
    check_same "$pack: signs in: exit code" 0 "$status"
done

# --- refused: nothing is imported ---
# refused NAME PACK SENTENCE [FILE]: told with a part of the sentence, about that file of the pack
refused() {
    rm -f "$db"*
    try "$lectern" import "$2" --db "$db"
    check_same "$1: exit code" 1 "$status"
    check_has "$1: the file" "${4:-$2}: " "$err"
    check_has "$1: a sentence" "$3" "$err"
    check_not "$1: makes no store" test -e "$db"
}
bad=$tmp/bad.xlsx
head -c 3000 "$packs/wps/活动包.xlsx" >"$bad"
refused "a workbook cut short" "$bad" 损坏
printf '工号,姓名\r\n' >"$bad"
refused "a CSV under the name of a workbook" "$bad" .xlsx
printf '\320\317\021\340\241\261\032\341and so on' >"$bad"
refused "an old workbook" "$bad" .xls
: >"$bad"
refused "an empty file" "$bad" .xlsx
head -c 40000000 /dev/zero >"$bad"
refused "a file of 40 MB" "$bad" MB
refused "another kind of file" "$root/README.md" 活动包
refused "no file" "$tmp/nothing.xlsx" 找不到
mkdir "$tmp/two"
cp "$packs/libreoffice/"*.xlsx "$tmp/two/"
cp "$packs/gb18030/名册.csv" "$tmp/two/people.csv"
refused "two files of one table" "$tmp/two" 名册.xlsx "$tmp/two/people.csv"
finish
