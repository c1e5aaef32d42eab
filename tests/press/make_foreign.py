"""Makes the small files of other producers that the preflight is tried on: Typst's, Ghostscript's and Chromium's.

Run by hand when they are to change (`python tests/press/make_foreign.py`); it needs the `typst` package and the
`gs` and `chromium` commands. The tests read what it leaves in `foreign/`.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent / "foreign"
FONTS = Path(__file__).parents[2] / "fonts"

TYPST_CLEAN = """
#set page(width: 148mm, height: 210mm, margin: 20mm, fill: none)
#set text(font: "Noto Sans JP", size: 10pt, fill: cmyk(0%, 0%, 0%, 100%))
#set document(title: "検査の見本")
= 東北フォーラム
本文はスミ一色で組む。
#line(length: 60mm, stroke: 0.5pt + cmyk(0%, 0%, 0%, 100%))
#rect(width: 40mm, height: 20mm, fill: cmyk(60%, 20%, 0%, 0%))
"""
TYPST_FAULTY = """
#set page(width: 148mm, height: 210mm, margin: 20mm)
#set text(font: "Noto Sans JP", size: 10pt)
#pagebreak()
#place(dx: 10mm, dy: 10mm, rect(width: 30mm, height: 20mm, fill: rgb("#e60012")))
#place(dx: 10mm, dy: 50mm, line(length: 50mm, stroke: 0.05pt + cmyk(0%, 0%, 0%, 100%)))
#place(dx: 10mm, dy: 70mm, rect(width: 30mm, height: 20mm, fill: cmyk(100%, 90%, 80%, 100%)))
#place(dx: -19mm, dy: 100mm, text(fill: cmyk(0%, 0%, 0%, 100%))[端の文字])
#place(dx: 10mm, dy: 120mm, rect(width: 30mm, height: 10mm, fill: rgb("#0068b780")))
"""
POSTSCRIPT_CLEAN = """%!PS
<< /PageSize [420 595] >> setpagedevice
0.6 0.2 0 0 setcmykcolor 100 300 113 57 rectfill
0 0 0 1 setcmykcolor 0.5 setlinewidth 100 280 moveto 300 280 lineto stroke
/NimbusSans-Regular findfont 12 scalefont setfont 100 250 moveto (Plain black type) show
showpage
"""
POSTSCRIPT_FAULTY = """%!PS
<< /PageSize [420 595] >> setpagedevice
0 0 0 1 setcmykcolor 0.5 setlinewidth 100 280 moveto 300 280 lineto stroke showpage
1 0 0 setrgbcolor 100 300 113 57 rectfill
0 0 0 1 setcmykcolor 0 setlinewidth 100 280 moveto 300 280 lineto stroke
1 0.9 0.8 1 setcmykcolor 100 200 57 57 rectfill
0.8 0.4 0 0 setcmykcolor /NimbusSans-Regular findfont 6 scalefont setfont 100 150 moveto (Small type in two inks) show
0 0 0 1 setcmykcolor /NimbusSans-Regular findfont 9 scalefont setfont 3 100 moveto (Near the knife) show
showpage
"""


PAGE = """<!DOCTYPE html><meta charset="utf-8"><title>page</title><style>
@font-face {{ font-family: Print; src: url("{font}") }}
@page {{ size: 148mm 210mm; margin: 0 }}
body {{ margin: 0; font: 10pt Print }}
div, p {{ position: absolute; margin: 0 }}
</style>{body}"""
CHROMIUM_CLEAN = '<p style="left: 20mm; top: 20mm; color: #000">東北フォーラムの本文</p>'
CHROMIUM_FAULTY = """
<div style="left: 20mm; top: 40mm; width: 30mm; height: 20mm; background: #e60012"></div>
<div style="left: 20mm; top: 70mm; width: 30mm; height: 20mm; background: #0068b7; opacity: .5"></div>
<p style="left: 20mm; top: 100mm; font-size: 4pt">小さすぎる文字</p>
<p style="left: 1mm; top: 120mm">端の文字</p>
<p style="left: 20mm; top: 140mm"><a href="https://example.jp/">リンク</a></p>
"""


def make_typst(name: str, source: str) -> None:
    """Compile a Typst source with the bundled faces."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.typ"
        path.write_text(source, encoding="utf-8")
        typst.compile(str(path), output=str(HERE / name), font_paths=[str(FONTS)])


def make_ghostscript(name: str, source: str) -> None:
    """Distil a PostScript source as it stands, colours unchanged."""
    options = ["-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-dCompatibilityLevel=1.4", "-dEmbedAllFonts=true"]
    command = ["gs", *options, "-sColorConversionStrategy=LeaveColorUnchanged", f"-sOutputFile={HERE / name}", "-"]
    subprocess.run(command, input=source.encode(), check=True)


def make_chromium(name: str, body: str) -> None:
    """Print a page as a browser does."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        font = FONTS / "noto-sans-jp" / "NotoSansJP-Regular.ttf"
        page.write_text(PAGE.format(font=font.as_uri(), body=body), encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        own = [f"--user-data-dir={folder}/profile", "--no-pdf-header-footer", "--allow-file-access-from-files"]
        printed = f"--print-to-pdf={HERE / name}"
        subprocess.run(["chromium", *options, *own, printed, page.as_uri()], check=True, capture_output=True)


if __name__ == "__main__":
    make_chromium("chromium-clean.pdf", CHROMIUM_CLEAN)
    make_chromium("chromium-faulty.pdf", CHROMIUM_FAULTY)
    make_typst("typst-clean.pdf", TYPST_CLEAN)
    make_typst("typst-faulty.pdf", TYPST_FAULTY)
    make_ghostscript("ghostscript-clean.pdf", POSTSCRIPT_CLEAN)
    make_ghostscript("ghostscript-faulty.pdf", POSTSCRIPT_FAULTY)
