"""One card of a badge: which of the template's sheets it is laid by, for its kind and its shape.

It stands apart because fronts, blanks, backs and tabs are all laid so, one at a time, in whichever process.
"""

from __future__ import annotations

from typing import Any

from ofprint.base.errors import TemplateError
from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.records import dataclass
from ofprint.layout.template.engine import LaidSheet, lay_sheet
from ofprint.layout.template.model import Plan, Sheet
from ofprint.products.making import Making

FRONT, BLANK, BACK, TAB = "badges", "badges-blank", "badges-back", "badges-tab"
"""The plans of a template's ``badges.yaml``: the first page whose ``when`` holds is the card's sheet."""

_SLACK = 0.05


@dataclass(frozen=True, slots=True)
class CardView:
    """A card as templates see it, mm: one face, as it hangs before the reader."""

    w: float
    h: float


def card_plan(making: Making, kind: str) -> Plan:
    """Return the plan of a kind of card. Raises `TemplateError` when the template has none."""
    plans = making.maker.template.plans
    if kind in plans:
        return plans[kind]
    name = making.maker.template.name
    what = Words(f"the template {name} has no plan for {kind}", f"テンプレート {name} に {kind} の plans がありません")
    cure = Words(
        f"add it under plans: in its badges.yaml ({', '.join(plans)})", "badges.yaml の plans: に書き加えてください"
    )
    raise TemplateError([Finding("template.no-plan", Severity.ERROR, what, cure)])


def card_layout(making: Making, kind: str, card: tuple[float, float]) -> Sheet:
    """Return the sheet by which a card of this kind and size is laid: the first of its plan whose ``when`` holds.

    A theme without a plan for blanks has them beside its fronts: ``badge-blank`` for ``badge``.
    Raises `TemplateError` when there is none.
    """
    sheets, plans = making.maker.template.sheets, making.maker.template.plans
    if kind == BLANK and kind not in plans:
        front = card_layout(making, FRONT, card)
        if blank := sheets.get(f"{front.name}-blank"):
            return blank
    plan, names = card_plan(making, kind), {"card": CardView(*card)}
    for chapter in plan.chapters:
        if (chapter.when is None or making.maker.value(chapter.when, names)) and chapter.sheet in sheets:
            return sheets[chapter.sheet]
    width, height = card
    what = Words(
        f"the template {making.maker.template.name} has no {kind} for a card of {width:g}×{height:g} mm",
        f"テンプレート {making.maker.template.name} に {width:g}×{height:g} mm の {kind} がありません",
    )
    cure = Words(
        "add a sheet for this shape, or take another card sheet", "この形のシートを加えるか、別の用紙を選んでください"
    )
    raise TemplateError([Finding("template.no-sheet", Severity.ERROR, what, cure, plan.place)])


def lay_card(making: Making, sheet: Sheet, card: tuple[float, float], **names: Any) -> LaidSheet:
    """Lay one card of ``card`` mm by a sheet; ``names`` are what else it may bind, such as ``person``.

    Raises `TemplateError` when the sheet is not of the card's size.
    """
    laid = lay_sheet(making.maker.studio, sheet, {**making.maker.names, "card": CardView(*card), **names})
    if max(abs(laid.width - card[0]), abs(laid.height - card[1])) > _SLACK:
        raise TemplateError([_other_size(making, sheet, (laid.width, laid.height), card)])
    return laid


def _other_size(making: Making, sheet: Sheet, own: tuple[float, float], card: tuple[float, float]) -> Finding:
    name = making.maker.template.name
    what = Words(
        f"the sheet {sheet.name} of {name} is {own[0]:g}×{own[1]:g} mm, and the card is {card[0]:g}×{card[1]:g} mm",
        f"{name} の {sheet.name} は {own[0]:g}×{own[1]:g} mm ですが、カードは {card[0]:g}×{card[1]:g} mm です",
    )
    cure = Words(
        "choose a card sheet of its size, or write size: [card.w, card.h] and lay it on any",
        "同じ大きさの用紙を選ぶか、size: [card.w, card.h] と書いてどの大きさにも組めるようにします",
    )
    return Finding("template.card-size", Severity.ERROR, what, cure, sheet.place)
