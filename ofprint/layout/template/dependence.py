"""What a frame depends on, read from its expressions: which names and attributes, and how many values they take.

It stands apart because a sheet laid for ten thousand people need only lay anew what differs from one to the
next; that is found by reading expressions, never by knowing a theme.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from enum import IntEnum
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from ofprint.layout.bilingual import literal
from ofprint.layout.template.expressions import CONSTANTS, Expression, Language, own_name, row_of
from ofprint.layout.template.model import Frame, Given, Kind, Let

COUNTING = frozenset({"len", "modules", "length", "count"})
"""Functions and filters that give few different values whatever they are given."""


class Level(IntEnum):
    """How much a value differs within a series."""

    SAME = 0
    FEW = 1
    """One of a few values: a role, a yes or no, a number of modules."""
    OWN = 2


class Path(NamedTuple):
    """A name, an attribute of it where one is read, and whether only its truth is asked for."""

    root: str
    attribute: str | None = None
    truth: bool = False


class Scope:
    """The levels of the names in scope; names not known are of level ``OWN``."""

    def __init__(self, known: Mapping[str, Level], attributes: Mapping[tuple[str, str], Level]) -> None:
        self.known = dict(known)
        self._attributes = attributes

    def within(self, more: Mapping[str, Level]) -> Scope:
        """Return the scope of nested frames, where ``more`` names are known."""
        return Scope({**self.known, **more}, self._attributes)

    def of_path(self, path: Path) -> Level:
        """Return the level of a path."""
        level = self.known.get(path.root, Level.OWN)
        if path.attribute is not None:
            level = self._attributes.get((path.root, path.attribute), level)
        return min(level, Level.FEW) if path.truth else level

    def of(self, node: ast.AST, *, truth: bool = False) -> Level:
        """Return the level of an expression's value, or of its truth alone."""
        level = self._of(node)
        return min(level, Level.FEW) if truth else level

    def _of(self, node: ast.AST) -> Level:
        path = path_of(node)
        if path is not None:
            return self.of_path(path)
        if isinstance(node, ast.BinOp):
            return self._of_row(node)
        if isinstance(node, ast.IfExp):
            return max(self.of(node.test, truth=True), self.of(node.body), self.of(node.orelse))
        level = max(map(self.of, _inner(node)), default=Level.SAME)
        few = isinstance(node, ast.Compare) or is_denial(node) or (isinstance(node, ast.Call) and counts(node))
        return min(level, Level.FEW) if few else level

    def _of_row(self, node: ast.BinOp) -> Level:
        """Return the level of a row of operators; a filter that counts leaves few values of what it is given."""
        operands, signs = row_of(node)
        levels = [self.of(operands[0])]
        for sign, operand in zip(signs, operands[1:], strict=True):
            if sign is not ast.BitOr:
                levels.append(self.of(operand))
                continue
            levels[-1] = max(levels[-1], *map(self.of, _inner(operand)), Level.SAME)
            if counts(operand):
                levels[-1] = min(levels[-1], Level.FEW)
        return max(levels)


def path_of(node: ast.AST) -> Path | None:
    """Return the path that a node reads by itself: a name, or an attribute of a name."""
    if isinstance(node, ast.Name) and own_name(node.id) not in CONSTANTS:
        return Path(own_name(node.id))
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return Path(own_name(node.value.id), own_name(node.attr))
    return None


def _inner(node: ast.AST) -> list[ast.expr]:
    """Return the expressions that a node holds and that are values: not the names of functions, filters and tests."""
    if isinstance(node, ast.Name):
        return []
    if isinstance(node, ast.Call):
        return [*node.args, *(word.value for word in node.keywords)]
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Is | ast.IsNot):
        return [node.left]
    return [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]


def is_denial(node: ast.AST) -> bool:
    """Whether an expression denies another, which leaves one of two values."""
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)


def counts(said: ast.AST) -> bool:
    """Whether a filter or a call counts, which gives few different values whatever it is given."""
    called = said.func if isinstance(said, ast.Call) else said
    return isinstance(called, ast.Name) and called.id in COUNTING


def children(node: ast.expr, *, truth: bool = False) -> Iterator[tuple[ast.expr, bool]]:
    """Yield the expressions within one whose value, or truth, is asked for; each with whether its truth alone is."""
    if isinstance(node, ast.BinOp):
        operands, signs = row_of(node)
        yield operands[0], False
        for sign, operand in zip(signs, operands[1:], strict=True):
            yield from ((each, False) for each in (_inner(operand) if sign is ast.BitOr else [operand]))
    elif isinstance(node, ast.IfExp):
        yield from ((node.test, True), (node.body, truth), (node.orelse, truth))
    else:
        asked = truth if isinstance(node, ast.BoolOp) else is_denial(node)
        yield from ((each, asked) for each in _inner(node))


def paths(node: ast.expr, *, truth: bool = False) -> Iterator[Path]:
    """Yield what an expression reads, or what its truth hangs on."""
    path = path_of(node)
    if path is not None:
        yield path._replace(truth=truth)
        return
    for child, asked in children(node, truth=truth):
        yield from paths(child, truth=asked)


class Reading:
    """Reads what frames depend on, in one language of templates and one language of words."""

    def __init__(self, expressions: Language, language: str, second: str | None) -> None:
        self._expressions = expressions
        self._language = language
        self._second = second

    def expressions(self, given: Given) -> Iterator[Expression]:
        """Yield the expressions in what a template gave; frames apart."""
        if given.kind in (Kind.TEXT, Kind.NAME):
            pieces = self._expressions.pieces(self.literal(given))
            yield from (piece for piece in pieces if isinstance(piece, Expression))
        elif given.is_expression and given.kind is not Kind.FRAMES:
            yield self._expressions.expression(given.value)

    def literal(self, given: Given) -> str:
        """Return the literal of a text in the words' language, a second with it."""
        return literal(given.value, self._language, self._second)

    def of_frame(self, frame: Frame) -> Iterator[Path]:
        """Yield everything that a frame reads, its nested frames included, and their own names too."""
        if frame.when is not None:
            for expression in self.expressions(frame.when):
                yield from paths(expression.node, truth=True)
        for given in (frame.repeat, *frame.options.values()):
            if given is not None:
                yield from self.of_given(given)

    def of(self, frame: Frame | Let) -> Iterator[Path]:
        """Yield everything that a frame or a let reads, and nested frames."""
        return self._of_nested(frame)

    def nodes(self, given: Given) -> Iterator[ast.expr]:
        """Yield every expression in what a template gave, nested frames' included."""
        if given.kind is not Kind.FRAMES:
            yield from (expression.node for expression in self.expressions(given))
            return
        for frame in given.value:
            inner = (
                frame.values.values() if isinstance(frame, Let) else (frame.when, frame.repeat, *frame.options.values())
            )
            for one in inner:
                if one is not None:
                    yield from self.nodes(one)

    def of_given(self, given: Given) -> Iterator[Path]:
        """Yield everything that one option reads."""
        if given.kind is Kind.FRAMES:
            for frame in given.value:
                yield from self._of_nested(frame)
            return
        for expression in self.expressions(given):
            yield from paths(expression.node)

    def _of_nested(self, frame: Frame | Let) -> Iterator[Path]:
        if isinstance(frame, Let):
            for given in frame.values.values():
                yield from self.of_given(given)
        else:
            yield from self.of_frame(frame)


_ABSENT = object()


def fetcher(wanted: Iterable[Path]) -> Callable[[Mapping[str, Any]], Hashable]:
    """Return a function that fetches the values of paths from the names in scope, as a key.

    It may raise ``LookupError`` or ``AttributeError`` where something is not there: `fetched` serves then.
    """
    listed = sorted(set(wanted), key=repr)
    plain = [path.root for path in listed if path.attribute is None and not path.truth]
    roots = sorted({path.root for path in listed if path.attribute is not None and not path.truth})
    asked = [path for path in listed if path.truth]
    parts: list[Callable[[Mapping[str, Any]], Any]] = []
    if plain:
        parts.append(itemgetter(*plain))
    for root in roots:
        names = [path.attribute for path in listed if path.root == root and path.attribute and not path.truth]
        parts.append(_attributes(root, attrgetter(*names)))
    parts += [_truth(path) for path in asked]
    if not parts:
        return lambda _names: ()
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2:
        first, second = parts
        return lambda names: (first(names), second(names))
    return lambda names: tuple([part(names) for part in parts])


def _attributes(root: str, get: Callable[[Any], Any]) -> Callable[[Mapping[str, Any]], Any]:
    return lambda names: get(names[root])


def _truth(path: Path) -> Callable[[Mapping[str, Any]], bool]:
    root, attribute = path.root, path.attribute
    if attribute is None:
        return lambda names: bool(names[root])
    get = attrgetter(attribute)
    return lambda names: bool(get(names[root]))


def fetched(wanted: Iterable[Path], names: Mapping[str, Any]) -> Hashable:
    """Return the values of paths as a key, with a mark for each that is not there."""
    return tuple([_value(path, names) for path in sorted(set(wanted), key=repr)])


def _value(path: Path, names: Mapping[str, Any]) -> Any:
    value = names.get(path.root, _ABSENT)
    if path.attribute is not None and value is not _ABSENT:
        known = isinstance(value, Mapping)
        value = value.get(path.attribute, _ABSENT) if known else getattr(value, path.attribute, _ABSENT)
    return bool(value) if path.truth and value is not _ABSENT else value
