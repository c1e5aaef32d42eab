"""What the file says of itself, twice in agreement: the Info dictionary and the XMP packet.

They stand together because PDF/X wants both and wants them equal; one set of facts makes both.
"""

from __future__ import annotations

from datetime import datetime

from reportlab.pdfbase import pdfdoc

from ofprint.base.records import dataclass
from ofprint.press.pdfobjects import date_string, text_string

PRODUCER = "ofprint"


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts that a file states about itself."""

    title: str
    author: str
    date: datetime
    language: str
    standard: str | None
    """The PDF/X version claimed, such as ``PDF/X-4``, or None."""


class Info(pdfdoc.PDFInfo):  # type: ignore[misc]
    """The Info dictionary (ISO 32000-1, 14.3.3), in place of ReportLab's, which reads the clock."""

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self.facts = facts

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """Return the dictionary's bytes; ReportLab calls this when the file is written."""
        facts, date = self.facts, date_string(self.facts.date)
        entries = {
            "Title": text_string(facts.title),
            "Creator": text_string(PRODUCER),
            "Producer": text_string(PRODUCER),
            "CreationDate": date,
            "ModDate": date,
            "Trapped": b"/False",
        }
        if facts.author:
            entries["Author"] = text_string(facts.author)
        if facts.standard:
            entries["GTS_PDFXVersion"] = text_string(facts.standard)
        return bytes(pdfdoc.PDFDictionary(entries).format(document))


def xmp_packet(facts: Facts, identifier: str) -> bytes:
    """Return the XMP packet that says what `Info` says, with ``identifier`` (hexadecimal) as document id.

    PDF/X-4 is stated in the ``pdfxid`` schema, the older kinds in Adobe's ``pdfx``.
    """
    date = escape(facts.date.isoformat(timespec="seconds"))
    author = f"<dc:creator><rdf:Seq><rdf:li>{escape(facts.author)}</rdf:li></rdf:Seq></dc:creator>\n"
    return _PACKET.format(
        title=escape(facts.title),
        author=author if facts.author else "",
        language=escape(facts.language),
        date=date,
        producer=PRODUCER,
        uuid=_uuid(identifier),
        standard=_standard(facts.standard),
    ).encode("utf-8")


def escape(text: str) -> str:
    """Return ``text`` as XML character data (the standard library's `escape` would import its HTTP client)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _standard(standard: str | None) -> str:
    if standard is None:
        return ""
    if standard.startswith("PDF/X-4"):
        return f"<pdfxid:GTS_PDFXVersion>{standard}</pdfxid:GTS_PDFXVersion>\n"
    return f"<pdfx:GTS_PDFXVersion>{standard}</pdfx:GTS_PDFXVersion>\n"


def _uuid(identifier: str) -> str:
    cuts = (identifier[:8], identifier[8:12], identifier[12:16], identifier[16:20], identifier[20:32])
    return "uuid:" + "-".join(cuts)


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{author}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmpMM:DocumentID>{uuid}</xmpMM:DocumentID>
<xmpMM:InstanceID>{uuid}</xmpMM:InstanceID>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdf:Producer>{producer}</pdf:Producer>
<pdf:Trapped>False</pdf:Trapped>
{standard}</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
