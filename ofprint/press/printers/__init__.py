"""Printers as data: what each asks of a file, where that was read, and the variant and limits it makes.

It stands apart because shops change their rules: a new shop, or a new figure, is a YAML file and no code.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ofprint.base.errors import PressError
from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.records import dataclass, replace
from ofprint.press.limits import Limits
from ofprint.press.printers.model import Printer as Printer
from ofprint.press.printers.model import Value as Value
from ofprint.press.variants import VARIANTS, Variant

_FOLDER = Path(__file__).parent
COMMON = "common"
"""The profile from which every printer inherits what it does not say."""
_LIMITS = ("bleed", "safe", "ink", "dpi", "dpi_floor", "bitmap_dpi", "line", "line_floor", "small_text", "least_text",
           "spots", "ascii_name", "megabytes", "stitched", "page_order")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Press:
    """What ``--press NAME`` stands for: a variant to write, the limits to check, and the printer if it is one."""

    name: str
    variant: Variant
    limits: Limits
    printer: Printer | None = None


def printer_names() -> tuple[str, ...]:
    """Return the names of all printers, the common profile left out."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml") if path.stem != COMMON))


def is_printer_file(name: str) -> bool:
    """Whether a press is named by the file of a printer of the user's own."""
    return name.endswith((".yaml", ".yml"))


def read_printer(name: str) -> Printer:
    """Return the printer called ``name``, or in the file of that path, what it does not say filled in from the common.

    Raises `PressError` when there is none of that name, or with every fault of the file.
    """
    from ofprint.press.printers.reading import read_file

    own_file = is_printer_file(name)
    if not own_file and name != COMMON and name not in printer_names():
        raise PressError([unknown_press(name)])
    common = read_file(_FOLDER / f"{COMMON}.yaml")
    own = read_file(Path(name) if own_file else _FOLDER / f"{name}.yaml")
    inherited = {key: replace(value, inherited=name != COMMON) for key, value in common.values.items()}
    return replace(own, values={**inherited, **own.values})


def press_named(name: str) -> Press:
    """Return what ``--press name`` stands for: a variant (``x1a``, ``x4``, ``office``) or a printer.

    Raises `PressError`, naming all there are, for anything else.
    """
    if name in VARIANTS:
        variant = VARIANTS[name]
        return Press(name, variant, limits_of(variant))
    printer = read_printer(name)
    return press_of(printer)


def press_of(printer: Printer) -> Press:
    """Return variant and limits of a printer's values."""
    base = VARIANTS[printer["press"]]
    variant = replace(base, marks=printer["marks"], bleed=float(printer["bleed"]), ink_limit=float(printer["ink"]))
    limits = replace(limits_of(variant), **{key: _typed(printer[key]) for key in _LIMITS})
    return Press(printer.name, variant, limits, printer)


def limits_of(variant: Variant) -> Limits:
    """Return the limits of a variant for no printer in particular."""
    return Limits(bleed=variant.bleed, ink=variant.ink_limit)


def unknown_press(name: str) -> Finding:
    """Return the finding for a press that is neither variant nor printer."""
    known = ", ".join([*VARIANTS, *printer_names()])
    return Finding(
        "press.variant",
        Severity.ERROR,
        Words(f"there is no press {name!r}", f"「{name}」という入稿先はありません"),
        Words(
            f"choose one of {known}, or a printer's own file.yaml",
            f"{known} か、印刷所のファイル（.yaml）を選んでください",
        ),
    )


def _typed(value: Any) -> Any:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
