"""The calibration page: the outlines of a sheet's cards with rulers, to be held against the sheet itself.

It stands apart from the badges because it shows nobody: it measures a printer. Its marks, like tombo, belong to
no theme.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ofprint.base.inks import BLACK
from ofprint.fonts import FontLibrary
from ofprint.layout.page import Item, Page, Shape, Text, rectangle
from ofprint.products.document import Document
from ofprint.products.imposing import CardImposition, Face
from ofprint.products.making import Wishes, document_title, event_fonts, languages_of
from ofprint.products.viewing import file_date, view_of
from ofprint.typesetting import TextStyle, set_text

if TYPE_CHECKING:
    from ofprint.event import Event

_HAIR, _LINE = 0.1, 0.25
_REACH = 3
"""How far each way a ruler reads, mm."""
_STEP = 0.5
_PT = 2.8346
_WORDS = {
    "ja": {
        "title": "位置合わせ",
        "front": "表",
        "back": "裏",
        "print": "実際のサイズ（100%）で普通紙に印刷し、本番の用紙に重ねて光に透かします。",
        "read": "目盛りは線からのずれ（mm、右・下が＋）です。切れ目が右の 0.5 にあれば {option} {example} とします。",
        "scale": "この線は 100 mm です。違うときは、拡大縮小をやめてください。",
    },
    "en": {
        "title": "Calibration",
        "front": "front",
        "back": "back",
        "print": "Print at actual size (100 %) on plain paper, lay it on a sheet of cards and hold both to the light.",
        "read": "Rulers read mm from the line, + to the right and down: an edge at +0.5 wants {option} {example}.",
        "scale": "This line is 100 mm long. If it is not, switch scaling off.",
    },
}


def calibration(event: Event, imposition: CardImposition, wishes: Wishes) -> Document:
    """Return the calibration page of a sheet, its offsets applied; a second page where backs are printed."""
    language, _ = languages_of(event, "badges", wishes.language)
    library = wishes.fonts or event_fonts(event)
    pages = [_page(imposition, imposition.fronts(), language, library, back=False)]
    if imposition.turned:
        pages.append(_page(imposition, imposition.turned_backs(), language, library, back=True))
    return Document(
        name="calibration",
        title=document_title(view_of(event, language)),
        pages=tuple(pages),
        date=wishes.date or file_date(event),
        press="office",
        language=language,
        library=library,
    )


def _page(imposition: CardImposition, faces: list[Face], language: str, library: FontLibrary, *, back: bool) -> Page:
    sheet, words = imposition.sheet, _WORDS["en" if language == "en" else "ja"]
    pen = _Pen(library)
    boxes = [_box(imposition, face) for face in faces]
    items: list[Item] = [Shape(rectangle(*box), stroke=BLACK, width=_HAIR) for box in boxes]
    items += [pen.text(str(index), x + w - 4, y + h - 3, 8) for index, (x, y, w, h) in enumerate(boxes, 1)]
    across, down = boxes[0][0], boxes[0][1]
    edges = sorted({round(box[0], 3) for box in boxes}), sorted({round(box[1], 3) for box in boxes})
    for x in edges[0]:
        items += _ruler(pen, x, down + 8, level=True)
    for y in edges[1]:
        items += _ruler(pen, across + 22, y, level=False)
    x, y, w, _ = max(boxes, key=lambda box: (box[2], -box[1], -box[0]))
    option = "--back-offset" if back else "--offset"
    lines = (
        f"{words['title']}: {sheet.title}　{words['back' if back else 'front']}",
        words["print"],
        words["read"].format(option=option, example="0.5,0"),
        words["scale"],
    )
    for number, line in enumerate(lines):
        items += pen.block(line, x + 30, y + 14 + 8 * number, min(w - 34, 120), 6.5)
    items += _hundred(sheet.paper)
    return Page(*sheet.paper, tuple(items), f"calibration {words['back' if back else 'front']}", bleed=0)


def _box(imposition: CardImposition, face: Face) -> tuple[float, float, float, float]:
    """Return where a card, folded ones unfolded, stands on the side: x, y, width, height."""
    width, height = imposition.sheet.card
    a, _, _, d, x, y = face.matrix
    across, down = imposition.sheet.face
    if imposition.sheet.fold == "top":
        y -= down
    if imposition.sheet.fold == "side":
        x -= across
    return (x if a > 0 else x - width, y if d > 0 else y - height, width, height)


class _Pen:
    """Sets the page's few words."""

    def __init__(self, library: FontLibrary) -> None:
        self._fonts = library.stack("Noto Sans JP", 400)

    def text(self, said: str, x: float, y: float, size: float, align: str = "left") -> Text:
        """Return one line with its baseline at y mm, from x or centred about it."""
        style = TextStyle(fonts=self._fonts, size=size, leading=1.3 * size, align="left", breaks="none")
        setting = set_text(said, measure=1e6, style=style)
        return Text(setting, x - (setting.width / _PT / 2 if align == "center" else 0), y, BLACK)

    def block(self, said: str, x: float, y: float, width: float, size: float) -> list[Item]:
        """Return text in as many lines as it needs in ``width`` mm."""
        style = TextStyle(fonts=self._fonts, size=size, leading=1.3 * size, align="left")
        return [Text(set_text(said, measure=width * _PT, style=style), x, y, BLACK)]


def _ruler(pen: _Pen, x: float, y: float, *, level: bool) -> Iterator[Item]:
    """Yield a ruler across an edge: level about x, or plumb about y, its zero on the edge."""
    for step in range(int(-_REACH / _STEP), int(_REACH / _STEP) + 1):
        at = step * _STEP
        whole = step % 2 == 0
        length = 3.0 if step == 0 else (2.0 if whole else 1.2)
        ends = ((x + at, y), (x + at, y + length)) if level else ((x, y + at), (x + length, y + at))
        yield Shape((("m", *ends[0]), ("l", *ends[1])), stroke=BLACK, width=_LINE if step == 0 else _HAIR)
        if abs(at) == _REACH:
            said = f"{at:+g}".replace("-", "−")
            yield (
                pen.text(said, x + at, y + 4.9, 5, align="center")
                if level
                else pen.text(said, x + 3.2, y + at + 0.7, 5)
            )


def _hundred(paper: tuple[float, float]) -> Iterator[Item]:
    """Yield a line of 100 mm with its ends, at the foot of the paper where it is wide enough."""
    width, height = paper
    if width < 110:
        return
    x, y = (width - 100) / 2, height - 6
    for start, end in (((x, y), (x + 100, y)), ((x, y - 1.5), (x, y + 1.5)), ((x + 100, y - 1.5), (x + 100, y + 1.5))):
        yield Shape((("m", *start), ("l", *end)), stroke=BLACK, width=_LINE)
