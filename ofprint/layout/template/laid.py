"""A named frame as it was laid: what scripts look at and change before a product is written.

It stands apart because templates need none of it: a script that moves or restyles a frame does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ofprint.base.records import dataclass, field, replace
from ofprint.layout.page import Item, Text, walk
from ofprint.layout.template.placed import Placed


@dataclass(frozen=True, slots=True)
class LaidFrame:
    """A frame of a page: its place in mm, its text, and the ways to change it; each gives a new frame.

    `ofprint.Document.with_frame` puts the changed frame onto its page. Frames that were placed by this one's
    measures stay where they are.
    """

    name: str
    placed: Placed
    lay: Callable[[Mapping[str, Any]], Placed] = field(repr=False, compare=False)
    """Lays the frame again with some of its part's options changed."""
    changes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def x(self) -> float:
        """The left edge, mm from the trim's left."""
        return self.placed.x

    @property
    def y(self) -> float:
        """The upper edge, mm from the trim's top."""
        return self.placed.y

    @property
    def w(self) -> float:
        """The width, mm."""
        return self.placed.w

    @property
    def h(self) -> float:
        """The height, mm; of text down to its last baseline."""
        return self.placed.h

    @property
    def size(self) -> float:
        """The type size reached, pt; 0 where no text stands."""
        return self.placed.size

    @property
    def items(self) -> tuple[Item, ...]:
        """What is painted."""
        return self.placed.items

    @property
    def text(self) -> str:
        """The text in it."""
        return "\n".join(item.setting.text for item in walk(self.items) if isinstance(item, Text))

    def moved(self, dx: float = 0, dy: float = 0) -> LaidFrame:
        """Return the frame moved by (dx, dy) mm, to the right and down."""
        return self.shifted(dx, dy, self.placed.shifted(dx, dy))

    def restyled(self, **options: Any) -> LaidFrame:
        """Return the frame laid again with options of its part changed, as `docs/parts.md` lists them.

        Lengths are mm and type sizes points, as numbers; styles and inks go by the template's names:
        ``restyled(size=40, ink="sig", x=14, text="…")``. Raises `TemplateError` for an option that the part does
        not have or a value that it cannot take.
        """
        changes = {**self.changes, **options}
        return replace(self, placed=self.lay(changes), changes=changes)

    def hidden(self) -> LaidFrame:
        """Return the frame with nothing of it painted."""
        return replace(self, placed=Placed())

    def shifted(self, dx: float, dy: float, placed: Placed) -> LaidFrame:
        """Return the frame as it stands on a ground moved by (dx, dy) mm, ``placed`` there."""
        lay = self.lay
        return replace(self, placed=placed, lay=lambda changes: lay(changes).shifted(dx, dy))
