"""The traps of a YAML source line: full-width signs, tabs, values cut at a hash, and what libyaml's errors mean.

It stands apart because these rules look at the characters of a line, never at the tree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ofprint.base.findings import Words
from ofprint.base.records import dataclass

_KEY = r"[a-z][a-z0-9_-]*"
_COLON = rf"[ 　]*(?:-[ 　]+)*({_KEY})[ 　]*："
_SPACE_AFTER_COLON = rf"[ 　]*(?:-[ 　]+)*({_KEY}):([　\u00a0])"
_INDENT = r" *([　\u00a0])[ 　\u00a0]*(?:[-\w]+[:：]|-[ 　])"
_DASH = r" *(?:- )*-([　\u00a0])"
_TAB = r" *(\t)\s*\S"
_HASH = re.compile(r"(\s+)#(.?)")
_BLOCK_HEAD = r"[^#]*[:\-]\s+[|>][-+0-9]*\s*(?:#.*)?$|[|>][-+0-9]*\s*$"


@dataclass(frozen=True, slots=True)
class Trap:
    """One trap found in a source line: its rule, column (from 1), and what to say."""

    rule: str
    column: int
    what: Words
    cure: Words
    certain: bool = True
    """False where the writer may have meant it: a warning."""


def is_japanese(character: str) -> bool:
    """Whether ``character`` is one of Japanese text: wide, full-width, half-width kana, or a dash or dots."""
    return bool(character) and (unicodedata.east_asian_width(character) in "WFH" or character in "…‥—―")


def traps_of_line(line: str) -> Iterator[Trap]:
    """Yield the signs of ``line`` that YAML does not take for what they look like."""
    if found := re.match(_COLON, line):
        yield full_width_colon(found[1], found.end())
    elif found := re.match(_SPACE_AFTER_COLON, line):
        yield _full_width_space(found.end())
    if found := re.match(_INDENT, line) or re.match(_DASH, line):
        yield _full_width_space(found.start(1) + 1)
    if found := re.match(_TAB, line):
        yield Trap(
            "yaml.tab",
            found.start(1) + 1,
            Words("a tab indents this line", "タブで字下げされています"),
            Words("indent with spaces, two a level", "半角スペース 2 つずつで字下げしてください"),
        )


def full_width_colon(key: str, column: int) -> Trap:
    """Return the trap of a key that is followed by ``：``."""
    return Trap(
        "yaml.full-width",
        column,
        Words(f"a full-width colon follows “{key}”", f"「{key}」の後が全角コロン「：」です"),
        Words(
            f"write “{key}: ” with an ASCII colon and a space", f"半角コロンと半角スペースで「{key}: 」と書いてください"
        ),
    )


def _full_width_space(column: int) -> Trap:
    return Trap(
        "yaml.full-width",
        column,
        Words(
            "a full-width space stands where YAML needs an ASCII one", "半角スペースの要る所に全角スペースがあります"
        ),
        Words("replace it with an ASCII space", "半角スペースに直してください"),
    )


def cut_at_hash(value: str, rest: str, column: int) -> Trap | None:
    """Return the trap of a plain value that YAML cut at `` #``; ``rest`` is its line's remainder.

    ``#`` glued to a word is a hashtag, not a comment: certain beside Japanese text. ``# `` after one
    space and Japanese text may be either; after two spaces, as comments are written, it is a comment.
    """
    found = _HASH.match(rest)
    if not found:
        return None
    glued = bool(found[2]) and found[2] not in " \t#-="
    beside = is_japanese(value[-1:]) or is_japanese(found[2])
    if not glued and (not beside or len(found[1]) > 1 or not value):
        return None
    whole = f"{value}{rest}".strip()
    shown = whole if len(whole) <= 40 else f"{whole[:40]}…"
    left = Words(f"“{value[-30:]}” is all that is left", f"「{value[-30:]}」だけが残ります")
    if not value:
        left = Words("nothing is left", "何も残りません")
    return Trap(
        "yaml.cut-at-hash",
        column + found.start(2) - 1,
        Words(
            f"YAML takes what follows “ #” for a comment: {left.en}",
            f"「 #」から後ろはコメントとして捨てられ、{left.ja}",
        ),
        Words(f'put the whole value in quotes: "{shown}"', f'値全体を引用符で囲んでください: "{shown}"'),
        certain=glued and (beside or not value),
    )


def lines_outside_blocks(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the index and text of the lines that lie in no ``|`` or ``>`` block, as far as can be told by eye.

    Used when a syntax error hides the tree.
    """
    limit = -1
    for index, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" "))
        if limit >= 0 and (not line.strip() or indent > limit):
            continue
        limit = indent if re.match(_BLOCK_HEAD, line) else -1
        if not line.lstrip().startswith("#"):
            yield index, line
