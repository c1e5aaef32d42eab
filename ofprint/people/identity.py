"""What names a person within a list: the 受付番号, or a token; and who seems to stand in it twice.

It stands apart because codes on badges and the print ledger hang on it: the same list must give
the same ids whenever and wherever it is read.
"""

from __future__ import annotations

import hashlib
import re

from ofprint.base.findings import Words
from ofprint.people.kana import hiragana
from ofprint.people.reports import Report

_BLANKS = re.compile(r"\s+")
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""32 figures without I, L, O and U, so that a token can be read aloud and makes a small QR code."""
TOKEN_LENGTH = 10


def token(name: str, reading: str, affiliation: str) -> str:
    """Return the token of a person without a 受付番号: ten figures (50 bits) from name, reading and affiliation.

    Blanks and the kind of kana do not matter: 山田　太郎 and 山田太郎 are one person.
    """
    parts = (_BLANKS.sub("", part) for part in (name, hiragana(reading), affiliation))
    digest = hashlib.blake2b(
        "\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8, person=b"ofprint id"
    ).digest()
    number = int.from_bytes(digest)
    return "".join(_DIGITS[number >> 5 * place & 31] for place in range(TOKEN_LENGTH))


class Register:
    """Gives every person of a list an id of their own and remembers who was there before."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._rows: dict[str, int] = {}
        self._times: dict[str, int] = {}
        self._people: dict[int, int] = {}

    def identify(self, given_id: str, name: str, reading: str, affiliation: str, row: int) -> str:
        """Return the id of the person in ``row``; equal ones are numbered in order (``A7``, ``A7-2``) and told."""
        before = self._people.setdefault(hash((name, reading, affiliation)), row)
        if before != row:
            self._same_person(name, before, row)
        if given_id and given_id not in self._rows:
            self._rows[given_id] = row
            return given_id
        return self._unique(given_id or token(name, reading, affiliation), row, said=bool(given_id))

    def _unique(self, wanted: str, row: int, *, said: bool) -> str:
        one = wanted
        while one in self._rows:
            self._times[wanted] = self._times.get(wanted, 1) + 1
            one = f"{wanted}-{self._times[wanted]}"
        if one != wanted and said:
            self._same_id(wanted, one, self._rows[wanted], row)
        self._rows[one] = row
        return one

    def _same_person(self, name: str, before: int, row: int) -> None:
        self._report.warning(
            "same-person",
            Words(
                en=f"{name} has the same name, reading and affiliation as row {before}; both are printed",
                ja=f"{name}さんは{before}行目と氏名・ふりがな・所属が同じです。両方印刷します",
            ),
            Words(en="take one row out if this is one person", ja="同じ人なら一方の行を消してください"),
            row=row,
        )

    def _same_id(self, wanted: str, one: str, before: int, row: int) -> None:
        self._report.warning(
            "same-id",
            Words(
                en=f"the id {wanted} is also that of row {before}; this one becomes {one}",
                ja=f"受付番号 {wanted} は{before}行目と同じです。この行は {one} とします",
            ),
            Words(en="give each person an id of their own", ja="受付番号は一人ずつ別にしてください"),
            row=row,
        )
