"""The command line as docs/command-line.md promises it: exit codes, one document on stdout, filters, answers."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from reparto.command import main
from reparto.language import _, use_language
from reparto.operation import ROOT, load_operation
from reparto.operations import create_operation
from reparto.questions import question_names, read_question
from reparto.snapshots import published_numbers
from tests.worlds import GOLDEN, golden_world


def run(
    *arguments: object, stdin: str | bytes = "", **variables: str
) -> subprocess.CompletedProcess:
    """The command in a process of its own, as a person runs it."""
    given = stdin.encode("utf-8") if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, "-m", "reparto", *map(str, arguments)],
        cwd=ROOT, env=os.environ | variables, input=given, capture_output=True, timeout=120,
    )  # fmt: skip
    done.stdout, done.stderr = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert "Traceback" not in done.stderr + done.stdout
    return done


@pytest.fixture(scope="module")
def golden(tmp_path_factory):
    """The golden operation, imported and chosen by its path; nothing of it is changed by these tests."""
    home = tmp_path_factory.mktemp("golden")
    with golden_world(home) as made, pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPARTO_OPERATION", str(made.operation.folder))
        patch.setenv("REPARTO_LANG", "en")
        yield made


@pytest.fixture
def say(golden, capsys, monkeypatch):
    """Run a command here: its exit code, stdout and stderr."""
    monkeypatch.delenv("REPARTO_TODAY", raising=False)

    def said(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return said


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    """An operation in which nothing was imported, chosen by its name under the home."""
    monkeypatch.setenv("REPARTO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("REPARTO_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("REPARTO_OPERATION", "fresh")
    monkeypatch.setenv("REPARTO_LANG", "en")
    return create_operation(
        tmp_path / "home" / "fresh",
        name="Fresh",
        country="PE",
        starts_on=date.fromisoformat("2020-04-01"),
    )


# ask


def test_json_is_one_list_with_null_iso_dates_and_codes_as_text(golden):
    done = run("ask", "coverage/by_district", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    rows = json.loads(done.stdout)
    codes = ["150106", "150103", "150110", "15", "070101", None]
    assert [row["ubigeo"] for row in rows] == codes
    callao = rows[4]
    assert callao["households_targeted"] is callao["coverage_rate"] is None
    assert callao["last_delivery"] == "2020-04-21"
    assert (rows[3]["district"], rows[3]["geo_level"]) == (None, "department")


def test_csv_keeps_zeros_in_front_and_leaves_the_unknown_empty(say):
    code, out, err = say("ask", "coverage/by_district", "--format", "csv")
    assert (code, err) == (0, "")
    rows = list(csv.reader(io.StringIO(out)))
    assert rows[0] == [column.name for column in read_question("coverage/by_district").columns]
    found = {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    assert set(found) == {"150106", "150103", "150110", "15", "070101", ""}
    assert found["070101"]["households_targeted"] == ""
    assert found["070101"]["last_delivery"] == "2020-04-21"
    assert found["150110"]["coverage_rate"] == "0.508333"


def test_one_row_stands_upright_and_more_are_a_table(say):
    code, out, _err = say("ask", "overview/headline")
    assert code == 0
    assert dict(line.split(maxsplit=1) for line in out.splitlines())["households_reached"] == "80"
    code, out, _err = say("ask", "coverage/by_department")
    lines = out.splitlines()
    assert lines[0].split()[:3] == ["department_code", "department", "households_reached"]
    assert len(lines) == 4
    assert not any(line.endswith(" ") for line in lines)


def test_every_question_answers_in_every_format_with_the_columns_it_declares(say):
    for name in question_names():
        columns = [column.name for column in read_question(name).columns]
        code, out, err = say("ask", name, "--format", "json")
        assert (code, err) == (0, ""), name
        assert all(list(row) == columns for row in json.loads(out)), name


def test_without_a_question_all_are_listed_and_sql_is_shown_without_running(say):
    code, out, _err = say("ask")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == question_names()
    code, out, _err = say("ask", "overview/headline", "--sql")
    assert (code, out.strip()) == (0, read_question("overview/headline").sql)


@pytest.mark.parametrize(
    ("where", "reached"),
    [
        (["--where", "district=Ate", "--where", "district=comas"], 62),
        (["--where", "district=Ate", "district=150110"], 62),
        (["--where", "district=150110", "partner=Beta"], 61),
        (["--where", "district=150110", "--where", "partner=BETA", "--where", "item=food_kit"], 51),
        (["--where", "since=2020-04-13", "until=2020-04-20"], 12),
        (["--where", "status=planned"], 0),
        (["--where", " department = 07 "], 6),
        (["--where", "partner=a=b"], 0),
    ],
)
def test_filters_may_be_repeated_and_several_may_follow_one_flag(say, where, reached):
    code, out, err = say("ask", "overview/headline", "--format", "json", *where)
    assert (code, err) == (0, "")
    assert json.loads(out)[0]["households_reached"] == reached


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["overview/nothing"], "There is no question “overview/nothing”. Ask one of: "),
        (["../data/sample"], "There is no question “../data/sample”."),
        (["staging/macros"], "There is no question “staging/macros”."),
        (
            ["overview/headline", "--where", "town=Ate"],
            "There is no filter “town”. Filter by one of",
        ),
        (["overview/headline", "--where", "district"], "Write each filter as key=value"),
        (["overview/headline", "--where", "since=soon"], "“soon” is not a date for since."),
        (["overview/headline", "--where", "until=2020-02-30"], "is not a date for until."),
        (["overview/headline", "--format", "xml"], "invalid choice: 'xml'"),
        (["overview/headline", "--where"], "expected at least one argument"),
        (["overview/headline", "--nonsense"], "unrecognized arguments"),
    ],
)
def test_a_question_asked_wrongly_ends_with_2_and_a_sentence(say, arguments, said):
    code, out, err = say("ask", *arguments)
    assert (code, out) == (2, "")
    assert said in err


# history, publish, demo


def test_history_lists_snapshots_and_files(say):
    code, out, err = say("history", "--json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert (found["current"], [s["snapshot"] for s in found["snapshots"]]) == (1, [1])
    assert found["snapshots"][0]["batches"] == len(found["batches"]) == 3
    for batch in found["batches"]:
        assert batch["rows_read"] == (
            batch["rows_accepted"] + batch["rows_held_back"] + batch["rows_skipped"]
        )
    code, out, err = say("history")
    assert (code, err) == (0, "")
    assert out.splitlines()[0].startswith("* snapshot 1 ")
    assert out.splitlines()[0].endswith("3 files")


def test_where_nothing_was_imported_everything_but_the_list_ends_with_1(fresh, capsys):
    for arguments in (["ask", "overview/headline"], ["history"], ["publish"]):
        assert main(arguments) == 1
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
        assert "Nothing was imported yet." in err
    assert main(["history", "--json"]) == 1
    nothing = {"current": None, "snapshots": [], "batches": [], "journal": []}
    assert json.loads(capsys.readouterr().out) == nothing
    assert main(["ask"]) == 0


def test_damaged_snapshots_end_with_1_and_publish_builds_them_again(fresh, tmp_path, capsys):
    path = tmp_path / "d.csv"
    path.write_text("delivered_on,partner,ubigeo,item,households\n2020-04-10,Alpha,150101,food,3\n")
    assert main(["import", str(path)]) == 0
    (tmp_path / "store" / "fresh" / "snapshot-1.duckdb").write_bytes(b"nothing")
    capsys.readouterr()
    assert main(["ask", "overview/headline"]) == 1
    assert "python -m reparto publish" in capsys.readouterr().err
    assert main(["publish"]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", "Snapshot 2 is in force.\n")
    assert main(["history"]) == 0
    assert capsys.readouterr().out.splitlines()[0].endswith("1 file")


def test_an_operation_that_is_not_there_ends_with_1(fresh, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("REPARTO_OPERATION", str(tmp_path / "nowhere"))
    for arguments in (["ask", "overview/headline"], ["history"], ["publish"], ["check", "x.csv"]):
        assert main(arguments) == 1
        assert capsys.readouterr().err.startswith("There is no operation.toml in ")


def test_the_demonstration_is_published_once(store, monkeypatch, capsys):
    monkeypatch.setenv("REPARTO_STORE", str(store))
    monkeypatch.delenv("REPARTO_OPERATION", raising=False)
    assert main(["demo"]) == 0
    assert capsys.readouterr() == ("", "")
    assert published_numbers(store / "demonstration") == [1]
    assert main(["ask", "overview/headline", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["households_reached"] > 0


# import and check


def test_an_import_prints_one_json_object_and_the_rest_on_stderr(fresh, tmp_path):
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("delivered_on,partner,ubigeo,item,households\n2020-04-10,Alpha,150101,food,3\n")
    bad.write_bytes(b"")
    checked = run("check", good, bad, tmp_path / "none.csv", "--json")
    assert checked.returncode == 0
    found = json.loads(checked.stdout)
    assert found["snapshot"] is None
    assert [file["status"] for file in found["files"]] == ["imported", "refused", "refused"]
    done = run("import", good, bad, tmp_path / "none.csv", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout) == found | {"snapshot": 1}
    assert "Snapshot 1 is in force." in done.stderr
    for file in found["files"]:
        assert file["message"] in done.stderr
        assert file["rows_read"] == (
            file["rows_accepted"] + file["rows_held_back"] + file["rows_skipped"]
        )


def test_a_folder_is_imported_without_its_settings(fresh, tmp_path, capsys):
    folder = shutil.copytree(
        GOLDEN, tmp_path / "sent", ignore=shutil.ignore_patterns("methods", "need", "r4v")
    )
    assert main(["import", str(folder), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    names = {Path(file["path"]).name for file in found["files"]}
    assert names == {"deliveries.csv", "targets.csv", "contributions.csv"}


# new


def test_a_new_operation_by_options_stands_under_the_home(fresh, tmp_path, capsys):
    arguments = ["new", "quake", "--name", "Quake", "--country", "gt", "--start", "2021-01-02"]
    arguments += ["--end", "2021-03-04", "--date-order", "mdy"]
    arguments += ["--households-targeted", "500", "--largest-plausible-row", "50"]
    assert main(arguments) == 0
    out, err = capsys.readouterr()
    folder = tmp_path / "home" / "quake"
    assert out == f"{folder}\n"
    assert f"Set REPARTO_OPERATION={folder}" in err
    made = load_operation(folder)
    assert (made.name, made.country) == ({"en": "Quake", "es": "Quake"}, "GT")
    assert (made.starts_on, made.ends_on) == (
        date.fromisoformat("2021-01-02"),
        date.fromisoformat("2021-03-04"),
    )
    assert (made.date_order, made.households_targeted, made.largest_plausible_row) == (
        "mdy", 500, 50,
    )  # fmt: skip
    assert main(arguments) == 2
    assert "already holds an operation." in capsys.readouterr().err


def test_a_new_operation_asks_for_name_first_day_last_day_and_country(fresh, tmp_path):
    answers = "Inundación\n2021-01-02\n2021-03-04\nBO\n"
    done = run("new", tmp_path / "elsewhere" / "flood", stdin=answers)
    assert (done.returncode, done.stdout) == (0, f"{tmp_path / 'elsewhere' / 'flood'}\n")
    asked = [
        done.stderr.index(word)
        for word in ("Name of the operation", "First day", "Last day", "Country")
    ]
    assert asked == sorted(asked)
    made = load_operation(tmp_path / "elsewhere" / "flood")
    assert (made.name["es"], made.country) == ("Inundación", "BO")
    assert (made.starts_on, made.ends_on) == (
        date.fromisoformat("2021-01-02"),
        date.fromisoformat("2021-03-04"),
    )


def test_empty_answers_take_what_is_proposed(fresh, tmp_path):
    done = run("new", "flood", stdin="\n2021-01-02\n\n")
    made = load_operation(tmp_path / "home" / "flood")
    assert done.returncode == 0
    assert (made.name["en"], made.country, made.ends_on) == ("flood", "PE", None)


def test_an_answer_that_is_no_text_is_no_hindrance(fresh, tmp_path):
    done = run("new", "flood", stdin=b"Inundaci\xf3n\n2021-01-02\n\nPE\n", PYTHONUTF8="1")
    assert done.returncode == 0
    assert load_operation(tmp_path / "home" / "flood").name["en"] == "Inundaci�n"


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        (["--start", "tomorrow"], "", "write a day as 2020-04-09"),
        (["--households-targeted", "-5"], "", "give a whole number above 0"),
        (["--country", "Peru"], "", "“Peru” is not a country code."),
        (["--end", "2019-01-01"], "", "The operation would end before it starts."),
        ([], "X\nsoon\n", "“soon” is not a date."),
    ],
)
def test_a_new_operation_asked_for_wrongly_ends_with_2_and_writes_nothing(
    fresh, tmp_path, monkeypatch, capsys, arguments, stdin, said
):
    monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
    given = [] if stdin else ["--name", "X", "--country", "PE", "--start", "2020-04-09"]
    try:
        code = main(["new", "flood", *given, *arguments])
    except SystemExit as stopped:
        code = stopped.code
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert said in err
    assert not (tmp_path / "home" / "flood").exists()


# Settings of the environment


def test_an_operation_is_chosen_by_its_name_under_the_home_or_by_its_path(
    fresh, tmp_path, monkeypatch, capsys
):
    path = tmp_path / "d.csv"
    path.write_text("delivered_on,partner,ubigeo,item,households\n2020-04-10,Alpha,150101,food,3\n")
    assert main(["import", str(path)]) == 0
    for chosen in ("fresh", str(fresh.folder), os.path.relpath(fresh.folder)):
        monkeypatch.setenv("REPARTO_OPERATION", chosen)
        capsys.readouterr()
        assert main(["ask", "overview/headline", "--format", "json"]) == 0
        assert json.loads(capsys.readouterr().out)[0]["households_reached"] == 3


def test_messages_speak_spanish_and_answers_keep_their_names(golden, say, monkeypatch):
    english = "There is no filter “{name}”."
    use_language("es")
    spanish = _(english)
    use_language("en")
    monkeypatch.setenv("REPARTO_LANG", "es")
    code, _out, err = say("ask", "overview/headline", "--where", "town=Ate")
    assert spanish != english
    assert (code, err.startswith(spanish.format(name="town"))) == (2, True)
    code, out, _err = say("ask", "overview/headline", "--format", "json")
    assert (code, json.loads(out)[0]["households_reached"]) == (0, 80)
    monkeypatch.delenv("REPARTO_LANG")
    monkeypatch.setenv("LC_ALL", "es_PE.UTF-8")
    assert say("ask", "overview/headline", "--where", "town=Ate")[2] == err
    use_language("en")
