"""Family and given name told apart: by a space, by capitals, by the reading; never by a guess.

It stands apart because a name split wrongly is printed wrongly: what is not sure stays whole.
"""

from __future__ import annotations

from ofprint.base.records import dataclass
from ofprint.people.alignment import split_by_reading, split_reading
from ofprint.people.kana import full_width, is_japanese

_PARTICLES = frozenset({
    "af", "al", "ap", "ben", "bin", "bint", "da", "dal", "das", "de", "dei", "del", "della",
    "den", "der", "des", "di", "do", "dos", "du", "el", "ibn", "la", "las", "le", "los",
    "van", "ten", "ter", "vom", "von", "y", "zu", "zum", "zur", "'t",
})  # fmt: skip
"""Words in lower case that begin a family name (van der Berg, de la Cruz)."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is written, and its two parts where they are sure."""

    whole: str
    family: str = ""
    given: str = ""


_SUFFIXES = frozenset(
    {"jr", "sr", "ii", "iii", "iv", "phd", "md", "mba", "esq", "dr", "prof", "msc", "ma", "ba", "bsc"}
)
"""What may stand after a comma without being a given name (John Smith, Ph.D.)."""
NOTHING = Name("")
"""No name, or no reading."""


def read_name(whole: str, family: str, given: str, reading: Name) -> Name:
    """Return the name of a row from its cells; ``reading`` helps to split a whole name.

    A family and a given name of their own columns are taken as they are; the whole name is then
    the name column's, or both joined in the order of their script.
    """
    if family or given:
        return Name(whole or joined(family, given), family, given)
    return split_name(whole, reading)


def joined(family: str, given: str) -> str:
    """Return both names in the order of their script: 山田 太郎, but Taro Yamada."""
    if not (family and given):
        return family or given
    return f"{family} {given}" if is_japanese(family + given) else f"{given} {family}"


def split_name(whole: str, reading: Name) -> Name:
    """Split a whole name at its full-width space, else at its half-width space, else by its reading."""
    blank = "\u3000" if "\u3000" in whole else " "
    if blank in whole or "\xa0" in whole:
        return _at_blank(whole, blank) if is_japanese(whole) else _latin(whole)
    cut = split_by_reading(whole, reading.family, reading.given) if reading.given else 0
    return Name(whole, whole[:cut], whole[cut:]) if cut else Name(whole)


def read_reading(whole: str, family: str, given: str) -> Name:
    """Return a reading from its cells, half-width kana in full width; an unsplit one is all ``family``."""
    if family or given:
        family, given = full_width(family), full_width(given)
        return Name(full_width(whole) or f"{family} {given}".strip(), family, given)
    if not whole:
        return NOTHING
    whole = full_width(whole)
    if is_japanese(whole):
        parts = whole.split(maxsplit=1)
        return Name(whole, parts[0], parts[1] if len(parts) > 1 else "")
    latin = split_name(whole, NOTHING)
    return latin if latin.family else Name(whole, whole)


def reading_like(name: Name, reading: Name) -> Name:
    """Split an unsplit reading as its name is split, where that is sure (山田 太郎, やまだたろう)."""
    if reading.given or not name.given or not is_japanese(reading.family):
        return reading
    cut = split_reading(name.family, name.given, reading.family)
    return Name(reading.whole, reading.family[:cut], reading.family[cut:]) if cut else reading


def _at_blank(whole: str, blank: str) -> Name:
    parts = whole.replace("\xa0", " ").split(blank, 1)
    return Name(whole, parts[0].strip(), parts[1].strip())


def _latin(whole: str) -> Name:
    body, comma, rest = whole.partition(",")
    if comma and rest.strip().rstrip(".").lower().replace(".", "") not in _SUFFIXES:
        return Name(whole, body.strip(), rest.strip()) if "," not in rest else Name(whole)
    words = body.split()
    at = _family_of(words)
    if at is None:
        return Name(whole)
    return Name(whole, " ".join(words[at]), " ".join(words[: at.start] + words[at.stop :]))


def _family_of(words: list[str]) -> slice | None:
    """Return which words of a Latin name are the family name: capitals, else from the first particle, else the last.

    ``None`` where it is not sure: two capitals before a word may be a family name (XU Ming) or
    initials (JR Smith), and a name that begins with a particle has no given name.
    """
    if len(words) < 2 or words[0] in _PARTICLES:
        return None
    capital = [word.isupper() and sum(map(str.isalpha, word)) > 1 for word in words]
    if capital[0] and not all(capital):
        end = capital.index(False)
        return slice(0, end) if len("".join(words[:end])) > 2 else None
    if capital[-1] and not all(capital):
        return slice(len(words) - capital[::-1].index(False), len(words))
    particle = next((at for at, word in enumerate(words[1:-1], 1) if word in _PARTICLES), len(words) - 1)
    return slice(particle, len(words))
