#!/bin/sh
# Draws the pictures of tests/packs/decks/talks: every shape a speaker brings, few bytes. They are in the tree;
# this says where they come from. Usage: make_deck_pictures.sh FOLDER (ImageMagick, python3, Noto Sans CJK)
set -eu
cd "$1"
font=/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc
draw() { convert -font "$font" "$@"; }

# wide photograph-like scenes, JPEG
draw -size 1600x1000 gradient:'#24364f-#c9b79a' -fill '#171717' -draw 'rectangle 0,820 1600,1000' \
    -stroke '#101010' -strokewidth 14 -draw 'line 400,820 400,200 line 280,260 520,260 line 1200,820 1200,240 line 1080,300 1320,300' \
    -strokewidth 4 -draw 'fill none bezier 0,240 200,330 300,300 400,262 bezier 400,262 700,420 1000,400 1200,302 bezier 1200,302 1400,340 1500,330 1600,300' \
    -quality 60 bianduan.jpg
draw -size 1400x790 xc:'#0b1220' -fill '#ffdf8a' -draw 'circle 700,420 700,380' -blur 0x30 \
    -fill '#ffe9b0' -draw 'circle 700,420 700,402' -fill '#05080f' -draw 'rectangle 0,640 1400,790' \
    -fill '#e8eef8' -draw 'circle 120,80 120,77 circle 300,200 300,196 circle 520,90 520,87 circle 900,150 900,146 circle 1100,70 1100,67 circle 1260,260 1260,256 circle 200,420 200,416 circle 1050,420 1050,417' \
    -quality 60 deng.jpg
draw -size 1920x1080 gradient:'#e8c48a-#7a4a33' -fill '#2a1a14' -draw 'circle 620,520 620,440 rectangle 540,600 700,1080 circle 960,470 960,380 rectangle 860,560 1060,1080 circle 1240,700 1240,640 rectangle 1190,760 1290,1080' \
    -quality 60 quanjia.jpg
draw -size 1920x1200 gradient:'#dfe6ea-#8f9aa2' -fill '#5a6a74' -draw 'rectangle 120,700 560,1200 rectangle 700,620 1180,1200 rectangle 1320,740 1800,1200' \
    -fill '#c8342b' -draw 'rectangle 180,760 260,820 rectangle 780,690 860,750 rectangle 1400,800 1480,860' \
    -stroke '#f2f6f8' -strokewidth 8 -draw 'line 0,200 1920,140 line 0,300 1920,240' -quality 60 chejian.jpg
draw -size 900x900 radial-gradient:'#f4c430-#a87a10' -fill '#fff8e0' -draw 'rectangle 250,360 650,540' -fill '#8a1010' \
    -pointsize 42 -gravity center -annotate +0-60 '没有检测，不进去' -annotate +0+0 '没有票，不点火' \
    -annotate +0+60 '没有锁，不伸手' -quality 60 maozi.jpg
draw -size 1200x800 xc:'#cfd6db' -fill '#69757d' -draw 'rectangle 0,300 520,500 rectangle 680,300 1200,500' \
    -fill '#3e474d' -draw 'rectangle 520,220 600,580 rectangle 600,220 680,580' -fill white -draw 'circle 600,130 600,60' \
    -fill none -stroke '#8a1010' -strokewidth 5 -draw 'line 600,130 640,90 line 600,200 600,220' -quality 60 lianzhou.jpg

# stored lying, shown standing: orientation 6 in EXIF
draw -size 900x600 gradient:'#b8c2c8-#7f8b93' -fill '#4a555c' -draw 'rectangle 60,100 860,500' -fill '#e8edf0' \
    -draw 'rectangle 120,140 280,460 rectangle 320,140 480,460 rectangle 520,140 680,460' -fill '#c8342b' \
    -draw 'circle 780,300 780,270' -quality 60 ligui.jpg
python3 - <<'P'
data = open('ligui.jpg', 'rb').read()
tiff = b'MM\0*\0\0\0\x08' + b'\0\x01' + b'\x01\x12\0\x03\0\0\0\x01\0\x06\0\0' + b'\0\0\0\0'
body = b'Exif\0\0' + tiff
open('ligui.jpg', 'wb').write(data[:2] + b'\xff\xe1' + (len(body) + 2).to_bytes(2, 'big') + body + data[2:])
P

# drawings, PNG
draw -size 500x800 xc:white -fill '#8a5a2b' -draw 'roundrectangle 90,300 410,740 30,30' -fill none -stroke '#5a3515' \
    -strokewidth 18 -draw 'arc 150,180 350,420 180,360' -stroke '#c8342b' -draw 'line 180,300 180,180' -stroke '#3a3a3a' \
    -draw 'line 250,300 250,140 line 320,300 320,200' -colors 16 gongjudai.png
draw -size 1500x500 xc:none -fill none -stroke '#e8c060' -strokewidth 14 -draw 'line 150,420 150,120 arc 150,60 270,180 180,360' \
    -draw 'line 650,420 650,120 arc 650,60 770,180 180,360 circle 650,200 650,175' \
    -draw 'line 1150,420 1150,120 arc 1150,60 1270,180 180,360 circle 1150,200 1150,175 rectangle 1245,110 1300,140' \
    -stroke none -fill '#fff4dc' -pointsize 44 -annotate +100+480 '第一代' -annotate +600+480 '第二代' -annotate +1100+480 '第三代' \
    -colors 32 guagou.png
draw -size 1400x700 xc:'#fffaf0' -fill '#c8342b' -draw 'circle 700,350 700,310' -fill '#2d6cb5' -draw 'roundrectangle 120,230 200,470 30,30' \
    -fill '#2f9e6a' -draw 'roundrectangle 260,230 340,470 30,30' -stroke '#333' -strokewidth 4 -draw 'line 345,350 655,350 line 160,520 300,520' \
    -stroke none -fill '#222' -pointsize 46 -annotate +430+330 '≥ 10 m' -annotate +165+580 '≥ 5 m' -annotate +630+450 '动火点' \
    -annotate +110+200 '氧气' -annotate +250+200 '乙炔' -colors 32 juli.png
draw -size 700x900 xc:'#20262b' -fill '#7d8890' -draw 'rectangle 0,360 300,400 rectangle 400,360 700,400 rectangle 0,840 700,900' \
    -fill '#ffb020' -draw 'circle 350,300 350,285 circle 345,450 345,441 circle 356,560 356,552 circle 340,680 340,674 circle 362,790 362,785' \
    -stroke '#ffd070' -strokewidth 6 -draw 'line 350,120 350,280' -colors 16 zha.png
draw -size 1600x320 xc:none -fill '#f4c430' -draw 'arc 60,60 300,340 180,360' -fill '#9fc9e8' -draw 'roundrectangle 380,120 600,220 40,40' \
    -fill '#5b8fb9' -draw 'roundrectangle 720,50 860,300 20,20' -fill '#444c52' -draw 'polygon 1000,80 1080,80 1080,220 1180,250 1180,290 1000,290' \
    -fill '#c46a2b' -draw 'roundrectangle 1320,90 1480,290 40,40' -colors 32 ppe.png
draw -size 1200x600 xc:white -stroke '#999' -strokewidth 4 -draw 'line 80,540 1160,540 line 80,540 80,40' -fill none -stroke '#c8342b' \
    -strokewidth 10 -draw 'bezier 100,80 180,420 260,400 400,410 bezier 400,410 600,415 700,415 800,410 bezier 800,410 950,400 1050,300 1120,90' \
    -stroke none -fill '#333' -pointsize 36 -annotate +120+590 '早期' -annotate +560+590 '偶发' -annotate +1000+590 '耗损' -colors 32 yupen.png
draw -size 800x800 xc:white -stroke '#999' -strokewidth 4 -draw 'line 60,740 780,740 line 60,740 60,40' -fill none -stroke '#2d6cb5' \
    -strokewidth 10 -draw 'line 200,740 200,200 line 340,740 340,420 line 480,740 480,640 line 620,740 620,690' -stroke none -fill '#333' \
    -pointsize 40 -annotate +180+180 '1×' -annotate +320+400 '2×' -annotate +460+620 '3×' -colors 16 pinpu.png
python3 - >/tmp/line.$$ <<'P'
import math
print(' '.join('%d,%d' % (x, 150 + 40 * math.sin(x / 37) - x / 30 + 12 * math.sin(x / 9)) for x in range(20, 2380, 10)))
P
draw -size 2400x300 xc:'#101820' -fill none -stroke '#6fd3a0' -strokewidth 5 -draw "polyline $(cat /tmp/line.$$)" \
    -stroke '#c8342b' -draw 'line 0,50 2400,50' -colors 16 qushi.png
rm -f /tmp/line.$$
draw -size 48x48 xc:none -fill '#c8342b' -draw 'circle 24,24 24,2' -fill white -draw 'rectangle 20,10 28,38' -colors 8 biao.png
draw -size 800x500 xc:'#e9e4da' -fill '#7a6a55' -draw 'rectangle 90,260 300,420 rectangle 260,180 520,300 rectangle 560,320 720,470' -colors 16 qian.png
draw -size 800x500 xc:'#e4ece6' -fill '#4f7a5f' -draw 'rectangle 90,260 240,420 rectangle 330,260 480,420 rectangle 570,260 720,420' -colors 16 hou.png
