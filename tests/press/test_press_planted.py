"""Every rule of the preflight on other producers' files: each fault is planted in otherwise good ones and found.

The files are Typst's, Ghostscript's and Chromium's (made by make_foreign.py), one page each. A fault is planted by
editing the finished file, as a careless tool would leave it. What a rule needs and none of them has (tombo, a second
page, labels) is put in soundly first.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image
from press_good import qr_rows

from ofprint.base.lengths import MM
from ofprint.press.geometry import SheetGeometry
from ofprint.press.limits import Limits
from ofprint.press.marks import marks_operators
from ofprint.press.preflight import preflight, rules

FOREIGN = Path(__file__).parent / "foreign"
PRODUCERS = ("typst", "ghostscript", "chromium")
ROOM = 15 * MM
"""Points around a trim that has tombo."""


def draw(*operators: str) -> Callable[[pikepdf.Pdf], None]:
    """Return an edit that draws on the page in its own, unchanged, space."""

    def edit(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        page.contents_add(b"q", prepend=True)
        page.contents_add(f"Q q {' '.join(operators)} Q".encode())

    return edit


def with_resource(kind: str, name: str, make: Callable[[pikepdf.Pdf], object], *operators: str):
    """Return an edit that adds a resource and draws with it."""

    def edit(pdf: pikepdf.Pdf) -> None:
        resources = pdf.pages[0].Resources
        if kind not in resources:
            resources[kind] = Dictionary()
        resources[kind][name] = make(pdf)
        draw(*operators)(pdf)

    return edit


def separation(colorant: str):
    def make(pdf: pikepdf.Pdf) -> object:
        tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0.6, 1, 0], N=1)
        return Array([Name.Separation, Name(colorant), Name.DeviceCMYK, tint])

    return make


def coarse(pdf: pikepdf.Pdf) -> object:
    image = pdf.make_stream(bytes(range(250)) * 40)
    image.update(
        Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=50, Height=50, ColorSpace=Name.DeviceCMYK, BitsPerComponent=8
        )
    )
    return image


def type_at(x: float, y: float, size: float, ink: str = "0 0 0 1 k"):
    """Return an edit that shows the page's own first glyphs once more, (x, y) pt from its lower left."""

    def edit(pdf: pikepdf.Pdf) -> None:
        font, shown = "", b""
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0], "Tf Tj TJ"):
            if str(operator) == "Tf":
                font = str(operands[0])
            elif not shown:
                first = operands[0][0] if str(operator) == "TJ" else operands[0]
                shown = bytes(first)
                break
        draw(f"{ink} BT {font} {size} Tf 1 0 0 1 {x} {y} Tm <{shown.hex()}> Tj ET")(pdf)

    return edit


def code(side: float, ink: str = "0 0 0 1 k", *more: str):
    """Return an edit that draws a QR code of ``side`` mm at (100, 300) pt, then ``more``."""
    rows = qr_rows("https://example.jp/planted")
    module = side * MM / len(rows)
    squares = [
        f"{100 + column * module:.4f} {300 + (len(rows) - 1 - row) * module:.4f} {module:.4f} {module:.4f} re"
        for row, line in enumerate(rows)
        for column, dark in enumerate(line)
        if dark
    ]
    return draw("0 0 0 0 k 80 280 150 150 re f", ink, *squares, "f", *more)


def fonts_of(pdf: pikepdf.Pdf) -> list[Dictionary]:
    return [one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/Type") == Name.Font]


def unembed(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, Dictionary) and one.get("/Type") == Name.FontDescriptor:
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if key in one:
                    del one[key]


def whole_fonts(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        for key in ("/BaseFont", "/FontName"):
            if isinstance(one, Dictionary) and key in one:
                one[key] = Name("/" + str(one[key]).lstrip("/").split("+")[-1])


def wrong_widths(pdf: pikepdf.Pdf) -> None:
    for font in fonts_of(pdf):
        if "/Widths" in font:
            font.Widths = Array([333 for _ in font.Widths])
        elif "/DescendantFonts" in font:
            font.DescendantFonts[0].W = Array()
            font.DescendantFonts[0].DW = 333


def no_unicode(pdf: pikepdf.Pdf) -> None:
    for font in fonts_of(pdf):
        if "/ToUnicode" in font:
            del font["/ToUnicode"]
        if font.get("/Subtype") == Name.Type1:
            font.Encoding = Dictionary(
                Type=Name.Encoding, Differences=Array([0, *[Name(f"/g{n}") for n in range(256)]])
            )


def no_glyph(pdf: pikepdf.Pdf) -> None:
    """Show a code that the font has no glyph for: glyph 0 of a composite font, a hole of a simple one."""
    name, font = next(iter(pdf.pages[0].Resources.Font.items()))
    shown = "<0000>" if "/DescendantFonts" in font else "<07>"
    draw(f"0 0 0 1 k BT {name} 12 Tf 1 0 0 1 200 200 Tm {shown} Tj ET")(pdf)


def trim(pdf: pikepdf.Pdf) -> list[float]:
    """Give the page its trim with room for tombo around it; return the box."""
    page = pdf.pages[0]
    x0, y0, x1, y1 = (float(edge) for edge in page.MediaBox)
    page.MediaBox = page.CropBox = Array([x0 - ROOM, y0 - ROOM, x1 + ROOM, y1 + ROOM])
    page.TrimBox = Array([x0, y0, x1, y1])
    page.BleedBox = Array([x0 - 3 * MM, y0 - 3 * MM, x1 + 3 * MM, y1 + 3 * MM])
    return [x0, y0, x1, y1]


def tombo(pdf: pikepdf.Pdf, change: Callable[[bytes], bytes] = lambda marks: marks, dx: float = 0) -> None:
    """Draw the marks of the trim, each plate in them, ``dx`` mm off."""
    x0, y0, x1, y1 = trim(pdf)
    sheet = SheetGeometry(((x1 - x0) / MM, (y1 - y0) / MM), marks=True)
    left, bottom = (origin - ROOM for origin in sheet.origin)
    all_plates = separation("/All")(pdf)
    all_plates[3].C1 = Array([1, 1, 1, 1])
    resources = pdf.pages[0].Resources
    if "/ColorSpace" not in resources:
        resources["/ColorSpace"] = Dictionary()
    resources["/ColorSpace"]["/All"] = all_plates
    marks = change(marks_operators(sheet)).decode()
    draw(f"1 0 0 1 {x0 - ROOM - left + dx * MM:.4f} {y0 - ROOM - bottom:.4f} cm", marks)(pdf)


def one_plate(marks: bytes) -> bytes:
    return marks.replace(b"/All CS 1 SCN", b"0 0 0 1 K")


def moved_trim(pdf: pikepdf.Pdf) -> None:
    """Move the trim's left edge away from its tombo."""
    tombo(pdf)
    x0, *rest = (float(edge) for edge in pdf.pages[0].TrimBox)
    pdf.pages[0].TrimBox = Array([x0 + 2 * MM, *rest])


def bleed_is_trim(pdf: pikepdf.Pdf) -> None:
    art_ends_at_the_trim(pdf)
    pdf.pages[0].BleedBox = pdf.pages[0].TrimBox


def art_ends_at_the_trim(pdf: pikepdf.Pdf) -> None:
    tombo(pdf)
    x1 = float(pdf.pages[0].TrimBox[2])
    draw(f"0.5 0 0 0 k {x1 - 80} 100 80 80 re f")(pdf)


def crossed_boxes(pdf: pikepdf.Pdf) -> None:
    tombo(pdf)
    pdf.pages[0].BleedBox = Array([50, 50, 200, 300])


def off_centre(pdf: pikepdf.Pdf) -> None:
    tombo(pdf)
    x0, y0, x1, y1 = (float(edge) for edge in pdf.pages[0].MediaBox)
    pdf.pages[0].MediaBox = pdf.pages[0].CropBox = Array([x0, y0, x1 + 60, y1])


def another_size(pdf: pikepdf.Pdf) -> None:
    tombo(pdf)
    pdf.pages.append(pdf.pages[0])
    x0, y0, x1, y1 = (float(edge) for edge in pdf.pages[1].TrimBox)
    pdf.pages[1].TrimBox = Array([x0 + 20, y0 + 20, x1 - 20, y1 - 20])


def numbered_backwards(pdf: pikepdf.Pdf) -> None:
    pdf.pages.append(pdf.pages[0])
    numbers = Array([0, Dictionary(S=Name.D, St=5), 1, Dictionary(S=Name.D, St=3)])
    pdf.Root.PageLabels = pdf.make_indirect(Dictionary(Nums=numbers))


def annotate(pdf: pikepdf.Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[100, 100, 150, 120])
    pdf.pages[0].Annots = Array([link])


def run_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("1"))


def two_titles(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "題"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:title"] = "別の題"


def undated(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/CreationDate"] = "yesterday"


def untitled(pdf: pikepdf.Pdf) -> None:
    if "/Title" in pdf.docinfo:
        del pdf.docinfo["/Title"]


def half(_pdf: pikepdf.Pdf) -> object:
    return Dictionary(Type=Name.ExtGState, ca=0.5)


def overprinting(_pdf: pikepdf.Pdf) -> object:
    return Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1)


BOX = "100 100 50 20 re f"
WHERE = (100, 100, 50, 20)
SQUARE = (100, 300, 25 * MM, 25 * MM)
X1A = "x1a"
PLANTED = {
    # rule: (edit, where in pt from the page's lower left, or None for what concerns the page or the file, page)
    "ink.total": (draw("1 0.9 0.8 1 k", BOX), WHERE, 1),
    "lines.hairline": (draw("0 0 0 1 K 0.15 w 100 200 m 200 200 l S"), (100, 199.925, 100, 0.15), 1),
    "colour.rgb": (draw("1 0 0 rg", BOX), WHERE, 1),
    "colour.spot": (with_resource("/ColorSpace", "/Gold", separation("/Gold"), "/Gold cs 1 scn", BOX), WHERE, 1),
    "marks.registration": (with_resource("/ColorSpace", "/All", separation("/All"), "/All cs 1 scn", BOX), WHERE, 1),
    "text.white-overprint": (with_resource("/ExtGState", "/OPx", overprinting, "/OPx gs 0 0 0 0 k", BOX), WHERE, 1),
    "transparency.used": (with_resource("/ExtGState", "/Half", half, "/Half gs 0 1 0 0 k", BOX), WHERE, 1),
    "images.resolution": (
        with_resource("/XObject", "/Coarse", coarse, "q 72 0 0 72 100 100 cm /Coarse Do Q"), (100, 100, 72, 72), 1,
    ),
    "text.size": (type_at(150, 200, 4), None, 1),
    "text.several-inks": (type_at(150, 200, 6, "0.8 0.4 0 0 k"), None, 1),
    "text.unsafe": (type_at(3, 200, 9), None, 1),
    "codes.module": (code(6), (100, 300, 6 * MM, 6 * MM), 1),
    "codes.contrast": (code(25, "0 0 0 0.2 k"), SQUARE, 1),
    "codes.quiet-zone": (code(25, "0 0 0 1 k", f"{100 + 26 * MM} 310 20 20 re f"), SQUARE, 1),
    "codes.unreadable": (code(25, "0 0 0 1 k", "0 0 0 0.6 k 96 296 50 50 re f"), SQUARE, 1),
    "fonts.embedded": (unembed, None, 1),
    "fonts.subset": (whole_fonts, None, 1),
    "fonts.widths": (wrong_widths, None, 1),
    "fonts.unicode": (no_unicode, None, 1),
    "fonts.notdef": (no_glyph, None, 1),
    "marks.missing": (trim, None, 1),
    "marks.trim": (moved_trim, None, 1),
    "marks.plates": (lambda pdf: tombo(pdf, one_plate), None, 1),
    "bleed.box": (bleed_is_trim, None, 1),
    "bleed.empty": (art_ends_at_the_trim, None, 1),
    "boxes.nested": (crossed_boxes, None, 1),
    "boxes.centred": (off_centre, None, 1),
    "boxes.sizes": (another_size, None, 2),
    "pages.order": (numbered_backwards, None, 2),
    "file.annotation": (annotate, WHERE, 1),
    "file.actions": (run_script, None, None),
    "metadata.agreement": (two_titles, None, None),
    "metadata.dates": (undated, None, None),
    "metadata.title": (untitled, None, None),
}  # fmt: skip


def planted(producer: str, edit: Callable[[pikepdf.Pdf], object], **saving: object) -> bytes:
    with pikepdf.open(FOREIGN / f"{producer}-clean.pdf") as pdf:
        contents = pdf.pages[0].Contents
        contents.write(re.sub(rb"\b0 0 0 (rg|RG)\b", b"0 g 0 G", contents.read_bytes()))  # a browser's black is RGB
        edit(pdf)
        file = io.BytesIO()
        pdf.save(file, static_id=True, fix_metadata_version=False, **saving)
        return file.getvalue()


def seen(data: bytes, rule: str, limits: Limits | None = None) -> list:
    return [each for each in preflight(data, X1A, limits=limits) if each.rule == f"preflight.{rule}"]


@pytest.mark.parametrize("producer", PRODUCERS)
@pytest.mark.parametrize("rule", PLANTED)
def test_a_fault_planted_in_another_producer_s_file_is_found(producer: str, rule: str) -> None:
    edit, where, page = PLANTED[rule]
    before = {each.place for each in seen(planted(producer, lambda pdf: None), rule)}
    found = [each for each in seen(planted(producer, edit), rule) if each.place not in before]
    if rule == "metadata.title" and producer == "ghostscript":
        assert before, "its files have no title to begin with"
        return
    assert found, rule
    assert page in {each.place.page for each in found}
    if where:
        x, y, w, h = (value / MM for value in where)
        with pikepdf.open(FOREIGN / f"{producer}-clean.pdf") as pdf:
            height = float(pdf.pages[0].MediaBox[3]) / MM
        assert found[0].place.box == pytest.approx((x, height - y - h, w, h), abs=0.1)


@pytest.mark.parametrize("producer", PRODUCERS)
def test_sound_tombo_in_another_producer_s_file_are_no_fault(producer: str) -> None:
    rules = {each.rule for each in preflight(planted(producer, tombo), X1A)}
    assert not {rule for rule in rules if rule.split(".")[1] in ("marks", "boxes", "bleed")}


@pytest.mark.parametrize("producer", PRODUCERS)
def test_what_concerns_the_whole_file_is_found_too(producer: str, tmp_path: Path) -> None:
    plain = planted(producer, lambda pdf: None)
    assert not seen(plain, "file.locked") and not seen(plain, "file.size") and not seen(plain, "pages.count")
    locked = planted(producer, lambda pdf: None, encryption=pikepdf.Encryption(owner="secret", R=4))
    assert seen(locked, "file.locked")
    newer = planted(producer, lambda pdf: None, force_version="1.7")
    assert seen(newer, "file.version")
    assert seen(plain, "file.size", Limits(megabytes=0.001))
    assert seen(plain, "pages.count", Limits(binding="saddle"))
    four = planted(producer, lambda pdf: pdf.pages.extend([pdf.pages[0]] * 3))
    assert not seen(four, "pages.count", Limits(binding="saddle"))
    assert seen(four, "pages.thick", Limits(binding="saddle", stitched=3))
    start = plain.rindex(b"startxref")
    assert seen(plain[:start] + b"startxref\n7\n%%EOF\n", "file.repaired")
    named = tmp_path / "チラシ.pdf"
    named.write_bytes(plain)
    rules = {each.rule for each in preflight(named, X1A, limits=Limits(ascii_name=True))}
    assert "preflight.file.name" in rules
    at = plain.rindex(b"/ID")
    assert seen(plain[:at] + b"/XX" + plain[at + 3 :], "file.id")


def jpeg_2000(pdf: pikepdf.Pdf) -> object:
    packed = io.BytesIO()
    Image.effect_noise((400, 400), 60).save(packed, "JPEG2000")
    image = pdf.make_stream(packed.getvalue())
    image.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=400,
            Height=400,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
            Filter=Name.JPXDecode,
        )
    )
    return image


def drawn_font(pdf: pikepdf.Pdf) -> object:
    box = pdf.make_stream(b"600 0 0 0 500 700 d1 0 0 500 700 re f")
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=[0, 0, 600, 700],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=Dictionary(a=box),
        Encoding=Dictionary(Type=Name.Encoding, Differences=[97, Name("/a")]),
        FirstChar=97,
        LastChar=97,
        Widths=[600],
        Resources=Dictionary(),
    )


def lab(_pdf: pikepdf.Pdf) -> object:
    return Array([Name.Lab, Dictionary(WhitePoint=[0.9505, 1, 1.089], Range=[-100, 100, -100, 100])])


@pytest.mark.parametrize("producer", PRODUCERS)
def test_packing_drawn_fonts_and_calibrated_colour_are_found_too(
    producer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit = with_resource("/XObject", "/Packed", jpeg_2000, "q 72 0 0 72 100 100 cm /Packed Do Q")
    assert seen(planted(producer, edit), "file.filter")
    edit = with_resource("/Font", "/Drawn", drawn_font, "0 0 0 1 k BT /Drawn 12 Tf 1 0 0 1 100 200 Tm (a) Tj ET")
    (finding,) = seen(planted(producer, edit), "fonts.type3")
    assert finding.place.page == 1
    data = planted(producer, with_resource("/ColorSpace", "/Lab", lab, "/Lab cs 60 30 30 sc", BOX))
    (finding,) = [each for each in preflight(data, "x4") if each.rule == "preflight.colour.convert"]
    assert finding.place.page == 1 and finding.place.box[0] == pytest.approx(100 / MM, abs=0.1)
    monkeypatch.setattr("ofprint.press.preflight.rules.codes._MOST_CODES", 0)
    assert seen(planted(producer, code(25)), "codes.not-read")


def test_every_rule_is_named_by_a_test() -> None:
    """A rule that no test plants fails here until one does."""
    source = "".join(path.read_text(encoding="utf-8") for path in Path(rules.__file__).parent.glob("*.py"))
    named = set(re.findall(r'found\(\s*"([a-z]+\.[a-z-]+)"', source))
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert len(named) > 40
    assert not [rule for rule in named if f'"{rule}"' not in tests and f'"preflight.{rule}"' not in tests]
