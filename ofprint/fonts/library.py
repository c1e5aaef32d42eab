"""The families at hand: those that ship with ofprint and those of a user's own folders.

It stands apart because products ask for a family and a weight, never for a file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ofprint.base.errors import FontError
from ofprint.base.findings import Finding
from ofprint.base.nearest import nearest
from ofprint.base.records import dataclass, field, replace
from ofprint.base.resources import resource_folder
from ofprint.fonts.face import Face, open_face
from ofprint.fonts.faults import forbidden_font, no_such_folder, unknown_family
from ofprint.fonts.sfnt import FontFacts, face_count, read_facts
from ofprint.fonts.stack import FontStack

_ENDINGS = {".ttf", ".otf", ".ttc", ".otc"}


@dataclass(frozen=True, slots=True)
class Member:
    """One face of a family; a variable one serves all weights from ``lightest`` to ``heaviest``."""

    lightest: int
    heaviest: int
    path: Path
    index: int = 0
    variable: bool = False

    def open(self, weight: int) -> Face:
        """Return the face, a variable one at the weight nearest to that asked for."""
        place = min(max(weight, self.lightest), self.heaviest)
        return open_face(self.path, self.index, (("wght", float(place)),) if self.variable else ())


@dataclass(frozen=True, slots=True)
class Family:
    """A family: its name, its kind (``"gothic"`` or ``"mincho"``), its other names and its faces."""

    name: str
    kind: str
    aliases: tuple[str, ...]
    members: tuple[Member, ...]

    def member(self, weight: int) -> Member:
        """Return the member nearest to a weight by CSS' rule (CSS Fonts 4, 5.2, font-weight).

        400 to 500: upwards to 500 first, then down, then up; below 400: down, then up; above 500: up, then down.
        """
        return min(self.members, key=lambda member: _distance(member, weight))


def _distance(member: Member, weight: int) -> tuple[int, int]:
    if member.lightest <= weight <= member.heaviest:
        return 0, 0
    above = member.lightest > weight
    gap = member.lightest - weight if above else weight - member.heaviest
    if 400 <= weight <= 500:
        return (1 if above and member.lightest <= 500 else 3 if above else 2), gap
    return (1 if above == (weight > 500) else 2), gap


@dataclass(frozen=True)
class FontLibrary:
    """Families by name, and the fallback chain of each kind. Immutable; `with_folder` gives a new one."""

    families: tuple[Family, ...]
    fallback: Mapping[str, tuple[str, ...]]
    refused: tuple[Finding, ...] = ()
    """What was left out of the folders and why: damaged files, fonts that forbid embedding."""
    forbidden: Mapping[str, Finding] = field(default_factory=dict)
    _stacks: dict[tuple[str, int], FontStack] = field(default_factory=dict, init=False, repr=False, compare=False)
    _names: dict[str, Family] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for family in self.families:
            for name in (family.name, *family.aliases):
                self._names.setdefault(_plain_name(name), family)

    def __reduce__(self) -> tuple[Any, ...]:
        return FontLibrary, (self.families, self.fallback, self.refused, self.forbidden)

    @classmethod
    def bundled(cls) -> FontLibrary:
        """Return the families that ship with ofprint (``fonts/families.yaml``)."""
        return _bundled()

    def with_folder(self, folder: Path) -> FontLibrary:
        """Return this library and the fonts in a folder and its subfolders, the folder's families first.

        Files that cannot serve are left out and listed in ``refused``: no error until one is asked for.
        Raises `FontError` when the folder is not there.
        """
        if not folder.is_dir():
            raise FontError([no_such_folder(folder)])
        usable, refused, forbidden = _survey(folder)
        return replace(
            self,
            families=(*_grouped(usable), *self.families),
            refused=(*self.refused, *refused),
            forbidden={**self.forbidden, **forbidden},
        )

    def names(self) -> tuple[str, ...]:
        """Return the families' names, sorted."""
        return tuple(sorted({family.name for family in self.families}))

    def family(self, name: str) -> Family:
        """Return a family by any of its names; case, spaces, hyphens and width do not matter.

        Raises `FontError` with the nearest names, or saying why the font was refused.
        """
        plain = _plain_name(name)
        if plain in self._names:
            return self._names[plain]
        if plain in self.forbidden:
            raise FontError([self.forbidden[plain]])
        listed = {known: family.name for known, family in self._names.items()}
        near = dict.fromkeys(listed[match] for match in nearest(plain, listed, 3, 0.55))
        raise FontError([unknown_family(name, list(near), self.names()), *self.refused])

    def stack(self, family: str, weight: int = 400) -> FontStack:
        """Return the face of a family nearest to a weight, with its fallback chain in the nearest weights.

        Raises `FontError` as `family` does.
        """
        known = self._stacks.get((family, weight))
        if known is None:
            known = self._stacks[family, weight] = self._built(self.family(family), weight)
        return known

    def stack_of(self, face: Face) -> FontStack:
        """Return any face with the fallback chain of its kind, in the weights nearest to its own."""
        weight = next((value for tag, value in face.instance if tag == "wght"), face.facts.weight)
        return self._chained(face, "mincho" if face.facts.serif else "gothic", round(weight))

    def _built(self, family: Family, weight: int) -> FontStack:
        return self._chained(family.member(weight).open(weight), family.kind, weight)

    def _chained(self, face: Face, kind: str, weight: int) -> FontStack:
        chain = (self.family(name).member(weight).open(weight) for name in self.fallback[kind])
        return FontStack(tuple(dict.fromkeys((face, *chain))))


@cache
def _bundled() -> FontLibrary:
    import yaml

    folder = resource_folder("fonts")
    text = (folder / "families.yaml").read_text("utf-8")
    table = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders
    families = [_from_table(folder, name, entry) for name, entry in table["families"].items()]
    return FontLibrary(tuple(families), {kind: tuple(chain) for kind, chain in table["fallback"].items()})


def _from_table(folder: Path, name: str, entry: Mapping[str, Any]) -> Family:
    members = tuple(Member(weight, weight, folder / file) for weight, file in sorted(entry["weights"].items()))
    return Family(name, entry["kind"], tuple(entry.get("aliases", ())), members)


def _plain_name(name: str) -> str:
    return re.sub(r"[\s_-]+", "", unicodedata.normalize("NFKC", name).casefold())


def _survey(folder: Path) -> tuple[list[FontFacts], list[Finding], dict[str, Finding]]:
    """Return the usable faces of a folder, the findings on the others, and the latter by family name."""
    usable: list[FontFacts] = []
    refused: list[Finding] = []
    forbidden: dict[str, Finding] = {}
    for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() in _ENDINGS and path.is_file()):
        try:
            faces = [read_facts(path, index) for index in range(face_count(path))]
        except FontError as error:
            refused.extend(error.findings)
            continue
        for facts in faces:
            if facts.forbids_embedding:
                finding = forbidden_font(path, facts.families[0])
                refused.append(finding)
                forbidden.update((_plain_name(name), finding) for name in facts.families)
            else:
                usable.append(facts)
    return usable, refused, forbidden


def _grouped(faces: Iterable[FontFacts]) -> list[Family]:
    """Return the families of some faces, in the order in which they first appear; of equal weights the first stays."""
    groups: dict[str, list[FontFacts]] = {}
    for facts in faces:
        groups.setdefault(_style_name(facts, facts.families[0]), []).append(facts)
    return [_family(name, members) for name, members in groups.items()]


def _style_name(facts: FontFacts, family: str) -> str:
    return f"{family} {facts.style_suffix}".strip()


def _family(name: str, faces: list[FontFacts]) -> Family:
    members: dict[tuple[int, int], Member] = {}
    for facts in faces:
        member = _member(facts)
        members.setdefault((member.lightest, member.heaviest), member)
    aliases = dict.fromkeys(_style_name(facts, alias) for facts in faces for alias in facts.families)
    kind = "mincho" if faces[0].serif else "gothic"
    return Family(name, kind, tuple(alias for alias in aliases if alias != name), tuple(members.values()))


def _member(facts: FontFacts) -> Member:
    for axis in facts.axes:
        if axis.tag == "wght":
            return Member(round(axis.least), round(axis.greatest), facts.path, facts.index, variable=True)
    return Member(facts.weight, facts.weight, facts.path, facts.index)
