"""Badges with a QR code each, ofprint and Typst in turn over the same list; prints medians, ratios, bytes and memory.

    python bench/badges.py [count ...]          (1000 10000 unless given)

Needs PyPI's ``typst`` beside ofprint. Both put ten cards of 91 × 55 mm on an A4 sheet, each with event, affiliation,
name, reading, role and id, and a code; Typst's codes are made by ``zxing-cpp`` and handed over as drawings. ofprint
runs as the command does, with as many processes as there are cores. Whole processes are measured, imports included.
"""

from __future__ import annotations

import csv
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FAMILIES = ["佐藤", "鈴木", "高橋", "田中", "渡辺", "伊藤", "山本", "中村", "小林", "加藤", "吉田", "佐々木", "髙橋"]
GIVEN = ["花子", "太郎", "一", "美咲", "健太郎", "陽菜", "蓮", "結衣", "大和", "さくら"]
FIRMS = ["見本製作所", "例示株式会社", "見本市役所", "見本大学工学部", "株式会社例示デザイン事務所"]
ROLES = ["参加者", "参加者", "参加者", "登壇者", "スタッフ"]
GOALS = {1000: 2.0, 10_000: 5.0}

OFPRINT = """
import resource, sys
from ofprint.cli import main
code = main(["badges", sys.argv[1], "-o", sys.argv[2], "--quiet"])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
sys.exit(code)
"""
TYPST = """
import csv, json, sys
from pathlib import Path
import typst, zxingcpp
folder, out, fonts = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
rows = []
for row in csv.DictReader(open(folder / "list.csv", encoding="utf-8")):
    code = zxingcpp.create_barcode(row["受付番号"], zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = memoryview(zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False))
    side, flat, path = image.shape[0], image.tobytes(), []
    for y in range(side):
        line, x = flat[y * side : (y + 1) * side], 0
        while (x := line.find(0, x)) >= 0:  # black runs, each one rectangle
            end = line.find(255, x) if line.find(255, x) >= 0 else side
            path.append(f"M{x} {y}h{end - x}v1h{x - end}z")
            x = end
    path = "".join(path)
    rows.append({**row, "side": side, "path": path})
(folder / "data.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
typst.compile(str(folder / "badges.typ"), output=out, root=str(folder), font_paths=[fonts], ignore_system_fonts=True)
"""
SHEET = r"""
#set page(width: 210mm, height: 297mm, margin: 0mm)
#set text(font: "Noto Sans JP", lang: "ja")
#let code(n, d) = image(bytes("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 " + str(n) + " " + str(n) +
  "'><path d='" + d + "'/></svg>"), format: "svg", width: 18mm)
#let card(r) = box(width: 91mm, height: 55mm, {
  place(dy: 46mm, rect(width: 91mm, height: 9mm, fill: cmyk(100%, 75%, 15%, 45%)))
  place(dx: 5mm, dy: 5mm, text(7.5pt, r.at("ふりがな")))
  place(dx: 5mm, dy: 10mm, text(30pt, weight: "black", r.at("氏名")))
  place(dx: 5mm, dy: 33mm, text(9pt, weight: "bold", r.at("所属")))
  place(dx: 5mm, dy: 48mm, text(13pt, weight: "black", fill: white, r.at("区分")))
  place(dx: 30mm, dy: 50mm, text(6.5pt, fill: white, "見本の会"))
  place(dx: 70mm, dy: 50mm, text(6.5pt, fill: white, r.at("受付番号")))
  place(dx: 67mm, dy: 24mm, code(r.side, r.path))
})
#for (p, page) in json("data.json").chunks(10).enumerate() {
  if p > 0 { pagebreak() }
  for (k, r) in page.enumerate() {
    place(dx: 14mm + 91mm * calc.rem(k, 2), dy: 11mm + 55mm * calc.quo(k, 2), card(r))
  }
}
"""


def write_list(folder: Path, count: int) -> None:
    """Write an event and a list of ``count`` invented people, the same each time."""
    chance = random.Random(count)
    (folder / "event.yaml").write_text("title: 見本の会\ndates: [2026-05-10]\nattendees: list.csv\n", encoding="utf-8")
    (folder / "badges.typ").write_text(SHEET, encoding="utf-8")
    with (folder / "list.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["受付番号", "氏名", "ふりがな", "所属", "区分"])
        for number in range(1, count + 1):
            name = f"{chance.choice(FAMILIES)} {chance.choice(GIVEN)}"
            row = (f"N-{number:06}", name, "みほん たろう", chance.choice(FIRMS), chance.choice(ROLES))
            table.writerow(row)


def timed(arguments: list[str]) -> tuple[float, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True, env=kept)
    return time.perf_counter() - start, done.stdout


def measure(count: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_list(folder, count)
        jobs = {
            "ofprint": ["-c", OFPRINT, name, f"{name}/ofprint.pdf"],
            "typst": ["-c", TYPST, name, f"{name}/typst.pdf", str(ROOT / "fonts")],
        }
        times: dict[str, list[float]] = {job: [] for job in jobs}
        memory = 0
        for _ in range(rounds):
            for job, arguments in jobs.items():
                taken, said = timed(arguments)
                times[job].append(taken)
                memory = max(memory, int(said.split()[-1])) if job == "ofprint" else memory
        size = (folder / "ofprint.pdf").stat().st_size
    medians = {job: statistics.median(found) for job, found in times.items()}
    ratio = medians["typst"] / medians["ofprint"]
    print(
        f"{count:7,} badges  ofprint {medians['ofprint']:6.2f} s ({medians['ofprint'] / count * 1e3:.2f} ms each, "
        f"{size / count:.0f} bytes each, parent {memory / 1024:.0f} MB)  typst {medians['typst']:6.2f} s"
    )
    print(json.dumps({"count": count, "times_typsts_rate": round(ratio, 2), "target": GOALS.get(count)}))


def main() -> None:
    counts = [int(one) for one in sys.argv[1:]] or [1000, 10_000]
    for count in counts:
        measure(count, 3 if count <= 1000 else 1)
    print(f"machine  {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")


if __name__ == "__main__":
    main()
