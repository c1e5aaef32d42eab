"""The order people stand in: 五十音 order of readings as JIS X 4061 has it, then role, affiliation or list.

It stands apart because code points put が after ん's row and はら after ハラ: a reception list sorted
that way is one nobody finds a name in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache, lru_cache

from ofprint.people.attendee import Attendee
from ofprint.people.kana import full_width, is_kana

_SEION = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわゐゑをん"
_ROWS = (
    "あかさたなはまやらわ",
    "いきしちにひみりゐ",
    "うくすつぬふむゆる",
    "えけせてねへめれゑ",
    "おこそとのほもよろを",
)
_VOWEL = {kana: row[0] for row in _ROWS for kana in row}
_SMALL = dict(zip("ぁぃぅぇぉゃゅょっゎゕゖ", "あいうえおやゆよつわかけ", strict=True))
_ITERATION = "ゝゞ"
_LONG = "ー"
_FORM_LONG, _FORM_SMALL, _FORM_REPEAT, _FORM_PLAIN = range(4)
"""The third comparison: long vowel mark, small kana, iteration mark, plain kana, in this order."""

Collation = tuple[str, str, str, str]
"""What is compared one after another: letters, voicing, form, kind of kana (hiragana before katakana)."""


class By(StrEnum):
    """What a run of badges is ordered by."""

    LIST = "list"
    READING = "reading"
    ROLE = "role"
    AFFILIATION = "affiliation"


def collation(reading: str) -> Collation:
    """Return the key by which JIS X 4061 compares a word in kana: compared as a whole tuple.

    Letters first, where a voiced or small kana is its plain one, a long vowel mark is the vowel
    before it and an iteration mark the kana before it; then unvoiced, voiced, half-voiced; then
    long mark, small, iteration mark, plain; then hiragana, katakana. Other characters compare by
    their compatibility form in lower case, after all kana.
    """
    letters: list[str] = []
    voices: list[str] = []
    forms: list[str] = []
    kinds: list[str] = []
    for character in full_width(reading):
        if character.isspace() or character in "・･":
            continue
        letter, voice, form = _compared(character, letters[-1] if letters else "")
        letters.append(letter)
        voices.append(str(voice))
        forms.append(str(form))
        kinds.append("1" if "\u30a1" <= character <= "\u30fe" else "0")
    return "".join(letters), "".join(voices), "".join(forms), "".join(kinds)


def reading_key(attendee: Attendee) -> tuple[int, Collation, Collation, str, int]:
    """Return the key that puts people in 五十音 order: kana by family then given name, then Latin, then the rest.

    Somebody without a reading stands by the name if that is kana or Latin; a name in Chinese
    characters without a reading comes last, by code. Equal ones keep the list's order.
    """
    family, given = _sorted_by(attendee)
    first = family[:1] or given[:1]
    return _group(first), _sorted_word(family), _sorted_word(given), attendee.name, attendee.row


def ordered(people: Iterable[Attendee], by: By | str = By.READING, *, roles: Sequence[str] = ()) -> list[Attendee]:
    """Return people in the order of the list, of readings, or of roles or affiliations and then readings.

    ``roles`` come first, as given; other roles follow by name, and those without one last.
    """
    order = By(by)
    if order is By.LIST:
        return sorted(people, key=lambda attendee: attendee.row)
    if order is By.READING:
        return sorted(people, key=reading_key)
    if order is By.ROLE:
        rank = {role: at for at, role in enumerate(roles)}
        return sorted(people, key=lambda a: (rank.get(a.role, len(rank)), not a.role, a.role, reading_key(a)))
    return sorted(people, key=lambda a: (affiliation_key(a.affiliation), reading_key(a)))


def affiliation_key(affiliation: str) -> tuple[bool, str]:
    """Return the key of an affiliation: without legal form (株式会社 …), blanks and width; none at all comes last."""
    plain = unicodedata.normalize("NFKC", affiliation).casefold()
    plain = re.sub(r"\s+", "", _LEGAL_FORM.sub("", plain))
    return not affiliation, plain


def row_of(word: str) -> str:
    """Return the kana that heads a word's row of the syllabary (がく → か), the capital for Latin, ``""`` for none."""
    letter = _sorted_word(word)[0][:1]
    if letter not in _SEION_SET:
        return letter.upper()
    return max(head for head in _ROWS[0] if _SEION.index(head) <= _SEION.index(letter))


def first_kana(attendee: Attendee) -> str:
    """Return the plain hiragana somebody is looked for under (が → か), the capital for Latin, ``""`` for neither."""
    family, given = _sorted_by(attendee)
    letter = _sorted_word(family or given)[0][:1]
    if letter in _SEION_SET:
        return letter
    return letter.upper() if "a" <= letter <= "z" else ""


_SEION_SET = frozenset(_SEION)
_LEGAL_FORM = re.compile(
    r"\((?:株|有|同|社|財|一社|一財|公社|公財)\)|株式会社|有限会社|合同会社|合資会社|合名会社|(?:一般|公益|特例)?(?:社団|財団)法人|"
    r"(?:特定非営利活動|npo|学校|国立大学|公立大学|医療|社会福祉|宗教|独立行政|国立研究開発|地方独立行政)法人"
)


def _sorted_by(attendee: Attendee) -> tuple[str, str]:
    """Return the family and given name somebody is sorted by: the reading, else the name, else the romaji."""
    if attendee.reading_family or attendee.reading_given:
        return attendee.reading_family, attendee.reading_given
    name = (attendee.family, attendee.given) if attendee.family else (attendee.name, "")
    if _group(name[0][:1]) == _LAST and attendee.romaji:
        given, _, family = attendee.romaji.rpartition(" ")
        return family, given
    return name


_KANA, _LATIN, _LAST = range(3)


@lru_cache(maxsize=1 << 13)
def _sorted_word(word: str) -> Collation:
    """Return the collation of one name; kept, for a list has the same names again and again."""
    return collation(_folded(word))


@lru_cache(maxsize=1 << 10)
def _group(first: str) -> int:
    if not first:
        return _LAST
    if is_kana(full_width(first)[:1]):
        return _KANA
    return _LATIN if "a" <= _unaccented(first)[:1] <= "z" or first.isdigit() else _LAST


def _folded(text: str) -> str:
    """Return Latin letters without accents and in lower case (Łukasz → lukasz), kana as it is."""
    return text if any(is_kana(character) for character in text) else _unaccented(text)


def _unaccented(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(_STROKED)).casefold()
    return "".join(character for character in plain if not unicodedata.combining(character))


_STROKED = str.maketrans(
    {"Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "Ð": "D", "ð": "d", "Ħ": "H", "ħ": "h", "ı": "i"}
    | {"Æ": "Ae", "æ": "ae", "Œ": "Oe", "œ": "oe", "Þ": "Th", "þ": "th"}
)
"""Letters whose stroke is no accent to Unicode, and ligatures."""


def _compared(character: str, before: str) -> tuple[str, int, int]:
    """Return a character's letter, voicing (0, 1, 2) and form; ``before`` is the letter before it."""
    if character == _LONG:
        return _VOWEL.get(before, before or _LONG), 0, _FORM_LONG
    kana = _as_hiragana(character)
    if kana in _ITERATION:
        return before or kana, _ITERATION.index(kana), _FORM_REPEAT
    if kana in _SMALL:
        return _SMALL[kana], 0, _FORM_SMALL
    letter, voice = _unvoiced(kana)
    return (letter if letter in _SEION_SET else unicodedata.normalize("NFKC", character).casefold()), voice, _FORM_PLAIN


@cache
def _as_hiragana(character: str) -> str:
    if "\u30a1" <= character <= "\u30f6" or character in "ヽヾ":
        return chr(ord(character) - 0x60)
    return {"ヷ": "わ゙", "ヸ": "ゐ゙", "ヹ": "ゑ゙", "ヺ": "を゙"}.get(character, character)


@cache
def _unvoiced(kana: str) -> tuple[str, int]:
    """Return a kana without its mark, and which it bore: 1 for ゛, 2 for ゜."""
    parts = unicodedata.normalize("NFD", kana)
    return parts[:1], {"\u3099": 1, "\u309a": 2}.get(parts[1:2], 0)
