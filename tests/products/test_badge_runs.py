"""Runs of badges: the same bytes from any number of workers, volumes, the ledger, and runs that are killed."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

import ofprint
from ofprint.cli import main

COUNT = 150


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An event with a list of 150 people."""
    (tmp_path / "event.yaml").write_text(
        "title: 見本の会\ndates: [2026-05-10]\nattendees: list.csv\n", encoding="utf-8"
    )
    rows = [f"N-{n:03},見本{n:03} 太郎,みほん たろう,見本社,参加者" for n in range(1, COUNT + 1)]
    (tmp_path / "list.csv").write_text("\n".join(["受付番号,氏名,ふりがな,所属,区分", *rows]), encoding="utf-8")
    return tmp_path


def run(folder: Path, *options: str) -> Path:
    out = folder / "badges.pdf"
    assert main(["badges", str(folder), "-o", str(out), "--quiet", *options]) == 0
    return out


def text(path: Path) -> str:
    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path)).replace("\r\n", "")


def ledger(folder: Path) -> dict[str, str]:
    path = folder / "badges-ledger.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))["printed"]) if path.exists() else {}


def test_any_number_of_workers_gives_the_same_bytes(folder: Path) -> None:
    alone = run(folder, "--workers", "1").read_bytes()
    assert run(folder, "--workers", "3").read_bytes() == alone


@pytest.mark.parametrize("make", [
    lambda: ThreadPoolExecutor(3),
    lambda: ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")),
], ids=["threads", "spawned"])  # fmt: skip
def test_any_executor_gives_the_same_bytes(folder: Path, make) -> None:  # type: ignore[no-untyped-def]
    event = ofprint.load(folder)
    people = ofprint.load_attendees(folder / "list.csv")
    alone = ofprint.badges(event, people).to_bytes()
    with make() as executor:
        assert ofprint.badges(event, people, executor=executor).to_bytes() == alone


def test_volumes_hold_so_many_sheets_and_everybody_once(folder: Path) -> None:
    run(folder, "--volume", "4")
    volumes = sorted(folder.glob("badges-*.pdf"), key=lambda path: int(path.stem.rpartition("-")[2]))
    counts = []
    for path in volumes:
        with pikepdf.open(path) as pdf:
            counts.append(len(pdf.pages))
    assert counts == [4, 4, 4, 3]
    whole = "".join(map(text, volumes))
    assert all(whole.count(f"N-{n:03}") == 1 for n in range(1, COUNT + 1))


def test_without_being_asked_no_ledger_is_written(folder: Path) -> None:
    run(folder)
    assert not list(folder.glob("*ledger*"))


def test_changed_prints_only_who_is_new_or_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(folder, "--ledger")
    assert len(ledger(folder)) == COUNT
    assert main(["badges", str(folder), "-o", str(folder / "b.pdf"), "--changed"]) == 0
    assert "nothing to print" in capsys.readouterr().out
    assert not (folder / "b.pdf").exists()
    listed = (folder / "list.csv").read_text(encoding="utf-8").replace("見本007 太郎", "別人007 花子")
    (folder / "list.csv").write_text(listed + "\nN-999,新顔 一人,,,参加者", encoding="utf-8")
    printed = text(run(folder, "--changed"))
    assert "別人" in printed and "新顔" in printed and "N-008" not in printed
    assert "N-999" in ledger(folder)


def test_a_photo_changed_under_its_name_is_a_badge_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "event.yaml").write_text(
        "title: 見本の会\ndates: [2026-05-10]\nattendees: list.csv\nbadges: {photo: 写真}\n", encoding="utf-8"
    )
    (folder / "list.csv").write_text("受付番号,氏名,写真\nN-1,見本 一,a.png\nN-2,見本 二,b.png\n", encoding="utf-8")
    for name, grey in (("a.png", 60), ("b.png", 120)):
        Image.new("L", (120, 150), grey).save(folder / name)
    run(folder, "--ledger")
    assert main(["badges", str(folder), "-o", str(folder / "b.pdf"), "--changed"]) == 0
    assert "nothing to print" in capsys.readouterr().out
    Image.new("L", (120, 150), 200).save(folder / "b.png")
    printed = text(run(folder, "--changed"))
    assert "N-2" in printed and "N-1" not in printed


def test_only_prints_one_badge_and_blanks_are_numbered_on(folder: Path) -> None:
    assert "N-012" in (printed := text(run(folder, "--only", "N-012"))) and "N-013" not in printed
    run(folder, "--blank", "2")
    run(folder, "--blank", "1")
    assert [one for one in ledger(folder) if one.startswith("W-")] == ["W-001", "W-002", "W-003"]


def test_a_ledger_holds_ids_and_hashes_and_nobody_s_name(folder: Path) -> None:
    run(folder, "--ledger")
    assert "太郎" not in (folder / "badges-ledger.json").read_text(encoding="utf-8")


def test_killed_at_any_moment_a_rerun_completes_and_the_ledger_tells_the_truth(folder: Path) -> None:
    command = [sys.executable, "-m", "ofprint", "badges", str(folder), "-o", str(folder / "badges.pdf"), "--ledger"]
    chance = random.Random(7)
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    whole = time.perf_counter() - begin
    expected = (folder / "badges.pdf").read_bytes()
    for _ in range(10):
        for path in (folder / "badges.pdf", folder / "badges-ledger.json"):
            path.unlink(missing_ok=True)
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(chance.uniform(0, whole))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if ledger(folder):
            assert (folder / "badges.pdf").read_bytes() == expected, "printed is only what lies in a whole file"
        if (folder / "badges.pdf").exists():
            assert (folder / "badges.pdf").read_bytes() == expected
    subprocess.run(command, check=True, capture_output=True)
    assert (folder / "badges.pdf").read_bytes() == expected and len(ledger(folder)) == COUNT
    assert sorted(path.name for path in folder.iterdir() if not path.is_dir()) == [
        "badges-ledger.json", "badges.pdf", "event.yaml", "list.csv",
    ]  # fmt: skip


def test_a_dask_cluster_gives_the_same_bytes(folder: Path) -> None:
    from distributed import Client, LocalCluster

    event = ofprint.load(folder)
    people = ofprint.load_attendees(folder / "list.csv")
    alone = ofprint.badges(event, people).to_bytes()
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
        client.get_executor() as executor,
    ):
        sent: list[object] = []
        submit = executor.submit
        executor.submit = lambda *work, **more: sent.append(work) or submit(*work, **more)
        assert ofprint.badges(event, people, executor=executor).to_bytes() == alone
    assert sent
