"""The YAML reader: a tree with places, nothing constructed, every fault collected, nothing unbounded."""

from __future__ import annotations

import pytest

from ofprint.base.findings import Severity
from ofprint.base.yaml_places import MAX_BYTES, Mapping, Scalar, Sequence, read_yaml


def _read(text: str):
    return read_yaml(text.encode(), file="e.yaml")


def _said(text: str) -> list[str]:
    return [f"{f.place.line}:{f.place.column} {f.rule}" for f in _read(text).findings]


def test_scalars_stay_text_with_their_places():
    root = _read("a: 13:30\nb:\n  - '0123'\n  - |\n    一\n    二\nc: {d: true}\n").root
    assert isinstance(root, Mapping)
    items = root.get("b")
    assert isinstance(items, Sequence)
    assert [(s.text, s.style, s.line, s.column) for s in items.items if isinstance(s, Scalar)] == [
        ("0123", "quoted", 3, 5),
        ("一\n二", "block", 4, 5),
    ]
    assert root.get("a") == Scalar("13:30", "plain", 1, 4, "e.yaml")
    assert isinstance(root.get("c"), Mapping) and (root.get("c").line, root.get("c").column) == (7, 4)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a: 東北\n  オープン\n", "東北オープン"),
        ("a: >\n  東北\n  オープン\n", "東北オープン"),
        ('a: "東北\n  オープン"\n', "東北オープン"),
        ("a: 東北の\n  RENEW と\n  TSUGI\n", "東北のRENEW とTSUGI"),
        ("a: open\n  factory\n", "open factory"),
        ("a: |\n  東北\n  オープン\n", "東北\nオープン"),
        ("a: >\n  東北\n\n  オープン\n", "東北\nオープン"),
    ],
)
def test_folded_japanese_lines_get_no_space_between_them(written, read):
    assert _read(written).root.get("a").text == read


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("theme: 地域の #ハッシュタグ\n", ["1:12 yaml.cut-at-hash"]),
        ("theme: 「地域」 #tag\n", ["1:13 yaml.cut-at-hash"]),
        ("theme: C #入門\n", ["1:10 yaml.cut-at-hash"]),
        ("theme: #ハッシュタグ\n", ["1:8 yaml.cut-at-hash"]),
        ("- #ハッシュタグ\n- b\n", ["1:3 yaml.cut-at-hash"]),
        ("theme: 地域の#ハッシュタグ\n", []),
        ("theme: '地域の #ハッシュタグ'\n", []),
        ("theme: 地域の  # 覚え書き\n", []),
        ("theme: |\n  地域の #ハッシュタグ\n", []),
        ("theme:  # 覚え書き\n  - a\n", []),
        ("# 地域の #ハッシュタグ\na: b\n", []),
    ],
)
def test_a_value_cut_at_a_hash_is_told_from_a_comment(text, said):
    assert _said(text) == said


def test_a_comment_close_behind_japanese_text_is_doubtful_only():
    (found,) = _read("theme: 地域の # 覚え書き\n").findings
    assert (found.rule, found.severity) == ("yaml.cut-at-hash", Severity.WARNING)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: b\ntitle：東北\nc: d\n", ["2:6 yaml.full-width"]),
        ("title: 東北\n  subtitle：副題\n", ["2:11 yaml.full-width"]),
        ("title:　東北\n", ["1:7 yaml.full-width"]),
        ("　title: 東北\n", ["1:1 yaml.full-width"]),
        ("a:\n　　b: c\n", ["2:1 yaml.full-width"]),
        ("a:\n  -　b\n  - c\n", ["2:4 yaml.full-width"]),
        ("a: “東北”\n", ["1:4 yaml.full-width"]),
        ("a:\n  - Tel：022\n", []),
        ("a: |\n  title：東北\n", []),
    ],
)
def test_full_width_signs_where_yaml_needs_ascii(text, said):
    assert _said(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ["1:1 yaml.empty"]),
        ("# 何もない\n", ["1:1 yaml.empty"]),
        ("a: b\n\tc: d\n", ["2:1 yaml.tab"]),
        ("a: 1\nb: 2\na: 3\n", ["3:1 yaml.equal-keys"]),
        ("a: &x 1\nb: *x\n", ["1:4 yaml.alias", "2:4 yaml.alias"]),
        ("a: {<<: {b: c}}\n", ["1:5 yaml.alias"]),
        ("a: !!binary x\n", ["1:4 yaml.tag"]),
        ("a: b\n---\nc: d\n", ["2:1 yaml.documents"]),
        ("? [a]\n: b\n", ["1:3 yaml.key"]),
        ("a: b: c\n", ["1:5 yaml.syntax"]),
        ("a: 'b\n", ["1:4 yaml.syntax"]),
        ("a: [b, c\n", ["1:4 yaml.syntax"]),
        ("a: {b: c\n", ["1:4 yaml.syntax"]),
        ("a: @b\n", ["1:4 yaml.syntax"]),
        ("a: *注意\n", ["1:4 yaml.syntax"]),
        ("a: `b`\n", ["1:4 yaml.syntax"]),
        ('a: "\\q"\n', ["1:5 yaml.syntax"]),
        ("a:\n    b: c\n   d: e\n", ["3:4 yaml.syntax"]),
        ("- a\nb: c\n", ["2:1 yaml.syntax"]),
        ("a: b\nただの行\nc: d\n", ["2:1 yaml.syntax"]),
        ("a: b\0c\n", ["1:5 yaml.control"]),
        ("a: b\u2028c\n", ["1:5 yaml.control"]),
    ],
)
def test_faults_have_their_place(text, said):
    assert _said(text) == said


def test_what_stands_before_a_syntax_error_is_kept():
    read = _read("a: b\nc: [d, e\nf: g\n")
    assert not read.whole
    assert read.root.get("a").text == "b"
    assert not read.root.whole


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
        "[" * 100_000,
        "- " * 100_000,
        "{a: " * 100_000,
        "- \n" * 200_000,
        "a:\n" + " x\n" * 100_000,
        "".join(f"k{n}: #x\n" for n in range(20_000)),
        "\x01\n" * 50_000,
        "? " + "k" * 100_000 + "\n: v\n",
    ],
    ids=["laughs", "brackets", "dashes", "braces", "nulls", "lines", "hashes", "controls", "key"],
)
def test_no_file_is_unbounded(text):
    read = _read(text)
    assert 0 < len(read.findings) <= 301 or read.whole


def test_a_file_over_two_megabytes_is_refused():
    assert [f.rule for f in read_yaml(b"a" * (MAX_BYTES + 1), file="e").findings] == ["yaml.size"]


def test_a_hash_that_swallows_a_bracket_is_an_error_besides_the_warning_of_it():
    read = _read("title: { ja: 見本, en: M #ihon }\nedition: '2026'\n")
    assert not read.whole
    assert ("yaml.cut-at-hash", Severity.WARNING) in {(found.rule, found.severity) for found in read.findings}
    assert any(found.severity is Severity.ERROR for found in read.findings)
