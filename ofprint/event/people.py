"""The people of an event, and a person as one item of the programme names them.

It stands apart because one person may appear several times, under another affiliation each time.

Its annotations are not postponed: readers and schema are made from the types themselves.
"""

from itertools import chain
from typing import Annotated, Any, ClassVar

from ofprint.base.findings import Words
from ofprint.base.yaml_tree import Mapping, Scalar
from ofprint.event import forms
from ofprint.event.clock import narrow
from ofprint.event.fields import said
from ofprint.event.part import Part, plan, read_part
from ofprint.event.parts import Paragraphs, Picture, Url
from ofprint.event.reading import Spot, meant, short
from ofprint.event.text import PersonName, Text
from ofprint.event.texts import read_text
from ofprint.event.values import unknown_key

_NONE = frozenset(("none", "no", "なし", "無し", "無"))


def read_name(spot: Spot) -> PersonName | None:
    """Return a name: ``森田 正隆`` (family first), ``{family: …, given: …}`` or ``{ja: …, en: …}``."""
    node = spot.node
    if not isinstance(node, Mapping) or not {entry.key.text for entry in node} & {"family", "given"}:
        return read_text(spot, PersonName)
    parts: dict[str, str] = {}
    for entry in node:
        if entry.key.text not in ("family", "given"):
            unknown_key(spot.at(entry.key), entry.key.text, ("family", "given"))
        elif text := read_text(spot.key(entry.key.text, entry.value), Text):
            parts[entry.key.text] = "".join(text.split())
    latin_first = " ".join(filter(None, (parts.get("given"), parts.get("family"))))
    if PersonName(latin_first).is_latin:
        return PersonName(latin_first)
    return PersonName(" ".join(filter(None, (parts.get("family"), parts.get("given")))))


def read_honorific(spot: Spot) -> Text | None:
    """Return what follows a name: 氏, さん, 様 …; ``none`` for none. It is not put after names in English."""
    if isinstance(spot.node, Scalar) and narrow(spot.node.text).lower() in _NONE:
        return Text("")
    text = read_text(spot, Text)
    if text is None or text.languages:
        return text
    return Text(text, {"ja": str(text), "en": ""})


NAME = forms.Form(
    read_name,
    {
        "anyOf": [
            {"$ref": "#/$defs/text"},
            {"type": "object", "properties": {"family": {}, "given": {}}, "additionalProperties": False},
        ]
    },
)
HONORIFIC = forms.Form(read_honorific, {"anyOf": [{"$ref": "#/$defs/text"}, {"type": "boolean"}]})
Name = Annotated[PersonName, NAME]
Honorific = Annotated[Text, HONORIFIC]


class Person(Part):
    """Somebody who appears in the programme."""

    shorthand: ClassVar[str | None] = "name"
    hints: ClassVar[dict[str, str]] = {
        "bio": "biography", "profile": "biography", "photo": "portrait", "image": "portrait", "kana": "reading",
        "title": "role", "company": "affiliation", "organization": "affiliation", "suffix": "honorific",
    }  # fmt: skip

    key: Annotated[str, forms.PLAIN] = said(
        default="", title="キー", about="The word by which items refer to the person"
    )
    name: Name = said(title="氏名", about="Family and given name with a space between: 森田 正隆")
    reading: Name | None = said(
        default=None, title="ふりがな", about="The reading, with a space between: もりた まさたか"
    )
    romaji: Name | None = said(default=None, title="ローマ字", about="The name in Latin letters: Masataka Morita")
    affiliation: Text | None = said(default=None, title="所属", about="The body the person belongs to")
    role: Text | None = said(default=None, title="役職", about="The person's post there")
    honorific: Honorific = said(default=Text(""), title="敬称", about="氏, さん … or none; the event's where not given")
    biography: Paragraphs = said(default=(), title="略歴", about="Who the person is, in paragraphs")
    portrait: Picture | None = said(default=None, title="写真", about="A portrait")
    url: Url | None = said(default=None, title="URL", about="The person's address on the web")

    @classmethod
    def refine(cls, found: dict[str, Any], spot: Spot) -> None:
        """Give the event's honorific to who has none stated; an English name may serve as romaji."""
        if found.get("honorific") is None:
            found["honorific"] = spot.reading.known.get("honorific", Text(""))
        name = found.get("name")
        if name and not found.get("romaji") and "en" in name.languages:
            found["romaji"] = PersonName(name.en)

    @property
    def post(self) -> str:
        """Affiliation and role on one line."""
        return " ".join(str(part) for part in (self.affiliation, self.role) if part)


class Speaker(Part):
    """A person as an item names them: the person, and the affiliation and role that stand there."""

    hints: ClassVar[dict[str, str]] = {"key": "person", **Person.hints}

    person: Person = said(title="人", about="The person's key")
    affiliation: Text | None = said(
        default=None, title="所属", about="The affiliation that stands here instead of the person's own"
    )
    role: Text | None = said(
        default=None,
        title="役職",
        about="The post that stands here; the person's own is left out under another affiliation",
    )
    note: Text | None = said(default=None, title="注記", about="A word on the appearance, such as オンライン登壇")

    @property
    def post(self) -> str:
        """Affiliation and role on one line: ``日ノ出工機株式会社 代表取締役``."""
        return " ".join(str(part) for part in (self.affiliation, self.role) if part)

    @property
    def name(self) -> PersonName:
        """The person's name."""
        return self.person.name

    @property
    def honorific(self) -> Text:
        """What follows the name, by the event's rule or the person's own; ``""`` for none."""
        return self.person.honorific

    @property
    def reading(self) -> PersonName | None:
        """The reading of the name."""
        return self.person.reading

    @property
    def romaji(self) -> PersonName | None:
        """The name in Latin letters."""
        return self.person.romaji

    @property
    def biography(self) -> tuple[Text, ...]:
        """The person's biography."""
        return self.person.biography

    @property
    def portrait(self) -> Picture | None:
        """The person's portrait."""
        return self.person.portrait


_OF_SPEAKER = ("person", "affiliation", "role", "note")


def read_speaker(spot: Spot) -> Speaker | None:
    """Return a speaker: a key of the people, ``{person: key, affiliation: …}``, or a person written out here."""
    node = spot.node
    if isinstance(node, Scalar):
        person = _person_of(spot)
        return _billed(spot, person, {}) if person else None
    if isinstance(node, Mapping) and node.get("person") is None and node.get("name") is not None:
        return _written_out(spot, node)
    if not isinstance(node, Mapping):
        spot.wrong(
            Words("a person's key", "人のキー"),
            Words("write one key, or a list of keys", "キーを 1 つ書くか、リストにしてください"),
        )
        return None
    found: dict[str, Any] = {}
    for entry in node:
        below = spot.key(entry.key.text, entry.value)
        if entry.key.text == "person":
            found["person"] = _person_of(below)
        elif entry.key.text in _OF_SPEAKER:
            found[entry.key.text] = read_text(below, Text)
        else:
            unknown_key(spot.at(entry.key), entry.key.text, _OF_SPEAKER)
    if "person" not in found:
        what = Words("“person” is missing", "「person」（人）がありません")
        spot.find(
            "missing",
            what,
            Words("add “person: key”, or write a name", "「person: キー」か「name: …」を書き加えてください"),
        )
    return _billed(spot, found["person"], found) if found.get("person") else None


def _billed(spot: Spot, person: Person, found: dict[str, Any]) -> Speaker:
    affiliation, role = found.get("affiliation"), found.get("role")
    return Speaker.made(
        person=person,
        affiliation=affiliation or person.affiliation,
        role=role or (None if affiliation else person.role),
        note=found.get("note"),
        **Speaker.hidden_of(spot),
    )


def _written_out(spot: Spot, node: Mapping) -> Speaker | None:
    """Read a person who stands in the item itself and not among the people."""
    allowed = [name for name in plan(Person) if name != "key"]
    mine = tuple(entry for entry in node if entry.key.text != "note")
    for entry in mine:
        if entry.key.text == "key":
            unknown_key(spot.at(entry.key), "key", allowed)
    person = read_part(spot.at(Mapping(mine, node.line, node.column, node.file, node.whole)), Person)
    note = node.get("note")
    if person is None or not person.name:
        return None
    return _billed(spot, person, {"note": read_text(spot.key("note", note), Text)} if note else {})


def _person_of(spot: Spot) -> Person | None:
    """Return the person named here by key or by name."""
    scalar = spot.scalar(Words("a person's key", "人のキー"))
    if scalar is None:
        return None
    people: dict[str, Person] = spot.reading.known.get("people") or {}
    word = scalar.text.strip()
    found = people.get(word) or spot.reading.known.get("names", {}).get(squeezed(word))
    if found:
        spot.reading.used.add(found.key)
    elif spot.reading.full:
        spot.reading.count_error()
    elif spot.reading.whole or people:
        what = Words(
            f"no person “{short(word)}” is listed under people", f"people に「{short(word)}」という人がいません"
        )
        names = (str(one.name) for one in people.values() if one.name)
        none = Words("list the people under “people:”", "「people:」に人を書いてください")
        spot.find("unknown-person", what, meant(spot, word, chain(people, names)) if people else none)
    return found


def squeezed(name: str) -> str:
    """Return a name without its spaces, by which it is found however it was spaced."""
    return "".join(narrow(name).split())


SPEAKER = forms.Form(read_speaker, {"$ref": "#/$defs/Speaker"})
Speakers = tuple[Annotated[Speaker, SPEAKER], ...]
