"""What the badges carry and how they are printed: roles, code, back, sheet, order.

It stands apart from the event's other parts because these keys say more of paper and piles than of the event.

Its annotations are not postponed: readers and schema are made from the types themselves.
"""

from typing import Annotated, Any, ClassVar, Literal

from ofprint.base.findings import Words
from ofprint.event import forms
from ofprint.event.fields import said
from ofprint.event.forms import BadgeCode
from ofprint.event.part import Part
from ofprint.event.reading import Spot
from ofprint.event.text import Text

Order = Literal["list", "reading", "window", "role", "affiliation"]
Heading = Annotated[str, forms.PLAIN]


class BadgeRole(Part):
    """A role that badges tell apart: 参加者, 登壇者, スタッフ, 報道 or any other word."""

    shorthand: ClassVar[str | None] = "key"
    said_by_key: ClassVar[str | None] = "word"

    key: Annotated[str, forms.PLAIN] = said(title="区分", about="The word in the list's 区分")
    word: Text | None = said(default=None, title="印刷する語", about="The word as printed; the key where none is given")
    colour: Annotated[str, forms.PLAIN] | None = said(
        default=None, title="色", about="A colour of the template, such as sig"
    )
    note: Text | None = said(default=None, title="注記", about="Words for this role, such as 撮影可")


class Badges(Part):
    """What the badges carry, and how they are printed."""

    hints: ClassVar[dict[str, str]] = {"level": "code_level", "duplex": "turn", "marks": "cut_marks"}

    roles: Annotated[tuple[BadgeRole, ...], forms.KEYED] = said(
        default=(), title="区分", about="The roles, in order; the first serves people without one"
    )
    code: Annotated[BadgeCode, forms.CODE] = said(
        default=BadgeCode("id"),
        title="コード",
        about="id, mecard, vcard, none, {heading} of the list, or an address with one in it",
    )
    code_level: Literal["L", "M", "Q", "H"] = said(
        default="M", title="誤り訂正", about="Error correction of the code: L, M, Q or H"
    )
    back: tuple[Literal["none", "timetable", "wifi", "map", "qr", "privacy", "contacts"], ...] = said(
        default=(), title="裏面", about="What the back shows: timetable, wifi, map, qr …"
    )
    note: Text | None = said(default=None, title="注記", about="A line on every badge")
    columns: Annotated[dict[str, str], forms.COLUMN_NAMES] = said(
        default_factory=dict, title="見出し", about="Our heading: the heading in your list, such as 氏名: お名前"
    )
    fields: tuple[Heading, ...] = said(
        default=(), title="載せる列", about="Headings of further columns of the list to print, such as 懇親会"
    )
    photo: Heading | None = said(
        default=None, title="写真の列", about="The heading of the column that names a picture in the event's folder"
    )
    consent: Heading | None = said(
        default=None,
        title="撮影可否の列",
        about="The heading of the column that says whether somebody may be photographed",
    )
    sheet: Annotated[str, forms.SHEET] | None = said(
        default=None, title="用紙", about="A sheet's name, such as a-one-51002, or a YAML file in the event's folder"
    )
    offset: Annotated[tuple[float, float], forms.OFFSET] = said(
        default=(0.0, 0.0), title="位置合わせ", about="Move everything by mm to the right and down: 0.5, -0.3"
    )
    back_offset: Annotated[tuple[float, float], forms.OFFSET] = said(
        default=(0.0, 0.0), title="裏面の位置合わせ", about="Move the backs further, as one looks at them"
    )
    turn: Literal["long", "short"] = said(
        default="long", title="両面のとじ方", about="Paper turns about its long or its short edge"
    )
    cut_marks: bool | None = said(default=None, title="トンボ", about="Cut marks; without it, on plain paper alone")
    order: Order = said(default="list", title="並び順", about="list, reading (五十音), window, role or affiliation")
    windows: tuple[Heading, ...] = said(
        default=(), title="受付窓口", about="The reception windows, such as あ–こ, or how many of equal length"
    )
    stack: bool = said(
        default=False, title="断裁順", about="Lay the cards so that piles cut through all sheets are in order"
    )
    tabs: bool = said(default=False, title="仕切り紙", about="A tab sheet before each window")
    reception_list: bool = said(default=False, title="受付名簿", about="Build makes reception-list.pdf too")

    @classmethod
    def refine(cls, found: dict[str, Any], spot: Spot) -> None:
        """Check that what goes by windows has some."""
        if (found.get("order") == "window" or found.get("tabs")) and not found.get("windows"):
            what = Words("reception windows are asked for, and none are named", "受付窓口の指定がありません")
            cure = Words(
                "add “windows: [あ–こ, さ–の, は–ん]”, or their number",
                "「windows: [あ–こ, さ–の, は–ん]」のように、または数で書いてください",
            )
            spot.find("missing", what, cure, key="order" if found.get("order") == "window" else "tabs")
