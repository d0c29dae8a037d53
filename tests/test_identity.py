"""A file is known by its bytes and by its content; a report that is sent again is counted once."""

import itertools
import random
from datetime import date

import pytest

from reparto.undoing import undo
from tests.exports.builders import xlsx_bytes
from tests.worlds import world

HEADER = "delivered_on,reported_on,partner,ubigeo,site,item,households,delivery_id"
PLAIN = "delivered_on,partner,ubigeo,site,item,households"


@pytest.fixture
def made(tmp_path, monkeypatch):
    monkeypatch.setenv("REPARTO_TODAY", "2020-12-31")
    with world(tmp_path, name="Identity", country="PE", starts_on=date(2020, 4, 1)) as made:
        yield made


def sent(tmp_path, name, *rows, header=PLAIN):
    path = tmp_path / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def families(made):
    return made.ask("overview/headline")[0]["households_reached"]


APRIL = [f"2020-04-{day:02d},Alpha,150101,Plaza,food_kit,{day}" for day in range(10, 20)]
TOTAL = sum(range(10, 20))


def test_the_same_bytes_under_another_name_come_in_once(made, tmp_path):
    made.take(sent(tmp_path, "a.csv", *APRIL))
    (file,) = made.take(sent(tmp_path, "b.csv", *APRIL)).files
    assert file.status == "already_imported"
    assert families(made) == TOTAL


@pytest.mark.parametrize(
    "how", ["reordered", "as a workbook", "other column order", "with a title"]
)
def test_the_same_table_saved_anew_is_counted_once(made, tmp_path, how):
    made.take(sent(tmp_path, "a.csv", *APRIL))
    cells = [row.split(",") for row in APRIL]
    if how == "reordered":
        again = sent(tmp_path, "b.csv", *reversed(APRIL))
    elif how == "as a workbook":
        again = tmp_path / "b.xlsx"
        again.write_bytes(xlsx_bytes({"Hoja1": [PLAIN.split(","), *cells]}))
    elif how == "other column order":
        header = ",".join(reversed(PLAIN.split(",")))
        again = sent(tmp_path, "b.csv", *(",".join(reversed(row)) for row in cells), header=header)
    else:
        again = sent(tmp_path, "b.csv", PLAIN, *APRIL, header="Entregas de abril")
    (file,) = made.take(again).files
    assert file.status == "already_imported"
    assert "a.csv" in file.message
    assert families(made) == TOTAL
    assert len(made.ask("data/batches")) == 1


def test_identical_rows_within_one_file_are_kept(made, tmp_path):
    made.take(sent(tmp_path, "a.csv", APRIL[0], APRIL[0], APRIL[0]))
    assert families(made) == 30


def test_a_later_row_with_the_same_id_updates_and_the_old_value_is_kept(made, tmp_path):
    old = "2020-04-10,2020-04-11,Alpha,150101,,food_kit,50,X1"
    new = "2020-04-10,2020-04-20,Alpha,150101,,food_kit,40,X1"
    made.take(sent(tmp_path, "a.csv", old, header=HEADER))
    (file,) = made.take(sent(tmp_path, "b.csv", new, header=HEADER)).files
    assert families(made) == 40
    assert file.replaces == [{"name": "a.csv", "batch": 1, "rows": 1, "how": "id"}]
    (row,) = made.ask("data/replaced")
    assert (row["name"], row["households"], row["by_name"], row["how"]) == (
        "a.csv",
        50,
        "b.csv",
        "id",
    )


def test_the_date_of_the_report_decides_and_not_the_order_of_import(made, tmp_path):
    old = "2020-04-10,2020-04-11,Alpha,150101,,food_kit,50,X1"
    new = "2020-04-10,2020-04-20,Alpha,150101,,food_kit,40,X1"
    made.take(sent(tmp_path, "b.csv", new, header=HEADER))
    made.take(sent(tmp_path, "a.csv", old, header=HEADER))
    assert families(made) == 40


def test_the_same_sender_and_period_replaces_the_report_as_a_whole(made, tmp_path):
    made.take(sent(tmp_path, "a.csv", *APRIL))
    corrected = [*APRIL[:-2], APRIL[-1].replace(",19", ",1")]
    (file,) = made.take(sent(tmp_path, "b.csv", *corrected)).files
    assert families(made) == TOTAL - 18 - 19 + 1
    assert file.replaces == [{"name": "a.csv", "batch": 1, "rows": 10, "how": "report"}]


def test_another_week_another_partner_another_item_or_site_is_added(made, tmp_path):
    made.take(sent(tmp_path, "a.csv", *APRIL))
    made.take(sent(tmp_path, "week.csv", "2020-04-25,Alpha,150101,Plaza,food_kit,5"))
    made.take(sent(tmp_path, "partner.csv", *(row.replace("Alpha", "Beta") for row in APRIL)))
    made.take(sent(tmp_path, "site.csv", *(row.replace("Plaza", "Parque") for row in APRIL)))
    assert families(made) == 3 * TOTAL + 5
    made.take(sent(tmp_path, "item.csv", *(row.replace("food_kit", "water_kit") for row in APRIL)))
    assert families(made) == 3 * TOTAL + 5
    assert len(made.ask("data/batches")) == 5
    assert {row["rows_replaced"] for row in made.ask("data/batches")} == {0}


def test_two_rows_sent_again_replace_these_two_and_no_other(made, tmp_path):
    made.take(sent(tmp_path, "a.csv", *APRIL))
    made.take(sent(tmp_path, "b.csv", APRIL[0].replace(",10", ",1"), APRIL[1].replace(",11", ",2")))
    assert families(made) == TOTAL - 10 - 11 + 1 + 2


def test_a_person_may_say_that_two_reports_are_not_the_same(made, tmp_path):
    made.take(sent(tmp_path, "a.csv", *APRIL))
    again = sent(tmp_path, "b.csv", *(row.replace("food_kit,1", "food_kit,2") for row in APRIL))
    trial = made.check(again)
    (question,) = [one for one in trial.questions if one["rule"] == "replace"]
    assert question["guess"] == "whole"
    assert not question["required"]
    made.take(again, answers={question["id"]: "keep"})
    # The event of a day has two rows of one item then, one from each file, and they add up.
    assert families(made) == TOTAL + TOTAL + 100


def test_an_undone_import_is_as_if_it_never_was(made, tmp_path):
    made.take(sent(tmp_path, "a.csv", *APRIL))
    made.take(sent(tmp_path, "b.csv", *APRIL[:-1]))
    assert families(made) == TOTAL - 19
    made.close()
    undone = undo(made.operation, "2")
    assert (undone.before["households_reached"], undone.after["households_reached"]) == (
        TOTAL - 19,
        TOTAL,
    )
    assert families(made) == TOTAL
    assert [row["name"] for row in made.ask("data/batches")] == ["a.csv"]
    (file,) = made.take(sent(tmp_path, "b.csv", *APRIL[:-1])).files
    assert file.status == "imported"
    assert families(made) == TOTAL - 19


def test_the_last_import_can_be_taken_back_too(made, tmp_path):
    made.take(sent(tmp_path, "a.csv", *APRIL))
    made.close()
    undo(made.operation, made.store.joinpath("batches").iterdir().__next__().name[:12])
    assert families(made) == 0
    assert made.ask("data/batches") == []


def test_any_order_of_dated_files_gives_the_same_headline(tmp_path, monkeypatch):
    """Every order of five files, with updates by id, whole reports sent again, and parts of them."""
    monkeypatch.setenv("REPARTO_TODAY", "2020-12-31")
    chance = random.Random(5)

    def dated(day, rows):
        return [f"{row.split(',')[0]},{day},{','.join(row.split(',')[1:])}," for row in rows]

    changed = [row.rsplit(",", 1)[0] + f",{chance.randrange(1, 30)}" for row in APRIL]
    files = {
        "april.csv": dated("2020-04-21", APRIL),
        "april again.csv": dated("2020-05-02", changed),
        "two rows.csv": dated("2020-05-09", [APRIL[3].replace(",13", ",3"), APRIL[4]]),
        "ids.csv": ["2020-04-12,2020-04-13,Beta,150101,,food_kit,50,X1"],
        "ids later.csv": [
            "2020-04-12,2020-04-30,Beta,150101,,food_kit,45,X1",
            "2020-04-12,2020-04-30,Beta,150102,,food_kit,5,X2",
        ],
    }
    expected = sum(int(row.rsplit(",", 1)[1]) for at, row in enumerate(changed) if at not in {3, 4})
    expected += 3 + 14 + 45 + 5
    for number, order in enumerate(itertools.permutations(files)):
        if number % 11:
            continue
        home = tmp_path / str(number)
        with world(home, name="Order", country="PE", starts_on=date(2020, 4, 1)) as made:
            for name in order:
                made.take(sent(home, name, *files[name], header=HEADER))
            assert families(made) == expected, order


def test_a_file_is_told_once_of_each_thing_though_another_one_is_left_out(made, tmp_path):
    good = sent(tmp_path, "good.csv", "2020-04-10,Alpha,70101,Plaza,food_kit,5")
    bad = sent(tmp_path, "bad.csv", "2020-04-10,Alpha,999999,Plaza,food_kit,5")
    told, refused = made.take(good, bad).files
    assert (told.status, refused.status) == ("imported", "refused")
    assert len(told.notes) == len(set(told.notes)) > 0
