"""Files that templates place: found in the template's folders or the event's, nowhere else.

It stands apart because a template may come from a stranger, and because a drawing's or page's own shape is read here.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from ofprint.base.findings import Words
from ofprint.base.records import dataclass
from ofprint.layout.template.bounds import ExpressionError

if TYPE_CHECKING:
    from ofprint.event import Event

KINDS = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".svg", ".pdf")
_INSIDE = Words(
    "put the file into the template's folder and name it from there",
    "テンプレートのフォルダーに入れ、そこからの名前を書いてください",
)


@dataclass(frozen=True, slots=True)
class Artwork:
    """Finds files by name: first in ``folders`` (the template's, those it extends), then in the event's."""

    folders: tuple[Path, ...]
    event: Event

    def __call__(self, name: str) -> Path:
        """Return the file. Raises `ExpressionError` when it leads elsewhere, is not there or cannot be placed."""
        if Path(name).suffix.lower() not in KINDS:
            raise ExpressionError(
                f"{name[:60]!r} is of no kind that is placed", f"「{name[:60]}」は配置できる種類ではありません", _KINDS
            )
        if name in self._of_event() or self._in_event(name):
            return Path(name)
        if Path(name).is_absolute() or re.search(r"(^|[\\/])\.\.([\\/]|$)|:|\\", name) or name.startswith("~"):
            raise self._outside(name)
        for home in (*self.folders, *((self.event.folder,) if self.event.folder else ())):
            path: Path = home / name
            if path.is_file():
                if not path.resolve().is_relative_to(home.resolve()):
                    raise self._outside(name)
                return path
        raise ExpressionError(f"the file {name[:60]!r} is not there", f"ファイル「{name[:60]}」がありません", _INSIDE)

    def ratio(self, path: Path, page: int) -> float:
        """Return width by height of a file's picture, drawing or page, as it is printed."""
        from ofprint.press.image_header import pixel_size
        from ofprint.press.pdf_art import open_art
        from ofprint.press.svg import read_svg

        data = path.read_bytes()
        if path.suffix.lower() == ".svg":
            _, _, width, height = read_svg(data, path.name).box
        elif path.suffix.lower() == ".pdf":
            width, height = open_art(data, path.name, page).size
        else:
            width, height = pixel_size(data) or _opened_size(data)
        return width / height

    def _in_event(self, name: str) -> bool:
        """Whether a whole path lies in the event's folder, as a photo that the attendee list names does."""
        home = self.event.folder
        return home is not None and Path(name).is_file() and Path(name).resolve().is_relative_to(home.resolve())

    def _of_event(self) -> set[str]:
        return {str(picture.location) for picture in self.event.pictures}

    def _outside(self, name: str) -> ExpressionError:
        return ExpressionError(
            f"{name[:60]!r} leads out of the template's folder",
            f"「{name[:60]}」はフォルダーの外を指しています",
            _INSIDE,
        )


_KINDS = Words(f"place {' '.join(KINDS)}", f"置けるのは {' '.join(KINDS)} です")


def _opened_size(data: bytes) -> tuple[int, int]:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as picture:
        return picture.size
