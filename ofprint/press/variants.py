"""The kinds of PDF ofprint writes, as a table: office, PDF/X-1a:2003 and PDF/X-4.

It stands apart because a variant is data: what each allows is read from here and decided nowhere else.
The rules are those of ISO 15930-4 (X-1a:2003) and ISO 15930-7 (X-4).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from ofprint.base.errors import PressError
from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.records import dataclass, replace
from ofprint.press.geometry import Fold, SheetGeometry

REGISTRY = "http://www.color.org"
"""The registry's name exactly as both standards want it written."""
_PROFILES = Path(__file__).parent / "profiles"


@dataclass(frozen=True, slots=True)
class OutputIntent:
    """The press condition a file is made for: a registered name, and a profile where one is embedded.

    Name and profile must agree: a FOGRA39 profile is never called by a Japan Color name.
    """

    identifier: str
    condition: str
    profile: Path | None = None
    registry: str = REGISTRY


@dataclass(frozen=True, slots=True)
class Variant:
    """What one kind of PDF is and allows; lengths in mm, ink in per cent."""

    name: str
    pdf_version: tuple[int, int]
    standard: str | None = None
    """The value of GTS_PDFXVersion, or None for a file that claims no standard."""
    marks: bool = True
    bleed: float = 3.0
    output_intent: OutputIntent | None = None
    transparency: bool = False
    links: bool = False
    """Annotations on the page: both PDF/X kinds forbid them inside the bleed."""
    bookmarks: bool = True
    page_labels: bool = True
    user_unit: bool = True
    """Whether a page may say how large its units are (UserUnit, PDF 1.6); where not, a large page is drawn to scale."""
    print_hints: bool = False
    """Whether the viewer may be told of duplex and scaling (PDF 1.6 and 1.7 keys)."""
    icc_colour: bool = False
    """Whether artwork may carry its own ICC profiles."""
    device_gray: bool = False
    """Whether inks of black alone are written as DeviceGray (see `ofprint.press.inks`)."""
    code_masks: bool = False
    """Whether QR codes are written as one-bit image masks: a third of a path's bytes, exact on a copier."""
    ink_limit: float = 300.0

    def sheet(
        self, trim: tuple[float, float], *, folds: tuple[Fold, ...] = (), slug: bool | None = None, safe: float = 3.0
    ) -> SheetGeometry:
        """Return the sheet of a page of ``trim`` mm with this variant's marks and bleed.

        A page that must be drawn to scale has as much more bleed, so that the file shows the whole of it.
        """
        with_slug = self.marks if slug is None else slug and self.marks
        sheet = SheetGeometry(trim, bleed=self.bleed, marks=self.marks, slug=with_slug, folds=folds, safe=safe)
        return sheet if self.user_unit or sheet.unit == 1 else replace(sheet, bleed=self.bleed * sheet.unit)


def with_profile(variant: Variant, profile: Path, identifier: str, condition: str = "") -> Variant:
    """Return ``variant`` made for the press of the ICC file ``profile``, which ``identifier`` names.

    The name is the registered one of the condition the profile describes, such as ``JCS2011``. Raises
    `PressError` when the file is no CMYK output profile.
    """
    head = profile.read_bytes()[:128] if profile.is_file() else b""
    if head[12:20] != b"prtrCMYK" or head[36:40] != b"acsp":
        raise PressError([_no_press_profile(profile)])
    return replace(variant, output_intent=OutputIntent(identifier, condition or identifier, profile))


def _no_press_profile(profile: Path) -> Finding:
    return Finding(
        "press.profile",
        Severity.ERROR,
        Words("the file is no ICC profile of a CMYK press", "CMYK 印刷機の ICC プロファイルではありません"),
        Words("choose an output profile, such as your printer gives", "印刷所の配る出力プロファイルを指定してください"),
        Place(file=str(profile)),
    )


FOGRA39 = OutputIntent(
    "FOGRA39", "Offset printing, coated paper (ISO 12647-2, FOGRA39)", _PROFILES / "FOGRA39L_coated.icc"
)
JAPAN_COLOR_2001 = OutputIntent("JC200103", "Japan Color 2001 Coated")
JAPAN_COLOR_2011 = OutputIntent("JCS2011", "Japan Color 2011")

OFFICE = Variant(
    "office",
    (1, 7),
    marks=False,
    bleed=0.0,
    transparency=True,
    links=True,
    print_hints=True,
    device_gray=True,
    code_masks=True,
)
X1A = Variant("x1a", (1, 4), "PDF/X-1a:2003", output_intent=JAPAN_COLOR_2001, user_unit=False)
X4 = Variant("x4", (1, 6), "PDF/X-4", output_intent=FOGRA39, transparency=True, icc_colour=True)

VARIANTS: Mapping[str, Variant] = MappingProxyType({variant.name: variant for variant in (OFFICE, X1A, X4)})
