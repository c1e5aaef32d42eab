"""The templates' expressions: Jinja2's language, read by Python's own parser, evaluated in a closed world.

They stand apart because they are the one place where a template's words are interpreted. Designers write what
they know from Jinja2; Python's parser, which every interpreter has ready, reads it, and what it reads is
turned into closures. An expression can read values and their attributes, calculate, and call the functions and
filters that are listed; there is no other call, so nothing to guard against, and nothing is compiled.

Two things are Jinja2's own: ``value | filter`` binds tighter than any arithmetic, and ``~`` joins texts.
"""

from __future__ import annotations

import ast
import keyword
import operator
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from ofprint.base.findings import Words
from ofprint.base.records import dataclass
from ofprint.layout.template.bounds import (
    FUNCTIONS,
    GRAMMAR,
    LONGEST,
    ExpressionError,
    UnknownNameError,
    bounded,
    meant,
    not_spoken,
    too_much,
)

_HOLE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
Names = Mapping[str, Any]
Run = Callable[[Names], Any]


def _added(left: Any, right: Any) -> Any:
    """Return the sum, or one list of two lists, which are tuples where the event gives them."""
    both_lists = isinstance(left, list | tuple) and isinstance(right, list | tuple)
    return [*left, *right] if both_lists else left + right


def _of_numbers(work: Callable[[Any, Any], Any], sign: str) -> Callable[[Any, Any], Any]:
    def checked(left: Any, right: Any) -> Any:
        if not (isinstance(left, int | float) and isinstance(right, int | float)):
            cure = Words("join texts with ~", "文字列は ~ でつなぎます")
            raise ExpressionError(f"“{sign}” works with numbers only", f"「{sign}」は数だけに使えます", cure)
        return bounded(work(left, right))

    return checked


_PARSING = threading.Lock()
"""CPython 3.11 counts the depth of the trees it hands out for all threads together, and gives up when two do so."""
_JOINED = ast.MatMult
"""What Python's parser takes ``~`` for: it is handed over as ``@``."""
_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda left, right: bounded(_added(left, right)),
    ast.Sub: operator.sub,
    ast.Mult: _of_numbers(operator.mul, "*"),
    ast.Mod: _of_numbers(operator.mod, "%"),
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    _JOINED: lambda left, right: bounded(f"{left}{right}"),
}
_LEVELS = (frozenset((ast.Mult, ast.Div, ast.FloorDiv, ast.Mod)), frozenset((_JOINED,)), frozenset((ast.Add, ast.Sub)))
"""Signs by how tight they bind; filters come before all."""
_UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.Not: operator.not_, ast.USub: operator.neg, ast.UAdd: operator.pos,
}  # fmt: skip
_COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
    ast.GtE: operator.ge, ast.In: lambda left, right: left in right, ast.NotIn: lambda left, right: left not in right,
}  # fmt: skip
_TESTS: dict[str, Callable[[Any], Any]] = {
    "none": lambda value: value is None,
    "string": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "odd": lambda value: value % 2 == 1,
    "even": lambda value: value % 2 == 0,
}
CONSTANTS = {"true": True, "false": False, "none": None}
_RESERVED = frozenset(keyword.kwlist) - {"and", "or", "not", "in", "is", "if", "else", "True", "False", "None"}
"""Words of Python that are none here: a frame may be named ``from``. They are handed over with ``__`` behind."""
_FOREIGN = re.compile(
    r"""(?P<text>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")|(?P<tilde>~)|\b(?P<word>"""
    + "|".join(sorted(_RESERVED))
    + r""")\b"""
)


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression made ready: called with the names in scope it gives their value."""

    source: str
    run: Run
    node: ast.expr
    """What was read, for those who ask what it depends on."""

    def __call__(self, names: Names) -> Any:
        """Return the value among ``names``. Raises `ExpressionError` when there is none."""
        try:
            return self.run(names)
        except ExpressionError as fault:
            raise fault.within(self.source) from None
        except RecursionError:
            raise too_much("nested too deep", "入れ子が深すぎます").within(self.source) from None
        except (ArithmeticError, TypeError, ValueError, AttributeError, LookupError) as fault:
            raise ExpressionError(str(fault)).within(self.source) from None


class Language:
    """The expression language with a product's filters; expressions once read are kept."""

    def __init__(self, filters: Mapping[str, Callable[..., Any]]) -> None:
        self._filters = dict(filters)
        self.expression = lru_cache(maxsize=None)(self._read)
        self.pieces = lru_cache(maxsize=None)(self._split)

    def _read(self, source: str) -> Expression:
        """Read one expression. Raises `ExpressionError` when it is none."""
        if len(source) > LONGEST:
            raise too_much(
                f"an expression of {len(source)} characters; {LONGEST} are the most", f"式は {LONGEST} 字までです"
            )
        try:
            node = _parsed(source)
            return Expression(source, self.closed(node), node)
        except SyntaxError as fault:
            raise ExpressionError(_plainly(fault), "式として読めません", GRAMMAR).within(source) from None
        except ExpressionError as fault:
            raise fault.within(source) from None
        except (ValueError, RecursionError, MemoryError) as fault:
            raise too_much(str(fault) or "nested too deep", "入れ子が深すぎます").within(source) from None

    def closed(self, node: ast.expr) -> Run:
        """Turn a node of the parser into a closure over the names in scope."""
        make = _MAKERS.get(type(node))
        if make is None:
            raise not_spoken(type(node).__name__)
        return make(self, node)

    def _named_filter(self, name: str) -> Callable[..., Any]:
        if name not in self._filters:
            listed = ", ".join(sorted(self._filters))
            said = f"no filter {name!r}; there are {listed}", f"フィルター「{name}」はありません。あるもの: {listed}"
            raise ExpressionError(*said, meant(name, self._filters))
        return self._filters[name]

    def _split(self, text: str) -> tuple[str | Expression, ...]:
        """Split a literal into its plain pieces and the expressions between ``{{`` and ``}}``."""
        return tuple(self._pieces_of(text))

    def _pieces_of(self, text: str) -> Iterator[str | Expression]:
        end = 0
        for hole in _HOLE.finditer(text):
            if hole.start() > end:
                yield text[end : hole.start()]
            yield self.expression(hole[1].strip())
            end = hole.end()
        if end < len(text):
            yield text[end:]

    def fill(self, text: str, names: Names) -> str:
        """Return a literal with its expressions' values in place; a value of None leaves nothing."""
        if "{{" not in text:
            return text
        values = (piece if isinstance(piece, str) else piece(names) for piece in self.pieces(text))
        return "".join("" if value is None else str(value) for value in values)


def _parsed(source: str) -> ast.expr:
    """Return the expression as Python's parser reads it, between brackets so that it may have several lines."""
    text = _FOREIGN.sub(lambda found: found["text"] or (found["word"] + "__" if found["word"] else "@"), source)
    with _PARSING:
        return ast.parse(f"({text}\n)", "template", "eval").body


def own_name(name: str) -> str:
    """Return a name as the template writes it."""
    plain = name.removesuffix("__")
    return plain if plain in _RESERVED else name


def _plainly(fault: SyntaxError) -> str:
    said = (fault.msg or "").replace("invalid syntax. Perhaps you forgot a comma?", "a sign is missing or too many")
    if said == "invalid syntax" or not said:
        return "this is no expression"
    return said


def _constant(_language: Language, node: ast.Constant) -> Run:
    value = node.value
    if not isinstance(value, str | int | float | None):
        raise not_spoken(repr(value))
    return lambda _names: value


def _name(_language: Language, node: ast.Name) -> Run:
    name = own_name(node.id)
    if name in CONSTANTS:
        value = CONSTANTS[name]
        return lambda _names: value

    def run(names: Names) -> Any:
        if name not in names:
            raise UnknownNameError.among(name, names)
        return names[name]

    return run


def _attribute(language: Language, node: ast.Attribute) -> Run:
    inner, name = language.closed(node.value), own_name(node.attr)
    if name.startswith("_"):
        raise ExpressionError(f"no attribute {name!r}")

    def run(names: Names) -> Any:
        value = inner(names)
        if isinstance(value, Mapping):
            if name in value:
                return value[name]
            raise UnknownNameError.among(name, map(str, value))
        found = getattr(value, name, _run_missing)
        if found is _run_missing or callable(found):
            known = [one for one in dir(value) if not callable(getattr(value, one, len))]
            raise UnknownNameError.among(name, known, type(value).__name__)
        return found

    return run


def _run_missing() -> None:
    """Stand for an attribute that is not there."""


def _item(language: Language, node: ast.Subscript) -> Run:
    inner = language.closed(node.value)
    if isinstance(node.slice, ast.Slice):
        given = (node.slice.lower, node.slice.upper, node.slice.step)
        ends = [language.closed(end) if end else None for end in given]
        return lambda names: inner(names)[slice(*(end(names) if end else None for end in ends))]
    index = language.closed(node.slice)
    return lambda names: inner(names)[index(names)]


def _call(language: Language, node: ast.Call) -> Run:
    if not isinstance(node.func, ast.Name) or node.func.id not in FUNCTIONS:
        raise ExpressionError(
            f"only {', '.join(FUNCTIONS)} can be called", f"呼べるのは {', '.join(FUNCTIONS)} だけです", GRAMMAR
        )
    function = FUNCTIONS[node.func.id]
    arguments, named = _arguments(language, node)
    return lambda names: bounded(
        function(*(one(names) for one in arguments), **{key: one(names) for key, one in named})
    )


def _arguments(language: Language, node: ast.Call) -> tuple[list[Run], list[tuple[str, Run]]]:
    named = [(word.arg, language.closed(word.value)) for word in node.keywords if word.arg]
    if len(named) < len(node.keywords):
        raise not_spoken("**")
    return [language.closed(argument) for argument in node.args], named


def _filter(language: Language, inner: Run, said: ast.expr) -> Run:
    arguments: list[Run] = []
    named: list[tuple[str, Run]] = []
    if isinstance(said, ast.Call):
        arguments, named = _arguments(language, said)
        said = said.func
    if not isinstance(said, ast.Name):
        raise ExpressionError("after “|” comes the name of a filter")
    if said.id == "default":
        return _default(inner, arguments)
    function = language._named_filter(said.id)
    return lambda names: bounded(
        function(inner(names), *(one(names) for one in arguments), **{key: one(names) for key, one in named})
    )


def _default(inner: Run, arguments: list[Run]) -> Run:
    def run(names: Names) -> Any:
        try:
            return inner(names)
        except UnknownNameError:
            return arguments[0](names) if arguments else ""

    return run


def _test(inner: Run, said: ast.expr, *, wanted: bool) -> Run:
    name = said.id if isinstance(said, ast.Name) else "none" if isinstance(said, ast.Constant) else "?"
    if name == "defined":
        found = _default(lambda names: (inner(names), True)[1], [lambda _names: False])
        return lambda names: found(names) is wanted
    if name not in _TESTS:
        raise ExpressionError(f"no test {name!r}; there are defined, {', '.join(_TESTS)}")
    test = _TESTS[name]
    return lambda names: bool(test(inner(names))) is wanted


def _arithmetic(language: Language, node: ast.BinOp) -> Run:
    """Close a row of operators in Jinja2's order: filters bind tightest, then ``* / // %``, ``~``, ``+ -``."""
    operands, signs = row_of(node)
    runs = [language.closed(operands[0])]
    left: list[type[ast.operator]] = []
    for sign, operand in zip(signs, operands[1:], strict=True):
        if sign is ast.BitOr:
            runs[-1] = _filter(language, runs[-1], operand)
        elif sign in _BINARY:
            runs.append(language.closed(operand))
            left.append(sign)
        else:
            raise not_spoken(sign.__name__)
    for level in _LEVELS:
        runs, left = _worked(runs, left, level)
    return runs[0]


def row_of(node: ast.expr) -> tuple[list[ast.expr], list[type[ast.operator]]]:
    """Return the operands and signs of a row in the order they are written; what stands in brackets is one operand."""
    if not isinstance(node, ast.BinOp):
        return [node], []
    operands: list[ast.expr] = [node.left]
    signs: list[type[ast.operator]] = []
    if isinstance(node.left, ast.BinOp) and _begin(node.left) == _begin(node):
        operands, signs = row_of(node.left)
    further: list[ast.expr] = [node.right]
    more: list[type[ast.operator]] = []
    if isinstance(node.right, ast.BinOp) and _end(node.right) == _end(node):
        further, more = row_of(node.right)
    return [*operands, *further], [*signs, type(node.op), *more]


def _begin(node: ast.expr) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _end(node: ast.expr) -> tuple[int | None, int | None]:
    return node.end_lineno, node.end_col_offset


def _worked(
    runs: list[Run], signs: list[type[ast.operator]], level: frozenset[type[ast.operator]]
) -> tuple[list[Run], list[type[ast.operator]]]:
    """Join neighbours by the signs of one level, from the left; the other signs are left."""
    kept, waiting = [runs[0]], []
    for sign, run in zip(signs, runs[1:], strict=True):
        if sign in level:
            kept[-1] = _joined(_BINARY[sign], kept[-1], run)
        else:
            kept.append(run)
            waiting.append(sign)
    return kept, waiting


def _joined(work: Callable[[Any, Any], Any], left: Run, right: Run) -> Run:
    return lambda names: work(left(names), right(names))


def _logical(language: Language, node: ast.BoolOp) -> Run:
    runs = [language.closed(value) for value in node.values]
    stops_at = isinstance(node.op, ast.Or)

    def run(names: Names) -> Any:
        for one in runs:
            value = one(names)
            if bool(value) is stops_at:
                break
        return value

    return run


def _unary(language: Language, node: ast.UnaryOp) -> Run:
    if type(node.op) not in _UNARY:
        raise ExpressionError("“~” stands between two values")
    inner = language.closed(node.operand)
    work = _UNARY[type(node.op)]
    return lambda names: work(inner(names))


def _compare(language: Language, node: ast.Compare) -> Run:
    first = language.closed(node.left)
    if isinstance(node.ops[0], ast.Is | ast.IsNot):
        if len(node.ops) > 1:
            raise ExpressionError("nothing follows a test but and, or")
        if (
            isinstance(node.left, ast.BinOp)
            and _begin(node.left) == _begin(node)
            and {*row_of(node.left)[1]} - {ast.BitOr}
        ):
            raise ExpressionError("put brackets around what “is” asks of")
        return _test(first, node.comparators[0], wanted=isinstance(node.ops[0], ast.Is))
    if any(type(sign) not in _COMPARED for sign in node.ops):
        raise ExpressionError("“is” stands alone")
    signs = [_COMPARED[type(sign)] for sign in node.ops]
    rest = list(zip(signs, map(language.closed, node.comparators), strict=True))

    def run(names: Names) -> Any:
        left = first(names)
        for work, other in rest:
            right = other(names)
            if not work(left, right):
                return False
            left = right
        return True

    return run


def _choice(language: Language, node: ast.IfExp) -> Run:
    test, yes, no = language.closed(node.test), language.closed(node.body), language.closed(node.orelse)
    return lambda names: yes(names) if test(names) else no(names)


def _listed(language: Language, node: ast.List | ast.Tuple) -> Run:
    items = [language.closed(item) for item in node.elts]
    return lambda names: bounded([item(names) for item in items])


def _mapped(language: Language, node: ast.Dict) -> Run:
    if None in node.keys:
        raise not_spoken("**")
    keys = [language.closed(key) for key in node.keys if key]
    pairs = list(zip(keys, map(language.closed, node.values), strict=True))
    return lambda names: bounded({key(names): value(names) for key, value in pairs})


_MAKERS: dict[type[ast.expr], Callable[[Language, Any], Run]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Subscript: _item,
    ast.Call: _call,
    ast.BoolOp: _logical,
    ast.BinOp: _arithmetic,
    ast.UnaryOp: _unary,
    ast.Compare: _compare,
    ast.IfExp: _choice,
    ast.List: _listed,
    ast.Tuple: _listed,
    ast.Dict: _mapped,
}
