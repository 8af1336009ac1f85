# What goes out: workbook, paper, JSON; what comes back in from a workbook of ours.
. "$(dirname "$0")/lib.sh"

db=$tmp/store.db
must "$lectern" import "$demo" --db "$db" >/dev/null
scan() {
    must "$lectern" sign-in --db "$db" --badge "$1" --at "$DAY $2" >/dev/null
}
scan 0003625619 08:50
scan 1150884944 09:15
scan 100003 08:55
must "$lectern" supplement --db "$db" --lecture "$LECTURE" --person 100005 --by 值班员 --reason 忘带工牌 >/dev/null

# export FORMAT FILE [OPTIONS...]
export_as() {
    format=$1 file=$2
    shift 2
    try "$lectern" export --db "$db" --lecture "$LECTURE" --format "$format" --out "$file" "$@"
    check_same "$format: exit code, nothing said" "0 " "$status $err"
    check "$format: a file" test -s "$file"
}
for format in csv xlsx json; do
    export_as $format "$tmp/out.$format"
done
for format in pdf-sheet pdf-blank pdf-report; do
    export_as $format "$tmp/$format.pdf"
done

# --- paper: every name comes back, fonts are embedded, nobody's name goes by mail ---
for paper in pdf-sheet pdf-blank pdf-report; do
    pdftotext -layout "$tmp/$paper.pdf" "$tmp/$paper.txt"
    check_same "$paper: fonts embedded" "" "$(pdffonts "$tmp/$paper.pdf" | awk 'NR > 2 && $(NF - 4) != "yes"')"
    check_has "$paper: A4" "(A4)" "$(pdfinfo "$tmp/$paper.pdf")"
done
expected=0
while IFS=, read -r no name; do
    expected=$((expected + 1))
    grep -qF "$name" "$tmp/pdf-sheet.txt" || fail "sheet: the name of $no is missing"
    grep -qF "$name" "$tmp/pdf-blank.txt" || fail "blank sheet: the name of $no is missing"
    ! grep -qF "$name" "$tmp/pdf-report.txt" || [ "$name" = 王师傅 ] || fail "report: the name of $no is on it"
done <<EOF
$(sql "$db" "SELECT worker_no || ',' || name FROM person WHERE length(name) > 1 AND unit NOT IN ('宣传科')")
EOF
check "names were looked for" test "$expected" -gt 150
check_has "sheet: counts" "实到 4 人" "$(cat "$tmp/pdf-sheet.txt")"
check_has "sheet: late" "迟到 15 分钟" "$(cat "$tmp/pdf-sheet.txt")"
check_has "sheet: pages" "共7页" "$(tr -d " 　" <"$tmp/pdf-sheet.txt")"
check_has "sheet: signature" "负责人签字" "$(cat "$tmp/pdf-sheet.txt")"
check_has "report: rate" "2.2%" "$(cat "$tmp/pdf-report.txt")"
check_same "report of a lecture: one page" "Pages: 1" "$(pdfinfo "$tmp/pdf-report.pdf" | tr -s ' ' | grep Pages)"
check_not "blank sheet: no times" grep -q 08:50 "$tmp/pdf-blank.txt"

# --- all lectures, English ---
try "$lectern" export --db "$db" --format pdf-report --lang en --out "$tmp/all.pdf" --at "$DAY 12:00"
check_same "report of the event: exit code" "0 " "$status $err"
check_has "report of the event: what was held" "held so far" "$(pdftotext "$tmp/all.pdf" -)"

# --- a workbook of ours as a roster: badges, names and units are the same again ---
mkdir "$tmp/back"
cp "$demo/event.csv" "$demo/programme.csv" "$tmp/back/"
cp "$tmp/out.xlsx" "$tmp/back/people.xlsx"
sed -i 's/讲稿/讲稿不带/' "$tmp/back/programme.csv"
try "$lectern" import "$tmp/back" --db "$tmp/back.db"
check_same "a roster from our own workbook" 0 "$status"
both=$(sqlite3 "$tmp/back.db" "SELECT count(*) FROM person")
check "nearly everybody is on it" test "$both" -ge 180
check_same "leading zeros stay" 1 "$(sqlite3 "$tmp/back.db" "SELECT count(*) FROM badge WHERE badge = '0003625619'")"
lost=$(sqlite3 "$db" "ATTACH '$tmp/back.db' AS b" "SELECT count(*) FROM b.person n LEFT JOIN person o USING (code)
    WHERE o.name IS NOT n.name OR o.unit IS NOT n.unit OR o.team IS NOT n.team OR o.worker_no IS NOT n.worker_no")
check_same "names, units, teams, numbers" 0 "$lost"
lost=$(sqlite3 "$db" "ATTACH '$tmp/back.db' AS b" "SELECT count(*) FROM b.badge n WHERE badge NOT IN
    (SELECT badge FROM main.badge)")
check_same "badges" 0 "$lost"

# --- paper that names and titles of any length have to go through ---
long=$tmp/long
mkdir "$long"
title=深入学习贯彻大会精神弘扬劳模精神劳动精神工匠精神专题辅导讲座暨岗位技能学习交流会第二期
printf '项目,值\n活动名称,职工宣讲活动\n主办单位,总工会\n' >"$long/event.csv"
printf '编号,日期,开始,结束,主题,地点,面向\nA,%s,09:00,10:00,如,一号厅,甲\nB,%s,09:00,10:00,%s,二号厅,\nC,2036-01-01,09:00,10:00,以后,一号厅,\n' \
    "$DAY" "$DAY" "$title" >"$long/programme.csv"
printf '工号,工牌号,姓名,部门\n01,11,如如如,甲\n02,12,Christopher Montgomery-Featherstonehaugh,乙\n03,13、013、123456789012345678,阿卜杜热西提·买买提吐尔逊,乙\n' >"$long/people.csv"
for point in $(seq 1 32); do printf '# 要点第%s条\n\n- 内容\n\n' "$point"; done >"$long/keypoints.md"
must "$lectern" import "$long" --db "$tmp/long.db" >/dev/null
must "$lectern" sign-in --db "$tmp/long.db" --badge 13 --lecture B --at "$DAY 09:05" >/dev/null
must "$lectern" sign-in --db "$tmp/long.db" --badge 12 --lecture B --at "$DAY 09:06" >/dev/null
must "$lectern" sign-in --db "$tmp/long.db" --badge 9999 --lecture B --at "$DAY 09:07" >/dev/null
export_long() {
    must "$lectern" export --db "$tmp/long.db" --at "$DAY 12:00" --out "$tmp/long.$2" --format "$1" --lecture "$3"
}
# dark X Y W H: how dark a piece of the first page is, in thousandths, at 100 dots an inch
dark() {
    pdftoppm -r 100 -singlefile -gray "$tmp/long.pdf" "$tmp/page"
    convert "$tmp/page.pgm" -crop "$3x$4+$1+$2" +repage -format '%[fx:round(1000*(1-mean))]' info:
}
export_long pdf-sheet pdf A
check "sheet: 如 is drawn, not only written" test "$(dark 110 270 80 16)" -gt 50
export_long pdf-sheet pdf B
sheet=$(pdftotext -raw "$tmp/long.pdf" - | tr -d ' \n')
check_has "sheet: a long title is whole" "${title}签到表" "$sheet"
check_has "sheet: a long name is whole" ChristopherMontgomery-Featherstonehaugh "$sheet"
check_has "sheet: made under a simulated clock" 模拟时间 "$sheet"
export_long pdf-report pdf all
check_has "report: every key point, or that there are more" "要点第30条另有2个学习要点未列出" \
    "$(pdftotext -raw "$tmp/long.pdf" - | tr -d ' \n')"
check_has "report: units as on the roster" "甲0/20%乙2/2100%" "$(pdftotext -raw "$tmp/long.pdf" - | tr -d ' \n')"

# --- a workbook of a lecture with unknown badges is a roster again ---
export_long xlsx xlsx B
mkdir "$tmp/again"
cp "$long/event.csv" "$long/programme.csv" "$tmp/again/"
cp "$tmp/long.xlsx" "$tmp/again/people.xlsx"
try "$lectern" import "$tmp/again" --db "$tmp/again.db"
check_same "a roster beside unknown badges" 0 "$status"
check_same "nobody and no badge is lost" "013 11 12 123456789012345678 13" "$(sqlite3 "$tmp/again.db" "SELECT group_concat(badge, ' ') FROM (SELECT badge FROM badge ORDER BY badge)")"

# --- JSON is JSON ---
check_same "JSON: people" 4 "$(sqlite3 :memory: "SELECT json_extract(readfile('$tmp/out.json'), '\$.lectures[0].present')")"
try "$lectern" export --db "$db" --lecture "$LECTURE" --format json --out -
check_has "JSON to the standard output" '"lectures":[' "$out"

# --- a device or a pipe is written to, never replaced; a link leads to the file ---
mkfifo "$tmp/pipe"
cat "$tmp/pipe" >"$tmp/piped" &
try "$lectern" export --db "$db" --lecture "$LECTURE" --format csv --out "$tmp/pipe"
wait $!
check_same "through a pipe: exit code, nothing said" "0 " "$status $err"
check "the pipe is still one" test -p "$tmp/pipe"
check "all of it went through" cmp -s "$tmp/piped" "$tmp/out.csv"
try "$lectern" export --db "$db" --lecture "$LECTURE" --format xlsx --out "$tmp/pipe"
check_same "a workbook wants a file" 1 "$status"
check "the pipe is still one after that" test -p "$tmp/pipe"
ln -s out.csv "$tmp/link.csv"
try "$lectern" export --db "$db" --lecture "$LECTURE" --format csv --out "$tmp/link.csv"
check "the link is still one" test -L "$tmp/link.csv"

# --- what cannot be ---
refused() {
    try "$lectern" export --db "$db" "$@"
    check_same "refused: exit code of $*" "$want" "$status"
    check "refused: a sentence for $*" test -n "$err"
}
want=2
refused --format doc --out "$tmp/x"
refused --format xlsx --out -
want=1
refused --format xlsx --lecture nothing --out "$tmp/no.xlsx"
refused --format pdf-sheet --out "$tmp/no/such/folder.pdf"
refused --format xlsx --out "$tmp/no/such/folder.xlsx"
if [ -w /dev/full ]; then
    for format in csv json; do
        try sh -c "'$lectern' export --db '$db' --format $format --out - >/dev/full"
        check_same "a full disk under $format" 1 "$status"
    done
fi
check_same "nothing half-written is left" "" "$(find "$tmp" -name '*.??????' -newer "$db" -path '*out.*' -o -name 'no.*')"
finish
