"""Printers as data: what each asks of a file, where that was read, and the variant and limits it makes.

It stands apart because shops change their rules: a new shop, or a new figure, is a YAML file and no code.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ofprint.base.errors import PressError
from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.records import dataclass, replace
from ofprint.press.limits import Limits
from ofprint.press.variants import VARIANTS, Variant

_FOLDER = Path(__file__).parent
_COMMON = "common"
_LIMITS = ("bleed", "safe", "ink", "dpi", "dpi_floor", "bitmap_dpi", "line", "line_floor", "small_text", "least_text",
           "spots", "ascii_name", "megabytes", "page_order")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """One figure of a printer: what it is, the page it was read on (None when none was), the day it was noted."""

    value: Any
    source: str | None
    noted: str | None = None
    inherited: bool = False
    """Whether it is the common profile's, the printer's own not being known."""


@dataclass(frozen=True, slots=True)
class Printer:
    """One printer: its name on the command line, its title, and its values by name."""

    name: str
    title: Words
    values: Mapping[str, Value]

    def __getitem__(self, key: str) -> Any:
        return self.values[key].value


@dataclass(frozen=True, slots=True)
class Press:
    """What ``--press NAME`` stands for: a variant to write, the limits to check, and the printer if it is one."""

    name: str
    variant: Variant
    limits: Limits
    printer: Printer | None = None


def printer_names() -> tuple[str, ...]:
    """Return the names of all printers, the common profile left out."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml") if path.stem != _COMMON))


def read_printer(name: str) -> Printer:
    """Return the printer called ``name``, what it does not say filled in from the common profile.

    Raises `PressError` when there is none of that name.
    """
    if name != _COMMON and name not in printer_names():
        raise PressError([unknown_press(name)])
    common, own = _read(_COMMON), _read(name)
    inherited = {key: replace(value, inherited=name != _COMMON) for key, value in common.values.items()}
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
        Words(f"choose one of {known}", f"{known} から選んでください"),
    )


def _typed(value: Any) -> Any:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _read(name: str) -> Printer:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe loader
    values = {key: _value(entry) for key, entry in data["values"].items()}
    return Printer(data["name"], Words(data["title"]["en"], data["title"]["ja"]), values)


def _value(entry: Mapping[str, Any]) -> Value:
    source = entry["source"]
    return Value(entry["value"], None if source in (None, "none") else source, entry.get("noted"))
