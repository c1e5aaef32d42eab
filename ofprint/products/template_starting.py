"""A theme of one's own to start from: ten lines that extend a theme, each said what it does.

It stands apart because a designer's first file should already print.
"""

from __future__ import annotations

from pathlib import Path

from ofprint.base.errors import OutputError
from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.inks import Ink
from ofprint.layout.parts import PARTS
from ofprint.layout.template.loading import load_template, template_folder
from ofprint.layout.template.model import Frame, Template
from ofprint.products.files import write_whole

_LINES = """\
# {name}: {base} と同じデザインから始め、書いたところだけが変わります。 docs/templates.md に続きがあります。
# Everything not written here is as in {base}. Watch it:  ofprint preview EVENT --template {folder} --watch -o pages
name: {name}
extends: {base}
inks:                          # per cent of C, M, Y, K; these two carry the theme
{inks}words:                         # the theme's own words, such as this one
  ja: {{{word}}}
{frame}"""
_FRAME = """\
sheets:                        # single frames by their names; `ofprint template check {folder}` tells of slips
  {sheet}: {{frames: {{{frame}: {{most: {size:g}pt}}}}}}
"""


def start_template(folder: Path, base: str) -> Path:
    """Write ``template.yaml`` of a theme that extends ``base`` into a new folder; return the file.

    Raises `OutputError` when the folder holds anything already, `TemplateError` when there is no theme ``base``.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        what = Words("the folder is not empty", "フォルダーが空ではありません")
        cure = Words("name a new one; nothing was changed", "新しい名前を指定してください（何も変えていません）")
        raise OutputError([Finding("template.not-empty", Severity.ERROR, what, cure, Place(str(folder)))])
    theme = load_template(template_folder(base), "flyer", PARTS)
    own = [(name, ink) for name, ink in theme.inks.items() if name not in ("text", "paper")]
    leading = dict((*own[:1], *own[-1:])).items()
    inks = "".join(f"  {name}: {_written(ink)}\n" for name, ink in leading)
    file = folder / "template.yaml"
    said = theme.words.get("ja", {})
    word = "register" if "register" in said else next(iter(said), "")
    text = _LINES.format(
        name=folder.resolve().name,
        base=base,
        folder=folder.as_posix(),
        inks=inks,
        word=f"{word}: {said[word]}" if word else "",
        frame=_frame(theme, folder),
    )
    write_whole(file, text.encode())
    return file


def _frame(theme: Template, folder: Path) -> str:
    """Return the lines that give the first fitted head its own largest size; nothing where the theme has none."""
    for sheet in theme.sheets.values():
        for frame in sheet.frames:
            most = frame.options.get("most") if isinstance(frame, Frame) and frame.part == "head" else None
            if isinstance(frame, Frame) and frame.name and most and isinstance(most.value, float):
                return _FRAME.format(folder=folder.as_posix(), sheet=sheet.name, frame=frame.name, size=most.value)
    return ""


def _written(ink: Ink) -> str:
    return f"[{', '.join(f'{amount:g}' for amount in (ink.c, ink.m, ink.y, ink.k))}]"
