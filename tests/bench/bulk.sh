#!/bin/sh
# Measures what grows: import and export of 200,000 people and 1,000,000 records, each beside its floor in the same
# run (sqlite3 .import, sqlite3 -csv, bare libxlsxwriter), time and peak memory; and what must not grow with them.
# Prints figures; whether they hold is for the reader (DESIGN: budgets are never asserted in a test).
# Usage: bulk.sh BUILD [--quick]
set -u
export LC_ALL=C
build=$(cd "${1:?usage: bulk.sh BUILD [--quick]}" && pwd) || exit 1
people=200000 some=20000 imports=9 exports=3
if [ "${2-}" = --quick ]; then
    people=20000 some=2000 imports=5 exports=3
elif [ -n "${2-}" ]; then
    echo "usage: bulk.sh BUILD [--quick]" >&2
    exit 2
fi
lectern=$build/lectern bench=$build/tests/bench
few=200 lectures=20
records=$((people * lectures / 4)) some_records=$((some * lectures / 4)) more_lectures=$((lectures * 10))
for program in "$lectern" "$bench/bulk_probe" "$bench/bulk_make" "$bench/bulk_xlsx" "$bench/bulk_inside"; do
    [ -x "$program" ] || { echo "bench: $program is missing" >&2; exit 1; }
done
command -v sqlite3 >/dev/null || { echo "bench: sqlite3 is missing" >&2; exit 1; }

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
cd "$work" || exit 1

say() { echo "bench: $*" >&2; }
must() { "$@" || { say "failed: $*"; exit 1; }; }

# probe NAME PROGRAM...: a line of NAME more, "wall-ms cpu-ms peak-KiB"; what it prints goes to NAME.out
probe() {
    name=$1
    shift
    must "$bench/bulk_probe" "$name.out" "$@" >>"$name.took"
}
# median NAME FIELD
median() { sort -g -k "$2,$2" "$1.took" | awk -v f="$2" '{ v[NR] = $f } END { print v[int((NR + 1) / 2)] }'; }
mib() { awk -v k="$1" 'BEGIN { printf "%.1f", k / 1024 }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
verdict() { awk -v v="$1" -v l="$2" 'BEGIN { print v <= l ? "ok" : "over" }'; }
# value NAME WHAT: out of what bulk_inside printed
value() { awk -v what="$2" '$1 == what { print $2 }' "$1"; }

row() { printf '%-54s %10s %10s %7s %9s %9s  %-22s %s\n' "$@"; }
# compare WHAT FLOOR OURS TARGET: medians of both, and their peak memory
compare() {
    r=$(ratio "$(median "$3" 1)" "$(median "$2" 1)")
    row "$1" "$(median "$2" 1)" "$(median "$3" 1)" "$r" "$(mib "$(median "$2" 3)")" "$(mib "$(median "$3" 3)")" \
        "${4:+<= $4 x floor}" "${4:+$(verdict "$r" "$4")}"
}
# alone WHAT NAME [FLOOR]: ours, with a ratio but no target
alone() {
    row "$1" "" "$(median "$2" 1)" "${3:+$(ratio "$(median "$2" 1)" "$(median "$3" 1)")}" "" \
        "$(mib "$(median "$2" 3)")" "" ""
}
# within WHAT NAME MIB: peak memory
within() {
    row "$1" "" "" "" "" "$(mib "$(median "$2" 3)")" "<= $3 MiB" "$(verdict "$(median "$2" 3)" $(($3 * 1024)))"
}

say "packs of $few, $some and $people people"
mkdir few some more many
must "$bench/bulk_make" pack few "$few" "$lectures"
must "$bench/bulk_make" pack some "$some" "$lectures"
must "$bench/bulk_make" pack more "$some" "$more_lectures"
must "$bench/bulk_make" pack many "$people" "$lectures"

# The floor reads the same file into one table with a key, and with a second one, as a badge needs one, too.
cat >key.sql <<END
CREATE TABLE people(worker_no TEXT PRIMARY KEY, name TEXT, badge TEXT, unit TEXT, team TEXT, role TEXT);
.mode csv
.import --skip 1 many/people.csv people
END
sed 's/badge TEXT/badge TEXT UNIQUE/' key.sql >keys.sql
say "imports, $imports each"
for _ in $(seq "$imports"); do
    rm -f floor.db* ours.db*
    probe import.floor sqlite3 floor.db '.read key.sql'
    probe import.ours "$lectern" import many --db ours.db
    rm -f floor.db*
    probe import.keys sqlite3 floor.db '.read keys.sql'
    probe import.again "$lectern" import many --db ours.db
    probe import.third "$lectern" import many --db ours.db
    probe check.ours "$lectern" check many
done
imported=$(sqlite3 ours.db 'SELECT count(*) FROM person p JOIN meta m USING (generation)')
rm -f floor.db* ours.db*

for name in few some more many; do
    must "$lectern" import "$name" --db "$name.db" >/dev/null
    say "records of $name"
    probe "records.$name" "$bench/bulk_make" records "$name.db"
done
must "$lectern" verify --db many.db >/dev/null

cat >join.sql <<END
SELECT a.seq, e.title, l.id, l.title, date(l.start_ms / 1000, 'unixepoch', '+8 hours'), l.venue, p.worker_no, b.text,
  p.name, p.unit, p.team, a.status, datetime(a.at_ms / 1000, 'unixepoch', '+8 hours'), a.out_ms, a.method, ''
FROM lecture l JOIN event e USING (generation) JOIN attendance a INDEXED BY attendance_by_time ON a.lecture = l.id
  JOIN meaning m ON m.token = a.person JOIN worker w ON w.generation = l.generation AND w.code = m.text
  JOIN person p ON p.id = w.person JOIN meaning b ON b.token = a.badge
WHERE l.generation = (SELECT generation FROM meta) ORDER BY l.id, a.at_ms, a.seq;
END
say "CSV and JSON, $exports each"
for _ in $(seq "$exports"); do
    probe csv.floor sqlite3 -csv many.db '.read join.sql'
    probe csv.ours "$lectern" export --db many.db --format csv --out list.csv
    probe csv.stdout "$lectern" export --db many.db --format csv --out -
    probe csv.some "$lectern" export --db some.db --format csv --out some.csv
    probe csv.more "$lectern" export --db more.db --format csv --out more.csv
    probe json.ours "$lectern" export --db many.db --format json --out list.json
done
listed="$(($(wc -l <list.csv) - 1)) $(($(wc -l <csv.stdout.out) - 1)) $(wc -l <csv.floor.out)"
rm -f ./*.csv ./*.json csv.*.out

say "XLSX, $exports each"
for _ in $(seq "$exports"); do
    probe xlsx.some.floor "$bench/bulk_xlsx" floor.xlsx "$some" "$lectures"
    probe xlsx.some "$lectern" export --db some.db --format xlsx --out ours.xlsx
    probe xlsx.floor "$bench/bulk_xlsx" floor.xlsx "$people" "$lectures"
    probe xlsx.ours "$lectern" export --db many.db --format xlsx --out ours.xlsx
done
probe xlsx.more "$lectern" export --db more.db --format xlsx --out ours.xlsx
rm -f ./*.xlsx

say "lists, scans and an import beside scans"
for _ in $(seq "$exports"); do
    probe list.few "$lectern" list --db few.db --lecture L001
    probe list.many "$lectern" list --db many.db --lecture L001
done
must "$bench/bulk_inside" lists few.db L001 >lists.few
must "$bench/bulk_inside" lists many.db L001 >lists.many
must "$bench/bulk_inside" scan "$few" few.db "$people" many.db >scans
must "$bench/bulk_inside" import many.db many >/dev/null
must "$bench/bulk_inside" import many.db many >beside # removes the roster before the last, too

row what floor ours ratio 'floor MiB' 'ours MiB' target ''
compare "import of $people people, ms" import.floor import.ours 1.2
row '  people in the store' "" "$imported" "" "" "" "$people" "$([ "$imported" = "$people" ] && echo ok || echo MISSING)"
alone '  the same pack once more' import.again import.floor
alone '  a third time: the first one is removed' import.third import.floor
alone '  of these, reading and checking' check.ours import.floor
row '  .import with a key for badges as well' "$(median import.keys 1)" "" "" "" "" "" ""
compare "CSV of $records records, ms" csv.floor csv.ours 0.25
compare '  to standard output' csv.floor csv.stdout 0.25
row '  rows' "${listed##* }" "${listed%% *}" "" "" "" "$records each" \
    "$([ "$listed" = "$records $records $records" ] && echo ok || echo MISSING)"
within '  memory' csv.ours 32
alone '  JSON' json.ours csv.floor
compare "XLSX of $some_records records, ms" xlsx.some.floor xlsx.some 1.2
compare "XLSX of $records records, ms" xlsx.floor xlsx.ours 1.2
within '  memory' xlsx.ours 64
# the same people, ten times the records: fewer under floor, more under ours
for format in csv xlsx; do
    row "memory, $some people: $some_records, $records records, $format" "" "" \
        "$(ratio "$(median $format.more 3)" "$(median $format.some 3)")" "$(mib "$(median $format.some 3)")" \
        "$(mib "$(median $format.more 3)")" "" ""
done
for what in decided committed; do
    a=$(value scans "few-$what-median") b=$(value scans "many-$what-median")
    row "scan $what, $few and $people people, ms" "$a" "$b" "$(ratio "$b" "$a")" "" "" "" ""
    row '  p99' "$(value scans "few-$what-p99")" "$(value scans "many-$what-p99")" "" "" "" "" ""
done
longest=$(value beside longest-step)
row 'longest step of an import on the store thread, ms' "" "$longest" "" "" "" '<= 20 ms' "$(verdict "$longest" 20)"
row '  the import, scans in between' "" "$(value beside import)" "" "" "" "" ""
row '  a scan meanwhile' "" "$(value beside scan-beside-median)" "" "" "" "" ""
compare "lectern list of one lecture, $few and $people people" list.few list.many ""
row '  its sheet in staff mode' "$(value lists.few sheet)" "$(value lists.many sheet)" "" "" "" "" ""
row '  a search in it' "$(value lists.few search)" "$(value lists.many search)" "" "" "" "" ""
row "home screen's board" "$(value lists.few board)" "$(value lists.many board)" "" "" "" "" ""
row "making $records records, s" "" "$(awk -v ms="$(median records.many 1)" 'BEGIN { printf "%.1f", ms / 1000 }')" "" "" \
    "$(mib "$(median records.many 3)")" "" ""
[ -z "${2-}" ] || echo 'quick: what a start costs counts here; the targets are for the whole run'
