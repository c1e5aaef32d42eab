"""The engine: evaluates frames against the names in scope and has their parts place them.

It stands apart from the parts, which know nothing of expressions, and from products, which know
nothing of frames: data and a template go in, placed items and what is over come out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ofprint.base.errors import FontError, PressError, TemplateError
from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.records import dataclass, field, replace
from ofprint.layout.bilingual import literal
from ofprint.layout.page import Item, Text
from ofprint.layout.template.bounds import ExpressionError, meant
from ofprint.layout.template.laid import LaidFrame
from ofprint.layout.template.model import (
    MOST_MM,
    MOST_NUMBER,
    MOST_PT,
    Adaptation,
    Frame,
    Given,
    Kind,
    Let,
    Option,
    Sheet,
)
from ofprint.layout.template.placed import Placed, together
from ofprint.layout.template.studio import FRAME, Studio

if TYPE_CHECKING:
    from ofprint.base.inks import Ink
    from ofprint.typesetting import SetText

OVERSET = "text.overset"
MOST_REPEATS = 1000
"""Times that one frame may be repeated."""
MOST_DEPTH = 12
LEAST_SIDE, MOST_SIDE = 5.0, 12_000.0
"""Sides of a sheet, mm: a stage banner is 10 m wide."""
_SIDES = Words(f"its sides are {LEAST_SIDE:g} to {MOST_SIDE:g} mm", f"一辺は {LEAST_SIDE:g}〜{MOST_SIDE:g} mm です")
_ENDLESS = Words("its frames stand far more often than any sheet needs", "枠の繰り返しが多すぎて終わりません")
_LESS = Words("nest fewer repeats and stacks", "repeat や stack の入れ子を減らしてください")


@dataclass(frozen=True, slots=True)
class Loop:
    """Where a repeated frame stands in its repetition."""

    index: int
    length: int

    @property
    def first(self) -> bool:
        """Whether it is the first."""
        return self.index == 0

    @property
    def last(self) -> bool:
        """Whether it is the last."""
        return self.index == self.length - 1


@dataclass(frozen=True, slots=True)
class Job:
    """What one part works with: the studio, the names in scope, and the size of what it stands on."""

    studio: Studio
    names: Mapping[str, Any]
    width: float
    height: float
    frame: Frame | None = None
    depth: int = 0

    @property
    def called(self) -> str:
        """What findings call the frame that is laid: its name, else its part's."""
        return (self.frame.name or self.frame.part) if self.frame else ""

    def text(self, setting: SetText, x: float, y: float, ink: Ink, **more: Any) -> Text:
        """Return set text at (x, y) mm as the item of the frame that is laid."""
        ground = self.frame is not None and self.frame.layer < 0
        return Text(setting, x, y, ink, sets=self.called, ground=ground, **more)

    def lay(
        self, frames: Sequence[Frame | Let], names: Mapping[str, Any], *, width: float, height: float = 0
    ) -> Placed:
        """Lay nested frames in their own coordinates, on a ground of ``width`` by ``height`` mm."""
        if self.depth >= MOST_DEPTH:
            raise fault(
                self.frame.place if self.frame else Place(),
                Words(f"frames nested more than {MOST_DEPTH} deep", f"枠の入れ子が {MOST_DEPTH} 段を超えています"),
                Words("nest fewer groups and stacks", "group や stack の入れ子を減らしてください"),
            )
        scope = {**self.names, "width": width, "height": height, **names}
        job = Job(self.studio, scope, width, height, self.frame, self.depth + 1)
        return lay_frames(job, frames)

    def each(self, expression: Any, names: Mapping[str, Any]) -> Any:
        """Evaluate an option of kind ``each`` for one item."""
        return evaluate(expression, self.studio, {**self.names, **names})


@dataclass
class _Layers:
    """Items gathered by layer, in the order in which the frames stand within one."""

    placed: list[tuple[int, Placed]] = field(default_factory=list)
    named: dict[str, LaidFrame] = field(default_factory=dict)

    def together(self) -> Placed:
        whole = together(part for _, part in self.placed)
        items: list[Item] = []
        for layer in sorted({layer for layer, _ in self.placed}):
            for of, part in self.placed:
                if of == layer:
                    items.extend(part.items)
        return replace(whole, items=tuple(items))


def fault(place: Place, what: str | Words, cure: Words | None = None) -> TemplateError:
    """Return the error that names one fault of a template."""
    said = Words(what, what) if isinstance(what, str) else what
    words = Words(f"the template cannot be followed: {said.en}", f"テンプレートを実行できません: {said.ja}")
    return TemplateError([Finding("template.value", Severity.ERROR, words, cure or _LOOK, place)])


def evaluate(given: Given | Any, studio: Studio, names: Mapping[str, Any]) -> Any:
    """Return the value of what a template gave; plain values pass as they are."""
    if not isinstance(given, Given):
        return given
    try:
        return _value_of(given, studio, names)
    except ExpressionError as wrong:
        raise fault(given.place, wrong.words, wrong.cure) from None


def _value_of(given: Given, studio: Studio, names: Mapping[str, Any]) -> Any:
    if given.kind is Kind.TEXT:
        return studio.expressions.fill(literal(given.value, studio.language, studio.second), names)
    if given.kind is Kind.NAME:
        return studio.expressions.fill(given.value, names)
    if not given.is_expression or given.kind is Kind.FRAMES:
        return given.value
    value = studio.expressions.expression(given.value)(names)
    if given.kind in (Kind.LENGTH, Kind.SIZE, Kind.NUMBER) and value is not None and not is_number(value):
        raise ExpressionError(
            f"{given.value!r} gives {value!r:.60}, where a number is needed",
            f"「{given.value}」は {value!r:.60} になりますが、数が必要です",
        )
    low, high = LIMITS.get(given.kind, (0, 0))
    if given.kind in LIMITS and value is not None and not low <= value <= high:
        raise ExpressionError(
            f"{given.value!r} gives {value:g}, which is not between {low:g} and {high:g}",
            f"「{given.value}」は {value:g} になり、{low:g}〜{high:g} の外です",
            Words("calculate it smaller, or bound it with clamp()", "clamp() などで範囲に収めてください"),
        )
    return value


def is_number(value: Any) -> bool:
    """Whether a value is a number that a length or a count may be."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf")


LIMITS = {Kind.LENGTH: (-MOST_MM, MOST_MM), Kind.SIZE: (0.1, MOST_PT), Kind.NUMBER: (-MOST_NUMBER, MOST_NUMBER)}
_LOOK = Words(
    "see the part's options in docs/parts.md, and “Expressions” in docs/templates.md",
    "docs/parts.md（部品の項目）と docs/templates.md（式）を見てください",
)


def lay_frames(job: Job, frames: Sequence[Frame | Let]) -> Placed:
    """Lay frames in order; each named one can be spoken of by those after it."""
    if job.studio.series is not None:
        return job.studio.series.lay(job, frames)
    names = dict(job.names)
    names.setdefault("last", None)
    layers = _Layers()
    for frame in frames:
        if isinstance(frame, Let):
            for name, given in frame.values.items():
                names[name] = evaluate(given, job.studio, names)
            continue
        _lay_frame(job, frame, names, layers)
    return replace(layers.together(), frames=layers.named) if layers.named else layers.together()


def _lay_frame(job: Job, frame: Frame, names: dict[str, Any], layers: _Layers) -> None:
    if frame.when is not None and not evaluate(frame.when, job.studio, names):
        if frame.name:
            names[frame.name] = None
        return
    gathered = []
    for scope in scopes(job, frame, names):
        placed = draw(Job(job.studio, scope, job.width, job.height, frame, job.depth), frame, scope)
        gathered.append(placed)
        if frame.hidden:
            continue
        layers.placed.append((frame.layer, placed))
        if placed.last is not None:
            names["last"] = placed.last
    if frame.name:
        names[frame.name] = together(gathered) if frame.repeat else gathered[0]
        if job.depth == 0 and not frame.hidden:
            layers.named[frame.name] = _laid_frame(job, frame, dict(names))


def _laid_frame(job: Job, frame: Frame, names: dict[str, Any]) -> LaidFrame:
    """Return a frame of the sheet itself as scripts see it; laid again, it sees the names that it saw."""
    placed = names[frame.name]

    def lay(changes: Mapping[str, Any]) -> Placed:
        options = job.studio.parts[frame.part].options
        for name in changes.keys() - options.keys():
            what = Words(f"{frame.part} has no option {name!r}", f"{frame.part} に {name} はありません")
            raise fault(frame.place, what, meant(name, options))
        bound = {"text", "bind"} if changes.keys() & {"text", "bind"} else set()
        given = {name: one for name, one in frame.options.items() if name not in bound}
        changed = replace(
            frame, options={**given, **{n: _said(options[n], v, frame.place) for n, v in changes.items()}}
        )
        each = list(scopes(job, changed, names))
        drawn = [draw(Job(job.studio, one, job.width, job.height, changed, job.depth), changed, one) for one in each]
        return together(drawn) if frame.repeat else drawn[0]

    return LaidFrame(frame.name, placed, lay)


def _said(option: Option, value: Any, place: Place) -> Given:
    """Return a value that a script gave as a template gives it: never an expression."""
    return Given(option.kind if option.kind in (Kind.LENGTH, Kind.SIZE, Kind.NUMBER) else Kind.VALUE, value, place)


def scopes(job: Job, frame: Frame, names: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the names for each time the frame stands; ``last`` follows from one to the next."""
    if frame.repeat is None:
        yield names
        return
    found = evaluate(frame.repeat, job.studio, names) or ()
    if not isinstance(found, list | tuple):
        raise fault(
            frame.place,
            Words(
                f"repeat needs a list, and {frame.repeat.value!r} is none",
                f"repeat の「{frame.repeat.value}」がリストではありません",
            ),
            Words("give it a list, such as event.talks", "event.talks のようなリストを指定してください"),
        )
    items = list(found)
    if len(items) > MOST_REPEATS:
        raise fault(
            frame.place,
            Words(
                f"repeat over {len(items)} items; {MOST_REPEATS} are the most",
                f"repeat が {len(items)} 回です（{MOST_REPEATS} 回まで）",
            ),
            Words("repeat over fewer, such as the first ten: items[:10]", "items[:10] のように減らしてください"),
        )
    for index, item in enumerate(items):
        yield {**names, frame.each: item, "loop": Loop(index, len(items))}


def draw(job: Job, frame: Frame, names: Mapping[str, Any]) -> Placed:
    """Have a frame's part place it, its options evaluated among ``names``."""
    if job.studio.effort.spend(FRAME):
        raise fault(frame.place, _ENDLESS, _LESS)
    part = job.studio.parts[frame.part]
    values = {name: option.default for name, option in part.options.items()}
    for name, given in frame.options.items():
        is_raw = given.kind in (Kind.EACH, Kind.FRAMES)
        value = (given if given.kind is Kind.EACH else given.value) if is_raw else evaluate(given, job.studio, names)
        values[name] = part.options[name].default if value is None else value
    try:
        for name in part.bounded:
            _within(part.options[name], name, values[name])
        return part.draw(job, values)
    except ExpressionError as wrong:
        raise fault(frame.place, wrong.words, wrong.cure) from None
    except (FontError, PressError) as wrong:
        raise TemplateError(_at(frame.place, finding) for finding in wrong.findings) from None
    except (TypeError, ValueError, ArithmeticError, AttributeError, LookupError) as wrong:
        raise fault(frame.place, f"{frame.part}: {wrong}") from wrong


def _at(place: Place, finding: Finding) -> Finding:
    """Return what was found in a file that a frame names, told at the frame."""
    of = f"{finding.place.file}: " if finding.place.file else ""
    what = Words(f"{of}{finding.what.en}", f"{of}{finding.what.ja}")
    return replace(finding, what=what, cure=finding.cure or _LOOK, place=place)


def _within(option: Option, name: str, value: Any) -> None:
    """Raise `ExpressionError` when a counted option is out of its bounds: nothing is drawn a million times."""
    least, most = option.least, option.most
    if value is not None and not least <= value <= most:
        raise ExpressionError(
            f"{name} is {value:g}; it may be {least:g} to {most:g}", f"{name} が {value:g} です（{least:g}〜{most:g}）"
        )


@dataclass(frozen=True, slots=True)
class LaidSheet:
    """A sheet as laid: its name, its size in mm, what was placed, the findings of its adaptations."""

    name: str
    width: float
    height: float
    placed: Placed
    findings: tuple[Finding, ...]
    folds: tuple[tuple[str, float], ...] = ()


def lay_sheet(studio: Studio, sheet: Sheet, names: Mapping[str, Any]) -> LaidSheet:
    """Lay one sheet, taking its ``when_over`` steps in turn until everything fits or none is left.

    A sheet with a ``scale`` is laid on a ground of its size divided by it, and enlarged: its frames know the
    ground as ``width`` and ``height``, and the scale by its name.
    """
    studio = studio.for_sheet(sheet)
    studio.effort.begin_sheet()
    width = evaluate(sheet.width, studio, names)
    height = evaluate(sheet.height, studio, names)
    if not all(LEAST_SIDE <= side <= MOST_SIDE for side in (width, height)):
        raise fault(
            sheet.width.place,
            Words(f"a sheet of {width:g} × {height:g} mm", f"用紙が {width:g} × {height:g} mm です"),
            _SIDES,
        )
    scale = 1.0 if sheet.scale is None else evaluate(sheet.scale, studio, names)
    if scale <= 0:
        raise fault(sheet.place, f"a scale of {scale:g}")
    ground = {**names, "scale": scale, "width": width / scale, "height": height / scale}
    placed, findings = _adapted(studio, sheet, ground)
    folds = tuple((axis, evaluate(given, studio, {"width": width, "height": height})) for axis, given in sheet.folds)
    found = (*dict.fromkeys(findings), *placed.findings)
    return LaidSheet(sheet.name, width, height, placed.scaled(scale), found, folds)


def _adapted(studio: Studio, sheet: Sheet, ground: Mapping[str, Any]) -> tuple[Placed, list[Finding]]:
    """Lay a sheet's frames, step by step until nothing is over; return also what the steps said."""
    changes: dict[str, Any] = {}
    findings: list[Finding] = []
    placed = _attempt(studio, sheet, ground, changes)
    for step in _steps(sheet):
        if not placed.over:
            break
        scope = {**_scope(studio, sheet, ground, changes), "over": [overset.frame for overset in placed.over]}
        if step.when is not None and not evaluate(step.when, studio, scope):
            continue
        for name, given in step.values.items():
            changes[name] = evaluate(given, studio, {**scope, **changes})
        findings.append(_adaptation(sheet, step))
        placed = _attempt(studio, sheet, ground, changes)
    return placed, findings


def _steps(sheet: Sheet) -> Iterator[Adaptation]:
    for step in sheet.when_over:
        for _ in range(step.times):
            yield step


def _scope(studio: Studio, sheet: Sheet, ground: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the ground's names with the sheet's values, those that steps changed as they are now."""
    scope = dict(ground)
    for name, given in sheet.values.items():
        scope[name] = changes[name] if name in changes else evaluate(given, studio, scope)
    return {**scope, **changes}


def _attempt(studio: Studio, sheet: Sheet, ground: Mapping[str, Any], changes: Mapping[str, Any]) -> Placed:
    job = Job(studio, _scope(studio, sheet, ground, changes), ground["width"], ground["height"])
    return lay_frames(job, sheet.frames)


def lay_master(studio: Studio, sheet: Sheet, names: Mapping[str, Any], width: float, height: float) -> Placed:
    """Lay what stands on every page of a sheet, on a page of ``width`` by ``height`` mm."""
    if not sheet.master:
        return Placed()
    scope = {**names, "width": width, "height": height}
    return lay_frames(Job(studio.for_sheet(sheet), scope, width, height), sheet.master)


def _adaptation(sheet: Sheet, step: Adaptation) -> Finding:
    severity = Severity(step.severity)
    said = Words(en=f"{sheet.name}: {step.said.en}", ja=f"{sheet.name}: {step.said.ja}")
    return Finding("layout.adapted", severity, said)


def overset_findings(laid: LaidSheet, *, page: int, draft: bool = False) -> list[Finding]:
    """Return an error finding for each text that is over (a warning in a draft), with its page and box."""
    severity = Severity.WARNING if draft else Severity.ERROR
    return [
        Finding(
            OVERSET,
            severity,
            Words(
                en=f"{laid.name}: {over.frame or 'text'} does not fit by {over.by:.1f} mm: {_short(over.text)}",
                ja=f"{laid.name}: {over.frame or '文字'} が {over.by:.1f} mm あふれています: {_short(over.text)}",
            ),
            Words(
                en="shorten the text, or give its frame more room or a smaller floor in the template",
                ja="文を短くするか、テンプレートで枠を広げる・下限の文字サイズを下げてください",
            ),
            Place(page=page, box=over.box),
        )
        for over in laid.placed.over
    ]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"
