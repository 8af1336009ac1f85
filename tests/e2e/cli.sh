#!/bin/sh
# The commands as scripts use them: words, columns, exit codes; none of them needs a display.
. "$(dirname "$0")/lib.sh"

db=$tmp/lectern.db

# --- help and usage ---
try "$lectern" --help
check_same "help: exit code" 0 "$status"
commands=$(printf '%s\n' "$out" | sed -n 's/^  \([a-z][a-z-]*\) .*/\1/p')
for command in run demo template check import export sign-in shot deck config reader verify; do
    check_has "help names $command" "$command" "$commands"
done
for command in $commands; do
    for lang in zh en; do
        try "$lectern" "$command" --help --lang $lang
        check_same "$command --help: exit code" 0 "$status"
        check_has "$command --help" "lectern $command" "$out"
        check_same "$command --help: nothing on stderr" "" "$err"
    done
done
usage() {
    name=$1
    shift
    try "$lectern" "$@"
    check_same "usage: $name: exit code" 2 "$status"
    check_same "usage: $name: nothing on stdout" "" "$out"
    check "usage: $name: a sentence" test -n "$err"
}
usage "unknown command" nonsense
usage "unknown option" verify --nonsense
usage "option of another command" verify --badge 1
usage "option without its value" verify --db
usage "no such language" verify --lang fr
usage "no path" import
usage "two paths" import a b
usage "no badge" sign-in --db "$db"
usage "no such time" sign-in --db "$db" --badge 1 --at yesterday
usage "no --out" export --db "$db"
usage "no such format" export --db "$db" --format pdf --out -
usage "no screen" shot --db "$db"
usage "no such screen" shot nonsense --db "$db" --out "$tmp/x.png"
usage "no such size" shot home --db "$db" --size 10x10 --out "$tmp/x.png"
usage "no such window" run --db "$db" --window large
usage "no word after config" config --db "$db"
usage "config get without a key" config get --db "$db"
usage "config set without a value" config set lang --db "$db"
check_not "none of these made a store" test -e "$db"

# --- without a store ---
for command in "verify" "export --out -" "config list" "sign-in --badge 1" "shot home --out $tmp/x.png"; do
    # shellcheck disable=SC2086
    try "$lectern" $command --db "$db"
    check_same "$command without a store: exit code" 1 "$status"
    check_has "$command without a store: a sentence" "$db" "$err"
    check_not "$command makes no store" test -e "$db"
done

# --- a pack of our own ---
pack=$tmp/pack
mkdir "$pack"
cat >"$pack/event.csv" <<END
item,value
title,Safety day
organiser,The union
report_mail,report@example.com
timezone,Asia/Shanghai
walk_in,refuse
END
cat >"$pack/programme.csv" <<END
id,date,start,end,title,kind,venue,speaker,audience
L1,2026-12-01,09:00,10:00,Opening,talk,Hall,Ms Li,Unit A
L2,2026-12-01,11:00,12:00,"=SUM(A1), ""quoted""",talk,Hall,,
END
cat >"$pack/people.csv" <<END
worker_no,badge,name,unit,team
001,0000000011,=cmd,Unit A,T1
002,0000000012,"Bo, ""the"" Second",Unit A,T1
003,0000000013,+1,Unit A,-x
004,,@y,Unit A,
005,0000000015,Other,Unit B,
END
try "$lectern" check "$pack" --lang en
check_same "check: exit code" 0 "$status"
check_has "check: what it found" "2 lectures, 5 people" "$out"
try "$lectern" import "$pack" --db "$db" --lang en
check_same "import: exit code" 0 "$status"
check_has "import: lectures" "lectures: 2 added, 0 changed, 0 removed" "$out"
check_has "import: people" "people: 5 added, 0 changed, 0 removed" "$out"
try "$lectern" import "$pack" --db "$db" --lang en
check_has "import again: lectures" "lectures: 0 added, 0 changed, 0 removed" "$out"
check_has "import again: people" "people: 0 added, 0 changed, 0 removed" "$out"

# --- sign-in: word, exit code, to the second ---
sign_in() { # EXIT WORD BADGE TIME [OPTION...]
    want_status=$1 want_word=$2 badge=$3 at=$4
    shift 4
    try "$lectern" sign-in --db "$db" --badge "$badge" --at "2026-12-01 $at" "$@"
    check_same "sign-in $badge at $at $*" "$want_word $want_status" "${out%% *} $status"
}
sign_in 1 not_open 0000000011 08:29:59
sign_in 0 signed_in 0000000011 08:30:00
sign_in 0 already 0000000011 08:30:01
sign_in 0 already 001 09:30 # the worker number, as on the keypad
sign_in 0 signed_in 0000000012 09:10:00
sign_in 0 late 003 09:10:01
sign_in 1 refused 0000000015 09:00
sign_in 0 unknown 4711 09:00
sign_in 0 unknown '=2+5' 09:00:30
sign_in 0 signed_in 0000000015 10:31    # no audience is written for L2: everybody
sign_in 1 closed 0000000013 12:00:01
sign_in 1 closed 004 10:00:01 --lecture L1
sign_in 0 late 004 10:00:00 --lecture L1
sign_in 1 not_open 0000000011 10:29:59 --lecture L2
sign_in 0 late 0000000012 12:00:00 --lecture L2
try "$lectern" sign-in --db "$db" --badge 0000000011 --lecture L9 --at '2026-12-01 09:00'
check_same "sign-in to no such lecture: exit code" 1 "$status"
check_has "sign-in to no such lecture: a sentence" L9 "$err"
for badge in '' '   ' 123456789012345678901234567890123; do
    try "$lectern" sign-in --db "$db" --badge "$badge" --at '2026-12-01 09:00'
    check_same "sign-in '$badge': exit code" 1 "$status"
    check_same "sign-in '$badge': no word" "" "$out"
done
check_same "records" 8 "$(records "$db")"
sed 's/refuse/record/' "$pack/event.csv" >"$tmp/event.csv" && mv "$tmp/event.csv" "$pack/event.csv"
must "$lectern" import "$pack" --db "$db" >/dev/null
sign_in 0 walk_in 0000000015 09:20

# --- export ---
english='no,event,lecture_id,lecture,date,venue,worker_no,badge,name,unit,team,status,signed_in_at,signed_out_at,method,note'
chinese='序号,活动,场次编号,场次,日期,地点,工号,工牌号,姓名,部门,班组,状态,签到时间,签退时间,方式,备注'
{
    printf '\357\273\277%s\r\n' "$english"
    line="Safety day,L1,Opening,2026-12-01,Hall"
    printf '%s\r\n' \
        "1,$line,001,0000000011,'=cmd,Unit A,T1,on_time,2026-12-01 08:30:00,,keypad,simulated time" \
        "2,$line,002,0000000012,\"Bo, \"\"the\"\" Second\",Unit A,T1,on_time,2026-12-01 09:10:00,,keypad,simulated time" \
        "3,$line,003,0000000013,'+1,Unit A,'-x,late,2026-12-01 09:10:01,,keypad,10 min late; simulated time" \
        "4,$line,005,0000000015,Other,Unit B,,walk_in,2026-12-01 09:20:00,,keypad,walk-in; simulated time" \
        "5,$line,004,,'@y,Unit A,,late,2026-12-01 10:00:00,,keypad,60 min late; simulated time" \
        "6,$line,,4711,,,,unknown,2026-12-01 09:00:00,,keypad,unknown badge; simulated time" \
        "7,$line,,'=2+5,,,,unknown,2026-12-01 09:00:30,,keypad,unknown badge; simulated time"
} >"$tmp/expected.csv"
try "$lectern" export --db "$db" --lecture L1 --format csv --lang en --out "$tmp/l1.csv"
check_same "export: exit code" 0 "$status"
check "export of a lecture, byte by byte" cmp "$tmp/expected.csv" "$tmp/l1.csv"
"$lectern" export --db "$db" --lecture L1 --format csv --lang en --out - >"$tmp/stdout.csv"
check "export to standard output" cmp "$tmp/expected.csv" "$tmp/stdout.csv"
"$lectern" export --db "$db" --lecture all --format csv --lang zh --out "$tmp/all.csv"
{
    printf '\357\273\277%s\r\n' "$chinese"
    line='Safety day,L2,"'"'"'=SUM(A1), ""quoted""",2026-12-01,Hall'
    sed '1d; s/simulated time/模拟时间/; s/unknown badge; /未登记；/; s/walk-in; /名册外；/; s/\([0-9]*\) min late; /迟到 \1 分钟；/' \
        "$tmp/expected.csv"
    printf '%s\r\n' \
        "8,$line,005,0000000015,Other,Unit B,,on_time,2026-12-01 10:31:00,,keypad,模拟时间" \
        "9,$line,002,0000000012,\"Bo, \"\"the\"\" Second\",Unit A,T1,late,2026-12-01 12:00:00,,keypad,迟到 60 分钟；模拟时间" \
        "10,$line,001,0000000011,'=cmd,Unit A,T1,absent,,,," \
        "11,$line,003,0000000013,'+1,Unit A,'-x,absent,,,," \
        "12,$line,004,,'@y,Unit A,,absent,,,,"
} >"$tmp/expected-all.csv"
check "export of all, byte by byte" cmp "$tmp/expected-all.csv" "$tmp/all.csv"
try "$lectern" export --db "$db" --lecture L9 --out -
check_same "export of no such lecture: exit code" 1 "$status"
check_same "export of no such lecture: nothing on stdout" "" "$out"
check_has "export of no such lecture: a sentence" L9 "$err"
try "$lectern" export --db "$db" --out "$tmp/no/such/folder/x.csv"
check_same "export to no such folder: exit code" 1 "$status"
if [ -w /dev/full ]; then
    "$lectern" export --db "$db" --out - >/dev/full 2>"$tmp/err"
    check_same "export to a full device: exit code" 1 "$?"
    check "export to a full device: a sentence" test -s "$tmp/err"
fi

# --- config ---
try "$lectern" config set station.venue 一号车间大厅 --db "$db"
check_same "config set: exit code" 0 "$status"
try "$lectern" config get station.venue --db "$db"
check_same "config get" "0 一号车间大厅" "$status $out"
try "$lectern" config list --db "$db"
check_has "config list" "一号车间大厅" "$out"
settings=$(grep -c '^    {.*, STR_SETTING_' "$root/src/store/settings.c")
check_same "config list: a line a setting" "$settings" "$(printf '%s\n' "$out" | wc -l | tr -d ' ')"
for wrong in "get nonsense" "set nonsense 1" "set lang fr" "set masks maybe"; do
    # shellcheck disable=SC2086
    try "$lectern" config $wrong --db "$db"
    check_same "config $wrong: exit code" 1 "$status"
    check "config $wrong: a sentence" test -n "$err"
done
must "$lectern" config set station.venue '' --db "$db"
must "$lectern" config set lang en --db "$db"
try "$lectern" verify --db "$db"
check_same "the store's language speaks, and the store is whole" "0 the store is whole: 12 records" "$status $out"
must "$lectern" config set lang zh --db "$db"

# --- verify names the first bad row ---
damage() { # NAME SQL EXPECTED
    rm -f "$tmp/damaged.db"*
    cp "$db" "$tmp/damaged.db"
    sqlite3 "$tmp/damaged.db" "DROP TRIGGER log_in_order; DROP TRIGGER log_no_update; DROP TRIGGER log_no_delete; $2"
    try "$lectern" verify --db "$tmp/damaged.db" --lang en
    check_same "verify: $1: exit code" 1 "$status"
    check_has "verify: $1" "$3" "$err"
}
damage "a row changed" "UPDATE log SET at_ms = at_ms + 1000 WHERE seq = 4" "row 4 "
damage "a hash changed" "UPDATE log SET hash = zeroblob(32) WHERE seq = 2" "row 2 "
damage "a row taken out" "DELETE FROM log WHERE seq = 3" "row 3 "
damage "two rows exchanged" "UPDATE log SET seq = 99 WHERE seq = 5; UPDATE log SET seq = 5 WHERE seq = 6; UPDATE log SET seq = 6 WHERE seq = 99" "row 5 "
damage "counts changed" "UPDATE tally SET late = late + 1 WHERE lecture = 'L1'" "\"L1\""
damage "a sign-in taken out of what is derived" "DELETE FROM attendance WHERE lecture = 'L2'" "\"L2\""
check "the log refuses changes" sh -c "! sqlite3 '$db' 'UPDATE log SET at_ms = 1' 2>/dev/null"
check "the log refuses to forget" sh -c "! sqlite3 '$db' 'DELETE FROM log' 2>/dev/null"
check "the log refuses replacing" sh -c "! sqlite3 '$db' 'INSERT OR REPLACE INTO log SELECT * FROM log' 2>/dev/null"

# --- who writes second is told so ---
SDL_VIDEODRIVER=dummy "$lectern" run --db "$db" >"$tmp/kiosk.out" 2>&1 &
kiosk_pid=$!
has_opened() {
    find "/proc/$kiosk_pid/fd" -lname '*lectern.db-wal' 2>/dev/null | grep -q .
}
must wait_for 10 has_opened
for command in "config set lang en" "sign-in --badge 001" "import $pack"; do
    # shellcheck disable=SC2086
    try "$lectern" $command --db "$db" --lang en
    check_same "$command while the kiosk runs: exit code" 1 "$status"
    check_has "$command while the kiosk runs: a sentence" "another Lectern is writing to" "$err"
done
try "$lectern" export --db "$db" --out -
check_same "reading goes on while the kiosk runs" 0 "$status"
kill "$kiosk_pid"
wait "$kiosk_pid"
check_same "the kiosk ends with" 0 $?
kiosk_pid=''

# --- decks ---
import_demo "$tmp/decks.db"
try "$lectern" deck list --db "$tmp/decks.db"
check_same "deck list: exit code" 0 "$status"
check_same "deck list: a line each" 2 "$(printf '%s\n' "$out" | wc -l)"
check_has "deck list" "laomo  劳模宣讲：把本职工作做到极致  20 张，放映 20 页" "$out"
try "$lectern" deck show laomo --db "$tmp/decks.db"
check_has "deck show: a page" "  8  120/76 px  学用结合，学以致用" "$out"
check_has "deck show: notes" "先讲三班去年改进夹具的例子" "$out"
try "$lectern" deck render laomo --db "$tmp/decks.db" --size 1024x768 --out "$tmp/pages"
check_same "deck render: exit code" 0 "$status"
check_same "deck render: a picture a page" 20 "$(find "$tmp/pages" -name '[0-9]*.png' | wc -l)"
check_same "deck render: of that size" "1024x768" "$(identify -format %wx%h "$tmp/pages/08.png")"
check "deck render: all on one" test -s "$tmp/pages/sheet.png"
try "$lectern" deck show nothing --db "$tmp/decks.db"
check_same "no such deck: exit code" 1 "$status"
check_has "no such deck: its name" nothing "$err"
usage "deck without a verb" deck --db "$db"
usage "deck render without a place" deck render laomo --db "$db"
try "$lectern" shot presenter --db "$tmp/decks.db" --at "$DAY 09:21" --page 8 --out "$tmp/presenter.png"
check_same "shot presenter" "0 1920x1080" "$status $(identify -format %wx%h "$tmp/presenter.png")"

# --- shot ---
demo_db=$tmp/demo.db
import_demo "$demo_db"
try "$lectern" shot --list
check_same "shot --list: exit code" 0 "$status"
shots=$out
for name in home programme keypoints report keypad talk outcome-signed_in outcome-late outcome-already \
    outcome-not_open outcome-closed outcome-walk_in outcome-refused outcome-unknown outcome-not_saved; do
    check_has "shot --list names $name" "|$name|" "|$(printf '%s' "$shots" | tr '\n' '|')|"
done
# png_size FILE: WIDTHxHEIGHT out of its header
png_size() {
    # shellcheck disable=SC2046
    set -- $(od -An -v -tu1 -N 24 "$1")
    [ "$1 $2 $3 $4" = "137 80 78 71" ] || return 1
    shift 16
    echo $(($3 * 256 + $4))x$(($7 * 256 + $8))
}
shoot() {
    for name in $shots; do
        file=$tmp/$name-$1-$2.png
        "$lectern" shot "$name" --db "$demo_db" --at "$DAY 09:52" --size "$1" --lang "$2" --out "$file" ||
            echo "exit code $?"
        found=$(png_size "$file")
        [ "$found" = "$1" ] || echo "$name at $1 in $2 is $found"
        [ "$name-$1-$2" = "home-1366x768-$2" ] || rm -f "$file"
    done >"$tmp/shots-$1-$2" 2>&1
}
for size in 1920x1080 1080x1920 1366x768 1024x768 3840x2160; do
    shoot $size zh &
    shoot $size en
    wait $!
    for lang in zh en; do
        check_same "every screen at $size in $lang" "" "$(cat "$tmp/shots-$size-$lang")"
    done
done
check_not "languages differ" cmp -s "$tmp/home-1366x768-zh.png" "$tmp/home-1366x768-en.png"
"$lectern" shot home --db "$demo_db" --at "$DAY 09:52" --size 1366x768 --out "$tmp/again.png"
check "the same call draws the same picture" cmp -s "$tmp/home-1366x768-zh.png" "$tmp/again.png"

# --- demo without a display ---
folder=$tmp/morning
try "$lectern" demo --headless "$folder" --lang en
check_same "demo: exit code" 0 "$status"
rows=$(printf '%s\n' "$out" | grep -c '^ *[0-9][0-9]*  [0-9][0-9]:[0-9][0-9]:[0-9][0-9]  [^ ]*\.png ')
check_same "demo: a picture a row" "$rows" "$(find "$folder" -name '*.png' | wc -l | tr -d ' ')"
for file in $(printf '%s\n' "$out" | sed -n 's/^ *[0-9]*  [0-9:]*  \([^ ]*\.png\) .*/\1/p'); do
    check_same "demo: $file" 1920x1080 "$(png_size "$folder/$file")"
done
scans=$(printf '%s\n' "$out" | grep -c -- '-scan-')
check "demo: twenty scans or more" test "$scans" -ge 20
for word in signed_in late already not_open closed walk_in unknown; do
    check_has "demo: a scan that is $word" "-scan-$word.png" "$out"
done
check_not "demo: nothing unexpected" sh -c "printf '%s' \"$out\" | grep -q 'not as expected'"
check_has "demo: store whole" "store whole" "$out"
check_same "demo: the export's header" "$english" "$(sed -n '1{s/^\xef\xbb\xbf//;s/\r$//;p}' "$folder/attendance.csv")"
in_log=$(sql "$folder/demo.db" "SELECT count(*) FROM log WHERE lecture = '$LECTURE' AND kind <> 'talk'")
check_same "demo: the export holds every record" "$in_log" \
    "$(grep -vc ',absent,' "$folder/attendance.csv" | awk '{ print $1 - 1 }')"
must "$lectern" export --db "$folder/demo.db" --lecture "$LECTURE" --format pdf-report --out "$tmp/report.pdf"
check_has "the report says what of the talk was held" "放映 3 页（共 20 页）" "$(pdftotext "$tmp/report.pdf" -)"
check_same "and is one page" 1 "$(pdfinfo "$tmp/report.pdf" | sed -n 's/^Pages: *//p')"
check "demo: verify" "$lectern" verify --db "$folder/demo.db" >/dev/null
first=$(cksum <"$folder/attendance.csv")
try "$lectern" demo --headless "$folder" --lang en
check_same "demo again: the same attendance" "0 $first" "$status $(cksum <"$folder/attendance.csv")"
# --- no display ---

try timeout 5 "$lectern" run --db "$db"
check_same "run without a display" 1 "$status"
check_has "and says so" 显示器 "$err"
finish
