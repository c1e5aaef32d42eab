"""Times QR codes of badges: ours against ``qrcode`` and ``zxing-cpp``, in turn, with the mask weighed.

Run from the repository: ``python bench/codes.py [N]``. Printed are medians in microseconds a code and ratios.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
import zlib
from collections.abc import Callable

import qrcode
import zxingcpp

from ofprint.layout.codes import mask_operators, path_operators, qr_matrix

ROUNDS = 5
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def addresses(count: int) -> list[str]:
    """Return check-in addresses of 43 characters: version 4 at level M."""
    r = random.Random(20260401)
    return ["https://example.jp/c/" + "".join(r.choices(LETTERS, k=22)) for _ in range(count)]


def by_qrcode(text: str) -> None:
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)


def by_zxing(text: str) -> None:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    zxingcpp.write_barcode_to_image(code, add_quiet_zones=False, scale=1)


def timed(make: Callable[[str], object], texts: list[str]) -> float:
    start = time.perf_counter()
    for text in texts:
        make(text)
    return (time.perf_counter() - start) / len(texts) * 1e6


def main() -> None:
    texts = addresses(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
    start = time.perf_counter()
    qr_matrix(texts[0])
    first = time.perf_counter() - start
    codes = {text: qr_matrix(text) for text in texts}
    makers: dict[str, tuple[Callable[[str], object], int]] = {
        "ofprint, mask weighed": (qr_matrix, 1),
        "ofprint, mask given": (lambda text: qr_matrix(text, mask=3), 1),
        "ofprint, path of a code": (lambda text: path_operators(codes[text], 10, 10, 1.7), 1),
        "ofprint, image mask of a code": (lambda text: mask_operators(codes[text], 10, 10, 1.7), 1),
        "zxing-cpp, mask weighed": (by_zxing, 2),
        "qrcode, mask weighed": (by_qrcode, 40),
    }
    times: dict[str, list[float]] = {name: [] for name in makers}
    for _ in range(ROUNDS):
        for name, (make, share) in makers.items():
            times[name].append(timed(make, texts[: max(1, len(texts) // share)]))
    base = statistics.median(times["ofprint, mask weighed"])
    print(f"{len(texts):,} codes of version {codes[texts[0]].version}, level M; the first took {first * 1e3:.1f} ms")
    for name, found in times.items():
        median = statistics.median(found)
        print(f"{name:32s} {median:9.1f} µs  {median / base:7.2f}")
    for name, draw in (("path", path_operators), ("image mask", mask_operators)):
        pages = ["".join(draw(codes[text], 10, 10, 1.7) for text in texts[at : at + 10]) for at in range(0, 500, 10)]
        size = sum(len(zlib.compress(page.encode())) for page in pages) / 10 / len(pages)
        print(f"{name}: {size:.0f} bytes a code at zlib 6")


if __name__ == "__main__":
    main()
