"""Events of every size in every theme: each product is written whole, and nobody's card is left blank."""

from __future__ import annotations

import pytest
from made_events import errors, made_event

import ofprint
from ofprint.layout.template.loading import shipped_templates


@pytest.mark.parametrize("theme", shipped_templates())
@pytest.mark.parametrize("seed", range(10))
def test_an_event_of_any_size_fits(seed: int, theme: str) -> None:
    event = ofprint.Event.from_dict(made_event(seed))
    assert not [f"{name}: {finding.what.en}" for name, finding in errors(event, theme)]


def test_events_are_made_alike_each_time_and_differ_by_their_seed() -> None:
    assert made_event(3) == made_event(3) != made_event(4)
