"""The designer's commands: previews of files and events, watched or once; templates begun, checked, described.

They stand apart from the organizers' commands because they show how a design looks and never write a product.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ofprint.base.findings import Finding, Severity, Words
from ofprint.console import Console

if TYPE_CHECKING:
    from ofprint.products.preview import Drawn, Preview

DONE, AT_FAULT = 0, 1


def preview_file(given: argparse.Namespace, console: Console) -> int:
    """Write the page images of a PDF."""
    from ofprint.products.images import page_images

    count = page_images(Path(given.source), Path(given.out), dpi=given.dpi)
    _counted(count, given, console)
    return DONE


def preview_event(given: argparse.Namespace, console: Console) -> int:
    """Write the page images of an event, and with ``--watch`` go on until Ctrl-C; at fault only without it."""
    from ofprint.products.making import Wishes
    from ofprint.products.preview import Preview

    preview = Preview(
        Path(given.source), Path(given.out), Wishes(given.template, given.language, draft=True),
        None if given.attendees is None else Path(given.attendees), given.only, given.dpi, console.language,
    )  # fmt: skip
    if given.watch:
        try:
            return _watched(preview, console)
        except KeyboardInterrupt:
            console.say(Words("no longer watching", "監視を終えました"))
            return DONE
    drawn = list(preview.redraw())
    console.findings(_each_once(drawn))
    _counted(sum(len(one.images) for one in drawn), given, console)
    return AT_FAULT if any(one.fault for one in drawn) else DONE


def _counted(count: int, given: argparse.Namespace, console: Console) -> None:
    console.say(Words(f"{count} page images in {given.out}", f"{given.out} にページ画像を {count} 枚作りました"))


def _each_once(drawn: Iterable[Drawn]) -> list[Finding]:
    return list(dict.fromkeys(finding for one in drawn for finding in one.findings))


def _watched(preview: Preview, console: Console) -> int:
    """Draw everything, then after each save what looks otherwise; what was said once is not said again."""
    from ofprint.products.watching import Watch

    watch = Watch(lambda: preview.roots, preview.folder)
    told: dict[str, tuple[Finding, ...]] = {}
    _pass(preview, (), told, console)
    console.say(Words("watching; Ctrl-C ends it", "監視しています。Ctrl-C で終わります"))
    for changed in watch.changes():
        _pass(preview, changed, told, console)
    return DONE


def _pass(preview: Preview, changed: Iterable[Path], told: dict[str, tuple[Finding, ...]], console: Console) -> None:
    start = time.perf_counter()
    for drawn in preview.redraw(set(changed)):
        before = told.get(drawn.product, ())
        new = [finding for finding in drawn.findings if finding not in before]
        said = {finding for findings in told.values() for finding in findings if drawn.fault}
        console.findings(finding for finding in new if finding not in said)
        if any(one.severity is Severity.ERROR for one in before) and not drawn.fault:
            console.say(Words(f"{drawn.product}: mended", f"{drawn.product}: 直りました"))
        told[drawn.product] = drawn.findings
        if drawn.images or drawn.removed:
            seconds = time.perf_counter() - start
            console.say(_drawn(drawn, seconds))


def _drawn(drawn: Drawn, seconds: float) -> Words:
    shown = " ".join(drawn.images[:8]) + (f" … ({len(drawn.images)})" if len(drawn.images) > 8 else "")
    gone = " ".join(drawn.removed)
    en = f"{seconds:5.2f} s  {shown}" + (f"  gone: {gone}" if gone else "")
    return Words(en, f"{seconds:5.2f} 秒  {shown}" + (f"  削除: {gone}" if gone else ""))


def template_new(given: argparse.Namespace, console: Console) -> int:
    """Write a theme of one's own to start from."""
    from ofprint.products.template_starting import start_template

    file = start_template(Path(given.folder), given.base)
    name = file.parent.name
    console.say(
        Words(
            f"{file} written; in the event write  template: {name}",
            f"{file} を書き出しました。event.yaml に  template: {name}  と書きます",
        )
    )
    return DONE


def template_check(given: argparse.Namespace, console: Console) -> int:
    """Tell every fault of a template; at fault if there is any."""
    from ofprint.layout.template.loading import template_folder
    from ofprint.products.template_checking import check_template

    event = None
    if given.event:
        from ofprint.event import load

        event = load(Path(given.event))
    findings = check_template(template_folder(given.path), event)
    console.findings(findings)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        console.say(Words(f"{len(errors)} faults", f"誤り {len(errors)} 件"))
        return AT_FAULT
    others = sum(finding.severity is Severity.WARNING for finding in findings)
    console.say(
        Words(f"no faults, {others} warnings", f"誤りはありません（注意 {others} 件）")
        if others
        else Words("no faults", "誤りはありません")
    )
    return DONE


def template_schema(_given: argparse.Namespace, _console: Console) -> int:
    """Print the templates' JSON Schema."""
    from ofprint.api import template_schema as schema

    print(json.dumps(schema(), ensure_ascii=False, indent=2))
    return DONE
