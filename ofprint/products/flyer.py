"""The flyer: as many sides as the template's plan has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ofprint.products.assemble import assemble, parted
from ofprint.products.document import Document
from ofprint.products.making import Wishes, begin

if TYPE_CHECKING:
    from ofprint.event import Event


def make_flyer(event: Event, wishes: Wishes) -> Document:
    """Lay out the flyer. Raises `TemplateError` when the template is at fault."""
    making = begin(event, "flyer", wishes)
    return making.document("flyer", *parted(assemble(making.maker, making.plan)), kind=Document)
