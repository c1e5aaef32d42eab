"""Finished pages, read back from their PDFs: no fault of setting in the examples, in other events, at other widths."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from glyph_reader import glyphs
from page_faults import Fault, faults, overlaps, unknown_faults
from page_lines import lines, paragraphs, squeezed

import ofprint
from ofprint.base.lengths import MM
from ofprint.base.records import replace
from ofprint.fonts import FontLibrary
from ofprint.layout.page import Page, Text
from ofprint.layout.template.loading import shipped_templates
from ofprint.people import Attendee
from ofprint.products.document import Document
from ofprint.products.making import Wishes
from ofprint.products.reception import make_reception
from ofprint.products.roll import sections
from ofprint.typesetting import PlacedGlyph, TextStyle, set_text

LEAST = {"title": "見本の会", "dates": "2026-01-22"}
LIBRARY = FontLibrary.bundled()
DATE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
THEMES = shipped_templates()
EXAMPLES = (
    "community-evening", "craft-lecture", "makers-congress", "tohoku-vol7", "town-festival", "two-day-conference",
)  # fmt: skip
SHORTEST = 6
"""Characters under which a text does not go over lines."""


def faults_of(
    pdf: bytes, texts: Sequence[str], measure: Callable[[int], float] | None = None
) -> tuple[list[Fault], set[str]]:
    """Return what is wrong with a PDF's lines, and which of the texts were found on more than one line."""
    found = glyphs(pdf)
    made = lines(found)
    told = paragraphs(made, [text for text in texts if len(squeezed(text)) >= SHORTEST])
    wrong = [fault for paragraph in told for fault in faults(paragraph, measure)]
    return [*wrong, *unknown_faults(made), *overlaps(found)], {one.text for one in told if len(one.parts) > 1}


def parted(pdf: bytes, text: str) -> bool:
    """Return whether a text begins on one page and ends on the next, where it is not read back as one paragraph."""
    pages: dict[int, str] = {}
    for glyph in glyphs(pdf):
        pages[glyph.page] = pages.get(glyph.page, "") + squeezed(glyph.text)
    whole = squeezed(text)
    return any(
        whole[:cut] in pages[page] and whole[cut:] in pages.get(page + 1, "")
        for page in pages
        for cut in range(1, len(whole))
    )


def texts_of(event: ofprint.Event) -> list[str]:
    return [line for _, text in event.texts() for line in str(text).split("\n")]


def products(event: ofprint.Event, theme: str, language: str | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield every printed piece of an event in a theme by its name."""
    yield "flyer", ofprint.flyer(event, template=theme, language=language).to_bytes()
    yield "booklet", ofprint.booklet(event, template=theme, language=language).to_bytes()
    for name, document in ofprint.signage(event, template=theme, language=language).documents.items():
        yield name, document.to_bytes()


def ems(text: str) -> float:
    """Return how long a text is on one line, about: Latin takes half of what Japanese does."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_no_product_of_an_example_has_a_fault(examples: dict[str, Path], name: str, theme: str) -> None:
    event, seen, made = ofprint.load(examples[name]), set[str](), dict[str, bytes]()
    for product, pdf in products(event, theme):
        wrong, broken = faults_of(pdf, texts_of(event))
        assert not wrong, product
        seen |= broken
        made[product] = pdf
    unread = {text for text in texts_of(event) if ems(text) > 60} - seen
    assert not [text for text in unread if not parted(made["booklet"], text)], "every long text was read back"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_no_badge_of_an_example_has_a_fault(examples: dict[str, Path], name: str, theme: str) -> None:
    event, people = ofprint.load(examples[name]), ofprint.load_attendees(examples[name] / "attendees.csv")
    texts = [text for one in people for text in (one.affiliation, one.title) if text]
    for sheet in ("a-one-51002", "insert-a6"):
        badges = ofprint.badges(event, people[:12], template=theme, sheet=sheet)
        assert not faults_of(badges.to_bytes(), texts)[0], sheet
    desk = make_reception(event, sections(event, people, order="reading"), Wishes(template=theme))
    assert not faults_of(desk.to_bytes(), texts)[0]


FULL = {
    "back": ["timetable", "wifi", "qr", "privacy", "contacts"],
    "consent": "撮影",
    "fields": ["懇親会"],
    "note": "再入場できます",
    "windows": ["2"],
    "order": "window",
    "tabs": True,
}
"""Everything that a badge can show."""
WEARERS = [
    ("Saoirse O'Callaghan-Byrne", "O'Callaghan-Byrne", "Saoirse", "", "Example Makers Ltd.", "登壇者"),
    ("勅使河原 虎太郎", "勅使河原", "虎太郎", "てしがわら", "国立研究開発法人 見本情報技術総合研究機構", "スタッフ"),
    ("左衛門三郎 龍之介", "左衛門三郎", "龍之介", "さえもんさぶろう", "見本県工業技術センター 推進室", "参加者"),
    ("無名", "", "", "むめい", "見本社", "見学"),
    ("Li Na", "Na", "Li", "", "", "報道"),
    ("", "", "", "", "", "参加者"),
]
"""Long names and short ones, Latin ones, one without an affiliation, a walk-in."""


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("sheet", ["a-one-51002", "insert-a6", "insert-a7", "insert-4x3", "fold-91x55"])
def test_no_badge_that_shows_everything_has_a_fault(examples: dict[str, Path], sheet: str, theme: str) -> None:
    event = ofprint.load(examples["two-day-conference"])
    event = replace(event, badges=ofprint.Event.from_dict({**LEAST, "badges": FULL}).badges)
    people = [
        Attendee(
            f"A-{n}", name, family, given, reading, romaji="Ai Mihon" if reading else "", affiliation=post, role=role,
            row=n, extra={"撮影": "不可" if n % 2 else "可", "懇親会": "参加"},
        )
        for n, (name, family, given, reading, post, role) in enumerate(WEARERS, 1)
    ]  # fmt: skip
    badges = ofprint.badges(event, people, template=theme, sheet=sheet)
    assert not faults_of(badges.to_bytes(), [])[0]
    assert not [found for found in badges.findings if found.rule == "badges.blank"]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("many", [5, 9, 14])
def test_a_panel_of_any_size_stands_on_its_page_or_is_said_not_to(many: int, theme: str) -> None:
    people = {f"p{at}": {"name": f"見本 花子{at}", "reading": "みほん はなこ", "role": "准教授"} for at in range(many)}
    panel = {"start": "10:00", "end": "12:00", "kind": "panel", "title": "Open Factory: Lessons from Twenty Workshops"}
    event = ofprint.Event.from_dict(
        {**LEAST, "people": people, "programme": [{**panel, "panelists": list(people)}]},
    )
    booklet = ofprint.booklet(event, template=theme)
    if any(found.severity == "error" for found in booklet.findings):
        assert many > 5, "a panel of five fits in every theme"
        return
    found = glyphs(booklet.to_bytes(press="office"))
    assert not overlaps(found)
    assert min(glyph.box[1] for glyph in found if glyph.box) > 0


# -- other texts, at many measures ----------------------------------------------------------------

PROSE = (
    "町の工場（織物、「藍」の染め、（型紙））を、歩いて回ります。『工場の縁側』は、2026年1月22日(木)の13:30から17:00まで。"
    "定員は120名、参加費は1,500円（学生は50％引き）です。",
    "「見せるために片付けると、働きやすくなった」「図面を開く」と、鋳物の親方は笑う――それが、はじまりだった……。"
    "次の日から、キャラクターの絵を描いたシャッターがいっせいに開き、ウェッブの地図に載る。",
    "申し込みはhttps://www.example.jp/events/2026/index.htmlから、問い合わせはoffice@forum.example.jpか、"
    "電話022-000-4861へ。〒980-0000の会場で、vol.7を開く。#オープンファクトリーで写真をお寄せください。",
    "佐々木太郎氏と、Craftsmanship Tokyoのopen factoryを語る。染色・織物・木工・金属・陶磁の、五つの町から。"
    "さあ、行こう！　次は、どこですか？　「ここです！」と声がした。",
)
"""Texts in which every rule is called for."""


def written(settings: Sequence[Any], *, vertical: bool) -> bytes:
    """Return a PDF with a page for each set text."""
    pages = []
    for setting in settings:
        along, across = setting.measure / MM + 40, setting.extent / MM + 60
        width, height = (across, along) if vertical else (along, across)
        x, y = (width - 20, 20) if vertical else (20, 20)
        pages.append(Page(width, height, (Text(setting, x, y),)))
    return Document("pages", "pages", tuple(pages), DATE, press="office").to_bytes()


@pytest.mark.parametrize("vertical", [False, True], ids=["across", "down"])
@pytest.mark.parametrize("family", ["Noto Sans JP", "Noto Serif JP"])
def test_no_measure_brings_a_fault_into_prose(vertical: bool, family: str) -> None:
    style = TextStyle(LIBRARY.stack(family), 9.0, vertical=vertical)
    measures = [ems * 9.0 + odd for ems in range(12, 46, 3) for odd in (0.0, 3.7)]
    settings = [set_text(text, measure=measure, style=style) for text in PROSE for measure in measures]
    wrong, seen = faults_of(written(settings, vertical=vertical), PROSE, measure=lambda page: settings[page].measure)
    assert not wrong
    assert seen == set(PROSE)


def test_reportlab_stories_have_no_fault() -> None:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import SimpleDocTemplate

    ofprint.register_font("Pages", LIBRARY.family("Noto Serif JP").member(400).path)
    style = ParagraphStyle("body", fontName="Pages", fontSize=10, leading=17, alignment=4, spaceAfter=6)
    for width in (150, 203.3, 310):
        out = io.BytesIO()
        document = SimpleDocTemplate(
            out, pagesize=(width + 12, 300), initialFontName="Pages", leftMargin=0, rightMargin=0
        )
        document.build([ofprint.Paragraph(text, style) for text in PROSE * 2])
        wrong, seen = faults_of(out.getvalue(), PROSE, measure=lambda _, width=width: width)
        assert not wrong
        assert seen == set(PROSE)


@pytest.mark.parametrize("theme", THEMES)
def test_another_event_has_no_fault_in_any_product(examples: dict[str, Path], tmp_path: Path, theme: str) -> None:
    """The programme of an example with its texts made longer, shorter and harder: other lines in every frame."""
    event = ofprint.load(_rewritten(examples["two-day-conference"], tmp_path / "event"))
    seen = set[str]()
    for product, pdf in products(event, theme):
        wrong, broken = faults_of(pdf, texts_of(event))
        assert not wrong, product
        seen |= broken
    assert seen & set(PROSE)


def _rewritten(example: Path, folder: Path) -> Path:
    """Return a copy of an example whose biographies and abstracts are the prose above, in turn."""
    shutil.copytree(example, folder)
    texts = cycle(PROSE)
    file = folder / "event.yaml"
    source = file.read_text(encoding="utf-8")
    for key in ("biography", "abstract"):
        source = re.sub(f"(?m)^( +{key}: )[^|\n]+$", lambda match: f'{match[1]}"{next(texts)}"', source)
    file.write_text(source, encoding="utf-8")
    return folder


# -- the checker finds what is wrong --------------------------------------------------------------

CLEAN = "町の工場をひらく|と、人の話がはじ|まり、声が届く。"


Change = Callable[[list[PlacedGlyph]], list[PlacedGlyph]]


def planted(rows: str, changed: Change, vertical: bool) -> bytes:
    """Return a PDF of lines that stand as they are written, the second of them changed."""
    style = TextStyle(LIBRARY.stack("Noto Sans JP"), 10, vertical=vertical, breaks="none", leading=17)
    made = []
    for number, row in enumerate(rows.split("|")):
        own = list(set_text(row, measure=999, style=style).lines[0].glyphs)
        own = changed(own) if number == 1 else own
        made.append(SimpleNamespace(glyphs=tuple(own), cross=number * 17.0, level=None))
    setting = SimpleNamespace(lines=made, style=style, measure=200.0, extent=17.0 * len(made))
    return written([setting], vertical=vertical)


def _moved(glyphs_: list[PlacedGlyph], first: int, ems: float) -> list[PlacedGlyph]:
    return [g._replace(along=g.along + ems * g.size) if at >= first else g for at, g in enumerate(glyphs_)]


def _without_glyph(glyphs_: list[PlacedGlyph]) -> list[PlacedGlyph]:
    """Return the glyphs with an empty one in the place of the first (the setter's own door refuses glyph 0)."""
    empty = glyphs_[0].face.glyph(0x3000)
    return [glyphs_[0]._replace(gid=empty), *glyphs_[1:]]


AS_IT_IS = partial(_moved, first=0, ems=0.0)
PLANTED = {
    "a full stop begins a line": ("町の工場をひらくと|。人の話がはじまる|声が届く町へ行く", AS_IT_IS, "line start"),
    "a small kana begins a line": ("町の工場をひらくシ|ャッターと話の朝日|声が届く町へ行く", AS_IT_IS, "line start"),
    "a wave dash begins a line": ("町の工場は十時から|～十二時までひらく|声が届く町へ行く", AS_IT_IS, "line start"),
    "an opening bracket ends a line": ("町の工場をひらく「|と言う人の話がはじ|声が届く」と行く", AS_IT_IS, "line end"),
    "dashes are parted": ("町の工場をひらく―|―と言う人がはじま|声が届く町へ行く", AS_IT_IS, "parted"),
    "a figure leaves its year": ("町の工場をひら2026|年に言う人がはじま|声が届く町へ行く", AS_IT_IS, "parted"),
    "a name leaves its 氏": ("町の工場と高橋一郎|氏と人の話がはじま|声が届く町へ行く", AS_IT_IS, "parted"),
    "a word is cut": ("町の工場をひらcraft|sman人の話がはじま|声が届く町へ行く", AS_IT_IS, "cut word"),
    "a line sticks out": (
        "町の工場をひらくと|人の話がはじまり声|町が届く町へ行くと|見る", partial(_moved, first=4, ems=0.6), "overfull",
    ),
    "a line stops short": (
        "町の工場をひらくと|人の話がはじまり声|町が届く町へ行くと|見る", partial(_moved, first=4, ems=-0.05),
        "short of the edge",
    ),
    "two marks keep their blanks": (
        "町の工場をひらくと|話す」「聞くと言う|声が届く町へ行く", partial(_moved, first=3, ems=0.5),
        "double-width pair",
    ),
    "the last line is one character": ("町の工場をひらくと|人の話がはじまり声|町。", AS_IT_IS, "single last character"),
    "two glyphs stand on one another": (
        "町の工場をひらくと|人の話がはじまり声|町が見える", partial(_moved, first=4, ems=-0.7), "overlap",
    ),
    "a glyph is not in its font": ("町の工場をひらくと|人の話がはじまり声|町が見える", _without_glyph, "missing glyph"),
}  # fmt: skip
"""What is wrong → the lines, what is done to the second of them, and the rule by which it is to be found."""


@pytest.mark.parametrize("vertical", [False, True], ids=["across", "down"])
@pytest.mark.parametrize("what", PLANTED)
def test_a_planted_fault_is_found(what: str, vertical: bool) -> None:
    rows, changed, rule = PLANTED[what]
    found, _ = faults_of(planted(rows, changed, vertical), [rows.replace("|", "")])
    assert {fault.rule for fault in found} == {rule}


@pytest.mark.parametrize("vertical", [False, True], ids=["across", "down"])
def test_lines_without_a_fault_have_none(vertical: bool) -> None:
    text = CLEAN.replace("|", "")
    assert faults_of(planted(CLEAN, AS_IT_IS, vertical), [text]) == ([], {text})


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", ["craft-lecture", "two-day-conference"])
def test_no_product_in_two_languages_has_a_fault(examples: dict[str, Path], name: str, theme: str) -> None:
    event = ofprint.load(examples[name])
    for product, pdf in products(event, theme, language="both"):
        wrong, _ = faults_of(pdf, texts_of(event))
        assert not wrong, product
