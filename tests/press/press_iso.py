"""An independent checker of PDF/X-1a:2003 and PDF/X-4, written from the standards' rules alone.

It shares no code with `ofprint.press.preflight`: it walks the objects of a file with pikepdf and returns
every breach as a sentence. ISO 15930-4 and 15930-7 are built upon PDF 1.4 and 1.6.
"""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

DEVICE_RGB = {"/DeviceRGB", "/RGB"}
UNCALIBRATED = {"/DeviceCMYK", "/DeviceGray", "/CMYK", "/G", "/Separation", "/DeviceN", "/Indexed", "/I", "/Pattern"}
CALIBRATED = {"/CalRGB", "/CalGray", "/Lab", "/ICCBased"}


def iso_faults(data: bytes, kind: str) -> list[str]:
    """Return every breach of ``kind`` (``x1a`` or ``x4``) found in the file ``data``."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        faults = [*_file(pdf, data, kind), *_metadata(pdf, kind), *_intent(pdf, kind)]
        for number, page in enumerate(pdf.pages, 1):
            faults += [f"page {number}: {fault}" for fault in _page(page.obj, kind)]
        faults += _objects(pdf, kind)
    return faults


def _file(pdf: pikepdf.Pdf, data: bytes, kind: str) -> Iterator[str]:
    wanted = {"x1a": (b"%PDF-1.3", b"%PDF-1.4"), "x4": (b"%PDF-1.6",)}[kind]
    if data[:8] not in wanted:
        yield f"header {data[:8]!r}"
    if pdf.is_encrypted:
        yield "encrypted"
    identifiers = pdf.trailer.get("/ID")
    if identifiers is None or len(identifiers) != 2 or not all(len(bytes(part)) >= 16 for part in identifiers):
        yield "no file identifier"
    for key in ("/AA", "/OpenAction", "/JavaScript", "/AcroForm", "/EmbeddedFiles", "/OCProperties", "/Requirements"):
        if key in pdf.Root or key in pdf.Root.get("/Names", Dictionary()):
            yield f"{key} in the catalog"
    for key in ("/ViewArea", "/ViewClip", "/PrintArea", "/PrintClip"):
        if pdf.Root.get("/ViewerPreferences", Dictionary()).get(key, Name.MediaBox) not in (
            Name.MediaBox,
            Name.BleedBox,
        ):
            yield f"ViewerPreferences {key}"


def _metadata(pdf: pikepdf.Pdf, kind: str) -> Iterator[str]:
    info = pdf.docinfo
    for key in ("/Title", "/CreationDate", "/ModDate", "/Creator", "/Producer"):
        if not str(info.get(key, "")):
            yield f"Info lacks {key}"
    for key in ("/CreationDate", "/ModDate"):
        if not re.fullmatch(r"D:\d{14}([+-]\d\d'\d\d'?|Z)?", str(info.get(key, ""))):
            yield f"Info {key} is no date: {info.get(key)}"
    if info.get("/Trapped") not in (Name.True_ if hasattr(Name, "True_") else Name("/True"), Name("/False")):
        yield "Trapped is neither True nor False"
    if kind == "x1a" and str(info.get("/GTS_PDFXVersion", "")) != "PDF/X-1a:2003":
        yield "GTS_PDFXVersion"
    yield from _xmp(pdf, kind)


def _xmp(pdf: pikepdf.Pdf, kind: str) -> Iterator[str]:
    if "/Metadata" not in pdf.Root:
        if kind == "x4":
            yield "no XMP"
        return
    if "/Filter" in pdf.Root.Metadata:
        yield "XMP is filtered"
    packet, info = pdf.open_metadata(), pdf.docinfo
    if packet.get("dc:title") != str(info.Title):
        yield "titles differ"
    if packet.get("pdf:Trapped") != str(info.Trapped)[1:]:
        yield "Trapped differs"
    for key, named in (("xmp:CreateDate", "/CreationDate"), ("xmp:ModifyDate", "/ModDate")):
        if re.sub(r"\D", "", packet.get(key, "")) != re.sub(r"\D", "", str(info[named])):
            yield f"{key} differs from Info"
    if kind == "x4":
        if packet.get("{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion") != "PDF/X-4":
            yield "pdfxid:GTS_PDFXVersion"
        for key in ("DocumentID", "VersionID", "RenditionClass"):
            if not packet.get("{http://ns.adobe.com/xap/1.0/mm/}" + key):
                yield f"xmpMM:{key}"


def _intent(pdf: pikepdf.Pdf, kind: str) -> Iterator[str]:
    intents = [intent for intent in pdf.Root.get("/OutputIntents", Array()) if intent.get("/S") == Name.GTS_PDFX]
    if len(intents) != 1:
        yield f"{len(intents)} output intents"
        return
    intent = intents[0]
    if not str(intent.get("/OutputConditionIdentifier", "")):
        yield "no OutputConditionIdentifier"
    if "/DestOutputProfile" not in intent:
        if kind == "x4":
            yield "no profile in the output intent"
        if str(intent.get("/RegistryName", "")) != "http://www.color.org":
            yield "neither profile nor registry"
        return
    profile = intent.DestOutputProfile.read_bytes()
    if profile[12:16] != b"prtr" or profile[16:20] != b"CMYK" or profile[36:40] != b"acsp":
        yield "the output profile is not of a CMYK press"
    if int(intent.DestOutputProfile.get("/N", 0)) != 4 or int.from_bytes(profile[:4]) != len(profile):
        yield "the output profile is damaged"


def _page(page: Object, kind: str) -> Iterator[str]:
    boxes = {key: [float(edge) for edge in _inherited(page, key)] for key in _BOXES if _inherited(page, key)}
    if "/MediaBox" not in boxes or ("/TrimBox" in boxes) == ("/ArtBox" in boxes):
        yield "a page has a MediaBox and either TrimBox or ArtBox"
    order = [boxes[key] for key in ("/TrimBox", "/BleedBox", "/CropBox", "/MediaBox") if key in boxes]
    for inner, outer in itertools.pairwise(order):
        if not (outer[0] <= inner[0] < inner[2] <= outer[2] and outer[1] <= inner[1] < inner[3] <= outer[3]):
            yield f"boxes are not nested: {inner} in {outer}"
    if "/AA" in page:
        yield "a page has actions"
    reach = boxes.get("/BleedBox", boxes.get("/TrimBox"))
    for annotation in page.get("/Annots", Array()):
        left, bottom, right, top = (float(edge) for edge in annotation.Rect)
        if annotation.get("/Subtype") == Name.TrapNet or not reach:
            continue
        if left < reach[2] and right > reach[0] and bottom < reach[3] and top > reach[1]:
            yield "an annotation inside the bleed"
    if kind == "x1a" and page.get("/Group", Dictionary()).get("/S") == Name.Transparency:
        yield "a transparency group"
    yield from _content(page, page.get("/Resources", Dictionary()), kind, set())


_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")


def _inherited(page: Object, key: str) -> Object | None:
    while page is not None:
        if key in page:
            return page[key]
        page = page.get("/Parent")
    return None


def _content(stream: Object, resources: Object, kind: str, seen: set[tuple[int, int]]) -> Iterator[str]:
    """Yield the breaches in a content stream and in every form it draws."""
    font = None
    for operands, operator in pikepdf.parse_content_stream(stream):
        word = str(operator)
        if word in ("rg", "RG"):
            yield "device RGB is set"
        elif word in ("cs", "CS"):
            yield from _space(resources.get("/ColorSpace", Dictionary()).get(str(operands[0]), operands[0]), kind)
        elif word == "ri" and str(operands[0]) not in _INTENTS:
            yield f"rendering intent {operands[0]}"
        elif word in ("BX", "EX", "PS"):
            yield f"operator {word}"
        elif word == "gs":
            yield from _state(resources.ExtGState[str(operands[0])], kind)
        elif word == "Tf":
            font = resources.Font[str(operands[0])]
            yield from _font(font)
        elif word in ("Tj", "TJ", "'", '"') and font is None:
            yield "text without a font"
        elif word == "sh":
            yield from _space(resources.Shading[str(operands[0])].ColorSpace, kind)
        elif word == "INLINE IMAGE":
            yield from _space(operands[0].obj.get("/ColorSpace", Name.DeviceGray), kind)
        elif word == "Do":
            drawn = resources.XObject[str(operands[0])]
            if drawn.objgen not in seen:
                seen.add(drawn.objgen)
                yield from _drawn(drawn, resources, kind, seen)


_INTENTS = {"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"}


def _drawn(drawn: Object, resources: Object, kind: str, seen: set[tuple[int, int]]) -> Iterator[str]:
    if drawn.Subtype == Name.Image:
        if not drawn.get("/ImageMask", False):
            yield from _space(drawn.ColorSpace, kind)
        if kind == "x1a" and ("/SMask" in drawn or int(drawn.get("/SMaskInData", 0))):
            yield "an image with a soft mask"
        if kind == "x1a" and int(drawn.get("/BitsPerComponent", 1)) > 8:
            yield "more than 8 bits a component"
    elif drawn.Subtype == Name.Form:
        if kind == "x1a" and drawn.get("/Group", Dictionary()).get("/S") == Name.Transparency:
            yield "a transparency group"
        yield from _content(drawn, drawn.get("/Resources", resources), kind, seen)
    else:
        yield f"an XObject of subtype {drawn.Subtype}"
    for key in ("/OPI", "/Alternates", "/Ref", "/PS"):
        if key in drawn:
            yield f"{key} in an XObject"


def _space(space: Object, kind: str) -> Iterator[str]:
    family = str(space[0]) if isinstance(space, Array) else str(space)
    if family in DEVICE_RGB:
        yield "device RGB"
    elif family in CALIBRATED:
        if kind == "x1a":
            yield f"device-independent colour {family}"
    elif family not in UNCALIBRATED:
        yield f"colour space {family}"
    if family in ("/Indexed", "/I", "/Pattern") and isinstance(space, Array) and len(space) > 1:
        yield from _space(space[1], kind)
    if family in ("/Separation", "/DeviceN"):
        yield from _space(space[2], kind)


def _state(state: Object, kind: str) -> Iterator[str]:
    for key in ("/TR", "/HTP", "/BG", "/UCR") if kind == "x1a" else ("/TR", "/HTP"):
        if key in state:
            yield f"{key} in a graphics state"
    if "/TR2" in state and Name.Default != state.TR2:
        yield "/TR2 in a graphics state"
    if kind == "x1a":
        if state.get("/SMask", Name("/None")) != Name("/None"):
            yield "a soft mask"
        if state.get("/BM", Name.Normal) not in (Name.Normal, Name.Compatible):
            yield "a blend mode"
        if float(state.get("/CA", 1)) != 1 or float(state.get("/ca", 1)) != 1:
            yield "an opacity"


def _font(font: Object) -> Iterator[str]:
    if font.Subtype == Name.Type3:
        return
    described = font.DescendantFonts[0] if font.Subtype == Name.Type0 else font
    descriptor = described.get("/FontDescriptor")
    if descriptor is None or not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
        yield f"the font {font.get('/BaseFont')} is not embedded"


def _objects(pdf: pikepdf.Pdf, kind: str) -> Iterator[str]:
    """Yield the breaches that any object of the file may hold, drawn or not."""
    for thing in pdf.objects:
        if isinstance(thing, Stream):
            filters = thing.get("/Filter", Array())
            named = [str(part) for part in filters] if isinstance(filters, Array) else [str(filters)]
            banned = {"/LZWDecode", "/Crypt"} | ({"/JPXDecode", "/JBIG2Decode"} if kind == "x1a" else set())
            yield from (f"filter {part}" for part in named if part in banned)
            if "/F" in thing or "/FFilter" in thing:
                yield "an external stream"
        if isinstance(thing, Dictionary) and thing.get("/S") in (Name.JavaScript, Name.Launch, Name.URI, Name.GoTo):
            yield f"an action {thing.S}"
