"""The fifteen minutes of docs/templates.md, typed literally in an empty folder."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pikepdf
import pytest

import ofprint
from ofprint.cli import main
from ofprint.layout.page import Picture, walk

PAGE = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(console|\w+ (as|in) (\S+))\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def test_a_badge_and_a_flyer_s_ground_are_made_by_following_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for kind, how, file, text in BLOCK.findall(PAGE):
        if kind == "console":
            for line in text.splitlines():
                arguments = [word for word in shlex.split(line)[1:] if word != "--watch"]
                assert main(arguments) == 0, f"{line}\n{capsys.readouterr().err}"
        elif how == "as":
            Path(file).write_text(text, encoding="utf-8")
        else:
            Path(file).write_text(text + Path(file).read_text(encoding="utf-8"), encoding="utf-8")
    assert (tmp_path / "pages" / "badges-01.png").is_file()
    event = ofprint.load("my-event")
    badges = ofprint.badges(event, ofprint.load_attendees("my-event/attendees.csv"))
    grounds = [[item for item in walk(page.items) if isinstance(item, Picture)] for page in badges.pages]
    assert badges.pages and all(len(found) == 1 and found[0].file.endswith("leaf.svg") for found in grounds)
    with pikepdf.open("badges.pdf") as pdf:
        assert len(pdf.pages) == 1
    flyer = ofprint.flyer(event)
    assert any(isinstance(item, Picture) for item in walk(flyer.pages[1].items)), "the flyer's ground"
    assert "error" not in capsys.readouterr().err
