"""The parts of an event around its programme: days, hosts, places, registration, contacts, badges, signs.

It stands apart because these say what is true of the event and nothing of how it looks.

Its annotations are evaluated at once (no postponed ones): pydantic would compile each string anew.
"""

import datetime as dt
import re
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, PrivateAttr

from ofprint.base.findings import Words
from ofprint.event import forms
from ofprint.event.clock import WEEKDAYS, WEEKDAYS_EN, Clock, Moment, narrow
from ofprint.event.forms import BadgeCode
from ofprint.event.part import Part
from ofprint.event.reading import Spot
from ofprint.event.references import room_of
from ofprint.event.text import Text

Paragraphs = Annotated[tuple[Text, ...], forms.PARAGRAPHS]
Url = Annotated[str, forms.URL]


class Picture(Part):
    """A picture in the event's folder."""

    shorthand: ClassVar[str | None] = "file"

    file: Annotated[str, forms.IMAGE] = Field(
        title="ファイル", description="PNG, JPEG, TIFF, SVG or PDF, named from the event's folder"
    )
    focus: Annotated[tuple[float, float], forms.FOCUS] = Field(
        (0.5, 0.5), title="見せる点", description="What stays in view when cropped: 50% 30% from the left and the top"
    )
    credit: Text | None = Field(None, title="クレジット", description="Who made it, printed small")

    _folder: Path | None = PrivateAttr(default=None)

    def settle(self, spot: Spot) -> None:
        """Remember the event's folder."""
        self._folder = spot.reading.folder

    @property
    def location(self) -> Path:
        """Where the file lies on disk (relative to the working folder for an event without one)."""
        return (self._folder or Path()) / self.file


class Day(Part):
    """One day of the event and its hours."""

    shorthand: ClassVar[str | None] = "date"
    hints: ClassVar[dict[str, str]] = {"day": "date", "from": "start", "to": "end", "begin": "start", "doors": "open"}

    date: dt.date = Field(title="日付", description="2026-01-22, 2026.01.22 (木) or 2026年1月22日(木)")
    open: Clock | None = Field(None, title="開場", description="When the doors open")
    start: Clock | None = Field(None, title="開始", description="When the day begins, such as 13:30")
    end: Clock | None = Field(None, title="終了", description="When the day ends, such as 17:00")
    label: Text | None = Field(None, title="名称", description="The day's own name, such as 1日目")
    note: Text | None = Field(None, title="注記", description="A note on the day")

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

    name: Text = Field(title="名称", description="The body's name")
    logo: Picture | None = Field(None, title="ロゴ", description="Its logo")
    url: Url | None = Field(None, title="URL", description="Its address on the web")

    def __str__(self) -> str:
        return str(self.name)


class HostRank(Part):
    """The bodies of one rank, in order: 主催, 共催, 後援, 協力, 特別協力, 協賛 or any other word."""

    rank: Text = Field(title="立場", description="主催, 共催, 後援, 協力, 特別協力, 協賛 …")
    names: tuple[Host, ...] = Field(title="名称", description="The bodies of this rank, in order")

    @property
    def line(self) -> str:
        """The bodies on one line: ``東北経済産業局・近畿経済産業局``."""
        return "・".join(str(host) for host in self.names)


class Venue(Part):
    """Where the event takes place."""

    shorthand: ClassVar[str | None] = "name"
    hints: ClassVar[dict[str, str]] = {"hall": "room", "zip": "postal_code", "postcode": "postal_code", "place": "name"}

    name: Text = Field(title="会場名", description="The building or place")
    floor: Text | None = Field(None, title="階", description="The floor, such as 6階")
    room: Text | None = Field(None, title="部屋", description="The room, when there is one: 中ホールA")
    postal_code: Annotated[str, forms.POSTAL_CODE] | None = Field(None, title="郵便番号", description="963-8005")
    address: Text | None = Field(None, title="住所", description="The address")
    access: tuple[Text, ...] = Field((), title="アクセス", description="How to get there, one way a line")
    map: Picture | None = Field(None, title="地図", description="A drawing of the way")
    capacity: int | None = Field(None, title="定員", description="How many people it holds")
    tel: Annotated[str, forms.PHONE] | None = Field(None, title="電話", description="Its telephone")
    url: Url | None = Field(None, title="URL", description="Its address on the web")
    note: Text | None = Field(None, title="注記", description="A note, such as on parking")

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

    key: Annotated[str, forms.PLAIN] = Field(title="キー", description="The word by which items refer to it")
    name: Text | None = Field(None, title="名称", description="The name as printed; the key where none is given")
    floor: Text | None = Field(None, title="階", description="The floor")
    address: Text | None = Field(None, title="住所", description="The address, when it lies elsewhere")
    capacity: int | None = Field(None, title="定員", description="How many people it holds")
    note: Text | None = Field(None, title="注記", description="A note")

    def __str__(self) -> str:
        return str(self.name)


class Track(Part):
    """A line of the programme that runs beside others."""

    shorthand: ClassVar[str | None] = "name"
    said_by_key: ClassVar[str | None] = "name"

    key: Annotated[str, forms.PLAIN] = Field(title="キー", description="The word by which items refer to it, such as A")
    name: Text | None = Field(None, title="名称", description="The name as printed; the key where none is given")
    room: Annotated[Room, forms.Form(room_of, {"type": "string"})] | None = Field(
        None, title="部屋", description="Where its items take place unless they say otherwise"
    )
    note: Text | None = Field(None, title="注記", description="A note")

    def __str__(self) -> str:
        return str(self.name)


class Registration(Part):
    """How to sign up."""

    hints: ClassVar[dict[str, str]] = {"link": "url", "price": "fee", "due": "deadline", "limit": "capacity"}

    url: Url | None = Field(None, title="申込URL", description="The form's address, printed as a QR code")
    verb: Text | None = Field(None, title="呼びかけ", description="The words above the code; the theme has its own")
    deadline: Moment | None = Field(None, title="申込期限", description="2026年1月21日(水) 17時, or 2026-01-21 17:00")
    capacity: Text | None = Field(None, title="定員", description="How many may come: 80名（先着順）")
    fee: Text | None = Field(None, title="参加費", description="無料, 1,000円 …")
    note: Text | None = Field(None, title="注記", description="A note on signing up")


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

    office: Text = Field(title="機関", description="The body")
    department: Text | None = Field(None, title="部署", description="The department")
    names: tuple[Text, ...] = Field((), title="担当", description="The people in charge")
    postal_code: Annotated[str, forms.POSTAL_CODE] | None = Field(None, title="郵便番号", description="963-8005")
    address: Text | None = Field(None, title="住所", description="The address")
    tel: Annotated[str, forms.PHONE] | None = Field(None, title="電話", description="022-000-0000")
    fax: Annotated[str, forms.PHONE] | None = Field(None, title="ファクス", description="022-000-0001")
    mail: Annotated[str, forms.MAIL] | None = Field(None, title="メール", description="name@example.jp")
    url: Url | None = Field(None, title="URL", description="Its address on the web")
    hours: Text | None = Field(None, title="受付時間", description="When it answers: 平日9:00～17:00")

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

    name: Text = Field(title="店名", description="The shop's name")
    no: Text | None = Field(None, title="番号", description="Its number on the map")
    place: Annotated[Room, forms.Form(room_of, {"type": "string"})] | None = Field(
        None, title="場所", description="Where it stands: a key of rooms, or words"
    )
    hours: Text | None = Field(None, title="時間", description="10:00～16:00, or words")
    what: Text | None = Field(None, title="内容", description="What it offers")
    note: Text | None = Field(None, title="注記", description="A note, such as 予約制")
    url: Url | None = Field(None, title="URL", description="Its address on the web")
    picture: Picture | None = Field(None, title="写真", description="A picture")

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

    ssid: Annotated[str, forms.PLAIN] = Field(title="SSID", description="The network's name")
    password: Annotated[str, forms.SECRET] | None = Field(None, title="パスワード", description="The password")
    security: Literal["wpa", "wep", "none"] = Field("wpa", title="方式", description="wpa, wep or none")
    note: Text | None = Field(None, title="注記", description="A note")


class BadgeRole(Part):
    """A role that badges tell apart: 参加者, 登壇者, スタッフ, 報道 or any other word."""

    shorthand: ClassVar[str | None] = "key"
    said_by_key: ClassVar[str | None] = "word"

    key: Annotated[str, forms.PLAIN] = Field(title="区分", description="The word in the list's 区分")
    word: Text | None = Field(None, title="印刷する語", description="The word as printed; the key where none is given")
    colour: Annotated[str, forms.PLAIN] | None = Field(
        None, title="色", description="A colour of the template, such as sig"
    )
    note: Text | None = Field(None, title="注記", description="Words for this role, such as 撮影可")


class Badges(Part):
    """What the badges carry."""

    roles: Annotated[tuple[BadgeRole, ...], forms.KEYED] = Field(
        (), title="区分", description="The roles, in order; the first serves people without one"
    )
    code: Annotated[BadgeCode, forms.CODE] = Field(
        BadgeCode("id"), title="コード", description="id, mecard, vcard, none, or an address with {id} in it"
    )
    sheet: Annotated[str, forms.PLAIN] | None = Field(
        None, title="用紙", description="The sheet's name, such as a-one-51002"
    )
    back: tuple[Literal["none", "timetable", "wifi", "map", "qr", "privacy", "contacts"], ...] = Field(
        (), title="裏面", description="What the back shows: timetable, wifi, map, qr …"
    )
    columns: Annotated[dict[str, str], forms.COLUMN_NAMES] = Field(
        {}, title="見出し", description="Our heading: the heading in your list, such as 氏名: お名前"
    )
    note: Text | None = Field(None, title="注記", description="A line on every badge")


Arrow = Literal["up", "down", "left", "right", "up-left", "up-right", "down-left", "down-right"]
SignKind = Literal[
    "welcome", "reception", "direction", "door", "timetable", "banner", "stage", "tent", "reserved", "qr", "notice"
]


class Sign(Part):
    """One sign to print; without any, the theme makes those an event of its kind needs."""

    shorthand: ClassVar[str | None] = "kind"
    hints: ClassVar[dict[str, str]] = {"type": "kind", "direction": "arrow", "words": "text"}

    kind: SignKind = Field(
        title="種類",
        description="welcome, reception, direction, door, timetable, banner (めくり), stage (横看板), tent (席札) …",
    )
    room: Annotated[Room, forms.Form(room_of, {"type": "string"})] | None = Field(
        None, title="部屋", description="The room it stands at or points to"
    )
    text: Text | None = Field(None, title="文", description="Its leading words; the theme has its own for each kind")
    subtext: Text | None = Field(None, title="副文", description="The words beneath")
    arrow: Arrow | None = Field(None, title="矢印", description="up, down, left, right, up-left …")
    floor: Text | None = Field(None, title="階", description="The floor it points to")
    distance: Text | None = Field(None, title="距離", description="How far, such as 30m")
    pictogram: Annotated[str, forms.PLAIN] | None = Field(
        None, title="絵文字", description="The theme's pictogram, such as no-photography"
    )
    size: Annotated[str, forms.SIZE] | None = Field(None, title="寸法", description="A3, A3 landscape, 263x1091mm")
    url: Url | None = Field(None, title="URL", description="The address in its code")
    date: dt.date | None = Field(None, title="日付", description="The day it is for")
    person: Annotated[str, forms.PLAIN] | None = Field(
        None, title="人", description="The person's key, for one banner, tent card or seat"
    )
    copies: int = Field(1, title="枚数", description="How many to print")

    @classmethod
    def refine(cls, found: dict[str, Any], spot: Spot) -> None:
        """Check that a direction sign has its arrow, and that copies are 1 to 500."""
        if found.get("kind") == "direction" and not found.get("arrow") and not _has(spot, "arrow"):
            cure = Words("add “arrow: right”", "「arrow: right」などを書き加えてください")
            spot.find(
                "missing", Words("a direction sign needs its arrow", "誘導の看板には矢印（arrow）が要ります"), cure
            )
        if not 1 <= (found.get("copies") or 1) <= 500:
            spot.find("out-of-range", Words("copies are 1 to 500", "枚数は 1 から 500 までです"), key="copies")
            del found["copies"]


def _has(spot: Spot, key: str) -> bool:
    get = getattr(spot.node, "get", None)
    return bool(get and get(key) is not None)
