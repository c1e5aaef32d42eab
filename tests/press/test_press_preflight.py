"""Preflight: clean files give no findings; each planted fault is found, with its page and its place."""

from __future__ import annotations

import io
import time

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image
from press_good import edited, good
from press_iso import iso_faults

from ofprint.base.errors import PressError
from ofprint.base.findings import Severity
from ofprint.base.inks import Ink
from ofprint.base.lengths import MM
from ofprint.press.preflight import RULES, Limits, preflight
from ofprint.press.preflight.examined import Examined
from ofprint.press.preflight.marked import marked_pages
from ofprint.press.variants import VARIANTS

RICH = Ink(c=80, m=80, y=80, k=100)


def rules(data, kind="x4", limits=None):
    return {finding.rule.removeprefix("preflight.") for finding in preflight(data, kind, limits=limits)}


@pytest.mark.parametrize("kind", ["x1a", "x4"])
def test_a_clean_file_gives_no_finding_and_the_standard_agrees(kind):
    data = good(kind)
    assert preflight(data, kind) == []
    assert iso_faults(data, kind) == []


def test_a_clean_office_file_gives_no_finding():
    assert preflight(good("office"), "office") == []


def small_multi_ink(page):
    page.text("小さな色文字", 30, 40, 6, Ink(c=80, m=40))


def white_overprint(page):
    page.raw(b"/OP1 gs 0 0 0 0 k 100 100 50 20 re f")


PLANTED = {
    # rule: (fault, kind, where in mm from the trim's top left or None)
    "ink.total": (lambda p: p.box(30, 30, 40, 10, RICH), "x4", (30, 170, 40, 10)),
    "text.several-inks": (small_multi_ink, "x4", (30, 168.3, 12.7, 1.9)),
    "text.white-overprint": (white_overprint, "x4", (35.28, 167.67, 17.64, 7.06)),
    "text.size": (lambda p: p.text("極小", 30, 40, 4), "x4", (30, 168.87, 2.82, 1.27)),
    "text.unsafe": (lambda p: p.text("端の文字", 1.5, 100, 9), "x4", (1.5, 107.46, 12.7, 2.86)),
    "lines.hairline": (lambda p: p.line(20, 60, 50, 0.15), "x4", (19.97, 149.97, 50.05, 0.05)),
    "colour.rgb": (lambda p: p.raw(b"1 0 0 rg 100 100 50 20 re f"), "x4", (35.28, 167.67, 17.64, 7.06)),
    "colour.spot": (
        lambda p: p.box(30, 30, 10, 10, Ink(0, 60, 100, 0, spot="Gold")),
        "x4",
        (30, 170, 10, 10),
    ),
    "marks.registration": (lambda p: p.raw(b"/All cs 1 scn 100 100 50 20 re f"), "x4", (35.28, 167.67, 17.64, 7.06)),
    "bleed.empty": (lambda p: p.box(120, 20, 28, 30, Ink(c=50)), "x4", None),
    "codes.module": (lambda p: p.code("https://example.jp/small", 100, 40, 6), "x4", (100, 164, 6, 6)),
    "codes.contrast": (lambda p: p.code("https://example.jp/pale", 100, 30, 25, Ink(k=20)), "x4", (100, 155, 25, 25)),
    "codes.quiet-zone": (
        lambda p: (p.code("https://example.jp/near", 60, 30, 25), p.text("すぐ隣", 86, 40, 12)),
        "x4",
        (60, 155, 25, 25),
    ),
    "codes.unreadable": (
        lambda p: (p.code("https://example.jp/hidden", 60, 30, 25), p.box(58, 30, 18, 18, Ink(k=60))),
        "x4",
        (60, 155, 25, 25),
    ),
}


@pytest.mark.parametrize("rule", PLANTED)
def test_a_fault_in_the_artwork_is_found_on_its_page_in_its_place(rule):
    plant, kind, where = PLANTED[rule]
    found = [each for each in preflight(good(kind, plant), kind) if each.rule == f"preflight.{rule}"]
    assert found and {each.place.page for each in found} == {2}
    if where:
        assert found[0].place.box == pytest.approx(where, abs=0.06)
    assert {f"preflight.{rule}"} == {each.rule for each in preflight(good(kind, plant), kind)}


def test_a_coarse_picture_is_a_warning_and_a_very_coarse_one_an_error():
    for pixels, severity in ((80, Severity.ERROR), (200, Severity.WARNING)):
        picture = {"Coarse": Image.effect_noise((pixels, pixels), 40)}
        (finding,) = preflight(good("x4", lambda p: p.picture("Coarse", 30, 30, 25.4, 25.4), images=picture), "x4")
        assert finding.rule == "preflight.images.resolution" and finding.severity == severity
        assert finding.place.box == (30.0, 154.6, 25.4, 25.4)


def test_a_picture_over_the_ink_limit_is_found_by_its_pixels():
    picture = Image.new("CMYK", (300, 300), (50, 50, 50, 50))
    picture.putpixel((150, 150), (255, 255, 255, 100))
    (finding,) = preflight(good("x4", lambda p: p.picture("Dark", 30, 30, 20, 20), images={"Dark": picture}), "x4")
    assert finding.rule == "preflight.ink.total" and "339 %" in finding.what.en


def test_ink_that_overprints_adds_to_what_lies_beneath():
    def plant(page):
        page.box(20, 20, 60, 40, Ink(c=90, m=80, y=70))
        page.box(30, 30, 10, 10, Ink(k=100, overprint=True))

    (finding,) = preflight(good("x4", plant), "x4")
    assert "340 %" in finding.what.en and finding.place.box[:2] == (30.0, 170.0)

    def knocked_out(page):
        page.box(20, 20, 60, 40, Ink(c=90, m=80, y=70))
        page.box(30, 30, 10, 10, Ink(k=100))

    assert preflight(good("x4", knocked_out), "x4") == []


@pytest.mark.parametrize("kind", ["x1a", "x4"])
def test_transparency_is_a_fault_in_x1a_only(kind):
    def soften(pdf):
        resources = pdf.pages[1].Resources
        resources.ExtGState["/Half"] = Dictionary(Type=Name.ExtGState, ca=0.5)
        page = pdf.pages[1]
        page.contents_add(b"q /Half gs 0 1 0 0 k 100 100 50 20 re f Q")

    found = preflight(edited(good(kind), soften), kind)
    assert [each.rule for each in found] == (["preflight.transparency.used"] if kind == "x1a" else [])
    assert all(each.place.page == 2 for each in found)


def test_a_soft_mask_is_a_fault_in_x1a():
    masked = {"Masked": (Image.new("L", (300, 300), 90), Image.linear_gradient("L"))}
    data = good("x4", lambda p: p.picture("Masked", 30, 30, 20, 20), images=masked)
    assert "transparency.used" in rules(data, "x1a")
    assert rules(data, "x4") == set()


def annotate(pdf):
    pdf.pages[1].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[100, 100, 150, 120])])


def change_info(key, value):
    def edit(pdf):
        if value is None:
            del pdf.docinfo[key]
        else:
            pdf.docinfo[key] = value

    return edit


def change_xmp(old, new):
    def edit(pdf):
        pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(old, new))

    return edit


def intent(change):
    return lambda pdf: change(pdf.Root.OutputIntents[0])


def off_centre(pdf):
    page = pdf.pages[1]
    page.MediaBox = page.CropBox = Array([0, 0, float(page.MediaBox[2]) + 40, page.MediaBox[3]])


def move_trim(pdf):
    box = [float(edge) for edge in pdf.pages[1].TrimBox]
    pdf.pages[1].TrimBox = Array([box[0] + 1, box[1] + 1, box[2] - 1, box[3] - 1])


def no_marks(pdf):
    page = pdf.pages[1]
    page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"/Marks0 Do", b""))


def wrong_corner(pdf):
    """Move the upright marks of the right corners of one page a millimetre inwards."""
    form = pdf.pages[1].Resources.XObject["/Marks0"]
    lines = form.read_bytes().split(b"\n")
    right = f"{(15 + 148) * MM:.4f}".rstrip("0").encode()
    moved = f"{(15 + 147) * MM:.4f}".encode()
    pdf.pages[1].Resources = Dictionary(pdf.pages[1].Resources)
    replaced = pdf.make_stream(b"\n".join(lines).replace(right + b" ", moved + b" "))
    for key, value in form.items():
        if key not in ("/Length", "/Filter"):
            replaced[key] = value
    objects = Dictionary(pdf.pages[1].Resources.XObject)
    objects["/Marks0"] = replaced
    pdf.pages[1].Resources.XObject = objects


def one_plate(pdf):
    form = pdf.pages[0].Resources.XObject["/Marks0"]
    form.write(form.read_bytes().replace(b"/All CS 1 SCN", b"0 0 0 1 K"))


def other_size(pdf):
    pdf.pages[1].TrimBox = Array([60, 60, 300, 400])


def unembed(pdf):
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("/Type") == Name.FontDescriptor:
            del thing["/FontFile2"]


def wrong_widths(pdf):
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("/Subtype") == Name.CIDFontType2:
            thing.W = Array()
            thing.DW = 777


def whole_font(pdf):
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/BaseFont" in thing:
            thing.BaseFont = Name("/" + str(thing.BaseFont).split("+")[-1])


def no_unicode(pdf):
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/ToUnicode" in thing:
            del thing["/ToUnicode"]


def draw_notdef(pdf):
    page = pdf.pages[1]
    name = next(iter(page.Resources.Font.keys()))
    page.contents_add(f"BT {name} 12 Tf 0 0 0 1 k 1 0 0 1 200 200 Tm <0000> Tj ET".encode())


def repeat_page(pdf):
    labels = pdf.Root.PageLabels.Nums
    while len(labels):
        del labels[0]
    for value in (0, Dictionary(S=Name.D, St=5), 1, Dictionary(S=Name.D, St=3)):
        labels.append(value)


EDITED = {
    "file.annotation": (annotate, "x4", 2),
    "file.actions": (
        lambda pdf: pdf.Root.__setitem__("/OpenAction", Dictionary(S=Name.JavaScript, JS=String("1"))),
        "x4",
        None,
    ),
    "metadata.title": (change_info("/Title", None), "x4", None),
    "metadata.dates": (change_info("/CreationDate", "yesterday"), "x4", None),
    "metadata.trapped": (change_info("/Trapped", Name.Unknown), "x1a", None),
    "metadata.agreement": (change_info("/Title", "別の題"), "x4", None),
    "metadata.version": (change_xmp(b">PDF/X-4<", b">PDF/X-3<"), "x4", None),
    "metadata.xmp": (change_xmp(b"xmpMM:VersionID", b"xmpMM:Version"), "x4", None),
    "metadata.output-intent": (
        intent(lambda i: i.__setitem__("/OutputConditionIdentifier", String("JC200103"))),
        "x4",
        None,
    ),
    "boxes.trim": (lambda pdf: pdf.pages[1].obj.__delitem__("/TrimBox"), "x4", 2),
    "boxes.nested": (lambda pdf: pdf.pages[1].obj.__setitem__("/BleedBox", Array([50, 50, 200, 300])), "x4", 2),
    "boxes.centred": (off_centre, "x4", 2),
    "boxes.sizes": (other_size, "x4", 2),
    "marks.trim": (wrong_corner, "x4", 2),
    "marks.missing": (move_trim, "x4", 2),
    "marks.plates": (one_plate, "x4", 1),
    "bleed.box": (lambda pdf: pdf.pages[1].obj.__setitem__("/BleedBox", pdf.pages[1].TrimBox), "x4", 2),
    "fonts.embedded": (unembed, "x4", 1),
    "fonts.widths": (wrong_widths, "x4", 1),
    "fonts.subset": (whole_font, "x4", 1),
    "fonts.unicode": (no_unicode, "x4", 1),
    "fonts.notdef": (draw_notdef, "x4", 2),
    "pages.order": (repeat_page, "x4", 2),
}


@pytest.mark.parametrize("rule", EDITED)
def test_a_fault_in_the_file_is_found(rule):
    edit, kind, page = EDITED[rule]
    found = [each for each in preflight(edited(good(kind), edit), kind) if each.rule == f"preflight.{rule}"]
    assert found, rules(edited(good(kind), edit), kind)
    assert found[0].place.page == page


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda i: i.__delitem__("/DestOutputProfile"), "no profile"),
        (lambda i: i.__setitem__("/S", Name.GTS_PDFA1), "0 PDF/X output intents"),
        (lambda i: i.__setitem__("/OutputConditionIdentifier", String("")), "names no condition"),
        (lambda i: i.DestOutputProfile.write(b"\0" * 200), "not that of a CMYK press"),
    ],
)
def test_each_way_an_output_intent_can_be_wrong(edit, words):
    found = preflight(edited(good("x4"), intent(edit)), "x4")
    assert any(words in each.what.en for each in found if each.rule == "preflight.metadata.output-intent")


def test_a_version_that_is_too_new_is_found():
    with pikepdf.open(io.BytesIO(good("x1a"))) as pdf:
        file = io.BytesIO()
        pdf.save(file, force_version="1.7", static_id=True)
    assert "file.version" in rules(file.getvalue(), "x1a")


def test_a_locked_file_is_found():
    with pikepdf.open(io.BytesIO(good("x4"))) as pdf:
        file = io.BytesIO()
        pdf.save(file, encryption=pikepdf.Encryption(owner="secret", R=4), static_id=True)
    assert "file.locked" in rules(file.getvalue())


def test_without_an_identifier():
    data = good("x4")
    start = data.rindex(b"/ID")
    assert "file.id" in rules(data[:start] + b"/XX" + data[start + 3 :])


@pytest.mark.parametrize(
    ("pages", "binding", "wrong"), [(8, "saddle", False), (6, "saddle", True), (3, "perfect", True)]
)
def test_the_page_count_against_the_binding(pages, binding, wrong):
    data = good("x4", pages=pages)
    assert ("pages.count" in rules(data, limits=Limits(binding=binding))) == wrong


def test_every_limit_does_something():
    assert "ink.total" in rules(good("x4"), limits=Limits(ink=60))
    assert "text.unsafe" in rules(good("x4"), limits=Limits(safe=21))
    assert "images.resolution" in rules(good("x4"), limits=Limits(dpi=500))
    assert "lines.hairline" in rules(good("x4"), limits=Limits(line=0.6))
    assert "text.several-inks" in rules(good("x4"), limits=Limits(small_text=13))
    assert "text.size" in rules(good("x4"), limits=Limits(least_text=10))
    assert "codes.quiet-zone" in rules(good("x4"), limits=Limits(quiet_zone=30))
    assert "codes.module" in rules(good("x4"), limits=Limits(module=2))
    assert "codes.contrast" in rules(good("x4"), limits=Limits(contrast=0.99))
    assert {"bleed.box", "bleed.empty"} & rules(good("x4"), limits=Limits(bleed=6))
    coarse = preflight(good("x4"), limits=Limits(dpi=1000, dpi_floor=900))
    assert {each.severity for each in coarse} == {Severity.ERROR}
    thin = preflight(good("x4"), limits=Limits(line=1, line_floor=0.9))
    assert {each.severity for each in thin} == {Severity.ERROR}
    bits = {"Bits": Image.effect_noise((300, 300), 90).convert("1")}
    data = good("x4", lambda p: p.picture("Bits", 30, 30, 20, 20), images=bits)
    assert "images.resolution" in rules(data) and "images.resolution" not in rules(data, limits=Limits(bitmap_dpi=300))


def test_places_follow_the_pages_rotation():
    def turn(pdf):
        pdf.pages[1].Rotate = 90

    (finding,) = preflight(edited(good("x4", PLANTED["colour.rgb"][0]), turn), "x4")
    x, y, width, height = finding.place.box
    assert (width, height) == pytest.approx((7.06, 17.64), abs=0.02)
    assert (x, y) == pytest.approx((35.28, 35.28), abs=0.02)


def test_many_faults_on_one_page_are_put_together():
    def plant(page):
        for number in range(30):
            page.raw(f"1 0 0 rg {20 + number} 100 5 5 re f".encode())

    found = preflight(good("x4", plant), "x4")
    assert len(found) == 5 and "and 25 more" in found[-1].what.en and "ほかに 25 か所" in found[-1].what.ja


def test_a_path_a_stream_and_bytes_are_the_same(tmp_path):
    data = good("x4", PLANTED["colour.rgb"][0])
    (tmp_path / "x.pdf").write_bytes(data)
    assert preflight(tmp_path / "x.pdf") == preflight(io.BytesIO(data)) == preflight(data)


def test_an_unknown_variant_and_no_pdf_are_said():
    with pytest.raises(PressError, match="x4"):
        preflight(good("x4"), "x9")
    for data in (b"", b"hello", good("x4")[:200]):
        with pytest.raises(PressError):
            preflight(data)


def test_a_booklet_of_sixty_four_pages_takes_less_than_five_seconds():
    data = good("x4", pages=64)
    start = time.perf_counter()
    assert preflight(data, "x4") == []
    assert time.perf_counter() - start < 5


def test_every_finding_is_said_in_both_languages():
    for plant, kind, _ in PLANTED.values():
        for finding in preflight(good(kind, plant), kind):
            assert finding.what.ja != finding.what.en and finding.cure.ja != finding.cure.en
            assert finding.as_dict("ja")["place"]["page"] == 2


def test_the_table_names_every_subject():
    assert {
        "boxes",
        "bleed",
        "marks",
        "fonts",
        "colour",
        "ink",
        "text",
        "lines",
        "images",
        "transparency",
        "codes",
    } <= set(RULES)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_places_are_marked_on_page_images(rotation):
    def turn(pdf):
        pdf.pages[1].Rotate = rotation

    data = edited(good("x4", PLANTED["colour.rgb"][0]), turn)
    found = preflight(data)
    images = marked_pages(data, found, dpi=72)
    assert list(images) == [2]
    x, y, _, _ = found[0].place.box
    at = ((15 + x) * MM - 3, (15 + y) * MM - 3)
    frame = images[2].crop((int(at[0]) - 2, int(at[1]) - 2, int(at[0]) + 4, int(at[1]) + 4))
    assert (220, 0, 40) in {frame.getpixel((i, j)) for i in range(6) for j in range(6)}


def test_type_is_in_black_alone_and_marks_are_on_every_plate():
    with pikepdf.open(io.BytesIO(good("x4"))) as pdf:
        examined = Examined(pdf, good("x4"), VARIANTS["x4"], Limits())
    seen = [each.colour.plates for _, each in examined.drawn if each.kind == "text" and not each.colour.is_white]
    assert {"Black": 1} in seen and {"Magenta": 1, "Yellow": 0.9} in seen
    marks = [each for page, each in examined.drawn if each.kind == "stroke" and each.box[3] > page.bleed[3]]
    assert marks and all(each.colour.plates == {"All": 1} for each in marks)
