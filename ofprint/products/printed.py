"""What of the event stands on no page: a fact that the theme has no place for is named, not dropped.

It stands apart because it compares two ends of the house, the definition and the finished pages, whatever lies between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from ofprint.base.findings import Finding, Severity, Words
from ofprint.layout.page import Code, Group, Item, Page, Picture, Stamp, Text, walk
from ofprint.layout.template.filters import bare_url

if TYPE_CHECKING:
    from ofprint.event import Event
    from ofprint.event.parts import Picture as EventPicture

_LINES = frozenset(("tel", "fax", "mail", "url", "postal_code", "ssid", "password"))
"""Fields that are no texts of a language but are read on paper."""
_LONG, _END = 40, 6
_ELSEWHERE = ("signs", "badges", "short_title", "registration.verb", "wifi", "template_options", "honorific")
"""What badges and signs print, or what stands in for a word of the theme's."""


def unprinted(event: Event, pages: Iterable[Page], language: str, second: str | None = None) -> list[Finding]:
    """Return a warning for each text of the event that stands on none of ``pages``, with its place.

    With a ``second`` language a text that was given in it must stand there in both.
    """
    pages = list(pages)
    printed = "\n".join(_closed(text) for page in pages for text in _texts_on(page.items))
    placed = {item.file for page in pages for item in walk(page.items) if isinstance(item, Picture)}
    lost = [one for one in event.pictures if str(one.location) not in placed]
    return [_unplaced(event, one) for one in lost] + [
        _finding(event, path, words)
        for path, text in event.texts(also=_LINES)
        if not path.startswith(_ELSEWHERE)
        for words in dict.fromkeys(_in(text, each) for each in (language, second) if each)
        if not _stands(words, printed)
    ]


def _unplaced(event: Event, picture: EventPicture) -> Finding:
    return Finding(
        "event.unprinted",
        Severity.WARNING,
        Words(
            f"the picture {picture.file} is on no page of flyer and booklet",
            f"画像 {picture.file} はチラシにも冊子にも載っていません",
        ),
        Words("add a frame for it to the template, or delete it", "テンプレートに枠を加えるか、削除してください"),
        event.place(picture.path),
    )


def _in(text: str, language: str) -> str:
    of = getattr(text, "of", None)
    return str(of(language)) if of else text


def _stands(text: str, printed: str) -> bool:
    """Whether a text is among what is printed; of a long one, which may part over pages, its two ends."""
    closed = _closed(bare_url(text))
    if len(closed) <= _LONG:
        return closed in printed
    return closed[:_END] in printed and closed[-_END:] in printed


def _closed(text: str) -> str:
    return "".join(text.split())


def _texts_on(items: Iterable[Item]) -> Iterator[str]:
    """Yield what stands on a page; what one frame sets in several pieces (a head in columns) is one text."""
    for frame, group in groupby(items, lambda item: item.sets if isinstance(item, Text) else ""):
        if frame:
            yield "".join(item.setting.text for item in group if isinstance(item, Text))
        else:
            yield from _apart(group)


def _apart(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Text):
            yield item.setting.text
        elif isinstance(item, Code):
            yield item.text
        elif isinstance(item, Group | Stamp):
            yield from _texts_on(item.items)


def _finding(event: Event, path: str, text: str) -> Finding:
    said = " ".join(text.split())
    shown = said if len(said) <= 30 else f"{said[:29]}…"
    return Finding(
        "event.unprinted",
        Severity.WARNING,
        Words(f"“{shown}” stands on no page of flyer and booklet", f"「{shown}」はチラシにも冊子にも載っていません"),
        Words(
            "the theme has no place for it: add a frame that binds it, or say it in another text",
            "テンプレートに載せる場所がありません。枠を加えるか、別の文に書いてください",
        ),
        event.place(path),
    )
