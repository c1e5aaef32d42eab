"""Frames, sheets and plans out of a template's nodes.

They stand apart from the reader's hands because here the template language has its shape: what keys
a frame has beside its part's options, how blocks are used, what a step of ``when_over`` says.
"""

from __future__ import annotations

from collections.abc import Mapping as Names
from typing import get_args

from ofprint.base.findings import Severity, Words
from ofprint.base.records import fields, replace
from ofprint.base.yaml_tree import Entry, Mapping, Node, Sequence
from ofprint.layout.template.model import Adaptation, Chapter, Frame, Given, Kind, Let, Option, Part, Plan, Sheet, Style
from ofprint.layout.template.reading import Reader
from ofprint.typesetting.kinsoku import Level
from ofprint.typesetting.style import Align, Breaks

FRAME_KEYS = ("part", "name", "when", "repeat", "as", "layer", "hidden", "use")
SHEET_KEYS = (
    "size", "bleed", "inset", "values", "frames", "when_over", "folds", "spill", "styles", "ladder", "master",
    "scale",
)  # fmt: skip
STEP_KEYS = ("set", "say", "when", "times", "severity")
PLAN_KEYS = ("pages", "filler", "multiple", "binding", "values", "sheets")
CHAPTER_KEYS = (
    "sheet", "fill", "when", "repeat", "as", "title", "note", "spread", "start", "file", "roams", "share", "shared",
)  # fmt: skip
STARTS, AXES, BINDINGS = ("even", "odd"), ("x", "y"), ("left", "right")
_EXPRESSION = Option(Kind.VALUE, "")
_LENGTH = Option(Kind.LENGTH, "")
_NUMBER = Option(Kind.NUMBER, "")
_TEXT = Option(Kind.TEXT, "")
CELLS = {"group": "frames", "stack": "cell", "rail": "cell", "clock": "cell", "tiers": "cell", "lanes": "cell"}
_MOST_USES = 10
STYLE_SIZES = {"size", "leading", "floor"}
STYLE_FIGURES = {"indent", "tracking", "aki", "word_space", "stacked", "loosest"}
STYLE_FLAGS = {"display", "hanging", "optical"}
STYLE_CHOICES = {
    "align": get_args(Align),
    "setting": ("horizontal", "vertical"),
    "breaks": get_args(Breaks),
    "kinsoku": get_args(Level),
}
"""What the words of a style may be."""
PAPERS = {"A1": (594, 841), "A2": (420, 594), "A3": (297, 420), "A4": (210, 297), "A5": (148, 210), "A6": (105, 148)}
"""ISO 216 sizes, portrait, mm."""
_SIZE = Words("[210mm, 297mm], or A4, or A3 landscape", "[210mm, 297mm]、A4、A3 landscape など")


class FrameReader:
    """Reads frames with the parts and blocks that there are."""

    def __init__(self, reader: Reader, parts: Names[str, Part], blocks: Mapping | None) -> None:
        self.reader = reader
        self.parts = parts
        self.blocks = blocks
        self._uses: list[str] = []
        self._read: dict[str, tuple[Frame | Let, ...]] = {}
        """Blocks once read: a block used often is read once, and blocks of blocks do not multiply."""

    def frames(self, node: Node | None, path: str) -> tuple[Frame | Let, ...]:
        """Return the frames of a list."""
        items = self.reader.sequence(node, path)
        read = (self.frame(item, f"{path}[{index}]") for index, item in enumerate(items))
        return tuple(frame for frame in read if frame is not None)

    def frame(self, node: Node, path: str) -> Frame | Let | None:
        """Return one frame or ``let``; None (and a fault) when it is neither."""
        mapping = self.reader.mapping(node, path)
        if mapping is None:
            return None
        if mapping.get("let") is not None:
            self.reader.known(mapping, ("let",), path)
            return Let(self.values(mapping.get("let"), f"{path}.let"), mapping.place(path))
        name = self.reader.text(mapping.get("part"), f"{path}.part", "text")
        if name not in self.parts:
            self.reader.one_of(mapping.get("part") or mapping, name, self.parts, f"{path}.part")
            return None
        return self._of_part(self.parts[name], mapping, path)

    def _of_part(self, part: Part, mapping: Mapping, path: str) -> Frame:
        self.reader.known(mapping, (*FRAME_KEYS, *part.options), path)
        given = {}
        for entry in mapping:
            key = entry.key.text
            if key in part.options and (key != "as" or mapping.get("repeat") is None):
                given[key] = self._option(entry, part.options[key], f"{path}.{key}")
        self._use(part, mapping, given, path)
        for key, option in part.options.items():
            if option.required and key not in given:
                self.reader.fault(
                    mapping, "template.missing",
                    Words(f"{part.name} needs “{key}”", f"{part.name} には「{key}」が必要です"),
                    Words(option.help, option.help), path,
                )  # fmt: skip
        repeat = self._expression(mapping, "repeat", path)
        each = self.reader.text(mapping.get("as"), f"{path}.as", "item")
        hidden = self.reader.flag(mapping.get("hidden"), f"{path}.hidden")
        return Frame(
            part.name, given, mapping.place(path), self.reader.text(mapping.get("name"), f"{path}.name"),
            self._expression(mapping, "when", path), repeat, each,
            int(self.reader.number(mapping.get("layer"), f"{path}.layer")), hidden,
        )  # fmt: skip

    def _option(self, entry: Entry, option: Option, path: str) -> Given:
        if option.kind is Kind.FRAMES:
            return Given(option.kind, self.frames(entry.value, path), entry.value.place(path))
        return self.reader.given(entry.value, option, path)

    def _use(self, part: Part, mapping: Mapping, given: dict[str, Given], path: str) -> None:
        """Put the frames of the block named by ``use`` where the part keeps its frames."""
        node = mapping.get("use")
        if node is None:
            return
        if part.name not in CELLS:
            cure = Words(f"write it in {', '.join(CELLS)}", f"{', '.join(CELLS)} の中で使います")
            self.reader.fault(
                node, "template.use", Words("“use” has no place here", "ここでは use を使えません"), cure, path
            )
            return
        frames = self.block(self.reader.text(node, f"{path}.use"), node, path)
        given[CELLS[part.name]] = Given(Kind.FRAMES, frames, node.place(path))

    def block(self, name: str, node: Node, path: str) -> tuple[Frame | Let, ...]:
        """Return the frames of a block by its name."""
        block = self.blocks.get(name) if self.blocks else None
        if block is None:
            self.reader.one_of(node, name, [entry.key.text for entry in self.blocks or ()], path)
            return ()
        if len(self._uses) >= _MOST_USES or name in self._uses:
            self.reader.fault(
                node,
                "template.use",
                Words(f"block “{name}” uses itself", f"ブロック「{name}」が自分を使っています"),
                Words("use another block, or write the frames out", "別のブロックにするか、枠を書き出してください"),
                path,
            )
            return ()
        if name not in self._read:
            self._uses.append(name)
            self._read[name] = self.frames(block, f"blocks.{name}")
            self._uses.pop()
        return self._read[name]

    def _expression(self, mapping: Mapping, key: str, path: str) -> Given | None:
        node = mapping.get(key)
        return None if node is None else self.reader.given(node, _EXPRESSION, f"{path}.{key}")

    def values(self, node: Node | None, path: str) -> dict[str, Given]:
        """Return named values; each is a number, a length in mm, or an expression."""
        mapping = self.reader.mapping(node, path)
        return {e.key.text: self.reader.given(e.value, _EXPRESSION, f"{path}.{e.key.text}") for e in mapping or ()}

    def style(self, node: Node, base: Names[str, Style], path: str) -> Style:
        """Return a style; ``like`` names the one that it changes."""
        reader = self.reader
        mapping = reader.mapping(node, path)
        if mapping is None:
            return Style()
        names = [field.name for field in fields(Style)]
        reader.known(mapping, ("like", *names), path)
        like = mapping.get("like")
        start = Style()
        if like is not None:
            reader.one_of(like, reader.text(like, path), base, f"{path}.like")
            start = base.get(reader.text(like, path), start)
        changes: dict[str, object] = {}
        for entry in mapping:
            key, at = entry.key.text, f"{path}.{entry.key.text}"
            if key in STYLE_SIZES:
                changes[key] = reader.points(entry.value, at)
            elif key in STYLE_FIGURES or key == "weight":
                changes[key] = reader.number(entry.value, at)
            elif key in STYLE_FLAGS:
                changes[key] = reader.flag(entry.value, at)
            elif key in names:
                changes[key] = reader.text(entry.value, at)
                if key in STYLE_CHOICES:
                    reader.one_of(entry.value, reader.text(entry.value, at), STYLE_CHOICES[key], at)
        return replace(start, **changes)  # type: ignore[arg-type]

    def styles(self, node: Node | None, base: Names[str, Style], path: str) -> dict[str, Style]:
        """Return styles by name; each may be like one before it or one of ``base``."""
        read: dict[str, Style] = dict(base)
        found = {}
        for entry in self.reader.mapping(node, path) or ():
            found[entry.key.text] = read[entry.key.text] = self.style(entry.value, read, f"{path}.{entry.key.text}")
        return found

    def sheet(self, entry: Entry, base: Names[str, Style], ladders: Names[str, Names[str, Style]]) -> Sheet | None:
        """Return one sheet."""
        name, path = entry.key.text, f"sheets.{entry.key.text}"
        mapping = self.reader.mapping(entry.value, path)
        if mapping is None:
            return None
        self.reader.known(mapping, SHEET_KEYS, path)
        width, height = self._size(mapping, path)
        styles = dict(self._ladder(mapping, ladders, path))
        styles.update(self.styles(mapping.get("styles"), {**base, **styles}, f"{path}.styles"))
        master = mapping.get("master")
        frames = self.block(self.reader.text(master, path), master, f"{path}.master") if master is not None else ()
        return Sheet(
            name, width, height, self.frames(mapping.get("frames"), f"{path}.frames"), mapping.place(path),
            self.reader.number(mapping.get("bleed"), f"{path}.bleed", 3.0),
            self.reader.number(mapping.get("inset"), f"{path}.inset", 0.0),
            self.values(mapping.get("values"), f"{path}.values"), self._steps(mapping.get("when_over"), path),
            self._folds(mapping.get("folds"), path), self.reader.text(mapping.get("spill"), path), styles, frames,
            None if (scale := mapping.get("scale")) is None else self.reader.given(scale, _NUMBER, f"{path}.scale"),
        )  # fmt: skip

    def _ladder(self, mapping: Mapping, ladders: Names[str, Names[str, Style]], path: str) -> Names[str, Style]:
        node = mapping.get("ladder")
        if node is None:
            return {}
        name = self.reader.text(node, path)
        self.reader.one_of(node, name, ladders, f"{path}.ladder")
        return ladders.get(name, {})

    def _size(self, mapping: Mapping, path: str) -> tuple[Given, Given]:
        node = mapping.get("size")
        if node is None:
            node = mapping
            self.reader.fault(
                node, "template.missing", Words("the sheet has no size", "sheet に size がありません"), _SIZE, path
            )
        elif isinstance(node, Sequence) and len(node.items) == 2:
            first, second = (self.reader.given(item, _LENGTH, f"{path}.size") for item in node.items)
            return first, second
        else:
            name, _, turned = self.reader.text(node, path).partition(" ")
            if name in PAPERS and turned in ("", "landscape"):
                w, h = PAPERS[name] if not turned else PAPERS[name][::-1]
                return Given(Kind.LENGTH, w, node.place(path)), Given(Kind.LENGTH, h, node.place(path))
            self.reader.fault(
                node, "template.size", Words("no size of a sheet", "用紙の大きさではありません"), _SIZE, path
            )
        return Given(Kind.LENGTH, 210.0, node.place(path)), Given(Kind.LENGTH, 297.0, node.place(path))

    def _folds(self, node: Node | None, path: str) -> tuple[tuple[str, Given], ...]:
        folds = []
        for entry in self.reader.mapping(node, f"{path}.folds") or ():
            self.reader.one_of(entry.key, entry.key.text, AXES, f"{path}.folds")
            folds.append((entry.key.text, self.reader.given(entry.value, _LENGTH, f"{path}.folds")))
        return tuple(folds)

    def _steps(self, node: Node | None, path: str) -> tuple[Adaptation, ...]:
        steps = []
        for index, item in enumerate(self.reader.sequence(node, f"{path}.when_over")):
            at = f"{path}.when_over[{index}]"
            mapping = self.reader.mapping(item, at)
            if mapping is None:
                continue
            self.reader.known(mapping, STEP_KEYS, at)
            say = self.reader.mapping(mapping.get("say"), f"{at}.say")
            en = self.reader.text(say.get("en") if say else None, at)
            ja = self.reader.text(say.get("ja") if say else None, at)
            if not (en and ja):
                cure = Words("say: {ja: …, en: …}", "say: {ja: …, en: …} を書きます")
                self.reader.fault(
                    mapping,
                    "template.missing",
                    Words("the step does not say what it does", "何をするかの say がありません"),
                    cure,
                    at,
                )
            times = int(self.reader.number(mapping.get("times"), at, 1))
            weight = mapping.get("severity")
            severity = self.reader.text(weight, at, "info")
            if weight is not None:
                self.reader.one_of(weight, severity, tuple(Severity), f"{at}.severity")
                severity = severity if severity in tuple(Severity) else "info"
            values = self.values(mapping.get("set"), f"{at}.set")
            when = self._expression(mapping, "when", at)
            steps.append(Adaptation(values, Words(en, ja), mapping.place(at), when, min(times, 200), severity))
        return tuple(steps)

    def plan(self, entry: Entry) -> Plan | None:
        """Return how one product is put together."""
        path = f"plans.{entry.key.text}"
        mapping = self.reader.mapping(entry.value, path)
        if mapping is None:
            return None
        self.reader.known(mapping, PLAN_KEYS, path)
        pages = self.reader.sequence(mapping.get("pages"), f"{path}.pages")
        binding = mapping.get("binding")
        if binding is not None:
            self.reader.one_of(binding, self.reader.text(binding, path), BINDINGS, f"{path}.binding")
        chapters = tuple(self._chapter(page, f"{path}.pages[{index}]") for index, page in enumerate(pages))
        return Plan(
            tuple(chapter for chapter in chapters if chapter), mapping.place(path),
            self.reader.text(mapping.get("filler"), path), int(self.reader.number(mapping.get("multiple"), path, 1)),
            self.reader.text(mapping.get("binding"), path, "left"),
            self.values(mapping.get("values"), f"{path}.values"),
        )  # fmt: skip

    def _chapter(self, node: Node, path: str) -> Chapter | None:
        mapping = self.reader.mapping(node, path)
        if mapping is None:
            return None
        reader = self.reader
        reader.known(mapping, CHAPTER_KEYS, path)
        texts = {}
        for key in ("title", "note", "file"):
            value = mapping.get(key)
            texts[key] = None if value is None else reader.given(value, _TEXT, f"{path}.{key}")
        start = mapping.get("start")
        if start is not None:
            reader.one_of(start, reader.text(start, path), STARTS, f"{path}.start")
        return Chapter(
            reader.text(mapping.get("sheet"), path), mapping.place(path), self._expression(mapping, "when", path),
            self._expression(mapping, "repeat", path), reader.text(mapping.get("as"), path, "item"), texts["title"],
            texts["note"], reader.flag(mapping.get("spread"), path), reader.text(start, path), texts["file"],
            reader.flag(mapping.get("fill"), path), self._expression(mapping, "share", path),
            reader.text(mapping.get("shared"), path), reader.flag(mapping.get("roams"), path),
        )  # fmt: skip
