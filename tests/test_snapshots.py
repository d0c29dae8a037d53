"""Snapshots: published whole or not at all, kept to three, fallen back from when damaged, never mixed."""

import datetime
import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from reparto.command import main
from reparto.errors import StoreProblem
from reparto.importing import import_files, rebuild
from reparto.operation import ROOT, load_operation
from reparto.operations import DEMONSTRATION
from reparto.snapshots import (
    current_number,
    newest_manifest,
    open_current,
    published_numbers,
    snapshot_path,
    writing,
)
from tests.worlds import world

HEADER = "delivered_on,partner,ubigeo,item,households,delivery_id\n"


@pytest.fixture
def made(tmp_path):
    with world(tmp_path, name="Try", country="PE", starts_on=datetime.date(2020, 4, 9)) as empty:
        yield empty


def export(folder, name, *rows):
    path = folder / name
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def reached(made):
    return made.ask("overview/headline")[0]["households_reached"]


def publish_many(made, tmp_path, count):
    for n in range(1, count + 1):
        made.take(export(tmp_path, f"{n}.csv", f"2020-04-{9 + n:02},Alpha,150101,food,10,"))


def test_each_import_is_the_next_number_and_three_are_kept(made, tmp_path):
    publish_many(made, tmp_path, 5)
    assert current_number(made.store) == 5
    assert published_numbers(made.store) == [5, 4, 3]
    assert sorted(path.name for path in made.store.glob("*.duckdb")) == [
        f"snapshot-{n}.duckdb" for n in (3, 4, 5)
    ]
    assert reached(made) == 50


def test_a_reader_keeps_its_snapshot_while_the_next_is_published(made, tmp_path):
    publish_many(made, tmp_path, 1)
    before = made.snapshot
    made._snapshot = None
    made.take(export(tmp_path, "more.csv", "2020-04-20,Alpha,150101,food,7,"))
    sql = "select cast(sum(households) as bigint) as families from deliveries"
    assert before.run(sql, {}).to_pylist() == [{"families": 10}]
    assert made.snapshot.run(sql, {}).to_pylist() == [{"families": 17}]
    before.close()


@pytest.mark.parametrize("damage", ["flip", "truncate", "remove"])
def test_a_damaged_snapshot_is_noticed_and_the_one_before_it_answers(made, tmp_path, damage):
    publish_many(made, tmp_path, 2)
    path = snapshot_path(made.store, 2)
    data = bytearray(path.read_bytes())
    if damage == "flip":
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    elif damage == "truncate":
        path.write_bytes(data[: len(data) // 2])
    else:
        path.unlink()
    assert made.snapshot.number == 1
    assert made.snapshot.damaged == (2,)
    assert reached(made) == 10
    made.take(export(tmp_path, "3.csv", "2020-04-20,Alpha,150101,food,5,"))
    assert (made.snapshot.number, made.snapshot.damaged, reached(made)) == (3, (), 25)


def test_every_snapshot_damaged_is_one_sentence_and_can_be_built_again(made, tmp_path):
    publish_many(made, tmp_path, 2)
    for number in (1, 2):
        snapshot_path(made.store, number).write_bytes(b"nothing")
    with pytest.raises(StoreProblem, match="python -m reparto publish"):
        open_current(made.store)
    assert rebuild(made.operation) == 3
    assert reached(made) == 20


def test_a_damaged_pointer_is_passed_over(made, tmp_path):
    publish_many(made, tmp_path, 2)
    (made.store / "CURRENT").write_text("what?", encoding="ascii")
    assert (made.snapshot.number, reached(made)) == (2, 20)


def test_two_at_once_do_not_both_publish(made, tmp_path):
    with writing(made.store), pytest.raises(StoreProblem, match="Another import is running"):
        made.take(export(tmp_path, "a.csv", "2020-04-09,Alpha,150101,food,10,"))
    assert newest_manifest(made.store) is None


def test_an_import_that_is_stopped_still_answers_in_json(made, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("REPARTO_OPERATION", str(made.operation.folder))
    path = export(tmp_path, "a.csv", "2020-04-09,Alpha,150101,food,10,")
    with writing(made.store):
        assert main(["import", str(path), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["snapshot"], told["files"]) == (None, [])
    assert told["message"].startswith("Another import is running.")


def test_a_failed_build_leaves_nothing_behind(made, tmp_path, monkeypatch):
    publish_many(made, tmp_path, 1)
    before = {path.name for path in made.store.rglob("*")}
    assert len(before) == 10

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reparto.snapshots.os.replace", full)
    with pytest.raises(StoreProblem, match="disk space"):
        made.take(export(tmp_path, "b.csv", "2020-04-25,Alpha,150101,food,10,"))
    assert {path.name for path in made.store.rglob("*")} == before
    monkeypatch.undo()


def test_a_later_row_with_the_same_id_replaces_the_earlier_one(made, tmp_path):
    made.take(
        export(
            tmp_path,
            "a.csv",
            "2020-04-10,Alpha,150101,food,10,X1",
            "2020-04-10,Beta,150101,food,4,X1",
        )
    )
    made.take(export(tmp_path, "b.csv", "2020-04-11,Alpha,150101,food,3,X1"))
    assert reached(made) == 7
    first, second = made.ask("data/batches")
    assert (first["rows_accepted"], second["rows_accepted"]) == (2, 1)


def test_rows_that_are_alike_without_an_id_all_count(made, tmp_path):
    row = "2020-04-10,Alpha,150101,food,10,"
    made.take(export(tmp_path, "a.csv", row, row))
    assert reached(made) == 20


def test_rows_of_ones_own_never_mix_with_invented_ones(tmp_path, monkeypatch):
    monkeypatch.setenv("REPARTO_STORE", str(tmp_path / "store"))
    operation = load_operation(DEMONSTRATION)
    sample = DEMONSTRATION / "exports"
    assert import_files(operation, [sample / "serenazgo_entregas_demo.csv"]).succeeded
    own = export(tmp_path, "own.csv", "2020-04-10,Alpha,150101,food,10,")
    report = import_files(operation, [own])
    assert (report.snapshot, report.files[0].status) == (None, "refused")
    assert "mix with the invented rows" in report.files[0].message
    assert import_files(operation, [own], dry_run=True).files[0].status == "refused"


def test_importers_killed_at_any_moment_leave_a_whole_snapshot(made, tmp_path):
    publish_many(made, tmp_path, 1)
    environment = os.environ | {"REPARTO_OPERATION": str(made.operation.folder)}
    moments = random.Random(7)
    for n in range(6):
        path = export(tmp_path, f"k{n}.csv", f"2020-05-{n + 1:02},Alpha,150101,food,1,")
        process = subprocess.Popen(
            [sys.executable, "-m", "reparto", "import", str(path)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(moments.uniform(0.6, 1.6))
        if os.name == "nt":
            process.terminate()
        else:
            process.send_signal(signal.SIGKILL)
        process.wait()
        made.close()
        manifest = newest_manifest(made.store)
        assert made.snapshot.damaged == ()
        assert made.snapshot.number == manifest.number
        assert reached(made) == 10 + len(manifest.batches) - 1
    report = made.take(export(tmp_path, "last.csv", "2020-05-30,Alpha,150101,food,1,"))
    assert report.succeeded
    assert not list(made.store.glob(".build-*"))


def test_the_manifest_names_the_files_in_their_order(made, tmp_path):
    publish_many(made, tmp_path, 2)
    manifest = json.loads((made.store / "snapshot-2.json").read_text(encoding="utf-8"))
    assert manifest["batches"] == [row["sha256"] for row in made.ask("data/batches")]


def test_a_store_of_another_version_is_refused_with_a_sentence(made, tmp_path):
    publish_many(made, tmp_path, 1)
    path = made.store / "snapshot-1.json"
    facts = json.loads(path.read_text())
    path.write_text(json.dumps({name: facts[name] for name in facts if name != "format"}))
    with pytest.raises(StoreProblem, match="another version"):
        open_current(made.store)
