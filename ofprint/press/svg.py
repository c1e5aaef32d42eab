"""SVG drawings as vector artwork in inks: filled paths in, PDF operators out.

It stands apart because a drawing may come from a stranger: nothing in it is run or fetched, and what cannot be
printed as plain areas of ink is refused with its cure. picosvg resolves groups, transforms, ``use``, clips and
strokes into filled paths; here colours become inks and paths operators.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from ofprint.base.errors import PressError
from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.inks import PAPER, Ink
from ofprint.base.records import dataclass
from ofprint.press.inks import ink_operators
from ofprint.press.pdfobjects import numbers

MOST_BYTES = 5_000_000
_MOST_ELEMENTS = 20_000
_SPACE = "{http://www.w3.org/2000/svg}"
_DEVICE = re.compile(r"device-cmyk\(\s*([\d.]+%?)[\s,]+([\d.]+%?)[\s,]+([\d.]+%?)[\s,]+([\d.]+%?)\s*\)")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_UNPRINTED = {"metadata", "title", "desc", "sodipodi:namedview"}
_WHITE = (255, 255, 255)
RGB = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing's areas in painting order, each its fill as written and its path, and its view box (user units)."""

    box: tuple[float, float, float, float]
    areas: tuple[tuple[str, str, bool], ...]
    """Fill, path data, and whether it is filled by the even-odd rule."""
    name: str

    def colours(self) -> list[RGB]:
        """Return each colour of a screen once, in order; fills in ``device-cmyk()`` are none."""
        return list(dict.fromkeys(self._rgb(fill) for fill, _, _ in self.areas if not _DEVICE.fullmatch(fill)))

    def operators(self, inks: dict[RGB, Ink], one: Ink | None, *, device_gray: bool) -> tuple[bytes, set[Ink]]:
        """Return the operators in the drawing's own units, y upwards from its foot, and the inks that they use.

        ``inks`` gives the ink of each colour; ``one`` prints everything that is not white in that ink.
        """
        parts, used = [], set()
        for fill, path, even in self.areas:
            ink = self._ink(fill, inks)
            if one is not None and ink.total > 0:
                ink = one
            used.add(ink)
            parts += [ink_operators(ink, device_gray=device_gray), self._path(path), b"f*" if even else b"f"]
        return b"\n".join(parts), used

    def _ink(self, fill: str, inks: dict[RGB, Ink]) -> Ink:
        device = _DEVICE.fullmatch(fill)
        if not device:
            return inks[self._rgb(fill)]
        amounts = [float(part.rstrip("%")) * (1 if part.endswith("%") else 100) for part in device.groups()]
        if any(amount > 100 for amount in amounts):
            raise refused(self.name, fill, f"{fill} は 100% を超えています", _AMOUNTS)
        c, m, y, k = amounts
        return Ink(c, m, y, k)

    def _rgb(self, fill: str) -> RGB:
        from PIL import ImageColor

        try:
            return ImageColor.getrgb(fill)[:3]
        except ValueError:
            raise refused(self.name, f"the colour {fill!r:.40}", f"色「{fill:.40}」", _COLOURS) from None

    def _path(self, data: str) -> bytes:
        from picosvg.svg_types import SVGPath

        path: Any = SVGPath

        left, top, _, height = self.box
        out: list[bytes] = []
        for command, arguments in path(d=data).absolute().arcs_to_cubics().expand_shorthand():
            points = [value - left if at % 2 == 0 else top + height - value for at, value in enumerate(arguments)]
            out.append(_step(command, points, out))
        return b" ".join(out)


_AMOUNTS = Words("write amounts of 0 to 1, or 0% to 100%", "0〜1 か 0%〜100% で書いてください")
_COLOURS = Words(
    "write #rrggbb, rgb(), a colour's name or device-cmyk(c m y k)",
    "#rrggbb、rgb()、色名、device-cmyk(c m y k) のどれかで書いてください",
)


def _step(command: str, points: list[float], before: Sequence[bytes]) -> bytes:
    if command in "Zz":
        return b"h"
    if command == "Q":
        x0, y0 = (float(value) for value in before[-1].split()[-3:-1]) if before else (0.0, 0.0)
        x1, y1, x2, y2 = points
        points = [
            x0 + 2 * (x1 - x0) / 3,
            y0 + 2 * (y1 - y0) / 3,
            x2 + 2 * (x1 - x2) / 3,
            y2 + 2 * (y1 - y2) / 3,
            x2,
            y2,
        ]
        command = "C"
    return numbers(points) + b" " + {"M": b"m", "L": b"l", "C": b"c"}[command]


def read_svg(data: bytes, name: str) -> Drawing:
    """Return a drawing. Raises `PressError`, naming the file, when it is none or holds what cannot be printed so."""
    root = _parsed(data, name)
    _examine(root, name)
    box = _view_box(root, name)
    _inline_styles(root, name)
    return Drawing(box, tuple(_areas(root, name)), name)


def _parsed(data: bytes, name: str) -> Any:
    from lxml import etree

    if len(data) > MOST_BYTES:
        raise refused(name, f"{len(data):,} bytes", f"{len(data):,} バイト", Words("simplify it", "簡素にしてください"))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as wrong:
        raise refused(name, f"no XML: {wrong}", f"XML として読めません: {wrong}", _SAVE) from None
    if root.tag != f"{_SPACE}svg":
        raise refused(name, "no SVG drawing", "SVG ではありません", _SAVE)
    if root.getroottree().docinfo.internalDTD is not None and root.getroottree().docinfo.internalDTD.entities():
        raise refused(name, "entities of its own", "独自の実体定義", _SAVE)
    return root


_SAVE = Words("save it as plain SVG", "プレーン SVG で保存してください")
_REFUSED = {
    "text": ("text", "文字", Words("turn the text into outlines", "文字をアウトライン化してください")),
    "image": ("a picture", "画像", Words("place the picture itself", "画像そのものを配置してください")),
    "script": ("a script", "スクリプト", Words("delete it", "削除してください")),
    "foreignObject": ("foreign content", "外部の内容", Words("delete it", "削除してください")),
    "filter": ("a filter", "フィルター", Words("expand it, or save as PDF", "展開するか PDF で保存してください")),
    "mask": ("a mask", "マスク", Words("cut the paths by it", "パスを切り抜いてください")),
    "linearGradient": ("a gradient", "グラデーション", Words("save as PDF or PNG", "PDF か PNG で保存してください")),
    "animate": ("an animation", "アニメーション", Words("delete it", "削除してください")),
}
_REFUSED["radialGradient"], _REFUSED["pattern"] = _REFUSED["linearGradient"], _REFUSED["linearGradient"]


def _examine(root: Any, name: str) -> None:
    """Refuse what cannot be printed as areas of ink, what leads elsewhere, and drawings that multiply themselves."""
    elements = list(root.iter())
    if len(elements) > _MOST_ELEMENTS:
        raise refused(name, f"{len(elements):,} elements", f"要素 {len(elements):,} 個", Words("simplify it", "簡素に"))
    for element in elements:
        if not isinstance(element.tag, str):
            continue
        kind = element.tag.rpartition("}")[2]
        if kind in _REFUSED:
            raise refused(name, *_REFUSED[kind])
        for key, value in element.attrib.items():
            plain = key.rpartition("}")[2]
            if plain.startswith("on") or (plain == "href" and not value.startswith("#")):
                raise refused(
                    name, f"{plain}={value[:40]!r}", f"{plain}「{value[:40]}」", Words("delete it", "削除してください")
                )
    uses = [one for one in elements if one.tag == f"{_SPACE}use"]
    by_id = {one.get("id"): one for one in elements if isinstance(one.tag, str) and one.get("id")}
    for use in uses:
        target = by_id.get((use.get("href") or use.get("{http://www.w3.org/1999/xlink}href") or "#")[1:])
        if target is None or any(inner.tag == f"{_SPACE}use" for inner in target.iter()):
            raise refused(
                name, "a symbol within a symbol", "シンボルの中のシンボル", Words("expand them", "展開してください")
            )


def _view_box(root: Any, name: str) -> tuple[float, float, float, float]:
    found = [float(value) for value in re.findall(r"[-+\d.eE]+", root.get("viewBox") or "")]
    if len(found) != 4:
        sides = [re.match(r"[\d.]+", root.get(side) or "") for side in ("width", "height")]
        found = [0.0, 0.0, *(float(side[0]) for side in sides if side)]
    if len(found) != 4 or min(found[2:]) <= 0:
        raise refused(name, "no size", "大きさがありません", Words("give it a viewBox", "viewBox を付けてください"))
    root.set("viewBox", " ".join(f"{value:g}" for value in found))
    return found[0], found[1], found[2], found[3]


def _inline_styles(root: Any, name: str) -> None:
    """Write the rules of ``<style>`` (by class, id or element) into the elements, as drawing programs export them."""
    rules: list[tuple[str, str]] = []
    for sheet in list(root.iter(f"{_SPACE}style")):
        text = re.sub(r"/\*.*?\*/", "", sheet.text or "", flags=re.DOTALL)
        if "@" in text:
            raise refused(name, "an @rule in its styles", "スタイルの @ 規則", _SAVE)
        rules += [(one.strip(), body) for names, body in _RULE.findall(text) for one in names.split(",")]
        sheet.getparent().remove(sheet)
    for element in root.iter() if rules else ():
        if isinstance(element.tag, str):
            marks = {element.tag.rpartition("}")[2], f"#{element.get('id')}"}
            marks |= {f".{one}" for one in (element.get("class") or "").split()}
            said = ";".join(body for selector, body in rules if selector in marks)
            if said:
                element.set("style", f"{said};{element.get('style') or ''}")


def _areas(root: Any, name: str) -> Any:
    from picosvg.svg import SVG

    drawing: Any = SVG
    try:
        flat = drawing(root).topicosvg()
    except Exception as wrong:  # noqa: BLE001 - a stranger's drawing, and picosvg raises whatever it meets
        raise refused(
            name, f"what cannot be made into areas: {wrong!s:.80}", f"面にできないもの: {wrong!s:.80}", _SAVE
        ) from None
    for shape in flat.shapes():
        fill = (shape.fill or "black").strip()
        if fill == "none":
            continue
        if "url(" in fill:
            raise refused(name, *_REFUSED["linearGradient"])
        if shape.opacity * shape.fill_opacity < 1:
            raise refused(
                name,
                "transparency",
                "透明",
                Words("flatten it, or save as PDF", "分割・統合するか PDF で保存してください"),
            )
        yield fill, shape.as_path().d, shape.fill_rule == "evenodd"


def refused(name: str, en: str, ja: str, cure: Words) -> PressError:
    """Return the error that the file ``name`` holds something that is not printed."""
    what = Words(f"it holds {en}", f"{ja} が含まれています")
    return PressError([Finding("artwork.refused", Severity.ERROR, what, cure, Place(name))])


def inks_of(
    colours: Sequence[RGB], converted: Callable[[Sequence[RGB]], Sequence[tuple[float, ...]]]
) -> dict[RGB, Ink]:
    """Return the ink of each colour: greys in black alone, as fine lines need; others as pictures are."""
    inks: dict[RGB, Ink] = {}
    others = [colour for colour in colours if len(set(colour)) > 1]
    for colour in colours:
        if colour == _WHITE:
            inks[colour] = PAPER
        elif len(set(colour)) == 1:
            inks[colour] = Ink(k=round(100 - colour[0] / 2.55, 2))
    for colour, amounts in zip(others, converted(others) if others else (), strict=True):
        c, m, y, k = (round(amount, 2) for amount in amounts)
        inks[colour] = Ink(c, m, y, k)
    return inks
