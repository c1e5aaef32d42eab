"""What the file says of itself: PDF/X version, title, dates, Trapped, Info against XMP, output intent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ofprint.base.findings import Finding
from ofprint.press.preflight.examined import Examined
from ofprint.press.preflight.saying import ERROR, found
from ofprint.press.preflight.streams import TooLarge, decoded
from ofprint.press.preflight.xmp import read_xmp

_REGISTRY = "http://www.color.org"
_REGISTERED = {
    "FOGRA39": ("FOGRA39", "ISO Coated v2"),
    "JC200103": ("Japan Color 2001",),
    "JCS2011": ("Japan Color 2011",),
}
"""Identifiers and what the description of a profile of theirs contains."""
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_DATES = (("/CreationDate", _XMP + "CreateDate"), ("/ModDate", _XMP + "ModifyDate"))
_PDFXID = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_PDF = "{http://ns.adobe.com/pdf/1.3/}"
_MM = "{http://ns.adobe.com/xap/1.0/mm/}"

_MOST_XMP = 4 * 1024 * 1024


def check_metadata(file: Examined) -> Iterator[Finding]:
    """Check what ISO 15930-4 and -7 want stated; a file that claims no standard need state nothing."""
    if not file.for_press:
        return
    info = _info(file.pdf)
    xmp = _xmp(file.pdf)
    yield from _stated(file, info, xmp)
    yield from _agreement(info, xmp)
    yield from _intent(file)


def _info(pdf: Any) -> dict[str, str]:
    try:
        return {str(key): str(value) for key, value in pdf.docinfo.items()}
    except (ValueError, TypeError, RuntimeError, UnicodeError):
        return {}


def _xmp(pdf: Any) -> dict[str, str]:
    """Return the properties of the XMP packet as plain text; none when there is no packet that can be read."""
    try:
        if "/Metadata" not in pdf.Root:
            return {}
        return read_xmp(decoded(pdf.Root["/Metadata"], _MOST_XMP))
    except (TooLarge, ValueError, TypeError, RuntimeError):
        return {}


def _stated(file: Examined, info: dict[str, str], xmp: dict[str, str]) -> Iterator[Finding]:
    standard = file.variant.standard
    claim = xmp.get(_PDFXID) if file.variant.name == "x4" else info.get("/GTS_PDFXVersion")
    if claim != standard:
        yield _missing(
            "version", f"the file does not say that it is {standard}", f"{standard} であることが書かれていません"
        )
    if not info.get("/Title"):
        yield _missing("title", "the file has no title", "タイトルがありません")
    for key, _ in _DATES:
        if not re.match(r"D:\d{14}", info.get(key, "")):
            yield _missing("dates", f"{key[1:]} is missing or no date", f"{key[1:]} がないか、日付ではありません")
    if info.get("/Trapped", xmp.get(_PDF + "Trapped", "")).strip("/") not in ("True", "False"):
        yield _missing(
            "trapped", "the file does not say whether it is trapped", "トラップの有無（Trapped）が書かれていません"
        )
    if file.variant.name == "x4":
        for name in ("DocumentID", "VersionID", "RenditionClass"):
            if not xmp.get(_MM + name):
                yield _missing("xmp", f"the XMP metadata lack {name}", f"XMP に {name} がありません")


def _missing(rule: str, english: str, japanese: str) -> Finding:
    cure = ("export it as PDF/X from the program that made it", "作成元のソフトから PDF/X で書き出してください")
    return found(f"metadata.{rule}", ERROR, (english, japanese), cure)


def _agreement(info: dict[str, str], xmp: dict[str, str]) -> Iterator[Finding]:
    """Report what Info and XMP say differently; dates are compared to the minute, as far as both go."""
    pairs = [("/Title", _TITLE), ("/Trapped", _PDF + "Trapped"), ("/Producer", _PDF + "Producer"), *_DATES]
    for key, named in pairs:
        here, there = info.get(key), xmp.get(named)
        if here and there and _plain(here, key) != _plain(there, key):
            yield found(
                "metadata.agreement",
                ERROR,
                (f"Info and XMP disagree about {key[1:]}: {here} and {there}",
                 f"Info と XMP の {key[1:]} が違います：{here} と {there}"),
                ("export the file anew", "書き出し直してください"),
            )  # fmt: skip


def _plain(value: str, key: str) -> str:
    if key in ("/CreationDate", "/ModDate"):
        return re.sub(r"\D", "", value)[:12]
    return value.strip("/")


def _intent(file: Examined) -> Iterator[Finding]:
    intents = [intent for intent in file.pdf.Root.get("/OutputIntents", []) if str(intent.get("/S")) == "/GTS_PDFX"]
    if len(intents) != 1:
        yield _intent_finding(
            f"there are {len(intents)} PDF/X output intents; one is wanted",
            f"PDF/X の出力インテントが {len(intents)} 個あります（1 個必要です）",
        )
        return
    intent = intents[0]
    identifier = str(intent.get("/OutputConditionIdentifier", ""))
    if not identifier:
        yield _intent_finding("the output intent names no condition", "出力インテントに印刷条件の名前がありません")
    profile = intent.get("/DestOutputProfile")
    if profile is not None:
        yield from _profile(profile, identifier)
    elif file.variant.name == "x4":
        yield _intent_finding("the output intent holds no profile", "出力インテントにプロファイルがありません")
    elif str(intent.get("/RegistryName", "")) != _REGISTRY:
        yield _intent_finding(
            f"the output intent has neither a profile nor the registry {_REGISTRY}",
            f"出力インテントにプロファイルも登録簿名（{_REGISTRY}）もありません",
        )


def _profile(profile: Any, identifier: str) -> Iterator[Finding]:
    try:
        data = decoded(profile)
    except (TooLarge, ValueError):
        data = b""
    if data[12:20] != b"prtrCMYK" or data[36:40] != b"acsp":
        yield _intent_finding("the profile is not that of a CMYK press", "プロファイルが CMYK 印刷機用ではありません")
        return
    description = _description(data)
    for name, words in _REGISTERED.items():
        named = any(word.lower() in description.lower() for word in words)
        if named != (identifier == name) and (named or identifier == name):
            yield _intent_finding(
                f"the output intent is named {identifier}, its profile is {description}",
                f"出力インテントの名前は {identifier}、プロファイルは {description} です",
            )
            return


def _description(profile: bytes) -> str:
    """Return the description in an ICC profile: its ``desc`` tag, ASCII or multilingual."""
    for entry in range(min(int.from_bytes(profile[128:132]), 100)):
        at = 132 + 12 * entry
        if profile[at : at + 4] == b"desc":
            start, size = int.from_bytes(profile[at + 4 : at + 8]), int.from_bytes(profile[at + 8 : at + 12])
            tag = profile[start : start + min(size, 2000)]
            if tag[:4] == b"desc":
                return tag[12 : 12 + int.from_bytes(tag[8:12])].rstrip(b"\0").decode("latin-1")
            return tag[28:].decode("utf-16-be", "ignore").strip("\0") if tag[:4] == b"mluc" else ""
    return ""


def _intent_finding(english: str, japanese: str) -> Finding:
    cure = (
        "export it with one output intent that agrees with its profile",
        "一致した出力インテントを一つ付けてください",
    )
    return found("metadata.output-intent", ERROR, (english, japanese), cure)
