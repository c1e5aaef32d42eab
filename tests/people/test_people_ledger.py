"""The print ledger tells the truth: what it says was printed, and what it is after a crash."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from ofprint.base.errors import AttendeesError
from ofprint.people import Attendee
from ofprint.people import ledger as ledgers
from ofprint.people.ledger import Ledger, chosen, fingerprint, read_ledger, record, shown_of

PERSON = Attendee(id="A1", name="山田 太郎", family="山田", given="太郎", affiliation="表社", row=2)


def test_a_ledger_that_is_not_there_is_empty(tmp_path):
    assert read_ledger(tmp_path / "ledger.json") == Ledger()


def test_only_new_and_changed_people_are_unprinted(tmp_path):
    path = tmp_path / "ledger.json"
    record(path, {"A1": "x", "A2": "y"})
    ledger = read_ledger(path)
    assert ledger.unprinted({"A3": "z", "A2": "y", "A1": "x2"}) == ["A3", "A1"]
    assert ledger.gone(["A2", "A3"]) == ["A1"]
    assert record(path, {"A1": "x2"}).printed == {"A1": "x2", "A2": "y"}


def test_what_shows_changes_the_fingerprint_and_what_does_not_show_does_not():
    assert shown_of(PERSON) == shown_of(replace(PERSON, row=99, extra={"Tシャツ": "M"}))
    for change in ({"name": "山田 次郎"}, {"affiliation": ""}, {"role": "登壇者"}, {"note": "x"}, {"id": "A2"}):
        assert shown_of(PERSON) != shown_of(replace(PERSON, **change))
    assert shown_of(PERSON) != shown_of(PERSON, "another design")


def test_a_fingerprint_keeps_its_texts_apart_and_stays_the_same():
    assert fingerprint(["ab", "c"]) != fingerprint(["a", "bc"])
    assert fingerprint(["ab", ""]) != fingerprint(["ab"])
    assert fingerprint(["山田"]) == "15a4dfad83fe2a719f0e8d5f92020a1d"


def test_the_same_ledger_has_the_same_bytes_and_holds_no_name(tmp_path):
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    record(one, {"A1": shown_of(PERSON), "A2": "y"})
    record(other, {"A2": "y"})
    record(other, {"A1": shown_of(PERSON)})
    assert one.read_bytes() == other.read_bytes()
    assert "山田" not in one.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"{}", b'{"format":"ofprint-ledger","version":1,"printed":{"a":1}}', b"\xff\xfe"]
)
def test_a_damaged_ledger_is_refused_and_left_as_it_is(tmp_path, content):
    path = tmp_path / "ledger.json"
    path.write_bytes(content)
    with pytest.raises(AttendeesError, match="ledger"):
        record(path, {"A1": "x"})
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_ledger_of_a_newer_version_is_refused(tmp_path):
    path = tmp_path / "ledger.json"
    path.write_text('{"format": "ofprint-ledger", "version": 2, "printed": {}}', encoding="utf-8")
    with pytest.raises(AttendeesError, match="newer"):
        read_ledger(path)


def test_a_failed_write_leaves_the_old_ledger_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "ledger.json"
    record(path, {"A1": "x"})
    before = path.read_bytes()

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ledgers.os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        record(path, {"A2": "y"})
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_run_left_behind_is_taken_away(tmp_path):
    (tmp_path / ".ledger.json.part").write_bytes(b"half, and longer than what will be written" * 100)
    (tmp_path / ".other.json.part").write_bytes(b"not ours")
    record(tmp_path / "ledger.json", {"A1": "x"})
    assert sorted(p.name for p in tmp_path.iterdir()) == [".other.json.part", "ledger.json"]
    assert read_ledger(tmp_path / "ledger.json").printed == {"A1": "x"}


def test_chosen_people_keep_their_order_and_unknown_ids_are_all_told():
    people = [replace(PERSON, id=one) for one in ("A1", "A2", "A3")]
    assert [p.id for p in chosen(people, ["A3", "A1"])] == ["A1", "A3"]
    with pytest.raises(AttendeesError) as caught:
        chosen(people, ["A3", "B2", "B1"])
    assert len(caught.value.findings) == 2


WRITER = """
import sys
from pathlib import Path
from ofprint.people.ledger import record
n = 0
while True:
    record(Path(sys.argv[1]), {f"A{n:05d}-{k}": "f" * 32 for k in range(300)})
    print(n, flush=True)
    n += 1
"""


@pytest.mark.parametrize("seed", range(5))
def test_a_writer_killed_at_any_moment_leaves_a_whole_ledger(tmp_path, seed):
    path = tmp_path / "ledger.json"
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(random.Random(seed).uniform(0.0, 0.12))
        writer.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        told = [int(line) for line in writer.stdout.read().split()] or [0]
    printed = read_ledger(path).printed
    batches = {one.partition("-")[0] for one in printed}
    assert len(printed) == 300 * len(batches)
    assert len(batches) >= told[-1] + 1
    record(path, {"B1": "x"})
    assert [p.name for p in tmp_path.iterdir()] == ["ledger.json"]


def test_two_writers_at_once_lose_none_of_each_others_entries(tmp_path):
    path = tmp_path / "ledger.json"
    code = "import sys; from pathlib import Path; from ofprint.people.ledger import record\n"
    code += "for n in range(25): record(Path(sys.argv[1]), {f'{sys.argv[2]}{n}': 'x'})"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    writers = [subprocess.Popen([sys.executable, "-c", code, str(path), one], env=env) for one in "ab"]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert set(read_ledger(path).printed) == {f"{one}{n}" for one in "ab" for n in range(25)}
    assert [p.name for p in tmp_path.iterdir()] == ["ledger.json"]
