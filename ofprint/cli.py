"""The command ``ofprint``: one sub-command a product, and one that makes them all.

It stands apart as the organizers' door. It reads arguments with the standard library's argparse: every
other parser costs a single product tens of milliseconds before its first line is read.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ofprint import __version__
from ofprint.badge_options import add_paper_options, add_run_options, add_workers_option
from ofprint.base.errors import OfprintError
from ofprint.base.findings import Finding, Severity, Words
from ofprint.console import Console, make_safe, spoken_language, wrong_usage

if TYPE_CHECKING:
    from ofprint.event import Event
    from ofprint.people import Attendee
    from ofprint.products.building import Made
    from ofprint.products.making import Wishes

DONE, AT_FAULT, WRONG_USAGE = 0, 1, 2
PRESSES = ("x1a", "x4", "office")
"""The press variants; a printer's name will do as well."""
_PRESS_HELP = "x1a|x4|office|PRINTER|FILE.yaml"
_PRODUCTS = ("flyer", "booklet", "badges", "signage")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code: 0 done, 1 the input or output is at fault, 2 wrong usage."""
    _collect_seldom()
    for stream in (sys.stdout, sys.stderr):
        make_safe(stream)
    parser = _parser(spoken_language())
    given = parser.parse_args(arguments)
    console = Console(spoken_language(), getattr(given, "quiet", False))
    try:
        code = int(given.run(given, console))
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever read stopped reading, like `head`; what is still to be written at the end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return AT_FAULT
    except OfprintError as wrong:
        console.findings(wrong.findings)
        return AT_FAULT
    except KeyboardInterrupt:
        console.fault(Words("stopped; nothing is left half-written", "中断しました。書きかけのファイルはありません"))
        return 130


def _collect_seldom() -> None:
    """Look for garbage in cycles seldom, and not at the end: a command is short and gives all back by ending.

    A fifth of a flyer's time goes into looking otherwise.
    """
    gc.set_threshold(200_000, 20, 20)
    atexit.register(gc.freeze)


def _parser(language: str) -> argparse.ArgumentParser:
    def said(en: str, ja: str) -> str:
        return ja if language == "ja" else en

    about = said(
        "One event definition becomes everything the event prints.",
        "一つのイベント定義から、催しの印刷物すべてを作ります。",
    )
    parser = argparse.ArgumentParser(prog="ofprint", description=about)
    parser.add_argument("--version", action="version", version=f"ofprint {__version__}")
    commands = parser.add_subparsers(prog=parser.prog, dest="command", required=True, metavar="COMMAND")

    def command(
        name: str, run: Callable[[argparse.Namespace, Console], int], en: str, ja: str
    ) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=said(en, ja), description=said(en, ja))
        sub.set_defaults(run=run)
        sub.add_argument("--quiet", action="store_true", help=said("say errors only", "誤りだけを表示"))
        return sub

    for add in (_add_build, _add_singles, _add_check, _add_preflight, _add_preview):
        add(command, said)
    new = command(
        "new", _new, "Make a working event folder to start from.", "すぐに使えるイベントのフォルダーを作ります。"
    )
    new.add_argument("folder", metavar="DIR")
    command("schema", _schema, "Print the event definition's JSON Schema.", "イベント定義の JSON Schema を出力します。")
    template = commands.add_parser(
        "template", help=said("Templates: new, check, schema.", "テンプレートの作成・検査・スキーマ。")
    )
    commands = template.add_subparsers(prog=f"{parser.prog} template", required=True, metavar="new|check|schema")
    _add_template(command, said)
    return parser


Command = Callable[..., argparse.ArgumentParser]
"""Adds a sub-command: its name, what runs it, and what it does in the two languages."""
Said = Callable[[str, str], str]


def _event_argument(parser: argparse.ArgumentParser, said: Said) -> None:
    there = said("a folder holding event.yaml, or the file itself", "event.yaml のあるフォルダー、またはそのファイル")
    parser.add_argument("event", metavar="EVENT", help=there)


def _out(given: str) -> str:
    if not given.strip():
        raise argparse.ArgumentTypeError("a file or folder must be named")
    return given


def _add_build(command: Command, said: Said) -> None:
    build = command("build", _build, "Make everything.", "すべて作ります。")
    _event_argument(build, said)
    build.add_argument(
        "-o", dest="out", metavar="DIR", type=_out, default="out", help=said("where to (out)", "出力先（out）")
    )
    build.add_argument("--only", metavar="flyer,booklet,badges,signage", type=_products, default=_PRODUCTS)
    desk = said("reception-list.pdf too", "受付名簿 reception-list.pdf も作る")
    build.add_argument("--reception-list", action="store_true", help=desk)
    build.add_argument("--images", action="store_true", help=said("page images too", "ページ画像も作る"))
    _list_option(build, said)
    add_workers_option(build, said)
    _making_options(build, said)


def _add_singles(command: Command, said: Said) -> None:
    out = said("the file, or a folder (signage: the folder)", "ファイルかフォルダー（signage はフォルダー）")
    for name, (en, ja) in _SINGLE.items():
        one = command(name, _single, en, ja)
        one.set_defaults(product=name)
        _event_argument(one, said)
        one.add_argument("-o", dest="out", metavar="OUT", type=_out, required=True, help=out)
        if name == "booklet":
            paper = said(
                "thickness of the paper, mm: inner pages move to the spine",
                "紙の厚さ（mm）。内側のページをノドへ寄せる",
            )
            one.add_argument("--creep", metavar="0.1", type=_thickness, default=0.0, help=paper)
        if name == "signage":
            tiles = said(
                "signs larger than it also as sheets to join", "それより大きいサインを貼り合わせ用にも書き出す"
            )
            one.add_argument("--tile", choices=("a4", "a3"), help=tiles)
        if name == "badges":
            _list_option(one, said)
            add_paper_options(one, said)
            add_run_options(one, said)
            blank = said("exit 1 when a card is left blank", "空白の札があれば終了コード 1")
            one.add_argument("--strict", action="store_true", help=blank)
        _making_options(one, said)


def _add_check(command: Command, said: Said) -> None:
    check = command("check", _check, "Tell every mistake at once.", "誤りをまとめて調べます。")
    _event_argument(check, said)
    _list_option(check, said)


def _add_preflight(command: Command, said: Said) -> None:
    flight = command("preflight", _preflight, "Inspect PDFs as a printer would.", "印刷所の目で PDF を調べます。")
    flight.add_argument("files", metavar="FILE.pdf", nargs="+")
    flight.add_argument("--press", type=_press, metavar=_PRESS_HELP, default="x4")
    bound = said("a whole booklet, page by page, and how it is bound", "ページ順の冊子のとじ方（ページ数を調べる）")
    flight.add_argument("--binding", choices=("saddle", "perfect"), help=bound)
    flight.add_argument("--json", action="store_true", help=said("as JSON", "JSON で出力"))
    places = said("images of the pages at fault, the places marked", "指摘の場所を示したページ画像の出力先")
    flight.add_argument("--images", metavar="DIR", help=places)


def _add_preview(command: Command, said: Said) -> None:
    preview = command("preview", _preview, "Make page images to look at.", "目で見るためのページ画像を作ります。")
    preview.add_argument("source", metavar="FILE.pdf|EVENT")
    preview.add_argument("-o", dest="out", metavar="DIR", required=True)
    preview.add_argument("--dpi", type=_resolution, default=100)
    again = said("redraw what changes, until Ctrl-C", "保存のたびに描き直す（Ctrl-C で終了）")
    preview.add_argument("--watch", action="store_true", help=again)
    preview.add_argument("--only", metavar="flyer,booklet,badges,signage", type=_products, default=_PRODUCTS)
    _list_option(preview, said)
    _look_options(preview, said)


def _add_template(command: Command, said: Said) -> None:
    new = command("new", _design("template_new"), "Begin a theme of your own.", "自分のテンプレートを作り始めます。")
    new.add_argument("folder", metavar="DIR")
    based = said("the theme it extends (kojo)", "もとにするテンプレート（kojo）")
    new.add_argument("--from", dest="base", metavar="NAME", default="kojo", help=based)
    check = command(
        "check", _design("template_check"), "Tell every fault of a template.", "テンプレートの誤りをまとめて調べます。"
    )
    check.add_argument(
        "path", metavar="PATH", help=said("a template's folder or name", "テンプレートのフォルダーか名前")
    )
    check.add_argument(
        "--event", metavar="EVENT", help=said("lay this event, not the samples", "見本の代わりに組むイベント")
    )
    command(
        "schema",
        _design("template_schema"),
        "Print the templates' JSON Schema.",
        "テンプレートの JSON Schema を出力します。",
    )


def _design(name: str) -> Callable[[argparse.Namespace, Console], int]:
    """Return a designer's command, its module read when it runs."""

    def run(given: argparse.Namespace, console: Console) -> int:
        from ofprint import design_commands

        return int(getattr(design_commands, name)(given, console))

    return run


_SINGLE = {
    "flyer": ("Make the flyer.", "チラシを作ります。"),
    "booklet": ("Make the booklet, and beside it the sheets to fold.", "冊子と、その面付けを作ります。"),
    "badges": ("Make the badges.", "名札を作ります。"),
    "signage": ("Make the signs.", "案内サインを作ります。"),
}


def _products(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    unknown = [name for name in names if name not in _PRODUCTS]
    if unknown or not names:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown) or text!r}: {', '.join(_PRODUCTS)}")
    return names


def _thickness(text: str) -> float:
    try:
        thickness = float(text)
    except ValueError:
        thickness = -1.0
    if not 0 <= thickness <= 1:
        raise argparse.ArgumentTypeError(f"{text!r}: 0 – 1 mm")
    return thickness


def _press(name: str) -> str:
    if name not in PRESSES:
        from ofprint.press.printers import is_printer_file, printer_names

        if name not in printer_names() and not is_printer_file(name):
            raise argparse.ArgumentTypeError(f"{name!r}: {', '.join((*PRESSES, *printer_names()))}")
    return name


def _list_option(parser: argparse.ArgumentParser, said: Said) -> None:
    parser.add_argument(
        "--attendees",
        metavar="FILE",
        help=said("the attendee list instead of the event's", "名簿（イベントの指定の代わり）"),
    )


def _making_options(parser: argparse.ArgumentParser, said: Said) -> None:
    parser.add_argument(
        "--press",
        type=_press,
        metavar=_PRESS_HELP,
        help=said("the press variant instead of each product's own", "入稿形式"),
    )
    _look_options(parser, said)
    parser.add_argument("--date", metavar="2026-01-22", help=said("the date that files carry", "ファイルに書く日付"))
    parser.add_argument(
        "--draft",
        action="store_true",
        help=said("write text that does not fit too, marked 校正", "あふれた文字があっても校正として書き出す"),
    )


def _look_options(parser: argparse.ArgumentParser, said: Said) -> None:
    parser.add_argument(
        "--template", metavar="NAME|PATH", help=said("a template's name or folder", "テンプレートの名前かフォルダー")
    )
    parser.add_argument("--language", choices=("ja", "en", "both"), help=said("the language printed", "印刷する言語"))


def _resolution(text: str) -> float:
    value = float(text)
    if not 10 <= value <= 1200:
        raise argparse.ArgumentTypeError(f"{text}: 10 – 1200")
    return value


def _wishes(given: argparse.Namespace) -> Wishes:
    from ofprint.products.making import Wishes, wished_date

    try:
        date = wished_date(given.date, os.environ.get("SOURCE_DATE_EPOCH"))
    except ValueError as wrong:
        wrong_usage(Words(f"no date: {wrong}", f"日付ではありません: {wrong}"))
    return Wishes(given.template, given.language, given.draft, date)


def _loaded(given: argparse.Namespace, console: Console) -> Event:
    from ofprint.event import load

    event = load(Path(given.event))
    console.findings(event.findings)
    beside = (event.folder or Path()) / (getattr(given, "press", None) or "")
    if beside.suffix in (".yaml", ".yml") and not Path(given.press).is_file() and beside.is_file():
        given.press = str(beside)
    return event


def _people(event: Event, given: argparse.Namespace, console: Console) -> list[Attendee] | None:
    """Return the people of the list named; None where none is."""
    path = Path(given.attendees) if given.attendees else event.attendees_file
    if path is None:
        return None
    from ofprint.people import read_attendees

    found = read_attendees(path, mapping=event.badges.columns or None)
    console.findings(found.findings)
    return list(found.people)


def _build(given: argparse.Namespace, console: Console) -> int:
    from ofprint.products.building import RECEPTION, build, no_list

    event = _loaded(given, console)
    people = _people(event, given, console)
    only = (*given.only, RECEPTION) if given.reception_list else given.only
    if people is None and "badges" in given.only:
        console.findings([no_list()])
    made: list[Made] = []
    from ofprint.badge_command import workers_of

    with console.progress(only) as told, workers_of(given) as workers:
        for each in build(
            event, people, Path(given.out), _wishes(given), only=only, press=given.press, told=told, executor=workers
        ):
            made.append(each)
    console.findings(dict.fromkeys(finding for each in made for finding in each.findings))
    if given.images:
        for each in made:
            if each.path is not None:
                _images(each.path, Path(given.out) / "pages", 100)
    _table(made, console)
    return AT_FAULT if any(each.failed for each in made) else DONE


def _table(made: Sequence[Made], console: Console) -> None:
    heads = (
        Words("file", "ファイル"),
        Words("pages", "ページ"),
        Words("trim (mm)", "仕上がり (mm)"),
        Words("press", "形式"),
        Words("preflight", "検査"),
    )
    rows = [
        (each.name, str(each.pages or "–"), each.trim or "–", Path(each.press or "–").name, _verdict(each, console))
        for each in made
    ]
    console.table(heads, rows)


def _verdict(made: Made, console: Console) -> str:
    if made.path is None:
        return console.said(Words("not written", "未作成"))
    if made.failed:
        return console.said(Words("FAILED", "不可"))
    warnings = sum(finding.severity is Severity.WARNING for finding in made.findings)
    return console.said(Words(f"ok, {warnings} warnings", f"可（注意 {warnings}）") if warnings else Words("ok", "可"))


def _single(given: argparse.Namespace, console: Console) -> int:
    event = _loaded(given, console)
    code = _MAKERS[given.product](event, given, console)
    if given.out:
        console.say(Words(f"{given.out} written", f"{given.out} を書き出しました"))
    return code


def _file_for(event: Event, given: argparse.Namespace, part: str) -> Path:
    """Return the file OUT; in a folder, it is named as ``build`` names it."""
    from ofprint.products.naming import file_named

    if given.out.endswith(("/", os.sep)) or Path(given.out).is_dir():
        return Path(given.out) / file_named(event, part, given.press)
    return Path(given.out)


def _flyer(event: Event, given: argparse.Namespace, console: Console) -> int:
    from ofprint.products.flyer import make_flyer

    return _saved(make_flyer(event, _wishes(given)), _file_for(event, given, "flyer"), given, console)


def _saved(document: Any, out: Path, given: argparse.Namespace, console: Console) -> int:
    from ofprint.products.files import write_whole

    document.require_fit()
    console.findings(document.findings)
    made = document.rendered(press=given.press)
    console.findings(made.findings)
    write_whole(out, made.data)
    given.out = out
    return DONE


def _booklet(event: Event, given: argparse.Namespace, console: Console) -> int:
    """Write what the press asks for: the first file is OUT, further ones stand beside it, or all in the folder OUT."""
    from ofprint.products.booklet import make_booklet
    from ofprint.products.files import write_whole

    booklet = make_booklet(event, _wishes(given))
    booklet.require_fit()
    console.findings(booklet.findings)
    written: list[str] = []
    for file in booklet.files(given.press, creep=given.creep):
        out = _file_for(event, given, file.name)
        if str(out) in written:
            out = out.with_name(f"{out.stem}-{file.name.removeprefix('booklet-')}{out.suffix}")
        made = file.made()
        console.findings(made.findings)
        write_whole(out, made.data)
        written.append(str(out))
    given.out = ", ".join(written)
    return DONE


def _badges(event: Event, given: argparse.Namespace, console: Console) -> int:
    from ofprint.badge_command import print_badges

    given.out = str(_file_for(event, given, "badges"))
    return print_badges(event, given, _wishes(given), console, lambda: _people(event, given, console))


def _signage(event: Event, given: argparse.Namespace, console: Console) -> int:
    from ofprint.products.naming import file_named
    from ofprint.products.signage import make_signage

    signage = make_signage(event, _wishes(given))
    console.findings(signage.unmade)
    for document in signage.documents.values():
        document.require_fit()
    out = given.out
    for name, document in signage.documents.items():
        _saved(document, Path(out) / file_named(event, name, given.press), given, console)
    given.out = out
    if given.tile:
        signage.save_tiled(given.out, given.tile)
    return DONE


_MAKERS = {"flyer": _flyer, "booklet": _booklet, "badges": _badges, "signage": _signage}


def _check(given: argparse.Namespace, console: Console) -> int:
    from ofprint.products.checking import check

    event = _loaded(given, console)
    findings = check(event)
    console.findings(findings)
    people = _people(event, given, console)
    badges = Words("", "")
    if people is not None:
        from ofprint.badge_command import badges_told

        badges, found = badges_told(event, people, console)
        findings = [*findings, *found]
    wrong = any(finding.severity is Severity.ERROR for finding in findings)
    if not wrong:
        console.say(Words(f"no mistakes{badges.en}", f"誤りはありません{badges.ja}"))
    return AT_FAULT if wrong else DONE


def _preflight(given: argparse.Namespace, console: Console) -> int:
    found = {name: _inspected(name, given.press, given.binding) for name in given.files}
    if given.json:
        report = {name: [finding.as_dict(console.language) for finding in findings] for name, findings in found.items()}
        print(json.dumps(report, ensure_ascii=False, indent=2))
    for name, findings in found.items():
        if not given.json:
            console.findings(findings)
            console.say(Words(f"{name}: {len(findings)} findings", f"{name}: 指摘 {len(findings)} 件"))
        if given.images:
            _marked(Path(name), findings, Path(given.images))
    errors = [finding for findings in found.values() for finding in findings if finding.severity is Severity.ERROR]
    return AT_FAULT if errors else DONE


def _marked(pdf: Path, findings: Sequence[Finding], folder: Path) -> None:
    """Write an image of each page that has a finding."""
    from ofprint.products.images import marked_images

    marked_images(pdf, findings, folder)


def _inspected(name: str, press: str, binding: Literal["saddle", "perfect"] | None) -> list[Finding]:
    """Return what preflight finds in one file, or why it cannot be read; each finding names the file."""
    from ofprint.api import preflight
    from ofprint.base.records import replace

    try:
        findings = preflight(name, press=press, binding=binding)
    except OfprintError as wrong:
        findings = list(wrong.findings)
    return [replace(finding, place=replace(finding.place, file=name)) for finding in findings]


def _preview(given: argparse.Namespace, console: Console) -> int:
    from ofprint import design_commands

    if Path(given.source).suffix.lower() != ".pdf":
        return design_commands.preview_event(given, console)
    if given.watch:
        wrong_usage(Words("--watch goes with an event, not with a PDF", "--watch はイベントに対して使います"))
    return design_commands.preview_file(given, console)


def _images(pdf: Path, folder: Path, dpi: float) -> int:
    from ofprint.products.images import page_images

    return page_images(pdf, folder, dpi=dpi)


def _new(given: argparse.Namespace, console: Console) -> int:
    from ofprint.products.starting import start_event

    folder = Path(given.folder)
    start_event(folder)
    console.say(
        Words(f"{folder}: now run  ofprint build {folder}", f"{folder} を作りました。次は  ofprint build {folder}")
    )
    return DONE


def _schema(_given: argparse.Namespace, _console: Console) -> int:
    from ofprint.api import schema

    print(json.dumps(schema(), ensure_ascii=False, indent=2))
    return DONE


if __name__ == "__main__":
    sys.exit(main())
