"""The findings that the fonts room makes: what is wrong with a font file or a family's name, and the cure.

They stand together so that one fault is worded once, in both languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ofprint.base.findings import Finding, Place, Severity, Words


def _fault(rule: str, path: Path | None, what: Words, cure: Words) -> Finding:
    place = Place(file=str(path)) if path else Place()
    return Finding(rule=rule, severity=Severity.ERROR, what=what, cure=cure, place=place)


def missing_file(path: Path, reason: str) -> Finding:
    """Return the finding for a file that cannot be opened."""
    return _fault(
        "font.unreadable",
        path,
        Words(en=f"the font file cannot be opened: {reason}", ja=f"フォントファイルを開けません（{reason}）"),
        Words(
            en="check the path and that the file may be read",
            ja="パスと、ファイルの読み取り許可を確かめてください",
        ),
    )


def not_a_font(path: Path, *, web: bool = False) -> Finding:
    """Return the finding for bytes that are no font; ``web`` marks WOFF and WOFF2."""
    if web:
        what = Words(en="this is a web font (WOFF)", ja="ウェブ用フォント（WOFF）です")
        cure = Words(
            en="use the .ttf, .otf or .ttc of the same font", ja="同じフォントの .ttf・.otf・.ttc を使ってください"
        )
    else:
        what = Words(en="this is not a TrueType or OpenType font", ja="TrueType・OpenType のフォントではありません")
        cure = Words(en="give a .ttf, .otf or .ttc file", ja=".ttf・.otf・.ttc のファイルを指定してください")
    return _fault("font.not-a-font", path, what, cure)


def broken_font(path: Path, reason: str) -> Finding:
    """Return the finding for a font that is cut short or contradicts itself."""
    return _fault(
        "font.broken",
        path,
        Words(en=f"the font file is damaged: {reason}", ja=f"フォントファイルが壊れています（{reason}）"),
        Words(
            en="copy or download the file again, or remove it from the folder",
            ja="ファイルを入手し直すか、フォルダーから外してください",
        ),
    )


def no_outlines(path: Path) -> Finding:
    """Return the finding for a font of pictures only."""
    return _fault(
        "font.no-outlines",
        path,
        Words(
            en="the font has no outlines (bitmaps or coloured pictures only)",
            ja="輪郭のないフォント（ビットマップやカラーのみ）です",
        ),
        Words(en="use a font with outlines", ja="輪郭（アウトライン）のあるフォントを使ってください"),
    )


def too_large(path: Path, size: int, limit: int) -> Finding:
    """Return the finding for a file of ``size`` bytes where ``limit`` is allowed."""
    megabytes, allowed = size / 1024 / 1024, limit / 1024 / 1024
    return _fault(
        "font.too-large",
        path,
        Words(
            en=f"the font file has {megabytes:.0f} MB, more than the {allowed:.0f} MB allowed",
            ja=f"フォントファイルが {megabytes:.0f} MB あり、上限の {allowed:.0f} MB を超えています",
        ),
        Words(
            en="use a single face or a regional subset of the collection",
            ja="一書体のファイルか、地域別のサブセット版を使ってください",
        ),
    )


def no_such_face(path: Path, index: int, count: int) -> Finding:
    """Return the finding for an index that the collection does not have."""
    return _fault(
        "font.no-such-face",
        path,
        Words(
            en=f"the file holds {count} face(s), there is no index {index}",
            ja=f"書体は {count} 個で、{index} 番はありません",
        ),
        Words(en=f"give an index from 0 to {count - 1}", ja=f"0 から {count - 1} の番号を指定してください"),
    )


def no_such_instance(path: Path, wanted: str, known: Sequence[str]) -> Finding:
    """Return the finding for an instance or axis that the font does not have."""
    listed = ", ".join(known)
    what = Words(en=f"the font has no instance or axis {wanted!r}", ja=f"バリエーション「{wanted}」はありません")
    if listed:
        cure = Words(en=f"it has: {listed}", ja=f"使えるもの：{listed}")
    else:
        cure = Words(
            en="it is not a variable font; give no instance", ja="可変フォントではないので、指定を外してください"
        )
    return _fault("font.no-such-instance", path, what, cure)


def forbidden_font(path: Path, name: str) -> Finding:
    """Return the finding for a font whose licence bits forbid embedding."""
    return _fault(
        "font.embedding-forbidden",
        path,
        Words(
            en=f"the font {name} forbids embedding in documents (OS/2 fsType)",
            ja=f"フォント「{name}」は文書への埋め込みを禁じています（OS/2 fsType）",
        ),
        Words(
            en="use a font whose licence allows embedding, or the file its maker sells for print",
            ja="埋め込みを許すフォント、または印刷用に許諾されたファイルを使ってください",
        ),
    )


def no_such_folder(path: Path) -> Finding:
    """Return the finding for a font folder that is not there."""
    return _fault(
        "font.no-such-folder",
        path,
        Words(en="there is no such font folder", ja="フォントのフォルダーがありません"),
        Words(en="create it or correct its path", ja="フォルダーを作るか、パスを直してください"),
    )


def unknown_family(name: str, near: Sequence[str], known: Sequence[str]) -> Finding:
    """Return the finding for a family that nobody has, with the nearest names."""
    listed = ", ".join(near or known)
    return _fault(
        "font.unknown-family",
        None,
        Words(en=f"there is no font family {name!r}", ja=f"フォントファミリー「{name}」はありません"),
        Words(
            en=f"{'did you mean' if near else 'known families'}: {listed}",
            ja=f"{'近い名前' if near else '使えるファミリー'}：{listed}",
        ),
    )


def missing_character(cluster: str, font: str) -> Finding:
    """Return the finding for a character that neither the font nor its fallback chain has."""
    codes = " ".join(f"U+{ord(character):04X}" for character in cluster)
    shown = "".join(character for character in cluster if not "\ud800" <= character <= "\udfff")
    return _fault(
        "font.missing-character",
        None,
        Words(
            en=f"no face has the character {shown!r} ({codes}); asked for in the font {font}",
            ja=f"文字「{shown}」（{codes}）を持つ書体がありません（フォント {font}）",
        ),
        Words(
            en="write it with another character, or use a font that has it",
            ja="別の文字で書くか、その文字を持つフォントを使ってください",
        ),
    )
