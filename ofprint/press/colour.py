"""Pictures made ready for the press: any image file in, CMYK or grey pixels and findings out.

It stands apart because it is the only place where a screen's colour becomes ink. An embedded profile
is honoured, a picture without one is taken for sRGB, CMYK is kept as it came; whatever is done to
a picture beyond that is said in a finding.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ofprint.base.findings import Finding
from ofprint.base.records import dataclass, replace
from ofprint.press import colour_findings as say
from ofprint.press.image_header import pixel_size
from ofprint.press.ink_limit import limited
from ofprint.press.limits import Limits
from ofprint.press.variants import FOGRA39, Variant

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class PressCondition:
    """What pictures are made ready for; ink in per cent, resolution in dots per inch.

    ``profile`` is the ICC profile of the press. ``grey`` is for jobs in one ink. ``keep_alpha`` keeps
    opacity as a mask where the variant allows it; otherwise pictures are laid on paper white.
    """

    profile: Path = FOGRA39.profile  # type: ignore[assignment]
    ink_limit: float = 300.0
    grey: bool = False
    keep_alpha: bool = False
    dpi: float = 350.0
    """What the press can use: pictures of more than twice as many are brought down to it."""
    dpi_wanted: float = 300.0
    """Below this a picture is warned of."""
    dpi_floor: float = 120.0
    """Below this it is an error."""
    max_pixels: int = 80_000_000


@dataclass(frozen=True, slots=True)
class PreparedImage:
    """A picture for the press (modes ``CMYK``, ``L`` or ``1``), its opacity if kept, and what was found."""

    image: Image | None
    """None when it cannot be printed; the findings say why."""
    mask: Image | None = None
    findings: tuple[Finding, ...] = ()


class Darkroom:
    """Makes pictures ready for one press condition; its colour transforms are built once."""

    def __init__(self, condition: PressCondition) -> None:
        self.condition = condition

    def prepare(self, data: bytes, *, name: str, printed: tuple[float, float] | None = None) -> PreparedImage:
        """Return the picture in the file ``data``, named ``name`` in findings, ready for the press.

        ``printed`` is the box that it fills on paper as one sees it, mm; with it the effective resolution is judged.
        Nothing is raised for a picture at fault: it comes back without pixels and with an error.
        """
        findings: list[Finding] = []
        size = pixel_size(data)
        if size and size[0] * size[1] > self.condition.max_pixels:
            return PreparedImage(None, None, (say.too_large(name, size, self.condition.max_pixels),))
        picture = _decoded(data, self.condition.max_pixels)
        if picture is None:
            return PreparedImage(None, None, (say.unreadable(name),))
        picture = self._sized(_upright(picture), name, printed, findings)
        colour, alpha = _split_alpha(_eight_bits(picture))
        if alpha is not None and not self.condition.keep_alpha:
            colour, alpha = _flattened(colour, alpha), None
            findings.append(say.flattened(name))
        ready = self._to_press(colour, picture.info.get("icc_profile"), name, findings)
        return PreparedImage(ready, alpha, tuple(findings))

    def inked(self, colours: Sequence[tuple[int, int, int]]) -> list[tuple[float, float, float, float]]:
        """Return colours of a screen (sRGB, 0 to 255) as C, M, Y, K in per cent, by the rules that pictures follow."""
        from PIL import Image

        row = Image.new("RGB", (len(colours), 1))
        row.putdata(list(colours))
        ready = self._to_press(row, None, "", [])
        pixels = [ready.getpixel((at, 0)) for at in range(len(colours))]
        return [
            tuple(value / 2.55 for value in pixel) if isinstance(pixel, tuple) else (0, 0, 0, 100 - pixel / 2.55)  # type: ignore[misc, operator]
            for pixel in pixels
        ]

    def _sized(self, picture: Image, name: str, printed: tuple[float, float] | None, findings: list[Finding]) -> Image:
        """Judge the effective resolution; bring a picture of far too many pixels down to what the press can use."""
        if printed is None:
            return picture
        condition = self.condition
        dpi = min(picture.width / printed[0], picture.height / printed[1]) * 25.4
        if dpi < condition.dpi_wanted:
            findings.append(say.coarse(name, dpi, condition.dpi_wanted, error=dpi < condition.dpi_floor))
        if dpi <= 2 * condition.dpi or picture.mode == "1":
            return picture
        findings.append(say.reduced(name, dpi, condition.dpi))
        return _reduced(picture, condition.dpi / dpi)

    def _to_press(self, picture: Image, profile: bytes | None, name: str, findings: list[Finding]) -> Image:
        """Return ``picture`` in the inks of the job."""
        if picture.mode in ("1", "L"):
            return picture
        if picture.mode == "CMYK":
            inked = self._grey_of_inks(picture) if self.condition.grey else picture
        else:
            source = self._source(picture, profile, name, findings)
            inked = self._converted(picture, source)
        if inked.mode != "CMYK":
            return inked
        within, most = limited(inked, self.condition.ink_limit)
        if picture.mode == "CMYK" and most > self.condition.ink_limit:
            findings.append(say.ink_reduced(name, most, self.condition.ink_limit))
        return within

    def _source(self, picture: Image, profile: bytes | None, name: str, findings: list[Finding]) -> Any:
        """Return the profile that ``picture`` is read by: its own when it fits, else sRGB (or Lab)."""
        from PIL import ImageCms

        if picture.mode == "LAB":
            return ImageCms.createProfile("LAB")
        if profile:
            try:
                embedded = ImageCms.ImageCmsProfile(io.BytesIO(profile))
                if embedded.profile.xcolor_space.strip() == "RGB":
                    return embedded
            except (OSError, ImageCms.PyCMSError):
                pass
            findings.append(say.profile_unusable(name))
        return self._srgb

    def _converted(self, picture: Image, source: Any) -> Image:
        """Return ``picture`` in CMYK of the press, or in grey for a job in one ink."""
        from PIL import ImageCms

        if self.condition.grey:
            seen = ImageCms.profileToProfile(picture, source, self._srgb, outputMode="RGB")
            assert seen is not None
            return seen.convert("L")
        intent, flags = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
        if source is self._srgb:
            inked = ImageCms.applyTransform(picture, self._from_srgb)
        else:
            inked = ImageCms.profileToProfile(picture, source, self._press, intent, "CMYK", flags=flags)
        assert inked is not None
        return inked

    def _grey_of_inks(self, picture: Image) -> Image:
        from PIL import ImageCms

        seen = ImageCms.profileToProfile(picture, self._press, self._srgb, outputMode="RGB")
        assert seen is not None
        return seen.convert("L")

    @cached_property
    def _srgb(self) -> Any:
        from PIL import ImageCms

        return ImageCms.createProfile("sRGB")

    @cached_property
    def _press(self) -> Any:
        from PIL import ImageCms

        return ImageCms.ImageCmsProfile(io.BytesIO(self.condition.profile.read_bytes()))

    @cached_property
    def _from_srgb(self) -> Any:
        from PIL import ImageCms

        intent, flags = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
        return ImageCms.buildTransform(self._srgb, self._press, "RGB", "CMYK", intent, flags)


def _decoded(data: bytes, most: int) -> Image | None:
    """Return the first picture of the file with all its pixels, or None when it cannot be read (or is larger)."""
    from PIL import Image

    try:
        picture = Image.open(io.BytesIO(data))
        if picture.width * picture.height > most:
            return None
        picture.load()
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, MemoryError):
        return None
    return picture


def _upright(picture: Image) -> Image:
    """Return ``picture`` as its EXIF orientation wants it seen; a damaged EXIF block counts as none."""
    from PIL import ExifTags, ImageOps

    try:
        if picture.getexif().get(ExifTags.Base.Orientation, 1) == 1:
            return picture
        turned = ImageOps.exif_transpose(picture)
    except (OSError, ValueError, KeyError, TypeError, SyntaxError):
        return picture
    turned.info.setdefault("icc_profile", picture.info.get("icc_profile"))
    return turned


def _eight_bits(picture: Image) -> Image:
    """Return ``picture`` with eight bits a channel: the upper byte of sixteen, palettes written out."""
    if picture.mode.startswith("I") or picture.mode == "F":
        deep = picture.convert("F")
        top = deep.getextrema()[1]
        assert isinstance(top, (int, float))
        scale = 255 / 65535 if top > 255 or picture.mode.startswith("I;16") else 1.0
        return deep.point(lambda value: value * scale + 0.5).convert("L")
    if picture.mode in ("P", "PA"):
        see_through = picture.mode == "PA" or "transparency" in picture.info
        return picture.convert("RGBA" if see_through else "RGB")
    if "transparency" in picture.info and picture.mode in ("1", "L", "RGB"):
        return picture.convert("LA" if picture.mode in ("1", "L") else "RGBA")
    if picture.mode in ("YCbCr", "HSV", "RGBX"):
        return picture.convert("RGB")
    if picture.mode in ("La", "RGBa"):
        return picture.convert(picture.mode.upper())
    return picture


def _split_alpha(picture: Image) -> tuple[Image, Image | None]:
    """Return colour and opacity apart; an opacity that hides nothing counts as none."""
    if picture.mode not in ("LA", "RGBA"):
        return picture, None
    alpha = picture.getchannel("A")
    colour = picture.convert(picture.mode[:-1])
    return colour, None if alpha.getextrema() == (255, 255) else alpha


def _flattened(colour: Image, alpha: Image) -> Image:
    """Return ``colour`` laid on paper white by its opacity."""
    from PIL import Image

    ground = Image.new(colour.mode, colour.size, "white")
    ground.paste(colour, (0, 0), alpha)
    return ground


def _reduced(picture: Image, factor: float) -> Image:
    """Return ``picture`` smaller by ``factor``, its opacity with it."""
    from PIL import Image

    size = max(1, round(picture.width * factor)), max(1, round(picture.height * factor))
    if picture.mode in ("P", "PA") or picture.mode.startswith("I"):
        picture = _eight_bits(picture)
    small = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    small.info = dict(picture.info)
    return small


def condition_of(variant: Variant, limits: Limits) -> PressCondition:
    """Return the press condition of a job: its profile (FOGRA39 where none is embedded), its figures."""
    plain = PressCondition(
        ink_limit=variant.ink_limit,
        keep_alpha=variant.transparency,
        dpi_wanted=limits.dpi,
        dpi_floor=limits.dpi_floor,
    )
    profile = variant.output_intent.profile if variant.output_intent else None
    return replace(plain, profile=profile) if profile else plain
