"""The model: values typed from text, what is derived from them, and the doors from Python."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest

from ofprint.base.errors import EventError
from ofprint.base.yaml_places import Mapping, Node, Sequence, read_yaml
from ofprint.event import Clock, Edition, Event, PersonName, Text, load
from ofprint.event.clock import read_clock, read_date, read_minutes, read_moment
from ofprint.event.programme import Item

EXAMPLES = Path(__file__).parents[2] / "examples"
LEAST = {"title": "見本の会", "dates": "2026-01-22"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("13:30", "13:30"), ("9:05", "9:05"), ("１３：３０", "13:30"), ("13時30分", "13:30"), ("13時", "13:00"),
        ("午後1時半", "13:30"), ("午前0時", "0:00"), ("1:30 pm", "13:30"), ("25:00", "25:00"), ("13:30:00", "13:30"),
    ],
)  # fmt: skip
def test_times(written, read):
    assert str(read_clock(written)) == read


@pytest.mark.parametrize("written", ["810", "30:00", "13:60", "", "13", "午後13時", "13:30-", "x" * 100_000])
def test_what_is_no_time(written):
    with pytest.raises(ValueError):
        read_clock(written)


@pytest.mark.parametrize(
    "written",
    ["2026-01-22", "2026.01.22 (木)", "2026年1月22日(木)", "2026年1月22日（木曜日）", "2026/1/22", "令和8年1月22日",
     "2026-01-22 Thu", "２０２６年１月２２日", "2026.1.22[木]"],
)  # fmt: skip
def test_dates(written):
    assert read_date(written)[0] == dt.date(2026, 1, 22)


@pytest.mark.parametrize("written", ["2026-02-30", "2026-13-01", "26-1-22", "1月22日", "", "20260122"])
def test_what_is_no_date(written):
    with pytest.raises(ValueError):
        read_date(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026年1月21日(水) 17時", "2026-01-21 17:00"), ("2026-01-21T17:00:00", "2026-01-21 17:00"),
        ("2026-01-21 17:00", "2026-01-21 17:00"), ("2026年1月21日17時まで", "2026-01-21 17:00"),
        ("2026.1.21 (水)まで", "2026-01-21"), ("2026-01-21", "2026-01-21"),
    ],
)  # fmt: skip
def test_deadlines(written, read):
    assert str(read_moment(written)[0]) == read


@pytest.mark.parametrize(("written", "read"), [("15分", 15), ("1時間30分", 90), ("90min", 90), ("1h", 60), ("15", 15)])
def test_durations(written, read):
    assert read_minutes(written) == read


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("森田 正隆", "森田", "正隆"), ("森田　正隆", "森田", "正隆"), ("見本", "見本", ""),
        ("Konstantinos Papadimitriou", "Papadimitriou", "Konstantinos"), ("Łukasz Wiśniewski", "Wiśniewski", "Łukasz"),
        ("Maria del Carmen García", "García", "Maria del Carmen"),
    ],
)  # fmt: skip
def test_names_have_parts(name, family, given):
    assert PersonName(name).parts == (family, given)


@pytest.mark.parametrize(
    ("edition", "parts"), [("vol.7", ("vol.", "7", "")), ("第12回", ("第", "12", "回")), ("秋の会", ("", "", "秋の会"))]
)
def test_editions_have_a_figure(edition, parts):
    made = Edition(edition)
    assert (made.prefix, made.number, made.suffix) == parts


def test_a_text_knows_its_languages_and_lines():
    event = Event.from_dict({**LEAST, "title": {"ja": ["見本", "の会"], "en": "Sample Meeting"}})
    assert event.title == "見本\nの会" and event.title.flat == "見本の会"
    assert (event.title.en, event.title.lines) == ("Sample Meeting", ("見本", "の会"))
    assert Text("only").of("en") == "only" and Text("only").of("en", fallback=False) == ""


def test_the_main_language_leads():
    event = Event.from_dict({**LEAST, "language": "en", "title": {"ja": "見本の会", "en": "Sample"}})
    assert event.title == "Sample" and event.title.ja == "見本の会"


def test_honorifics_follow_the_rule_of_the_event_or_the_person():
    people = {"a": "甲 一", "b": {"name": "乙 二", "honorific": "none"}, "c": {"name": "丙 三", "honorific": "先生"}}
    item = {"start": "10:00", "title": "話", "speakers": ["a", "b", "c", {"name": "丁 四"}]}
    event = Event.from_dict({**LEAST, "honorific": "さん", "people": people, "programme": [item]})
    assert [str(s.honorific) for s in event.programme[0].speakers] == ["さん", "", "先生", "さん"]
    assert event.programme[0].speakers[0].honorific.en == ""
    assert event.programme[0].speakers[3].person.key == ""


def test_a_block_passes_its_day_track_and_room_to_its_items():
    mapping = {
        "title": "会",
        "dates": ["2026-01-22", "2026-01-23"],
        "tracks": {"A": {"room": "甲"}},
        "programme": [
            {"day": 2, "track": "A", "items": [{"start": "10:00", "duration": "30分", "title": "話"}]},
            {"day": "2026-01-22", "room": "乙", "items": {"start": "9:00", "title": "開会", "room": "丙"}},
        ],
    }
    event = Event.from_dict(mapping)
    first, second = event.timeline()
    assert (str(first.room), first.day.day, str(first.title)) == ("丙", 22, "開会")
    assert (str(second.room), second.track.key, str(second.end), second.day.day) == ("甲", "A", "10:30", 23)
    assert event.programme[0].path == "programme[0].items[0]"


def test_every_text_is_told_once_with_a_path_that_leads_to_its_line():
    event = load(EXAMPLES / "two-day-conference")
    lines = (EXAMPLES / "two-day-conference" / "event.yaml").read_text(encoding="utf-8").split("\n")
    texts = list(event.texts())
    assert len({path for path, _ in texts}) == len(texts)
    for path, text in texts:
        place = event.place(path)
        if "biography" in path or path.endswith("title"):
            rest = lines[place.line - 1] + lines[place.line]
            assert str(text)[:3].split("\n")[0] in rest, path


# ---- from Python


def _plain(node: Node) -> object:
    if isinstance(node, Mapping):
        return {entry.key.text: _plain(entry.value) for entry in node}
    if isinstance(node, Sequence):
        return [_plain(item) for item in node]
    return None if node.is_null else node.text


@pytest.mark.parametrize("folder", sorted(path.parent.name for path in EXAMPLES.glob("*/event.yaml")))
def test_a_dict_gives_the_same_event_as_its_file(folder):
    file = EXAMPLES / folder / "event.yaml"
    mapping = _plain(read_yaml(file.read_bytes(), file="e").root)
    assert Event.from_dict(mapping, folder=EXAMPLES / folder) == load(file)


def test_a_dict_gives_the_same_faults_as_a_file(tmp_path):
    text = (
        "tittle: x\ndates: 2026.01.22 (金)\npeople: {a: {nam: 甲}}\n"
        "programme: [{start: 9:00, end: 8:00, title: 話, speakers: b}]\n"
    )
    (tmp_path / "event.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(EventError) as of_file:
        load(tmp_path)
    with pytest.raises(EventError) as of_dict:
        Event.from_dict(_plain(read_yaml(text.encode(), file="e").root))

    def told(error):
        return sorted((f.rule, f.place.path, f.what.en) for f in error.value.findings)

    assert told(of_file) == told(of_dict)


def test_a_dict_may_hold_dates_times_and_numbers():
    event = Event.from_dict(
        {
            "title": "会",
            "updated": dt.date(2026, 1, 5),
            "dates": [{"date": dt.date(2026, 1, 22), "start": dt.time(13, 30)}],
            "registration": {"deadline": dt.datetime(2026, 1, 21, 17, 0)},
            "programme": [{"start": dt.time(13, 30), "duration": 15, "title": "話", "optional": True}],
            "signs": [{"kind": "notice", "copies": 3}],
        }
    )
    assert (str(event.first_day.start), str(event.registration.deadline)) == ("13:30", "2026-01-21 17:00")
    assert (str(event.programme[0].end), event.programme[0].optional, event.signs[0].copies) == ("13:45", "任意参加", 3)


def test_the_number_that_yaml_makes_of_a_time_is_a_fault_with_its_cure():
    with pytest.raises(EventError) as raised:
        Event.from_dict({"title": "会", "dates": {"date": "2026-01-22", "start": 810}})
    (found,) = raised.value.findings
    assert found.place.path == "dates.start" and '"13:30"' in found.cure.en


@pytest.mark.parametrize(
    "mapping",
    [{}, [], None, "title", {"title": object()}, {1.5: "x"}, {None: 1}, {"title": float("nan"), "dates": 10**400},
     {"title": "\ud800", "dates": b"2026"}, {"contacts": {"office": "x", "tel": 222214861}}],
)  # fmt: skip
def test_anything_else_is_an_event_error(mapping):
    with pytest.raises(EventError) as raised:
        Event.from_dict(mapping)
    assert all(f.said().encode() and f.said("ja").encode() for f in raised.value.findings)


def test_a_dict_that_holds_itself_is_an_event_error():
    mapping: dict = {"title": "会", "dates": "2026-01-22"}
    mapping["template_options"] = mapping
    with pytest.raises(EventError):
        Event.from_dict(mapping)


def test_pictures_of_a_dict_without_a_folder_are_kept_unchecked_and_that_is_said():
    event = Event.from_dict({**LEAST, "venue": {"name": "郡山", "map": "map.png"}})
    assert [f.rule for f in event.findings] == ["event.file-unchecked"]


def test_an_event_is_frozen_and_crosses_processes_whole():
    event = load(EXAMPLES / "two-day-conference")
    again = pickle.loads(pickle.dumps(event))
    assert again == event and again.findings == event.findings and again.folder == event.folder
    assert again.title.en == event.title.en and copy.deepcopy(event) == event
    with pytest.raises(FrozenInstanceError):
        event.title = Text("x")
    other = replace(event, title="別の題")
    assert other.title == "別の題" and other.place("title") == event.place("title") and other != event


def test_parts_can_be_made_in_python():
    item = Item(start="13:30", end=dt.time(14, 0), title="話")
    assert (item.start, item.minutes) == (Clock(810), 30)
    with pytest.raises(ValueError, match="13:99"):
        Item(start="13:99", title="話")
    with pytest.raises(TypeError, match=r"Item\.title: Text expected, not 3"):
        Item(start="13:30", title=3)
    with pytest.raises(TypeError, match="Item needs title"):
        Item(start="13:30")
    with pytest.raises(TypeError, match="Item has no field 'titel'"):
        Item(start="13:30", title="話", titel="話")


def test_eight_threads_load_the_same_event_at_once():
    with ThreadPoolExecutor(8) as pool:
        events = list(pool.map(load, [EXAMPLES / "tohoku-vol7"] * 16))
    assert all(event == events[0] for event in events)


def test_a_name_that_leads_out_of_the_folder_is_refused():
    event = load(EXAMPLES / "tohoku-vol7")
    with pytest.raises(EventError):
        event.image("../community-evening/event.yaml")
