"""The front doors: the command and its exit codes, the Python door from anywhere, the same bytes everywhere."""

from __future__ import annotations

import hashlib
import io
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

import ofprint
from ofprint.cli import main
from ofprint.layout.page import Picture, walk

FLYER = "import ofprint, sys; sys.stdout.buffer.write(ofprint.flyer(ofprint.load(sys.argv[1])).to_bytes())"


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env={**os.environ, **environment}, capture_output=True, check=False
    )


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_a_script_in_another_folder_under_other_seed_zone_and_locale_gives_the_same_bytes(
    examples: dict[str, Path], tmp_path: Path, forum: ofprint.Event
) -> None:
    expected = digest(ofprint.flyer(forum).to_bytes())
    event = str(examples["tohoku-vol7"])
    settings = [
        {"PYTHONHASHSEED": "1", "TZ": "America/Lima", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "LANG": "ja_JP.UTF-8"},
    ]
    for number, setting in enumerate(settings):
        folder = tmp_path / str(number)
        folder.mkdir()
        done = run("-c", FLYER, event, cwd=folder, **setting)
        assert done.returncode == 0, done.stderr.decode()
        assert digest(done.stdout) == expected


def test_an_event_copied_to_another_folder_gives_the_same_bytes(
    examples: dict[str, Path], tmp_path: Path, forum: ofprint.Event
) -> None:
    shutil.copytree(examples["tohoku-vol7"], tmp_path / "elsewhere")
    copied = ofprint.load(tmp_path / "elsewhere")
    assert digest(ofprint.flyer(copied).to_bytes()) == digest(ofprint.flyer(forum).to_bytes())


def test_pictures_copied_with_it_give_the_same_bytes(examples: dict[str, Path], tmp_path: Path) -> None:
    shutil.copytree(examples["craft-lecture"], tmp_path / "elsewhere")
    made = [ofprint.booklet(ofprint.load(folder)) for folder in (examples["craft-lecture"], tmp_path / "elsewhere")]
    assert any(isinstance(item, Picture) for page in made[0].pages for item in walk(page.items))
    assert len({digest(booklet.to_bytes()) for booklet in made}) == 1
    (tmp_path / "elsewhere" / "portrait.png").write_bytes((examples["craft-lecture"] / "map.png").read_bytes())
    assert digest(made[1].to_bytes()) != digest(made[0].to_bytes()), "another picture under the same name"


def test_eight_threads_at_once_make_the_same_flyer(examples: dict[str, Path]) -> None:
    def make(_number: int) -> str:
        return digest(ofprint.flyer(ofprint.load(examples["tohoku-vol7"])).to_bytes())

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(make, range(8)))) == 1


def _flyer_digest(event: str, queue: multiprocessing.Queue[str]) -> None:
    queue.put(digest(ofprint.flyer(ofprint.load(event)).to_bytes()))


def test_a_daemonic_worker_process_makes_a_flyer(examples: dict[str, Path], forum: ofprint.Event) -> None:
    context = multiprocessing.get_context("spawn")
    queue: multiprocessing.Queue[str] = context.Queue()
    worker = context.Process(target=_flyer_digest, args=(str(examples["tohoku-vol7"]), queue), daemon=True)
    worker.start()
    assert queue.get(timeout=60) == digest(ofprint.flyer(forum).to_bytes())
    worker.join(10)


@pytest.mark.parametrize("product", ["flyer", "booklet", "badges"])
def test_a_single_product_is_written_where_it_was_asked(
    examples: dict[str, Path], tmp_path: Path, product: str
) -> None:
    out = tmp_path / f"{product}.pdf"
    assert main([product, str(examples["community-evening"]), "-o", str(out), "--quiet"]) == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert (tmp_path / "booklet-imposed.pdf").exists() == (product == "booklet")


def test_signs_are_written_into_a_folder(examples: dict[str, Path], tmp_path: Path) -> None:
    assert main(["signage", str(examples["community-evening"]), "-o", str(tmp_path / "signs"), "--quiet"]) == 0
    assert (tmp_path / "signs" / "welcome.pdf").is_file()


def test_signs_larger_than_the_paper_are_tiled_on_demand(examples: dict[str, Path], tmp_path: Path) -> None:
    out = tmp_path / "signs"
    assert main(["signage", str(examples["community-evening"]), "-o", str(out), "--tile", "a4", "--quiet"]) == 0
    with pikepdf.open(out / "welcome-a4.pdf") as pdf:
        sizes = {tuple(round(float(value) / 72 * 25.4) for value in page.MediaBox) for page in pdf.pages}
        assert len(pdf.pages) > 8 and sizes <= {(0, 0, 210, 297), (0, 0, 297, 210)}


def test_a_missing_event_is_exit_1_and_said_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(tmp_path / "nowhere"), "-o", str(tmp_path / "out")]) == 1
    assert "nowhere" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("arguments", [["build"], ["bake", "x"], ["build", "x", "--only", "poster"], ["flyer", "x"]])
def test_wrong_usage_is_exit_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_a_sheet_for_cards_that_come_one_to_a_page_is_wrong_usage(examples: dict[str, Path], tmp_path: Path) -> None:
    arguments = [
        "badges",
        str(examples["tohoku-vol7"]),
        "-o",
        str(tmp_path / "b.pdf"),
        "--press",
        "x4",
        "--sheet",
        "a-one-51002",
    ]
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_a_broken_event_writes_nothing_and_lists_every_fault(
    examples: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(examples["tohoku-vol7"], tmp_path / "event")
    file = tmp_path / "event" / "event.yaml"
    text = file.read_text(encoding="utf-8").replace("(木)", "(金)").replace("theme:", "thema:")
    file.write_text(text, encoding="utf-8")
    assert main(["build", str(tmp_path / "event"), "-o", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert "event.yaml:" in said
    assert "thema" in said
    assert not (tmp_path / "out").exists()


def test_an_event_saved_as_cp932_builds(examples: dict[str, Path], tmp_path: Path) -> None:
    text = (examples["tohoku-vol7"] / "event.yaml").read_text(encoding="utf-8")
    text = text.replace("～", "\uff5e").replace("attendees: attendees.csv", "")
    (tmp_path / "event.yaml").write_bytes(text.encode("cp932"))
    assert main(["flyer", str(tmp_path), "-o", str(tmp_path / "flyer.pdf"), "--quiet"]) == 0


def test_new_makes_a_folder_that_builds_without_a_finding(tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "mine"), "--quiet"]) == 0
    assert main(["check", str(tmp_path / "mine"), "--quiet"]) == 0
    assert main(["build", str(tmp_path / "mine"), "-o", str(tmp_path / "out"), "--quiet"]) == 0
    assert main(["new", str(tmp_path / "mine"), "--quiet"]) == 1, "what is there is not written over"


def test_preview_makes_a_page_image_for_each_page(
    examples: dict[str, Path], tmp_path: Path, forum: ofprint.Event
) -> None:
    ofprint.flyer(forum).save(tmp_path / "flyer.pdf")
    assert main(["preview", str(tmp_path / "flyer.pdf"), "-o", str(tmp_path / "pages"), "--quiet"]) == 0
    assert len(list((tmp_path / "pages").glob("*.png"))) == 2


def test_deleting_a_talk_deletes_it_on_paper(examples: dict[str, Path], tmp_path: Path, text_of) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "event"
    shutil.copytree(examples["community-evening"], folder)
    before = text_of(ofprint.flyer(ofprint.load(folder)).to_bytes())
    event = ofprint.load(folder)
    gone = str(event.talks[0].title)
    kept = [item for item in event.programme if item.title != gone]
    shorter = replace(event, programme=tuple(kept))
    after = text_of(ofprint.flyer(shorter).to_bytes())
    assert "".join(gone.split()) in before
    assert "".join(gone.split()) not in after


def test_one_unknown_character_in_a_name_leaves_a_blank_and_stops_nobody(forum: ofprint.Event, text_of) -> None:  # type: ignore[no-untyped-def]
    people = ofprint.load_attendees("受付番号,氏名\n1,見本 花子\n2,\U00013000 太郎\n3,見本 三郎\n".encode())
    badges = ofprint.badges(forum, people)
    assert [finding.rule for finding in badges.findings] == ["badges.blank"]
    text = text_of(badges.to_bytes())
    assert "花子" in text and "三郎" in text and "太郎" not in text and "お名前" in text


def test_an_older_file_that_is_not_made_again_is_named(tmp_path, capsys):
    out = tmp_path / "out"
    (out / "signage").mkdir(parents=True)
    (out / "signage" / "old-sign.pdf").write_bytes(b"%PDF")
    (out / "flyer.pdf").write_bytes(b"%PDF")
    event = {"title": "題", "dates": ["2026-05-10"], "featuring": "あ" * 900}
    (tmp_path / "event.yaml").write_text(json.dumps(event), encoding="utf-8")
    assert main(["build", str(tmp_path), "-o", str(out), "--only", "flyer,signage"]) == 1
    said = capsys.readouterr().err
    assert "old-sign.pdf: is of an earlier run" in said and "flyer.pdf: is of an earlier run" in said
    assert (out / "flyer.pdf").read_bytes() == b"%PDF"


def test_output_follows_a_link_and_pours_into_a_device(tmp_path):
    event = ofprint.Event.from_dict({"title": "題", "dates": ["2026-05-10"]})
    real = tmp_path / "real.pdf"
    real.write_bytes(b"old")
    link = tmp_path / "link.pdf"
    link.symlink_to(real)
    ofprint.flyer(event).save(link)
    assert link.is_symlink() and real.read_bytes().startswith(b"%PDF")
    if hasattr(os, "mkfifo"):
        ofprint.flyer(event).save(os.devnull)
        assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    ("misused", "said"),
    [
        (lambda event: ofprint.flyer(None), "event: an Event from ofprint.load"),
        (lambda event: ofprint.badges(event, None), "people: Attendees"),
        (lambda event: ofprint.flyer(event).save(io.StringIO()), "target: a path or a stream opened for bytes"),
    ],
)
def test_misuse_from_python_is_a_type_error_that_says_what_is_expected(misused, said):
    event = ofprint.Event.from_dict({"title": "題", "dates": ["2026-05-10"]})
    with pytest.raises(TypeError, match=said):
        misused(event)


def test_a_character_no_face_has_is_told_with_its_place(tmp_path):
    (tmp_path / "event.yaml").write_text("title: 題\ndates: [2026-05-10]\nlead: 文字\U000f0000です\n", encoding="utf-8")
    flyer = ofprint.flyer(ofprint.load(tmp_path))
    with pytest.raises(ofprint.FontError, match=r"event\.yaml:3:7 lead\[0\]"):
        flyer.to_bytes()


@pytest.mark.parametrize("command", [["schema"], ["template", "schema"]], ids=" ".join)
def test_a_reader_that_stops_reading_is_no_fault_to_trace(command: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "ofprint", *command], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 1
