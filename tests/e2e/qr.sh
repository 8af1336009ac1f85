#!/bin/sh
# What phones read: the codes of the home and the report screen, sharp, blurred and tilted, decoded by zbar.
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

# check_code NAME KIND TEXT
check_code() {
    case $2 in
    address)
        check_same "$1" "mailto:$mailbox" "$3"
        return
        ;;
    esac
    check_has "$1: to the mailbox" "mailto:$mailbox?subject=" "$3"
    check_has "$1: a body" "&body=" "$3"
    check_has "$1: line breaks" "%0D%0A" "$3"
    plain=$(decoded "$3" | tr -d ' ')
    check_has "$1: the event's title" "$(printf '%s' "$event" | tr -d ' ')" "$plain"
    if [ "$2" = lecture ]; then
        check_has "$1: subject" "subject=学习情况报送&" "$plain"
        check_has "$1: the lecture" "$lecture" "$plain"
        check_has "$1: when and where" "${DAY}09:00-10:30一号车间大厅" "$plain"
        check_has "$1: the counts" "应到${expected}实到12迟到2" "$plain"
    else
        check_has "$1: subject" "subject=今日学习情况&" "$plain"
        check_has "$1: the counts" "应到${expected_today}实到12迟到2" "$plain"
    fi
    # nobody who signed in is named: neither number, badge nor name
    personal=$(printf '%s' "$plain" | grep -cF "$people")
    check_same "$1: no one's data" 0 "$personal"
}

# check_picture NAME KIND PNG [BLUR]: sharp, blurred, tilted
check_picture() {
    check_code "$1" "$2" "$(read_code "$3")"
    convert "$3" -blur "0x${4:-1.5}" "$tmp/blurred.png"
    check_code "$1, blurred" "$2" "$(read_code "$tmp/blurred.png")"
    convert "$3" -background white -rotate 3 "$tmp/tilted.png"
    check_code "$1, tilted" "$2" "$(read_code "$tmp/tilted.png")"
}

for size in 1366x768 1920x1080 1080x1920; do
    start_display $size
    start_kiosk "$db" --at "$DAY 09:40"
    for screen in home:F1:address report:F4:lecture report-today:Right:today report-address:Right:address; do
        kind=${screen##*:} name=${screen%%:*}
        key=${screen#*:}
        xdotool key "${key%%:*}"
        sleep 0.4
        picture "$tmp/$name.xwd"
        convert "xwd:$tmp/$name.xwd" "$tmp/$name.png"
        blur=1.5
        case $name-$size in home-1366x768) blur=1 ;; esac # 4 px a module: a phone has to come closer there
        check_picture "$name at $size" "$kind" "$tmp/$name.png" $blur
        must "$lectern" shot $name --db "$db" --at "$DAY 09:40" --size $size --out "$tmp/shot.png"
        check_code "shot of $name at $size" "$kind" "$(read_code "$tmp/shot.png")"
    done
    stop_kiosk
    stop_display
done
finish
