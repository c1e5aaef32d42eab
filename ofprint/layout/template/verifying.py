"""What can be known of a template without laying it: whether its expressions are any, its names there.

It stands apart because a product is made faster without it: what a sheet does not reach costs it nothing, while
a designer wants to hear of every frame, those under a condition too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.nearest import nearest
from ofprint.base.records import dataclass, field, replace
from ofprint.layout.template.bounds import ExpressionError
from ofprint.layout.template.expressions import Language
from ofprint.layout.template.model import Chapter, Frame, Given, Kind, Let, Option, Part, Sheet, Style, Template


def verify(template: Template, parts: Mapping[str, Part], language: Language) -> list[Finding]:
    """Return every fault of a template that shows without an event, each once."""
    check = _Check(template, parts, language)
    check.styles(template.styles)
    check.given(template.values.values())
    for sheet in template.sheets.values():
        check.sheet(sheet)
    for plan in template.plans.values():
        check.given(plan.values.values())
        for chapter in plan.chapters:
            check.chapter(chapter, plan.filler)
    return list(dict.fromkeys(check.findings))


@dataclass
class _Check:
    template: Template
    parts: Mapping[str, Part]
    language: Language
    findings: list[Finding] = field(default_factory=list)
    met: set[int] = field(default_factory=set)
    """The frames of this sheet checked already: blocks share theirs."""

    def styles(self, styles: Mapping[str, Style]) -> None:
        """Check the inks that styles name; a style has no place of its own, so its name stands for it."""
        for name, style in styles.items():
            if style.ink.partition(" ")[0] not in self.template.inks:
                self._unknown(style.ink, self.template.inks, f"styles.{name}.ink", None)

    def sheet(self, sheet: Sheet) -> None:
        """Check a sheet: its sizes, values, steps and frames."""
        self.styles(sheet.styles)
        self.given((sheet.width, sheet.height, *sheet.values.values(), *(given for _, given in sheet.folds)))
        for step in sheet.when_over:
            self.given((*step.values.values(), step.when))
        names = {**self.template.styles, **sheet.styles}
        self.met = set()
        self.frames((*sheet.frames, *sheet.master), names)
        spills = {frame.name for frame in sheet.frames if isinstance(frame, Frame)}
        if sheet.spill and sheet.spill not in spills:
            self._unknown(sheet.spill, filter(None, spills), f"sheets.{sheet.name}.spill", sheet)

    def chapter(self, chapter: Chapter, filler: str) -> None:
        """Check a chapter: its sheet and its expressions."""
        self.given((chapter.when, chapter.repeat, chapter.title, chapter.note, chapter.file))
        name = filler if chapter.fill else chapter.sheet
        if name not in self.template.sheets:
            self._unknown(name, self.template.sheets, chapter.place.path or "plans", chapter)

    def frames(self, frames: Iterable[Frame | Let], styles: Mapping[str, Style]) -> None:
        """Check frames and those within them."""
        for frame in frames:
            if isinstance(frame, Let):
                self.given(frame.values.values())
                continue
            if id(frame) in self.met:
                continue
            self.met.add(id(frame))
            self.given((frame.when, frame.repeat))
            options = self.parts[frame.part].options
            for name, given in frame.options.items():
                if given.kind is Kind.FRAMES:
                    self.frames(given.value, styles)
                    continue
                self.given((given,))
                self._name(options[name], given, styles)

    def _name(self, option: Option, given: Given, styles: Mapping[str, Style]) -> None:
        if not option.of or not isinstance(given.value, str) or "{{" in given.value or not given.value:
            return
        known = styles if option.of == "styles" else self.template.inks
        name = given.value if option.of == "styles" else given.value.partition(" ")[0]
        if name not in known:
            self._unknown(name, known, given.place.path or "", given)

    def given(self, given: Iterable[Given | None]) -> None:
        """Check that what was given can be read as an expression, or as a text with expressions in it."""
        for one in given:
            if one is None:
                continue
            try:
                for source in _sources(one):
                    self.language.pieces(source) if one.kind in (Kind.TEXT, Kind.NAME) else self.language.expression(
                        source
                    )
            except ExpressionError as wrong:
                what = Words(f"no expression: {wrong.words.en}", f"式として読めません: {wrong.words.ja}")
                self.findings.append(Finding("template.expression", Severity.ERROR, what, wrong.cure, one.place))

    def _unknown(self, name: str, known: Iterable[str], path: str, at: Given | Sheet | Chapter | None) -> None:
        names = sorted(known)
        near = nearest(name, names)
        listed = ", ".join(names[:30])
        cure = (
            Words(f"did you mean {near[0]}?", f"「{near[0]}」ではありませんか")
            if near
            else Words(f"one of: {listed}", f"次のいずれかです: {listed}")
        )
        what = Words(f"there is no “{name}”", f"「{name}」はありません")
        place = (
            replace(at.place, path=path) if at is not None else Place(f"{self.template.name}/template.yaml", path=path)
        )
        self.findings.append(Finding("template.unknown-name", Severity.ERROR, what, cure, place))


def _sources(given: Given) -> Iterator[str]:
    if isinstance(given.value, Mapping):
        yield from (text for text in given.value.values() if isinstance(text, str))
    elif isinstance(given.value, str) and (given.is_expression or given.kind in (Kind.TEXT, Kind.NAME)):
        yield given.value
