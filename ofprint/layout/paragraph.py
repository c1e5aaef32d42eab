"""`Paragraph`: Japanese set properly in anybody's ReportLab story.

It stands apart because it is for those who have a Platypus document already; nothing else of ofprint
needs Platypus.
"""

from __future__ import annotations

from copy import copy
from typing import Any

from reportlab.lib.geomutils import normalizeTRBL
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.flowables import Flowable

from ofprint.base.errors import FontError
from ofprint.base.lengths import MM
from ofprint.base.records import replace
from ofprint.fonts.embed import EmbeddedFonts
from ofprint.layout.page import Text
from ofprint.layout.paint import Painter
from ofprint.layout.parts.text import BODY_TOP
from ofprint.layout.platypus import Colours, bullet_style, check, text_style
from ofprint.layout.template.studio import missing_findings
from ofprint.typesetting import Line, Markup, SetText, set_text
from ofprint.typesetting.fit import widest_piece
from ofprint.typesetting.markup import RichText, parse
from ofprint.typesetting.settext import paragraphs, set_paragraphs

_NEAR = 1e-6
_ANCHORS = {"middle": 0.5, "end": 1.0, "numeric": 1.0}
"""How much of a bullet's width stands before its indent."""
_AFTER_BULLET = 0.6
"""Ems of the bullet between it and a text that it would run into, as in ReportLab."""


class Paragraph(Flowable):  # type: ignore[misc]
    """A text set by JLREQ's rules as a Platypus flowable.

    ``text`` as a plain ``str`` is data and prints as it stands, ``<``, ``&`` and ``《`` included; ruby and
    emphasis come only from `ofprint.Markup`. ``style`` is a ReportLab ``ParagraphStyle`` (points): its
    font, size, leading, alignment, indents, spaces, colours, border, bullet, widows and orphans are
    followed. ``options`` are further fields of `ofprint.typesetting.TextStyle`, such as ``aki=0.125``
    or ``hanging=True``; anything else is a `TypeError` that says what is expected.

    The style's font is one registered with `ofprint.register_font`, a family that ships with ofprint
    (``Noto Sans JP``), or a ReportLab ``TTFont``; the standard fonts, which have no Japanese and cannot be
    embedded, are replaced: Times by Noto Serif JP, the others by Noto Sans JP. Colours that markup names
    are ReportLab's.

    With ``vertical=True`` its columns run from the right edge of the frame to the left, as long as the
    frame has height left; left and right indent are then above and below, and it takes no bullet.
    """

    def __init__(
        self,
        text: str | Markup,
        style: ParagraphStyle,
        bulletText: str | Markup | None = None,  # noqa: N803 - ReportLab's name
        **options: Any,
    ) -> None:
        super().__init__()
        check(text, style, bulletText, options)
        self.text = text
        self.style = style
        self.bulletText = bulletText
        self._options = options
        self._rich = parse(text.source) if isinstance(text, Markup) else RichText(text)
        self._continues = False
        """Whether it goes on with a paragraph that was begun before: its first line has no indent."""
        self._colours = Colours(style, (str(run.dress.ink) for run in self._rich.runs if run.dress.ink))
        self._bullet = None if bulletText is None else set_text(bulletText, measure=1e6, style=bullet_style(style))
        self._style = text_style(style, options, self._first_indent())
        self._set: SetText | None = None
        if self._bullet and self._style.vertical:
            raise TypeError("a vertical Paragraph takes no bulletText")

    @property
    def setting(self) -> SetText | None:
        """Its lines as they were set for the last frame, ``None`` before it was wrapped."""
        return self._set

    def getPlainText(self, identify: Any = None) -> str:  # noqa: N802, ARG002 - ReportLab's name and argument
        """Return the text without markup."""
        return self._rich.text

    def minWidth(self) -> float:  # noqa: N802 - ReportLab's name
        """Return the least width in points in which nothing that holds together must be parted."""
        style = self.style
        pieces = [widest_piece(paragraph) for paragraph, _ in paragraphs(self._rich, self._style)]
        return float(max(pieces, default=0.0) * style.fontSize + style.leftIndent + style.rightIndent)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        """Set the text for a frame's width (its height, when vertical) in points; return what it takes.

        Raises `FontError` for a character that no face has.
        """
        style = self.style
        room = availHeight if self._style.vertical else availWidth
        measure = max(room - style.leftIndent - style.rightIndent, style.fontSize)
        if self._set is None or abs(self._set.measure - measure) > _NEAR:
            self._set = self._setting(measure)
            missing = missing_findings(self._set)
            if missing:
                raise FontError(missing)
        lines = self._set.lines
        self.width, self.height = availWidth, len(lines) * style.leading
        if self._style.vertical:
            self.height = min(room, max((line.start + line.width for line in lines), default=0.0) + room - measure)
            if len(lines) * style.leading > availWidth + _NEAR:
                self.height = room + style.leading  # too many columns: the frame is to ask for a split
        return self.width, self.height

    def _setting(self, measure: float) -> SetText:
        prepared = paragraphs(self._rich, self._style)
        if not (self._continues and self._style.indent):
            return set_paragraphs(prepared, measure=measure, style=self._style, breaks=self._style.breaks)
        flush = replace(self._style, indent=0.0)
        first = set_paragraphs(prepared[:1], measure=measure, style=flush, breaks=flush.breaks)
        others = set_paragraphs(prepared[1:], measure=measure, style=self._style, breaks=flush.breaks)
        for number, line in enumerate(others.lines, len(first.lines)):
            line.cross = number * self._style.pitch
        return SetText(first.lines + others.lines, measure, self._style, first.missing + others.missing)

    def split(self, availWidth: float, availHeight: float) -> list[Paragraph]:  # noqa: N803 - ReportLab's names
        """Part the lines between this frame and the next; no part has a single line where the style forbids it."""
        self.wrap(availWidth, availHeight)
        assert self._set is not None
        lines = self._set.lines
        room = availWidth if self._style.vertical else availHeight
        here = min(int((room + _NEAR) / self.style.leading), len(lines))
        if not self.style.allowWidows and len(lines) - here == 1:
            here -= 1
        if here <= 0 or (not self.style.allowOrphans and here == 1 and len(lines) > 1):
            return []
        return [self] if here == len(lines) else [self._part(lines[:here], 0), self._part(lines[here:], here)]

    def _part(self, lines: tuple[Line, ...], number: int) -> Paragraph:
        """Return a flowable of some of the lines, which begin with line ``number``."""
        assert self._set is not None
        start = sum(len(line.text) for line in self._set.lines[:number])
        part: Paragraph = object.__new__(type(self))
        Flowable.__init__(part)  # nothing that a document noted on the whole goes over to its parts
        for name in ("style", "bulletText", "_options", "_colours", "_style", "_bullet", "_continues"):
            setattr(part, name, getattr(self, name))
        part._rich = self._rich.part(start, start + sum(len(line.text) for line in lines))
        part.text = self.text if isinstance(self.text, str) and not number else part._rich.text
        if number:
            part._continues = not self._rich.text[:start].endswith("\n")
            part._bullet = None
        moved = [copy(line) for line in lines]
        for line in moved:
            line.cross -= lines[0].cross
        part._set = SetText(tuple(moved), self._set.measure, self._set.style)
        return part

    def draw(self) -> None:
        """Paint the lines onto the canvas, over the style's ground and border."""
        self._draw_ground()
        style, inks = self.style, self._colours.inks
        if self._set is None or not self._set.lines:
            return
        top = (style.leading - style.fontSize) / 2 + BODY_TOP * style.fontSize
        if self._style.vertical:
            self._paint(Text(self._set, (self.width - style.leading / 2) / MM, style.leftIndent / MM, named=inks))
            return
        if self._bullet:
            self._draw_bullet(self._bullet, top)
        self._paint(Text(self._set, style.leftIndent / MM, top / MM, named=inks))

    def _paint(self, text: Text, colours: Colours | None = None) -> None:
        canvas, colours = self.canv, colours or self._colours
        painter = Painter(
            height=self.height / MM,
            fonts=EmbeddedFonts.of_document(canvas._doc),
            inks=lambda ink, _: colours.operators(canvas, ink),
        )
        canvas.saveState()
        content = painter.paint([text])
        canvas._code.append(content.decode("ascii"))
        canvas.restoreState()
        for x0, y0, x1, y1, url in painter.painted.links:
            canvas.linkURL(url, (x0, y0, x1, y1), relative=1)

    # -- ground, border, bullet ----------------------------------------------------------------

    def _draw_ground(self) -> None:
        """Fill and stroke the style's box, which stands about the lines by its padding."""
        style, canvas = self.style, self.canv
        strokes = bool(style.borderColor and style.borderWidth)
        if not (style.backColor or strokes):
            return
        top, right, bottom, left = normalizeTRBL(style.borderPadding)
        width = self.width - style.leftIndent - style.rightIndent + left + right
        canvas.saveState()
        if strokes:
            canvas.setStrokeColor(style.borderColor)
            canvas.setLineWidth(style.borderWidth)
        if style.backColor:
            canvas.setFillColor(style.backColor)
        canvas.roundRect(
            style.leftIndent - left, -bottom, width, self.height + top + bottom, style.borderRadius or 0,
            stroke=int(strokes), fill=int(bool(style.backColor)),
        )  # fmt: skip
        canvas.restoreState()

    def _draw_bullet(self, bullet: SetText, baseline: float) -> None:
        """Set the bullet on the first line's baseline, ``baseline`` points under the top."""
        style = self.style
        colour = copy(style)
        colour.textColor = getattr(style, "bulletColor", style.textColor)
        y = baseline - getattr(style, "bulletOffsetY", 0)
        self._paint(Text(bullet, self._bullet_start(bullet) / MM, y / MM), Colours(colour, ()))

    def _bullet_start(self, bullet: SetText) -> float:
        return float(self.style.bulletIndent - _ANCHORS.get(self.style.bulletAnchor, 0.0) * bullet.width)

    def _first_indent(self) -> float:
        """Return the first line's indent in points: the style's, or as much as its bullet needs."""
        style = self.style
        if not self._bullet:
            return float(style.firstLineIndent)
        end = self._bullet_start(self._bullet) + self._bullet.width + _AFTER_BULLET * style.bulletFontSize
        return float(max(style.firstLineIndent, end - style.leftIndent))
