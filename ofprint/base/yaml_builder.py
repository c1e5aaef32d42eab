"""libyaml's events into nodes: keys once, no anchors, aliases, merge keys or tags, a bounded depth and count.

It stands apart because it keeps a stack of its own instead of recursion, so that no file can exhaust it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import yaml

from ofprint.base.findings import Severity, Words
from ofprint.base.records import dataclass, field
from ofprint.base.text_encoding import Decoded
from ofprint.base.yaml_log import YamlLog
from ofprint.base.yaml_traps import cut_at_hash, is_japanese, lines_outside_blocks, traps_of_line
from ofprint.base.yaml_tree import Entry, Mapping, Node, Scalar, Sequence, Style, printable

MAX_DEPTH = 40
MAX_NODES = 100_000
MAX_KEY = 200
_LONGEST_FOLDED = 100_000
_MOST_LINES_BY_EYE = 20_000

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STYLES: dict[str | None, Style] = {"'": "quoted", '"': "quoted", "|": "block", ">": "block"}
_FULL_WIDTH_IN_KEY = re.compile("^[　\u00a0]|：|[　\u00a0]$")
_KEY_IN_TEXT = r"(?:[a-z][a-z0-9_-]*:|-)[　\u00a0]"
_WRITE_OUT = Words("write the value out, or put it in quotes", "値をそのまま書くか、引用符で囲んでください")


@dataclass(slots=True)
class _Frame:
    """A mapping or sequence that is still open."""

    path: str
    at: tuple[int, int]
    is_mapping: bool
    entries: list[Entry] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)
    keys: dict[str, Scalar] = field(default_factory=dict)
    key: Scalar | None = None
    """The key whose value comes next."""
    dropped: bool = False
    """Whether the value that comes next belongs to a refused key."""

    def path_of_next(self) -> str:
        if not self.is_mapping:
            return f"{self.path}[{len(self.items)}]"
        return self.path_of(self.key.text) if self.key else self.path

    def path_of(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


class TreeBuilder:
    """Builds the tree of one file; faults go to ``log``."""

    def __init__(self, file: str) -> None:
        self.log = YamlLog(file)
        self.root: Node | None = None
        self.whole = True
        self._stack: list[_Frame] = []
        self._texts: list[tuple[int, int, str, bool]] = []
        """Scalars over several lines: first and last line (from 1), path, whether plain."""
        self._nodes = 0
        self._documents = 0

    def read(self, decoded: Decoded) -> None:
        """Read the one document in ``decoded``."""
        text = self.log.take(decoded)
        try:
            take = self._take
            self.whole = all(take(event) for event in yaml.parse(text, Loader=_LOADER))
        except yaml.YAMLError as error:
            self.whole = False
            self._syntax_error(error)
        while self._stack:
            self._close(whole=False)
        if self.whole:
            self._traps_in_plain_texts()
        if self.root is None and not self.log.has_error:
            self.whole = False
            what = Words("the file is empty", "ファイルが空です")
            self.log.find("yaml.empty", (1, 1), what, Words("write “key: value” lines", "「キー: 値」を書いてください"))

    # ---- events

    def _take(self, event: Any) -> bool:
        """Take one event; False when reading must stop."""
        if type(event) is yaml.ScalarEvent:
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            return self._open(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._close(whole=True)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            return self._document(event)
        return self._within_count(event)

    def _within_count(self, event: Any) -> bool:
        if self._nodes <= MAX_NODES:
            return True
        what = Words(f"more than {MAX_NODES:,} values", f"値が {MAX_NODES:,} 個を超えています")
        self.log.find("yaml.size", (event.start_mark.line + 1, 0), what)
        return False

    def _document(self, event: Any) -> bool:
        self._documents += 1
        if self._documents > 1:
            what = Words("a second document begins here", "ここから 2 つ目の文書が始まっています")
            cure = Words("keep one document in a file: delete the “---”", "「---」を消して、1 つの文書にしてください")
            self.log.find("yaml.documents", (event.start_mark.line + 1, 1), what, cure)
        return self._documents == 1

    def _next_path(self) -> str:
        return self._stack[-1].path_of_next() if self._stack else ""

    def _open(self, event: Any) -> bool:
        self._nodes += 1
        at = _place(event)
        if len(self._stack) >= MAX_DEPTH:
            what = Words(f"nested deeper than {MAX_DEPTH} levels", f"入れ子が {MAX_DEPTH} 段を超えています")
            self.log.find("yaml.depth", at, what, path=self._next_path())
            return False
        self._refuse_marks(event)
        top = self._stack[-1] if self._stack else None
        if top and top.is_mapping and top.key is None:
            what = Words("a key must be a word", "キーは 1 つの語でなければなりません")
            self.log.find(
                "yaml.key", at, what, Words("write “key: value”", "「キー: 値」と書いてください"), path=top.path
            )
        self._stack.append(_Frame(self._next_path(), at, isinstance(event, yaml.MappingStartEvent)))
        return True

    def _close(self, *, whole: bool) -> None:
        frame = self._stack.pop()
        if frame.is_mapping:
            self._put(Mapping(tuple(frame.entries), *frame.at, self.log.file, whole))
        else:
            self._put(Sequence(tuple(frame.items), *frame.at, self.log.file, whole))

    def _put(self, node: Node) -> None:
        if not self._stack:
            self.root = None if isinstance(node, Scalar) and node.is_null else node
            return
        top = self._stack[-1]
        if not top.is_mapping:
            top.items.append(node)
        elif top.key is None:
            self._put_key(node, top)
        else:
            if not top.dropped:
                top.entries.append(Entry(top.key, node))
            top.key, top.dropped = None, False

    # ---- keys

    def _put_key(self, node: Node, frame: _Frame) -> None:
        if not isinstance(node, Scalar):
            frame.key, frame.dropped = Scalar("?", "refused", node.line, node.column, self.log.file), True
            return
        frame.key, frame.dropped = node, self._key_faults(node, frame)
        frame.keys.setdefault(node.text, node)

    def _key_faults(self, key: Scalar, frame: _Frame) -> bool:
        """Report what is wrong with a key; True when its value cannot be used."""
        known = key.text in frame.keys
        if len(key.text) > MAX_KEY:
            what = Words(f"a key of more than {MAX_KEY} characters", f"キーが {MAX_KEY} 字を超えています")
            cure = Words("close the quote or bracket before it", "その前の引用符や括弧を閉じてください")
            self.log.find("yaml.key", (key.line, key.column), what, cure, path=frame.path)
            return True
        if not known and not (key.style == "plain" and (key.text == "<<" or _FULL_WIDTH_IN_KEY.search(key.text))):
            return key.style == "refused"
        path, at = frame.path_of(key.text), (key.line, key.column)
        if known:
            first = frame.keys[key.text].line
            what = Words(
                f"“{printable(key.text)}” is given twice, first on line {first}",
                f"「{printable(key.text)}」が 2 回書かれています（1 回目は {first} 行目）",
            )
            cure = Words("keep one of them", "どちらか 1 つにしてください")
            self.log.find("yaml.equal-keys", at, what, cure, path=path)
        elif key.text == "<<":
            what = Words("merge keys (<<) are not read", "マージキー（<<）は使えません")
            self.log.find("yaml.alias", at, what, _WRITE_OUT, path=path)
        else:
            self._full_width_key(key, path)
        return True

    def _full_width_key(self, key: Scalar, path: str) -> None:
        traps = [trap for trap in traps_of_line(self._line(key.line)) if trap.rule == "yaml.full-width"]
        if traps:
            self.log.trap(traps[0], key.line, path)
            return
        what = Words("a full-width colon or space in a key", "キーの中に全角のコロンかスペースがあります")
        cure = Words("write it in ASCII (half-width)", "半角で書いてください")
        self.log.find("yaml.full-width", (key.line, key.column), what, cure, path=path)

    # ---- scalars

    def _scalar(self, event: Any) -> None:
        self._nodes += 1
        style = _STYLES.get(event.style, "plain")
        text, first, last = event.value, event.start_mark.line, event.end_mark.line
        at = (first + 1, event.start_mark.column + 1)
        if last > first:
            text = self._unfolded(event)
            self._texts.append((first + 1, last + 1, self._next_path(), style == "plain"))
        refused = bool(event.anchor or event.tag) and self._refuse_marks(event)
        if style == "plain":
            refused = ("#" in self._line(last + 1) and self._cut_at_hash(event)) or refused
            self._full_width_in(text, at)
        self._put(Scalar(text, "refused" if refused else style, *at, self.log.file))

    def _cut_at_hash(self, event: Any) -> bool:
        """Report a value that a hash cut short; True when that is certain and nothing is left of it."""
        line, column = event.end_mark.line + 1, event.end_mark.column
        rest = self._line(line)[column:]
        trap = cut_at_hash(event.value, rest, column + 1) if "#" in rest else None
        if trap:
            self.log.trap(trap, line, self._next_path())
        return bool(trap and trap.certain and not event.value)

    def _full_width_in(self, text: str, at: tuple[int, int]) -> None:
        if len(text) > 2 and text[0] in "＂“‘＇" and text[-1] in "＂”’＇":
            what = Words(
                "full-width quotes do not quote in YAML: they will be printed",
                "全角の引用符は YAML の引用符にならず、そのまま印刷されます",
            )
            cure = Words(
                'use ASCII quotes ("…") if they were meant to quote', "囲むつもりなら半角の引用符にしてください"
            )
            self.log.find("yaml.full-width", at, what, cure, path=self._next_path(), severity=Severity.WARNING)
        if ("\u3000" in text or "\xa0" in text) and re.match(_KEY_IN_TEXT, text):
            for trap in traps_of_line(self._line(at[0])):
                self.log.trap(trap, at[0], self._next_path())

    def _refuse_marks(self, event: Any) -> bool:
        """Report an anchor or a tag; True when the value is not what it seems."""
        at, path = _place(event), self._next_path()
        if event.anchor:
            name = printable(event.anchor)[:40]
            what = Words(f"anchors (&{name}) are not read", f"アンカー（&{name}）は使えません")
            self.log.find("yaml.alias", at, what, _WRITE_OUT, path=path)
        if not event.tag or event.tag in ("!", "tag:yaml.org,2002:str"):
            return False
        name = printable(event.tag)[:60]
        what = Words(f"tags ({name}) are not read", f"タグ（{name}）は使えません")
        cure = Words("put a text that begins with “!” in quotes", "「!」で始まる文章は引用符で囲んでください")
        self.log.find("yaml.tag", at, what, cure, path=path)
        return True

    def _alias(self, event: Any) -> None:
        self._nodes += 1
        name = printable(event.anchor)[:40]
        what = Words(f"aliases (*{name}) are not read", f"エイリアス（*{name}）は使えません")
        self.log.find("yaml.alias", _place(event), what, _WRITE_OUT, path=self._next_path())
        self._put(Scalar("", "refused", *_place(event), self.log.file))

    def _unfolded(self, event: Any) -> str:
        """Take out the spaces that folding put beside Japanese characters; drop a block's last line ends."""
        text: str = event.value
        if event.style == "|":
            return text.rstrip("\n")
        if len(text) <= _LONGEST_FOLDED:
            text = _without_folds(text, self._lines_of(event))
        return text.rstrip("\n")

    def _lines_of(self, event: Any) -> list[str]:
        """Return the source lines of a scalar, without what stands before and after it, quotes included."""
        start, end, quote = event.start_mark, event.end_mark, event.style in ("'", '"')
        lines = self.log.lines[start.line : end.line + 1]
        if end.line < len(self.log.lines):
            lines[-1] = lines[-1][: end.column - quote]
        lines[0] = "" if event.style == ">" else lines[0][start.column + quote :]
        return lines

    # ---- faults of the source

    def _line(self, number: int) -> str:
        return self.log.lines[number - 1] if 0 < number <= len(self.log.lines) else ""

    def _traps_in_plain_texts(self) -> None:
        """Look for keys with a full-width colon, which vanish into the plain text before them."""
        for first, last, path, plain in self._texts:
            for number in range(first + 1, min(last, first + 2_000) + 1) if plain else ():
                for trap in traps_of_line(self._line(number)):
                    self.log.trap(trap, number, path)

    def _syntax_error(self, error: yaml.YAMLError) -> None:
        """Say what libyaml means; a trap on the same lines says it better and stands instead."""
        from ofprint.base.yaml_meaning import meaning_of

        problem = str(getattr(error, "problem", None) or error)
        context = str(getattr(error, "context", None) or "")
        meaning = meaning_of(problem, context)
        marks = [getattr(error, name, None) for name in ("context_mark", "problem_mark")]
        mark = (marks[0] if meaning.at_context else None) or marks[1] or marks[0]
        self._traps_by_eye()
        near = {m.line + 1 for m in marks if m} | {m.line for m in marks[1:] if m}
        if not self.log.has_trap_on(*near):
            at = (mark.line + 1, mark.column + 1) if mark else (0, 0)
            self.log.find("yaml.syntax", at, meaning.what, meaning.cure, path=self._next_path())

    def _traps_by_eye(self) -> None:
        inside = {n for first, last, _, plain in self._texts if not plain for n in range(first + 1, last + 1)}
        for index, line in lines_outside_blocks(self.log.lines[:_MOST_LINES_BY_EYE]):
            for trap in traps_of_line(line) if index + 1 not in inside else ():
                self.log.trap(trap, index + 1)


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _without_folds(text: str, lines: list[str]) -> str:
    """Take out of ``text`` the spaces that stand for the line ends of ``lines`` beside a Japanese character."""
    kept, done, reach = [], 0, 0
    for before, after in pairwise(lines):
        reach += len(before) + 1
        tail, head = before.rstrip()[-6:].lstrip(), after.strip()[:6].rstrip()
        if not tail or not head or not (is_japanese(tail[-1]) or is_japanese(head[0])):
            continue
        at = text.find(f"{tail} {head}", done, reach + len(head))
        if at >= 0:
            kept.append(text[done : at + len(tail)])
            done = at + len(tail) + 1
    return "".join((*kept, text[done:]))
