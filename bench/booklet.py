"""The booklet of 60 talks from a cold process, ofprint and Typst in turn; prints medians and their ratio.

    python bench/booklet.py [rounds]

Needs PyPI's ``typst`` beside ofprint. Both make A5 pages with cover, contents with page numbers, two days' timetable,
and 60 talks with speaker, abstract and biography (27,000 characters, see programme.py), from the same data and the
same font files. Whole processes are measured, imports included; Typst sets its talks one after another.
"""

from __future__ import annotations

import json
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pypdfium2
from programme import event, write

ROOT = Path(__file__).resolve().parents[1]
GOAL = 3.0

TYPST = r"""
#let data = json("event.yaml")
#let accent = cmyk(100%, 75%, 15%, 45%)
#set document(title: data.title, date: none)
#set text(font: "Noto Sans JP", lang: "ja", size: 8.5pt)
#set par(leading: 0.7em, spacing: 0.7em, justify: true)
#let talks = ()
#for block in data.programme { for item in block.items {
  let who = data.people.at(item.speakers.first())
  talks.push((..item, day: block.day, room: data.tracks.at(block.track).name, who: who))
}}
#page(width: 148mm, height: 210mm, margin: 14mm, fill: accent)[
  #set text(fill: white)
  #v(20mm) #text(26pt, weight: "black", data.title) #h(1em) #text(20pt, data.edition)
  #v(8mm) #text(12pt, data.theme) #v(1fr) #text(10pt, data.venue.name)
]
#set page(width: 148mm, height: 210mm, margin: (x: 14mm, top: 18mm, bottom: 20mm),
  header: text(7pt, data.title), footer: context align(center, counter(page).display()))
#let head(body) = { pagebreak(weak: true); block(below: 5mm, text(20pt, weight: "black", fill: accent, body)) }
#let folio(id) = context counter(page).at(label(id)).first()
#head[目次]
#for t in talks { block(spacing: 0.6em)[
  #link(label(t.speakers.first()))[#folio(t.speakers.first()) #h(1em) *#t.title* #h(1em) #text(7pt, t.who.name)]] }
#for day in (1, 2) {
  head[プログラム　#day;日目]
  let rows = talks.filter(t => t.day == day)
  table(columns: (14mm, 1fr, 1fr, 1fr), stroke: none, inset: 1mm,
    ..range(0, int(rows.len() / 3)).map(k => {
      let row = range(3).map(track => rows.at(track * int(rows.len() / 3) + k))
      ([*#row.first().start*], ..row.map(t => [*#t.title* \ #text(6.5pt)[#t.room #t.who.name]]))
    }).flatten())
}
#head[講演]
#for t in talks {
  block(breakable: false, below: 6mm)[
    #block(sticky: true, below: 2mm)[#text(12pt, weight: "bold", t.title) #label(t.speakers.first())]
    #text(7.5pt)[#t.day;日目 #t.start;–#t.end　#t.room　*#t.who.name*（#t.who.reading）　#t.who.affiliation]
    #par(first-line-indent: (amount: 1em, all: true), t.abstract)
    #block(fill: cmyk(10%, 5%, 0%, 0%), inset: 2mm, text(7.3pt, t.who.biography))
  ]
}
"""


def timed(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    made = event()
    texts = [item["abstract"] for block in made["programme"] for item in block["items"]]
    texts += [person["biography"] for person in made["people"].values()]
    print(f"{len(texts) // 2} talks, {sum(map(len, texts)):,} characters of abstracts and biographies")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder)
        source = folder / "booklet.typ"
        source.write_text(TYPST, encoding="utf-8")
        options = {"output": f"{folder}/typst.pdf", "font_paths": [str(ROOT / "fonts")], "ignore_system_fonts": True}
        jobs = {
            "ofprint": ["-m", "ofprint", "booklet", name, "-o", f"{folder}/ofprint.pdf", "--quiet"],
            "typst": ["-c", f"import typst; typst.compile({str(source)!r}, **{options!r})"],
        }
        times: dict[str, list[float]] = {job: [] for job in jobs}
        for arguments in jobs.values():
            timed(arguments)
        for _ in range(rounds):
            for job, arguments in jobs.items():
                times[job].append(timed(arguments))
        files = {job: folder / f"{job}.pdf" for job in jobs}
        facts = {job: (len(pypdfium2.PdfDocument(file)), file.stat().st_size) for job, file in files.items()}
    medians = {job: statistics.median(found) for job, found in times.items()}
    for job, median in medians.items():
        pages, size = facts[job]
        print(f"{job:8} {median * 1000:6.0f} ms median of {rounds}, {pages} pages, {size:,} bytes")
    ratio = medians["ofprint"] / medians["typst"]
    print(json.dumps({"ratio": round(ratio, 2), "target": GOAL, "met": ratio <= GOAL}))
    print(f"machine  {platform.machine()}, Python {platform.python_version()}")


if __name__ == "__main__":
    main()
