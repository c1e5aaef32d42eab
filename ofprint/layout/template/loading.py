"""Reading a template: its YAML files, what it extends, and every fault at once.

It stands apart because a template may come from a stranger: nothing outside its own folder and the
shipped templates is opened, and sizes and depths are bounded by the YAML reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as Names
from collections.abc import Sequence as Sequence_
from pathlib import Path

from ofprint.base.errors import TemplateError
from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.nearest import nearest
from ofprint.base.records import replace
from ofprint.base.resources import resource_folder
from ofprint.base.yaml_places import read_yaml_file
from ofprint.base.yaml_tree import Entry, Mapping, Node, Scalar, Sequence
from ofprint.event.native import NodeMaker
from ofprint.layout.template.frames import FrameReader
from ofprint.layout.template.model import Part, Sheet, Style, Template
from ofprint.layout.template.reading import Reader

MAIN = "template.yaml"
TEMPLATE_KEYS = (
    "name",
    "extends",
    "inks",
    "faces",
    "styles",
    "ladders",
    "words",
    "values",
    "blocks",
    "plans",
    "sheets",
    "title",
)
BASE = "base"
"""The folder of what the shipped templates share: they extend it, and it is none itself."""
_MOST_EXTENDS = 5


def shipped_templates() -> list[str]:
    """Return the names of the templates that ship with ofprint."""
    folders = resource_folder("templates").iterdir()
    return sorted(folder.name for folder in folders if (folder / MAIN).is_file() and folder.name != BASE)


def template_folder(name: str, beside: Path | None = None) -> Path:
    """Return the folder of a template: a shipped one by its name, or a folder named from ``beside``.

    Raises `TemplateError` when there is none.
    """
    if name in shipped_templates():
        return resource_folder("templates") / name
    folder = ((beside or Path()) / name).resolve()
    if folder.is_file() and folder.name == MAIN:
        folder = folder.parent
    if (folder / MAIN).is_file():
        return folder
    names = shipped_templates()
    near = nearest(name, names)
    cure = f"did you mean {near[0]}?" if near else f"shipped are {', '.join(names)}; else name a folder holding {MAIN}"
    ja = (
        f"「{near[0]}」ではありませんか"
        if near
        else f"付属は {', '.join(names)}。ほかは {MAIN} のあるフォルダーを指定します"
    )
    what = Words(f"no template {name!r}", f"テンプレート「{name}」がありません")
    raise TemplateError([Finding("template.not-found", Severity.ERROR, what, Words(cure, ja))])


def extended_folder(name: str, folder: Path) -> Path:
    """Return the folder of what a template extends: a shipped one, what these share, or one beside or inside its own.

    Raises `TemplateError` when there is none, or when the name leads elsewhere: a template may come from a stranger.
    """
    if name in (*shipped_templates(), BASE):
        return resource_folder("templates") / name
    home = folder.resolve().parent
    plain = not Path(name).is_absolute() and not {"..", "~"} & set(re.split(r"[\\/]", name)) and ":" not in name
    if plain:
        found = template_folder(name, home)
        if found.is_relative_to(home):
            return found
    what = Words(f"extends {name!r} leads out of the template's place", f"extends「{name}」が外を指しています")
    cure = Words(
        "name a shipped template, or copy the folder beside this one and give its bare name",
        "付属のテンプレート名にするか、このフォルダーの隣にコピーして名前だけを書いてください",
    )
    raise TemplateError([Finding("template.outside", Severity.ERROR, what, cure)])


def template_folders(folder: Path) -> list[Path]:
    """Return the folders of a template and of those it extends, itself first; one that cannot be read ends the list."""
    folders = [folder]
    while len(folders) <= _MOST_EXTENDS:
        try:
            root = read_yaml_file(folders[-1] / MAIN).root
            extends = root.get("extends") if isinstance(root, Mapping) else None
            if not isinstance(extends, Scalar):
                break
            folders.append(extended_folder(extends.text, folders[-1]))
        except (OSError, TemplateError):
            break
    return folders


def load_template(folder: Path, product: str, parts: Names[str, Part]) -> Template:
    """Return the template in ``folder`` as far as ``product`` needs it (`template.yaml` and ``<product>.yaml``).

    Raises `TemplateError` listing every fault with its file, line and column.
    """
    template, findings = read_template(folder, product, parts)
    if findings:
        raise TemplateError(findings)
    return template


def read_template(
    folder: Path, product: str, parts: Names[str, Part], *, unused: bool = False
) -> tuple[Template, list[Finding]]:
    """Return the template as far as it can be read, and its faults; ``unused`` reads blocks that nothing uses too."""
    reader = Reader()
    root = _without_others(_merged(folder, product, reader, 0), folder, reader)
    template = _built(root, folder, reader, parts, unused=unused)
    return template, reader.findings


def template_from(
    data: Names[str, object], product: str, parts: Names[str, Part], beside: Path | None = None
) -> Template:
    """Return a template said in Python: the same keys as in its file, over the one it ``extends`` (else kojo).

    ``extends`` names a shipped template, or a folder seen from ``beside``. Raises `TemplateError` listing every
    fault with the path of its key.
    """
    reader, maker = Reader(), NodeMaker()
    root = maker.node(data)
    reader.findings += maker.findings
    base = template_folder(str(data.get("extends", "kojo")), beside)
    if isinstance(root, Mapping):
        reader.known(root, TEMPLATE_KEYS, "")
        whole = _without_others(overlaid(_merged(base, product, reader, 1), root, reader), base, reader)
    template = _built(whole if isinstance(root, Mapping) else Mapping(()), base, reader, parts, unused=False)
    if reader.findings:
        raise TemplateError(reader.findings)
    return template


def _merged(folder: Path, product: str, reader: Reader, depth: int) -> Mapping:
    """Read the folder's files into one mapping, over that of the template it extends."""
    root = Mapping(())
    for path in (folder / MAIN, folder / f"{product}.yaml"):
        if path.is_file():
            root = overlaid(root, _file(path, reader), reader)
    extends = root.get("extends")
    if not isinstance(extends, Scalar):
        return root
    if depth >= _MOST_EXTENDS:
        reader.fault(
            extends,
            "template.extends",
            Words("templates extend each other without end", "extends が循環しています"),
            Words(f"extend at most {_MOST_EXTENDS} templates deep", f"extends は {_MOST_EXTENDS} 段までです"),
            "extends",
        )
        return root
    try:
        base = extended_folder(extends.text, folder)
    except TemplateError as missing:
        reader.findings += [replace(finding, place=extends.place("extends")) for finding in missing.findings]
        return root
    return overlaid(_merged(base, product, reader, depth + 1), root, reader)


def _without_others(root: Mapping, folder: Path, reader: Reader) -> Mapping:
    """Leave out changes to sheets of other products, whose files were not read; an unknown sheet is a fault."""
    sheets = root.get("sheets")
    if not isinstance(sheets, Mapping):
        return root
    others = [entry for entry in sheets if _is_change(entry.value)]
    if not others:
        return root
    known = _sheet_names(folder, 0)
    for entry in others:
        reader.one_of(entry.key, entry.key.text, known, "sheets")
    kept = Mapping(tuple(e for e in sheets if e not in others), sheets.line, sheets.column, sheets.file)
    return Mapping(
        tuple(Entry(e.key, kept) if e.value is sheets else e for e in root), root.line, root.column, root.file
    )


def _is_change(sheet: Node) -> bool:
    """Whether a sheet only changes one that is not there: it has no size, or changes frames by their names."""
    return isinstance(sheet, Mapping) and (sheet.get("size") is None or isinstance(sheet.get("frames"), Mapping))


def _sheet_names(folder: Path, depth: int) -> list[str]:
    """Return the names of all sheets that a template and those it extends define."""
    names: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        if not path.resolve().is_relative_to(folder.resolve()):
            continue
        root = read_yaml_file(path).root
        sheets = root.get("sheets") if isinstance(root, Mapping) else None
        names += [e.key.text for e in sheets if not _is_change(e.value)] if isinstance(sheets, Mapping) else []
        extends = root.get("extends") if isinstance(root, Mapping) else None
        if isinstance(extends, Scalar) and depth < _MOST_EXTENDS:
            try:
                names += _sheet_names(extended_folder(extends.text, folder), depth + 1)
            except TemplateError:
                continue
    return names


def _file(path: Path, reader: Reader) -> Mapping:
    if not path.resolve().is_relative_to(path.parent.resolve()):
        what = Words("the file is a link that leads out of the template's folder", "フォルダーの外へのリンクです")
        cure = Words("copy the file itself into the folder", "ファイルそのものをフォルダーに入れてください")
        place = Place(f"{path.parent.name}/{path.name}", 1, 1)
        reader.findings.append(Finding("template.outside", Severity.ERROR, what, cure, place))
        return Mapping(())
    file = read_yaml_file(path, shown=f"{path.parent.name}/{path.name}")
    reader.findings += [finding for finding in file.findings if finding.severity is Severity.ERROR]
    if isinstance(file.root, Mapping):
        reader.known(file.root, TEMPLATE_KEYS, "")
        return file.root
    if file.root is not None:
        what = Words("a template is keys and values", "テンプレートはキーと値の組です")
        cure = Words("begin with “name: …”, then inks, styles, sheets", "「name: …」から書き始めてください")
        place = Place(f"{path.parent.name}/{path.name}", 1, 1)
        reader.findings.append(Finding("template.kind", Severity.ERROR, what, cure, place))
    return Mapping(())


def overlaid(base: Mapping, over: Mapping, reader: Reader) -> Mapping:
    """Return ``base`` with the values of ``over`` in their places: keys merge, lists and values replace.

    Keys laid over a list change the entries that bear those names (``frames: {title: {most: 70pt}}``).
    """
    entries = {entry.key.text: entry for entry in base}
    for entry in over:
        under = entries.get(entry.key.text)
        entries[entry.key.text] = Entry(entry.key, _laid(under.value if under else None, entry.value, reader))
    place = over if over.line else base
    return Mapping(tuple(entries.values()), place.line, place.column, place.file)


def _laid(under: Node | None, over: Node, reader: Reader) -> Node:
    if isinstance(under, Mapping) and isinstance(over, Mapping):
        return overlaid(under, over, reader)
    if isinstance(under, Sequence) and isinstance(over, Mapping):
        return Sequence(tuple(_patched(under.items, over, reader)), over.line, over.column, over.file)
    return over


def _patched(items: Sequence_[Node], over: Mapping, reader: Reader) -> Iterable[Node]:
    """Yield a list's entries, those that ``over`` names changed; a name that none bears is a fault."""
    names = {name.text for item in items if isinstance(item, Mapping) and isinstance(name := item.get("name"), Scalar)}
    for entry in over:
        if entry.key.text not in names:
            reader.one_of(entry.key, entry.key.text, names, "frames")
    for item in items:
        name = item.get("name") if isinstance(item, Mapping) else None
        change = over.get(name.text) if isinstance(name, Scalar) else None
        yield overlaid(item, change, reader) if isinstance(item, Mapping) and isinstance(change, Mapping) else item


def _built(root: Mapping, folder: Path, reader: Reader, parts: Names[str, Part], *, unused: bool) -> Template:
    frames = FrameReader(reader, parts, reader.mapping(root.get("blocks"), "blocks"))
    inks = {
        e.key.text: reader.ink(e.value, f"inks.{e.key.text}") for e in reader.mapping(root.get("inks"), "inks") or ()
    }
    styles = frames.styles(root.get("styles"), {}, "styles")
    ladders = {
        e.key.text: frames.styles(e.value, styles, f"ladders.{e.key.text}")
        for e in reader.mapping(root.get("ladders"), "ladders") or ()
    }
    for entry in (reader.mapping(root.get("blocks"), "blocks") or ()) if unused else ():
        frames.block(entry.key.text, entry.key, "blocks")
    plans = {e.key.text: frames.plan(e) for e in reader.mapping(root.get("plans"), "plans") or ()}
    return Template(
        reader.text(root.get("name"), "name", folder.name),
        folder,
        inks,
        _texts(reader, root.get("faces"), "faces"),
        styles,
        {
            e.key.text: _texts(reader, e.value, f"words.{e.key.text}")
            for e in reader.mapping(root.get("words"), "words") or ()
        },
        frames.values(root.get("values"), "values"),
        _sheets(frames, root, styles, ladders),
        {name: plan for name, plan in plans.items() if plan},
        tuple(template_folders(folder)) if root.get("extends") is not None else (folder,),
        {e.key.text: e.value.place(f"faces.{e.key.text}") for e in reader.mapping(root.get("faces"), "faces") or ()},
    )


def _texts(reader: Reader, node: Node | None, path: str) -> dict[str, str]:
    return {e.key.text: reader.text(e.value, f"{path}.{e.key.text}") for e in reader.mapping(node, path) or ()}


def _sheets(
    frames: FrameReader, root: Mapping, styles: Names[str, Style], ladders: Names[str, Names[str, Style]]
) -> dict[str, Sheet]:
    read = (frames.sheet(e, styles, ladders) for e in frames.reader.mapping(root.get("sheets"), "sheets") or ())
    return {sheet.name: sheet for sheet in read if sheet}
