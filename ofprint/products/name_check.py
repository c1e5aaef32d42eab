"""What is out of the ordinary in a run of badges: unknown roles, missing columns, lent faces, small names.

It stands apart because ``check`` asks for it without printing, and a run without checking.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.nearest import nearest
from ofprint.fonts.clusters import clusters, named_cluster
from ofprint.layout.page import Group, Item, Text
from ofprint.products.holders import HolderView, role_of
from ofprint.products.making import Making
from ofprint.products.shapes import FRONT, CardView, card_plan

if TYPE_CHECKING:
    from ofprint.event import Event
    from ofprint.people import Attendee

_SLACK = 0.05


def run_findings(making: Making, people: Sequence[Attendee]) -> list[Finding]:
    """Return what is to be said of a whole run: roles that nobody knows, colours and columns that are not there."""
    return [*_unknown_colours(making), *_unknown_roles(making, people), *_missing_columns(making.event, people)]


def _unknown_colours(making: Making) -> Iterator[Finding]:
    """Yield a finding for each role's colour that the theme has not: a note where it has a look for the role itself."""
    template, looks = making.maker.template, making.maker.names.get("roles")
    for role in making.event.badges.roles:
        if not role.colour or role.colour in template.inks:
            continue
        known = isinstance(looks, Mapping) and role.key in looks
        near = nearest(role.colour, template.inks)
        listed = near[0] if near else ", ".join(template.inks)
        what = Words(
            f"the theme {template.name} has no colour “{role.colour}” for {role.key}; its own look prints",
            f"「{role.key}」の色「{role.colour}」はテーマ {template.name} にありません。テーマの見た目で印刷します",
        )
        cure = Words(f"did you mean {listed}?" if near else f"one of {listed}", f"使えるのは {listed} です")
        severity = Severity.INFO if known else Severity.WARNING
        yield Finding("badges.colour", severity, what, cure, making.event.place(f"{role.path}.colour"))


def _unknown_roles(making: Making, people: Iterable[Attendee]) -> Iterator[Finding]:
    """Yield a warning for each role that neither the event nor the theme knows, with what it prints as.

    A theme's known roles are the keys of its value ``roles``; ``other`` there is the look of all others.
    """
    looks = making.maker.names.get("roles")
    known = {role.key for role in making.event.badges.roles} | set(looks if isinstance(looks, Mapping) else ())
    crowd = Counter(role for one in people if (role := role_of(making.event, one)) not in known)
    for role, count in crowd.items():
        what = Words(
            f"the role “{role}” ({count}) is known neither to the event nor to the theme; it prints in the look of "
            f"other roles, with the word “{role}”",
            f"区分「{role}」（{count}人）はイベントにもテーマにもありません。その他の区分の見た目で「{role}」と印刷します",
        )
        near = nearest(role, known)
        name = near[0] if near else role
        cure = Words(
            f"did you mean {name}?" if near else f"list it under badges: roles: {role}: {{colour: …}}",
            f"「{name}」ではありませんか" if near else f"badges: roles: に「{role}: {{colour: …}}」を書き加えられます",
        )
        yield Finding("badges.role", Severity.WARNING, what, cure)


def _missing_columns(event: Event, people: Sequence[Attendee]) -> Iterator[Finding]:
    """Yield a warning for each column that the event names and the list has not."""
    from ofprint.event.forms import COLUMNS

    there = set(people[0].extra) | set(COLUMNS) if people else None
    wanted = {"fields": event.badges.fields, "photo": (event.badges.photo,), "consent": (event.badges.consent,)}
    wanted["code"] = event.badges.code.columns
    for key, headings in wanted.items():
        for heading in headings:
            if heading is None or there is None or heading in there:
                continue
            near = nearest(heading, there)
            listed = near[0] if near else "、".join(sorted(there)[:20])
            what = Words(f"the list has no column “{heading}”", f"名簿に「{heading}」の列がありません")
            cure = Words(f"did you mean {listed}?", f"「{listed}」ではありませんか")
            yield Finding("badges.column", Severity.WARNING, what, cure, event.place(f"badges.{key}"))


class NameCheck:
    """Tells what is out of the ordinary in one person's name as it was set."""

    def __init__(self, making: Making, card: tuple[float, float]) -> None:
        studio = making.maker.studio
        self._stack = studio.stack(studio.style("display"))
        names = {"card": CardView(*card)}
        values = {key: making.maker.value(given, names) for key, given in card_plan(making, FRONT).values.items()}
        self._leads = frozenset(values.get("lead") or ())
        """The frames that set the name."""
        self._sizes: tuple[float, ...] = tuple(sorted(values.get("sizes") or (), reverse=True))
        """The run's sizes, pt before the card's scale."""

    def of(self, holder: HolderView, row: int, items: Iterable[Item]) -> list[Finding]:
        """Return the findings of one card: faces that stand in, and a name smaller than the run's sizes."""
        return [*self._stand_ins(holder, row), *self._small(holder, row, items)]

    def _stand_ins(self, holder: HolderView, row: int) -> Iterator[Finding]:
        said = "".join((holder.name, holder.reading, holder.romaji, holder.post))
        if self._stack.face.covers(said):
            return
        lent: dict[str, list[str]] = {}
        for cluster in dict.fromkeys(clusters(said)):
            face = self._stack.face_for(cluster)
            if face is not None and face is not self._stack.face and not cluster.isspace():
                lent.setdefault(face.name, []).append(named_cluster(cluster))
        for name, shown in lent.items():
            what = Words(
                f"{holder.id} {holder.name}: {' '.join(shown)} is set in {name}, for {self._stack.face.name} lacks it",
                f"{holder.id} {holder.name}: {' '.join(shown)} は {self._stack.face.name} にないため {name} で組みます",
            )
            yield Finding("badges.stand-in", Severity.INFO, what, place=Place(row=row))

    def _small(self, holder: HolderView, row: int, items: Iterable[Item]) -> Iterator[Finding]:
        sizes = [(size, scale) for size, scale in _sizes(items, self._leads, 1.0)]
        if not sizes or not self._sizes:
            return
        size, scale = max(sizes)
        if size >= self._sizes[-1] - _SLACK:
            return
        usual = ", ".join(f"{one * scale:.3g}" for one in self._sizes)
        what = Words(
            f"{holder.id} {holder.name}: the name is set in {size * scale:.3g} pt, smaller than the run's {usual} pt",
            f"{holder.id} {holder.name}: 氏名を {size * scale:.3g} pt で組みました（通常は {usual} pt）",
        )
        yield Finding("badges.small-name", Severity.INFO, what, place=Place(row=row))


def _sizes(items: Iterable[Item], leads: frozenset[str], scale: float) -> Iterator[tuple[float, float]]:
    """Yield the type sizes of the texts that set a name, with the scale they are enlarged by."""
    for item in items:
        if isinstance(item, Group):
            yield from _sizes(item.items, leads, scale * abs(item.matrix[0]))
        elif isinstance(item, Text) and item.sets in leads:
            yield item.setting.style.size, scale
