#!/bin/sh
# What must not be taken: packs that are wrong, stores that are damaged, folders that cannot be written, a full disk.
# Each time a sentence that says where, exit code 1, and nothing changed.
. "$(dirname "$0")/lib.sh"

good=$tmp/good db=$tmp/lectern.db
mkdir -p "$good/talks"
printf '项目,值\n活动名称,安全日\n主办单位,工会\n报送邮箱,a@example.com\n' >"$good/event.csv"
printf '编号,日期,开始,结束,主题,地点,面向,讲稿\nL1,2026-12-01,09:00,10:00,开班,大厅,一车间,d\nL2,2026-12-01,11:00,12:00,交流,大厅,,\n' \
    >"$good/programme.csv"
printf '工号,工牌号,姓名,部门,班组\n001,0000000011,张三,一车间,甲班\n002,0000000012,李四,一车间,甲班\n' >"$good/people.csv"
printf '# 要点一\n\n学。\n' >"$good/keypoints.md"
printf '# 第一页\n\n![](p.png)\n' >"$good/talks/d.md"
cp "$demo/talks/tingji.png" "$good/talks/p.png"
must "$lectern" import "$good" --db "$db" >/dev/null
must "$lectern" sign-in --db "$db" --badge 001 --at '2026-12-01 08:50' >/dev/null

state() {
    sqlite3 -readonly "$1" .dump | sha256sum
    sha256sum <"$1"
}
before=$(state "$db")

fresh() {
    rm -rf "$tmp/bad"
    cp -R "$good" "$tmp/bad"
    bad=$tmp/bad
}

# refused NAME PLACE...: check and import both end with 1, each place stands at the start of a line, nothing changed
refused() {
    name=$1
    shift
    for command in check import; do
        for lang in zh en; do
            if [ $command = check ]; then
                try "$lectern" check "$bad" --lang $lang
            else
                try "$lectern" import "$bad" --db "$db" --lang $lang
            fi
            check_same "$name: $command: exit code" 1 "$status"
            check_same "$name: $command: nothing on stdout" "" "$out"
            for place in "$@"; do
                check_has "$name: $command names the place" "
$place: " "
$err"
            done
        done
    done
    check_same "$name: the store is unchanged" "$before" "$(state "$db")"
}

# --- packs ---
bad=$tmp/nowhere
refused "no such folder" "$bad"
bad=$good/people.csv
refused "a file instead of a folder" "$bad"
for file in event programme people; do
    fresh
    rm "$bad/$file.csv"
    refused "$file.csv is missing" "$bad/$file.csv"
done
fresh
rm "$bad/event.csv" "$bad/people.csv"
refused "two files are missing" "$bad/event.csv" "$bad/people.csv"
fresh
sed '1s/日期/何日/' "$good/programme.csv" >"$bad/programme.csv"
refused "a wrong header" "$bad/programme.csv:1:1"
fresh
sed '2s/2026-12-01/2026-13-01/; 3s/2026-12-01/明天/' "$good/programme.csv" >"$bad/programme.csv"
refused "two bad dates" "$bad/programme.csv:2:2" "$bad/programme.csv:3:2"
fresh
sed '2s/09:00/25:00/' "$good/programme.csv" >"$bad/programme.csv"
refused "a bad time" "$bad/programme.csv:2:3"
fresh
sed '3s/12:00/10:30/' "$good/programme.csv" >"$bad/programme.csv"
refused "a lecture that ends before it starts" "$bad/programme.csv:3:4"
fresh
sed '3s/^L2/L1/' "$good/programme.csv" >"$bad/programme.csv"
refused "two lectures with one id" "$bad/programme.csv:3:1"
fresh
sed '2s/开班//' "$good/programme.csv" >"$bad/programme.csv"
refused "a lecture without a title" "$bad/programme.csv:2:5"
fresh
sed '3s/0000000012/0000000011/' "$good/people.csv" >"$bad/people.csv"
refused "two people with one badge" "$bad/people.csv:3:2"
fresh
sed '3s/^002/001/' "$good/people.csv" >"$bad/people.csv"
refused "two people with one worker number" "$bad/people.csv:3:1"
fresh
sed '3s/李四//' "$good/people.csv" >"$bad/people.csv"
refused "a person without a name" "$bad/people.csv:3:3"
fresh
sed '3s/0000000012/1.20E+09/' "$good/people.csv" >"$bad/people.csv"
refused "a badge that a spreadsheet mangled" "$bad/people.csv:3:2"
fresh
sed -n 1p "$good/people.csv" >"$bad/people.csv"
refused "nobody on the roster" "$bad/people.csv:1:1"
fresh
: >"$bad/people.csv"
refused "an empty file" "$bad/people.csv"
fresh
printf '003,"0000000013,王五,一车间,甲班\n' >>"$bad/people.csv"
refused "a quote without its end" "$bad/people.csv:4:1"
fresh
sed 's/a@example.com/nobody/' "$good/event.csv" >"$bad/event.csv"
refused "a mailbox that is none" "$bad/event.csv:4:2"
fresh
yes '003,0000000013,王五,一车间,甲班' | head -c 52428800 >"$bad/people.csv"
refused "a file of 50 MB" "$bad/people.csv"
fresh
head -c 52428800 /dev/zero | tr '\0' 'x' >"$bad/talks/d.md"
refused "a talk of 50 MB" "$bad/talks/d.md"
fresh
head -c 4096 /dev/urandom >"$bad/programme.csv"
refused "a file of random bytes" "$bad/programme.csv"
fresh
cp "$lectern" "$bad/people.csv"
refused "a program instead of a table" "$bad/people.csv"
fresh
printf 'PK\003\004and so on\000\000' >"$bad/people.csv"
refused "a workbook under the name of a CSV" "$bad/people.csv"
fresh
printf 'this is no picture\n' >"$bad/talks/p.png"
refused "an image that is not one" "$bad/talks/d.md:3:1"
fresh
head -c 300 "$good/talks/p.png" >"$bad/talks/p.png"
refused "an image cut short" "$bad/talks/d.md:3:1"
fresh
rm "$bad/talks/p.png"
refused "an image that is missing" "$bad/talks/d.md:3:1"
fresh
printf '# x\n\n![](../../p.png)\n' >"$bad/talks/d.md"
refused "an image outside the pack" "$bad/talks/d.md:3:1"
fresh
rm "$bad/talks/d.md"
refused "a talk that is missing" "$bad/programme.csv:2:8"
fresh
ln -sf /etc/passwd "$bad/people.csv"
refused "a link out of the pack" "$bad/people.csv"
fresh
rm "$bad/people.csv"
mkdir "$bad/people.csv"
refused "a folder instead of a file" "$bad/people.csv"
rm -rf "$bad"

# --- as LibreOffice writes it in a Chinese Windows: GB18030, semicolons, every text in quotes ---
office=$tmp/office
mkdir "$office"
printf '"项目";"值"\r\n"活动名称";"安全日"\r\n"主办单位";"工会"\r\n' | iconv -f UTF-8 -t GB18030 >"$office/活动.csv"
printf '"主题";"地点";"日期";"开始时间";"结束时间";"编号"\r\n"开班；动员";"大厅";"2026/12/1";"9:00";"10:00:00";"L1"\r\n' |
    iconv -f UTF-8 -t GB18030 >"$office/日程.csv"
printf '"姓名";"工号";"卡号";"单位"\r\n"张㐂";"001";"0000000011";"一车间"\r\n"李""四""";"002";"";"二车间"\r\n' |
    iconv -f UTF-8 -t GB18030 >"$office/名册.csv"
try "$lectern" import "$office" --db "$tmp/office.db" --lang en
check_same "GB18030 with semicolons: exit code" 0 "$status"
check_has "GB18030 with semicolons: people" "2 added" "$out"
try "$lectern" export --db "$tmp/office.db" --lecture L1 --lang en --out -
check_has "GB18030 with semicolons: a lecture" "1,安全日,L1,开班；动员,2026-12-01,大厅,001,0000000011,张㐂,一车间,,absent," "$out"
check_has "GB18030 with semicolons: quotes" '2,安全日,L1,开班；动员,2026-12-01,大厅,002,,"李""四""",二车间,,absent,' "$out"

# --- stores ---
mkdir "$tmp/damaged"
wreck=$tmp/damaged/lectern.db
# refused_store NAME: no command takes it, none changes it
refused_store() {
    was=$(sha256sum <"$wreck")
    for command in "verify" "export --out -" "sign-in --badge 001" "import $good" "config list" "config set lang en" \
        "shot home --out $tmp/x.png" "run"; do
        # shellcheck disable=SC2086
        SDL_VIDEODRIVER=dummy try timeout 10 "$lectern" $command --db "$wreck"
        check_same "$1: $command: exit code" 1 "$status"
        check_same "$1: $command: nothing on stdout" "" "$out"
        check_has "$1: $command: a sentence" "$wreck" "$err"
        check_same "$1: $command: one line" 1 "$(printf '%s\n' "$err" | wc -l | tr -d ' ')"
    done
    check_same "$1: unchanged" "$was" "$(sha256sum <"$wreck")"
    check_same "$1: nothing beside it" "" \
        "$(find "$tmp/damaged" -type f ! -name lectern.db ! -name lectern.db-lock)"
    rm -rf "$tmp/damaged"
    mkdir "$tmp/damaged"
}
size=$(wc -c <"$db")
head -c $((size / 2)) "$db" >"$wreck"
refused_store "cut in half"
head -c 50 "$db" >"$wreck"
refused_store "cut within its header"
head -c "$size" /dev/urandom >"$wreck"
refused_store "random bytes"
: >"$wreck"
refused_store "no bytes"
head -c "$size" /dev/zero >"$wreck"
refused_store "zeros"
sqlite3 "$wreck" 'CREATE TABLE notes(text); INSERT INTO notes VALUES (1)'
refused_store "another application's"
cp "$db" "$wreck"
page=$((size / 4096 / 2))
head -c 4096 /dev/urandom | dd of="$wreck" bs=4096 seek=$page conv=notrunc 2>/dev/null
refused_store "random bytes in the middle"
cp "$db" "$wreck"
sqlite3 "$wreck" 'PRAGMA user_version = 99'
refused_store "of a later version"
cp "$db" "$tmp/damaged/lectern.db-wal"
for command in "verify" "sign-in --badge 001" "import $good"; do
    # shellcheck disable=SC2086
    try "$lectern" $command --db "$wreck"
    check_same "a log without its store: $command: exit code" 1 "$status"
    check_not "a log without its store: $command makes none" test -e "$wreck"
done

# --- folders that cannot be written ---
mkdir -p "$tmp/closed/bin"
cp "$lectern" "$tmp/closed/bin/lectern"
cp "$db" "$tmp/closed/lectern.db"
chmod 755 "$tmp" "$good" "$good/talks"
chmod 644 "$tmp/closed/lectern.db"
chmod 555 "$tmp/closed"
as_nobody=''
if [ "$(id -u)" = 0 ]; then
    as_nobody="setpriv --reuid=65534 --regid=65534 --clear-groups"
fi
# shellcheck disable=SC2086
if $as_nobody test -x "$tmp/closed/bin/lectern" && ! $as_nobody test -w "$tmp/closed"; then
    was=$(sha256sum <"$tmp/closed/lectern.db")
    for command in "import $good --db $tmp/closed/new.db" "import $good --db $tmp/closed/lectern.db" \
        "sign-in --badge 002 --db $tmp/closed/lectern.db" "import $good --db $tmp/closed/new/new.db" \
        "export --db $db --out $tmp/closed/x.csv" "demo --headless $tmp/closed/demo"; do
        try $as_nobody "$tmp/closed/bin/lectern" $command
        check_same "read-only folder: $command: exit code" 1 "$status"
        check_has "read-only folder: $command: a sentence" "lectern: " "$err"
    done
    try $as_nobody "$tmp/closed/bin/lectern" export --db "$tmp/closed/lectern.db" --lecture L1 --out -
    check "reading in a read-only folder: rows or a sentence" test "$status${out:+rows}" = 0rows -o "$status${err:+sentence}" = 1sentence
    check_same "read-only folder: unchanged" "$was" "$(sha256sum <"$tmp/closed/lectern.db")"
else
    skip "read-only folders (nobody to be but root here)"
fi
chmod 755 "$tmp/closed"

# --- a full disk ---
mkdir "$tmp/small"
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=1m tmpfs "$tmp/small" 2>/dev/null; then
    trap 'umount "$tmp/small" 2>/dev/null; clean_up' EXIT
    full=$tmp/small/lectern.db
    cp "$db" "$full"
    was=$(state "$full" | head -n 1)
    dd if=/dev/zero of="$tmp/small/ballast" bs=4096 2>/dev/null
    for command in "sign-in --badge 002 --at 2026-12-01\\ 08:55" "import $demo" "config set lang en"; do
        eval "try \"\$lectern\" $command --db \"\$full\""
        check_same "full disk: $command: exit code" 1 "$status"
        check_has "full disk: $command: a sentence" "$full" "$err"
        check_same "full disk: $command: no word" "" "$out"
    done
    rm "$tmp/small/ballast"
    check_same "full disk: unchanged" "$was" "$(state "$full" | head -n 1)"
    check "full disk: whole" "$lectern" verify --db "$full" >/dev/null
    try "$lectern" sign-in --badge 002 --at '2026-12-01 08:55' --db "$full"
    check_same "full disk: with room again it signs in" "signed_in 0" "${out%% *} $status"
    dd if=/dev/zero of="$tmp/small/ballast" bs=4096 2>/dev/null
    try "$lectern" import "$good" --db "$tmp/small/new.db"
    check_same "full disk: no new store: exit code" 1 "$status"
    check_not "full disk: no new store" test -e "$tmp/small/new.db"
    umount "$tmp/small"
else
    skip "a full disk (no right to mount one)"
fi
finish
