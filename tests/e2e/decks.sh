# Talks with the faces of this machine: three real ones on four screens, and what a deck must not do.
. "$(dirname "$0")/lib.sh"

db=$tmp/lectern.db
must "$lectern" import "$root/tests/packs/decks" --db "$db" >/dev/null 2>&1

# --- nothing ends in a sign that it goes on, no letter is too small ---
for deck in diangong anquanke weihu; do
    for size in 1920x1080 1366x768 1024x768 1080x1920; do
        try "$lectern" deck show "$deck" --db "$db" --size "$size" --lang en
        check_same "$deck $size: exit code" 0 "$status"
        check_same "$deck $size: nothing is cut" "" "$(printf '%s\n' "$out" | grep 'does not fit')"
        check_same "$deck $size: no letters below the least" "" "$(printf '%s\n' "$out" |
            awk '$3 == "px" { split($2, px, "/"); if (px[2] < 48 || px[1] < 72) print }')"
    done
done

# --- a picture too large for memory is refused by its name, its header alone says so ---
bomb=$tmp/bomb
mkdir -p "$bomb/talks"
cp "$root"/tests/packs/decks/event.csv "$root"/tests/packs/decks/people.csv "$bomb"
printf '编号,日期,开始,结束,主题,地点,讲稿\nD-1,2026-12-01,08:30,09:30,试,大厅,a\n' >"$bomb/programme.csv"
printf '## 图\n\n![很大](zero.png)\n' >"$bomb/talks/a.md"
printf '\211PNG\r\n\032\n\000\000\000\rIHDR\000\000u0\000\000u0\001\000\000\000\000' >"$bomb/talks/zero.png"
try "$lectern" check "$bomb" --lang en
check_same "bomb: exit code" 1 "$status"
check_has "bomb: its name, place and size" "a.md:3:1: picture \"talks/zero.png\" cannot be used" "$err"
check_has "bomb: its size" "30000" "$err"

# --- a book in one paragraph and a table as wide as a wall are shown on many pages, whole ---
rm "$bomb/talks/zero.png"
{
    printf '## 长\n\n'
    awk 'BEGIN { for (i = 0; i < 3000; i++) printf "一句话不长不短刚好二十个字左右再多一点点。"; print "" }'
    printf '\n---\n\n## 宽\n\n'
    awk 'BEGIN { for (r = 0; r < 4; r++) { for (c = 0; c < 200; c++) printf "|%s", r == 1 ? "-" : "值"; print "|" } }'
} >"$bomb/talks/a.md"
try "$lectern" check "$bomb" --lang en
check_same "long: exit code" 0 "$status"
check_same "long: nothing is cut" "" "$(printf '%s\n' "$err" | grep -v 'it is shown on')"

# --- two slides that ask the same ---
twice=$tmp/twice
cp -R "$demo" "$twice"
printf '# 讲前\n\n? 会\n? 不会\n\n---\n\n# 讲前\n\n? 会\n? 不会\n\n---\n\n# 讲后\n\n? 会\n? 不会\n' >"$twice/talks/twice.md"
try "$lectern" check "$twice"
check_has "a vote that is asked twice" "twice.md:7:1: 第 1 张和第 2 张的题目、选项完全相同" "$err"
check_same "and the third is another" 1 "$(printf '%s\n' "$err" | grep -c 完全相同)"

finish
