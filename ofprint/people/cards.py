"""What a code on a badge says when a telephone is to keep it: meCard and vCard, escaped as their makers ask.

It stands apart because both are little languages: a semicolon in a company's name must not end its field.
"""

from __future__ import annotations

import re

from ofprint.base.records import dataclass
from ofprint.people.attendee import Attendee
from ofprint.people.kana import full_width


@dataclass(frozen=True, slots=True)
class Contact:
    """What a card may hold beyond the badge; empty parts are left out."""

    mail: str = ""
    telephone: str = ""
    url: str = ""
    note: str = ""


NO_CONTACT = Contact()
_MECARD_SPECIAL = re.compile(r'([\\;:,"])')
_VCARD_SPECIAL = re.compile(r"([\\;,])")
_LINE_ENDS = re.compile(r"\r\n|[\r\n]")
_FOLD_AT = 75


def mecard(attendee: Attendee, contact: Contact = NO_CONTACT) -> str:
    r"""Return an attendee as a meCard (NTT DOCOMO's format), ``MECARD:N:…;SOUND:…;…;;``.

    ``\ ; : , "`` in a value are escaped by a backslash; family and given name are divided by a comma.
    meCard has no line ends: they become spaces. Affiliation and title stand in ``ORG`` and ``NOTE``.
    """
    note = " ".join(part for part in (attendee.title, contact.note) if part)
    fields = [
        ("N", ",".join(_mecard_escaped(part) for part in _name_parts(attendee))),
        (
            "SOUND",
            ",".join(
                _mecard_escaped(full_width(part)) for part in (attendee.reading_family, attendee.reading_given) if part
            ),
        ),
        ("ORG", _mecard_escaped(attendee.affiliation)),
        ("TEL", _mecard_escaped(contact.telephone)),
        ("EMAIL", _mecard_escaped(contact.mail)),
        ("URL", _mecard_escaped(contact.url)),
        ("NOTE", _mecard_escaped(note)),
    ]
    return "MECARD:" + "".join(f"{key}:{value};" for key, value in fields if value) + ";"


def vcard(attendee: Attendee, contact: Contact = NO_CONTACT) -> str:
    r"""Return an attendee as a vCard 3.0 (RFC 2426), lines ended by CR LF.

    ``\ ; ,`` in a value are escaped by a backslash and line ends written ``\n``; long lines are folded
    at 75 bytes (RFC 2425, 5.8.1), never within a character. Readings stand in the properties telephones know.
    """
    family, given = _two_parts(attendee)
    reading = (attendee.reading_family, attendee.reading_given)
    fields = [
        ("VERSION", "3.0"),
        ("N", f"{_vcard_escaped(family)};{_vcard_escaped(given)};;;"),
        ("FN", _vcard_escaped(attendee.name)),
        ("X-PHONETIC-LAST-NAME", _vcard_escaped(reading[0])),
        ("X-PHONETIC-FIRST-NAME", _vcard_escaped(reading[1])),
        ("ORG", _vcard_escaped(attendee.affiliation)),
        ("TITLE", _vcard_escaped(attendee.title)),
        ("TEL", _vcard_escaped(contact.telephone)),
        ("EMAIL", _vcard_escaped(contact.mail)),
        ("URL", _LINE_ENDS.sub("", contact.url)),
        ("NOTE", _vcard_escaped(contact.note)),
    ]
    lines = ["BEGIN:VCARD", *(f"{key}:{value}" for key, value in fields if value), "END:VCARD"]
    return "".join(_folded(line) + "\r\n" for line in lines)


def _name_parts(attendee: Attendee) -> tuple[str, ...]:
    return (attendee.family, attendee.given) if attendee.family and attendee.given else (attendee.name,)


def _two_parts(attendee: Attendee) -> tuple[str, str]:
    return (attendee.family, attendee.given) if attendee.family else (attendee.name, "")


def _mecard_escaped(text: str) -> str:
    return _MECARD_SPECIAL.sub(r"\\\1", _LINE_ENDS.sub(" ", text).strip())


def _vcard_escaped(text: str) -> str:
    return _LINE_ENDS.sub(r"\\n", _VCARD_SPECIAL.sub(r"\\\1", text))


def _folded(line: str) -> str:
    """Return a content line folded so that no piece is longer than 75 bytes."""
    pieces: list[str] = []
    piece, size = "", 0
    for character in line:
        width = len(character.encode("utf-8", "surrogatepass"))
        if size + width > _FOLD_AT - bool(pieces):
            pieces.append(piece)
            piece, size = "", 0
        piece += character
        size += width
    return "\r\n ".join([*pieces, piece])
