"""Every theme on every example: it builds, its files are sound, and its inks are its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

import ofprint
from ofprint.base.records import replace
from ofprint.cli import main
from ofprint.event.text import Text
from ofprint.layout.page import Text as SetItem
from ofprint.layout.page import walk
from ofprint.layout.template.loading import shipped_templates

THEMES = shipped_templates()
EXAMPLES = (
    "tohoku-vol7", "community-evening", "two-day-conference", "town-festival", "craft-lecture", "makers-congress",
)  # fmt: skip
MM = 72 / 25.4
Built = dict[str, Path]


@pytest.fixture(scope="module", params=[(theme, example) for theme in THEMES for example in EXAMPLES], ids="-".join)
def built(
    request: pytest.FixtureRequest, examples: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Built]:
    """What ``ofprint build`` made of an example in a theme, by file name."""
    theme, example = request.param
    out = tmp_path_factory.mktemp(f"{theme}-{example}")
    assert main(["build", str(examples[example]), "-o", str(out), "--template", theme, "--quiet"]) == 0
    return theme, {path.relative_to(out).as_posix(): path for path in sorted(out.rglob("*.pdf"))}


def inks(path: Path) -> set[tuple[float, ...]]:
    """The inks that a file's pages and forms set, as (C, M, Y, K) from 0 to 1; RGB fails."""
    found: set[tuple[float, ...]] = set()
    with pikepdf.open(path) as pdf:
        forms = [
            thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"
        ]
        for content in (*pdf.pages, *forms):
            for operands, operator in pikepdf.parse_content_stream(content, "k K g G rg RG"):
                assert str(operator) not in ("rg", "RG"), path
                values = [float(value) for value in operands]
                found.add(tuple(values) if len(values) == 4 else (0, 0, 0, 1 - values[0]))
    return found


def boxes(path: Path) -> set[tuple[tuple[float, float], tuple[float, float]]]:
    """(trim, bleed) of each page, in mm."""
    with pikepdf.open(path) as pdf:
        return {
            tuple(  # type: ignore[misc]
                (round(float(box[2] - box[0]) / MM, 1), round(float(box[3] - box[1]) / MM, 1))
                for box in (page.trimbox, page.bleedbox)
            )
            for page in pdf.pages
        }


def test_a_theme_builds_every_example_whole(built: tuple[str, Built]) -> None:
    theme, files = built
    assert {"flyer.pdf", "booklet.pdf", "booklet-imposed.pdf", "badges.pdf", "signage/welcome.pdf"} <= set(files), theme
    with pikepdf.open(files["booklet.pdf"]) as pdf:
        assert len(pdf.pages) % 4 == 0


def test_trim_and_bleed_are_those_of_the_products(built: tuple[str, Built]) -> None:
    _, files = built
    assert boxes(files["flyer.pdf"]) == {((210, 297), (216, 303))}
    assert boxes(files["booklet.pdf"]) == {((148, 210), (154, 216))}
    assert boxes(files["signage/welcome.pdf"]) == {((594, 841), (600, 847))}
    assert boxes(files["badges.pdf"]) == {((210, 297), (210, 297))}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("example", EXAMPLES)
def test_a_flyer_is_read_from_its_title_down(
    theme: str, example: str, examples: dict[str, Path], text_of: Callable[[bytes], str]
) -> None:
    event = ofprint.load(examples[example])
    text = text_of(ofprint.flyer(event, template=theme).to_bytes())
    shown = [event.title.flat, event.theme, *event.lead[:1]]
    opening = ["".join(str(words).split())[:5] for words in shown if words]
    assert sorted(opening, key=text.find) == opening


def test_text_is_black_ink_alone_and_nothing_is_rgb(built: tuple[str, Built]) -> None:
    theme, files = built
    for path in files.values():
        used = inks(path)
        assert (0, 0, 0, 1) in used, path
        if theme == "sumi":
            assert used <= {(0, 0, 0, 1), (0, 0, 0, 0)}, f"{path}: one ink, no tint"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_theme_has_the_same_words_in_both_languages(theme: str, language: str) -> None:
    from ofprint.base.resources import resource_folder
    from ofprint.layout.parts import PARTS
    from ofprint.layout.template.loading import load_template

    words = load_template(resource_folder("templates") / theme, "flyer", PARTS).words
    assert set(words[language]) == set(words["ja"])


SIZES = {
    "nothing but a day": "title: 無題の会\ndates: 2026-05-09\n",
    "a long title and two figures": (
        "title: 第二回全国地域一体型オープンファクトリー推進担当者連絡会議および実践報告会の開催案内\n"
        "edition: 第22回\ndates: [{date: 2026-11-26, start: '9:00', end: '18:00'}]\n"
        "venue: {name: 見本県産業交流センター, floor: 12階, room: 大会議室・東ウイング}\n"
        "registration: {url: 'https://example.jp/forms/22', deadline: '2026-11-20 17:00', fee: 1000円}\n"
    ),
    "nine hosts and a long lead": (
        "title: 夜の組版\nedition: vol.4\ndates: [{date: 2026-06-05, start: '19:00', end: '20:30'}]\n"
        f"hosts: [{{rank: 主催, names: [{', '.join(f'見本{n}会' for n in '一二三四五六七八九')}]}}]\n"
        f"lead: [{', '.join(['ものづくりの現場を開き、人と技術と地域を結び直す取組が各地で進んでいます。' * 5] * 6)}]\n"
    ),
    "a theme of one word, four contacts and a long place": (
        "title: 夜の組版\ntheme: Open\ndates: [{date: 2026-06-05, start: '19:00', end: '20:30'}]\n"
        "venue: {name: MIHON BASE 東館 コワーキングスペース＆カフェ, floor: 6階, room: 中ホールA, "
        "address: 見本県見本市中央1-1-1 見本駅前再開発ビル}\n"
        "registration: {url: 'https://example.jp/apply', deadline: '2026-06-01 17:00'}\n"
        f"contacts: [{', '.join(f'{{office: 見本市役所産業振興課 第{n}係, tel: 024-000-0000}}' for n in '一二三四')}]\n"
        "privacy: お申し込みの際の個人情報は、本会の運営にのみ利用します。\n"
    ),
    "a page of facts on the place, with no room left for the contact": (
        "title: 夜の組版\ndates: [{date: 2026-06-05, start: '9:30', end: '18:00'}]\n"
        "venue: {name: ビッグサイト, floor: 6階, room: 中ホールA, address: 見本県見本市中央1-1-1, "
        "access: [北口から徒歩7分, 南口から徒歩7分], note: 駐車場はありません。公共交通機関をご利用ください。}\n"
        "registration: {url: 'https://example.jp/a', deadline: '2026-05-25 17:00', fee: 無料, capacity: 300名}\n"
        "rooms: {a: {name: 大ホール, floor: 1階, capacity: 40}, b: {name: 会議室, floor: 2階, capacity: 41},"
        " c: {name: 第3会議室, floor: 3階, capacity: 42}, d: {name: 体育館, floor: 4階, capacity: 43}}\n"
        "contacts: [{office: 見本県, department: 地域連携室内, names: [有栖川], tel: 024-000-0000, mail: a@b.jp}]\n"
        "privacy: 個人情報は、本会の運営にのみ利用します。\n"
    ),
    "twenty-five talks": (
        "title: 見本の会\nedition: vol.12\ndates: [{date: 2026-06-05, start: '9:00', end: '18:00'}]\nprogramme:\n"
        + "".join(
            f"  - {{start: '{9 + n // 3}:{n % 3 * 20:02}', end: '{9 + (n * 20 + 20) // 60}:{(n * 20 + 20) % 60:02}',"
            f" kind: talk, title: 町工場の若手がつくる次の{n + 1}年の道具と仕事の話}}\n"
            for n in range(25)
        )
    ),
}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_a_theme_adapts_to_events_of_other_sizes_without_an_error(theme: str, size: str, tmp_path: Path) -> None:
    (tmp_path / "event.yaml").write_text(SIZES[size], encoding="utf-8")
    event = ofprint.load(tmp_path)
    for document in (ofprint.flyer(event, template=theme), ofprint.booklet(event, template=theme)):
        assert [found for found in document.findings if found.severity == "error"] == []
        assert ofprint.preflight(document.to_bytes(press="x4"), press="x4") == []


def test_as_office_sumi_s_figure_ends_five_millimetres_inside_the_sheet(forum: ofprint.Event) -> None:
    data = ofprint.flyer(forum, template="sumi").to_bytes(press="office")
    page = pypdfium2.PdfDocument(data)[0]
    grey = page.render(scale=4).to_pil().convert("L")
    width, height = grey.size
    edge = grey.crop((width - round(4.8 * MM * 4), 0, width, height))
    inner = grey.crop((width - round(5.5 * MM * 4), 0, width - round(5.1 * MM * 4), height))
    assert edge.getextrema()[0] > 250, "nothing is inked where a copier may leave white"
    assert inner.getextrema()[0] < 10, "the slats run up to there"


@pytest.mark.parametrize("theme", THEMES)
def test_a_direction_sign_says_how_far_it_is(theme: str, examples: dict[str, Path], text_of) -> None:  # type: ignore[no-untyped-def]
    signs = ofprint.signage(ofprint.load(examples["town-festival"]), template=theme)
    assert "80m" in text_of(signs["direction-1"].to_bytes())
    assert "200m" in text_of(signs["direction-2"].to_bytes())


@pytest.mark.parametrize("theme", THEMES)
def test_a_biography_beside_a_portrait_goes_on_overleaf_without_losing_a_word(
    theme: str, examples: dict[str, Path]
) -> None:
    event = ofprint.load(examples["craft-lecture"])
    told = "".join(f"第{number}の椀を塗り終えたのは、雨の多い年の終わりであったという。" for number in range(1, 61))
    first, *others = event.people
    long = replace(first, biography=(Text(told[:900]), Text(told[900:])))
    programme = tuple(
        replace(item, abstract=(), speakers=tuple(replace(who, person=long) for who in item.speakers))
        for item in event.programme
    )
    event = replace(event, people=(long, *others), programme=programme)
    pages = ofprint.booklet(event, template=theme).pages
    items = (item for page in pages for item in walk(page.items) if isinstance(item, SetItem))
    said = ["".join(item.setting.text.split()) for item in items]
    pieces = [words for words in said if len(words) > 9 and words in told]
    assert len(pieces) > 1 and "".join(pieces) == told


@pytest.mark.parametrize("theme", THEMES)
def test_where_there_are_several_rooms_every_item_says_its_own(
    theme: str, examples: dict[str, Path], text_of: Callable[[bytes], str]
) -> None:
    event = ofprint.load(examples["town-festival"])
    rooms = [
        item.room.name.flat if hasattr(item.room.name, "flat") else str(item.room.name) for item in event.timeline()
    ]
    assert len(set(rooms)) > 1
    for document in (ofprint.flyer(event, template=theme), ofprint.booklet(event, template=theme)):
        printed = "".join(text_of(document.to_bytes()).split())
        stalls = [str(stall.place) for stall in event.shops]
        for room in set(rooms):
            assert printed.count(room) >= rooms.count(room) + sum(room in place for place in stalls) - 1


@pytest.mark.parametrize("theme", THEMES)
def test_what_signing_up_takes_is_on_the_flyer_or_said_to_be_in_the_booklet(
    theme: str, examples: dict[str, Path], text_of: Callable[[bytes], str]
) -> None:
    for example in ("craft-lecture", "two-day-conference", "community-evening"):
        event = ofprint.load(examples[example])
        flyer = ofprint.flyer(event, template=theme)
        printed = "".join(text_of(flyer.to_bytes()).split())
        told = any("fee" in one.what.en for one in flyer.findings)
        form = event.registration
        assert told or all("".join(str(fact).split()) in printed for fact in (form.capacity, form.fee) if fact), example
