"""Attendee lists through the command, as organizers meet them: broken ones are refused, good ones print whole."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from card_pages import codes, texts
from people_lists import table as delimited
from people_lists import two_hundred
from test_people_broken import GOOD, REFUSED

from ofprint.base.errors import AttendeesError
from ofprint.cli import main
from ofprint.people import read_attendees

EVENT = """\
title: 見本の会
dates: 2026-01-22
badges: {roles: [参加者]}
"""


@pytest.fixture(scope="module")
def event(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("event")
    (folder / "event.yaml").write_text(EVENT, encoding="utf-8")
    return folder


def run(event: Path, data: bytes, name: str = "list.csv", command: str = "badges") -> tuple[int, Path]:
    """Run the command on a list; return its exit code and where the badges would be."""
    folder = event / "lists"
    folder.mkdir(exist_ok=True)
    path, out = folder / name, folder / "out" / "badges.pdf"
    path.write_bytes(data)
    out.unlink(missing_ok=True)
    arguments = [command, str(event), "--attendees", str(path)]
    return main([*arguments, "-o", str(out)] if command == "badges" else arguments), out


@pytest.mark.parametrize("command", ["badges", "check"])
@pytest.mark.parametrize("name", REFUSED)
def test_a_broken_list_gives_one_report_with_its_row_and_nothing_is_written(
    event: Path, capsys: pytest.CaptureFixture[str], name: str, command: str
) -> None:
    data, rule, row = REFUSED[name]
    code, out = run(event, data, command=command)
    said = capsys.readouterr()
    assert code == 1
    assert not out.exists()
    assert f"[people.{rule}]" in said.err
    assert "Traceback" not in said.err
    errors = [line for line in said.err.splitlines() if line.startswith("error")]
    assert errors
    if row is not None:
        assert any(re.search(rf"\brow {row}\b", line) for line in errors), said.err


@pytest.mark.parametrize("name", ["list.xlsx", "list.tsv", "list.txt", "list"])
def test_a_list_under_a_wrong_name_is_read_by_its_content(event: Path, name: str) -> None:
    code, out = run(event, GOOD.encode("cp932"), name)
    assert code == 0
    assert [code[0] for code in codes(out.read_bytes())[0]] == ["A1", "A2"]


SOURCES = [delimited(two_hundred()[:30]).encode(codec) for codec in ("utf-8", "cp932", "utf-16", "utf-8-sig")]
SOURCES += [data for data, _, _ in REFUSED.values() if len(data) < 20_000]
PIECES = [b'"', b",", b"\t", b"\r\n", b"\0", b"=1+1", b"\xef\xbb\xbf", b"\x85", "髙".encode(), "髙".encode("cp932")]


def mutant(r: random.Random) -> bytes:
    """Return a list cut, doubled, flipped or mixed with another."""
    data = bytearray(r.choice(SOURCES))
    for _ in range(r.randint(1, 6)):
        at = r.randint(0, max(len(data) - 1, 0))
        match r.randint(0, 6):
            case 0:
                del data[at : at + r.randint(1, 40)]
            case 1:
                data[at:at] = r.randbytes(r.randint(1, 12))
            case 2 | 3:
                data[at:at] = r.choice(PIECES)
            case 4 if data:
                data[at] ^= 1 << r.randint(0, 7)
            case 5:
                data[at:at] = r.choice(SOURCES)[: r.randint(0, 300)]
            case _:
                del data[at:]
    return bytes(data)


def test_thousands_of_mutants_are_read_or_refused_and_never_crash() -> None:
    r = random.Random(11)
    for number in range(3000):
        data = mutant(r)
        try:
            read = read_attendees(data)
        except AttendeesError as wrong:
            assert wrong.findings, number
            assert all(finding.what.en and finding.what.ja for finding in wrong.findings), number
        else:
            assert all(person.name and person.id for person in read.people), number
            assert len({person.id for person in read.people}) == len(read.people), number


@pytest.mark.parametrize("seed", range(40))
def test_a_mutant_through_the_command_ends_with_a_report_or_with_badges(
    event: Path, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    code, out = run(event, mutant(random.Random(seed)))
    said = capsys.readouterr()
    assert code in (0, 1)
    assert out.exists() == (code == 0)
    assert code == 0 or any(line.startswith("error") for line in said.err.splitlines())


def test_a_cp932_list_of_200_people_prints_every_name_whole(event: Path) -> None:
    rows = two_hundred()
    code, out = run(event, delimited(rows).encode("cp932"))
    assert code == 0
    data = out.read_bytes()
    read = codes(data)
    assert [text for page in read for text, _, _ in page] == [row[0] for row in rows[1:]]
    for page, text in enumerate(texts(data)):
        for row in rows[1 + 10 * page : 11 + 10 * page]:
            family, given_name = re.split("[ 　]", row[1])
            assert family in text, row
            assert given_name in text, row
            assert row[4].replace(" ", "").replace("　", "")[:8] in text, row


def test_yoshino_with_the_earth_form_and_half_width_kana_print_from_utf8(event: Path) -> None:
    rows = [["受付番号", "氏名", "ふりがな"], ["Y1", "𠮷野 桜", "ﾖｼﾉ ｻｸﾗ"], ["Y2", "髙橋 﨑子", "ﾀｶﾊｼ ｻｷｺ"]]
    code, out = run(event, delimited(rows).encode("utf-8"))
    assert code == 0
    text = texts(out.read_bytes())[0]
    for word in ("𠮷野", "桜", "髙橋", "﨑子", "ヨシノ", "タカハシ"):
        assert word in text
