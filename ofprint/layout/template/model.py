"""What a template says, read and checked: values not yet evaluated, frames, sheets, and the theme's own words.

It stands apart from its reading (`loading`) and its evaluation (`engine`), which both speak of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ofprint.base.findings import Place, Words
from ofprint.base.inks import Ink
from ofprint.base.records import dataclass, field

if TYPE_CHECKING:
    from ofprint.layout.template.engine import Job
    from ofprint.layout.template.placed import Placed


MOST_MM, MOST_PT, MOST_NUMBER = 25_000.0, 10_000.0, 1e6
"""The largest length, type size and number a template may hold: a stage banner is 10 m wide, its letters under 3 m."""


class Kind(StrEnum):
    """What an option of a part holds, and so how its value is written."""

    LENGTH = "length"
    """mm: a number, a length with its unit, or an expression giving mm."""
    SIZE = "size"
    """pt: a length with its unit, or an expression giving points."""
    NUMBER = "number"
    VALUE = "value"
    """One expression; any value."""
    TEXT = "text"
    """A literal in which ``{{ … }}`` stands for a value; one for each language where given as a mapping."""
    NAME = "name"
    """A name of the template's own (style, ink, choice); ``{{ … }}`` is filled."""
    EACH = "each"
    """An expression that the part evaluates for each of its items."""
    FRAMES = "frames"
    """A list of frames, laid by the part."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a part: what it holds, what it means, and what holds when it is not given."""

    kind: Kind
    help: str
    default: Any = None
    required: bool = False
    choices: tuple[str, ...] = ()
    of: str = ""
    """What a name is looked up among: ``styles`` or ``inks``."""
    least: float = 0.0
    most: float | None = None
    """The bounds of a number that says how often something is drawn."""


@dataclass(frozen=True, slots=True)
class Given:
    """An option as the template gives it: a plain value, or the source of an expression or literal."""

    kind: Kind
    value: Any
    place: Place
    is_expression: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part that templates name: a pure function from content, box and parameters to placed items."""

    name: str
    help: str
    options: Mapping[str, Option]
    draw: Callable[[Job, Mapping[str, Any]], Placed]
    slides: bool = False
    """Whether ``x``, where ``right`` is not given, only says where it stands: laid elsewhere it is the same, moved."""
    bounded: tuple[str, ...] = ()
    """The options with bounds; found out once, not at every frame."""

    def __post_init__(self) -> None:
        names = tuple(name for name, option in self.options.items() if option.most is not None)
        object.__setattr__(self, "bounded", names)


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: a part with its options, told when and how often it stands."""

    part: str
    options: Mapping[str, Given]
    place: Place
    name: str = ""
    when: Given | None = None
    repeat: Given | None = None
    each: str = "item"
    layer: int = 0
    hidden: bool = False
    """Whether it is only measured: nothing of it is painted, nothing of it can be over."""


@dataclass(frozen=True, slots=True)
class Let:
    """Names given to values, in order, for the frames that follow."""

    values: Mapping[str, Given]
    place: Place


@dataclass(frozen=True, slots=True)
class Adaptation:
    """One step of ``when_over``: values to set anew, how often at most, and what is said of it."""

    values: Mapping[str, Given]
    said: Words
    place: Place
    when: Given | None = None
    times: int = 1
    severity: str = "info"


@dataclass(frozen=True, slots=True)
class Style:
    """How a text stands: family by its role, weight, size and leading in pt, and how its lines break."""

    face: str = "text"
    weight: int = 400
    size: float = 9.0
    leading: float = 0.0
    align: str = "left"
    indent: float = 0.0
    tracking: float = 0.0
    aki: float = 0.25
    word_space: float | None = None
    """Em of a word space; None: the face's own in display setting, a third else."""
    ink: str = "text"
    display: bool = False
    breaks: str = "paragraph"
    setting: str = "horizontal"
    """``horizontal`` or ``vertical``."""
    loosest: float = 0.0
    """The most, in ems, by which a gap may grow in a justified line; a looser line is left short. 0: no limit."""
    stacked: float = 0
    """In vertical setting, figures of three and up to so many digits stand upright, one under the other."""
    kinsoku: str = "very-strict"
    hanging: bool = False
    floor: float = 0.0
    """The smallest size in pt that fitting may reach; 0: the size is never reduced."""
    optical: bool = False
    """Whether the first glyph's ink, not its body, stands on the margin."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a product: its trim in mm, its frames, and how it adapts when something is over."""

    name: str
    width: Given
    height: Given
    frames: tuple[Frame | Let, ...]
    place: Place
    bleed: float = 3.0
    inset: float = 0.0
    """As ``office``, where there is no bleed: what runs off the trim ends so many mm inside it; 0: at the trim."""
    values: Mapping[str, Given] = field(default_factory=dict)
    when_over: tuple[Adaptation, ...] = ()
    folds: tuple[tuple[str, Given], ...] = ()
    spill: str = ""
    """The frame whose rest goes on to a further page of this sheet."""
    styles: Mapping[str, Style] = field(default_factory=dict)
    master: tuple[Frame | Let, ...] = ()
    """Frames that stand on every page of it, each half of a spread for itself."""
    scale: Given | None = None
    """How much it is enlarged: its frames are laid on a ground of its size divided by it."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One entry of a product's page list: a sheet, laid once or for each item of ``repeat``."""

    sheet: str
    place: Place
    when: Given | None = None
    repeat: Given | None = None
    each: str = "item"
    title: Given | None = None
    note: Given | None = None
    spread: bool = False
    start: str = ""
    """``even`` or ``odd``: the page on which it must begin."""
    file: Given | None = None
    """The name of the file that it becomes, where each chapter is a file of its own."""
    fill: bool = False
    """Whether it stands for as many filler pages as the page count needs."""
    share: Given | None = None
    """How many of its items may stand on one page, each laid by ``shared``; one that is over there has its own page."""
    shared: str = ""
    roams: bool = False
    """Whether it may stand further in front, where a filler page would be needed before a chapter's ``start``."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a product is put together: its chapters, its filler sheet, its binding and its figures."""

    chapters: tuple[Chapter, ...]
    place: Place
    filler: str = ""
    multiple: int = 1
    binding: str = "left"
    values: Mapping[str, Given] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Template:
    """A whole template: inks, faces, styles, words, sheets and plans, and the folder its files lie in."""

    name: str
    folder: Path
    inks: Mapping[str, Ink]
    faces: Mapping[str, str]
    styles: Mapping[str, Style]
    words: Mapping[str, Mapping[str, str]]
    """The theme's own words by language."""
    values: Mapping[str, Given]
    sheets: Mapping[str, Sheet]
    plans: Mapping[str, Plan]
    folders: tuple[Path, ...] = ()
    """Its own folder, and those of the templates that it extends: where its pictures may lie."""
    face_places: Mapping[str, Place] = field(default_factory=dict)


_WORD = re.compile(r"\w+")


def words_in(given: Any) -> frozenset[str]:
    """Return every word of the values that frames, values or steps were given, names of their own included.

    What is laid from them can speak of a name in scope only where its word occurs here.
    """
    words: set[str] = set()
    _gather(given, words, set())
    return frozenset(words)


def _gather(given: Any, words: set[str], met: set[int]) -> None:
    """Add the words of what was given; ``met`` holds the frames gathered already: blocks share theirs."""
    if isinstance(given, str):
        words.update(_WORD.findall(given))
    elif isinstance(given, Mapping):
        _gather(tuple(given.values()), words, met)
    elif isinstance(given, list | tuple):
        for one in given:
            _gather(one, words, met)
    elif isinstance(given, Given):
        _gather(given.value, words, met)
    elif isinstance(given, Frame):
        if id(given) not in met:
            met.add(id(given))
            _gather((given.options, given.when, given.repeat), words, met)
    elif isinstance(given, Let):
        _gather(given.values, words, met)
    elif isinstance(given, Adaptation):
        _gather((given.values, given.when), words, met)
