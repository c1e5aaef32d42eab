"""The template's expressions: what they give, in Jinja2's order of binding, and what they refuse."""

from __future__ import annotations

import pytest

from ofprint.layout.template.expressions import ExpressionError, Language
from ofprint.layout.template.filters import FILTERS, telephone

LANGUAGE = Language({"double": lambda value: value * 2, "plus": lambda value, n=1: value + n, "join": "-".join})
NAMES = {"a": 3, "b": 5, "s": "x", "l": [1, 2, 3], "m": {"k": 4, "from": 7}, "from": 9, "none_given": None}


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("a + b | double", 13),
        ("(a + b) | double", 16),
        ("a * b | plus(2) - 1", 20),
        ("a | plus(n=2) | double + b", 15),
        ("a ~ b", "35"),
        ("s ~ a + 1 if false else s ~ '~|' ~ a * 2", "x~|6"),
        ("'it''s'", "its"),
        ("-a | double", -6),
        ("not a | plus(-3)", True),
        ("a < b <= 5", True),
        ("a < b == 3", False),
        ("2 in l and 'k' in m", True),
        ("l[1:] | double", [2, 3, 2, 3]),
        ("m.k + m['k']", 8),
        ("from + m.from", 16),
        ("zz is defined or a is not odd", False),
        ("none_given is none", True),
        ("zz | default(b)", 5),
        ("m.zz | default", ""),
        ("a or zz", 3),
        ("none_given or s", "x"),
        ("[a, {'k': b}]", [3, {"k": 5}]),
        ("max(a, b) + min(l | plus([0])) ", 5),
        ("a\n  + b", 8),
        ("7 // 2 * 2 % 4 - 1 - 1", 0),
    ],
)
def test_an_expression_gives_its_value(source, value):
    assert LANGUAGE.expression(source)(NAMES) == value


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("a +", "this is no expression"),
        ("a b", "a sign is missing"),
        ("1 if a", "expected 'else'"),
        ("a.__class__", "no attribute '__class__'"),
        ("s.upper", "there is no 'upper' in str"),
        ("open('x')", "can be called"),
        ("(lambda: 1)()", "no expression"),
        ("a | s.t", "name of a filter"),
        ("a | nothing", "no filter 'nothing'; there are double, join, plus"),
        ("a ** b", "“Pow” is not part"),
        ("[x for x in l]", "a sign is missing"),
        ("a + b is odd", "put brackets"),
        ("a is b", "no test 'b'"),
        ("f'{a}'", "“JoinedStr” is not part"),
        ("'x' * 9999", "works with numbers only"),
        ("range(5000)", "1000 are the most"),
        ("-" * 3999 + "1", "recursion"),
        ("(" * 900 + "1" + ")" * 900, "nested"),
        ("1" * 4001, "4000 are the most"),
        ("zz", "there is no 'zz'"),
        ("a / 0", "division"),
    ],
)
def test_what_is_no_expression_or_has_no_value_says_why(source, said):
    with pytest.raises(ExpressionError, match=said.replace("(", r"\(")) as caught:
        LANGUAGE.expression(source)(NAMES)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("number", "form", "said"),
    [
        ("024-000-0000", "plain", "024-000-0000"),
        ("０２４‐０００‐００００", "plain", "024-000-0000"),
        ("024ー000ー0000", "plain", "024-000-0000"),
        ("024-000-0000", "paren", "024(000)0000"),
        ("024-000-0000", "intl", "+81 24-000-0000"),
        ("+81 24-000-0000", "intl", "+81 24-000-0000"),
        ("119", "intl", "119"),
        ("", "paren", ""),
    ],
)
def test_a_telephone_number_is_written_in_a_form(number: str, form: str, said: str) -> None:
    assert telephone(number, form) == said


def test_a_telephone_number_has_no_other_form() -> None:
    with pytest.raises(ValueError, match="plain, paren or intl"):
        telephone("024-000-0000", "round")


@pytest.mark.parametrize(
    ("test", "kept"),
    [
        ("eq", [2]),
        ("equalto", [2]),
        ("==", [2]),
        ("ne", [1, 3]),
        ("lt", [1]),
        ("le", [1, 2]),
        ("gt", [3]),
        ("ge", [2, 3]),
    ],
)
def test_items_are_kept_by_how_an_attribute_compares(test: str, kept: list[int]) -> None:
    items = [{"n": 1}, {"n": 2}, {"n": 3}]
    assert [item["n"] for item in FILTERS["selectattr"](items, "n", test, 2)] == kept
    assert [item["n"] for item in FILTERS["rejectattr"](items, "n", test, 2)] == [n for n in (1, 2, 3) if n not in kept]


def test_an_attribute_is_not_compared_by_any_other_name() -> None:
    with pytest.raises(ValueError, match="attributes are tested with"):
        FILTERS["selectattr"]([{"n": 1}], "n", "matches", 2)
