"""Whatever is sent instead of a good export: one clear sentence says what and where, and nothing is half-imported."""

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from reparto.checks import check_named
from reparto.importing import import_files, store_of
from reparto.operations import create_operation
from reparto.snapshots import current_number, writing

ROOT = Path(__file__).resolve().parent.parent
HEADER = "delivered_on,partner,ubigeo,item,households\n"
GOOD = "2020-04-10,Cáritas,150101,Food kit,10\n"
FIELDS = {
    "path",
    "sha256",
    "dialect",
    "kind",
    "mapping",
    "rows_read",
    "rows_accepted",
    "rows_held_back",
    "rows_skipped",
    "findings",
    "status",
    "message",
}


def zipped(name: str, text: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, text)
    return data.getvalue()


def cut_workbook() -> bytes:
    whole = (ROOT / "data/sample/exports/contributions.xlsx").read_bytes()
    return whole[: len(whole) // 2]


@pytest.fixture
def operation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """An operation of Lima that holds one good file."""
    monkeypatch.setenv("REPARTO_HOME", str(tmp_path / "operations"))
    monkeypatch.setenv("REPARTO_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("REPARTO_OPERATION", "lima")
    monkeypatch.setenv("REPARTO_LANG", "en")
    monkeypatch.setenv("REPARTO_TODAY", "2020-06-01")
    made = create_operation(
        tmp_path / "operations/lima",
        name="Lima",
        country="PE",
        starts_on=date(2020, 4, 9),
        largest_plausible_row=2000,
    )
    good = tmp_path / "good.csv"
    good.write_text(HEADER + GOOD, encoding="utf-8")
    assert import_files(made, [good]).snapshot == 1
    return made


def state(operation) -> dict[str, str]:
    """Every file of the store with its checksum; the lock is no data."""
    store = store_of(operation)
    return {
        path.relative_to(store).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(store.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def sent(tmp_path: Path, name: str, content: bytes | str) -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def command(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own, as a person runs it."""
    done = subprocess.run(
        [sys.executable, "-m", "reparto", *map(str, arguments)],
        cwd=ROOT, env=os.environ | {"PYTHONIOENCODING": "utf-8"}, capture_output=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert "Traceback" not in done.stderr + done.stdout
    return done


REFUSED = {
    "empty.csv": (b"", "empty.csv is empty."),
    "blank.csv": (b"\xef\xbb\xbf\r\n \r\n", "blank.csv is empty."),
    "headers.csv": (HEADER.encode(), "headers.csv has headers and no rows."),
    "picture.csv": (
        b"\x89PNG\r\n\x1a\n" + bytes(60),
        "picture.csv is not a table. It seems to be a picture.",
    ),
    "report.xlsx": (
        b"%PDF-1.7\n%\xe2\xe3\n1 0 obj",
        "report.xlsx is not a table. It seems to be a PDF document.",
    ),
    "program.csv": (
        b"MZ\x90\0\x03\0\0\0\x04" + bytes(60),
        "program.csv is not a table. It seems to be a program.",
    ),
    "archive.xlsx": (
        zipped("notes.txt", "hello"),
        "archive.xlsx is not a table. It seems to be a compressed archive",
    ),
    "page.csv": (
        b"<!DOCTYPE html><html><body>Sign in</body></html>",
        "page.csv is not a table. It seems to be a web page.",
    ),
    "bytes.csv": (bytes(range(256)) * 20, "bytes.csv is not a table. It seems to be a binary file"),
    "cut.xlsx": (cut_workbook(), "cut.xlsx is damaged."),
    "broken.xlsx": (b"PK\x03\x04" + b"nothing that opens" * 50, "broken.xlsx is damaged."),
    "letter.csv": (
        b"Dear all,\nplease find the figures by telephone.\n",
        "Headers found: Dear all",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_export_is_refused_in_one_sentence_and_nothing_changes(
    operation, tmp_path, name
):
    content, said = REFUSED[name]
    before = state(operation)

    report = import_files(operation, [sent(tmp_path, name, content)])

    (file,) = report.files
    assert (report.snapshot, file.status) == (None, "refused")
    assert said in file.message
    assert "\n" not in file.message
    assert state(operation) == before


MISSING = {
    "who delivered": "delivered_on,ubigeo,item,households\n2020-04-10,150101,Food kit,10\n",
    "where": "delivered_on,partner,item,households\n2020-04-10,Cáritas,Food kit,10\n",
    "when": "partner,ubigeo,item,households\nCáritas,150101,Food kit,10\n",
    "what was delivered": "delivered_on,partner,ubigeo,households\n2020-04-10,Cáritas,150101,10\n",
}


@pytest.mark.parametrize("need", MISSING)
def test_a_missing_column_is_named_with_the_headers_that_would_do(operation, tmp_path, need):
    before = state(operation)

    (file,) = import_files(operation, [sent(tmp_path, "kits.csv", MISSING[need])]).files

    assert file.status == "refused"
    assert f"the table does not tell {need}." in file.message
    assert f"For “{need}” one of these headers would do:" in file.message
    assert "Headers found: " in file.message
    assert file.notes == []
    assert state(operation) == before


HELD_BACK = {
    "an unknown district": (
        "2020-04-11,Cáritas,159999,Food kit,10",
        "place-unknown",
        "ubigeo",
        "159999",
    ),
    "a negative count": (
        "2020-04-11,Cáritas,150101,Food kit,-12",
        "count-negative",
        "households",
        "-12",
    ),
    "an absurd count": (
        "2020-04-11,Cáritas,150101,Food kit,45000",
        "count-absurd",
        "households",
        "45000",
    ),
    "a future date": (
        "2031-05-14,Cáritas,150101,Food kit,10",
        "date-future",
        "delivered_on",
        "2031-05-14",
    ),
    "a day that does not exist": (
        "31/02/2020,Cáritas,150101,Food kit,10",
        "date-unreadable",
        "delivered_on",
        "31/02/2020",
    ),
    "a word for a number": (
        "2020-04-11,Cáritas,150101,Food kit,many",
        "number-unreadable",
        "households",
        "many",
    ),
    "no partner": ("2020-04-11,,150101,Food kit,10", "partner-missing", "partner", None),
}


@pytest.mark.parametrize("fault", HELD_BACK)
def test_a_row_at_fault_is_held_back_with_its_place_and_the_rest_is_imported(
    operation, tmp_path, fault
):
    row, rule, column, value = HELD_BACK[fault]

    report = import_files(
        operation,
        [sent(tmp_path, "kits.csv", f"{HEADER}2020-04-12,Cáritas,150103,Food kit,3\n{row}\n")],
    )

    (file,) = report.files
    (found,) = [found for found in file.findings if found["severity"] == "MUST"]
    assert (report.snapshot, file.status) == (2, "imported")
    assert file.message == "2 rows read: 1 accepted, 1 held back, 0 skipped."
    assert (found["rule"], found["column"], found["count"]) == (rule, column, 1)
    assert found["examples"] == [{"sheet": None, "row": 3, "value": value}]
    check = check_named("deliveries", rule)
    assert (found["sentence"], found["advice"]) == (check.sentence, check.advice)


def test_a_file_whose_rows_are_all_at_fault_is_refused_and_says_where(operation, tmp_path):
    before = state(operation)
    row = HELD_BACK["a future date"][0]

    (file,) = import_files(operation, [sent(tmp_path, "late.csv", f"{HEADER}{row}\n{row}\n")]).files

    assert file.status == "refused"
    assert file.message.startswith("late.csv: none of the 2 rows could be accepted.")
    assert [example["row"] for example in file.findings[0]["examples"]] == [2, 3]
    assert state(operation) == before


@pytest.mark.parametrize("name", ["good.csv", "a copy under another name.txt"])
def test_the_same_file_twice_changes_nothing_whatever_it_is_called(operation, tmp_path, name):
    before = state(operation)

    report = import_files(operation, [sent(tmp_path, name, HEADER + GOOD)])

    assert report.succeeded
    assert (report.snapshot, report.files[0].status) == (1, "already_imported")
    assert report.files[0].message == "This file was imported before; nothing changed."
    assert state(operation) == before


def test_the_same_file_twice_in_one_import_counts_once(operation, tmp_path):
    text = HEADER + "2020-04-13,Cáritas,150101,Water kit,4\n"

    report = import_files(
        operation, [sent(tmp_path, "one.csv", text), sent(tmp_path, "two.csv", text)]
    )

    assert [file.status for file in report.files] == ["imported", "already_imported"]
    assert len([name for name in state(operation) if name.endswith(".parquet")]) == 2


def test_a_bad_file_does_not_keep_a_good_one_out(operation, tmp_path):
    good = sent(tmp_path, "more.csv", HEADER + "2020-04-13,Cáritas,150101,Water kit,4\n")
    bad = sent(tmp_path, "picture.csv", REFUSED["picture.csv"][0])

    report = import_files(operation, [bad, good])

    assert report.snapshot == 2
    assert [file.status for file in report.files] == ["refused", "imported"]
    assert len([name for name in state(operation) if name.endswith(".parquet")]) == 2


def test_a_path_that_is_not_there_is_named(operation, tmp_path):
    before = state(operation)

    report = import_files(operation, [tmp_path / "no such folder"])

    assert (
        report.files[0].message
        == f"There is no file {tmp_path / 'no such folder'}. Check the path."
    )
    assert state(operation) == before


def test_two_imports_at_once_do_not_mix(operation, tmp_path):
    path = sent(tmp_path, "more.csv", HEADER + "2020-04-13,Cáritas,150101,Water kit,4\n")
    before = state(operation)

    with writing(store_of(operation)):
        done = command("import", path)

    assert done.returncode == 1
    assert (
        done.stderr.strip()
        == "Another import is running. Wait until it is done, then import again."
    )
    assert state(operation) == before


def test_the_command_ends_with_0_when_a_file_was_imported_or_was_there(operation, tmp_path):
    fresh = sent(tmp_path, "more.csv", HEADER + "2020-04-13,Cáritas,150101,Water kit,4\n")

    assert command("import", fresh, tmp_path / "nothing.csv").returncode == 0
    assert command("import", tmp_path / "good.csv").returncode == 0
    assert current_number(store_of(operation)) == 2


def test_the_command_ends_with_1_when_no_file_was_imported(operation, tmp_path):
    empty = tmp_path / "an empty folder"
    empty.mkdir()
    before = state(operation)

    done = command(
        "import",
        sent(tmp_path, "empty.csv", b""),
        sent(tmp_path, "report.xlsx", b"%PDF-1.7"),
        tmp_path / "nothing.csv",
    )

    assert done.returncode == 1
    lines = (done.stdout + done.stderr).splitlines()
    assert [line.split(": ", 1)[0].split("/")[-1] for line in lines] == [
        "empty.csv",
        "report.xlsx",
        "nothing.csv",
    ]
    assert command("import", empty).returncode == 1
    assert state(operation) == before


@pytest.mark.parametrize(
    "arguments", [["import"], ["check"], ["import", "--nonsense", "x.csv"], ["nonsense"], []]
)
def test_the_command_ends_with_2_when_it_is_used_wrongly(operation, arguments):
    done = command(*arguments)

    assert done.returncode == 2
    assert "usage:" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("good.csv", HEADER + GOOD, 0),
        ("more.csv", HEADER + "2020-04-13,Cáritas,150101,Water kit,4\n", 0),
        ("empty.csv", "", 1),
    ],
)
def test_a_check_says_what_an_import_would_and_writes_nothing(
    operation, tmp_path, name, content, code
):
    path = sent(tmp_path, name, content)
    before = state(operation)

    checked = command("check", path, "--json")

    assert checked.returncode == code
    assert state(operation) == before
    done = command("import", path, "--json")
    assert done.returncode == code
    assert json.loads(done.stdout)["files"] == json.loads(checked.stdout)["files"]


def test_json_is_one_object_on_stdout_with_everything_about_each_file(operation, tmp_path):
    rows = f"{HEADER}2020-04-12,Cáritas,150103,Food kit,3\n,,,,\n{HELD_BACK['a negative count'][0]}\nTotal,,,,3\n"
    mixed, empty = sent(tmp_path, "mixed.csv", rows), sent(tmp_path, "empty.csv", "")

    done = command("import", mixed, empty, "--json")

    first, second = json.loads(done.stdout)["files"]
    assert done.returncode == 0
    assert set(first) >= FIELDS and set(second) >= FIELDS
    assert first["path"] == str(mixed)
    assert first["sha256"] == hashlib.sha256(mixed.read_bytes()).hexdigest()
    assert (first["kind"], first["dialect"], first["status"]) == (
        "deliveries",
        "reparto",
        "imported",
    )
    assert first["mapping"]["households"] == "households"
    assert (
        first["rows_read"],
        first["rows_accepted"],
        first["rows_held_back"],
        first["rows_skipped"],
    ) == (4, 1, 1, 2)
    (found,) = first["findings"]
    assert (found["rule"], found["severity"], found["column"], found["count"]) == (
        "count-negative",
        "MUST",
        "households",
        1,
    )
    assert found["examples"] == [{"sheet": None, "row": 4, "value": "-12"}]
    assert (second["status"], second["rows_read"]) == ("refused", 0)
    assert second["message"].startswith("empty.csv is empty.")
    assert "mixed.csv" in done.stderr
