"""Whoever wears a badge, as its template sees them: names, role, code, photo, consent, further columns.

They stand apart from the event's view because there is one for each of a hundred thousand people, and
because what is wrong with one person may stop nobody else.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.records import dataclass
from ofprint.event.forms import COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

    from ofprint.event import Event
    from ofprint.people import Attendee

PHOTO_KINDS = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
_REFUSED = (
    "不可",
    "しない",
    "しません",
    "拒否",
    "いいえ",
    "禁止",
    "望まない",
    "困る",
    "×",
    "✕",
    "ng",
    "not",
    "don't",
    "declined",
)
_REFUSED_WHOLE = ("no", "n", "x", "false", "0", "否")
_GIVEN = ("可", "はい", "同意", "許可", "承諾", "○", "〇", "◯", "ok", "yes", "agree", "allow", "問題ない", "問題なし")
_GIVEN_WHOLE = ("y", "true", "1")


@dataclass(frozen=True, slots=True)
class FieldView:
    """A further column of the list: its heading and what it says of somebody."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class HolderView:
    """Whoever wears a badge."""

    id: str
    family: str
    given: str
    name: str
    reading_family: str
    reading_given: str
    romaji: str
    post: str
    role: str
    role_word: str
    code: str
    latin: bool
    level: str = "M"
    """The error correction of the code."""
    role_colour: str = ""
    """The ink that the event names for the role."""
    role_note: str = ""
    fields: tuple[FieldView, ...] = ()
    photo: str = ""
    """The picture's file, where there is one."""
    consent: str = ""
    """Whether they may be photographed: ``yes``, ``no``, or nothing where nobody asked."""

    @property
    def reading(self) -> str:
        """The whole reading."""
        return " ".join(part for part in (self.reading_family, self.reading_given) if part)

    @property
    def family_pieces(self) -> tuple[str, ...]:
        """The family name in the pieces between which a line may end: after a hyphen or a space."""
        return pieces(self.family)

    @property
    def name_pieces(self) -> tuple[str, ...]:
        """The whole name in such pieces."""
        return pieces(self.name)

    @property
    def field_line(self) -> str:
        """The role's words and the further columns on one line."""
        said = (f"{field.key}: {field.value}" for field in self.fields)
        return "　".join(part for part in (self.role_note, *said) if part)


def pieces(name: str) -> tuple[str, ...]:
    """Return a name in the pieces between which a line may end, each with its hyphen or space."""
    found, start = [], 0
    for index, character in enumerate(name):
        if character in "-‐ 　" and 0 < index < len(name) - 1:
            found.append(name[start : index + 1])
            start = index + 1
    return (*found, name[start:])


def holder_of(event: Event, attendee: Attendee, language: str, inks: Collection[str] | None = None) -> HolderView:
    """Return an attendee as the badge's template sees them; a colour that is none of its ``inks`` is left out."""
    badges = event.badges
    role = role_of(event, attendee)
    known = next((one for one in badges.roles if one.key == role), None)
    post = " ".join(part for part in (attendee.affiliation, attendee.title) if part)
    return HolderView(
        id=attendee.id,
        family=attendee.family,
        given=attendee.given,
        name=attendee.name,
        reading_family=attendee.reading_family,
        reading_given=attendee.reading_given,
        romaji=attendee.romaji,
        post=post,
        role=role,
        role_word=str(known.word.of(language)) if known and known.word else role,
        code=code_text(event, attendee),
        latin=_is_latin(attendee.name),
        level=badges.code_level,
        role_colour=known.colour if known and known.colour and (inks is None or known.colour in inks) else "",
        role_note=str(known.note.of(language)) if known and known.note else "",
        fields=tuple(FieldView(key, said) for key in badges.fields if (said := column_of(attendee, key))),
        photo=photo_of(event, attendee)[0],
        consent=consent_of(event, attendee)[0],
    )


def column_of(attendee: Attendee, heading: str) -> str:
    """Return what a column of the list says of somebody on one line: one of our own headings, or a further one."""
    own = COLUMNS.get(heading)
    said = getattr(attendee, own) if own else attendee.extra.get(heading, "")
    return " ".join(str(said).split())


def role_of(event: Event, attendee: Attendee) -> str:
    """Return somebody's role: the list's 区分, else the event's first role, else 参加者."""
    return attendee.role or (event.badges.roles[0].key if event.badges.roles else "参加者")


def holder_findings(event: Event, attendee: Attendee) -> list[Finding]:
    """Return what is wrong with one person's further columns: a photo that is not there, consent not understood."""
    found = [reason for _, reason in (photo_of(event, attendee), consent_of(event, attendee)) if reason]
    found += _without_code(event, attendee)
    return [
        Finding(
            f"badges.{rule}",
            Severity.WARNING,
            Words(f"{attendee.id} {attendee.name}: {what.en}", f"{attendee.id} {attendee.name}: {what.ja}"),
            cure,
            Place(row=attendee.row),
        )
        for rule, what, cure in found
    ]


Reason = tuple[str, Words, Words]


def _without_code(event: Event, attendee: Attendee) -> list[Reason]:
    """Return why somebody's badge has no code: a column that it is made of is empty."""
    empty = [heading for heading in event.badges.code.columns if not column_of(attendee, heading)]
    if not empty:
        return []
    what = Words(
        f"nothing under “{empty[0]}”, so no code is printed", f"「{empty[0]}」が空のため、コードを印刷しません"
    )
    return [("no-code", what, Words("fill the cell in", "その欄を埋めてください"))]


def photo_of(event: Event, attendee: Attendee) -> tuple[str, Reason | None]:
    """Return the file of somebody's photo, which must lie in the event's folder; else why there is none."""
    heading = event.badges.photo
    name = column_of(attendee, heading) if heading else ""
    if not name:
        return "", None
    file = _inside(event.folder, name)
    if file is not None and file.suffix.lower() in PHOTO_KINDS and file.is_file():
        return str(file), None
    what = Words(
        f"no photo “{name[:60]}” in the event's folder", f"写真「{name[:60]}」がイベントのフォルダーにありません"
    )
    cure = Words(
        "name a PNG, JPEG or TIFF from the event's folder, such as photos/a-0001.jpg",
        "photos/a-0001.jpg のように、フォルダーの中の PNG・JPEG・TIFF を書いてください",
    )
    return "", ("photo", what, cure)


def _inside(folder: Path | None, name: str) -> Path | None:
    """Return the file of that name inside a folder, ``None`` for one that leads out of it."""
    if folder is None or len(name) > 400 or "\0" in name:
        return None
    home = folder.resolve()
    file = (home / name).resolve()
    return file if file.is_relative_to(home) else None


def consent_of(event: Event, attendee: Attendee) -> tuple[str, Reason | None]:
    """Return whether somebody may be photographed; an answer that is not understood counts as no, and is told."""
    heading = event.badges.consent
    if not heading:
        return "", None
    from ofprint.people.headings import plain_word

    word = plain_word(column_of(attendee, heading))
    if not word:
        return "", None
    if word in _REFUSED_WHOLE or any(sign in word for sign in _REFUSED):
        return "no", None
    if word in _GIVEN_WHOLE or any(sign in word for sign in _GIVEN):
        return "yes", None
    what = Words(
        f"“{word[:20]}” says neither yes nor no to photographs; printed as no",
        f"撮影可否「{word[:20]}」を判断できません。撮影不可として印刷します",
    )
    return "no", ("consent", what, Words("write 可 or 不可", "「可」か「不可」と書いてください"))


def _is_latin(name: str) -> bool:
    return bool(name) and all(ord(character) < 0x2000 for character in name)


def code_text(event: Event, attendee: Attendee) -> str:
    """Return what an attendee's code holds, by ``badges.code`` of the event; nothing for ``none``."""
    code = event.badges.code
    if code.kind == "none":
        return ""
    if code.kind == "id":
        return attendee.id
    if code.kind in ("url", "column"):
        from urllib.parse import quote

        said = {"id": attendee.id, **{heading: column_of(attendee, heading) for heading in code.columns}}
        if not all(said.values()):
            return ""
        return code.filled(lambda name: quote(said[name], safe="") if code.kind == "url" else said[name])
    from ofprint.people import cards

    return cards.mecard(attendee) if code.kind == "mecard" else cards.vcard(attendee)
