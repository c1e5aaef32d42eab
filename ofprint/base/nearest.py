"""The nearest of some names to a word that is none of them, for a cure that says what was meant.

It stands apart because comparing words is needed only when something is wrong: what it takes is imported then.
"""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, names: Iterable[str], most: int = 1, alike: float = 0.6) -> list[str]:
    """Return at most ``most`` of ``names`` that resemble ``word`` by at least ``alike`` (0 to 1), the nearest first."""
    from difflib import get_close_matches

    return get_close_matches(word, list(names), most, alike)
