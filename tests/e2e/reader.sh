#!/bin/sh
# The reader doctor as a script uses it: the profile, undecided or none, and a profile that is refused.
. "$(dirname "$0")/lib.sh"

db=$tmp/lectern.db
pack=$tmp/pack
mkdir "$pack"
printf 'item,value\ntitle,Made up\ntimezone,Asia/Shanghai\n' >"$pack/event.csv"
printf 'id,date,start,end,title,venue\nL1,2026-12-01,09:00,10:00,Opening,Hall\n' >"$pack/programme.csv"
cat >"$pack/people.csv" <<END
worker_no,badge,name,unit
001,0040856634,Ann Made,Unit A
002,0011211469,Bo Made,Unit A
003,0000000005,Cy Made,Unit A
004,0000000007,Di Made,Unit A
005,01026F6C3A,Ed Made,Unit A
006,02026F6C3A,Fay Made,Unit A
007,0007302202,Gus Made,Unit A
END
must "$lectern" import "$pack" --db "$db" --lang en >"$tmp/import.out"

# found LINE RAW...: the doctor says LINE
found() {
    line=$1
    shift
    try "$lectern" reader detect --db "$db" --lang en "$@"
    check_same "detect $*" "$line" "$out"
    check_same "detect $*: exit code" 0 "$status"
}
# not_found WORD RAW...
not_found() {
    word=$1
    shift
    try "$lectern" reader detect --db "$db" --lang en "$@"
    check_same "detect $*" "$word" "$out"
    check_same "detect $*: exit code" 1 "$status"
}

found 'form=as-is' 0040856634 0011211469
found 'form=10H' 01026F6C3A 02026F6C3A
found 'form=8H->10D' 026F6C3A 00AB12CD
found 'form=8H->10D swap=yes' 3A6C6F02 CD12AB00
found 'form=8H->10D end=crlf' '026F6C3A\r\n' '00AB12CD\r\n'
found 'form=8H->10D prefix=; suffix=? end=cr' ';026F6C3A?\r' ';00AB12CD?\x0D'
found 'form=as-is pad=10' 40856634 11211469
not_found undecided 00000005 00000007
check_has "the candidates are on stderr" 'form=8H->10D' "$err"
not_found none 1 2
check_same "nothing to say about none" "" "$err"

# three bytes of a card: Ann's and Gus's are the same
not_found none 111,27706 171,04813
check_has "refused with its people" 'Ann Made' "$err"
check_has "refused with its people" 'Gus Made' "$err"
# a roster that mixes forms: Ed's and Ann's are one card
not_found none 55026F6C3A 5500AB12CD
check_has "refused with its people" 'Ed Made' "$err"
try "$lectern" config set reader.profile 'form=10H->10D' --db "$db" --lang en
check_same "config refuses it, too" 1 "$status"
check_has "config names them" '005' "$err"
check_has "config names them" '006' "$err"
check_same "nothing was stored" form=as-is "$("$lectern" config get reader.profile --db "$db")"

try "$lectern" reader detect --accept --db "$db" 026F6C3A 00AB12CD
check_same "accepted: exit code" 0 "$status"
check_same "accepted and stored" 'form=8H->10D' "$("$lectern" config get reader.profile --db "$db")"
printf '0040856634\n0011211469\\r\n' | "$lectern" reader test --db "$db" >"$tmp/test.out"
check_same "test reads lines" form=as-is "$(cat "$tmp/test.out")"

for words in "" "detect" "detect \q" "list more" "test more" "heal"; do
    # shellcheck disable=SC2086
    try "$lectern" reader $words --db "$db"
    check_same "usage: reader $words" 2 "$status"
done
try "$lectern" reader detect --accept --db "$tmp/none.db" 1
check_same "without a store: exit code" 1 "$status"
check_not "without a store: none is made" test -e "$tmp/none.db"
try "$lectern" reader list
check_same "list: exit code" 0 "$status"
finish
