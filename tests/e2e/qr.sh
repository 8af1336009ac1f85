#!/bin/sh
# What phones read: every code of the home and the report screen and of a lecture's sheet, in every form, sharp,
# blurred and tilted, decoded by zbar.
. "$(dirname "$0")/lib.sh"

db=$tmp/lectern.db
import_demo "$db"
line=2
while [ $line -le 13 ]; do # ten on time, two late
    at='08:50:00'
    [ $line -le 11 ] || at='09:20:00'
    "$lectern" sign-in --db "$db" --badge "$(sed -n "${line}p" "$demo/people.csv" | cut -d, -f1)" --at "$DAY $at" \
        >/dev/null
    line=$((line + 1))
done
check_same "records" 12 "$(records "$db")"
expected=$(sql "$db" "SELECT expected FROM lecture WHERE id = '$LECTURE'")
expected_today=$(sql "$db" "SELECT sum(expected) FROM lecture WHERE id LIKE '20261122-%'")
mailbox=$(sed -n 's/^报送邮箱,\([^,]*\).*/\1/p' "$demo/event.csv" | tr -d '\r')
phone=$(sed -n 's/^联系电话,\([^,]*\).*/\1/p' "$demo/event.csv" | tr -d '\r')
organiser=$(sed -n 's/^主办单位,\([^,]*\).*/\1/p' "$demo/event.csv" | tr -d '\r')
event=$(sed -n 's/^活动名称,\([^,]*\).*/\1/p' "$demo/event.csv" | tr -d '\r')
people=$(sed -n 2,13p "$demo/people.csv" | cut -d, -f1-3 | sed 's/[,、]/\n/g')
lecture=$(sed -n "s/^$LECTURE,[^,]*,[^,]*,[^,]*,\([^,]*\),.*/\1/p" "$demo/programme.csv")

read_code() {
    zbarimg --quiet --raw --nodbus -Sdisable -Sqrcode.enable "$1" 2>/dev/null
}

# decoded TEXT: percent-decoded. printf of a plain shell knows octal escapes only.
decoded() {
    printf '%b' "$(printf '%s' "$1" | awk '{
        hex = "0123456789ABCDEF"; out = ""
        for (i = 1; i <= length($0); i++) {
            c = substr($0, i, 1)
            if (c == "%") {
                n = (index(hex, substr($0, i + 1, 1)) - 1) * 16 + index(hex, substr($0, i + 2, 1)) - 1
                out = out sprintf("\\0%03o", n); i += 2
            } else if (c == "\\") out = out "\\\\"
            else out = out c
        }
        print out
    }')"
}

# The report as it stands where there is room: subject, then the body's lines.
subject="学习情况报送：$lecture"
where_when="$DAY 09:00-10:30 一号车间大厅"
counts="应到$expected 实到12 迟到2"
day_counts="应到$expected_today 实到12 迟到2"

# without_cr TEXT
without_cr() {
    printf '%s' "$1" | tr -d '\r'
}

# check_link NAME KIND TEXT: a link has room for the beginning of the title, for day, time and counts
check_link() {
    check_has "$1: to the mailbox" "mailto:$mailbox?subject=" "$3"
    check_has "$1: line breaks" "%0D%0A" "$3"
    plain=$(decoded "$3")
    if [ "$2" = lecture ]; then
        check_has "$1: the lecture" "subject=劳模宣讲：把本职…&body=" "$plain"
        check_has "$1: when" "body=${DAY#*-} 09:00-10:30" "$plain"
        check_has "$1: the counts" "$counts" "$plain"
    else
        check_has "$1: subject" "subject=今日学习情况&body=$DAY" "$plain"
        check_has "$1: the counts" "$day_counts" "$plain"
    fi
}

check_contact() {
    check_has "$1: a contact" "BEGIN:VCARD" "$3"
    check_has "$1: who" "FN:$organiser" "$3"
    check_has "$1: mailbox" "EMAIL:$mailbox" "$3"
    check_has "$1: telephone" "TEL:$phone" "$3"
    check_has "$1: an end" "END:VCARD" "$3"
    case $2 in
    lecture)
        check_has "$1: the lecture" "NOTE:劳模宣讲：" "$3"
        check_has "$1: when and counts" "\\n${DAY#*-} 09:00-10:30\\n$counts" "$3"
        ;;
    today) check_has "$1: day and counts" "NOTE:今日学习情况\\n${DAY#*-}\\n共 5 场\\n$day_counts" "$3" ;;
    esac
}

# check_code NAME KIND TEXT; a kind is lecture, today, address, phone or calendar, with a form behind it: lecture-text
check_code() {
    case $2 in
    address) check_same "$1" "mailto:$mailbox" "$3" ;;
    address-matmsg) check_same "$1" "MATMSG:TO:$mailbox;;" "$3" ;;
    address-text) check_same "$1" "$mailbox" "$3" ;;
    phone) check_same "$1" "tel:$phone" "$3" ;;
    lecture | today) check_link "$1" "$2" "$3" ;;
    *-vcard) check_contact "$1" "${2%-*}" "$3" ;;
    lecture-matmsg)
        check_same "$1" "MATMSG:TO:$mailbox;SUB:$subject;BODY:$event
$DAY 09\\:00-10\\:30 一号车间大厅
$counts;;" "$(without_cr "$3")"
        ;;
    today-matmsg)
        check_same "$1" "MATMSG:TO:$mailbox;SUB:今日学习情况;BODY:$event
$DAY
共 5 场
$day_counts;;" "$(without_cr "$3")"
        ;;
    lecture-text) check_same "$1" "$mailbox
$subject
$event
$where_when
$counts" "$3" ;;
    today-text) check_same "$1" "$mailbox
今日学习情况
$event
$DAY
共 5 场
$day_counts" "$3" ;;
    calendar) check_same "$1" "BEGIN:VEVENT
SUMMARY:$lecture
DTSTART:20261122T010000Z
DTEND:20261122T023000Z
LOCATION:一号车间大厅
END:VEVENT" "$(without_cr "$3")" ;;
    *) fail "$1: no kind $2" ;;
    esac
    # nobody who signed in is named: neither number, badge nor name
    personal=$(decoded "$3" | grep -cF "$people")
    check_same "$1: no one's data" 0 "$personal"
}

# check_picture NAME KIND PICTURE [BLUR]: sharp, blurred, tilted
check_picture() {
    check_code "$1" "$2" "$(read_code "$3")"
    convert "$3" -colorspace Gray -blur "0x${4:-1.5}" "$tmp/blurred.pgm" &
    convert "$3" -colorspace Gray -background white -rotate 3 "$tmp/tilted.pgm"
    wait $!
    check_code "$1, blurred" "$2" "$(read_code "$tmp/blurred.pgm")"
    check_code "$1, tilted" "$2" "$(read_code "$tmp/tilted.pgm")"
}

# What every screen shows: as pictures, so that all of them take little time.
for size in 1366x768 1920x1080 1080x1920; do
    for shot in home:address report:lecture report-matmsg:lecture-matmsg report-vcard:lecture-vcard \
        report-text:lecture-text report-today:today report-today-matmsg:today-matmsg \
        report-today-vcard:today-vcard report-today-text:today-text report-address:address \
        report-address-matmsg:address-matmsg report-address-vcard:address-vcard report-address-text:address-text \
        report-phone:phone programme-lecture:calendar; do
        name=${shot%%:*}
        must "$lectern" shot "$name" --db "$db" --at "$DAY 09:40" --size $size --out "$tmp/shot.png"
        case $name-$size in
        *-1080x1920) check_code "$name at $size" "${shot#*:}" "$(read_code "$tmp/shot.png")" ;;
        home-1366x768 | programme-lecture-1366x768) # 4 px a module: a phone has to come closer there
            check_picture "$name at $size" "${shot#*:}" "$tmp/shot.png" 1
            ;;
        *) check_picture "$name at $size" "${shot#*:}" "$tmp/shot.png" ;;
        esac
    done
done

# The kiosk itself, by its keys.
for size in 1366x768 1920x1080; do
    start_display $size
    start_kiosk "$db" --at "$DAY 09:40"
    for step in F1:address F4:lecture Down:lecture-matmsg Right:today-matmsg Down:today-vcard Down:today-text \
        Right:address-text Right:phone Right:lecture-text; do
        xdotool key "${step%%:*}"
        sleep 0.3
        picture "$tmp/screen.xwd"
        convert "xwd:$tmp/screen.xwd" "$tmp/screen.pgm"
        check_code "${step#*:} on the kiosk at $size" "${step#*:}" "$(read_code "$tmp/screen.pgm")"
    done
    stop_kiosk
    stop_display
done
finish
