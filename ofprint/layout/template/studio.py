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
from ofprint.layout.template.expressions import Language
from ofprint.layout.template.model import Part, Sheet, Style
from ofprint.typesetting import SetText, TextStyle, set_text

if TYPE_CHECKING:
    from ofprint.layout.template.planning import Series

_UNLIMITED = 1e6
_REMEMBERED = 2000
"""Set texts that are kept; a list of badges has any number of different ones."""
MISSING = "text.missing-character"
"""The rule of a character that no face has: nothing is drawn in its place."""


def missing_finding(shown: Sequence[str], text: str, place: Place | None = None) -> Finding:
    """Return the error that a text holds characters which no face has; ``shown`` are they, with their codes."""
    said = " ".join(text.split())[:40]
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
    shown = [named_cluster(cluster) for cluster in dict.fromkeys(cluster for cluster, _ in setting.missing)]
    return (missing_finding(shown, setting.text),) if shown else ()


@dataclass(frozen=True)
class Studio:
    """Everything a part needs beside its own options. Nothing in it changes but its store of set text."""

    parts: Mapping[str, Part]
    styles: Mapping[str, Style]
    inks: Mapping[str, Ink]
    faces: Mapping[str, str]
    """Family name by its role in the theme: ``text``, ``display`` …"""
    library: FontLibrary
    expressions: Language
    language: str = "ja"
    images: Any = None
    """Gives an image file of the event or the template by its name: ``images(name) -> path``."""
    series: Series | None = None
    """Where sheets are laid in series, what remembers from one to the next."""
    _set: dict[Any, SetText] = field(default_factory=dict, repr=False)

    def for_sheet(self, sheet: Sheet) -> Studio:
        """Return the studio with a sheet's own styles laid over the theme's."""
        return replace(self, styles={**self.styles, **sheet.styles}) if sheet.styles else self

    def style(self, name: str, **changes: Any) -> Style:
        """Return a style by its name with values changed; a size changed keeps the leading's ratio."""
        if name not in self.styles:
            raise ValueError(f"no style {name!r}; there are {', '.join(sorted(self.styles))}")
        style = self.styles[name]
        given = {key: value for key, value in changes.items() if value is not None}
        if "size" in given and "leading" not in given:
            given["leading"] = style.leading * given["size"] / style.size
        return replace(style, **given) if given else style

    def ink(self, name: str) -> Ink:
        """Return an ink by its name; ``deep 40`` is a tint of 40 per cent of ``deep``."""
        base, _, tint = name.partition(" ")
        if base not in self.inks:
            raise ValueError(f"no ink {base!r}; there are {', '.join(sorted(self.inks))}")
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
        )

    def set(self, text: Any, style: Style, width: float | None = None) -> SetText:
        """Set text in a style over a measure of ``width`` mm (None: one line, as long as it is)."""
        if width is None:
            style = replace(style, breaks="none", align="left")
        key = (text, style, width)
        if key not in self._set:
            if len(self._set) >= _REMEMBERED:
                self._set.clear()
            measure = _UNLIMITED if width is None else max(width * MM, style.size)
            found = self._set[key] = set_text(text, measure=measure, style=self.text_style(style))
            return found
        return self._set[key]
