# The programme as a calendar: iCalendar and schedule.xml in, iCalendar out, and in again as it was.
. "$(dirname "$0")/lib.sh"

db=$tmp/lectern.db
packs=$root/tests/packs
lectures() {
    sql "$db" "SELECT group_concat(id || ' ' || title || ' ' || venue || ' ' || speaker || ' ' || kind, '|') FROM
        (SELECT * FROM lecture WHERE generation = (SELECT max(generation) FROM lecture) ORDER BY start_ms, id)"
}

# --- from a calendar ---
try "$lectern" check "$packs/calendar" --lang en
check_same "calendar: exit code" 0 "$status"
check_same "calendar: the all-day event is told, at its line" \
    "$packs/calendar/日程.ics:58:1: an all-day event has no times and is left out: give it a start and an end where people sign in" "$err"
must "$lectern" import "$packs/calendar" --db "$db" >/dev/null 2>&1
check_same "calendar: lectures" "banqian-20261201 班前五分钟 三班组活动室  |\
20261201-0900 安全生产讲座：从身边的事故说起， 人人都是安全员 一号车间大厅, 东侧 王师傅 辅导讲座|\
banqian-20261208 班前五分钟 三班组活动室  |banqian-20261210 班前五分钟（改在下午） 三班组活动室  |\
banqian-20261215 班前五分钟 三班组活动室  |banqian-20261217 班前五分钟 三班组活动室  " "$(lectures)"
try "$lectern" import "$packs/calendar" --db "$db" --lang en --dry-run
check_has "calendar again: nothing changes" "lectures: 0 added, 0 changed, 0 removed" "$out"
try "$lectern" sign-in --db "$db" --badge 0003625619 --at '2026-12-01 08:50' --lang en
check_same "calendar: signs in: exit code" 0 "$status"

# --- out, and in again ---
try "$lectern" export --db "$db" --format ics --out "$tmp/日程.ics"
check_same "export: exit code, nothing said" "0 " "$status $err"
check_same "export: every line ends with CR LF" "" "$(grep -vn "$(printf '\r')\$" "$tmp/日程.ics")"
check_same "export: 75 octets at most" "" "$(LC_ALL=C awk 'length($0) > 76' "$tmp/日程.ics")"
check "export: folded between characters" iconv -f UTF-8 -t UTF-16 -o /dev/null "$tmp/日程.ics"
check_same "export: one event a lecture" 6 "$(grep -c '^BEGIN:VEVENT' "$tmp/日程.ics")"
check_has "export: UTC" "DTSTART:20261201T010000Z" "$(cat "$tmp/日程.ics")"
mkdir "$tmp/back"
cp "$packs/calendar/event.csv" "$packs/calendar/people.csv" "$tmp/日程.ics" "$tmp/back/"
try "$lectern" import "$tmp/back" --db "$db" --lang en --dry-run
check_same "back: exit code" "0 " "$status $err"
check_has "back: nothing changes" "lectures: 0 added, 0 changed, 0 removed" "$out"
try "$lectern" export --db "$db" --lecture banqian-20261208 --format ics --out -
check_has "one lecture, to the standard output" "UID:banqian-20261208@" "$out"
check_same "one lecture: it alone" 1 "$(printf '%s' "$out" | grep -c BEGIN:VEVENT)"
check_has "one lecture: its UID is the same in every export" \
    "$(grep '^UID:banqian-20261208@' "$tmp/日程.ics" | tr -d '\r')" "$out"
try "$lectern" export --db "$db" --lecture nothing --format ics --out "$tmp/no.ics"
check_same "no such lecture: exit code" 1 "$status"
check_not "no such lecture: no file" test -e "$tmp/no.ics"
check_has "--help names it" ics "$("$lectern" export --help 2>&1)"

# --- the demo, through a calendar: times and texts are the same again ---
rm -f "$db"*
must "$lectern" import "$demo" --db "$db" >/dev/null
was=$(lectures)
rm -rf "$tmp/back"
mkdir "$tmp/back"
cp "$demo/event.csv" "$demo/people.csv" "$tmp/back/"
must "$lectern" export --db "$db" --format ics --out "$tmp/back/programme.ics"
must "$lectern" import "$tmp/back" --db "$db" >/dev/null
check_same "demo: lectures as they were" "$was" "$(lectures)"

# --- from a schedule ---
rm -f "$db"*
try "$lectern" import "$packs/schedule" --db "$db"
check_same "schedule: exit code" "0 " "$status $err"
check_same "schedule: lectures" "6561 安全生产讲座 — 从身边的事故说起 一号车间大厅 王师傅、李工 辅导讲座|\
6562 质量研讨 二楼会议室  质量" "$(lectures)"

# --- refused: the line, and no store ---
# refused NAME FILE SENTENCE: the pack's programme is $tmp/in
refused() {
    rm -rf "$tmp/bad" "$db"*
    mkdir "$tmp/bad"
    cp "$packs/calendar/event.csv" "$packs/calendar/people.csv" "$tmp/bad/"
    cp "$tmp/in" "$tmp/bad/$2"
    try "$lectern" import "$tmp/bad" --db "$db" --lang en
    check_same "$1: exit code" 1 "$status"
    check_has "$1: where and why" "$tmp/bad/$2:$3" "$err"
    check_not "$1: makes no store" test -e "$db"
}
# event LINE...: a calendar with one event; the lines begin at the file's sixth
event() {
    {
        printf 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:a\r\nLOCATION:b\r\nDTSTART:20261201T010000Z\r\n'
        printf '%s\r\n' "$@" END:VEVENT END:VCALENDAR
    } >"$tmp/in"
}
event DURATION:PT1H RRULE:FREQ=DAILY
refused "an endless rule" programme.ics "7:1: the rule"
event DURATION:PT1H 'RRULE:FREQ=YEARLY;COUNT=2'
refused "a yearly rule" programme.ics '7:1: "FREQ=YEARLY"'
event DURATION:PT16H
refused "over midnight" programme.ics "2:1: \"a\" (2026-12-01 09:00:00 to 2026-12-02 01:00:00)"
event DURATION:PT1073741824H
refused "a duration of ages" programme.ics "6:1: \"PT1073741824H\""
event 'DTEND;TZID=../../../etc/passwd:20261201T020000'
refused "a zone that leads out" programme.ics "6:1: unknown time zone"
event DURATION:PT1H
sed -i '/^END:V/d' "$tmp/in"
refused "a calendar cut short" programme.ics "2:1: the file is cut short"
event DURATION:PT1H
sed -i '/^LOCATION/d' "$tmp/in"
refused "no place" programme.ics "2:1: this event has no place"
printf '工号\n' | iconv -t GB18030 >"$tmp/in"
refused "another encoding" programme.ics "1:1: the text is not UTF-8"
printf '<!DOCTYPE a [<!ENTITY b "c">]>\n<schedule>&b;</schedule>' >"$tmp/in"
refused "entities" schedule.xml "1:1: the file holds definitions"
printf '<schedule>\n<day>' >"$tmp/in"
refused "a schedule cut short" schedule.xml "2:1: the XML is damaged"
cp "$packs/calendar/日程.ics" "$tmp/in"
refused "a calendar under the name of a schedule" schedule.xml "1:1: the XML is damaged"
finish
