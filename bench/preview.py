"""From a save to the page image: `ofprint preview --watch` over a copy of an event, saved again and again.

    python bench/preview.py [rounds]

Four kinds of file are saved in turn: a frame of the template, a word of the event, a row of the list, and a
picture that the template places. The time runs from the moment the file is written until the image of a page
that shows it has changed and stands whole; looking, settling, laying, drawing and writing are all in it.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
EVENT = ROOT / "examples" / "tohoku-vol7"
TEMPLATE = """name: mine
extends: kojo
sheets:
  flyer-front:
    frames:
      title: {most: 43pt}
blocks:
  booklet-master:
    - {part: image, text: mark.png, x: 4, y: 4, w: 12, h: 8}
"""


def prepared(folder: Path) -> Path:
    """Return a copy of the event with a template of its own that places a picture."""
    event = Path(shutil.copytree(EVENT, folder / "event"))
    (event / "mine").mkdir()
    (event / "mine" / "template.yaml").write_text(TEMPLATE, encoding="utf-8")
    paint(event / "mine" / "mark.png", 0)
    file = event / "event.yaml"
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("template:")]
    file.write_text("\n".join(["template: mine", *lines, ""]), encoding="utf-8")
    return event


def paint(path: Path, number: int) -> None:
    Image.new("RGB", (240, 160), (40 * number % 256, 90, 160)).save(path)


def replaced(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def until_changed(folder: Path, images: str, save: Callable[[], None]) -> float:
    """Return the seconds from a save until one of ``images`` (a pattern) stands anew."""

    def latest() -> int:
        return max(path.stat().st_mtime_ns for path in folder.glob(images))

    before = latest()
    start = time.perf_counter()
    save()
    while latest() == before:
        if time.perf_counter() - start > 30:
            raise SystemExit(f"{images} was not drawn anew")
        time.sleep(0.005)
    return time.perf_counter() - start


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as name:
        event, pages = prepared(Path(name)), Path(name) / "pages"
        command = [sys.executable, "-m", "ofprint", "preview", str(event), "--watch", "-o", str(pages)]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=os.environ
        )
        assert process.stdout is not None
        for line in process.stdout:
            if "Ctrl-C" in line:
                break
        count = len(list(pages.rglob("*.png")))
        words, names = ["小さな産業革命", "大きな産業革命"], ["佐藤 健,", "佐藤 賢,"]
        jobs: dict[str, tuple[str, Callable[[int], None]]] = {
            "template, a frame of the flyer": (
                "flyer-01.png",
                lambda n: replaced(event / "mine" / "template.yaml", f"{43 - n / 2:g}pt", f"{42.5 - n / 2:g}pt"),
            ),
            "event, a word of a talk's page": (
                "booklet-*.png",
                lambda n: replaced(event / "event.yaml", words[n % 2], words[(n + 1) % 2]),
            ),
            "list, a name on a badge": (
                "badges-01.png",
                lambda n: replaced(event / "attendees.csv", names[n % 2], names[(n + 1) % 2]),
            ),
            "artwork, a picture on every booklet page": (
                "booklet-*.png",
                lambda n: paint(event / "mine" / "mark.png", n + 1),
            ),
        }
        times: dict[str, list[float]] = {job: [] for job in jobs}
        for number in range(rounds):
            for job, (images, save) in jobs.items():
                times[job].append(until_changed(pages, images, lambda save=save, number=number: save(number)))
                time.sleep(4)
        process.terminate()
        process.wait()
    print(f"{count} page images of {EVENT.name}; {rounds} saves each, from save to image (target: under 1 s)")
    for job, found in times.items():
        print(f"{job:42} median {statistics.median(found):.2f} s, slowest {max(found):.2f} s")
    print(f"machine  {platform.machine()}, Python {platform.python_version()}")


if __name__ == "__main__":
    main()
