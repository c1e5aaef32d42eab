"""The parts of an event around its programme: days, hosts, places, registration, contacts, signs.

It stands apart because these say what is true of the event and nothing of how it looks.

Its annotations are not postponed: readers and schema are made from the types themselves.
"""

import datetime as dt
import re
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from ofprint.base.findings import Words
from ofprint.event import forms
from ofprint.event.clock import WEEKDAYS, WEEKDAYS_EN, Clock, Moment, narrow
from ofprint.event.fields import hidden, said
from ofprint.event.part import Part
from ofprint.event.reading import Spot
from ofprint.event.references import room_of
from ofprint.event.text import Text

Paragraphs = Annotated[tuple[Text, ...], forms.PARAGRAPHS]
Url = Annotated[str, forms.URL]


class Picture(Part):
    """A picture in the event's folder."""

    shorthand: ClassVar[str | None] = "file"

    file: Annotated[str, forms.IMAGE] = said(
        title="ファイル", about="PNG, JPEG, TIFF, SVG or PDF, named from the event's folder"
    )
    focus: Annotated[tuple[float, float], forms.FOCUS] = said(
        default=(0.5, 0.5), title="見せる点", about="What stays in view when cropped: 50% 30% from the left and the top"
    )
    credit: Text | None = said(default=None, title="クレジット", about="Who made it, printed small")

    _folder: Path | None = hidden(default=None)

    @classmethod
    def hidden_of(cls, spot: Spot) -> dict[str, Any]:
        """Remember the event's folder."""
        return {**super().hidden_of(spot), "_folder": spot.reading.folder}

    @property
    def location(self) -> Path:
        """Where the file lies on disk (relative to the working folder for an event without one)."""
        return (self._folder or Path()) / self.file


class Day(Part):
    """One day of the event and its hours."""

    shorthand: ClassVar[str | None] = "date"
    hints: ClassVar[dict[str, str]] = {"day": "date", "from": "start", "to": "end", "begin": "start", "doors": "open"}

    date: dt.date = said(title="日付", about="2026-01-22, 2026.01.22 (木) or 2026年1月22日(木)")
    open: Clock | None = said(default=None, title="開場", about="When the doors open")
    start: Clock | None = said(default=None, title="開始", about="When the day begins, such as 13:30")
    end: Clock | None = said(default=None, title="終了", about="When the day ends, such as 17:00")
    label: Text | None = said(default=None, title="名称", about="The day's own name, such as 1日目")
    note: Text | None = said(default=None, title="注記", about="A note on the day")

    @property
    def weekday(self) -> str:
        """The weekday as one Japanese character."""
        return WEEKDAYS[self.date.weekday()]

    @property
    def weekday_en(self) -> str:
        """The weekday as ``Mon`` … ``Sun``."""
        return WEEKDAYS_EN[self.date.weekday()]


class Host(Part):
    """One body that hosts, supports or sponsors the event."""

    shorthand: ClassVar[str | None] = "name"

    name: Text = said(title="名称", about="The body's name")
    logo: Picture | None = said(default=None, title="ロゴ", about="Its logo")
    url: Url | None = said(default=None, title="URL", about="Its address on the web")

    def __str__(self) -> str:
        return str(self.name)


class HostRank(Part):
    """The bodies of one rank, in order: 主催, 共催, 後援, 協力, 特別協力, 協賛 or any other word."""

    rank: Text = said(title="立場", about="主催, 共催, 後援, 協力, 特別協力, 協賛 …")
    names: tuple[Host, ...] = said(title="名称", about="The bodies of this rank, in order")

    @property
    def line(self) -> str:
        """The bodies on one line: ``東北経済産業局・近畿経済産業局``."""
        return "・".join(str(host) for host in self.names)


class Venue(Part):
    """Where the event takes place."""

    shorthand: ClassVar[str | None] = "name"
    hints: ClassVar[dict[str, str]] = {"hall": "room", "zip": "postal_code", "postcode": "postal_code", "place": "name"}

    name: Text = said(title="会場名", about="The building or place")
    floor: Text | None = said(default=None, title="階", about="The floor, such as 6階")
    room: Text | None = said(default=None, title="部屋", about="The room, when there is one: 中ホールA")
    postal_code: Annotated[str, forms.POSTAL_CODE] | None = said(default=None, title="郵便番号", about="963-8005")
    address: Text | None = said(default=None, title="住所", about="The address")
    access: tuple[Text, ...] = said(default=(), title="アクセス", about="How to get there, one way a line")
    map: Picture | None = said(default=None, title="地図", about="A drawing of the way")
    capacity: int | None = said(default=None, title="定員", about="How many people it holds")
    tel: Annotated[str, forms.PHONE] | None = said(default=None, title="電話", about="Its telephone")
    url: Url | None = said(default=None, title="URL", about="Its address on the web")
    note: Text | None = said(default=None, title="注記", about="A note, such as on parking")

    @property
    def floor_and_room(self) -> str:
        """Floor and room as one: ``6階・中ホールA``; ``""`` where neither is given."""
        return "・".join(str(part) for part in (self.floor, self.room) if part)

    @property
    def line(self) -> str:
        """The whole on one line: ``郡山商工会議所 6階・中ホールA``."""
        return f"{self.name} {self.floor_and_room}".strip()


class Room(Part):
    """A room of the venue, or one place of a festival."""

    shorthand: ClassVar[str | None] = "name"
    said_by_key: ClassVar[str | None] = "name"

    key: Annotated[str, forms.PLAIN] = said(title="キー", about="The word by which items refer to it")
    name: Text | None = said(default=None, title="名称", about="The name as printed; the key where none is given")
    floor: Text | None = said(default=None, title="階", about="The floor")
    address: Text | None = said(default=None, title="住所", about="The address, when it lies elsewhere")
    capacity: int | None = said(default=None, title="定員", about="How many people it holds")
    note: Text | None = said(default=None, title="注記", about="A note")

    def __str__(self) -> str:
        return str(self.name)


class Track(Part):
    """A line of the programme that runs beside others."""

    shorthand: ClassVar[str | None] = "name"
    said_by_key: ClassVar[str | None] = "name"

    key: Annotated[str, forms.PLAIN] = said(title="キー", about="The word by which items refer to it, such as A")
    name: Text | None = said(default=None, title="名称", about="The name as printed; the key where none is given")
    room: Annotated[Room, forms.Form(room_of, {"type": "string"})] | None = said(
        default=None, title="部屋", about="Where its items take place unless they say otherwise"
    )
    note: Text | None = said(default=None, title="注記", about="A note")

    def __str__(self) -> str:
        return str(self.name)


class Registration(Part):
    """How to sign up."""

    hints: ClassVar[dict[str, str]] = {"link": "url", "price": "fee", "due": "deadline", "limit": "capacity"}

    url: Url | None = said(default=None, title="申込URL", about="The form's address, printed as a QR code")
    verb: Text | None = said(default=None, title="呼びかけ", about="The words above the code; the theme has its own")
    deadline: Moment | None = said(default=None, title="申込期限", about="2026年1月21日(水) 17時, or 2026-01-21 17:00")
    capacity: Text | None = said(default=None, title="定員", about="How many may come: 80名（先着順）")
    fee: Text | None = said(default=None, title="参加費", about="無料, 1,000円 …")
    note: Text | None = said(default=None, title="注記", about="A note on signing up")


class Contact(Part):
    """An office that answers questions."""

    shorthand: ClassVar[str | None] = "office"
    hints: ClassVar[dict[str, str]] = {
        "phone": "tel",
        "telephone": "tel",
        "email": "mail",
        "name": "names",
        "e-mail": "mail",
    }

    office: Text = said(title="機関", about="The body")
    department: Text | None = said(default=None, title="部署", about="The department")
    names: tuple[Text, ...] = said(default=(), title="担当", about="The people in charge")
    postal_code: Annotated[str, forms.POSTAL_CODE] | None = said(default=None, title="郵便番号", about="963-8005")
    address: Text | None = said(default=None, title="住所", about="The address")
    tel: Annotated[str, forms.PHONE] | None = said(default=None, title="電話", about="022-000-0000")
    fax: Annotated[str, forms.PHONE] | None = said(default=None, title="ファクス", about="022-000-0001")
    mail: Annotated[str, forms.MAIL] | None = said(default=None, title="メール", about="name@example.jp")
    url: Url | None = said(default=None, title="URL", about="Its address on the web")
    hours: Text | None = said(default=None, title="受付時間", about="When it answers: 平日9:00～17:00")

    @property
    def names_line(self) -> str:
        """The people in charge on one line: ``清野・水戸・千坂``."""
        return "・".join(self.names)

    @property
    def line(self) -> str:
        """Office, department and people on one line."""
        return " ".join(str(part) for part in (self.office, self.department, self.names_line) if part)


class Shop(Part):
    """A shop, stall or booth of a festival."""

    shorthand: ClassVar[str | None] = "name"
    hints: ClassVar[dict[str, str]] = {"room": "place", "time": "hours", "description": "what", "number": "no"}

    name: Text = said(title="店名", about="The shop's name")
    no: Text | None = said(default=None, title="番号", about="Its number on the map")
    place: Annotated[Room, forms.Form(room_of, {"type": "string"})] | None = said(
        default=None, title="場所", about="Where it stands: a key of rooms, or words"
    )
    hours: Text | None = said(default=None, title="時間", about="10:00～16:00, or words")
    what: Text | None = said(default=None, title="内容", about="What it offers")
    note: Text | None = said(default=None, title="注記", about="A note, such as 予約制")
    url: Url | None = said(default=None, title="URL", about="Its address on the web")
    picture: Picture | None = said(default=None, title="写真", about="A picture")

    @property
    def opens(self) -> Clock | None:
        """When it opens, where the hours are times."""
        return self._hours()[0]

    @property
    def closes(self) -> Clock | None:
        """When it closes, where the hours are times."""
        return self._hours()[1]

    def _hours(self) -> tuple[Clock | None, Clock | None]:
        found = re.findall(r"\d{1,2}:\d{2}|\d{1,2}時(?:\d{1,2}分|半)?", narrow(str(self.hours or "")))
        times = [_clock(text) for text in found[:2]]
        return (times[0] if times else None, times[1] if len(times) == 2 else None)


def _clock(text: str) -> Clock | None:
    try:
        return Clock.of(text)
    except ValueError:
        return None


class Wifi(Part):
    """The network guests may use."""

    ssid: Annotated[str, forms.PLAIN] = said(title="SSID", about="The network's name")
    password: Annotated[str, forms.SECRET] | None = said(default=None, title="パスワード", about="The password")
    security: Literal["wpa", "wep", "none"] = said(default="wpa", title="方式", about="wpa, wep or none")
    note: Text | None = said(default=None, title="注記", about="A note")


Arrow = Literal["up", "down", "left", "right", "up-left", "up-right", "down-left", "down-right"]
SignKind = Literal[
    "welcome", "reception", "direction", "door", "timetable", "banner", "stage", "tent", "reserved", "qr", "notice"
]


class Sign(Part):
    """One sign to print; without any, the theme makes those an event of its kind needs."""

    shorthand: ClassVar[str | None] = "kind"
    hints: ClassVar[dict[str, str]] = {"type": "kind", "direction": "arrow", "words": "text"}

    kind: SignKind = said(
        title="種類",
        about="welcome, reception, direction, door, timetable, banner (めくり), stage (横看板), tent (席札) …",
    )
    room: Annotated[Room, forms.Form(room_of, {"type": "string"})] | None = said(
        default=None, title="部屋", about="The room it stands at or points to"
    )
    text: Text | None = said(default=None, title="文", about="Its leading words; the theme has its own for each kind")
    subtext: Text | None = said(default=None, title="副文", about="The words beneath")
    arrow: Arrow | None = said(default=None, title="矢印", about="up, down, left, right, up-left …")
    floor: Text | None = said(default=None, title="階", about="The floor it points to")
    distance: Text | None = said(
        default=None, title="距離", about="How far, such as 30m; of a stage banner, from where it is read"
    )
    pictogram: Annotated[str, forms.PLAIN] | None = said(
        default=None, title="絵文字", about="The theme's pictogram, such as no-photography"
    )
    size: Annotated[str, forms.SIZE] | None = said(default=None, title="寸法", about="A3, A3 landscape, 263x1091mm")
    url: Url | None = said(default=None, title="URL", about="The address in its code")
    date: dt.date | None = said(default=None, title="日付", about="The day it is for")
    person: Annotated[str, forms.PLAIN] | None = said(
        default=None, title="人", about="The person's key, for one banner, tent card or seat"
    )
    copies: int = said(default=1, title="枚数", about="How many sheets, of a reserved seat")

    shown: ClassVar[dict[str, frozenset[str]]] = {
        "welcome": frozenset(),
        "reception": frozenset({"text", "subtext"}),
        "direction": frozenset({"room", "text", "arrow", "floor", "distance"}),
        "door": frozenset({"room", "date"}),
        "timetable": frozenset({"date"}),
        "banner": frozenset({"person"}),
        "stage": frozenset({"text", "subtext", "distance"}),
        "tent": frozenset({"person"}),
        "reserved": frozenset({"text", "subtext", "person", "copies"}),
        "qr": frozenset({"text", "subtext", "url"}),
        "notice": frozenset({"text", "subtext", "arrow", "pictogram"}),
    }
    """What a sign of each kind reads besides its kind and size; anything else in its entry is said to be unused."""

    @classmethod
    def refine(cls, found: dict[str, Any], spot: Spot) -> None:
        """Check that a direction sign has its arrow, a reserved seat its words, and that copies are 1 to 500."""
        if found.get("kind") == "direction" and not found.get("arrow") and not _has(spot, "arrow"):
            cure = Words("add “arrow: right”", "「arrow: right」などを書き加えてください")
            spot.find(
                "missing", Words("a direction sign needs its arrow", "誘導の看板には矢印（arrow）が要ります"), cure
            )
        if found.get("kind") == "reserved" and not (_has(spot, "text") or _has(spot, "person")):
            spot.find(
                "missing",
                Words("a reserved seat says for whom", "予約席の看板には、だれの席か（text か person）が要ります"),
                Words("add “text: 来賓席”, or “person: key”", "「text: 来賓席」か「person: キー」を書き加えてください"),
            )
        if not 1 <= (found.get("copies") or 1) <= 500:
            spot.find("out-of-range", Words("copies are 1 to 500", "枚数は 1 から 500 までです"), key="copies")
            del found["copies"]


def _has(spot: Spot, key: str) -> bool:
    get = getattr(spot.node, "get", None)
    return bool(get and get(key) is not None)
