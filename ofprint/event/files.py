"""Files that an event names: they must lie in the event's folder, be there, and be of a kind and size that is read.

It stands apart because an event file may come from anybody, and may not reach out of its folder.
"""

from __future__ import annotations

import re
from pathlib import Path

from ofprint.base.findings import Words
from ofprint.event.reading import Spot, meant, short
from ofprint.event.values import read_plain

_KINDS = {
    "image": (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".svg", ".pdf"),
    "list": (".csv", ".tsv", ".txt", ".xlsx"),
    "sheet": (".yaml", ".yml"),
}
_MOST = {"image": 60_000_000, "list": 200_000_000, "sheet": 2_000_000}
"""Bytes."""
_INSIDE = Words(
    "copy the file into the event's folder and name it from there",
    "ファイルをイベントのフォルダーに入れ、そこからの名前を書いてください",
)


def check_file(spot: Spot, kind: str) -> str | None:
    """Return the name of a file in the event's folder, with ``/`` between folders, or report what is wrong.

    Without a folder (an event from a dict) the name is kept unchecked, which is said.
    """
    name = read_plain(spot, 400)
    if name is None or not _lies_inside(spot, name) or not _is_kind(spot, name, kind):
        return None
    folder = spot.reading.folder
    if folder is None:
        what = Words(
            f"“{short(name)}” was not looked for: no folder was given",
            f"フォルダーの指定がないので「{short(name)}」は確かめていません",
        )
        spot.warn("file-unchecked", what, Words("pass folder=… to from_dict", "from_dict に folder=… を渡してください"))
        return name
    return name if _is_there(spot, folder, name, kind) else None


def _lies_inside(spot: Spot, name: str) -> bool:
    parts = re.split(r"[\\/]", name)
    if ".." in parts or parts[0] in ("", "~") or re.match(r"[A-Za-z]:|[a-z]+://", name) or "\\" in name:
        what = Words(
            f"“{short(name)}” leads out of the event's folder",
            f"「{short(name)}」はイベントのフォルダーの外を指しています",
        )
        spot.find("file-outside", what, _INSIDE)
        return False
    return True


def _is_kind(spot: Spot, name: str, kind: str) -> bool:
    suffix = Path(name).suffix.lower()
    if suffix in _KINDS[kind]:
        return True
    known = " ".join(_KINDS[kind])
    what = Words(
        f"“{short(name)}” is of no kind that is read ({known})",
        f"「{short(name)}」は読める種類（{known}）ではありません",
    )
    spot.find("file-kind", what, Words(f"save it as {_KINDS[kind][0]}", f"{_KINDS[kind][0]} で保存してください"))
    return False


def _is_there(spot: Spot, folder: Path, name: str, kind: str) -> bool:
    try:
        return _check_on_disk(spot, folder, name, kind)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        what = Words(f"“{short(name)}” cannot be opened ({reason})", f"「{short(name)}」を開けません（{reason}）")
        spot.find("file-missing", what, Words("check the file", "ファイルを確かめてください"))
        return False


def _check_on_disk(spot: Spot, folder: Path, name: str, kind: str) -> bool:
    path = folder / name
    if not path.exists():
        _missing(spot, folder, name, kind)
        return False
    if not path.resolve().is_relative_to(folder.resolve()):
        what = Words(
            f"“{short(name)}” is a link that leads out of the event's folder",
            f"「{short(name)}」はイベントのフォルダーの外へのリンクです",
        )
        spot.find("file-outside", what, _INSIDE)
        return False
    if not path.is_file():
        spot.find(
            "file-missing", Words(f"“{short(name)}” is no file", f"「{short(name)}」はファイルではありません"), _INSIDE
        )
        return False
    size = path.stat().st_size
    if not 0 < size <= _MOST[kind]:
        what = Words(f"“{short(name)}” has {size:,} bytes", f"「{short(name)}」は {size:,} バイトです")
        most = _MOST[kind] // 1_000_000
        spot.find(
            "file-size", what, Words(f"1 byte to {most} MB are read", f"読めるのは 1 バイトから {most} MB までです")
        )
        return False
    return True


def _missing(spot: Spot, folder: Path, name: str, kind: str) -> None:
    """Report a file that is not there, with the nearest of those that are."""
    parent = (folder / name).parent
    there: list[str] = []
    if parent.is_dir() and parent.resolve().is_relative_to(folder.resolve()):
        there = sorted(
            entry.relative_to(folder).as_posix() for entry in parent.iterdir() if entry.suffix.lower() in _KINDS[kind]
        )
    what = Words(f"the file “{short(name)}” is not there", f"ファイル「{short(name)}」がありません")
    spot.find("file-missing", what, meant(spot, name, there) if there else _INSIDE)
