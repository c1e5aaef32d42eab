"""The type specimen: every rule of ofprint.typesetting on a page, with its name.

README: run ``python examples/specimen/specimen.py [specimen.pdf]``; eight A4 pages in black and one spot ink.
Every line in it is set by ofprint itself, but those labelled 規則なし (no rules) and 行ごと (line by line), which show
what the rule prevents.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import replace

import chapters
from samples import LIST
from sheet import (
    ACCENT,
    BLACK_FACE,
    BOLD,
    FAINT,
    GOTHIC,
    HEIGHT,
    LEFT,
    LIBRARY,
    MINCHO_BOLD,
    WIDTH,
    Row,
    Sample,
    line,
    rule,
    sheet,
    text,
)

from ofprint.layout.page import Item, Page
from ofprint.products.document import Document
from ofprint.typesetting import Markup, TextStyle, set_text

DATE = dt.datetime(2026, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=9)))
VERTICAL = Markup(
    "　町に二十三の工場がある。その半分は、ふだん戸を閉めている。中で何が作られているのか、隣に住む人も知らない。\n"
    "　扉をひらく日が始まったのは2014年の秋である。10月の3日間、工場の人が自分の言葉で仕事を語り、"
    "訪れた人は機械の音を聞いた。"
    "来場者は初年度の1,200人から、8年で38,000人を超えた。\n"
    "　「見せるために片付けると、働きやすくなった」と、｜鋳物《い｜もの》の親方は笑う。"
    "《《片付け》》の次は、図面だった。"
    "PDFで配り、QRコードを戸口に貼った。Open Factoryの輪は、A社からB社へ、隣の町へ――ひろがっていく。\n"
    "　問い合わせは、午前9時から。雨の日も、開いています！　さあ、どうぞ。"
)


def vertical(number: int, pages: int) -> Page:
    """Return the page of vertical setting: a paragraph over the whole page, and small samples of its rules."""
    style = TextStyle(LIBRARY.stack("Noto Serif JP"), 12.5, leading=24, vertical=True, bold_fonts=BOLD)
    measure = 25 * style.size
    main = Sample((set_text(VERTICAL, measure=measure, style=style),), measure, "二十五字詰め、十二ポイント半")
    small = replace(style, size=12, leading=24)
    rows = [
        Row(
            "縦組み",
            "Vertical setting",
            "JLREQ 2.3, 3.2.5",
            "句読点・括弧・音引き・小書きの仮名は縦組み用の字形。欧文は右に倒し、二桁までの数字は縦中横で立てる。ルビは右に付く。",
            (main,),
        ),
        Row(
            "縦中横",
            "Tate-chu-yoko",
            "JLREQ 3.2.5",
            "二桁（選べば三桁）までの数字は一字分に横に並べる。",
            tuple(
                Sample((set_text(words, measure=11 * 12, style=replace(small, tcy=most)),), 11 * 12, label)
                for words, most, label in (
                    ("1月22日(木)午後7時", 2, "二桁まで"),
                    ("築120年の蔵で、100人", 3, "三桁まで"),
                    (Markup("[VOL]{tcy}をひらく、｜夜《よ》の｜工場《こう｜ば》"), 2, "指定"),
                )
            ),
        ),
        Row(
            "縦の字形",
            "Vertical forms",
            "OpenType vert, UAX #50",
            "括弧・引用符・音引き・波・リーダー・ダッシュは縦の字形。句読点と小書きの仮名は右上に寄る。二倍ダッシュは一本につながる。記号と絵文字は立ち、半角の仮名は倒れる。",
            tuple(
                Sample((set_text(words, measure=11 * 12, style=small),), 11 * 12, label)
                for words, label in (
                    ("「始」『二』（小）〔亀〕", "括弧"),
                    ("〝引用〟と《山》と【墨】", "引用符"),
                    ("ケーキを～、…と――。", "線の類"),
                    ("ちょっとショップへ。", "小書き"),
                    ("：；！？℃※★☎👍", "記号・絵文字"),
                    ("ﾃﾞｰﾀﾍﾞｰｽと！？と!?", "半角"),
                )
            ),
        ),
    ]
    return sheet(number, "縦に組む", "Vertical setting", rows, pages)


CHAPTERS = (
    ("行の頭と末", "Line starts and line ends", chapters.starts_and_ends),
    ("約物とアキ", "Punctuation and space", chapters.punctuation),
    ("行の調整", "Line adjustment", chapters.adjustment),
    ("見出しと名前", "Heads and names", chapters.heads),
    ("ルビと圏点", "Ruby and emphasis", chapters.ruby),
    ("文字", "Characters", chapters.characters),
)


def cover(titles: list[str]) -> Page:
    """Return the first page: the title in vertical setting and the chapters."""
    title = TextStyle(MINCHO_BOLD, 84, vertical=True, breaks="none", align="left")
    entry = TextStyle(LIBRARY.stack("Noto Serif JP"), 13, leading=26, vertical=True, breaks="none", align="left")
    said = set_text("組版見本", measure=1e6, style=title)
    listed = set_text("\n".join(titles), measure=1e6, style=entry)
    lead = TextStyle(LIBRARY.stack("Noto Serif JP"), 10, leading=19)
    words = (
        "一枚の案内が手づくりに見えるのは、書体のせいではなく、組み方のせいです。行の頭に句読点が立ち、括弧の間があき、行末がそろわない。"
        "この見本は、ofprintが文字を組むときの規則を、名前とともに一つずつ示します。朱の細い線は行長を表します。"
    )
    items: tuple[Item, ...] = (
        rule(-3, -3, 11, HEIGHT + 6, ACCENT),
        text(said, 165, 32),
        text(listed, 116, 34),
        text(set_text(words, measure=30 * 10, style=lead), LEFT + 8, 228),
        line("ofprint", LEFT + 8, 214, TextStyle(BLACK_FACE, 20, align="left", breaks="none", display=True), ACCENT),
        line("A specimen of Japanese type by JLREQ's rules", LEFT + 8, 275, replace(LIST, fonts=GOTHIC, size=8), FAINT),
    )  # fmt: skip
    return Page(WIDTH, HEIGHT, items, name="cover", folio="1", headings=("組版見本",))


def pages() -> Iterator[Page]:
    """Yield the specimen's pages."""
    count = len(CHAPTERS) + 2
    yield cover([title for title, _, _ in CHAPTERS[:5]] + ["縦に組む", CHAPTERS[5][0]])
    for number, (title, english, rows) in enumerate(CHAPTERS[:5], 2):
        yield sheet(number, title, english, rows(), count)
    yield vertical(7, count)
    title, english, rows = CHAPTERS[5]
    yield sheet(8, title, english, rows(), count)


def build() -> Document:
    """Return the specimen."""
    return Document("specimen", "組版見本", tuple(pages()), DATE, press="office")


if __name__ == "__main__":
    build().save(sys.argv[1] if len(sys.argv) > 1 else "specimen.pdf")
