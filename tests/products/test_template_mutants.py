"""A thousand mutants of kojo: each is laid, or answered with file, line and cure; none ends in a traceback."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import ofprint
from ofprint.base.resources import resource_folder

MUTANTS = 1000
GROUPS = 10
"""Tests that they are spread over, so that one that fails names a hundred."""
PRODUCTS = ("flyer", "booklet", "badges", "signage")
VALUES = [
    "", "''", "~", "[]", "{}", "-1", "0", "99999", "1e9", "999999999999999999999", "0.0001pt", "99999pt", "12mm", "nan",
    "true", "x", "event", "event.talks", "words", "[1, 2]", "{a: 1}", "'{{ event }}'", "'{{ nothing }}'", "'{{'",
    "'{{ 1 / 0 }}'", "'event.talks | batch(0)'", "range(1000)", "vertical", "A4", "deep 400", "kojo", "../..",
    "/etc/passwd", "\u0000", "【】", "- a",
]  # fmt: skip


def mutated(text: str, chance: random.Random) -> str:
    """Return a template's text with one thing wrong in it: a line, a word, a sign or a value."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    line = lines[at]
    kind = chance.randrange(7)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(at, lines[chance.randrange(len(lines))])
    elif kind == 2 and line:
        cut = chance.randrange(len(line))
        lines[at] = line[:cut] + line[cut + 1 :]
    elif kind == 3 and line:
        cut = chance.randrange(len(line))
        lines[at] = line[:cut] + chance.choice("[]{}:,'\"|&*#-+~ 　") + line[cut:]
    elif ": " in line:
        places = [index for index in range(len(line)) if line.startswith(": ", index)]
        start = chance.choice(places) + 2
        end = min((line.find(sign, start) for sign in ",}]" if line.find(sign, start) > 0), default=len(line))
        lines[at] = line[:start] + chance.choice(VALUES) + line[end:]
    return "\n".join(lines)


def mutants(folder: Path, group: int) -> Iterator[tuple[str, str]]:
    """Yield the product each mutant is of and what was changed, the mutant standing in ``folder``."""
    kojo = resource_folder("templates") / "kojo"
    for number in range(group, MUTANTS, GROUPS):
        chance = random.Random(number)
        product = PRODUCTS[number // GROUPS % len(PRODUCTS)]
        file = chance.choice(["template.yaml", f"{product}.yaml", f"{product}.yaml"])
        text = mutated((kojo / file).read_text(encoding="utf-8"), chance)
        (folder / file).write_text(text, encoding="utf-8", errors="replace")
        yield product, f"mutant {number} of {file}"
        shutil.copy(kojo / file, folder / file)


@pytest.fixture(scope="module")
def evening(examples: dict[str, Path]) -> ofprint.Event:
    return ofprint.load(examples["community-evening"])


@pytest.fixture(scope="module")
def people(examples: dict[str, Path]) -> list[ofprint.Attendee]:
    return ofprint.load_attendees(examples["community-evening"] / "attendees.csv")[:3]


@pytest.mark.parametrize("group", range(GROUPS))
def test_a_mutant_of_kojo_is_laid_or_answered(
    group: int, tmp_path: Path, evening: ofprint.Event, people: list[ofprint.Attendee]
) -> None:
    folder = Path(shutil.copytree(resource_folder("templates") / "kojo", tmp_path / "mutant"))
    answered = 0
    for product, name in mutants(folder, group):
        try:
            if product == "badges":
                ofprint.badges(evening, people, template=folder)
            else:
                getattr(ofprint, product)(evening, template=folder)
        except ofprint.TemplateError as wrong:
            answered += 1
            for finding in wrong.findings:
                assert finding.place.file and finding.place.line, f"{name}: {finding}"
                assert finding.cure, f"{name}: {finding}"
        except Exception as wrong:
            raise AssertionError(f"{name}: {wrong!r}") from wrong
    assert answered > MUTANTS / GROUPS / 3, "most mutants are wrong"
