#!/bin/sh
# A stick at the kiosk: the lists go out to it and are compared, a pack comes in from it while people sign in, and the
# import is taken back; by keyboard and by touch.
. "$(dirname "$0")/lib.sh"

db=$tmp/lectern.db
sticks=$tmp/sticks
mkdir -p "$sticks/KINGSTON"
import_demo "$db"
must "$lectern" config set stick.folder "$sticks" --db "$db" >/dev/null
must "$lectern" config set staff.pin 246802 --db "$db" >/dev/null
start_display 1920x1080
start_kiosk "$db" --at "$DAY 09:02"

by_hand() {
    xdotool type --delay 160 "$1"
    sleep 0.4
}

key() {
    xdotool key "$1"
    sleep 0.4
}

touch_at() {
    xdotool mousemove "$1" "$2" mousedown 1 sleep 0.08 mouseup 1
    sleep 0.5
}

is_there() {
    [ -n "$(find "$sticks/KINGSTON" -name "$1" -size +1k)" ]
}

# number SQL NUMBER
number() {
    [ "$(sql "$db" "$1")" = "$2" ]
}

key F12
by_hand 246802
key Return
sleep 0.5
key Return # who acts
sleep 0.5
check 'staff mode is entered' wait_for 5 number "SELECT count(*) > 0 FROM log WHERE kind = 'staff'" 1

# --- out ---
key F4
sleep 1
key Return
for part in '*签到明细.xlsx' '*签到表.pdf' '*学习情况报告.pdf'; do
    check "on the stick: $part" wait_for 20 is_there "$part"
done
sleep 1
check_same 'nothing half-written' '' "$(find "$sticks" -name '.lectern*')"
check_same 'nothing left beside the store' '' "$(find "$tmp" -maxdepth 1 -name 'lectern.db.*')"
check_has 'the sheet can be read' 第1页 "$(pdftotext "$(find "$sticks" -name '*签到表.pdf')" - | tr -d ' 　')"

# --- in: a pack with one more person, while somebody signs in ---
mkdir "$sticks/KINGSTON/新活动包"
cp -r "$demo/." "$sticks/KINGSTON/新活动包/"
printf '100999,,赵新人,一车间,甲班\n' >>"$sticks/KINGSTON/新活动包/people.csv"
people="SELECT count(*) FROM person p JOIN meta m USING (generation) WHERE removed = 0"
before=$(sql "$db" "$people")
key F5
sleep 4 # the stick is looked at again every three seconds
touch_at 700 300 # the pack
sleep 2
check_same 'a look changes nothing' "$before" "$(sql "$db" "$people")"
import -window root "$tmp/preview.png"
touch_at 1140 962 # 确认导入
scan 0475059022
check 'imported' wait_for 20 number "$people" "$((before + 1))"
check 'signed in meanwhile' wait_for 5 number "SELECT count(*) FROM log WHERE kind = 'sign_in'" 1
check_same 'on record, with operator' 1 "$(sql "$db" "SELECT count(*) FROM log WHERE kind = 'import' AND operator IS NOT NULL")"
sleep 3
touch_at 700 962 # 撤销上次导入
check 'taken back' wait_for 5 number "$people" "$before"

stop_kiosk
check_same 'it ends in order' 0 "$code"
try "$lectern" verify --db "$db"
check_same 'the store is whole' 0 $status
finish
