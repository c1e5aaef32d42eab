"""Mutants of the examples: whatever is done to a file, it loads or gives one clear error, in bounded time."""

from __future__ import annotations

import time
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ofprint.base.errors import EventError
from ofprint.base.findings import Severity
from ofprint.event import Event, load
from ofprint.event.fields import public_fields

EXAMPLES = Path(__file__).parents[2] / "examples"
SOURCES = [
    (EXAMPLES / name / "event.yaml").read_bytes() for name in ("tohoku-vol7", "two-day-conference", "town-festival")
]
PIECES = st.sampled_from(
    [b"\t", "　".encode(), "：".encode(), b" #", b": ", b"- ", b"'", b'"', b"[", b"{", b"&a ", b"*a", b"!!x ", b"\0",
     b"<<: ", b"---\n", b"|\n", b"%", b"\x81", b"\xff", b"\xef\xbb\xbf", b"? ", b"null", b"\r", "\u202e".encode()]
)  # fmt: skip
BOUNDED = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _loads_or_tells(data: bytes, folder: Path) -> None:
    (folder / "event.yaml").write_bytes(data)
    (folder / "attendees.csv").write_bytes(b"x")
    (folder / "portraits").mkdir(exist_ok=True)
    for name in ("arisugawa", "bando"):
        (folder / "portraits" / f"{name}.png").write_bytes(b"x")
    began = time.monotonic()
    try:
        event = load(folder)
    except EventError as error:
        assert any(finding.severity is Severity.ERROR for finding in error.findings)
        for finding in error.findings:
            assert finding.said().encode() and finding.said("ja").encode()
            assert finding.place.file
    else:
        assert all(finding.severity is not Severity.ERROR for finding in event.findings)
        assert event.title and event.dates and list(event.texts())
        _ = event.timeline(), event.start, event.end, event.used_rooms, [event.until(i) for i in event.programme]
    assert time.monotonic() - began < 20


@BOUNDED
@given(st.sampled_from(SOURCES), st.data())
def test_lines_deleted_doubled_moved_or_indented_anew(tmp_path, source, data):
    lines = source.splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(lines) - 1))
        act = data.draw(st.sampled_from(["delete", "double", "move", "indent", "outdent", "cut"]))
        line = lines.pop(at)
        if act == "double":
            lines[at:at] = [line, line]
        elif act == "move":
            lines.insert(data.draw(st.integers(0, len(lines))), line)
        elif act == "indent":
            lines.insert(at, b"  " + line)
        elif act == "outdent":
            lines.insert(at, line.removeprefix(b"  "))
        elif act == "cut":
            lines.insert(at, line[: len(line) // 2] + b"\n")
        if not lines:
            break
    _loads_or_tells(b"".join(lines), tmp_path)


@BOUNDED
@given(st.sampled_from(SOURCES), st.data())
def test_pieces_put_in_and_bytes_flipped(tmp_path, source, data):
    mutant = bytearray(source)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(mutant) - 1))
        if data.draw(st.booleans()):
            mutant[at:at] = data.draw(PIECES)
        else:
            mutant[at] ^= data.draw(st.integers(1, 255))
    _loads_or_tells(bytes(mutant), tmp_path)


@BOUNDED
@given(st.sampled_from(SOURCES), st.sampled_from(["cp932", "utf-16", "utf-8-sig", "euc_jp"]), st.data())
def test_saved_otherwise_and_cut_short(tmp_path, source, codec, data):
    text = source.decode()
    saved = text.encode(codec, "replace")
    _loads_or_tells(saved[: data.draw(st.integers(0, len(saved)))], tmp_path)


_LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates() | st.times()
_TREES = st.recursive(_LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner))
_KEYS = st.sampled_from([*public_fields(Event), "tittle"])


@BOUNDED
@given(st.dictionaries(_KEYS, _TREES, max_size=8))
def test_any_dict_gives_an_event_or_one_error(mapping):
    try:
        Event.from_dict({"title": "見本の会", "dates": "2026-01-22", **mapping})
    except EventError as error:
        assert all(finding.said().encode() for finding in error.findings)
