"""A chosen face and its fallback chain: which face sets which piece of a text.

It stands apart because fallback is decided here once, by whole grapheme clusters, for all rooms.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from ofprint.base.records import dataclass, field
from ofprint.fonts.clusters import clusters, is_ignorable, is_plain, named_cluster, without_selectors
from ofprint.fonts.face import Face

_REMEMBERED = 50_000
"""How many clusters a stack remembers; untrusted text may hold any number of different ones."""

_Answer = tuple[Face | None, bool]
"""The face of a cluster, and whether it is of ignorable characters only."""


@dataclass(frozen=True)
class FontStack:
    """The chosen face, then its fallback chain in order."""

    faces: tuple[Face, ...]
    _known: dict[str, _Answer] = field(default_factory=dict, init=False, repr=False, compare=False)
    _first: set[str] = field(default_factory=set, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.faces:
            raise ValueError("a font stack needs at least one face")

    def __reduce__(self) -> tuple[Any, ...]:
        return FontStack, (self.faces,)

    @property
    def face(self) -> Face:
        """The chosen face."""
        return self.faces[0]

    def face_for(self, cluster: str) -> Face | None:
        """Return the first face that covers a whole grapheme cluster, ``None`` if none does.

        Where no face knows its variation selector, the base alone decides (see `drops_selector`).
        """
        return self._answer(cluster)[0]

    def _answer(self, cluster: str) -> _Answer:
        known = self._known.get(cluster)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
                self._first.clear()
            known = self._known[cluster] = (self._search(cluster), all(map(is_ignorable, cluster)))
            if len(cluster) == 1 and known[0] is self.faces[0]:
                self._first.add(cluster)
        return known

    def _search(self, cluster: str) -> Face | None:
        for wanted in _readings(cluster):
            for face in self.faces:
                if face.covers(wanted):
                    return face
        return None

    def lacking(self, text: str) -> list[str]:
        """Return the clusters of a text that no face has, each once, as itself with its code: ``𓀀 (U+13000)``."""
        if self._first.issuperset(text) and is_plain(text):
            return []
        missing = (c for c in clusters(text) if not c.isspace() and not all(map(is_ignorable, c)))
        return [named_cluster(c) for c in dict.fromkeys(missing) if self.face_for(c) is None]

    def drops_selector(self, cluster: str) -> bool:
        """Return whether a cluster can be set only without its variation selector, as no face knows the sequence."""
        face = self.face_for(cluster)
        return face is not None and not face.covers(cluster)

    def is_ignorable(self, character: str) -> bool:
        """Return whether a character has no ink, so that no face is asked for it."""
        return is_ignorable(character)

    def runs(self, text: str) -> list[tuple[Face | None, int, int]]:
        """Return (face, start, end) for the pieces of a text, in order and without gaps.

        Cut by grapheme cluster, neighbours with the same face merged; the face is ``None`` where no
        face has the cluster. Ignorable characters go with what stands before them (else after).
        """
        if not text:
            return []
        if is_plain(text) and (self._first.issuperset(text) or self._first_has(set(text))):
            return [(self.faces[0], 0, len(text))]
        return self._cut(text)

    def _first_has(self, characters: set[str]) -> bool:
        return all(self._answer(character)[0] is self.faces[0] for character in characters)

    def _cut(self, text: str) -> list[tuple[Face | None, int, int]]:
        runs: list[tuple[Face | None, int, int]] = []
        start = end = 0
        current: Face | None = self.faces[0]
        settled = False
        for cluster in clusters(text):
            face, ignorable = self._known.get(cluster) or self._answer(cluster)
            if not ignorable:
                if settled and face is not current:
                    runs.append((current, start, end))
                    start = end
                current, settled = face, True
            end += len(cluster)
        runs.append((current, start, end))
        return runs


def _readings(cluster: str) -> tuple[str, ...]:
    """Return what to look for in turn: the composed character, the cluster as it is, it without its selectors.

    A composed character sits better than a loose mark, so it is taken from a later face even.
    """
    if len(cluster) == 1:
        return (cluster,)
    return tuple(dict.fromkeys((unicodedata.normalize("NFC", cluster), cluster, without_selectors(cluster))))
