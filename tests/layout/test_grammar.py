"""Expressions are read as Jinja2's own parser reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.parser import Parser

from ofprint.layout.template.grammar import GrammarError, read_expression

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


class _Shown:
    """Builds nested tuples that say what was read."""

    def __getattr__(self, kind: str) -> Any:
        return lambda *parts: (kind, *map(_plain, parts))


def _plain(part: Any) -> Any:
    if isinstance(part, dict):
        return tuple((key, _plain(value)) for key, value in part.items())
    return tuple(map(_plain, part)) if isinstance(part, list | tuple) else part


def ours(source: str) -> Any:
    try:
        return read_expression(source, _Shown())
    except GrammarError:
        return "no expression"


def theirs(source: str) -> Any:
    try:
        parser = Parser(Environment(), source, state="variable")
        node = parser.parse_expression()
        return _seen(node) if parser.stream.eos else "no expression"
    except TemplateSyntaxError:
        return "no expression"


_SIGNS = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">=", "in": "in", "notin": "not in"}


def _seen(node: Any) -> Any:
    match node:
        case None:
            return None
        case nodes.Const():
            return ("constant", node.value)
        case nodes.Name():
            return ("name", node.name)
        case nodes.Getattr():
            return ("attribute", _seen(node.node), node.attr)
        case nodes.Getitem(arg=nodes.Slice()):
            return ("part", _seen(node.node), tuple(map(_seen, (node.arg.start, node.arg.stop, node.arg.step))))
        case nodes.Getitem():
            return ("item", _seen(node.node), _seen(node.arg))
        case nodes.Call():
            return ("call", _seen(node.node), *_given(node))
        case nodes.Filter():
            return ("filter", _seen(node.node), node.name, *_given(node))
        case nodes.Test():
            return ("test", _seen(node.node), node.name)
        case nodes.And() | nodes.Or():
            return ("binary", type(node).__name__.lower(), _seen(node.left), _seen(node.right))
        case nodes.BinExpr():
            return ("binary", node.operator, _seen(node.left), _seen(node.right))
        case nodes.UnaryExpr():
            return ("unary", node.operator, _seen(node.node))
        case nodes.Compare():
            return ("compare", _seen(node.expr), tuple((_SIGNS[one.op], _seen(one.expr)) for one in node.ops))
        case nodes.CondExpr():
            return ("choice", _seen(node.test), _seen(node.expr1), _seen(node.expr2))
        case nodes.Concat():
            return ("joined", _all(node.nodes))
        case nodes.List() | nodes.Tuple():
            return ("listed", _all(node.items))
        case nodes.Dict():
            return ("mapped", tuple((_seen(pair.key), _seen(pair.value)) for pair in node.items))
    raise AssertionError(f"no such node: {node!r}")


def _all(found: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(map(_seen, found))


def _given(node: Any) -> tuple[Any, Any]:
    return _all(node.args), tuple({one.key: _seen(one.value) for one in node.kwargs}.items())


def _with_three_ends(read: Any) -> Any:
    """Fill a slice's ends up to three, as Jinja2 does."""
    if not isinstance(read, tuple):
        return read
    read = tuple(map(_with_three_ends, read))
    if read[:1] == ("part",):
        return ("part", read[1], (*read[2], None, None)[:3])
    return read


def _written() -> Iterator[str]:
    for path in sorted(TEMPLATES.glob("*/*.yaml")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield from (hole.strip() for hole in re.findall(r"\{\{(.*?)\}\}", line))
            yield from re.findall(r"[:,] *\"?([^{}\"]+?)\"?(?=,|\}|$)", line)


def test_what_the_shipped_templates_hold_is_read_as_jinja2_reads_it():
    sources = list(dict.fromkeys(_written()))
    assert len(sources) > 300
    for source in sources:
        assert _with_three_ends(ours(source)) == theirs(source), source


_WORDS = r"""
a b item.title 氏名 x.0 1 2.5 1e3 0x1F 1_000 'te' "x" '
' true None + - * / // % ** ~ == != < <= > >= = and or not
in is if else defined none odd ( ) [ ] { } , : . | default min( f(x=1) [1:] [a] [::2] (a,) () [] {} ;
"""
_PIECES = st.sampled_from(_WORDS.split())


@settings(max_examples=1500)
@given(st.lists(_PIECES, max_size=9).map(" ".join))
@example("a if b else c if d")
@example("not a in b and not c")
@example("-a.b ** -2 | abs")
@example("(1, 2)[0] ~ 'x' 'y'")
@example("a is not defined or b is odd and c")
@example("a[1:2:3] + a[:] + a[1, b]")
@example("f(a, b=1, c=2,)(3)")
@example("x.0.1")
@example("1.5.real")
def test_any_row_of_words_is_read_as_jinja2_reads_it(source: str):
    assume(not _is_beyond(source))
    assert _with_three_ends(ours(source)) == theirs(source)


def _is_beyond(source: str) -> bool:
    """Whether arguments are spread, or an index is empty or holds several slices: no part of our language."""
    return re.search(r"[(,] *\*|\[[^\]]*:[^\]]*,|\[[^\]]*,[^\]]*:|[\w\])}'\"] *\[ *\]", source) is not None


@pytest.mark.parametrize(
    "source", ["", "  ", "a b", "1 +", "(a", "a)", "'open", "a ? b", "{a}", "f(x=1, y)", "a.", "a |", "-", "٣x"]
)
def test_what_is_no_expression_is_refused(source: str):
    with pytest.raises(GrammarError):
        read_expression(source, _Shown())


def test_the_characters_of_a_name_may_be_japanese():
    assert read_expression("人.氏名", _Shown()) == ("attribute", ("name", "人"), "氏名")
