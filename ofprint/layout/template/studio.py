"""The studio: the styles, inks, faces and language that every part of one product works with.

It stands apart so that parts take one object, and so that text set once is not set again when a
sheet is tried a second time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.inks import Ink
from ofprint.base.lengths import MM
from ofprint.base.records import dataclass, field, replace
from ofprint.fonts import FontLibrary, FontStack
from ofprint.fonts.clusters import named_cluster
from ofprint.layout.template.bounds import UnknownNameError
from ofprint.layout.template.expressions import Language
from ofprint.layout.template.model import Part, Sheet, Style
from ofprint.typesetting import SetText, TextStyle, set_text

if TYPE_CHECKING:
    from ofprint.layout.template.planning import Series

_UNLIMITED = 1e6
_REMEMBERED = 2000
"""Set texts of one generation; a list of badges has any number of different ones."""
_STYLES = 1000
"""Styles that are kept; a text that is fitted makes one for each size that is tried."""
MISSING = "text.missing-character"
"""The rule of a character that no face has: nothing is drawn in its place."""


def missing_finding(shown: Sequence[str], text: str, place: Place | None = None) -> Finding:
    """Return the error that a text holds characters which no face has; ``shown`` are they, with their codes."""
    said = _said(text)
    characters = " ".join(shown)
    return Finding(
        MISSING,
        Severity.ERROR,
        Words(f"no face has {characters}: {said}", f"{characters} の字形がどの書体にもありません: {said}"),
        Words(
            "write it otherwise, or put a font that has it into the event's fonts folder",
            "別の書き方にするか、その字を持つ書体をイベントの fonts フォルダーに入れてください",
        ),
        place or Place(),
    )


def missing_findings(setting: SetText) -> tuple[Finding, ...]:
    """Return an error for the characters of a set text that no face has; none where every character is there."""
    if not setting.missing:
        return ()
    shown = [named_cluster(cluster) for cluster in dict.fromkeys(cluster for cluster, _ in setting.missing)]
    return (missing_finding(shown, setting.text),)


class _Recent:
    """Set texts in two generations: one that is not asked for while a generation fills is forgotten."""

    def __init__(self) -> None:
        self._new: dict[Any, SetText] = {}
        self._old: dict[Any, SetText] = {}

    def get(self, key: Any) -> SetText | None:
        found = self._new.get(key)
        if found is None and (found := self._old.get(key)) is not None:
            self.keep(key, found)
        return found

    def keep(self, key: Any, setting: SetText) -> SetText:
        if len(self._new) >= _REMEMBERED:
            self._old, self._new = self._new, {}
        self._new[key] = setting
        return setting


@dataclass(frozen=True, slots=True, eq=False)
class _Book:
    """What is worked out once for a style; found by the style's identity, which it therefore keeps."""

    style: Style
    in_paragraphs: TextStyle
    in_one_line: TextStyle


def setting_findings(setting: SetText) -> tuple[Finding, ...]:
    """Return what is to be said of a set text: characters that no face has, a kinsoku level dropped."""
    if setting.kinsoku == setting.style.kinsoku:
        return missing_findings(setting)
    dropped = Finding(
        "text.kinsoku-loosened",
        Severity.INFO,
        Words(
            f"on so narrow a measure line starts are held to the level “{setting.kinsoku}”: {_said(setting.text)}",
            f"行が短いため、行頭禁則を「{setting.kinsoku}」の水準で組みました: {_said(setting.text)}",
        ),
    )
    return (*missing_findings(setting), dropped)


def _said(text: str) -> str:
    return " ".join(text.split())[:40]


FRAME = 10
"""What placing one frame counts, where setting one character counts 1."""
_MOST_OF_SHEET, _MOST_OF_ALL = 1_500_000, 30_000_000
"""Half a minute's work on one sheet, some ten minutes' on a product; a flyer takes a hundredth of the first."""


@dataclass
class Effort:
    """What laying has cost so far, in characters set: templates end by it, however they repeat themselves."""

    sheet: int = 0
    total: int = 0

    def begin_sheet(self) -> None:
        """Count the next sheet from nothing."""
        self.sheet = 0

    def spend(self, cost: int) -> bool:
        """Add a cost; return whether it is more than any sheet or product needs."""
        self.sheet += cost
        self.total += cost
        return self.sheet > _MOST_OF_SHEET or self.total > _MOST_OF_ALL


@dataclass(frozen=True)
class Studio:
    """Everything a part needs beside its own options. Nothing in it changes but its store of set text and its count."""

    parts: Mapping[str, Part]
    styles: Mapping[str, Style]
    inks: Mapping[str, Ink]
    faces: Mapping[str, str]
    """Family name by its role in the theme: ``text``, ``display`` …"""
    library: FontLibrary
    expressions: Language
    language: str = "ja"
    second: str | None = None
    """The language that stands beneath it; None for none."""
    images: Any = None
    """Finds a file of the template or the event: ``images(name) -> path``, ``images.ratio(path, page)`` its shape."""
    effort: Effort = field(default_factory=Effort, repr=False)
    series: Series | None = None
    """Where sheets are laid in series, what remembers from one to the next."""
    _set: _Recent = field(default_factory=_Recent, repr=False)
    _books: dict[int, _Book] = field(default_factory=dict, repr=False)
    _chosen: dict[Any, Style] = field(default_factory=dict, repr=False)
    _sheets: dict[int, tuple[Sheet, Studio]] = field(default_factory=dict, repr=False)

    def for_sheet(self, sheet: Sheet) -> Studio:
        """Return the studio with a sheet's own styles laid over the theme's."""
        if not sheet.styles:
            return self
        known = self._sheets.get(id(sheet))
        if known is None:
            own = replace(self, styles={**self.styles, **sheet.styles}, _chosen={}, _sheets={})
            known = self._sheets[id(sheet)] = (sheet, own)
        return known[1]

    def in_series(self, series: Series) -> Studio:
        """Return the studio for sheets that are laid in series; this one goes on laying each by itself."""
        return replace(self, series=series, _sheets={})

    def style(self, name: str, **changes: Any) -> Style:
        """Return a style by its name with values changed; a size changed keeps the leading's ratio."""
        key = (name, *changes.items())
        found = self._chosen.get(key)
        if found is None:
            if len(self._chosen) >= _STYLES:
                self._chosen.clear()
            found = self._chosen[key] = self._style(name, changes)
        return found

    def _style(self, name: str, changes: Mapping[str, Any]) -> Style:
        if name not in self.styles:
            raise UnknownNameError.among(name, self.styles, "the styles")
        style = self.styles[name]
        given = {key: value for key, value in changes.items() if value is not None}
        if "size" in given and "leading" not in given:
            given["leading"] = style.leading * given["size"] / style.size
        return replace(style, **given) if given else style

    def ink(self, name: str) -> Ink:
        """Return an ink by its name; ``deep 40`` is a tint of 40 per cent of ``deep``."""
        base, _, tint = name.partition(" ")
        if base not in self.inks:
            raise UnknownNameError.among(base, self.inks, "the inks")
        if tint and not 0 <= float(tint) <= 100:
            raise ValueError(f"a tint of {tint} per cent")
        return self.inks[base].tinted(float(tint)) if tint else self.inks[base]

    def stack(self, style: Style) -> FontStack:
        """Return the faces a style is set in, the fallback chain included."""
        return self.library.stack(self.faces.get(style.face, style.face), style.weight)

    def text_style(self, style: Style) -> TextStyle:
        """Return a style in the typesetter's own terms."""
        return TextStyle(
            fonts=self.stack(style),
            size=style.size,
            leading=style.leading or 1.7 * style.size,
            align=style.align,  # type: ignore[arg-type]
            indent=style.indent,
            tracking=style.tracking,
            aki=style.aki,
            word_space=style.word_space,
            kinsoku=style.kinsoku,  # type: ignore[arg-type]
            hanging=style.hanging,
            display=style.display,
            breaks=style.breaks,  # type: ignore[arg-type]
            vertical=style.setting == "vertical",
            loosest=style.loosest,
            stacked=int(style.stacked),
        )

    def set(self, text: Any, style: Style, width: float | None = None) -> SetText:
        """Set text in a style over a measure of ``width`` mm (None: one line, as long as it is)."""
        book = self._books.get(id(style))
        if book is None:
            book = self._opened(style)
        key = (text, book, width)
        found = self._set.get(key)
        if found is not None:
            return found
        if width is None:
            return self._set.keep(key, self._fresh(text, _UNLIMITED, book.in_one_line))
        measure = max(width * MM, style.size)
        line = self._whole_line(text, book, measure)
        if line is not None:
            return self._set.keep(key, line)
        return self._set.keep(key, self._fresh(text, measure, book.in_paragraphs))

    def goes_on(self, text: Any, style: Style, width: float, start: int) -> SetText:
        """Set what a text has from its character ``start`` on, over a measure of ``width`` mm."""
        whole = self.set(text, style, width)
        at = 0
        for index, line in enumerate(whole.lines):
            if at == start:
                return replace(whole, lines=whole.lines[index:])
            at += len(line.text)
        if self.effort.spend(len(str(text))):
            raise ValueError("more text than any sheet needs")
        return set_text(text, measure=max(width * MM, style.size), style=self.text_style(style), start=start)

    def _fresh(self, text: Any, measure: float, style: TextStyle) -> SetText:
        if self.effort.spend(len(str(text))):
            raise ValueError("more text than any sheet needs")
        return set_text(text, measure=measure, style=style)

    def _whole_line(self, text: Any, book: _Book, measure: float) -> SetText | None:
        """Return a text in the one line that it is at any measure that holds it; None for one that is not.

        A text that is looked up by its line is not broken again for each of many measures.
        """
        style = book.in_paragraphs
        if style.align not in ("left", "justify") or style.indent or style.vertical:
            return None
        if not isinstance(text, str) or not text.isprintable():
            return None
        key = (text, book, None)
        line = self._set.get(key)
        if line is None:
            line = self._set.keep(key, self._fresh(text, _UNLIMITED, book.in_one_line))
        return line if line.lines and line.lines[0].natural <= measure else None

    def _opened(self, style: Style) -> _Book:
        """Make ready what a style needs; equal styles share it."""
        if len(self._books) >= _STYLES:
            self._books.clear()
        line = self.text_style(replace(style, breaks="none", align="left"))
        book = self._books[id(style)] = _Book(style, self.text_style(style), line)
        return book
