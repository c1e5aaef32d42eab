"""What libyaml's syntax errors mean, in words for an organizer, with the cure.

It stands apart because it is a table of sentences.
"""

from __future__ import annotations

import re

from ofprint.base.findings import Words
from ofprint.base.records import dataclass


@dataclass(frozen=True, slots=True)
class _Meaning:
    problem: str
    context: str
    at_context: bool
    what: Words
    cure: Words


_QUOTE = Words('put the whole value in quotes: "…"', '値全体を引用符で囲んでください: "…"')
_ALIGN = Words(
    "begin the keys of one level in the same column, items with “- ”",
    "同じ階層のキーは同じ桁から、項目は「- 」で始めてください",
)

_MEANINGS = (
    _Meaning(
        "mapping values are not allowed",
        "",
        False,
        Words(
            "a second “: ” in one value, or a line indented too deep",
            "1 つの値に「: 」が 2 つあるか、字下げが深すぎます",
        ),
        Words(
            'put the value in quotes ("…"), or align the line with its neighbours',
            "値を引用符で囲むか、字下げを前後の行と揃えてください",
        ),
    ),
    _Meaning(
        "could not find expected ':'",
        "",
        True,
        Words("this line is no “key: value”", "この行は「キー: 値」になっていません"),
        Words(
            "write “key: value”; begin a text of several lines with “|” and indent it",
            "「キー: 値」と書いてください（複数行の文章は「|」で始めて字下げします）",
        ),
    ),
    _Meaning(
        "unexpected end of stream|unexpected document indicator",
        "quoted scalar",
        True,
        Words("the quotes that open here are never closed", "ここで開いた引用符が閉じられていません"),
        Words("close the quotes", "引用符を閉じてください"),
    ),
    _Meaning(
        "expected ',' or '\\]'",
        "",
        True,
        Words(
            "the “[” that opens here is not closed, or a comma is missing",
            "ここで開いた「[」が閉じていないか、コンマが足りません",
        ),
        Words("close it with “]”, commas between the items", "「]」で閉じ、項目を半角コンマで区切ってください"),
    ),
    _Meaning(
        "expected ',' or '}'",
        "",
        True,
        Words(
            "the “{” that opens here is not closed, or a comma is missing",
            "ここで開いた「{」が閉じていないか、コンマが足りません",
        ),
        Words("close it with “}”, commas between the entries", "「}」で閉じ、半角コンマで区切ってください"),
    ),
    _Meaning(
        "alphabetic or numeric character|whitespace or line break",
        "alias|anchor|tag",
        True,
        Words("a value cannot begin with *, & or ! without quotes", "値の先頭に * & ! を裸で書くことはできません"),
        _QUOTE,
    ),
    _Meaning(
        "undefined alias",
        "",
        False,
        Words("a value cannot begin with * without quotes", "値の先頭に * を裸で書くことはできません"),
        _QUOTE,
    ),
    _Meaning(
        "tab character",
        "",
        False,
        Words("a tab indents this line", "タブで字下げされています"),
        Words("indent with spaces, two a level", "半角スペース 2 つずつで字下げしてください"),
    ),
    _Meaning(
        "cannot start any token|unknown directive|directive name",
        "",
        False,
        Words(
            "a value cannot begin with this character without quotes", "値の先頭にこの文字を裸で書くことはできません"
        ),
        _QUOTE,
    ),
    _Meaning(
        "unknown escape|hexadecimal|escape code",
        "",
        False,
        Words(
            "in double quotes a backslash needs a known letter after it", "二重引用符の中の「\\」の後が正しくありません"
        ),
        Words("use single quotes, or write \\\\ for a backslash", "一重引用符を使うか、「\\\\」と重ねて書いてください"),
    ),
    _Meaning(
        "expected '-' indicator",
        "",
        False,
        Words(
            "a list ends here with a line that is neither an item nor the next key",
            "リストの途中に、項目でも次のキーでもない行があります",
        ),
        _ALIGN,
    ),
    _Meaning(
        "expected key|expected <block end>|expected ',' ",
        "",
        False,
        Words("this is neither a key nor the end of the value before it", "キーでもなく、前の値の続きでもありません"),
        Words(
            "align it with its neighbours; after a closing quote nothing may follow",
            "前後の行と字下げを揃えてください（引用符を閉じた後には何も書けません）",
        ),
    ),
    _Meaning(
        "maximum nesting depth",
        "",
        False,
        Words("nested too deep", "入れ子が深すぎます"),
        Words('put the whole value in quotes: "…"', '値全体を引用符で囲んでください: "…"'),
    ),
    _Meaning(
        "document start",
        "",
        False,
        Words("something follows the end of the document", "文書の終わりの後に何か書かれています"),
        Words("keep one document in a file", "1 つのファイルには 1 つの文書だけを書いてください"),
    ),
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a syntax error means, and whether its place is where the construct began."""

    what: Words
    cure: Words
    at_context: bool


def meaning_of(problem: str, context: str) -> Meaning:
    """Return libyaml's (or PyYAML's) ``problem`` in clear words, with a cure."""
    for known in _MEANINGS:
        if re.search(known.problem, problem) and re.search(known.context, context):
            return Meaning(known.what, known.cure, known.at_context)
    said = f"{context}: {problem}" if context else problem
    return Meaning(Words(f"not YAML: {said}", f"YAML として読めません（{said}）"), _ALIGN, at_context=False)
