"""ReportLab's ways of saying how a text is to look, read as ofprint's: fonts, bold faces, named colours.

It stands apart from `paragraph` because it draws nothing: it only translates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reportlab.lib.colors import Color, toColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.fonts import ps2tt, tt2ps
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics

from ofprint.base.inks import Ink
from ofprint.fonts import FontLibrary, FontStack, open_face
from ofprint.fonts.register import registered_stack
from ofprint.typesetting import Markup, TextStyle

_ALIGN = {TA_CENTER: "center", TA_RIGHT: "right", TA_JUSTIFY: "justify"}
_STANDARD = {"Times": "Noto Serif JP", "Helvetica": "Noto Sans JP", "Courier": "Noto Sans JP"}
_OF_STYLE = frozenset(("fonts", "size", "leading", "align", "indent", "ink"))
"""What a `TextStyle` holds that a ``ParagraphStyle`` says already."""
OPTIONS = tuple(name for name in TextStyle.__dataclass_fields__ if name not in _OF_STYLE)
"""What may be given to `ofprint.Paragraph` by name."""


def check(text: object, style: object, bullet: object, options: Iterable[str]) -> None:
    """Raise `TypeError`, naming what is expected, for what `ofprint.Paragraph` cannot take."""
    if not isinstance(text, str | Markup):
        raise TypeError(f"the text of a Paragraph is a str or an ofprint.Markup, not {_kind(text)}")
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"the style of a Paragraph is a ReportLab ParagraphStyle, not {_kind(style)}")
    if bullet is not None and not isinstance(bullet, str | Markup):
        raise TypeError(f"bulletText is a str, an ofprint.Markup or None, not {_kind(bullet)}")
    unknown = [name for name in options if name not in OPTIONS]
    if unknown:
        said = ", ".join(OPTIONS)
        raise TypeError(f"Paragraph has no option {unknown[0]!r}: its ParagraphStyle says it, or it is one of {said}")


def _kind(value: object) -> str:
    return "None" if value is None else type(value).__name__


def text_style(style: ParagraphStyle, options: Mapping[str, Any], indent: float) -> TextStyle:
    """Return a ``ParagraphStyle`` with further ``options`` in the typesetter's terms; ``indent`` in points."""
    values: dict[str, Any] = {
        "fonts": font_stack(style.fontName),
        "bold_fonts": bold_stack(style.fontName),
        "size": style.fontSize,
        "leading": style.leading,
        "align": _ALIGN.get(style.alignment, "left"),
        "indent": indent / style.fontSize,
    }
    return TextStyle(**{**values, **options})


def bullet_style(style: ParagraphStyle) -> TextStyle:
    """Return how the bullet of a ``ParagraphStyle`` is set."""
    return TextStyle(font_stack(style.bulletFontName), style.bulletFontSize, align="left", breaks="none")


def font_stack(name: str) -> FontStack:
    """Return the faces of a ReportLab font name, with their fallback chain; see `ofprint.Paragraph` for what names do.

    Raises `FontError` for a name that is none of these.
    """
    stack = registered_stack(name)
    if stack is not None:
        return stack
    library = FontLibrary.bundled()
    family = name.partition("-")[0]
    if family in _STANDARD:
        return library.stack(_STANDARD[family], 700 if "Bold" in name else 400)
    file = getattr(getattr(pdfmetrics._fonts.get(name), "face", None), "filename", None)
    if isinstance(file, str) and Path(file).is_file():
        return library.stack_of(open_face(file))
    return library.stack(name)


def bold_stack(name: str) -> FontStack | None:
    """Return the bold faces that go with a font name: its registered family's, or those of a family that ships.

    ``None`` where none is known; ``**bold**`` then prints in the font itself.
    """
    library = FontLibrary.bundled()
    family = _STANDARD.get(name.partition("-")[0], name)
    if family in library.names():
        return library.stack(family, 700)
    try:
        bold = tt2ps(ps2tt(name)[0], 1, 0)
    except ValueError:
        return None
    return font_stack(bold) if bold != name else None


class Colours:
    """The colours that a text's markup may call by name: ReportLab's, or ``#rrggbb``."""

    def __init__(self, style: ParagraphStyle, names: Iterable[str]) -> None:
        self._usual = style.textColor
        self._known: dict[str, Color] = {name: _colour(name) for name in sorted(set(names))}

    @property
    def inks(self) -> dict[str, Ink]:
        """An ink to stand for each of them in the painter."""
        return {name: Ink(spot=name) for name in self._known}

    def operators(self, canvas: Any, ink: Ink) -> bytes:
        """Return the operators that make a colour current: ReportLab's own, taken from its canvas."""
        count = len(canvas._code)
        canvas.setFillColor(self._known[ink.spot] if ink.spot else self._usual)
        said = " ".join(canvas._code[count:])
        del canvas._code[count:]
        return said.encode("ascii")


def _colour(name: str) -> Color:
    try:
        return toColor(name)
    except ValueError:
        raise ValueError(f"there is no colour {name!r}: markup may name ReportLab's colours, or #rrggbb") from None
