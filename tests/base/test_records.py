"""Our dataclasses behave as the standard library's do."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from ofprint.base import records


def _made(decorate: Callable[..., Any], **how: Any) -> Any:
    @decorate(**how)
    class Made:
        """A record."""

        first: int
        second: str = "b"
        many: list[int] = dataclasses.field(default_factory=list, hash=False)
        hidden: dict[str, int] = dataclasses.field(default_factory=dict, init=False, repr=False, compare=False)

        def __post_init__(self) -> None:
            if self.first < 0:
                raise ValueError("below zero")

    return Made


@pytest.fixture(params=[{"frozen": True}, {"frozen": True, "slots": True}, {"slots": True}, {}, {"order": True}])
def both(request: pytest.FixtureRequest) -> tuple[Any, Any]:
    return _made(records.dataclass, **request.param), _made(dataclasses.dataclass, **request.param)


def test_fields_signature_and_repr_are_the_same(both):
    ours, theirs = both
    assert [f.name for f in dataclasses.fields(ours)] == [f.name for f in dataclasses.fields(theirs)]
    assert list(inspect.signature(ours).parameters) == list(inspect.signature(theirs).parameters)
    assert repr(ours(1, many=[2])) == repr(theirs(1, many=[2]))
    assert ours.__match_args__ == theirs.__match_args__
    assert hasattr(ours(1), "__dict__") == hasattr(theirs(1), "__dict__")


def test_equality_goes_by_class_and_compared_fields(both):
    ours, theirs = both
    one, other = ours(1), ours(1)
    one.hidden["x"] = 1
    assert one == other and one != ours(2) and one != theirs(1)


def test_hash_leaves_out_what_the_standard_one_leaves_out(both):
    ours, theirs = both
    if theirs.__hash__ is None:
        assert ours.__hash__ is None
        return
    assert len({ours(1), ours(1), ours(2)}) == 2


def test_what_is_frozen_refuses_changes(both):
    ours, theirs = both
    for kind in (ours, theirs):
        record = kind(1)
        if not kind.__hash__:
            record.first = 2
            continue
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'first'"):
            record.first = 2
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'first'"):
            del record.first


def test_replace_asdict_and_copies_work(both):
    ours, _ = both
    record = ours(1, "c", [3])
    assert dataclasses.replace(record, first=2) == ours(2, "c", [3])
    assert dataclasses.asdict(record) == {"first": 1, "second": "c", "many": [3], "hidden": {}}
    assert copy.deepcopy(record) == record and copy.deepcopy(record).many is not record.many
    with pytest.raises(ValueError, match="below zero"):
        ours(-1)


def test_order_goes_field_by_field():
    ours = _made(records.dataclass, order=True)
    assert ours(1) < ours(2) <= ours(2, "c") and ours(3) > ours(2) >= ours(2)
    with pytest.raises(TypeError):
        assert ours(1) < 1


@records.dataclass(frozen=True, slots=True)
class Base:
    name: str


@records.dataclass(frozen=True, slots=True)
class Derived(Base):
    size: int = 0


def test_a_derived_record_has_the_fields_of_both_and_crosses_processes():
    record = Derived("a", 2)
    assert pickle.loads(pickle.dumps(record)) == record
    assert repr(record) == "Derived(name='a', size=2)" and record != Base("a")
