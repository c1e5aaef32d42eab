"""Attendee lists for the tests: made here, in the encodings and with the traps that real ones have."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Sequence

from ofprint.base.errors import AttendeesError
from ofprint.base.findings import Finding
from ofprint.people import read_attendees

HEADINGS = ["受付番号", "氏名", "ふりがな", "ローマ字", "所属", "役職", "区分", "備考"]

# Characters whose second byte in CP932 is 0x5C, the backslash of ASCII.
BACKSLASH_TRAILS = "ソ十表能予申貼構蚕噂浬欺圭禄兔"
RARE = ["髙橋", "山﨑", "岩﨑", "髙木", "祐川", "德永", "瀨戸", "栁田", "神谷", "福田", "葛城", "辻村"]
FAMILIES = [
    ("佐藤", "さとう"),
    ("長谷川", "はせがわ"),
    ("申", "しん"),
    ("曽根", "そね"),
    ("五十嵐", "いがらし"),
    ("表", "おもて"),
]
GIVEN = [
    ("太郎", "たろう"),
    ("花子", "はなこ"),
    ("予史", "よし"),
    ("十和", "とわ"),
    ("能子", "よしこ"),
    ("誠", "まこと"),
]
HALF = str.maketrans(
    "さとうはせがわしんそねいらおもてたろなこよしまやけのくひゅぞ",
    "ｻﾄｳﾊｾｶﾜｼﾝｿﾈｲﾗｵﾓﾃﾀﾛﾅｺﾖｼﾏﾔｹﾉｸﾋｭｿ",
)


def table(rows: Sequence[Sequence[str]], *, delimiter: str = ",") -> str:
    """Return rows as a delimited text with the line ends of Windows."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def two_hundred(seed: int = 8) -> list[list[str]]:
    """Return a heading row and 200 people who fit CP932: rare forms, 0x5C second bytes, half-width kana, commas."""
    r = random.Random(seed)
    rows = [HEADINGS]
    for number in range(1, 201):
        family, reading = r.choice(FAMILIES)
        given, given_reading = r.choice(GIVEN)
        if number % 7 == 0:
            family = r.choice(RARE)
        kana = f"{reading} {given_reading}"
        if number % 3 == 0:
            kana = kana.translate(HALF)
        company = f"株式会社{r.choice(BACKSLASH_TRAILS)}{r.choice(BACKSLASH_TRAILS)}"
        if number % 5 == 0:
            company = f"{company}, 東京本部"
        note = '「"予備"」' if number % 11 == 0 else ""
        blank = "　" if number % 2 else " "
        rows.append([f"A{number:04d}", f"{family}{blank}{given}", kana, "", company, "能楽師", "参加者", note])
    return rows


def found(source: bytes, rule: str, **options: object) -> list[Finding]:
    """Return the findings of one rule in a list, whether it could be read or not."""
    try:
        findings = read_attendees(source, **options).findings  # type: ignore[arg-type]
    except AttendeesError as error:
        findings = error.findings
    return [finding for finding in findings if finding.rule == f"people.{rule}"]


def workbook(
    rows: Sequence[Sequence[object]], *, sheets: Sequence[str] = ("Sheet1",), formats: dict[str, str] | None = None
) -> bytes:
    """Return a workbook whose first sheet holds ``rows``."""
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = sheets[0]
    for row in rows:
        book.active.append(list(row))
    for cell, number_format in (formats or {}).items():
        book.active[cell].number_format = number_format
    for title in sheets[1:]:
        book.create_sheet(title).append(["nothing here"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_cached(data: bytes, cell: str, value: str) -> bytes:
    """Return a workbook in which a formula's cell also holds the value it had when it was saved, as Excel writes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                start = content.index(f'r="{cell}"'.encode())
                end = content.index(b"</c>", start)
                formula = content[start:end].replace(b"<v></v>", b"").replace(b"<v />", b"").replace(b"<v/>", b"")
                formula = formula.replace(f'r="{cell}"'.encode(), f'r="{cell}" t="str"'.encode())
                content = content[:start] + formula + f"<v>{value}</v>".encode() + content[end:]
            new.writestr(name, content)
    return out.getvalue()
