"""One flyer from a cold process, ofprint and Typst in turn over the same event; prints medians and their ratio.

    python bench/flyer.py [rounds]

Needs PyPI's ``typst`` beside ofprint. Both make two A4 sides with the lead in three columns, the programme with
its people and biographies, a skyline of roofs and a QR code; Typst draws the code from rows given to it, so that
neither side waits for a foreign encoder. Whole processes are measured, imports included, as they are once
installed: byte-compiled, which the first round, not measured, does for both (pip does it when it installs).
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BASE = "argparse, yaml, uharfbuzz, reportlab.pdfbase.pdfdoc"
"""What any ofprint must import before it can write a page: the given base."""
EVENT = ROOT / "examples" / "tohoku-vol7"


def typst_source() -> str:
    """Return the flyer as Typst markup, from the same event."""
    import ofprint
    from ofprint.layout.codes import qr_matrix

    event = ofprint.load(EVENT)
    code = qr_matrix(event.registration.url)
    cells = [
        f"place(dx: {x}mm, dy: {y}mm, rect(width: 1mm, height: 1mm, fill: black))"
        for y, row in enumerate(code.rows)
        for x in range(code.size)
        if row >> (code.size - 1 - x) & 1
    ]
    lead = "\n\n".join(_escaped(str(paragraph)) for paragraph in event.lead)
    rows = []
    for item in event.timeline():
        people = [f"{who.post} {who.name}" for who in (*item.speakers, *item.panelists, *item.facilitators)]
        words = [str(paragraph) for who in item.speakers for paragraph in who.person.biography]
        rows.append(
            f"grid(columns: (30mm, 1fr, 1fr), [*{item.start}*], [*{_escaped(str(item.title))}* \\ "
            f"{' / '.join(map(_escaped, people))}], [{_escaped(' '.join(words))}])"
        )
    roofs = ", ".join(f"({30 * k}mm, 20mm), ({30 * k + 30}mm, 10mm)" for k in range(7))
    return f"""
#set page(width: 210mm, height: 297mm, margin: 12mm)
#set text(font: "Noto Sans JP", lang: "ja", size: 8.85pt)
#set par(justify: true, first-line-indent: 1em)
#text(size: 48pt, weight: 900)[{_escaped(event.title.flat)} {event.edition}]
#text(size: 19pt, weight: 900)[{_escaped(str(event.theme))}]
#text(size: 60pt, weight: 900)[1.22]
#polygon(fill: cmyk(100%, 75%, 15%, 45%), (0mm, 40mm), {roofs}, (210mm, 40mm))
#box(width: 40mm, height: 40mm)[#{{ {"; ".join(cells)} }}]
#columns(3)[{lead}]
#pagebreak()
#text(size: 44pt, weight: 900)[プログラム]
#{{ {"; ".join(rows)} }}
"""


def _escaped(text: str) -> str:
    return "".join(f"\\{character}" if character in "#*_$[]@<>`\\~" else character for character in text)


def as_installed(folder: str) -> dict[str, str]:
    """Return an environment in which Python keeps the bytecode of what it imports, in ``folder``."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": folder}


def timed(arguments: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - start


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "flyer.typ"
        source.write_text(typst_source(), encoding="utf-8")
        fonts = ROOT / "fonts"
        compile_ = (
            f"import typst; typst.compile({str(source)!r}, output={folder + '/typst.pdf'!r}, "
            f"font_paths=[{str(fonts)!r}], ignore_system_fonts=True)"
        )
        jobs = {
            "ofprint": ["-m", "ofprint", "flyer", str(EVENT), "-o", f"{folder}/ofprint.pdf", "--quiet"],
            "typst": ["-c", compile_],
            "imports": ["-c", f"import {BASE}"],
        }
        times: dict[str, list[float]] = {name: [] for name in jobs}
        environment = as_installed(f"{folder}/bytecode")
        for arguments in jobs.values():
            timed(arguments, environment)
        for _ in range(rounds):
            for name, arguments in jobs.items():
                times[name].append(timed(arguments, environment))
        sizes = {name: (Path(folder) / f"{name}.pdf").stat().st_size for name in ("ofprint", "typst")}
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, size in sizes.items():
        print(f"{name:8} {medians[name] * 1000:6.0f} ms median of {rounds}, {size:,} bytes")
    print(f"imports  {medians['imports'] * 1000:6.0f} ms of it for {BASE} alone")
    ratio, least = (medians[name] / medians["typst"] for name in ("ofprint", "imports"))
    print(f"ratio    {ratio:.2f} (target: at most 3; the imports alone make {least:.2f})")
    print(f"machine  {platform.machine()}, Python {platform.python_version()}")


if __name__ == "__main__":
    main()
