"""Times the setter itself: long prose, a run that cannot be broken, badge names; prints medians beside the targets.

python bench/typesetting.py [rounds]
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

from programme import event

from ofprint.fonts import FontLibrary
from ofprint.typesetting import FitLimits, TextStyle, fit_text, set_text

NAMES = [
    "佐藤 健一郎", "小泉 今日子", "王 貞治", "長谷川 万里", "Kurt Gödel", "勅使河原 美咲", "北野 武",
    "Marie-Claire Dubois-Lefèvre",
    "鈴木 一郎", "伊集院 光太郎", "髙橋 﨑子", "アレクサンドラ・ペトロワ",
]  # fmt: skip
BADGE_ROUNDS = 400


def prose(length: int) -> str:
    """Return so many characters of paragraphs, from the programme of the other bench."""
    texts = [item["abstract"] for block in event()["programme"] for item in block["items"]]
    joined = "\n".join(texts)
    return (joined * (length // len(joined) + 1))[:length]


def timed(job: Callable[[], object], rounds: int) -> float:
    """Return the median time of a job in seconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def badge_name(style: TextStyle) -> Callable[[], object]:
    """Return the setting of every name, places of its glyphs included."""
    limits = FitLimits(floor=12)

    def job() -> None:
        for _ in range(BADGE_ROUNDS):
            for name in NAMES:
                fitted = fit_text(name, width=160, height=30, style=style, limits=limits)
                for line in fitted.text.lines:
                    _ = line.glyphs

    return job


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    library = FontLibrary.bundled()
    body = TextStyle(library.stack("Noto Serif JP"), 9)
    plain = prose(100_000)
    one, unbroken = plain.replace("\n", ""), "。" * 10_000
    badge = TextStyle(library.stack("Noto Sans JP", 700), 24, align="center", display=True, breaks="none")
    set_text(plain, measure=234, style=body)
    rows = [
        ("100,000 characters in paragraphs", timed(lambda: set_text(plain, measure=234, style=body), rounds), 1.5),
        ("the same, glyphs placed", timed(lambda: _placed(plain, body), rounds), None),
        ("the same in a single paragraph", timed(lambda: set_text(one, measure=234, style=body), rounds), None),
        ("200,000 characters", timed(lambda: set_text(plain * 2, measure=234, style=body), rounds), None),
        ("10,000 full stops, no break", timed(lambda: set_text(unbroken, measure=234, style=body), rounds), None),
        ("10,000 letters, no break", timed(lambda: set_text("x" * 10_000, measure=234, style=body), rounds), None),
    ]
    for name, seconds, target in rows:
        print(f"{name:34} {seconds * 1000:8.1f} ms" + (f"   (target {target * 1000:.0f})" if target else ""))
    each = timed(badge_name(badge), rounds) / BADGE_ROUNDS / len(NAMES)
    print(f"{'a badge name: shape, fit, place':34} {each * 1e6:8.1f} µs   (target 30)")


def _placed(text: str, style: TextStyle) -> int:
    return sum(len(line.glyphs) for line in set_text(text, measure=234, style=style).lines)


if __name__ == "__main__":
    main()
