"""The grammar of templates' expressions: Jinja2's, read token by token into what a builder makes of it.

It stands apart from their meaning (`expressions`), which it is handed as the builder. Jinja2's own parser
reads the same (a test compares them), but a flyer would wait some fifty milliseconds for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<float>(?<!\.)(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?[eE][+\-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+))
    |(?P<integer>0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[0-9a-fA-F])+|[1-9](?:_?\d)*|0(?:_?0)*)
    |(?P<name>(?:\w|[^\x00-\x7f\s])+)
    |(?P<string>'[^'\\]*(?:\\.[^'\\]*)*'|"[^"\\]*(?:\\.[^"\\]*)*")
    |(?P<sign>//|\*\*|==|!=|>=|<=|[-+/*%~\[\](){}><=.:|,;])
    )""",
    re.VERBOSE | re.DOTALL,
)
_WORDS = {"true": True, "True": True, "false": False, "False": False, "none": None, "None": None}
_COMPARING = frozenset(("==", "!=", "<", "<=", ">", ">="))
_NO_ARGUMENT = frozenset(("else", "or", "and"))
"""Words after a test that are not its argument."""


class GrammarError(Exception):
    """The source is no expression; the message says what stands where it should not."""


class Token(NamedTuple):
    """A piece of an expression: a ``float``, ``integer``, ``name``, ``string`` or ``sign``, or its ``end``."""

    kind: str
    value: Any


class Builder(Protocol):
    """What an expression is made into; every method gives what the ones about it are handed."""

    def constant(self, value: Any) -> Any:
        """Make a literal, such as ``3`` or ``'vol.'``."""

    def name(self, name: str) -> Any:
        """Make a name in scope."""

    def attribute(self, inner: Any, name: str) -> Any:
        """Make ``inner.name``."""

    def item(self, inner: Any, index: Any) -> Any:
        """Make ``inner[index]`` or ``inner.0``."""

    def part(self, inner: Any, ends: Sequence[Any]) -> Any:
        """Make ``inner[start:stop:step]``; ``ends`` are two or three, None where nothing stands."""

    def call(self, inner: Any, arguments: Sequence[Any], named: dict[str, Any]) -> Any:
        """Make ``inner(…)``."""

    def filter(self, inner: Any, name: str, arguments: Sequence[Any], named: dict[str, Any]) -> Any:
        """Make ``inner | name(…)``."""

    def test(self, inner: Any, name: str) -> Any:
        """Make ``inner is name``."""

    def unary(self, sign: str, inner: Any) -> Any:
        """Make ``inner`` with ``not``, ``-`` or ``+`` before it."""

    def binary(self, sign: str, left: Any, right: Any) -> Any:
        """Make ``left sign right``: arithmetic, ``and``, ``or``."""

    def compare(self, first: Any, others: Sequence[tuple[str, Any]]) -> Any:
        """Make ``first < second <= third``: the first, then each sign with what follows it."""

    def choice(self, test: Any, yes: Any, no: Any) -> Any:
        """Make ``yes if test else no``; ``no`` is None where there is no else."""

    def joined(self, parts: Sequence[Any]) -> Any:
        """Make ``a ~ b ~ c``."""

    def listed(self, items: Sequence[Any]) -> Any:
        """Make ``[a, b]`` or ``(a, b)``."""

    def mapped(self, pairs: Sequence[tuple[Any, Any]]) -> Any:
        """Make ``{key: value}``."""


def read_expression(source: str, builder: Builder) -> Any:
    """Return what ``builder`` makes of one expression. Raises `GrammarError` when it is none."""
    parser = _Parser(_tokens(source), builder)
    made = parser.expression()
    if parser.token.kind != "end":
        raise GrammarError("something follows the expression")
    return made


def _tokens(source: str) -> list[Token]:
    tokens, end, source = [], 0, source.rstrip()
    while end < len(source):
        found = _TOKEN.match(source, end)
        if found is None:
            raise GrammarError(f"unexpected {source[end:].lstrip()[0]!r}")
        kind = str(found.lastgroup)
        tokens.append(Token(kind, _VALUES[kind](found[kind])))
        end = found.end()
    return [*tokens, Token("end", "the end")]


def _integer(text: str) -> int:
    return int(text.replace("_", ""), 0)


def _float(text: str) -> float:
    return float(text.replace("_", ""))


def _name(text: str) -> str:
    if not text.isidentifier():
        raise GrammarError(f"{text!r} is no name")
    return text


def _string(text: str) -> str:
    try:
        return text[1:-1].encode("ascii", "backslashreplace").decode("unicode-escape")
    except UnicodeDecodeError as wrong:
        raise GrammarError(str(wrong)) from None


_VALUES: dict[str, Callable[[str], Any]] = {
    "float": _float, "integer": _integer, "name": _name, "string": _string, "sign": str,
}  # fmt: skip


class _Parser:
    """Reads tokens by recursive descent; each method reads one level of precedence, the loosest first."""

    def __init__(self, tokens: list[Token], builder: Builder) -> None:
        self._tokens = tokens
        self._at = 0
        self._make = builder
        self.token = tokens[0]

    def _next(self) -> Token:
        read = self.token
        self._at = min(self._at + 1, len(self._tokens) - 1)
        self.token = self._tokens[self._at]
        return read

    def _is(self, kind: str, value: str) -> bool:
        return self.token.value == value and self.token.kind == kind

    def _took(self, kind: str, value: str) -> bool:
        """Go past a token if it is the one named."""
        if self._is(kind, value):
            self._next()
            return True
        return False

    def _expect(self, sign: str) -> None:
        if not self._took("sign", sign):
            raise GrammarError(f"{sign!r} is missing before {self.token.value!r}")

    def _expect_name(self) -> str:
        if self.token.kind != "name":
            raise GrammarError(f"a name is missing before {self.token.value!r}")
        return str(self._next().value)

    def expression(self) -> Any:
        made = self._or()
        while self._took("name", "if"):
            test = self._or()
            made = self._make.choice(test, made, self.expression() if self._took("name", "else") else None)
        return made

    def _or(self) -> Any:
        made = self._and()
        while self._took("name", "or"):
            made = self._make.binary("or", made, self._and())
        return made

    def _and(self) -> Any:
        made = self._not()
        while self._took("name", "and"):
            made = self._make.binary("and", made, self._not())
        return made

    def _not(self) -> Any:
        return self._make.unary("not", self._not()) if self._took("name", "not") else self._compared()

    def _compared(self) -> Any:
        made, others = self._sum(), []
        while sign := self._comparison():
            others.append((sign, self._sum()))
        return self._make.compare(made, others) if others else made

    def _comparison(self) -> str:
        if self.token.kind == "sign" and self.token.value in _COMPARING:
            return str(self._next().value)
        if self._took("name", "in"):
            return "in"
        if self._is("name", "not") and self._tokens[self._at + 1] == ("name", "in"):
            self._next()
            self._next()
            return "not in"
        return ""

    def _sum(self) -> Any:
        made = self._joined()
        while self._is("sign", "+") or self._is("sign", "-"):
            made = self._make.binary(self._next().value, made, self._joined())
        return made

    def _joined(self) -> Any:
        parts = [self._product()]
        while self._took("sign", "~"):
            parts.append(self._product())
        return self._make.joined(parts) if len(parts) > 1 else parts[0]

    def _product(self) -> Any:
        made = self._power()
        while self.token.kind == "sign" and self.token.value in ("*", "/", "//", "%"):
            made = self._make.binary(self._next().value, made, self._power())
        return made

    def _power(self) -> Any:
        made = self._unary()
        while self._took("sign", "**"):
            made = self._make.binary("**", made, self._unary())
        return made

    def _unary(self, *, filtered: bool = True) -> Any:
        if self._is("sign", "-") or self._is("sign", "+"):
            made = self._make.unary(self._next().value, self._unary(filtered=False))
        else:
            made = self._primary()
        made = self._postfix(made)
        return self._filtered(made) if filtered else made

    def _primary(self) -> Any:
        token = self._next()
        if token.kind == "name":
            known = token.value in _WORDS
            return self._make.constant(_WORDS[token.value]) if known else self._make.name(token.value)
        if token.kind == "string":
            text = token.value
            while self.token.kind == "string":
                text += self._next().value
            return self._make.constant(text)
        if token.kind in ("integer", "float"):
            return self._make.constant(token.value)
        if token == ("sign", "("):
            return self._parenthesized()
        if token == ("sign", "["):
            return self._make.listed(self._until("]", self.expression))
        if token == ("sign", "{"):
            return self._make.mapped(self._until("}", self._pair))
        raise GrammarError(f"unexpected {token.value!r}")

    def _until(self, sign: str, read: Callable[[], Any]) -> list[Any]:
        """Read items with commas between, one at the end allowed, up to and past ``sign``."""
        items: list[Any] = []
        while not self._took("sign", sign):
            if items:
                self._expect(",")
                if self._took("sign", sign):
                    break
            items.append(read())
        return items

    def _pair(self) -> tuple[Any, Any]:
        key = self.expression()
        self._expect(":")
        return key, self.expression()

    def _parenthesized(self) -> Any:
        """Read what stands in parentheses: one expression, or a list where there is a comma or nothing."""
        items: list[Any] = []
        while not self._is("sign", ")"):
            items.append(self.expression())
            if not self._took("sign", ","):
                self._expect(")")
                return items[0] if len(items) == 1 else self._make.listed(items)
        self._next()
        return self._make.listed(items)

    def _postfix(self, made: Any) -> Any:
        while self.token.kind == "sign":
            if self._took("sign", "."):
                made = self._dotted(made)
            elif self._took("sign", "["):
                made = self._subscript(made)
            elif self._took("sign", "("):
                made = self._make.call(made, *self._arguments())
            else:
                break
        return made

    def _dotted(self, made: Any) -> Any:
        if self.token.kind == "integer":
            return self._make.item(made, self._make.constant(self._next().value))
        return self._make.attribute(made, self._expect_name())

    def _subscript(self, made: Any) -> Any:
        ends = [None if self._is("sign", ":") else self.expression()]
        while len(ends) < 3 and self._took("sign", ":"):
            bare = self._is("sign", ":") or self._is("sign", "]")
            ends.append(None if bare else self.expression())
        if len(ends) > 1:
            self._expect("]")
            return self._make.part(made, ends)
        if not self._is("sign", ","):
            self._expect("]")
            return self._make.item(made, ends[0])
        self._next()
        return self._make.item(made, self._make.listed([ends[0], *self._until("]", self.expression)]))

    def _filtered(self, made: Any) -> Any:
        while True:
            if self._took("sign", "|"):
                name = self._dotted_name()
                arguments: tuple[list[Any], dict[str, Any]] = ([], {})
                if self._took("sign", "("):
                    arguments = self._arguments()
                made = self._make.filter(made, name, *arguments)
            elif self._took("name", "is"):
                made = self._tested(made)
            elif self._took("sign", "("):
                made = self._make.call(made, *self._arguments())
            else:
                return made

    def _dotted_name(self) -> str:
        name = self._expect_name()
        while self._took("sign", "."):
            name += "." + self._expect_name()
        return name

    def _tested(self, made: Any) -> Any:
        negated = self._took("name", "not")
        made = self._make.test(made, self._dotted_name())
        if self._took("sign", "("):
            self._arguments()
        elif self.token.kind == "name" and self.token.value == "is":
            raise GrammarError("tests cannot be chained with “is”")
        elif self._begins_argument():
            self._postfix(self._primary())
        return self._make.unary("not", made) if negated else made

    def _begins_argument(self) -> bool:
        if self.token.kind == "name":
            return self.token.value not in _NO_ARGUMENT
        return self.token.kind in ("string", "integer", "float") or self.token in (("sign", "["), ("sign", "{"))

    def _arguments(self) -> tuple[list[Any], dict[str, Any]]:
        """Read the arguments of a call, whose parenthesis is open: plain ones, then named ones."""
        read = self._until(")", self._argument)
        plain = [value for key, value in read if not key]
        if any(key for key, _ in read[: len(plain)]):
            raise GrammarError("a plain argument follows a named one")
        return plain, {key: value for key, value in read if key}

    def _argument(self) -> tuple[str, Any]:
        if self.token.kind == "name" and self._tokens[self._at + 1] == ("sign", "="):
            key = str(self._next().value)
            self._next()
            return key, self.expression()
        return "", self.expression()
