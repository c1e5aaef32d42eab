"""An XMP packet read as plain properties, from a stranger's file and without trusting it.

It stands apart because XML has ways to harm its reader; a packet that declares entities is not read.
"""

from __future__ import annotations

from xml.etree import ElementTree

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def read_xmp(packet: bytes) -> dict[str, str]:
    """Return each property of the packet by its full name (``{namespace}name``), lists by their first entry.

    Returns nothing for what is no XML or declares a document type.
    """
    if b"<!DOCTYPE" in packet or b"<!ENTITY" in packet:
        return {}
    try:
        root = ElementTree.fromstring(packet)  # noqa: S314 - entities, its one danger, are refused above
    except (ElementTree.ParseError, ValueError, LookupError):
        return {}
    properties: dict[str, str] = {}
    for description in root.iter(f"{_RDF}Description"):
        properties.update(description.attrib)
        properties.update((element.tag, _text(element)) for element in description)
    return properties


def _text(element: ElementTree.Element) -> str:
    entry = next(element.iter(f"{_RDF}li"), element)
    return "".join(entry.itertext()).strip()
