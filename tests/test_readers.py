"""Files are read in a process of their own: what one of them does to it ends there, and the store stays as it was."""

import io
import os
import zipfile
from datetime import date
from pathlib import Path

import pytest

from reparto import readers
from reparto.asking import Answers
from reparto.errors import UnreadableExport
from reparto.readers import read_file
from tests.exports.builders import xlsx_bytes
from tests.worlds import world

HEADER = "delivered_on,partner,ubigeo,item,households\n"
GOOD = HEADER + "2020-04-10,Alpha,150101,food_kit,5\n"


@pytest.fixture(autouse=True)
def fresh_process(monkeypatch):
    """A reading process that belongs to one test alone."""
    monkeypatch.setattr(readers, "_reader", readers._Reader())
    yield
    readers._reader.end()


def sent(tmp_path: Path, name: str, data: bytes | str) -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def every_byte(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_file_is_not_read_in_this_process(tmp_path, monkeypatch):
    monkeypatch.setattr("reparto.exports.reading.read_export", None)
    monkeypatch.setattr("reparto.exports.receiving.receive", None)
    received = read_file(sent(tmp_path, "a.csv", GOOD), "a.csv", tmp_path / "work", Answers())
    assert received.tables[0].rows == 1
    assert readers._reader._process._running.pid != os.getpid()


def test_a_file_that_takes_too_much_memory_is_refused_and_the_next_is_read(tmp_path, monkeypatch):
    monkeypatch.setenv("REPARTO_READER_MEMORY_MB", "400")
    wide = HEADER + '2020-04-10,Alpha,150101,"' + "x" * 120_000_000 + '\n",5\n' + "a,b\n" * 900_000
    path = sent(tmp_path, "wide.csv", wide)
    with pytest.raises(UnreadableExport, match="more memory"):
        read_file(path, "wide.csv", tmp_path / "one", Answers())
    received = read_file(sent(tmp_path, "a.csv", GOOD), "a.csv", tmp_path / "two", Answers())
    assert received.tables[0].rows == 1


def test_a_file_that_takes_too_long_is_refused_and_the_next_is_read(tmp_path, monkeypatch):
    pipe = tmp_path / "endless.csv"
    os.mkfifo(pipe)
    with monkeypatch.context() as patched:
        patched.setattr(readers, "SECONDS", 2)
        with pytest.raises(UnreadableExport, match="longer to read"):
            read_file(pipe, "endless.csv", tmp_path / "one", Answers())
    received = read_file(sent(tmp_path, "a.csv", GOOD), "a.csv", tmp_path / "two", Answers())
    assert received.tables[0].rows == 1


def test_a_process_that_dies_is_a_sentence_and_the_next_file_is_read(tmp_path):
    read_file(sent(tmp_path, "a.csv", GOOD), "a.csv", tmp_path / "one", Answers())
    readers._reader._process._running.kill()
    readers._reader._process._running.wait()
    received = read_file(sent(tmp_path, "b.csv", GOOD), "b.csv", tmp_path / "two", Answers())
    assert received.tables[0].rows == 1


def bomb() -> bytes:
    """A workbook of a few kilobytes whose sheet would unpack to two gigabytes."""
    made = io.BytesIO(xlsx_bytes({"Hoja1": [HEADER.strip().split(",")]}))
    out = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if not info.filename.endswith("sheet1.xml"):
                new.writestr(info, old.read(info))
        with new.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(400):
                sheet.write(b" " * 1_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bomb.xlsx", bomb),
        ("picture.csv", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("cut.xlsx", lambda: xlsx_bytes({"A": [["partner"]]})[:-40]),
        ("other.csv", lambda: b"one,two\n1,2\n"),
        ("nothing counts.csv", lambda: (HEADER + "2020-04-10,,999999,,-1\n").encode()),
        ("../../escape.csv", lambda: b"\0" * 2000),
    ],
)
def test_a_refused_file_leaves_the_store_as_it_was_to_the_byte(tmp_path, name, data):
    with world(tmp_path, name="Safe", country="PE", starts_on=date(2020, 4, 1)) as made:
        made.take(sent(tmp_path, "good.csv", GOOD))
        before = every_byte(made.store)
        from reparto.importing import import_sources

        report = import_sources(made.operation, [(name, data)])
        assert [file.status for file in report.files] == ["refused"]
        assert report.snapshot is None
        assert every_byte(made.store) == before
        assert not list(tmp_path.parent.glob("escape*"))
        assert not [path for path in made.store.iterdir() if path.name.startswith(".reading")]


def test_a_trial_writes_nothing_at_all(tmp_path):
    with world(tmp_path, name="Safe", country="PE", starts_on=date(2020, 4, 1)) as made:
        report = made.check(sent(tmp_path, "good.csv", GOOD))
        assert report.files[0].status == "imported"
        assert report.after["households_reached"] == 5
        assert not made.store.exists()
