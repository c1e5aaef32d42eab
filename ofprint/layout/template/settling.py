"""Which steps of a plan hang on few values, and on which: these are taken once for each combination of them.

It stands apart from `dependence`, which says what an expression reads, because the order of a plan's steps counts here.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping

from ofprint.layout.template.dependence import Level, Path, Scope, children, counts, is_denial, path_of, paths
from ofprint.layout.template.expressions import row_of

Atom = Path | ast.expr
"""What a value hangs on that takes few values: a path, or an expression about the subject, such as a comparison."""


class _UnsettledError(Exception):
    """An expression hangs on more than a few values."""


class Settling:
    """Tells which steps of a plan hang on few values, and on which (``atoms``, by their words).

    ``same`` are names that never change, ``subject`` the one that always does, ``bound`` the names that the plan's
    own steps give; ``frames`` are names that stand for what was placed, which is no key. With ``waits`` no step does.
    """

    def __init__(
        self,
        scope: Scope,
        same: Collection[str],
        subject: str,
        bound: Collection[str],
        frames: Collection[str],
        *,
        waits: bool = False,
    ) -> None:
        self._scope = scope
        self._same = same
        self._subject = subject
        self._bound = bound
        self._frames = frames
        self._waits = waits
        self._settled: set[str] = set()
        self._left: set[str] = set()
        self._read: set[str] = set()
        self.atoms: dict[str, Atom] = {}

    def settle(self, name: str, atoms: Mapping[str, Atom] | None, read: Iterable[str]) -> bool:
        """Take the next step, which gives ``name`` (nothing for ``""``) and hangs on ``atoms``, or on too much (None).

        Return whether it may be taken before its turn. It must wait where the name is given by a step that waits,
        too, or was read by one in an earlier meaning; ``read`` are the names that it reads.
        """
        blocked = name in self._left or (name in self._settled and name in self._read)
        if atoms is not None and not blocked:
            self.atoms.update(atoms)
            if name:
                self._settled.add(name)
            return True
        self._read.update(read)
        if name:
            self._settled.discard(name)
            self._left.add(name)
        return False

    def atoms_of(self, nodes: Iterable[tuple[ast.expr, bool]], own: Collection[str] = ()) -> dict[str, Atom] | None:
        """Return what expressions (each with whether its truth alone is asked for) hang on, by its words.

        ``own`` are names bound where they stand. None where they may take any number of values.
        """
        if self._waits:
            return None
        try:
            return {
                repr(atom) if isinstance(atom, Path) else ast.dump(atom): atom
                for node, truth in nodes
                for atom in self._atoms(node, truth=truth, own=own)
            }
        except _UnsettledError:
            return None

    def _atoms(self, node: ast.expr, *, truth: bool, own: Collection[str]) -> Iterator[Atom]:
        path = path_of(node)
        if path is not None:
            yield from self._of_path(path._replace(truth=truth), own)
            return
        try:
            within = children(node, truth=truth)
            found = [atom for child, asked in within for atom in self._atoms(child, truth=asked, own=own)]
        except _UnsettledError:
            if not _few_by_itself(node) or any(path.root not in self._told(own) for path in paths(node)):
                raise
            found = [node]
        yield from found

    def _told(self, own: Collection[str]) -> set[str]:
        return {*self._same, self._subject} - set(own) - set(self._bound)

    def _of_path(self, path: Path, own: Collection[str]) -> Iterator[Path]:
        root = path.root
        if root in own:
            if root in self._bound or root in self._scope.known:  # it may be meant in either sense
                raise _UnsettledError
            return
        if root in self._settled:
            return
        if root in self._bound or (root in self._frames and not path.truth and path.attribute is None):
            raise _UnsettledError
        if root in self._same:
            return
        if self._scope.of_path(path) is Level.OWN:
            raise _UnsettledError
        yield path


def _few_by_itself(node: ast.expr) -> bool:
    """Whether an expression gives few values whatever it reads: a comparison, a denial, a count."""
    if isinstance(node, ast.BinOp):
        operands, signs = row_of(node)
        return signs[-1] is ast.BitOr and set(signs) == {ast.BitOr} and counts(operands[-1])
    return isinstance(node, ast.Compare) or is_denial(node) or (isinstance(node, ast.Call) and counts(node))
