"""Pictures for the press: every kind of file ends well, in ink within the limit or with a clear finding."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw

from ofprint.base.findings import Severity
from ofprint.press.colour import Darkroom, PressCondition
from ofprint.press.image_header import pixel_size
from ofprint.press.ink_limit import limited, most_ink

PRESS = Darkroom(PressCondition())
MASKS = Darkroom(PressCondition(keep_alpha=True))
ONE_INK = Darkroom(PressCondition(grey=True))


def saved(picture: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **more)
    return file.getvalue()


def prepared(picture: Image.Image, kind: str = "PNG", room: Darkroom = PRESS, **more: object):
    return room.prepare(saved(picture, kind, **more), name="photo")


def rules(result) -> set[str]:
    return {finding.rule for finding in result.findings}


def gradient() -> Image.Image:
    return Image.merge("RGB", [Image.linear_gradient("L").rotate(turn) for turn in (0, 90, 180)])


def test_rgb_becomes_cmyk_within_the_limit_and_white_stays_paper():
    result = prepared(gradient())
    assert result.image.mode == "CMYK" and result.findings == ()
    assert most_ink(result.image) <= 300
    assert prepared(Image.new("RGB", (4, 4), "white")).image.getpixel((0, 0)) == (0, 0, 0, 0)


def test_the_profile_itself_would_pass_the_limit():
    black = prepared(Image.new("RGB", (4, 4), "black"), room=Darkroom(PressCondition(ink_limit=400)))
    assert most_ink(black.image) > 300


def test_red_is_red_ink():
    c, m, y, k = prepared(Image.new("RGB", (4, 4), (230, 0, 18))).image.getpixel((0, 0))
    assert m > 220 and y > 190 and c < 60 and k < 60


def test_an_embedded_profile_is_honoured():
    wide = swapped_primaries()
    plain, own = (
        prepared(Image.new("RGB", (4, 4), (255, 0, 0))),
        prepared(Image.new("RGB", (4, 4), (255, 0, 0)), icc_profile=wide),
    )
    assert plain.image.getpixel((0, 0)) != own.image.getpixel((0, 0))
    assert own.findings == ()


def swapped_primaries() -> bytes:
    """Return sRGB with its red and green primaries exchanged."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    table = {
        bytes(profile[132 + 12 * i : 136 + 12 * i]): 136 + 12 * i
        for i in range(struct.unpack(">I", profile[128:132])[0])
    }
    red, green = table[b"rXYZ"], table[b"gXYZ"]
    profile[red : red + 4], profile[green : green + 4] = profile[green : green + 4], profile[red : red + 4]
    return bytes(profile)


def test_a_broken_profile_is_said_and_taken_for_srgb():
    result = prepared(Image.new("RGB", (4, 4), "red"), icc_profile=b"no profile at all")
    assert rules(result) == {"image.profile"}
    assert result.image.getpixel((0, 0)) == prepared(Image.new("RGB", (4, 4), "red")).image.getpixel((0, 0))


def test_alpha_is_laid_on_white_or_kept_as_a_mask():
    picture = Image.new("RGBA", (4, 4), (0, 0, 0, 0))
    result = prepared(picture)
    assert result.image.getpixel((0, 0)) == (0, 0, 0, 0) and rules(result) == {"image.flattened"}
    kept = prepared(picture, room=MASKS)
    assert kept.mask.getextrema() == (0, 0) and kept.findings == ()


def test_an_alpha_that_hides_nothing_is_none():
    assert prepared(Image.new("RGBA", (4, 4), "red"), room=MASKS).mask is None


@pytest.mark.parametrize("mode", ["P", "LA", "1", "L", "YCbCr", "LAB", "RGBX"])
def test_every_mode_ends_in_ink(mode):
    picture = gradient().convert("RGB")
    if mode == "LAB":
        picture = ImageCms.profileToProfile(
            picture, ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"
        )
        result = prepared(picture, "TIFF")
    elif mode in ("YCbCr", "RGBX"):
        result = prepared(picture.convert(mode), "JPEG" if mode == "YCbCr" else "TIFF")
    else:
        result = prepared(picture.convert(mode))
    assert result.image.mode in ("CMYK", "L", "1")


def test_a_palette_with_a_see_through_colour():
    picture = Image.new("P", (2, 1))
    picture.putpalette([255, 0, 0, 0, 0, 255])
    picture.putpixel((1, 0), 1)
    result = prepared(picture, transparency=0)
    assert result.image.getpixel((0, 0)) == (0, 0, 0, 0) != result.image.getpixel((1, 0))


def sixteen_bits(colour: int, channels: int) -> bytes:
    """Return a 2 × 2 PNG of sixteen bits a channel, written by hand."""
    row = b"\0" + struct.pack(">H", colour) * 2 * channels

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 2, 2, 16, {1: 0, 3: 2}[channels], 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(row * 2)) + chunk(b"IEND", b"")


def test_sixteen_bits_are_brought_to_eight():
    grey = PRESS.prepare(sixteen_bits(0x8000, 1), name="deep")
    assert grey.image.mode == "L" and grey.image.getpixel((0, 0)) in (127, 128)
    assert PRESS.prepare(sixteen_bits(0x0100, 1), name="deep").image.getpixel((0, 0)) == 1
    colour = PRESS.prepare(sixteen_bits(0xFFFF, 3), name="deep")
    assert colour.image.mode == "CMYK" and colour.image.getpixel((0, 0)) == (0, 0, 0, 0)


def test_a_cmyk_jpeg_keeps_its_inks():
    result = prepared(Image.new("CMYK", (16, 16), (200, 100, 50, 20)), "JPEG", quality=95)
    assert result.image.getpixel((8, 8)) == pytest.approx((200, 100, 50, 20), abs=2)
    assert result.findings == ()


def test_a_cmyk_picture_over_the_limit_is_brought_under_it_and_said():
    result = prepared(Image.new("CMYK", (16, 16), (255, 255, 255, 255)), "TIFF")
    assert result.image.getpixel((0, 0)) == (170, 170, 170, 255)
    assert rules(result) == {"image.ink-reduced"}


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_exif_orientation_is_applied(orientation):
    picture = Image.new("RGB", (40, 20), "white")
    ImageDraw.Draw(picture).rectangle((0, 0, 9, 9), fill="black")
    exif = Image.Exif()
    exif[0x0112] = orientation
    result = prepared(picture, exif=exif)
    corner = {1: (2, 2), 3: (37, 17), 6: (17, 2), 8: (2, 37)}[orientation]
    assert result.image.size == ((40, 20) if orientation in (1, 3) else (20, 40))
    assert sum(result.image.getpixel(corner)) > 500


def test_an_orientation_that_does_not_exist_is_none():
    exif = Image.Exif()
    exif[0x0112] = 77
    assert prepared(Image.new("RGB", (40, 20)), exif=exif).image.size == (40, 20)


@pytest.mark.parametrize(
    ("pixels", "severity"), [(80, Severity.ERROR), (200, Severity.WARNING), (350, None), (700, None)]
)
def test_resolution_on_paper_is_judged(pixels, severity):
    picture = saved(Image.new("RGB", (pixels, pixels)))
    result = PRESS.prepare(picture, name="photo", printed=(25.4, 25.4))
    assert [finding.severity for finding in result.findings] == ([severity] if severity else [])
    assert result.image.size == (pixels, pixels)


def test_far_too_many_pixels_are_brought_down_and_it_is_said():
    result = PRESS.prepare(saved(Image.new("RGBA", (1400, 700), (9, 9, 9, 90))), name="photo", printed=(25.4, 12.7))
    assert result.image.size == (350, 175)
    assert rules(result) == {"image.reduced", "image.flattened"}


def test_two_hundred_megapixels_are_refused_before_they_are_decoded():
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">IIBBBBB", 20000, 10000, 8, 2, 0, 0, 0)
    result = PRESS.prepare(head, name="huge")
    assert result.image is None and rules(result) == {"image.too-large"}
    assert "200 megapixels" in result.findings[0].said("en")


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"plain text"])
def test_what_is_no_picture_is_a_finding(data):
    result = PRESS.prepare(data, name="broken")
    assert result.image is None and rules(result) == {"image.unreadable"}


@pytest.mark.filterwarnings("ignore::UserWarning:PIL", "ignore::PIL.Image.DecompressionBombWarning")
@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["PNG", "JPEG", "GIF", "TIFF", "BMP"]), st.integers(0, 200))
def test_damaged_files_end_in_a_finding_or_a_picture(noise, kind, at):
    data = saved(gradient().resize((24, 24)), kind)
    result = PRESS.prepare(data[:at] + noise + data[at + len(noise) :], name="damaged")
    assert result.image is not None or result.findings


def test_one_ink_jobs_are_one_ink():
    for picture in (gradient(), Image.new("CMYK", (4, 4), (200, 0, 0, 0)), Image.new("RGBA", (4, 4), (9, 200, 9, 50))):
        result = prepared(picture, "TIFF", ONE_INK)
        assert result.image.mode == "L"


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 255)] * 4), min_size=1, max_size=40), st.floats(200, 399))
def test_the_ink_limit_holds_and_black_is_kept(pixels, limit):
    picture = Image.new("CMYK", (len(pixels), 1))
    picture.putdata(pixels)
    within, most = limited(picture, limit)
    assert most == pytest.approx(max(sum(pixel) for pixel in pixels) / 2.55)
    assert most_ink(within) <= limit + 1e-9
    for before, after in zip(pixels, [within.getpixel((x, 0)) for x in range(len(pixels))], strict=True):
        assert after[3] == before[3] and all(a <= b for a, b in zip(after, before, strict=True))
        if sum(before) / 2.55 <= int(limit * 2.55) / 2.55:
            assert after == before


def test_preparing_is_deterministic():
    data = saved(gradient())
    first, second = (Darkroom(PressCondition()).prepare(data, name="x").image.tobytes() for _ in range(2))
    assert first == second


def test_sizes_are_read_from_heads():
    assert pixel_size(saved(Image.new("RGB", (33, 12)))) == (33, 12)
    assert pixel_size(saved(Image.new("RGB", (33, 12)), "JPEG", progressive=True)) == (33, 12)
    assert pixel_size(saved(Image.new("RGB", (33, 12)), "GIF")) is None


def test_the_size_of_a_tiff_is_read_from_its_head():
    assert pixel_size(saved(Image.new("RGB", (33, 12)), "TIFF")) == (33, 12)
    assert pixel_size(b"MM\0*" + struct.pack(">IH", 8, 2) + b"".join(
        struct.pack(">HHIHH", tag, 3, 1, value, 0) for tag, value in ((256, 40), (257, 30)))) == (40, 30)  # fmt: skip
    result = PRESS.prepare(saved(Image.new("1", (20_000, 10_000)), "TIFF", compression="group4"), name="photo")
    assert result.image is None and rules(result) == {"image.too-large"}


def test_a_picture_stored_lying_is_judged_as_it_is_seen():
    exif = Image.Exif()
    exif[0x0112] = 6
    data = saved(Image.new("RGB", (700, 560)), "JPEG", exif=exif)
    assert rules(PRESS.prepare(data, name="photo", printed=(37.33, 46.67))) == set()
