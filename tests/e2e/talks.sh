#!/bin/sh
# Presentations with the real LibreOffice: one that it writes itself, from a flat file, goes from talks/ to the screen.
. "$(dirname "$0")/lib.sh"

if ! command -v soffice >/dev/null || ! ls /usr/lib/libreoffice/program/libsdlo.so >/dev/null 2>&1; then
    skip "talks made by LibreOffice: libreoffice-impress-nogui is not installed"
    finish
fi

# --- three slides, each of one colour; the second is hidden ---
slide() { # STYLE TITLE NOTES
    cat <<END
<draw:page draw:name="$2" draw:style-name="$1">
<draw:frame presentation:class="title" presentation:user-transformed="true" svg:x="2cm" svg:y="1cm" svg:width="24cm" svg:height="3cm"><draw:text-box><text:p>$2</text:p></draw:text-box></draw:frame>
<presentation:notes><draw:frame presentation:class="notes" svg:x="2cm" svg:y="14cm" svg:width="16cm" svg:height="8cm"><draw:text-box>$3</draw:text-box></draw:frame></presentation:notes>
</draw:page>
END
}
style() { # NAME COLOUR ATTRIBUTE
    printf '<style:style style:name="%s" style:family="drawing-page"><style:drawing-page-properties presentation:background-visible="true" draw:fill="solid" draw:fill-color="%s" %s/></style:style>\n' "$@"
}
{
    cat <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<office:document office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.presentation" xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0">
<office:automatic-styles>
<style:page-layout style:name="wide"><style:page-layout-properties fo:page-width="28cm" fo:page-height="15.75cm" style:print-orientation="landscape"/></style:page-layout>
END
    style red '#ff0000' ''
    style hidden '#00ff00' 'presentation:visibility="hidden"'
    style blue '#0000ff' ''
    echo '</office:automatic-styles>'
    echo '<office:master-styles><style:master-page style:name="m" style:page-layout-name="wide"/></office:master-styles>'
    echo '<office:body><office:presentation>'
    slide red '劳模精神 #1' '<text:p>先问好</text:p><text:p>---</text:p><text:p>再开讲</text:p>'
    slide hidden 隐藏 '<text:p>不要出现</text:p>'
    slide blue 谢谢 ''
    echo '</office:presentation></office:body></office:document>'
} | sed 's/<draw:page /<draw:page draw:master-page-name="m" /' >"$tmp/deck.fodp"

export TMPDIR="$tmp/work"
pack=$tmp/pack
mkdir -p "$TMPDIR" "$pack/talks"
cp "$demo/event.csv" "$demo/people.csv" "$pack"
printf '日期,开始,结束,主题,地点,讲稿\n2026-11-22,09:00,10:30,讲座,大厅,-安全 100%%.PPTX\n' >"$pack/programme.csv"
for ending in pptx odp ppt; do
    soffice --headless "-env:UserInstallation=file://$tmp/profile" --convert-to $ending --outdir "$tmp/made" \
        "$tmp/deck.fodp" >"$tmp/soffice.log" 2>&1
    must test -s "$tmp/made/deck.$ending"
done
cp "$tmp/made/deck.pptx" "$pack/talks/-安全 100%.PPTX"
cp "$tmp/made/deck.odp" "$pack/talks/open.odp"
cp "$tmp/made/deck.ppt" "$pack/talks/wps.dps"
rm -rf "$tmp/profile"

left() {
    ls -A "$TMPDIR"
}

# --- in, as a user without a home; beside another LibreOffice's profile nothing is touched ---
try env HOME=/nonexistent "$lectern" check "$pack" --lang en
check_same "check: exit code: $err" 0 "$status"
check_has "check: titles, slides that are shown, notes" "talk -安全 100%: 劳模精神 #1, 2 slides, 1 with notes" "$out"
check_has "check: an .odp" "talk open: open, 2 slides, 0 with notes" "$out"
check_has "check: a .dps" "talk wps: wps, 2 slides" "$out"
check_same "check: nothing is left" "" "$(left)"
check_same "check: nothing is written on the stick" "-安全 100%.PPTX open.odp wps.dps" "$(ls -A "$pack/talks" | sort | tr '\n' ' ' | sed 's/ $//')"
db=$tmp/lectern.db
must "$lectern" import "$pack" --db "$db" >"$tmp/import.out"
try "$lectern" deck list --db "$db" --lang en
check_has "deck list" "-安全 100%  劳模精神 #1  2 slides, 2 pages" "$out"
check_same "the lecture has it" "-安全 100%" "$(sql "$db" "SELECT deck FROM lecture LIMIT 1")"

# --- on the screen: the picture from edge to edge, no title over it ---
shown() { # PAGE X Y
    convert "$tmp/open/$1.png" -depth 8 -format "%[hex:p{$2,$3}]" info: | cut -c1-6
}
must "$lectern" deck render open --db "$db" --size 1280x720 --out "$tmp/open" >/dev/null
check_same "pages" "01.png 02.png sheet.png" "$(ls "$tmp/open" | tr '\n' ' ' | sed 's/ $//')"
check_same "the first slide" FF0000 "$(shown 01 20 700)"
check_same "the third slide is the second page" 0000FF "$(shown 02 1260 20)"
mv "$pack/talks/-安全 100%.PPTX" "$pack/talks/noted.pptx"
rm "$pack/talks/open.odp" "$pack/talks/wps.dps"
sed 's/-安全 100%.PPTX//' "$pack/programme.csv" >"$tmp/programme.csv" && mv "$tmp/programme.csv" "$pack/programme.csv"
must "$lectern" import "$pack" --db "$db" >"$tmp/import.out"
try "$lectern" deck show noted --db "$db"
check_has "notes" 先问好 "$out"
check_has "notes, to their end" 再开讲 "$out"
check_not "no words of the hidden slide" grep -q 不要出现 "$tmp/out"

# --- what is broken, and what is cancelled ---
head -c 3000 "$tmp/made/deck.pptx" >"$pack/talks/broken.pptx"
try "$lectern" check "$pack" --lang en
check_same "broken: exit code" 1 "$status"
check_has "broken: it is named" "talks/broken.pptx: the presentation cannot be opened" "$err"
check_same "broken: nothing is left" "" "$(left)"
rm "$pack/talks/broken.pptx"
at_work() {
    ls "$TMPDIR"/lectern-work-*/profile >/dev/null 2>&1
}
for signal in INT TERM; do
    "$lectern" check "$pack" --lang en >"$tmp/out" 2>"$tmp/err" &
    cancelled=$!
    check "$signal: LibreOffice is at work" wait_for 10 at_work
    kill -$signal $cancelled
    begun=$(date +%s)
    wait $cancelled
    check_same "$signal: exit code" 1 $?
    check "$signal: at once" test $(($(date +%s) - begun)) -le 1
    check_has "$signal: a sentence" cancelled "$(cat "$tmp/err")"
    check_same "$signal: nothing is left" "" "$(left)"
    check_not "$signal: nothing runs on" grep -ls "$TMPDIR/lectern-wor[k]" /proc/[0-9]*/cmdline
done
finish
