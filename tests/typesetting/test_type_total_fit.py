"""The breaks are the best there are, by the cost the room states; checked against every possible choice."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from type_fakes import style

from ofprint.typesetting import SetText, set_text
from ofprint.typesetting.linebreak import stops
from ofprint.typesetting.markup import RichText
from ofprint.typesetting.paragraph import Paragraph


def cost(done: SetText) -> float:
    """Over all lines but the last, the sum of the squares of natural width minus measure, in ems."""
    return sum((line.natural - done.measure) ** 2 for line in done.lines[:-1])


def least_cost(text: str, measure: float) -> tuple[float, bool]:
    """The least cost over every choice of breaks, and whether its last line is not a single character."""
    places = stops(Paragraph(RichText(text), style()), measure)
    last = len(places.cells) - 1
    found = []
    for count in range(last):
        for inner in combinations(range(1, last), count):
            chosen = [0, *inner, last]
            spans = list(pairwise(chosen))
            if any(places.least_ends[b] - places.least_starts[a] > measure + 1e-6 for a, b in spans):
                continue
            loose = sum((places.ends[b] - places.starts[a] - measure) ** 2 for a, b in spans[:-1])
            found.append((len(text.rstrip("。、」")) - places.cells[spans[-1][0]] > 1 or count == 0, loose))
    fair = [loose for good, loose in found if good]
    return (min(fair), True) if fair else (min(loose for _, loose in found), False)


@settings(max_examples=60, deadline=None)
@given(st.text("漢字かなあ、。「」・ー", min_size=1, max_size=13), st.sampled_from([3.0, 3.5, 4.0, 5.0]))
def test_no_choice_of_breaks_costs_less(text: str, measure: float) -> None:
    done = set_text(text, measure=measure, style=style())
    best, _ = least_cost(text, measure)
    lawful = stops(Paragraph(RichText(text), style()), measure).penalties
    if not any(lawful):
        assert cost(done) <= best + 1e-6


def test_a_last_line_of_one_character_is_avoided() -> None:
    assert [line.text for line in set_text("あいうえおかきくけ。", measure=4, style=style()).lines] != [
        "あいうえ",
        "おかきく",
        "け。",
    ]
