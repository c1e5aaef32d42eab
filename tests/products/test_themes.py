"""Every theme on every example: it builds, and what it builds is fit for the press."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest

from ofprint.cli import main
from ofprint.layout.template.loading import shipped_templates

EXAMPLES = ("tohoku-vol7", "community-evening", "two-day-conference", "town-festival")


@pytest.fixture(
    scope="module", params=[(theme, name) for theme in shipped_templates() for name in EXAMPLES], ids="-".join
)
def built(request: pytest.FixtureRequest, examples: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which ``ofprint build`` made everything of one example in one theme, without an error."""
    theme, name = request.param
    out = tmp_path_factory.mktemp(f"{theme}-{name}")
    assert main(["build", str(examples[name]), "-o", str(out), "--template", theme, "--quiet"]) == 0
    return out


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.pdf"))


def test_flyer_booklet_badges_and_signs_are_there(built: Path) -> None:
    names = {str(path.relative_to(built)) for path in files(built)}
    assert {"flyer.pdf", "booklet.pdf", "booklet-imposed.pdf", "badges.pdf", "signage/welcome.pdf"} <= names


def test_boxes_stand_three_millimetres_apart(built: Path) -> None:
    for name in ("flyer.pdf", "booklet.pdf", "signage/welcome.pdf"):
        with pikepdf.open(built / name) as pdf:
            for page in pdf.pages:
                trim, bleed = (
                    [round(float(edge) * 25.4 / 72, 2) for edge in box] for box in (page.trimbox, page.BleedBox)
                )
                assert [round(a - b, 2) for a, b in zip(trim, bleed, strict=True)] == [3, 3, -3, -3], name


def streams(path: Path) -> list[bytes]:
    with pikepdf.open(path) as pdf:
        forms = [t for t in pdf.objects if isinstance(t, pikepdf.Stream) and t.get("/Subtype") == "/Form"]
        return [page.Contents.read_bytes() for page in pdf.pages] + [form.read_bytes() for form in forms]


def test_type_is_black_ink_alone_and_nothing_is_rgb(built: Path) -> None:
    for path in files(built):
        content = b"\n".join(streams(path))
        assert not re.search(rb"(?:^|\s)(?:rg|RG)(?:\s|$)", content), path
        if path.name in ("flyer.pdf", "booklet.pdf"):
            assert re.search(rb"/OP1 gs 0 0 0 1 k", content), f"{path}: K100 over what is beneath"
