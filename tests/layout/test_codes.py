"""QR codes: module for module those of the ``qrcode`` package, weighed as the standard asks, read by another reader."""

from __future__ import annotations

import io
import random
import re
from fractions import Fraction
from itertools import groupby

import pikepdf
import pypdfium2
import pytest
import qrcode
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from qrcode.util import QRData

from ofprint.layout.codes import QUIET_ZONE, QrCode, mask_operators, path_operators, qr_matrix, qr_size

LEVELS = {"L": 1, "M": 0, "Q": 3, "H": 2}
ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
KINDS = {1: "0123456789", 2: ALPHANUMERIC, 4: "abcdefghij/:?=&0123ABC"}
URL = "https://example.jp/c/ABCDEFabcdef012345-_xy"


def mode_of(text: str) -> int:
    """Return the narrowest mode that holds the whole text: 1 digits, 2 alphanumeric, 4 bytes."""
    return next(mode for mode in (1, 2, 4) if mode == 4 or set(text) <= set(KINDS[mode]))


def by_qrcode(text: str, level: str, mask: int) -> QrCode:
    """Return the code that the ``qrcode`` package makes of one segment under a given mask."""
    code = qrcode.QRCode(error_correction=LEVELS[level], border=0, mask_pattern=mask)
    code.add_data(QRData(text.encode(), mode=mode_of(text)), optimize=0)
    code.make(fit=True)
    rows = tuple(int("".join("01"[bool(module)] for module in row), 2) for row in code.modules)
    return QrCode(code.modules_count, rows, code.version, level, mask)


def grid_of(code: QrCode) -> list[list[int]]:
    return [[row >> code.size - 1 - at & 1 for at in range(code.size)] for row in code.rows]


def penalty(code: QrCode) -> int:
    """Weigh a code as ISO/IEC 18004, 7.8.3.1, describes it, module by module."""
    grid = grid_of(code)
    lines = [*grid, *map(list, zip(*grid, strict=True))]
    runs = [len(list(run)) for line in lines for _, run in groupby(line)]
    points = sum(run - 2 for run in runs if run >= 5)
    points += 3 * sum(
        grid[y][x] == grid[y][x + 1] == grid[y + 1][x] == grid[y + 1][x + 1]
        for y in range(code.size - 1)
        for x in range(code.size - 1)
    )
    points += 40 * sum(finders(line) for line in lines)
    dark = Fraction(sum(map(sum, grid)), code.size**2)
    return points + 10 * int(abs(dark - Fraction(1, 2)) / Fraction(1, 20))


def finders(line: list[int]) -> int:
    """Count 1:1:3:1:1 patterns with four light modules of the symbol before or after them."""
    found = [at for at in range(len(line) - 6) if line[at : at + 7] == [1, 0, 1, 1, 1, 0, 1]]
    return sum(line[at + 7 : at + 11] == [0] * 4 or (at >= 4 and line[at - 4 : at] == [0] * 4) for at in found)


def picture(code: QrCode, scale: int = 4) -> Image.Image:
    side = code.size + 2 * QUIET_ZONE
    image = Image.new("L", (side, side), 255)
    for y, row in enumerate(grid_of(code)):
        for x, dark in enumerate(row):
            if dark:
                image.putpixel((x + QUIET_ZONE, y + QUIET_ZONE), 0)
    return image.resize((side * scale, side * scale), Image.Resampling.NEAREST)


def read(image: Image.Image) -> str:
    found = zxingcpp.read_barcodes(image)
    assert len(found) == 1
    return str(found[0].text)


def longest(mode: int, version: int, level: str) -> int:
    """Return how many characters of a mode a version holds, found with the ``qrcode`` package's own table."""
    table = qrcode.util.BIT_LIMIT_TABLE[LEVELS[level]][version]
    bits = table - 4 - qrcode.util.length_in_bits(mode, version)
    if mode == 4:
        return int(bits // 8)
    if mode == 2:
        return int(bits // 11 * 2 + (bits % 11 >= 6))
    return int(bits // 10 * 3 + (2 if bits % 10 >= 7 else 1 if bits % 10 >= 4 else 0))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("version", range(1, 11))
def test_a_code_equals_that_of_the_qrcode_package_module_for_module(version, level):
    r = random.Random(version)
    for mode, characters in KINDS.items():
        fits = longest(mode, version, level)
        for length in {fits, fits - 1, max(1, fits - 5)}:
            text = "".join(r.choices(characters, k=length))
            mask = r.randrange(8)
            assert qr_matrix(text, level=level, mask=mask) == by_qrcode(text, level, mask)


def test_one_character_more_takes_the_next_version():
    for version in range(1, 11):
        text = "a" * (longest(4, version, "M") + 1)
        assert qr_matrix(text).version == qr_size(text) // 4 - 4 == version + 1


@pytest.mark.parametrize("mask", range(8))
def test_every_mask_equals_that_of_the_qrcode_package(mask):
    for level in LEVELS:
        assert qr_matrix(URL, level=level, mask=mask) == by_qrcode(URL, level, mask)


def test_the_mask_taken_is_the_first_of_the_lowest_penalty():
    r = random.Random(7)
    for _ in range(40):
        text = "".join(r.choices(KINDS[4], k=r.randrange(1, 120)))
        level = r.choice("LMQH")
        penalties = [penalty(qr_matrix(text, level=level, mask=mask)) for mask in range(8)]
        chosen = qr_matrix(text, level=level)
        assert chosen.mask == penalties.index(min(penalties))
        assert chosen == qr_matrix(text, level=level, mask=chosen.mask)


@pytest.mark.parametrize(
    "text",
    [
        URL,
        "0123456789",
        "A001",
        "A-100 $%",
        "髙橋 太郎",
        "𠮷野🎫",
        "MECARD:N:髙橋,太郎;;",
        "a",
        "0",
        "x" * 200,
        "長い" * 90,
        "9" * 900,
    ],
)
@pytest.mark.parametrize("level", LEVELS)
def test_another_reader_reads_the_text_back(text, level):
    assert read(picture(qr_matrix(text, level=level))) == text


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60), st.sampled_from("LMQH"))
def test_any_text_makes_a_code_like_that_of_the_qrcode_package(text, level):
    code = qr_matrix(text, level=level)
    if code.mask is not None:
        assert code == by_qrcode(text, level, code.mask)
    assert qr_size(text, level=level) == code.size


def test_a_large_text_is_made_by_the_qrcode_package():
    code = qr_matrix("a" * 1000, level="L")
    assert code.version > 10
    assert code.mask is None
    assert len(code.rows) == code.size == 17 + 4 * code.version
    assert read(picture(code)) == "a" * 1000


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("", {}, "needs a text"),
        ("a", {"level": "X"}, "level L, M, Q or H"),
        ("a", {"mask": 8}, "0 to 7"),
        ("a" * 3000, {}, "holds 3,000 bytes"),
    ],
)
def test_what_no_code_can_be_is_refused(text, options, said):
    with pytest.raises(ValueError, match=said):
        qr_matrix(text, **options)


def painted(operators: str, code: QrCode) -> list[list[int]]:
    """Return the modules that the rectangles of a path cover, checking that none covers another."""
    grid = [[0] * code.size for _ in range(code.size)]
    for x, y, width, height in re.findall(r"(\d+) (\d+) (\d+) (\d+) re\n", operators):
        assert height == "1"
        for column in range(int(x), int(x) + int(width)):
            grid[code.size - 1 - int(y)][column] += 1
    return grid


@pytest.mark.parametrize("text", ["a", URL, "x" * 100, "y" * 200, "z" * 400])
def test_the_path_covers_every_dark_module_once_and_nothing_else(text):
    code = qr_matrix(text)
    operators = path_operators(code, 10, 20.5, 1.7)
    assert painted(operators, code) == grid_of(code)
    assert operators.startswith("q 1.7 0 0 1.7 10 20.5 cm\n")
    assert operators.endswith("f Q\n")
    assert operators.count("f Q") == 1


def test_the_path_is_the_same_whenever_it_is_made():
    code = qr_matrix(URL)
    assert path_operators(code, 1, 2, 3) == path_operators(qr_matrix(URL), 1, 2, 3)


def page(content: str) -> Image.Image:
    """Return a page of 100 × 100 points with ``content`` on it, rendered at 300 dpi."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(100, 100))
    pdf.pages[0].Contents = pdf.make_stream(content.encode("ascii"))
    out = io.BytesIO()
    pdf.save(out)
    return pypdfium2.PdfDocument(out.getvalue())[0].render(scale=300 / 72).to_pil()


@pytest.mark.parametrize("operators", [path_operators, mask_operators])
@pytest.mark.parametrize("text", ["A001", URL, "長い所属" * 12])
def test_a_rendered_page_reads_back_and_stands_where_it_was_put(operators, text):
    code = qr_matrix(text)
    module = 56.69 / code.size
    image = page("0 0 0 1 k\n" + operators(code, 20, 25, module))
    assert read(image) == text
    box = image.convert("L").point(lambda level: 255 * (level < 128)).getbbox()
    points = [edge * 72 / 300 for edge in box]
    assert points == pytest.approx([20, 100 - 25 - 56.69, 20 + 56.69, 75], abs=0.3)
