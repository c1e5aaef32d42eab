"""`Paragraph`: Japanese set properly in anybody's ReportLab story.

It stands apart because it is for those who have a Platypus document already; nothing else of ofprint
needs Platypus.
"""

from __future__ import annotations

from copy import copy
from pathlib import Path
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus.flowables import Flowable

from ofprint.base.errors import FontError
from ofprint.base.inks import Ink
from ofprint.base.lengths import MM
from ofprint.fonts import FontLibrary, FontStack, open_face
from ofprint.fonts.embed import EmbeddedFonts
from ofprint.fonts.register import registered_stack
from ofprint.layout.page import Text
from ofprint.layout.paint import Painter
from ofprint.layout.parts.text import BODY_TOP
from ofprint.layout.template.studio import missing_findings
from ofprint.typesetting import Line, Markup, SetText, TextStyle, set_text

_ALIGN = {TA_CENTER: "center", TA_RIGHT: "right", TA_JUSTIFY: "justify"}
_STANDARD = {"Times": "Noto Serif JP", "Helvetica": "Noto Sans JP", "Courier": "Noto Sans JP"}
_NEAR = 1e-6


class Paragraph(Flowable):  # type: ignore[misc]
    """A text set by JLREQ's rules as a Platypus flowable.

    ``text`` as a plain ``str`` is data and prints as it stands, ``<``, ``&`` and ``《`` included; ruby and
    emphasis come only from `ofprint.Markup`. ``style`` is a ReportLab ``ParagraphStyle`` (points): its
    font, size, leading, alignment, indents, spaces and colour are followed. ``options`` are further fields
    of `ofprint.typesetting.TextStyle`, such as ``aki=0.125`` or ``hanging=True``.

    The style's font is one registered with `ofprint.register_font`, a family that ships with ofprint
    (``Noto Sans JP``), or a ReportLab ``TTFont``; the standard fonts, which have no Japanese and cannot be
    embedded, are replaced: Times by Noto Serif JP, the others by Noto Sans JP.
    """

    def __init__(self, text: str | Markup, style: ParagraphStyle, **options: Any) -> None:
        super().__init__()
        self.text = text
        self.style = style
        self._options = options
        self._set: SetText | None = None

    def getPlainText(self, identify: Any = None) -> str:  # noqa: N802, ARG002 - ReportLab's name and argument
        """Return the text without markup."""
        return str(self.text)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803, ARG002 - ReportLab's names
        """Set the text for a width in points; return the width and height it takes.

        Raises `FontError` for a character that no face has.
        """
        style = self.style
        measure = max(availWidth - style.leftIndent - style.rightIndent, style.fontSize)
        if self._set is None or abs(self._set.measure - measure) > _NEAR:
            self._set = set_text(self.text, measure=measure, style=self._text_style())
            missing = missing_findings(self._set)
            if missing:
                raise FontError(missing)
        self.width, self.height = availWidth, len(self._set.lines) * style.leading
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Paragraph]:  # noqa: N803 - ReportLab's names
        """Part the lines between this frame and the next; no part has a single line where the style forbids it."""
        self.wrap(availWidth, availHeight)
        assert self._set is not None
        lines = self._set.lines
        here = min(int((availHeight + _NEAR) / self.style.leading), len(lines))
        if not self.style.allowWidows and len(lines) - here == 1:
            here -= 1
        if here <= 0 or (not self.style.allowOrphans and here == 1 and len(lines) > 1):
            return []
        return [self] if here == len(lines) else [self._part(lines[:here]), self._part(lines[here:])]

    def draw(self) -> None:
        """Paint the lines onto the canvas."""
        if self._set is None or not self._set.lines:
            return
        canvas, style = self.canv, self.style
        top = (style.leading - style.fontSize) / 2 + BODY_TOP * style.fontSize
        fonts = EmbeddedFonts.of_document(canvas._doc)
        painter = Painter(height=self.height / MM, fonts=fonts, inks=_no_operators)
        canvas.saveState()
        canvas.setFillColor(style.textColor)
        content = painter.paint([Text(self._set, style.leftIndent / MM, top / MM)])
        canvas._code.append(content.decode("ascii"))
        canvas.restoreState()
        for x0, y0, x1, y1, url in painter.painted.links:
            canvas.linkURL(url, (x0, y0, x1, y1), relative=1)

    def _part(self, lines: tuple[Line, ...]) -> Paragraph:
        assert self._set is not None
        part = Paragraph("".join(line.text for line in lines), self.style, **self._options)
        moved = [copy(line) for line in lines]
        for line in moved:
            line.cross -= lines[0].cross
        part._set = SetText(tuple(moved), self._set.measure, self._set.style)
        return part

    def _text_style(self) -> TextStyle:
        style = self.style
        values: dict[str, Any] = {
            "fonts": font_stack(style.fontName),
            "size": style.fontSize,
            "leading": style.leading,
            "align": _ALIGN.get(style.alignment, "left"),
            "indent": style.firstLineIndent / style.fontSize,
        }
        return TextStyle(**values | self._options)


def font_stack(name: str) -> FontStack:
    """Return the faces of a ReportLab font name, with their fallback chain; see `Paragraph` for what names do.

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


def _no_operators(_ink: Ink, _stroke: bool) -> bytes:
    """Return nothing: the canvas's own fill colour stands."""
    return b""
