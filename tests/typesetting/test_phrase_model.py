"""The phrases are those of BudouX itself."""

from __future__ import annotations

import budoux
from hypothesis import example, given
from hypothesis import strategies as st

from ofprint.typesetting.phrases import _phrases

PARSER = budoux.load_default_japanese_parser()


@given(st.text(alphabet="地域一体型オープンファクトリーのこれからを考える、。～ABC 12々ー・会が、は", max_size=30))
@example("オープンファクトリーで地域の未来をひらく")
@example("あ")
@example("")
def test_phrases_begin_where_budoux_begins_them(text: str):
    at, expected = 0, []
    for phrase in PARSER.parse(text)[:-1]:
        at += len(phrase)
        expected.append(at)
    assert list(_phrases(text)) == expected
