"""meCard and vCard: every special character escaped, every text read back as it was."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from ofprint.people import Attendee
from ofprint.people.cards import Contact, mecard, vcard

PERSON = Attendee(
    id="A1",
    name="髙橋 太郎",
    family="髙橋",
    given="太郎",
    reading_family="たかはし",
    reading_given="たろう",
    affiliation="A;B社, 東京",
    title="部長",
)


def test_a_mecard_reads_as_its_maker_asks():
    card = mecard(PERSON, Contact(mail="taro@example.jp", telephone="03-1234-5678", url="https://example.jp/a"))
    assert card == (
        "MECARD:N:髙橋,太郎;SOUND:たかはし,たろう;ORG:A\\;B社\\, 東京;TEL:03-1234-5678;"
        "EMAIL:taro@example.jp;URL:https\\://example.jp/a;NOTE:部長;;"
    )


def test_a_vcard_reads_as_rfc_2426_asks():
    card = vcard(PERSON, Contact(mail="taro@example.jp", note="一行目\n二行目"))
    assert card.splitlines() == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "N:髙橋;太郎;;;",
        "FN:髙橋 太郎",
        "X-PHONETIC-LAST-NAME:たかはし",
        "X-PHONETIC-FIRST-NAME:たろう",
        "ORG:A\\;B社\\, 東京",
        "TITLE:部長",
        "EMAIL:taro@example.jp",
        "NOTE:一行目\\n二行目",
        "END:VCARD",
    ]
    assert card.endswith("END:VCARD\r\n")


def test_a_name_without_a_split_stays_whole():
    whole = Attendee(id="A2", name="ジョン・スミス")
    assert mecard(whole) == "MECARD:N:ジョン・スミス;;"
    assert "\r\nN:ジョン・スミス;;;;\r\n" in vcard(whole)


def test_long_lines_are_folded_at_75_bytes_never_within_a_character():
    card = vcard(Attendee(id="A3", name="長" * 200))
    lines = card.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)
    assert "長" * 200 in card.replace("\r\n ", "")


def _value(card: str, key: str) -> str:
    found = re.search(rf"{key}:((?:\\.|[^\\;])*);", card, re.DOTALL)
    return re.sub(r"\\(.)", r"\1", found[1]) if found else ""


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40))
def test_any_affiliation_comes_back_out_of_both(text):
    text = text.strip()
    person = Attendee(id="A", name="x", affiliation=text)
    assert _value(mecard(person), "ORG") == text
    line = next((line for line in vcard(person).replace("\r\n ", "").split("\r\n") if line.startswith("ORG:")), "ORG:")
    assert re.sub(r"\\([\\;,])", r"\1", line[4:]) == text
