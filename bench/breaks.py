"""Line breaks over the examples' texts at forty measures: what ofprint's cost, what Typst's and Chromium's do.

    python bench/breaks.py [worst]

Needs PyPI's ``typst``; Chromium is asked when a ``chromium`` is installed. The cost of a paragraph is the sum, over
all its lines but the last, of the square of (natural width with JLREQ's default spacing, minus the measure), in ems;
the same widths serve all engines. Where ofprint's cost is larger, the promise that the other's lines break is named.
What breaks none is a fault, and so is a paragraph of ofprint's that costs more than the least that keeps every promise
(found here by itself, over all pairs of places); either makes the exit status 1. ``worst`` paragraphs are shown (5).
"""

from __future__ import annotations

import html
import json
import math
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import c_double
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import typst

import ofprint
from ofprint.fonts import FontLibrary
from ofprint.typesetting import TextStyle
from ofprint.typesetting.linebreak import EPSILON, lines
from ofprint.typesetting.markup import RichText
from ofprint.typesetting.paragraph import Paragraph

ROOT = Path(__file__).resolve().parents[1]
FACE = ROOT / "fonts" / "noto-sans-jp" / "NotoSansJP-Regular.ttf"
MEASURES = range(10, 50)
"""Ems; forty of them."""
SIZE = 10.0
PROSE = re.compile(r"^lead|\.(?:biography|abstract|description)\b")
SHORTEST = 20
"""Characters under which a text is no paragraph."""

Job = tuple[str, int]
"""A text and its measure in ems."""


@dataclass(frozen=True)
class Excess:
    """A paragraph whose lines cost more with ofprint than with another engine."""

    more: float
    reason: str
    text: str
    measure: int
    ours: tuple[int, ...]
    theirs: tuple[int, ...]


def prose() -> list[str]:
    """Return the examples' leads, biographies, abstracts and descriptions, each once."""
    found: dict[str, None] = {}
    for folder in sorted((ROOT / "examples").iterdir()):
        if (folder / "event.yaml").is_file():
            for path, text in ofprint.load(folder).texts():
                if PROSE.search(path):
                    found.update(dict.fromkeys(line for line in str(text).split("\n") if len(line) >= SHORTEST))
    return list(found)


# -- the engines ----------------------------------------------------------------------------------


def by_typst(jobs: Sequence[Job]) -> list[tuple[int, ...] | None]:
    """Return where Typst's lines begin; one page is one paragraph."""
    source = f'#set text(font: "Noto Sans JP", lang: "ja", size: {SIZE}pt)\n#set par(justify: true)\n'
    source += "#set page(height: 600pt, margin: 0pt)\n"
    source += "\n".join(
        f"#page(width: {measure * SIZE}pt, text({json.dumps(text, ensure_ascii=False)}))" for text, measure in jobs
    )
    with tempfile.TemporaryDirectory() as folder:
        main = Path(folder) / "main.typ"
        main.write_text(source, encoding="utf-8")
        data = typst.compile(str(main), font_paths=[str(ROOT / "fonts")], ignore_system_fonts=True)
    pdf = pypdfium2.PdfDocument(data)
    return [_begins(text, list(_lines_of(page))) for (text, _), page in zip(jobs, pdf, strict=True)]


def _lines_of(page: pypdfium2.PdfPage) -> Iterator[str]:
    """Yield a page's lines: characters in order, a new line where the baseline falls."""
    text = page.get_textpage()
    line, height = "", 0.0
    x, y = c_double(), c_double()
    for at in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text, at))
        if character.isspace():
            continue
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        if line and y.value < height - SIZE / 2:
            yield line
            line = ""
        line, height = line + character, y.value
    yield line


def by_chromium(jobs: Sequence[Job], program: str) -> list[tuple[int, ...] | None]:
    """Return where Chromium's lines begin, told by the page's own script."""
    boxes = "\n".join(f'<p style="width:{measure}em">{html.escape(text)}</p>' for text, measure in jobs)
    page = f"""<!doctype html><html lang="ja"><meta charset="utf-8"><style>
@font-face {{ font-family: F; src: url("{FACE.as_uri()}"); }}
p {{ font: 10px/17px F; text-align: justify; line-break: strict; overflow-wrap: anywhere; text-autospace: normal; }}
</style><body>{boxes}<script>
function begins(p) {{
  const node = p.firstChild, range = document.createRange(), found = [];
  let top = null;
  for (let i = 0; i < node.length; i++) {{
    range.setStart(node, i); range.setEnd(node, i + 1);
    const box = range.getBoundingClientRect();
    if (!box.width) continue;
    if (top !== null && box.top > top + 8) found.push(i);
    top = box.top;
  }}
  return found;
}}
window.onload = () => document.fonts.load("10px F").then(() => {{
  const found = [...document.querySelectorAll("p")].map(begins);
  document.body.innerHTML = ""; document.body.append("BEGINS" + JSON.stringify(found) + "END");
}});
</script></body></html>"""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(page, encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]
        options += ["--virtual-time-budget=100000", f"--user-data-dir={folder}/profile", "--dump-dom", file.as_uri()]
        done = subprocess.run([program, *options], capture_output=True, check=True)
    shown = re.search("BEGINS(.*?)END", done.stdout.decode("utf-8"), re.DOTALL)
    if not shown:
        raise RuntimeError("Chromium told no lines")
    return [tuple(found) for found in json.loads(shown[1])]


def _begins(text: str, found: list[str]) -> tuple[int, ...] | None:
    """Return where lines after the first begin in a text, ``None`` when they are not its characters."""
    places = [at for at, character in enumerate(text) if not character.isspace()]
    if "".join(found) != "".join(text.split()):
        return None
    starts, count = [], 0
    for line in found[:-1]:
        count += len(line)
        starts.append(places[count])
    return tuple(starts)


# -- the cost -------------------------------------------------------------------------------------


def ours(paragraph: Paragraph, measure: int) -> tuple[int, ...]:
    """Return where ofprint's lines begin."""
    return tuple(paragraph.index_of(first) for first, _ in lines(paragraph, measure, 0.0)[1:])


def spans(paragraph: Paragraph, begins: Sequence[int]) -> list[tuple[int, int]]:
    cells = [0, *(paragraph.cell_at(at) for at in begins), len(paragraph)]
    return list(pairwise(cells))


def cost(paragraph: Paragraph, begins: Sequence[int], measure: int) -> float:
    return sum((paragraph.natural(first, end) - measure) ** 2 for first, end in spans(paragraph, begins)[:-1])


WHOLE = "figures with their units, names with 氏, addresses and Latin words stay whole"
FORBIDDEN = "no forbidden line start or end"
SINGLE = "no single-character last line"
REACH = "no line shrinks further than JLREQ's Table 3"
RATHER_NOT = "an address parts after a hyphen, a range after its wave, only where nothing else will do"


def reason(paragraph: Paragraph, begins: Sequence[int], measure: int) -> str:
    """Return which of ofprint's promises another engine's lines break; an empty text when they break none."""
    found = spans(paragraph, begins)
    parted = [first for first, _ in found[1:] if not paragraph.gaps[first - 1].breaks]
    if any(paragraph.style.gaps[paragraph.kinds[at - 1 : at + 1]].breaks for at in parted):
        return WHOLE
    if parted:
        return FORBIDDEN
    if len(found) > 1 and found[-1][0] >= paragraph.last_content():
        return SINGLE
    if any(_least(paragraph, first, end) > measure + EPSILON for first, end in found):
        return REACH
    if any(paragraph.penalties.get(first) for first, _ in found[1:]):
        return RATHER_NOT
    return ""


def least_cost(paragraph: Paragraph, measure: int) -> float:
    """Return the least cost of any lines that keep the promises; infinite where no lines do."""
    places = [
        0,
        *(at for at, gap in enumerate(paragraph.gaps, 1) if gap.breaks and at < len(paragraph)),
        len(paragraph),
    ]
    costs = [0.0] + [math.inf] * (len(places) - 1)
    for number, end in enumerate(places[1:], 1):
        for start in range(number):
            first = places[start]
            is_last = end == len(paragraph)
            if _least(paragraph, first, end) > measure + EPSILON:
                continue
            if is_last and first and first >= paragraph.last_content():
                continue
            loose = 0.0 if is_last else (paragraph.natural(first, end) - measure) ** 2
            costs[number] = min(costs[number], costs[start] + loose + paragraph.penalties.get(end, 0.0))
    return costs[-1]


def _least(paragraph: Paragraph, first: int, end: int) -> float:
    last = paragraph.last_drawn(end)
    return paragraph.least[last] - paragraph.least[first] + paragraph.advances[last]


# -- the report -----------------------------------------------------------------------------------


@dataclass
class Tally:
    """What the comparison with one engine gave."""

    name: str
    ours: float = 0.0
    theirs: float = 0.0
    same: int = 0
    better: int = 0
    level: int = 0
    unread: int = 0

    def __post_init__(self) -> None:
        self.excesses: list[Excess] = []

    def add(self, paragraph: Paragraph, measure: int, begins: tuple[int, ...] | None) -> None:
        if begins is None:
            self.unread += 1
            return
        own = ours(paragraph, measure)
        costs = cost(paragraph, own, measure), cost(paragraph, begins, measure)
        self.ours, self.theirs = self.ours + costs[0], self.theirs + costs[1]
        if own == begins:
            self.same += 1
        elif costs[0] > costs[1] + EPSILON:
            why = reason(paragraph, begins, measure)
            self.excesses.append(Excess(costs[0] - costs[1], why, paragraph.text, measure, own, begins))
        elif costs[0] < costs[1] - EPSILON:
            self.better += 1
        else:
            self.level += 1

    def show(self, worst: int) -> None:
        count = self.same + self.better + self.level + len(self.excesses)
        print(f"\nagainst {self.name}: {count:,} paragraphs" + (f", {self.unread} unread" if self.unread else ""))
        print(f"  cost            ofprint {self.ours:10,.1f} em²   {self.name} {self.theirs:10,.1f} em²")
        print(f"  same lines      {self.same:6,}  ({self.same / count:.1%})")
        print(f"  ofprint better  {self.better:6,}")
        print(f"  level           {self.level:6,}")
        print(f"  ofprint worse   {len(self.excesses):6,}")
        for why, times in Counter(excess.reason for excess in self.excesses).most_common():
            print(f"    {times:6,}  {why or 'no promise explains it'}")
        for excess in sorted(self.excesses, key=lambda one: (bool(one.reason), -one.more))[:worst]:
            print(f"  +{excess.more:.1f} em² at {excess.measure} em: {excess.reason or 'no promise explains it'}")
            print("    ofprint ", "|".join(_parts(excess.text, excess.ours)))
            print(f"    {self.name:8}", "|".join(_parts(excess.text, excess.theirs)))


def _parts(text: str, begins: Sequence[int]) -> list[str]:
    cuts = [0, *begins, len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]


def _is_dear(paragraph: Paragraph, measure: int) -> bool:
    begins = ours(paragraph, measure)
    given = sum(paragraph.penalties.get(first, 0.0) for first, _ in spans(paragraph, begins)[1:])
    return cost(paragraph, begins, measure) + given > least_cost(paragraph, measure) + EPSILON


def main() -> None:
    worst = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    style = TextStyle(FontLibrary.bundled().stack("Noto Sans JP"), SIZE)
    paragraphs = {text: Paragraph(RichText(text), style) for text in prose()}
    jobs = [(text, measure) for measure in MEASURES for text in paragraphs]
    print(f"{len(paragraphs)} paragraphs, {sum(map(len, paragraphs)):,} characters, {len(MEASURES)} measures")
    engines = {"Typst": by_typst(jobs)}
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium:
        engines["Chromium"] = by_chromium(jobs, chromium)
    unexplained = sum(_is_dear(paragraphs[text], measure) for text, measure in jobs)
    print(f"{unexplained} of ofprint's paragraphs cost more than the least that keeps every promise")
    for name, answers in engines.items():
        tally = Tally(name)
        for (text, measure), begins in zip(jobs, answers, strict=True):
            tally.add(paragraphs[text], measure, begins)
        tally.show(worst)
        unexplained += sum(not excess.reason for excess in tally.excesses)
    sys.exit(1 if unexplained else 0)


if __name__ == "__main__":
    main()
