"""ReportLab's document written as it grows: what is complete goes to the file at once and is forgotten.

It stands apart because a list of a hundred thousand badges would not fit into memory otherwise, and
because the file structure (objects, cross-references, trailer) stays ReportLab's own.
"""

from __future__ import annotations

from array import array
from typing import IO

from reportlab.pdfbase import pdfdoc


class GrowingDocument(pdfdoc.PDFDocument):  # type: ignore[misc]
    """A document that writes to ``sink`` from its first object on."""

    def __init__(self, sink: IO[bytes], version: tuple[int, int]) -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=version)
        self._sink = sink
        self._offset = 0
        self._offsets = array("q")
        """Where each object begins, by its number less one; -1 for one not written yet."""
        self._write(pdfdoc.PDFFile(version).strings[0])

    def put(self, thing: pdfdoc.PDFObject) -> pdfdoc.PDFObjectReference:
        """Write an object now and return its reference. What it refers to may come later."""
        reference = self.Reference(thing)
        number = self.idToObjectNumberAndVersion[reference.name][0]
        self._write_object(number, thing)
        self.idToObject[reference.name] = None
        return reference

    def close(self) -> None:
        """Write what is left, the cross-references and the trailer."""
        for font in self.delayedFonts:
            font.addObjects(self)
        root, info = self.Reference(self.Catalog), self.Reference(self.info)
        number = 0
        while (number := number + 1) in self.numberToId:  # objects may be added while others are written
            thing = self.idToObject[self.numberToId[number]]
            if thing is not None:
                self._write_object(number, thing)
        start, size = self._offset, len(self._offsets) + 1
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        self._write(b"".join(b"%010d 00000 n \n" % offset for offset in self._offsets))
        self._write(pdfdoc.PDFTrailer(start, Size=size, Root=root, Info=info, ID=self.ID()).format(self))

    def _write_object(self, number: int, thing: pdfdoc.PDFObject) -> None:
        while len(self._offsets) < number:
            self._offsets.append(-1)
        self._offsets[number - 1] = self._offset
        body = pdfdoc.pdfdocEnc(pdfdoc.format(thing, self, toplevel=1))
        self._write(b"%d 0 obj\n%s%sendobj\n" % (number, body, b"" if body.endswith(b"\n") else b"\n"))

    def _write(self, data: bytes) -> None:
        self._sink.write(data)
        self._offset += len(data)
