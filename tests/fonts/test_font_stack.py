"""Which face sets which character."""

from __future__ import annotations

import itertools
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofprint.fonts import FontLibrary, FontStack


@pytest.mark.parametrize(
    ("cluster", "face"),
    [
        ("髙", "NotoSansJP-Regular"),
        ("﨑", "NotoSansJP-Regular"),
        ("𠮷", "NotoSansJP-Regular"),
        ("葛\U000e0100", "NotoSansJP-Regular"),
        ("神\ufe00", "NotoSansJP-Regular"),
        ("か\u3099", "NotoSansJP-Regular"),
        ("か\u309a", "NotoSansJP-Regular"),
        ("ｶﾞ", "NotoSansJP-Regular"),
        ("a\ufe0f", "NotoSansJP-Regular"),
        ("Ł", "NotoSans-Regular"),
        ("š", "NotoSans-Regular"),
        ("s\u030c", "NotoSans-Regular"),
        ("≒", "NotoSansMath-Regular"),
        ("😀", "NotoEmoji-Regular"),
        ("👨‍👩‍👧", "NotoEmoji-Regular"),
        ("1\ufe0f\u20e3", "NotoEmoji-Regular"),
        ("🇯🇵", "NotoEmoji-Regular"),
    ],
)
def test_each_cluster_goes_whole_to_the_first_face_that_has_it(gothic: FontStack, cluster: str, face: str) -> None:
    found = gothic.face_for(cluster)
    assert found is not None
    assert found.name == face
    assert all(glyph.gid for glyph in found.shape(cluster))


@pytest.mark.parametrize("cluster", ["\U0002fffd", "\ud800", "\ue000", "𓀀"])
def test_what_no_face_has_is_said_not_drawn(gothic: FontStack, cluster: str) -> None:
    assert gothic.face_for(cluster) is None
    assert gothic.runs(f"あ{cluster}い") == [(gothic.face, 0, 1), (None, 1, 2), (gothic.face, 2, 3)]


def test_a_variation_selector_is_dropped_only_if_no_face_knows_the_sequence(gothic: FontStack) -> None:
    assert gothic.drops_selector("葛\U000e01ef")
    assert gothic.face_for("葛\U000e01ef") is gothic.face
    assert not gothic.drops_selector("葛\U000e0100")
    assert not gothic.drops_selector("葛")
    assert gothic.face.shape("葛\U000e0100")[0].gid != gothic.face.shape("葛")[0].gid


def test_neighbours_with_one_face_are_one_run_and_ignorables_part_nothing(gothic: FontStack) -> None:
    names = [(face and face.name, start, end) for face, start, end in gothic.runs("\u200b髙\u200b橋≒😀\ufe0fと")]
    assert names == [
        ("NotoSansJP-Regular", 0, 4),
        ("NotoSansMath-Regular", 4, 5),
        ("NotoEmoji-Regular", 5, 7),
        ("NotoSansJP-Regular", 7, 8),
    ]


def test_a_text_of_ignorables_only_is_one_run(gothic: FontStack) -> None:
    assert gothic.runs("\u200b\x00") == [(gothic.face, 0, 2)]
    assert gothic.runs("") == []


@given(st.text(st.characters(), min_size=1, max_size=40))
def test_runs_lie_end_to_end_over_the_whole_text(text: str) -> None:
    runs = FontLibrary.bundled().stack("明朝").runs(text)
    assert [start for _, start, _ in runs] == [0, *(end for _, _, end in runs[:-1])]
    assert runs[-1][2] == len(text)
    assert all(left[0] is not right[0] for left, right in itertools.pairwise(runs))


@given(st.text(st.characters(), min_size=1, max_size=12))
def test_a_covered_run_never_shapes_to_notdef(text: str) -> None:
    for face, start, end in FontLibrary.bundled().stack("ゴシック", 700).runs(text):
        if face is not None:
            assert all(glyph.gid for glyph in face.shape(text[start:end]))


def test_the_chain_follows_in_the_nearest_weight(library: FontLibrary) -> None:
    names = [face.name for face in library.stack("ゴシック", 900).faces]
    assert names == ["NotoSansJP-Black", "NotoSans-Bold", "NotoSansMath-Regular", "NotoEmoji-Regular"]


def test_a_stack_crosses_processes_by_its_files(gothic: FontStack) -> None:
    sent = pickle.dumps(gothic)
    assert len(sent) < 2000
    assert pickle.loads(sent) == gothic
    assert pickle.loads(sent).faces[0] is gothic.faces[0]
