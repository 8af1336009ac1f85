# Talks and votes on their way out: workbook, report, JSON; read back by our own reader, LibreOffice and pdftotext.
. "$(dirname "$0")/lib.sh"

db=$tmp/store.db
must "$lectern" import "$demo" --db "$db" >/dev/null
for person in 100004 100002 100003 100005; do
    must "$lectern" supplement --db "$db" --lecture "$LECTURE" --person "$person" --by 值班员 --reason 忘带工牌 >/dev/null
done

# What a kiosk would have written: two talks, a quiz of two questions by name, a secret vote, one without badges.
talks() {
    sqlite3 "$db" <<END
CREATE TEMP TABLE new(lecture, status, at, words, value, basis);
INSERT INTO new VALUES
    ('$LECTURE', 'began', '2026-11-22 01:04:00', 'laomo', NULL, NULL),
    ('$LECTURE', 'ended', '2026-11-22 02:26:20', 'laomo: 1=0:35 2=1:12 3=20:00', 3, 20),
    ('', 'began', '2026-11-22 04:00:00', 'anquan', NULL, NULL),
    ('', 'ended', '2026-11-22 04:10:00', 'anquan: 1=0:10', 1, 12);
INSERT OR IGNORE INTO meaning SELECT randomblob(16), 'reason', words FROM new;
INSERT INTO log(station, seq, kind, lecture, method, status, simulated, at_ms, zone_offset_s, boot_id, boot_ms,
    reason, value, basis, hash)
SELECT station, (SELECT max(seq) FROM log) + new.rowid, 'talk', lecture, 'station', status, 0,
    1000 * CAST(strftime('%s', at) AS INTEGER), 28800, zeroblob(16), 0,
    (SELECT token FROM meaning WHERE kind = 'reason' AND text = words), value, basis, zeroblob(32)
FROM new, meta ORDER BY new.rowid;
INSERT INTO vote_topic VALUES
    (1, '$LECTURE', 'laomo', '皮带跑偏时先做什么？' || char(10) || '用手把杂物拽出来' || char(10) || '按急停，断电、挂牌、上锁' || char(10) || '叫两个人一起拉' || char(10) || '再启动一次试试', 0, 2),
    (2, '$LECTURE', 'laomo', '下次想听哪一个题目？' || char(10) || '有限空间作业' || char(10) || '起重吊装', 1, 0),
    (3, '$LECTURE', 'laomo', '谁可以开机？' || char(10) || '谁都可以' || char(10) || '持证的人', 0, 2),
    (4, '', 'anquan', '听得清吗？' || char(10) || '听得清' || char(10) || '听不清', 2, 0);
CREATE TEMP TABLE voice(topic, code, choice);
INSERT INTO voice VALUES (1, '100004', 2), (1, '100002', 2), (1, '100003', 1), (3, '100004', 2), (3, '100003', 1),
    (2, '100004', NULL), (2, '100002', NULL), (2, '100003', NULL);
INSERT INTO voter SELECT topic, token, choice FROM voice JOIN meaning ON kind = 'person' AND text = code;
INSERT INTO vote_count VALUES (1, 1, 1), (1, 2, 2), (2, 1, 1), (2, 2, 2), (3, 1, 1), (3, 2, 1), (4, 1, 5), (4, 2, 1);
END
}
must talks
check_same "the talks are on record" "4 8" "$(sql "$db" "SELECT count(*), (SELECT count(*) FROM voter) FROM log WHERE kind = 'talk'" | tr '|' ' ')"

# export_as FORMAT FILE LECTURE
export_as() {
    try "$lectern" export --db "$db" --lecture "$3" --format "$1" --out "$2"
    check_same "$1 of $3: exit code, nothing said" "0 " "$status $err"
}

# --- the workbook; LibreOffice says the same as the unit tests' reader ---
export_as xlsx "$tmp/one.xlsx" "$LECTURE"
export_as xlsx "$tmp/all.xlsx" all
export_as xlsx "$tmp/none.xlsx" 20261122-2
# names FILE: its sheets
names() {
    unzip -p "$1" xl/workbook.xml | grep -o '<sheet name="[^"]*"' | cut -d'"' -f2 | tr '\n' ' '
}
base="汇总 签到明细 缺席名单 未登记工牌 部门 到场时间 操作记录 "
check_same "sheets of a lecture" "${base}宣讲 每页用时 投票 答题明细 答题成绩 " "$(names "$tmp/one.xlsx")"
check_same "sheets where nothing is to be said" "$base" "$(names "$tmp/none.xlsx")"
if ls /usr/lib/libreoffice/program/libsclo.so >/dev/null 2>&1; then
    # every sheet a CSV of its own
    soffice --headless "-env:UserInstallation=file://$tmp/profile" \
        --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1' \
        --outdir "$tmp" "$tmp/one.xlsx" "$tmp/all.xlsx" >"$tmp/soffice.log" 2>&1
    check_has "LibreOffice: the talk" "王师傅,laomo,2026-11-22 09:04:00,2026-11-22 10:26:20,82,3,20" "$(cat "$tmp/one-宣讲.csv")"
    check_has "LibreOffice: pages" ",laomo,2026-11-22 09:04:00,3,1200" "$(cat "$tmp/one-每页用时.csv")"
    check_has "LibreOffice: votes" '皮带跑偏时先做什么？,答题,记名,2,按急停，断电、挂牌、上锁,2,66.6666666666667%,√' "$(cat "$tmp/one-投票.csv")"
    check_has "LibreOffice: a secret vote" '下次想听哪一个题目？,投票,不记名,2,起重吊装,2,66.6666666666667%,' "$(cat "$tmp/one-投票.csv")"
    check_same "LibreOffice: answers" 6 "$(grep -c . "$tmp/one-答题明细.csv")"
    check_not "LibreOffice: nobody beside the secret vote" grep -q 下次想听 "$tmp/one-答题明细.csv"
    check_has "LibreOffice: scores" ",2,2,2,100%" "$(cat "$tmp/one-答题成绩.csv")"
    check_not "one lecture: nothing of a deck alone" grep -q 听得清 "$tmp/one-投票.csv"
    check_has "all: the deck alone" '（不属于任何场次）,,anquan,听得清吗？,投票,不刷卡,1,听得清,5,83.3333333333333%,' "$(cat "$tmp/all-投票.csv")"
else
    skip "the workbook in LibreOffice: it is not installed"
fi

# --- it is a roster again ---
mkdir "$tmp/back"
cp "$demo/event.csv" "$demo/programme.csv" "$tmp/back/"
cp "$tmp/one.xlsx" "$tmp/back/people.xlsx"
sed -i 's/讲稿/讲稿不带/' "$tmp/back/programme.csv"
try "$lectern" import "$tmp/back" --db "$tmp/back.db"
check_same "a roster from a workbook with answers" 0 "$status"
check "nearly everybody is on it" test "$(sqlite3 "$tmp/back.db" "SELECT count(*) FROM person")" -ge 180

# --- the report: counts, no names ---
export_as pdf-report "$tmp/one.pdf" "$LECTURE"
export_as pdf-report "$tmp/all.pdf" all
pdftotext -raw "$tmp/one.pdf" - | tr -d ' \n' >"$tmp/one.txt"
pdftotext -raw "$tmp/all.pdf" - | tr -d ' \n' >"$tmp/all.txt"
check_has "report: when the talk was held" "09:04–10:26，放映3页（共20页）" "$(cat "$tmp/one.txt")"
check_has "report: a question" "1.皮带跑偏时先做什么？" "$(cat "$tmp/one.txt")"
check_has "report: how it was asked" "答题·记名·共3票·答对67%" "$(cat "$tmp/one.txt")"
check_has "report: the right answer" "2.按急停，断电、挂牌、上锁（正确答案）2票67%" "$(cat "$tmp/one.txt")"
check_has "report: a secret vote" "投票·不记名·共3票1.有限空间作业1票33%2.起重吊装2票67%" "$(cat "$tmp/one.txt")"
check_not "report: nothing of a deck alone" grep -q 听得清 "$tmp/one.txt"
check_has "report of all: talks" "laomo2026-11-2209:04–10:26823/20（不属于任何场次）anquan2026-11-2212:00–12:10101/12" "$(cat "$tmp/all.txt")"
check_has "report of all: whose vote" "（不属于任何场次）·投票·不刷卡·共6票" "$(cat "$tmp/all.txt")"
for name in $(sql "$db" "SELECT name FROM person WHERE worker_no IN ('100004', '100002', '100003', '100005')"); do
    check_not "report: the name of a voter" grep -q "$name" "$tmp/one.txt" "$tmp/all.txt"
done
check_same "fonts embedded" "" "$(pdffonts "$tmp/one.pdf" | awk 'NR > 2 && $(NF - 4) != "yes"')"
# as ink: a bar of two thirds ends where it should
pdftotext -bbox "$tmp/one.pdf" "$tmp/one.html"
page=$(awk '/<page/ { page++ } />67%</ { print page; exit }' "$tmp/one.html")
middle=$(awk -F'"' '/>67%</ { print ($4 + $8) / 2; exit }' "$tmp/one.html")
pdftoppm -r 72 -f "$page" -l "$page" -singlefile "$tmp/one.pdf" "$tmp/page"
red=$(convert "$tmp/page.ppm" -crop "130x1+312+${middle%.*}" +repage -fill white +opaque '#B2161C' -format '%[fx:round(100*(1-mean.g))]' info:)
check "report: the bar of 67 % is as long as that ($red)" test "$red" -ge 56 -a "$red" -le 74

# --- JSON ---
export_as json "$tmp/all.json" all
json() {
    sqlite3 :memory: "SELECT json_extract(readfile('$tmp/all.json'), '$1')"
}
check_same "JSON: talks" "laomo anquan" "$(json '$.talks[0].deck') $(json '$.talks[1].deck')"
check_same "JSON: minutes" "2026-11-22T10:26:20+08:00 1200" "$(json '$.talks[0].ended_at') $(json '$.talks[0].page_times[2].seconds')"
check_same "JSON: answers by name" 3 "$(json '$.votes[0].answers[#-1].choice' >/dev/null && sqlite3 :memory: "SELECT json_array_length(readfile('$tmp/all.json'), '\$.votes[0].answers')")"
check_same "JSON: none of a secret vote" secret "$(json '$.votes[1].privacy')$(json '$.votes[1].answers')"
finish
