"""Bytes into text: every encoding that event files and lists come in, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofprint.base.findings import Severity
from ofprint.base.text_encoding import decode
from ofprint.event import load

TEXT = "title: 髙橋と﨑の会①\ndates: 2026-01-22\nnotes: 表とソで噂を申す ﾃｽﾄ～\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "UTF-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "UTF-8 with a BOM"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.encode("utf-32"), "UTF-32"),
        (TEXT.encode("cp932"), "CP932"),
        (b"", "UTF-8"),
        ("ｱｲｳ\n".encode("cp932"), "CP932"),
    ],
)
def test_every_encoding_is_found_and_gives_its_text(data, encoding):
    decoded = decode(data)
    assert (decoded.encoding, decoded.fault) == (encoding, None)
    assert decoded.text in (TEXT, "ｱｲｳ\n", "")


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (TEXT.encode() + "備考: 表\n".encode("cp932"), 4),
        (TEXT.encode("cp932") + b"\x81\x20\n", 4),
        (TEXT.encode("cp932") + b"\x80\n", 4),
        (TEXT.encode("iso2022_jp", "ignore"), 1),
        (TEXT.encode("utf-16") + b"\0", 4),
        (b"\xef\xbb\xbftitle: \xff\n", 1),
    ],
)
def test_mixed_or_broken_bytes_are_a_fault_with_its_line(data, line):
    fault = decode(data).fault
    assert fault is not None and fault.line == line


@given(st.text(st.characters(codec="cp932", exclude_categories=["Cc"], exclude_characters="¢£¬‖−〜"), min_size=1))
def test_any_cp932_text_comes_back_whole_unless_its_bytes_are_utf8(text):
    data = text.encode("cp932")
    decoded = decode(data)
    assert decoded.fault is not None or decoded.text == data.decode(
        "utf-8" if decoded.encoding.startswith("UTF-8") else "cp932"
    )


@given(st.binary(max_size=200))
def test_no_bytes_raise(data):
    decode(data)


@pytest.mark.parametrize(
    ("data", "severity"),
    [
        (TEXT.encode("cp932"), Severity.WARNING),
        (b"\xef\xbb\xbf" + TEXT.encode(), Severity.INFO),
        (TEXT.encode("utf-16"), Severity.WARNING),
        (TEXT.replace("\n", "\r\n").encode("cp932"), Severity.WARNING),
    ],
)
def test_an_event_saved_otherwise_loads_and_says_so(data, severity, tmp_path):
    (tmp_path / "event.yaml").write_bytes(data)
    event = load(tmp_path)
    assert event.title == "髙橋と﨑の会①"
    assert [(f.rule, f.severity) for f in event.findings] == [("yaml.encoding", severity)]


def test_a_plain_utf8_event_says_nothing(tmp_path):
    (tmp_path / "event.yaml").write_text(TEXT, encoding="utf-8")
    assert load(tmp_path / "event.yaml").findings == ()
