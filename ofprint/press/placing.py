"""Pages of a finished PDF as form XObjects in another: placed as they are, never rasterized.

It stands apart because imposition and tiling both place pages; it alone reads a stranger's page boxes.
pikepdf is imported here when it is needed: a single flyer's start does not pay for it.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ofprint.base.errors import PressError
from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.records import dataclass
from ofprint.press.geometry import Box
from ofprint.press.pdfobjects import number, numbers

if TYPE_CHECKING:
    import pikepdf

_DEEPEST = 4
_OWN_MARKS = re.compile(rb"^/Marks\d+ Do\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PageArt:
    """A page ready to be placed, with the file it is in, its boxes (points, as the file has them) and its turn."""

    pdf: Any
    page: Any
    trim: Box
    bleed: Box
    rotation: int
    unit: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the trim as one reads the page, points."""
        sides = ((self.trim[2] - self.trim[0]) * self.unit, (self.trim[3] - self.trim[1]) * self.unit)
        return sides if self.rotation % 180 == 0 else (sides[1], sides[0])

    @property
    def matrix(self) -> tuple[float, ...]:
        """The form's matrix: the trim's lower-left corner, as one reads the page, comes to the origin."""
        x0, y0, x1, y1 = self.trim
        turned = {
            0: (1, 0, 0, 1, -x0, -y0),
            90: (0, -1, 1, 0, -y0, x1),
            180: (-1, 0, 0, -1, x1, y1),
            270: (0, 1, -1, 0, y1, -x0),
        }[self.rotation]
        return tuple(entry * self.unit for entry in turned)


def open_pdf(data: bytes) -> pikepdf.Pdf:
    """Open a PDF from its bytes; raises `PressError` when it is none or wants a password."""
    import pikepdf

    try:
        return pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        raise PressError([_locked()]) from None
    except (pikepdf.PdfError, ValueError, RuntimeError):
        raise PressError([_no_pdf()]) from None


def page_art(pdf: pikepdf.Pdf, page: pikepdf.Page) -> PageArt:
    """Return ``page`` with its boxes: the trim is the TrimBox, else what a viewer shows."""
    media = _box(page.mediabox)
    shown = _within(_box(page.cropbox), media)
    bleed = _within(_box(page.obj.get("/BleedBox", page.cropbox)), media)
    trim = _within(_box(page.obj.get("/TrimBox", page.obj.get("/ArtBox", page.cropbox))), media)
    if trim[0] >= trim[2] or trim[1] >= trim[3]:
        trim = shown
    unit = float(page.obj.get("/UserUnit", 1))
    return PageArt(pdf, page, trim, _around(bleed, trim), _rotation(page.obj), unit)


def placeholder(data: bytes, name: str) -> bytes:
    """Return the content of a form that a page of the file ``data`` will replace; it names the file by hash."""
    return f"% {name} of {hashlib.sha256(data).hexdigest()}".encode("ascii")


def fill_forms(skeleton: bytes, forms: Mapping[str, PageArt], *, transparency: bool) -> bytes:
    """Return ``skeleton`` with each form named in ``forms`` made into that page.

    The page's operators and resources are taken as they are and clipped to its bleed.
    """
    with open_pdf(skeleton) as pdf:
        filled: set[str] = set()
        for page in pdf.pages:
            for key, stream in _forms_of(page.obj, 0):
                if key in forms and key not in filled:
                    filled.add(key)
                    _fill(pdf, stream, forms[key], transparency=transparency)
        return _saved(pdf)


def _forms_of(owner: Any, depth: int) -> Iterator[tuple[str, Any]]:
    """Yield the forms of a page, those that they draw first."""
    for name, stream in owner.get("/Resources", {}).get("/XObject", {}).items() if depth < _DEEPEST else ():
        yield from _forms_of(stream, depth + 1)
        yield str(name)[1:], stream


def _fill(pdf: pikepdf.Pdf, stream: Any, art: PageArt, *, transparency: bool) -> None:
    source = art.page.obj
    stream.write(_operators(art.page))
    stream.BBox, stream.Matrix = _array(art.bleed), _fine(art.matrix)
    stream.Resources = pdf.copy_foreign(art.pdf.make_indirect(art.page.resources))
    if transparency and "/Group" in source:
        stream.Group = pdf.copy_foreign(art.pdf.make_indirect(source.Group))


def _operators(page: pikepdf.Page) -> bytes:
    """Return all content streams of ``page`` as one, without the marks of the sheet that ofprint put it on."""
    import pikepdf

    contents = page.obj.get("/Contents")
    if contents is None:
        return b""
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return _OWN_MARKS.sub(b"", b"\n".join(stream.read_bytes() for stream in streams))


def _saved(pdf: pikepdf.Pdf) -> bytes:
    import pikepdf

    file = io.BytesIO()
    pdf.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return file.getvalue()


def _array(values: tuple[float, ...]) -> Any:
    import pikepdf

    return pikepdf.Object.parse(b"[" + numbers(values) + b"]")


def _fine(matrix: tuple[float, ...]) -> Any:
    """Return a matrix as PDF writes it, small scales to a thousand-millionth: a page may fill a unit square."""
    import pikepdf

    shown = (f"{value:.9f}".encode() if 0 < abs(value) < 0.1 else number(value) for value in matrix)
    return pikepdf.Object.parse(b"[" + b" ".join(shown) + b"]")


def placed(name: str, matrix: tuple[float, ...], clip: Box | None = None) -> bytes:
    """Return the operators that draw the form ``name`` under ``matrix``, inside ``clip`` (points) if given."""
    parts = [b"q"]
    if clip:
        left, bottom, right, top = clip
        parts.append(numbers((left, bottom, right - left, top - bottom)) + b" re W n")
    return b" ".join([*parts, numbers(matrix), b"cm", f"/{name} Do Q".encode("ascii")])


def line(start: tuple[float, float], end: tuple[float, float]) -> bytes:
    """Return a stroked line in the current colour and weight (points)."""
    return b" ".join([number(start[0]), number(start[1]), b"m", number(end[0]), number(end[1]), b"l S"])


def _rotation(page: Any) -> int:
    """Return the page's own or inherited /Rotate, a multiple of 90 (anything else counts as none)."""
    for _ in range(64):
        if "/Rotate" in page:
            turn = int(page.Rotate) % 360
            return turn if turn % 90 == 0 else 0
        if "/Parent" not in page:
            break
        page = page.Parent
    return 0


def _box(box: Any) -> Box:
    x0, y0, x1, y1 = (float(edge) for edge in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _within(inner: Box, outer: Box) -> Box:
    return max(inner[0], outer[0]), max(inner[1], outer[1]), min(inner[2], outer[2]), min(inner[3], outer[3])


def _around(box: Box, inner: Box) -> Box:
    return min(box[0], inner[0]), min(box[1], inner[1]), max(box[2], inner[2]), max(box[3], inner[3])


def _no_pdf() -> Finding:
    return Finding(
        "press.no-pdf",
        Severity.ERROR,
        Words("the file is no PDF, or too damaged to be read", "PDF ではないか、壊れていて読めません"),
        Words("export it anew", "書き出し直してください"),
    )


def _locked() -> Finding:
    return Finding(
        "press.password",
        Severity.ERROR,
        Words("the PDF is locked with a password", "PDF にパスワードがかかっています"),
        Words("export it without password and restrictions", "パスワードと制限を外して書き出してください"),
    )
