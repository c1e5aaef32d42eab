"""Cards in the cells of sheets: everybody once, and a cut pile in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofprint.people.stacking import cut_and_stack, sheet_by_sheet


def test_sheets_are_filled_one_after_another():
    assert sheet_by_sheet("abcde", 4, first_free=1) == [(None, "a", "b", "c"), ("d", "e", None, None)]


def test_a_cut_pile_is_in_order():
    assert cut_and_stack("abcdefg", 3) == [("a", "d", "f"), ("b", "e", "g"), ("c", None, None)]
    assert cut_and_stack("abcde", 3, first_free=2) == [(None, None, "d"), ("a", "c", "e"), ("b", None, None)]


@given(st.integers(0, 60), st.integers(1, 12), st.data())
def test_everybody_lies_once_on_as_few_sheets_as_can_be(count, cells, data):
    free = data.draw(st.integers(0, cells - 1))
    cards = list(range(count))
    for arrange in (sheet_by_sheet, cut_and_stack):
        sheets = arrange(cards, cells, first_free=free)
        assert len(sheets) == (-(-(count + free) // cells) if count else 0)
        assert all(len(sheet) == cells for sheet in sheets)
        assert sorted(card for sheet in sheets for card in sheet if card is not None) == cards
        assert all(card is None for card in (sheets[0][:free] if sheets else ()))


@given(st.integers(0, 60), st.integers(1, 12), st.data())
def test_piles_laid_one_under_another_are_in_order(count, cells, data):
    sheets = cut_and_stack(list(range(count)), cells, first_free=data.draw(st.integers(0, cells - 1)))
    pile = [sheet[cell] for cell in range(cells) for sheet in sheets]
    assert [card for card in pile if card is not None] == list(range(count))


@pytest.mark.parametrize(("cells", "free"), [(0, 0), (4, 4), (4, -1)])
def test_cells_that_are_not_there_are_refused(cells, free):
    with pytest.raises(ValueError, match="cell"):
        cut_and_stack("ab", cells, first_free=free)
