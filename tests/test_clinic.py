"""The import clinic from the command line: questions, answers, templates, reports, undo."""

import json
from datetime import date
from pathlib import Path

import pytest
from python_calamine import load_workbook

from reparto.command import main
from reparto.importing import import_files
from tests.worlds import world


@pytest.fixture
def made(tmp_path, monkeypatch):
    monkeypatch.setenv("REPARTO_TODAY", "2020-12-31")
    monkeypatch.setenv("REPARTO_LANG", "en")
    with world(tmp_path, name="Clinic", country="PE", starts_on=date(2020, 4, 1)) as made:
        monkeypatch.setenv("REPARTO_OPERATION", str(made.operation.folder))
        yield made


def run(capsys, *arguments: str | Path) -> tuple[int, dict, str]:
    code = main([str(one) for one in arguments])
    out, err = capsys.readouterr()
    return code, json.loads(out) if "--json" in arguments else {}, out + err


def families(made) -> int:
    made.close()
    return made.ask("overview/headline")[0]["households_reached"]


UNCLEAR = "fecha de entrega;quien reparte;ubigeo;distrito;tipo de kit;familias\n" + "".join(
    f"{day}/04/2020;{who};150101;Lima;kit de alimentos;5\n"
    for day, who in ((14, "Alfa"), (15, "Beta"), (16, "Alfa"))
)


def test_a_question_is_asked_answered_remembered_and_not_asked_again(made, tmp_path, capsys):
    path = tmp_path / "unclear.csv"
    path.write_text(UNCLEAR, encoding="utf-8")
    code, report, _ = run(capsys, "check", path, "--json")
    assert (code, report["files"][0]["status"]) == (1, "needs_answer")
    (question,) = report["questions"]
    assert question["rule"] == "column"
    assert question["required"]
    assert {"value": question["guess"], "label": "quien reparte"} in question["choices"]
    assert set(question["samples"]) == {"Alfa", "Beta"}
    assert run(capsys, "import", path, "--json")[0] == 1
    assert not list(made.store.glob("snapshot-*"))

    answers = tmp_path / "answers.json"
    report["questions"][0]["answer"] = question["guess"]
    answers.write_text(json.dumps({"questions": report["questions"]}), encoding="utf-8")
    code, report, _ = run(capsys, "import", path, "--answers", answers, "--json")
    assert (code, report["files"][0]["rows_accepted"]) == (0, 3)
    assert families(made) == 15
    assert {row["partner"] for row in made.ask("partners/progress")} >= {"Alfa", "Beta"}

    again = tmp_path / "may.csv"
    again.write_text(UNCLEAR.replace("/04/", "/05/"), encoding="utf-8")
    code, report, _ = run(capsys, "import", again, "--json")
    assert (code, report["questions"]) == (0, [])
    assert families(made) == 30


def test_codes_without_names_are_asked_about_and_converted_as_answered(made, tmp_path, capsys):
    path = tmp_path / "codes.csv"
    path.write_text(
        "fecha de entrega,socio,codigo ubigeo,tipo de kit,familias\n"
        "2020-04-14,Alfa,240101,kit de alimentos,5\n2020-04-15,Alfa,140101,kit de alimentos,7\n",
        encoding="utf-8",
    )
    _, report, _ = run(capsys, "check", path, "--json")
    (question,) = report["questions"]
    assert (question["rule"], question["required"]) == ("place-codes", True)
    assert "Tumbes" in question["samples"][0]
    assert "Callao" in question["samples"][0]
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({question["id"]: "reniec"}), encoding="utf-8")
    code, report, _ = run(capsys, "import", path, "--answers", answers, "--json")
    assert code == 0
    reached = {
        row["ubigeo"]: row["households_reached"]
        for row in made.ask("coverage/by_district")
        if row["households_reached"]
    }
    assert reached == {"070101": 5, "150101": 7}


def test_answers_that_cannot_be_read_are_one_sentence(made, tmp_path, capsys):
    path = tmp_path / "unclear.csv"
    path.write_text(UNCLEAR, encoding="utf-8")
    for text in ("{", "[1]", '{"a": 1}', ""):
        answers = tmp_path / "answers.json"
        answers.write_text(text, encoding="utf-8")
        code, _, said = run(capsys, "check", path, "--answers", answers)
        assert code == 1
        assert "The answers cannot be read." in said
        assert "Traceback" not in said


def test_a_date_order_that_no_date_tells_can_be_said(made, tmp_path, capsys):
    path = tmp_path / "dates.csv"
    path.write_text(
        "delivered_on,partner,ubigeo,item,households\n04/05/2020,Alfa,150101,food_kit,5\n",
        encoding="utf-8",
    )
    _, report, _ = run(capsys, "check", path, "--json")
    (question,) = report["questions"]
    assert (question["rule"], question["guess"], question["required"]) == (
        "date-order",
        "dmy",
        False,
    )
    assert question["samples"] == ["04/05/2020"]
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({question["id"]: "mdy"}), encoding="utf-8")
    assert run(capsys, "import", path, "--answers", answers, "--json")[0] == 0
    assert str(made.ask("overview/headline")[0]["first_delivery"]) == "2020-04-05"


def test_names_that_look_alike_are_asked_and_never_merged_silently(made, tmp_path, capsys):
    path = tmp_path / "names.csv"
    rows = ["Organización Andina", "Organización Andina", "Organizacion Andinna"]
    lines = [f"2020-04-1{n},{who},15010{n + 1},food_kit,5" for n, who in enumerate(rows)]
    path.write_text(
        "delivered_on,partner,ubigeo,item,households\n" + "\n".join(lines) + "\n", encoding="utf-8"
    )
    _, report, _ = run(capsys, "import", path, "--json")
    (question,) = report["questions"]
    assert (question["rule"], question["required"]) == ("partner-name", False)
    assert len(made.ask("partners/progress")) == 2
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({question["id"]: "same"}), encoding="utf-8")
    more = tmp_path / "more.csv"
    more.write_text(
        "delivered_on,partner,ubigeo,item,households\n2020-05-10,Organizacion Andinna,150104,food_kit,1\n",
        encoding="utf-8",
    )
    _, report, _ = run(capsys, "import", more, "--answers", answers, "--json")
    assert report["questions"] == []
    made.close()
    (partner,) = made.ask("partners/progress")
    assert partner["partner"] == "Organización Andina"
    assert "Organizacion Andinna" in (made.store / "partner_decisions.csv").read_text("utf-8")


NEW_ZERO = (
    "Country,Country Admin1,Admin2,Appealing organisation Name,Implementation Set up,"
    "Implementing partner Name,Month,Indicator Sector,Indicator,Activity Name,RMRP Activity,CVA,"
    "Quantity of output,Total monthly beneficiaries,New beneficiaries of the month,"
    "Refugees and Migrants IN DESTINATION,Women under 18,Men under 18\n"
) + "".join(
    f"Peru,Lima,Lima,Alfa,No,,2020-0{month},Food Security,# fed,Kits,Yes,No,10,{month * 10},0,"
    f"{month * 10 + 1},{month},{month}\n"
    for month in (4, 5, 6)
)


def test_where_no_one_is_new_the_person_says_which_column_counts(made, tmp_path, capsys):
    path = tmp_path / "5w.csv"
    path.write_text(NEW_ZERO, encoding="utf-8")
    _, report, _ = run(capsys, "check", path, "--json")
    (question,) = [one for one in report["questions"] if one["rule"] == "new-or-total"]
    assert (question["guess"], question["required"]) == ("total", False)
    assert report["headline"]["after"]["persons_reached"] == 150
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({question["id"]: "breakdown"}), encoding="utf-8")
    _, report, _ = run(capsys, "check", path, "--answers", answers, "--json")
    assert report["headline"]["after"]["persons_reached"] == 153


def test_a_template_imports_with_no_question_and_a_report_goes_back(made, tmp_path, capsys):
    blank, back = tmp_path / "blank.xlsx", tmp_path / "back.xlsx"
    assert run(capsys, "template", "--lang", "es", "--out", blank)[0] == 0
    with load_workbook(blank) as book:
        assert len(book.sheet_names) >= 2
    code, report, _ = run(capsys, "check", blank, "--json")
    assert (code, report["questions"]) == (1, [])
    assert report["files"][0]["skipped"][0]["reason"] == "example"

    path = tmp_path / "april.csv"
    path.write_text(
        "delivered_on,partner,ubigeo,item,households\n2020-04-10,Alfa,150101,food_kit,5\n"
        "2020-04-11,Alfa,150101,food_kit,-5\n",
        encoding="utf-8",
    )
    run(capsys, "import", path)
    for source in ("1", path):
        assert run(capsys, "report", source, "--lang", "es", "--out", back)[0] == 0
        with load_workbook(back) as book:
            cells = [cell for row in book.get_sheet_by_index(1).to_python() for cell in row]
        assert cells[:5] == ["delivered_on", "partner", "ubigeo", "item", "households"]
        assert "150101" in map(str, cells)
    code, _, said = run(capsys, "report", "99", "--out", back)
    assert code == 1
    assert "99" in said


def test_an_import_is_taken_back_and_the_journal_says_so(made, tmp_path, capsys):
    for number in (1, 2):
        path = tmp_path / f"{number}.csv"
        path.write_text(
            f"delivered_on,partner,ubigeo,item,households\n2020-04-1{number},Alfa,150101,food_kit,{number}\n"
        )
        run(capsys, "import", path)
    code, undone, _ = run(capsys, "undo", "1", "--json")
    assert code == 0
    assert undone["headline"]["before"]["households_reached"] == 3
    assert undone["headline"]["after"]["households_reached"] == 2
    _, history, _ = run(capsys, "history", "--json")
    assert [one["name"] for one in history["batches"]] == ["2.csv"]
    assert [one["what"] for one in history["journal"]] == ["undo", "import", "import"]
    assert run(capsys, "undo", "7")[0] == 1
    assert run(capsys, "undo", "zzzzzzz")[0] == 1


def test_progress_is_told_by_phase_with_rows_done(made, tmp_path):
    path = tmp_path / "april.csv"
    rows = [f"2020-04-{day},Alfa,150101,food_kit,{day}" for day in range(10, 20)]
    path.write_text("delivered_on,partner,ubigeo,item,households\n" + "\n".join(rows) + "\n")
    told: list[tuple[str, int, int]] = []
    report = import_files(made.operation, [path], progress=lambda *step: told.append(step))
    assert report.snapshot == 1
    assert list(dict.fromkeys(phase for phase, _done, _of in told)) == ["read", "check", "publish"]
    for phase, of in (("read", 1), ("check", 10), ("publish", 10)):
        steps = [(done, total) for name, done, total in told if name == phase]
        assert steps == sorted(steps)
        assert steps[-1] == (of, of)
