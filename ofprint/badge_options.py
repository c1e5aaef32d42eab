"""The options of ``ofprint badges`` that say how badges lie on paper and in which order.

They stand apart from the command because there are many, and all of them end in one value.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ofprint.products.printing import PrintWishes
    from ofprint.products.selection import Selection

Said = Callable[[str, str], str]
_MOST = 100_000
ORDERS = ("list", "reading", "window", "role", "affiliation")


def add_paper_options(parser: argparse.ArgumentParser, said: Said) -> None:
    """Add the options of paper and order."""
    paper = parser.add_argument_group(said("paper", "用紙"))
    paper.add_argument(
        "--sheet",
        help=said(
            "the card sheet, such as a-one-51002, or your own YAML file", "用紙。a-one-51002 など、または自分の YAML"
        ),
    )
    paper.add_argument(
        "--turn",
        choices=("long", "short"),
        help=said("the edge that paper turns about", "両面印刷のとじ方（長辺・短辺）"),
    )
    for option, en, ja in (
        ("--offset", "move all, mm to the right and down: 0.5,-0.3", "全体を右・下へ mm 動かす。0.5,-0.3"),
        ("--back-offset", "move the backs further", "裏面をさらに動かす"),
    ):
        paper.add_argument(option, metavar="X,Y", type=_offset, help=said(en, ja))
    paper.add_argument(
        "--calibrate", action="store_true", help=said("write the calibration page instead", "位置合わせ用紙を書き出す")
    )
    paper.add_argument(
        "--first-cell",
        metavar="N",
        type=int,
        default=1,
        help=said("the first free card of a used sheet", "使いかけの用紙の最初の面"),
    )
    paper.add_argument("--copies", metavar="N", type=int, default=1, help=said("of each badge", "1人あたりの枚数"))
    paper.add_argument(
        "--cut-marks", action=argparse.BooleanOptionalAction, help=said("or none", "トンボを付ける・付けない")
    )
    order = parser.add_argument_group(said("order", "順番"))
    order.add_argument("--order", choices=ORDERS, help=said("of the badges and of the list", "名札と受付名簿の並び順"))
    order.add_argument(
        "--stack",
        action=argparse.BooleanOptionalAction,
        help=said("cut piles are in order", "断裁した山がそのまま順番になる"),
    )
    order.add_argument(
        "--tabs",
        action=argparse.BooleanOptionalAction,
        help=said("a tab sheet before each window", "窓口ごとに仕切り紙を入れる"),
    )
    order.add_argument(
        "--reception-list",
        metavar="OUT",
        help=said("write the reception list there", "受付名簿をこのファイルに書き出す"),
    )


def add_workers_option(parser: argparse.ArgumentParser | argparse._ArgumentGroup, said: Said) -> None:
    """Add the option that says how many processes work."""
    help_ = said("processes that make badges (as many as there are cores)", "名札を作るプロセスの数（既定はコア数）")
    parser.add_argument("--workers", metavar="N", type=_count, help=help_)


def add_run_options(parser: argparse.ArgumentParser, said: Said) -> None:
    """Add the options of a run: whose badges, in how many files, by how many processes."""
    run = parser.add_argument_group(said("run", "印刷の範囲"))
    add_workers_option(run, said)
    volumes = said("files of N sheets each: OUT-1.pdf, OUT-2.pdf …", "N 枚ごとに分けて書き出す。OUT-1.pdf、OUT-2.pdf …")
    run.add_argument("--volume", metavar="N", type=_count, help=volumes)
    beside = said("remember there what was printed (beside the event)", "印刷したものをここに記録する（イベントの隣）")
    run.add_argument("--ledger", metavar="FILE", nargs="?", const="", help=beside)
    run.add_argument(
        "--changed", action="store_true", help=said("only badges that are new or changed", "新規・変更のある名札だけ")
    )
    run.add_argument(
        "--only",
        metavar="ID",
        action="append",
        default=[],
        help=said("only this badge; again for more", "この番号だけ"),
    )
    run.add_argument(
        "--blank", metavar="N", type=_count, default=0, help=said("blank badges for walk-ins", "当日参加用の空白の札")
    )


def selection_of(given: argparse.Namespace) -> Selection:
    """Return whose badges are printed, as the options say."""
    from ofprint.products.selection import Selection

    only = tuple(dict.fromkeys(one.strip() for ids in given.only for one in ids.split(",") if one.strip()))
    kept = given.ledger is not None
    return Selection(only, given.changed, given.blank, Path(given.ledger) if given.ledger else None, kept)


def _count(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= _MOST:
        raise argparse.ArgumentTypeError(f"{text!r}: 1–{_MOST}")
    return int(text)


def printing_of(given: argparse.Namespace) -> PrintWishes:
    """Return what the options say; None where the event speaks."""
    from ofprint.products.printing import PrintWishes

    return PrintWishes(
        given.sheet, given.order, given.turn, given.offset, given.back_offset, given.first_cell, given.copies,
        given.cut_marks, given.stack, given.tabs,
    )  # fmt: skip


SHEET_ONLY = ("sheet", "turn", "offset", "back_offset", "cut_marks", "stack")
"""What there is to say of cards on a sheet alone: where cards come one to a page it would be passed over."""


def sheet_options(given: argparse.Namespace) -> list[str]:
    """Return the options given that go with a sheet of cards only, as they are typed."""
    said = [name for name in SHEET_ONLY if getattr(given, name) is not None]
    return [f"--{name.replace('_', '-')}" for name in (*said, *(["first_cell"] if given.first_cell != 1 else []))]


def _offset(text: str) -> tuple[float, float]:
    from ofprint.event.forms import MOST_OFFSET, read_offset

    moved = read_offset(text)
    if moved is None:
        raise argparse.ArgumentTypeError(f"{text!r}: 0.5,-0.3 (mm, ≤ {MOST_OFFSET:g})")
    return moved
