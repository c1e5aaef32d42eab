"""Codes and pictures: a QR code in its square, an image cropped to its box."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from ofprint.layout.codes import qr_size
from ofprint.layout.page import Code, Link, Picture
from ofprint.layout.parts.options import BOX, CONTENT, box, content
from ofprint.layout.template.engine import Job
from ofprint.layout.template.model import Kind, Option, Part
from ofprint.layout.template.placed import Placed


def _code(job: Job, values: Mapping[str, Any]) -> Placed:
    text = content(values)
    if not text:
        return Placed()
    x, y, whole = values["x"], values["y"], values["side"]
    ink = job.studio.ink(values["ink"])
    modules = qr_size(str(text), level=values["level"])
    quiet = values["quiet"] * whole / (modules + 2 * values["quiet"])
    code = Code(str(text), x + quiet, y + quiet, whole - 2 * quiet, values["level"], ink)
    return Placed((code,), x, y, whole, whole)


def _image(job: Job, values: Mapping[str, Any]) -> Placed:
    name = content(values)
    if not name:
        return Placed()
    x, y, w, h = box(values, job.width, job.height)
    across, down = values["focus"] or (0.5, 0.5)
    page, ink = int(values["page"]), job.studio.ink(values["ink"]) if values["ink"] else None
    file = job.studio.images(str(name))
    if values["fit"] == "whole":
        ratio = job.studio.images.ratio(file, page)
        fw, fh = min(w, h * ratio), min(h, w / ratio)
        x, y, w, h = x + (w - fw) * across, y + (h - fh) * down, fw, fh
    if w <= 0 or h <= 0:
        raise ValueError(f"a picture of {w:g} × {h:g} mm")
    return Placed((Picture(str(file), x, y, w, h, (float(across), float(down)), page, ink),), x, y, w, h)


def _logos(job: Job, values: Mapping[str, Any]) -> Placed:
    """Stand logos in rows, each of the same area however wide it is; what is very wide or high keeps its limits."""
    files = [job.studio.images(str(name)) for name in values["items"] or () if name]
    if not files:
        return Placed()
    x, y, room, gap = values["x"], values["y"], values["w"], values["gap"]
    ink = job.studio.ink(values["ink"]) if values["ink"] else None
    rows: list[list[tuple[str, float, float]]] = [[]]
    for file in files:
        ratio = job.studio.images.ratio(file, 1)
        high = math.sqrt(values["area"] / ratio)
        high *= min(1, values["most"] / high, min(values["widest"], room) / (high * ratio))
        if rows[-1] and sum(w + gap for _, w, _ in rows[-1]) + high * ratio > room:
            rows.append([])
        rows[-1].append((str(file), high * ratio, high))
    items: list[Picture] = []
    for row in rows:
        at, tall = x, max(h for _, _, h in row)
        for file_name, w, h in row:
            items.append(Picture(file_name, at, y + (tall - h) / 2, w, h, (0.5, 0.5), 1, ink))
            at += w + gap
        y += tall + gap
    widest = max(sum(w + gap for _, w, _ in row) - gap for row in rows)
    return Placed(tuple(items), x, values["y"], widest, y - gap - values["y"])


def _link(job: Job, values: Mapping[str, Any]) -> Placed:
    url = content(values)
    if not url:
        return Placed()
    if not re.match(r"(?i)(https?://|mailto:|tel:)", str(url)):
        raise ValueError(f"a link opens http(s):, mailto: or tel:, not {str(url)[:40]!r}")
    x, y, w, h = box(values, job.width, job.height)
    return Placed((Link(str(url), x, y, w, h),), x, y, w, h)


CODE = Part(
    "code",
    "A QR code with its quiet zone.",
    {
        "x": Option(Kind.LENGTH, "left edge of the modules", required=True),
        "y": Option(Kind.LENGTH, "upper edge of the modules", required=True),
        "side": Option(Kind.LENGTH, "side of the square, the quiet zone counted in", required=True),
        "quiet": Option(
            Kind.NUMBER, "modules of paper inside the square (ISO/IEC 18004 asks for 4 around a code)", 0, most=20
        ),
        "level": Option(Kind.NAME, "error correction", "M", choices=("L", "M", "Q", "H")),
        "ink": Option(Kind.NAME, "ink of the modules", "text", of="inks"),
        **CONTENT,
    },
    _code,
)
IMAGE = Part(
    "image",
    "A picture (PNG, JPEG, TIFF), drawing (SVG) or PDF page, from the template's folder or the event.",
    {
        **BOX,
        **CONTENT,
        "fit": Option(
            Kind.NAME, "whether it fills the box, cropped, or stands in it whole", "fill", choices=("fill", "whole")
        ),
        "focus": Option(Kind.VALUE, "[x, y] from 0 to 1: what stays in sight; where a whole one stands in its box"),
        "page": Option(Kind.NUMBER, "the page of a PDF; its trim fills the box, its bleed runs over", 1),
        "ink": Option(Kind.NAME, "one ink for all of a drawing but its white", of="inks"),
    },
    _image,
)
LOGOS = Part(
    "logos",
    "Logos in rows, each of the same area, so that none is louder than another; the middle of each on one line.",
    {
        "items": Option(Kind.VALUE, "the files, such as `event.logos`", required=True),
        "x": Option(Kind.LENGTH, "left edge", required=True),
        "y": Option(Kind.LENGTH, "upper edge", required=True),
        "w": Option(Kind.LENGTH, "width of the rows", required=True),
        "area": Option(Kind.NUMBER, "mm² of each", 260, least=1, most=1_000_000),
        "most": Option(Kind.LENGTH, "the greatest height", 18.0),
        "widest": Option(Kind.LENGTH, "the greatest width", 48.0),
        "gap": Option(Kind.LENGTH, "between logos and between rows", 7.0),
        "ink": Option(Kind.NAME, "one ink for all of a drawing but its white", of="inks"),
    },
    _logos,
)
LINK = Part("link", "A place that opens an address, where the press variant allows it.", {**BOX, **CONTENT}, _link)
