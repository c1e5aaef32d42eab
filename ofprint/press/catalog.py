"""The document catalog of a press file: output intent and viewer preferences.

It stands apart because ReportLab's catalog knows no output intents.
"""

from __future__ import annotations

from reportlab.pdfbase import pdfdoc

from ofprint.press.pdfobjects import Dictionary, Stream, text_string
from ofprint.press.variants import OutputIntent, Variant

_DUPLEX = {"simplex": b"/Simplex", "long-edge": b"/DuplexFlipLongEdge", "short-edge": b"/DuplexFlipShortEdge"}


class PressCatalog(pdfdoc.PDFCatalog):  # type: ignore[misc]
    """ReportLab's catalog with the entries a press file adds."""

    __NoDefault__ = (*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents")
    __Refs__ = __NoDefault__


def output_intent(intent: OutputIntent) -> Dictionary:
    """Return the output intent (ISO 32000-1, 14.11.5), its profile embedded when there is one."""
    entries = {
        "Type": b"/OutputIntent",
        "S": b"/GTS_PDFX",
        "OutputConditionIdentifier": text_string(intent.identifier),
        "OutputCondition": text_string(intent.condition),
        "Info": text_string(intent.condition),
        "RegistryName": text_string(intent.registry),
    }
    if intent.profile:
        entries["DestOutputProfile"] = Stream(intent.profile.read_bytes(), {"N": 4})
    return Dictionary(entries)


def viewer_preferences(variant: Variant, right_to_left: bool, duplex: str | None) -> pdfdoc.PDFDictionary:
    """Return how a viewer shows and prints the file (12.2): by its title, at its own size, bound as it is read."""
    entries: dict[str, bytes] = {"DisplayDocTitle": b"true"}
    if right_to_left:
        entries["Direction"] = b"/R2L"
    if variant.print_hints:
        entries["PrintScaling"] = b"/None"
        if duplex:
            entries["Duplex"] = _DUPLEX[duplex]
    return pdfdoc.PDFDictionary(entries)
