"""Where the data that ships with ofprint lies: fonts, templates and the printers' files.

It stands apart because a checkout keeps them at the top of the repository and a wheel inside the
package, and nobody else should have to know.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def resource_folder(name: str) -> Path:
    """Return the folder of shipped data called ``name`` (``"fonts"``, ``"templates"`` …)."""
    shipped = _PACKAGE / "data" / name
    return shipped if shipped.is_dir() else _PACKAGE.parent / name
