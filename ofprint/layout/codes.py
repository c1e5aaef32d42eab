"""QR codes made in bulk: composed as big integers, their mask weighed as ISO/IEC 18004 asks, drawn as one path.

It stands apart because a run of badges makes ten thousand of them: what depends only on version and
level is worked out once, all eight masks are weighed in the same operations, and a code is drawn
from tables of row pieces. Versions 1 to 10 are made here, larger ones by the ``qrcode`` package.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, reduce
from itertools import pairwise
from operator import getitem, xor

from ofprint.base.records import dataclass

QUIET_ZONE = 4
"""The light modules to keep free on every side (ISO/IEC 18004:2015, 5.3.8)."""

_LARGEST = 10
_MASKS = 8
_CODEWORDS = (26, 44, 70, 100, 134, 172, 196, 242, 292, 346)
"""Codewords of versions 1 to 10 (ISO/IEC 18004:2015, table 1)."""
_CORRECTION = {
    "L": ((7, 1), (10, 1), (15, 1), (20, 1), (26, 1), (18, 2), (20, 2), (24, 2), (30, 2), (18, 4)),
    "M": ((10, 1), (16, 1), (26, 1), (18, 2), (24, 2), (16, 4), (18, 4), (22, 4), (22, 5), (26, 5)),
    "Q": ((13, 1), (22, 1), (18, 2), (26, 2), (18, 4), (24, 4), (18, 6), (22, 6), (20, 8), (24, 8)),
    "H": ((17, 1), (28, 1), (22, 2), (16, 4), (22, 4), (28, 4), (26, 5), (26, 6), (24, 8), (28, 8)),
}
"""Error correction codewords of a block, and blocks, by level and version (table 9)."""
_LEVEL_BITS = {"L": 1, "M": 0, "Q": 3, "H": 2}
_ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {character: value for value, character in enumerate(_ALPHANUMERIC)}


@dataclass(frozen=True, slots=True)
class QrCode:
    """A finished code: ``size`` modules a side; of a row's ``size`` bits the highest is the left module, 1 is dark."""

    size: int
    rows: tuple[int, ...]
    version: int
    level: str
    mask: int | None
    """The data mask, ``None`` where the ``qrcode`` package chose it (versions above 10)."""


def qr_matrix(text: str, *, level: str = "M", mask: int | None = None) -> QrCode:
    """Return ``text`` as the smallest QR code that holds it at an error correction level (L, M, Q or H).

    The whole text is one segment in the narrowest mode that holds it: digits, else the 45
    alphanumeric characters, else bytes in UTF-8. The mask is the one of the lowest penalty, the
    first of equal ones; ``mask`` (0 to 7) chooses it instead. Raises ``ValueError`` for an empty
    text, an unknown level or mask, and a text no QR code can hold.
    """
    if level not in _CORRECTION:
        raise ValueError(f"error correction level L, M, Q or H, not {level!r}")
    if mask is not None and mask not in range(_MASKS):
        raise ValueError(f"a data mask is 0 to 7, not {mask!r}")
    if not text:
        raise ValueError("a code needs a text")
    message = _Message(text)
    for version in range(1, _LARGEST + 1):
        if _fits(message, version, level):
            return _composed(message, version, level, mask)
    return _large(message, level, mask)


def qr_size(text: str, *, level: str = "M") -> int:
    """Return the modules a side of `qr_matrix`'s code without making it (versions 1 to 10); the same errors."""
    message = _Message(text)
    fitting = (version for version in range(1, _LARGEST + 1) if _fits(message, version, level)) if text else iter(())
    version = next(fitting, 0) if level in _CORRECTION else 0
    return 17 + 4 * version if version else qr_matrix(text, level=level).size


def _fits(message: _Message, version: int, level: str) -> bool:
    return message.bits(version) <= 8 * _data_codewords(version, level)


# Drawing ------------------------------------------------------------------------------------


def path_operators(code: QrCode, x: float, y: float, module: float) -> str:
    """Return PDF operators that fill a code as one path, a rectangle for each run of dark modules.

    ``x`` and ``y`` are the lower-left corner and ``module`` the side of a module, in points, y
    upwards. The colour is the fill colour that is set; the quiet zone is the caller's to keep.
    """
    pieces = _row_pieces(code.size)
    row_texts = [
        "".join([table[row >> shift & most] for table, shift, most in pieces]).replace("y", str(code.size - 1 - at))
        for at, row in enumerate(code.rows)
    ]
    scale = _number(module)
    return f"q {scale} 0 0 {scale} {_number(x)} {_number(y)} cm\n{''.join(row_texts)}f Q\n"


def mask_operators(code: QrCode, x: float, y: float, module: float) -> str:
    """Return PDF operators that paint a code as a one-bit image mask: same arguments, a tenth of a path's bytes.

    A mask is exact in every renderer that places pixels, but a printer that resamples images may
    soften it: for plates take `path_operators`.
    """
    size = code.size
    form, spare = f"%0{(size + 7) // 8 * 2}x", -size % 8
    bits = form * size % tuple([row << spare for row in code.rows])
    side = _number(module * size)
    head = f"q {side} 0 0 {side} {_number(x)} {_number(y)} cm\n"
    return f"{head}BI /W {size} /H {size} /IM true /BPC 1 /D [1 0] /F /AHx ID\n{bits}>\nEI Q\n"


class _RunTexts(dict[int, str]):
    """The rectangles of a piece of a row, by its bits; made when first met. ``y`` stands for the row."""

    def __init__(self, left: int, width: int) -> None:
        super().__init__()
        self._left = left
        self._width = width

    def __missing__(self, bits: int) -> str:
        text = "".join(f"{self._left + start} y {length} 1 re\n" for start, length in _runs(bits, self._width))
        self[bits] = text
        return text


@cache
def _row_pieces(size: int) -> list[tuple[_RunTexts, int, int]]:
    """Return the tables for pieces of at most eleven modules of a row, with the shift and mask that cut each out."""
    count = -(-size // 11)
    cuts = [size * at // count for at in range(count + 1)]
    return [(_RunTexts(left, right - left), size - right, (1 << right - left) - 1) for left, right in pairwise(cuts)]


def _runs(bits: int, width: int) -> Iterator[tuple[int, int]]:
    """Yield start and length of each run of dark modules."""
    start = None
    for at in range(width + 1):
        dark = at < width and bits >> width - 1 - at & 1
        if dark and start is None:
            start = at
        elif not dark and start is not None:
            yield start, at - start
            start = None


def _number(value: float) -> str:
    return f"{value:.5f}".rstrip("0").rstrip(".")


# The message --------------------------------------------------------------------------------


class _Message:
    """A text in its mode, ready to be written for a version (ISO/IEC 18004:2015, 7.4)."""

    def __init__(self, text: str) -> None:
        self.data = text.encode("utf-8")
        self.mode = 1 if _is_digits(text) else 2 if all(map(_VALUES.__contains__, text)) else 4
        self._length = len(self.data)
        payload = {1: self._length * 10 + 2, 2: self._length * 11 + 1, 4: self._length * 8}[self.mode]
        self._payload = payload // {1: 3, 2: 2, 4: 1}[self.mode]

    def bits(self, version: int) -> int:
        """Return how many bits the message takes in a version, its terminator not counted."""
        return 4 + self._count_bits(version) + self._payload

    def nibbles(self, version: int, capacity: int) -> str:
        """Return the message with its terminator to the end of a byte, in hexadecimal; ``capacity`` is in bytes."""
        if self.mode == 4:
            return f"4{self._length:0{self._count_bits(version) // 4}x}{self.data.hex()}0"
        bits = self._length | self.mode << self._count_bits(version)
        for value, width in self._groups():
            bits = bits << width | value
        used = self.bits(version)
        terminated = min(used + 4, capacity * 8)
        size = -(-terminated // 8)
        return f"{bits << size * 8 - used:0{size * 2}x}"

    def _count_bits(self, version: int) -> int:
        """Return the width of the character count (table 3)."""
        return {1: (10, 12), 2: (9, 11), 4: (8, 16)}[self.mode][version >= 10]

    def _groups(self) -> Iterator[tuple[int, int]]:
        """Yield the groups of digits or pairs of characters as value and width in bits."""
        text = self.data.decode("ascii")
        if self.mode == 1:
            for at in range(0, len(text), 3):
                group = text[at : at + 3]
                yield int(group), 3 * len(group) + 1
        else:
            for at in range(0, len(text), 2):
                values = [_VALUES[character] for character in text[at : at + 2]]
                yield (values[0] * 45 + values[1], 11) if len(values) == 2 else (values[0], 6)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _data_codewords(version: int, level: str) -> int:
    correction, blocks = _CORRECTION[level][version - 1]
    return _CODEWORDS[version - 1] - correction * blocks


# Composing ----------------------------------------------------------------------------------


def _composed(message: _Message, version: int, level: str, mask: int | None) -> QrCode:
    """Compose a code: the data's patterns joined by XOR, under all eight masks at once, the best taken."""
    plan = _plan(version, level)
    nibbles = message.nibbles(version, len(plan.tails) - 1)
    data = reduce(xor, map(getitem, plan.nibbles, nibbles), plan.tails[len(nibbles) // 2])
    grid = plan.grid
    data |= data << grid.bits
    data |= data << 2 * grid.bits
    symbols = (data | data << 4 * grid.bits) ^ plan.masked
    best = _lightest(grid, symbols) if mask is None else mask
    return QrCode(grid.size, grid.rows(symbols >> best * grid.bits), version, level, best)


@dataclass(frozen=True, slots=True)
class _Grid:
    """How a symbol lies in an integer: row by row, the top left module highest, an empty column and row at its end.

    Eight symbols, one for each mask, lie end to end. The empty column and row belong to no symbol:
    they are neither dark nor light, so that no run and no pattern reaches across.
    """

    size: int
    stride: int
    bits: int
    module: int
    """All modules of the eight symbols."""
    shifts: tuple[int, ...]
    """How far to shift a symbol for each of its rows."""
    halves: tuple[tuple[int, int], ...]
    """The size in bits of four symbols, of two, of one, each with all its bits: how eight are halved to ones."""

    def bit(self, row: int, column: int) -> int:
        """Return the integer in which one module alone is dark."""
        return 1 << self.bits - 1 - row * self.stride - column

    def rows(self, symbol: int) -> tuple[int, ...]:
        """Return the rows of the lowest symbol."""
        most = (1 << self.size) - 1
        return tuple([symbol >> shift & most for shift in self.shifts])


@cache
def _grid(size: int) -> _Grid:
    stride = size + 1
    bits = stride * stride
    shifts = tuple(bits - at * stride - size for at in range(size))
    one = sum(((1 << size) - 1) << shift for shift in shifts)
    halves = tuple((count * bits, (1 << count * bits) - 1) for count in (4, 2, 1))
    return _Grid(size, stride, bits, sum(one << at * bits for at in range(_MASKS)), shifts, halves)


def _lightest(grid: _Grid, dark: int) -> int:
    """Return the mask of the lowest penalty: all four features of ISO/IEC 18004:2015, 7.8.3.1, over the symbol."""
    light = dark ^ grid.module
    pairs_across, runs_across, longer_across, finders_across = _features(dark, light, 1)
    pairs_down, runs_down, longer_down, finders_down = _features(dark, light, grid.stride)
    blocks = pairs_across & pairs_across >> grid.stride & pairs_down
    counted = [
        _counts(grid, feature)
        for feature in (runs_across, runs_down, blocks, longer_across, longer_down, finders_across, finders_down, dark)
    ]
    penalties = [
        3 * (across + down + block)
        - 2 * (long_across + long_down)
        + 40 * (finder_across + finder_down)
        + _uneven(darks, grid.size)
        for across, down, block, long_across, long_down, finder_across, finder_down, darks in zip(*counted, strict=True)
    ]
    return penalties.index(min(penalties))


def _features(dark: int, light: int, step: int) -> tuple[int, int, int, int]:
    """Mark what costs points along rows (``step`` 1) or columns (``step`` a row), each at its last module.

    Returned are equal neighbours; ends of five equal modules, of which a run of n has n - 4; two
    such ends side by side, of which it has n - 5 (so that three times the first less twice the second
    is n - 2, the penalty of a run: 3 for five modules and 1 for each more); and 1:1:3:1:1 patterns, dark first,
    with four light modules before or after them.
    """
    dark_before, light_before = dark >> step, light >> step
    dark_pair, light_pair = dark & dark_before, light & light_before
    equal = dark_pair | light_pair
    three = equal & equal >> step
    five = three & three >> 2 * step
    pattern = light_before & dark & (dark_pair & dark_pair >> step) >> 2 * step & (dark_before & light) >> 5 * step
    four_light = light_pair & light_pair >> 2 * step
    return equal, five, five & five >> step, pattern & (four_light >> 7 * step | four_light << 4 * step)


def _counts(grid: _Grid, marks: int) -> tuple[int, ...]:
    """Return how many marks each of the eight symbols has; halved again and again, so that most work is on few bits."""
    (span4, low4), (span2, low2), (span1, low1) = grid.halves
    low, high = marks & low4, marks >> span4
    a, b, c, d = low & low2, low >> span2, high & low2, high >> span2
    return (
        (a & low1).bit_count(), (a >> span1).bit_count(), (b & low1).bit_count(), (b >> span1).bit_count(),
        (c & low1).bit_count(), (c >> span1).bit_count(), (d & low1).bit_count(), (d >> span1).bit_count(),
    )  # fmt: skip


def _uneven(darks: int, size: int) -> int:
    """Return ten points for each whole five per cent by which the dark modules depart from one half."""
    modules = size * size
    return 10 * (abs(20 * darks - 10 * modules) // modules)


# What is worked out once ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Plan:
    """All that a version at a level has in common."""

    grid: _Grid
    nibbles: Sequence[Mapping[str, int]]
    """For each four bits of data, by hexadecimal figure: the modules they darken, their error correction included."""
    tails: Sequence[int]
    """For each number of bytes used: the modules of the padding that fills the rest."""
    masked: int
    """Function patterns, format information and mask, for each of the eight masks."""


@cache
def _plan(version: int, level: str) -> _Plan:
    grid = _grid(17 + 4 * version)
    function = _function_patterns(grid, version)
    places = list(_data_places(grid, function[1]))
    codewords = [_byte_patterns(places[8 * at : 8 * at + 8]) for at in range(_CODEWORDS[version - 1])]
    nibbles = list(_nibble_tables(version, level, codewords))
    masked = sum(_masked(grid, function, level, mask) << mask * grid.bits for mask in range(_MASKS))
    return _Plan(grid, nibbles, _tails(nibbles), masked)


def _byte_patterns(places: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the modules a codeword darkens, by its high and by its low four bits."""
    return _nibble_patterns(places[:4]), _nibble_patterns(places[4:])


def _nibble_patterns(places: Sequence[int]) -> list[int]:
    """Return the XOR of the chosen places for each of the sixteen choices, the first place for the highest bit."""
    patterns = [0]
    for place in reversed(places):
        patterns += [pattern ^ place for pattern in patterns]
    return patterns


def _nibble_tables(
    version: int, level: str, codewords: Sequence[tuple[list[int], list[int]]]
) -> Iterator[dict[str, int]]:
    """Yield a table for each four bits of the message, data and error correction interleaved (7.6)."""
    correction, blocks = _CORRECTION[level][version - 1]
    data = _data_codewords(version, level)
    short, long_blocks = divmod(data, blocks)
    for block in range(blocks):
        length = short + (block >= blocks - long_blocks)
        for at in range(length):
            own = at * blocks + block if at < short else short * blocks + block - (blocks - long_blocks)
            ends = [codewords[data + place * blocks + block] for place in range(correction)]
            remainder = _remainder(length - 1 - at, correction)
            units = [_darkened(codewords[own], ends, remainder, 1 << bit) for bit in range(7, -1, -1)]
            yield from (
                dict(zip("0123456789abcdef", _nibble_patterns(half), strict=True)) for half in (units[:4], units[4:])
            )


def _darkened(
    own: tuple[list[int], list[int]], ends: Sequence[tuple[list[int], list[int]]], remainder: bytes, unit: int
) -> int:
    """Return the modules one bit of a data codeword darkens: its own and those of its block's error correction."""
    pattern = own[0][unit >> 4] ^ own[1][unit & 15]
    for (high, low), value in zip(ends, remainder.translate(_multiples(unit)), strict=True):
        pattern ^= high[value >> 4] ^ low[value & 15]
    return pattern


def _tails(nibbles: Sequence[Mapping[str, int]]) -> list[int]:
    """Return the padding after each number of bytes: EC and 11 in turn (7.4.10)."""
    after = (0, 0)
    tails = [0]
    for at in range(len(nibbles) - 2, -1, -2):
        first = nibbles[at]["e"] ^ nibbles[at + 1]["c"] ^ after[1]
        second = nibbles[at]["1"] ^ nibbles[at + 1]["1"] ^ after[0]
        after = (first, second)
        tails.append(first)
    return tails[::-1]


@cache
def _field() -> tuple[list[int], list[int]]:
    """Return powers and logarithms of 2 in the field of 256 elements modulo x⁸ + x⁴ + x³ + x² + 1 (7.5.2)."""
    powers, logarithms = [1], [0] * 256
    for exponent in range(1, 255):
        value = powers[-1] << 1
        powers.append(value ^ 0x11D if value > 255 else value)
        logarithms[powers[-1]] = exponent
    return powers, logarithms


def _product(a: int, b: int) -> int:
    powers, logarithms = _field()
    return powers[(logarithms[a] + logarithms[b]) % 255] if a and b else 0


@cache
def _multiples(factor: int) -> bytes:
    """Return ``factor`` times each element of the field."""
    return bytes(_product(element, factor) for element in range(256))


@cache
def _remainder(exponent: int, correction: int) -> bytes:
    """Return x to the ``exponent`` + ``correction`` modulo the generator polynomial, highest power first."""
    generator = _generator(correction)
    if exponent == 0:
        return generator
    before = _remainder(exponent - 1, correction)
    return bytes(
        after ^ _product(before[0], factor) for after, factor in zip(before[1:] + b"\0", generator, strict=True)
    )


@cache
def _generator(correction: int) -> bytes:
    """Return the generator polynomial without its highest power, whose factor is 1 (annex A)."""
    factors = [1]
    for exponent in range(correction):
        root = _field()[0][exponent]
        factors = [high ^ _product(low, root) for high, low in zip([*factors, 0], [0, *factors], strict=True)]
    return bytes(factors[1:])


# The symbol's own patterns ----------------------------------------------------------------------


def _function_patterns(grid: _Grid, version: int) -> tuple[int, int]:
    """Return the dark modules of the function patterns and version, and all that they and the format take."""
    size, last = grid.size, grid.size - 7
    dark = taken = 0
    for row, column in ((0, 0), (0, last), (last, 0)):
        dark |= (
            _square(grid, row, column, 7)
            ^ _square(grid, row + 1, column + 1, 5)
            ^ _square(grid, row + 2, column + 2, 3)
        )
    for row, column in ((0, 0), (0, size - 8), (size - 8, 0)):
        taken |= _square(grid, row, column, 8)
    for at in range(8, size - 8):
        timing = grid.bit(6, at) | grid.bit(at, 6)
        taken |= timing
        dark |= timing * (at % 2 == 0)
    for row, column in _alignment_centres(version, size):
        taken |= _square(grid, row - 2, column - 2, 5)
        dark |= _square(grid, row - 2, column - 2, 5) ^ _square(grid, row - 1, column - 1, 3) ^ grid.bit(row, column)
    for place in _version_places(grid, version):
        taken |= place[0]
        dark |= place[0] * place[1]
    taken |= sum(set(_format_places(grid)))
    return dark | grid.bit(size - 8, 8), taken | grid.bit(size - 8, 8)


def _square(grid: _Grid, row: int, column: int, side: int) -> int:
    line = ((1 << side) - 1) * grid.bit(row, column + side - 1)
    return sum(line >> at * grid.stride for at in range(side))


def _alignment_centres(version: int, size: int) -> Iterator[tuple[int, int]]:
    """Yield the centres of the alignment patterns (annex E); none stands on a finder pattern."""
    if version == 1:
        return
    places = (6, size - 7) if version < 7 else (6, (size - 1) // 2, size - 7)
    for row in places:
        for column in places:
            if (row, column) not in {(6, 6), (6, size - 7), (size - 7, 6)}:
                yield row, column


def _version_places(grid: _Grid, version: int) -> Iterator[tuple[int, int]]:
    """Yield each module of the version information with its value, from version 7 (7.10)."""
    if version < 7:
        return
    code = version << 12 | _rest(version << 12, 0x1F25)
    for at in range(18):
        row, column = at // 3, grid.size - 11 + at % 3
        yield grid.bit(row, column) | grid.bit(column, row), code >> at & 1


def _format_places(grid: _Grid) -> list[int]:
    """Return the modules of the format information, both copies, from its lowest bit (7.9)."""
    size = grid.size
    first = [(at + (at > 5), 8) for at in range(8)] + [(8, 7)] + [(8, 14 - at) for at in range(9, 15)]
    second = [(8, size - 1 - at) for at in range(8)] + [(size - 15 + at, 8) for at in range(8, 15)]
    return [grid.bit(*one) | grid.bit(*other) for one, other in zip(first, second, strict=True)]


def _data_places(grid: _Grid, taken: int) -> Iterator[int]:
    """Yield the modules of the data in order: pairs of columns from the right, up and down in turn (7.7.3)."""
    upwards = True
    for right in (*range(grid.size - 1, 6, -2), 5, 3, 1):
        for step in range(grid.size):
            row = grid.size - 1 - step if upwards else step
            for column in (right, right - 1):
                place = grid.bit(row, column)
                if not place & taken:
                    yield place
        upwards = not upwards


def _masked(grid: _Grid, function: tuple[int, int], level: str, mask: int) -> int:
    """Return the function patterns, the format information and the mask over the data (7.8, 7.9)."""
    dark, taken = function
    symbol = grid.module & ((1 << grid.bits) - 1) & ~taken & _mask_pattern(grid, mask) | dark
    data = _LEVEL_BITS[level] << 3 | mask
    code = (data << 10 | _rest(data << 10, 0x537)) ^ 0x5412
    return symbol | sum(place for at, place in enumerate(_format_places(grid)) if code >> at & 1)


def _mask_pattern(grid: _Grid, mask: int) -> int:
    """Return the grid darkened where the mask's condition holds (table 10): the same every twelve rows, six columns."""
    lines = []
    for row in range(12):
        six = [_is_masked(mask, row, column) for column in range(6)]
        lines.append(int("".join("01"[six[column % 6]] for column in range(grid.size)), 2))
    return sum(lines[at % 12] << shift for at, shift in enumerate(grid.shifts))


def _is_masked(mask: int, row: int, column: int) -> bool:
    product = row * column
    return (
        (row + column) % 2 == 0,
        row % 2 == 0,
        column % 3 == 0,
        (row + column) % 3 == 0,
        (row // 2 + column // 3) % 2 == 0,
        product % 2 + product % 3 == 0,
        (product % 2 + product % 3) % 2 == 0,
        ((row + column) % 2 + product % 3) % 2 == 0,
    )[mask]


def _rest(value: int, divisor: int) -> int:
    """Return the rest of a division of polynomials over bits (annexes C and D)."""
    while value.bit_length() >= divisor.bit_length():
        value ^= divisor << value.bit_length() - divisor.bit_length()
    return value


# Above version 10 -------------------------------------------------------------------------------


def _large(message: _Message, level: str, mask: int | None) -> QrCode:
    """Make a larger code with the ``qrcode`` package."""
    from qrcode import QRCode, constants
    from qrcode.exceptions import DataOverflowError
    from qrcode.util import QRData

    correction = getattr(constants, f"ERROR_CORRECT_{level}")
    code = QRCode(error_correction=correction, border=0, mask_pattern=mask)
    code.add_data(QRData(message.data, mode=message.mode), optimize=0)
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError):
        raise ValueError(f"no QR code of level {level} holds {len(message.data):,} bytes") from None
    size = code.modules_count
    rows = tuple(int("".join("01"[bool(module)] for module in row), 2) for row in code.modules)
    return QrCode(size, rows, code.version, level, mask)
