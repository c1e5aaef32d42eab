"""Templates from strangers: none reads elsewhere, reaches a network, runs code or goes on for ever; each is answered."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import ofprint

HEAD = "name: evil\nextends: kojo\n"
SHEET = HEAD + "plans: {flyer: {pages: [{sheet: a}]}}\nsheets:\n  a:\n    size: A4\n    frames:\n"
DOUBLED = "".join(f"          v{n}: '[v{n - 1}, v{n - 1}]'\n" for n in range(1, 60))
SQUARED = "".join(f"          v{n}: v{n - 1} * v{n - 1}\n" for n in range(1, 60))
NESTED = (
    "- {part: stack, items: range(900), x: 0, y: 0, w: 9, cell: [{part: stack, items: range(900), x: 0, y: 0, w: 9, "
    "cell: [{repeat: range(900), part: rect, x: 0, y: 0, w: 1, h: 1, fill: deep}]}]}"
)
BLOCKS = "blocks:\n  b0: [{part: rect, x: 0, y: 0, w: 1, h: 1, fill: deep}]\n" + "".join(
    f"  b{n}: [{', '.join([f'{{part: group, use: b{n - 1}, x: 0, y: 0, w: 9, h: 9}}'] * 40)}]\n" for n in range(1, 9)
)
WRONG = {
    "extends a folder above": ("name: a\nextends: ../../secret\n", "template.outside"),
    "extends an absolute folder": ("name: a\nextends: /etc\n", "template.outside"),
    "extends itself": ("name: a\nextends: evil\n", "template.extends"),
    "calls a method": (SHEET + "      - {text: \"{{ ''.join(['a']) }}\", x: 1, b: 9}\n", "template.value"),
    "asks for a class": (SHEET + "      - {text: \"{{ event.__class__ }}\", x: 1, b: 9}\n", "template.value"),
    "imports": (SHEET + "      - {bind: \"__import__('os').system('ls')\", x: 1, b: 9}\n", "template.value"),
    "a giant size": (SHEET + "      - {text: x, size: 99999pt, x: 1, b: 9}\n", "template.too-large"),
    "a giant size, calculated": (SHEET + "      - {text: x, size: 9999 * 99, x: 1, b: 9}\n", "template.value"),
    "a giant place": (SHEET + "      - {part: rect, x: 1, y: 1, w: 9999999, h: 1, fill: deep}\n", "template.too-large"),
    "a giant sheet": (SHEET.replace("A4", "[90000mm, 90000mm]") + "      []\n", "template.too-large"),
    "400 % of ink": (HEAD + "inks: {deep: [100, 100, 100, 100]}\n", "template.ink-limit"),
    "a block of itself": (
        HEAD + "blocks: {b: [{part: group, use: b, x: 0, y: 0, w: 9, h: 9}]}\nsheets: {s: {size: A4, master: b, frames: []}}\n",
        "template.use",
    ),
    "blocks of blocks": (BLOCKS.join((HEAD, SHEET.removeprefix(HEAD))) + "      - {part: group, use: b8, x: 0, y: 0, w: 9, h: 9}\n", "template.value"),
    "repeats in repeats": (SHEET + f"      {NESTED}\n", "template.value"),
    "lists of lists": (SHEET + f"      - let:\n          v0: '[1]'\n{DOUBLED}", "template.value"),
    "squares of squares": (SHEET + f"      - let:\n          v0: 99\n{SQUARED}", "template.value"),
    "a long range": (SHEET + "      - {repeat: range(10000000), text: x, x: 1, b: 9}\n", "template.value"),
    "a power by rounding": (SHEET + "      - {text: '{{ round(5, -999999999) }}', x: 1, b: 9}\n", "template.value"),
    "a million slats": (SHEET + "      - {part: door, x: 0, y: 0, w: 9, h: 9, ink: deep, slat: mid, shut: true, count: 999999}\n", "template.value"),
    "a link that runs": (SHEET + "      - {part: link, text: 'javascript:alert(1)', x: 0, y: 0, w: 9, h: 9}\n", "template.value"),
    "nested too deep": (SHEET + f"      - {{bind: '{'(' * 1500}1{')' * 1500}', x: 1, b: 9}}\n", "template.value"),
    "yaml that refers to itself": (HEAD + "values: {a: &a [1], b: *a}\n", "yaml"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_template_is_answered_with_file_line_column_and_cure(
    name: str, tmp_path: Path, forum: ofprint.Event
) -> None:
    text, rule = WRONG[name]
    (tmp_path / "evil").mkdir()
    (tmp_path / "evil" / "template.yaml").write_text(text, encoding="utf-8")
    start = time.process_time()
    with pytest.raises(ofprint.TemplateError) as wrong:
        ofprint.flyer(forum, template=tmp_path / "evil")
    assert time.process_time() - start < 60
    assert any(finding.rule.startswith(rule) for finding in wrong.value.findings), wrong.value
    for finding in wrong.value.findings:
        assert finding.place.file == "evil/template.yaml"
        assert finding.place.line and finding.place.column and finding.cure, finding


def test_a_file_that_is_a_link_out_of_the_folder_is_not_read(tmp_path: Path, forum: ofprint.Event) -> None:
    (tmp_path / "secret.yaml").write_text("name: secret words\n", encoding="utf-8")
    (tmp_path / "evil").mkdir()
    (tmp_path / "evil" / "template.yaml").write_text(HEAD, encoding="utf-8")
    (tmp_path / "evil" / "flyer.yaml").symlink_to(tmp_path / "secret.yaml")
    with pytest.raises(ofprint.TemplateError, match=r"evil/flyer.yaml:1:1") as wrong:
        ofprint.flyer(forum, template=tmp_path / "evil")
    assert "secret" not in str(wrong.value)


def test_a_sign_s_file_cannot_lie_outside_the_output(tmp_path: Path, forum: ofprint.Event) -> None:
    (tmp_path / "evil").mkdir()
    text = SHEET.replace("flyer: {pages: [{sheet: a}]}", "signage: {pages: [{sheet: a, file: ../../out}]}")
    (tmp_path / "evil" / "template.yaml").write_text(text + "      - {text: x, x: 1, b: 9}\n", encoding="utf-8")
    with pytest.raises(ofprint.TemplateError, match="no name of a file"):
        ofprint.signage(forum, template=tmp_path / "evil")
