"""The preflight's walk: operators read rightly, and no file, however made, ends in a traceback or takes for ever."""

from __future__ import annotations

import io
import time
import zlib

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from press_good import edited, good
from press_samples import plain

from ofprint.base.errors import PressError
from ofprint.press.preflight import preflight
from ofprint.press.preflight.inks import read_space, shading_colours
from ofprint.press.preflight.interpreter import Interpreter
from ofprint.press.preflight.lexer import operations
from ofprint.press.preflight.library import Budget, Library
from ofprint.press.preflight.streams import TooLarge, decoded, inflated

SHEET = (0.0, 0.0, 600.0, 800.0)


def walked(content: bytes, resources=None):
    walker = Interpreter(1, SHEET, Library(), Budget())
    walker.run(content, resources or Dictionary())
    return walker.painted


@pytest.mark.parametrize(
    ("stream", "read"),
    [
        (b"1 0 0 1 -2.5 .5 cm", [("cm", [1, 0, 0, 1, -2.5, 0.5])]),
        (b"/F1 9 Tf(a\\)b\\(\\101)Tj", [("Tf", ["F1", 9]), ("Tj", [b"a)b(A"])]),
        (b"(nested (brackets) here) Tj", [("Tj", [b"nested (brackets) here"])]),
        (b"[(A)-120<4243>]TJ", [("TJ", [[b"A", -120, b"BC"]])]),
        (b"<414> Tj", [("Tj", [b"A@"])]),
        (b"/P <</MCID 0/L[1 2]>> BDC EMC", [("BDC", ["P", {"MCID": 0, "L": [1, 2]}]), ("EMC", [])]),
        (
            b"BI /W 2 /H 1 /BPC 8 /CS /G ID \x00EIx\xff EI q",
            [("BI", [{"W": 2, "H": 1, "BPC": 8, "CS": "G"}, b"\x00EIx\xff"]), ("q", [])],
        ),
        (b"% a comment\nq % another\nQ", [("q", []), ("Q", [])]),
        (
            b"1 2 3 4 re\n-5 .5 6. 7 re f 8 9 1 2 re",
            [("re", [1, 2, 3, 4, -5, 0.5, 6, 7]), ("f", []), ("re", [8, 9, 1, 2])],
        ),
        (b"/A#20B gs", [("gs", ["A B"])]),
        (b"T* f* B* ' \"", [("T*", []), ("f*", []), ("B*", []), ("'", []), ('"', [])]),
        (b"1 0 0 RG)))>>]]} w", [("RG", [1, 0, 0]), ("w", [])]),
    ],
)
def test_streams_are_cut_into_operators(stream, read):
    assert list(operations(stream)) == read


def test_boxes_follow_matrix_and_clip():
    (painted,) = walked(b"q 2 0 0 2 10 20 cm 0 0 50 50 re W n 20 20 100 5 re f Q")
    assert painted.box == (50, 60, 110, 70) and painted.whole == (50, 60, 250, 70)


def test_only_upright_rectangles_cover_their_box():
    shapes = {b"0 0 9 9 re": True, b"0 0 m 9 0 l 9 9 l 0 9 l h": True, b"0 0 m 9 0 l 9 4 l 4 4 l 4 9 l 0 9 l h": False,
              b"0 0 m 9 0 l 5 9 l h": False, b"0 0 m 0 9 9 9 9 0 c h": False}  # fmt: skip
    for shape, covers in shapes.items():
        (painted,) = walked(shape + b" f")
        assert painted.rectangle == covers


def test_what_the_clip_hides_is_not_painted():
    assert walked(b"0 0 10 10 re W n 50 50 10 10 re f") == []


def test_the_state_comes_back():
    first, second = walked(b"0 0 0 1 k q 1 0 0 0 k 0 0 5 5 re f Q 9 9 5 5 re f")
    assert (first.colour.plates, second.colour.plates) == ({"Cyan": 1}, {"Black": 1})


def test_strokes_weigh_what_the_matrix_makes_of_them():
    (painted,) = walked(b"0.5 0 0 0.5 0 0 cm 1 w 0 0 m 100 0 l S")
    assert painted.width == 0.5 and painted.path.lines == [(0, 0, 50, 0)]


def test_forms_paint_in_place_and_may_draw_themselves():
    pdf = pikepdf.new()
    form = pdf.make_stream(b"0 0 10 10 re f /F Do")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 5, 5])
    form.Matrix = Array([1, 0, 0, 1, 100, 0])
    form.Resources = Dictionary(XObject=Dictionary(F=form))
    painted = walked(b"/F Do", form.Resources)
    assert painted[0].box == (100, 0, 105, 5) and len(painted) < 20


def test_patterns_are_walked_and_shadings_seen():
    pdf = pikepdf.new()
    tile = pdf.make_stream(b"1 0 0 rg 0 0 2 2 re f")
    tile.PatternType, tile.BBox = 1, Array([0, 0, 10, 10])
    rainbow = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Function=Dictionary(FunctionType=4))
    patterns = Dictionary(P=tile, R=Dictionary(PatternType=2, Shading=rainbow))
    painted = walked(b"/Pattern cs /P scn 0 0 50 50 re f /R scn 0 0 50 50 re f", Dictionary(Pattern=patterns))
    assert [p.kind for p in painted] == ["fill", "shade"] and all(p.colour.space.is_rgb for p in painted)


def test_colours_along_a_shading():
    black = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    halves = Dictionary(
        FunctionType=3, Domain=[0, 1], Functions=[black, black], Bounds=[0.5], Encode=[0, 0.5, 0.5, 0.8]
    )
    for function, most in ((black, 400), (halves, 320)):
        colours = shading_colours(Dictionary(ColorSpace=Name.DeviceCMYK, Function=function, Domain=[0, 1]))
        assert max(colour.total for colour in colours) == pytest.approx(most)
    pdf = pikepdf.new()
    table = pdf.make_stream(bytes([0, 255, 128, 64]))
    table.FunctionType, table.Domain, table.Range, table.Size, table.BitsPerSample = (
        0,
        Array([0, 1]),
        Array([0, 1]),
        Array([4]),
        8,
    )
    colours = shading_colours(Dictionary(ColorSpace=Name.DeviceGray, Function=table))
    assert {round(colour.values[0] * 255) for colour in colours} == {0, 255, 128, 64}


@pytest.mark.parametrize(
    ("space", "plates", "rgb"),
    [
        (Name.DeviceGray, {"Black": 1}, False),
        (Array([Name.Separation, Name("/金"), Name.DeviceCMYK, Dictionary()]), {}, False),
        (Array([Name.Separation, Name("/Logo"), Name.DeviceRGB, Dictionary()]), {}, True),
        (Array([Name.DeviceN, Array([Name.Cyan, Name("/None")]), Name.DeviceCMYK, Dictionary()]), {}, False),
        (Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String(b"\0\0\0\xff\xff\xff")]), None, True),
        (Array([Name.Indexed, Name.DeviceCMYK, 0, pikepdf.String(b"\xff\0\0\0")]), {"Cyan": 1}, False),
        (Array([Name.Lab, Dictionary()]), None, False),
        (Array([]), None, False),
        (Name.Nonsense, None, False),
    ],
)
def test_colour_spaces_as_plates(space, plates, rgb):
    read = read_space(space)
    assert read.is_rgb == rgb
    found = read.plates_of([0.0] * max(read.components, 1))
    assert (None if found is None else {k: v for k, v in found.items() if v}) == plates


def test_a_bomb_is_not_unpacked():
    bomb = zlib.compress(b"0" * 80_000_000, 9)
    with pytest.raises(TooLarge):
        inflated(bomb, 1_000_000)

    def plant(pdf):
        pdf.pages[0].Contents = pikepdf.Stream(pdf, bomb, Filter=Name.FlateDecode)

    found = preflight(edited(plain(pages=2), plant))
    assert [each.place.page for each in found if each.rule == "preflight.file.damaged"] == [1]


def test_filters_are_undone_within_bounds():
    pdf = pikepdf.new()
    for raw, name in (
        (b"87cURDZ~>", "/ASCII85Decode"),
        (b"48656C6C 6F>", "/ASCIIHexDecode"),
        (zlib.compress(b"Hello"), "/FlateDecode"),
    ):
        assert decoded(pikepdf.Stream(pdf, raw, Filter=Name(name))) == b"Hello"
    assert decoded(pikepdf.Stream(pdf, zlib.compress(b"Hello")[:-6], Filter=Name.FlateDecode)).startswith(b"H")


HOSTILE = {
    "deep saves": b"q " * 100_000 + b"0 0 5 5 re f",
    "endless numbers": b"9" * 5000 + b" 0 m 5 5 l S",
    "a long array": b"[" * 5000,
    "open strings": b"(" * 20_000,
    "operands of the wrong kind": b"(a) (b) m /x /y l [1] w <</A 1>> cm S (x) Tj /F (size) Tf /G gs /I Do",
    "no operands": b"m l c v y re h W n f S B cs scn k rg g K RG G gs Do sh Tf Tj TJ Td TD Tm T* Tc cm w BI ID EI",
    "a hundred thousand boxes": b"0 0 1 1 re " * 100_000 + b"f",
    "noughts in the matrix": b"0 0 0 0 0 0 cm 0 0 5 5 re f 1 w 0 0 m 5 5 l S",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_content_ends_soon_and_without_an_error(name):
    def plant(pdf):
        pdf.pages[0].Contents = pdf.make_stream(HOSTILE[name])

    start = time.perf_counter()
    preflight(edited(plain(), plant))
    assert time.perf_counter() - start < 5


def test_objects_of_the_wrong_kind_everywhere():
    for key in ("/MediaBox", "/TrimBox", "/BleedBox", "/Contents", "/Resources", "/Annots", "/Rotate", "/Group"):
        for value in (Name.Wrong, 5, pikepdf.String("x"), Array([1]), Dictionary(A=1), None):

            def plant(pdf, key=key, value=value):
                if value is None:
                    if key in pdf.pages[0].obj:
                        del pdf.pages[0].obj[key]
                else:
                    pdf.pages[0].obj[key] = value

            try:
                preflight(edited(plain(), plant))
            except PressError:
                continue


GOOD = good("x4", pages=2)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=12)), min_size=1, max_size=12))
def test_a_damaged_file_ends_in_findings_or_is_said_to_be_none(changes):
    data = bytearray(GOOD)
    for at, noise in changes:
        data[at : at + len(noise)] = noise
    try:
        preflight(bytes(data))
    except PressError as error:
        assert error.findings


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                b"q",
                b"Q",
                b"1 0 0 1 5 5 cm",
                b"0 0 9 9 re",
                b"f",
                b"S",
                b"W n",
                b"BT",
                b"ET",
                b"/OP1 gs",
                b"1 g",
                b"0 0 0 1 k",
                b"/All cs 1 scn",
                b"(a) Tj",
                b"[(b) 3] TJ",
                b"3 w",
                b"/Marks0 Do",
                b"0 0 m",
                b"9 9 l",
                b"h",
                b"EI",
                b"BI",
                b"ID",
            ]
        ),
        max_size=60,
    )
)
def test_any_order_of_operators_is_walked(words):
    walked(b" ".join(words))


@pytest.mark.parametrize(
    "packet", [b"", b"<x/>", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", b"<rdf:RDF>", b"\xff\xfe\0<"]
)
def test_metadata_that_cannot_be_read_state_nothing_and_print_nothing(packet, capfd):
    found = preflight(edited(GOOD, lambda pdf: pdf.Root.Metadata.write(packet)))
    assert {each.rule for each in found} == {"preflight.metadata.version", "preflight.metadata.xmp"}
    assert capfd.readouterr() == ("", "")


def test_work_is_bounded():
    budget = Budget(work=100)
    walker = Interpreter(1, SHEET, Library(), budget)
    walker.run(b"0 0 1 1 re f " * 1000, Dictionary())
    assert budget.spent and len(walker.painted) < 100


def test_eight_threads_at_once():
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(preflight, [GOOD] * 16)) == [[]] * 16


def test_a_stream_that_is_read_only_once():
    assert preflight(io.BytesIO(GOOD)) == []
