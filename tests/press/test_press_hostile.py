"""Damaged and hostile files: every one ends soon, in a clear report, and what was not looked at is said."""

from __future__ import annotations

import io
import random
import time
import zlib
from collections.abc import Mapping

import pikepdf
import pytest
from press_good import edited, good

from ofprint.base.errors import PressError
from ofprint.press.preflight import preflight
from ofprint.press.preflight.lexer import operations
from ofprint.press.preflight.paths import PathBuilder

GOOD = good(pages=4)
LONG = 45.0
"""Seconds within which anything ends, on a busy machine: each of these took minutes or for ever before."""


def file_of(objects: Mapping[int, bytes]) -> bytes:
    """Return a PDF of numbered objects, its catalog being number 1."""
    data, places = bytearray(b"%PDF-1.6\n"), {}
    for number, thing in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n" % number + thing + b"\nendobj\n"
    table, count = len(data), max(objects) + 1
    entries = [b"%010d 00000 n \n" % places.get(number, 0) for number in range(1, count)]
    data += b"xref\n0 %d\n0000000000 65535 f \n" % count + b"".join(entries)
    return bytes(data + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, table))


def stream(content: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    if packed:
        content, entries = zlib.compress(content, 9), entries + b"/Filter/FlateDecode"
    return b"<</Length %d%s>>\nstream\n" % (len(content), entries) + content + b"\nendstream"


def one_page(content: bytes, resources: bytes = b"<<>>", more: Mapping[int, bytes] = {}, entries: bytes = b"") -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/TrimBox[10 10 410 585]/BleedBox[1 1 419 594]"
    return file_of(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: page + b"/Contents 4 0 R/Resources " + resources + entries + b">>",
            4: stream(content, packed=True),
            **more,
        }
    )


def form(content: bytes, inner: int) -> bytes:
    return stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 400 400]/Resources<</XObject<</F %d 0 R>>>>" % inner)


def nested(depth: int, times: int) -> bytes:
    """Return a page whose form draws a form ``times`` times, and so on ``depth`` deep."""
    forms = {10 + at: form(b"/F Do " * times, 11 + at) for at in range(depth)}
    return one_page(b"/F Do", b"<</XObject<</F 10 0 R>>>>", {**forms, 10 + depth: form(b"0 0 9 9 re f", 10)})


def scattered(count: int) -> bytes:
    chance = random.Random(1)
    return b"".join(b"%d %d 5 5 re f\n" % (chance.randrange(400), chance.randrange(500)) for _ in range(count))


def pages(count: int) -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/TrimBox[10 10 410 585]/Contents 3 0 R/Resources<<>>>>"
    kids = b" ".join(b"%d 0 R" % (number + 4) for number in range(count))
    return file_of(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % count,
            3: stream(b"0 0 9 9 re f"),
            **{number + 4: page for number in range(count)},
        }
    )


HUGE = b"/Type/XObject/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 8/ColorSpace/DeviceCMYK"
HOSTILE = {
    "forms in forms, a hundred million times": (nested(8, 10), "file.too-much"),
    "forms four hundred deep": (nested(400, 1), "file.damaged"),
    "a form that draws itself": (
        one_page(b"/F Do", b"<</XObject<</F 10 0 R>>>>", {10: form(b"/F Do /F Do", 10)}),
        "file.damaged",
    ),
    "thirty thousand loose squares": (one_page(scattered(30_000)), None),
    "a path of half a million rectangles": (one_page(b"1 2 3 3 re " * 500_000 + b"f"), None),
    "two million curves": (one_page(b"1 2 m " + b"1 2 3 4 5 6 c " * 2_000_000 + b"f"), "file.too-much"),
    "a million saved states": (one_page(b"q " * 1_000_000), "file.damaged"),
    "a picture of 900 megapixels": (
        one_page(b"q 400 0 0 400 0 0 cm /I Do Q", b"<</XObject<</I 10 0 R>>>>",
                 {10: stream(b"\0" * 9_000_000, HUGE, packed=True)}),
        "file.not-pictured",
    ),
    "a page of three hundred metres": (
        one_page(b"0 0 99999 99999 re f", entries=b"/MediaBox[0 0 900000 900000]/TrimBox[0 0 900000 900000]"),
        "file.not-pictured",
    ),
    "five thousand pages": (pages(5_000), None),
    "no page": (file_of({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 0>>"}), "pages.none"),
    "a function of itself": (
        one_page(b"/C cs 1 scn 0 0 9 9 re f", b"<</ColorSpace<</C 10 0 R>>>>",
                 {10: b"[/Separation/X 10 0 R 11 0 R]",
                  11: b"<</FunctionType 3/Domain[0 1]/Functions[11 0 R 11 0 R]/Bounds[0.5]/Encode[0 1 0 1]>>"}),
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_soon_and_says_what_was_not_looked_at(name):
    data, rule = HOSTILE[name]
    start = time.process_time()
    found = {each.rule for each in preflight(data)}
    assert time.process_time() - start < LONG
    assert rule is None or f"preflight.{rule}" in found


CYCLES = {
    "a tree of pages that holds itself": {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>",
    },
    "a tree of pages in a ring": {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>",
    },
    "no pages at all": {1: b"<</Type/Catalog>>"},
}
GARBAGE = {
    "zeros": bytes(10_000),
    "text": b"hello\n" * 1000,
    "half a file": GOOD[: len(GOOD) // 3],
    **{name: file_of(objects) for name, objects in CYCLES.items()},
}


@pytest.mark.parametrize("name", GARBAGE)
def test_what_is_no_pdf_is_one_report(name):
    with pytest.raises(PressError) as caught:
        preflight(GARBAGE[name])
    assert [finding.rule for finding in caught.value.findings] == ["press.no-pdf"]


def test_a_file_cut_off_at_its_end_is_said_to_be_damaged():
    found = {each.rule for each in preflight(GOOD[:-300])}
    assert {"preflight.file.repaired", "preflight.file.not-pictured"} <= found


def test_a_stream_that_breaks_off_is_told_with_its_page():
    def cut(pdf):
        packed = zlib.compress(pdf.pages[1].Contents.read_bytes(), 9)
        pdf.pages[1].Contents = pikepdf.Stream(pdf, packed[: len(packed) // 2], Filter=pikepdf.Name.FlateDecode)

    damaged = [each for each in preflight(edited(GOOD, cut)) if each.rule == "preflight.file.damaged"]
    assert [each.place.page for each in damaged] == [2]


@pytest.mark.parametrize("seed", range(12))
def test_bytes_changed_anywhere_end_in_a_report(seed):
    chance, data = random.Random(seed), bytearray(GOOD)
    for _ in range(300):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        found = [each.rule for each in preflight(bytes(data))]
    except PressError as wrong:
        found = [each.rule for each in wrong.findings]
    assert found


def test_a_lock_without_a_password_is_an_error_and_one_with_a_password_a_report():
    def locked(user):
        file = io.BytesIO()
        with pikepdf.open(io.BytesIO(GOOD)) as pdf:
            pdf.save(file, encryption=pikepdf.Encryption(user=user, owner="owner"))
        return file.getvalue()

    assert "preflight.file.locked" in {each.rule for each in preflight(locked(""))}
    with pytest.raises(PressError, match="password"):
        preflight(locked("user"))


def test_a_path_of_many_parts_keeps_its_whole_and_little_else():
    path = PathBuilder()
    for word, operands in operations(b"0 0 1 1 re " * 90_000 + b"500 600 1 1 re f"):
        if word == "re":
            path.rectangles((1, 0, 0, 1, 0, 0), operands)
    made = path.path()
    assert made is not None and made.box == (0, 0, 501, 601) and not made.rectangles
    assert len(made.boxes) <= 40_000
