"""Places outside Peru: a list that the operation brings, and places that are learnt from what the exports say."""

import csv
import datetime
from contextlib import contextmanager

import pytest

from tests.worlds import world

START = datetime.date(2020, 3, 1)
LISTED = """# the districts of an invented country
ubigeo;district;province;province_code;department;department_code;latitude;longitude;population
QX10101;Arenal;Upper;QX101;North;QX1;1.5;-2.25;1000
QX10102;Bahía;Upper;QX101;North;QX1;1.6;-2.5;
QX10201;Arenal;Lower;QX102;North;QX1;not measured;;2000
QX20101;Cobre;Mines;QX201;South;QX2;3;4;3000
"""


@contextmanager
def country(tmp_path, places=None, code="QX"):
    with world(tmp_path, name="Own", country=code, starts_on=START) as made:
        if places is not None:
            (made.operation.folder / "places.csv").write_text(places, encoding="utf-8")
        yield made


def take(made, tmp_path, *rows, name="deliveries.csv", **every):
    """Import rows; each gets a day, partner, item and families unless it says otherwise."""
    usual = {"delivered_on": "2020-04-10", "partner": "Alpha", "item": "food", "households": 10}
    full = [usual | {"site": f"site {at}"} | every | row for at, row in enumerate(rows)]
    return imported(made, tmp_path / name, full)


def imported(made, path, rows):
    header = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="")
        writer.writeheader()
        writer.writerows(rows)
    (file,) = made.take(path).files
    assert file.status == "imported", file.message
    return file


def districts(made, *where):
    """Each place of the answer by districts: code → (name of the district, level, families)."""
    rows = made.ask("coverage/by_district", *where)
    found = {
        row["ubigeo"]: (row["district"], row["geo_level"], row["households_reached"])
        for row in rows
    }
    assert len(found) == len(rows)
    return found


def reached(made, *where):
    return made.ask("overview/headline", *where)[0]["households_reached"]


# A list of places


def test_a_list_of_places_places_rows_by_code_and_by_name_at_each_level(tmp_path):
    with country(tmp_path, LISTED) as made:
        file = take(
            made,
            tmp_path,
            {"ubigeo": "QX10101"},
            {"ubigeo": "qx10101"},
            {"ubigeo": "10102"},
            {"district": "Cobre"},
            {"district": "Arenal", "province": "lower"},
            {"province": "Mines"},
            {"department": "NORTH"},
            {"ubigeo": "QX2"},
            {"ubigeo": "QX"},
            {},
        )
        assert (file.rows_held_back, file.rows_accepted) == (0, 10)
        assert districts(made) == {
            "QX10101": ("Arenal", "district", 20),
            "QX10102": ("Bahía", "district", 10),
            "QX20101": ("Cobre", "district", 10),
            "QX10201": ("Arenal", "district", 10),
            "QX201": (None, "province", 10),
            "QX1": (None, "department", 10),
            "QX2": (None, "department", 10),
            "QX": (None, "country", 10),
            None: (None, "none", 10),
        }
        assert reached(made) == 100


def test_a_name_that_two_provinces_share_stays_two_districts(tmp_path):
    with country(tmp_path, LISTED) as made:
        file = take(
            made,
            tmp_path,
            {"district": "Arenal", "province": "Upper"},
            {"district": "Arenal", "province_code": "QX102"},
            {"district": "Arenal"},
        )
        (found,) = file.findings
        assert (found["rule"], found["examples"][0]["value"]) == (
            "place-unknown",
            "Arenal → North / Upper / Arenal (QX10101); North / Lower / Arenal (QX10201)",
        )
        assert set(districts(made)) == {"QX10101", "QX10201"}
        assert set(districts(made, "district=arenal")) == {"QX10101", "QX10201"}
        assert set(districts(made, "district=QX10201")) == {"QX10201"}
        assert reached(made, "province=Lower") == 10
        assert reached(made, "department=North") == 20


def test_a_list_gives_the_map_its_places(tmp_path):
    with country(tmp_path, LISTED) as made:
        take(made, tmp_path, {"ubigeo": "QX10101"})
        rows = made.snapshot.run(
            "select place_code, latitude, longitude, population from places where geo_level = 'district'",
            {},
        ).to_pylist()
        assert [tuple(row.values()) for row in rows] == [
            ("QX10101", 1.5, -2.25, 1000),
            ("QX10102", 1.6, -2.5, None),
            ("QX10201", None, None, 2000),
            ("QX20101", 3.0, 4.0, 3000),
        ]


def test_targets_of_every_level_find_their_place_in_a_list(tmp_path):
    with country(tmp_path, LISTED) as made:
        take(made, tmp_path, {"ubigeo": "QX10101"}, {"ubigeo": "QX20101"})
        targets = [("QX10101", 40), ("QX10201", 20), ("QX2", 30), ("QX", 500)]
        imported(
            made,
            tmp_path / "targets.csv",
            [{"place": code, "households_targeted": target} for code, target in targets],
        )
        assert made.ask("overview/headline")[0]["households_targeted"] == 500
        assert made.ask("overview/headline", "department=North")[0]["households_targeted"] == 60
        assert made.ask("overview/headline", "department=South")[0]["households_targeted"] == 30


def test_a_list_with_codes_of_five_digits_is_matched_although_readers_put_a_zero_before_them(
    tmp_path,
):
    places = (
        "ubigeo,district,department,department_code\n10101,Arenal,North,1\n20101,Cobre,South,2\n"
    )
    with country(tmp_path, places) as made:
        file = take(
            made, tmp_path, {"ubigeo": "10101"}, {"ubigeo": "20101"}, {"department_code": "1"}
        )
        assert file.rows_held_back == 0
        assert set(districts(made)) == {"10101", "20101", "1"}
        assert reached(made, "district=10101") == 10


def test_a_department_with_a_line_of_its_own_keeps_its_code(tmp_path):
    places = "ubigeo,district,department\nA1,Arenal,North\nA,,North\nB1,Cobre,South\n"
    with country(tmp_path, places) as made:
        take(made, tmp_path, {"ubigeo": "A"}, {"department": "north"}, {"ubigeo": "A1"})
        assert districts(made) == {
            "A": (None, "department", 20),
            "A1": ("Arenal", "district", 10),
        }
        assert reached(made, "department=A") == 30


def test_departments_of_one_name_are_not_counted_twice(tmp_path):
    places = "ubigeo,district,department,department_code\nA1,Arenal,North,A\nB1,Cobre,North,B\nC1,Dunas,South,C\n"
    with country(tmp_path, places) as made:
        file = take(
            made, tmp_path, {"department": "North"}, {"department": "South"}, {"ubigeo": "B1"}
        )
        assert (file.rows_accepted, file.rows_held_back) == (2, 1)
        assert reached(made) == 20


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (
            "ubigeo,district,department\nA1,Arenal,North\nA1,Bahía,North\n",
            "gives the code A1 to two",
        ),
        (
            "ubigeo,district,department\nA1,Arenal,North\na1,Bahía,North\n",
            "gives the code A1 to two",
        ),
        (
            "ubigeo,district,department,department_code\n1,Arenal,North,1\n",
            "gives the code 1 to two",
        ),
        ("ubigeo,district,department\nQX,Arenal,North\n", "gives the code QX to two"),
        ("ubigeo,district,department\n,Arenal,North\n", "a place without a code in line 2"),
        ("district,department\nArenal,North\n", "a place without a code in line 2"),
        (b"ubigeo,district\n1,Bah\xeda\n", "cannot be read"),
    ],
)
def test_a_list_that_cannot_be_used_is_one_sentence_and_nothing_is_imported(tmp_path, places, said):
    with country(tmp_path) as made:
        data = places if isinstance(places, bytes) else places.encode("utf-8")
        (made.operation.folder / "places.csv").write_bytes(data)
        path = tmp_path / "d.csv"
        path.write_text("delivered_on,partner,ubigeo,item\n2020-04-10,Alpha,A1,food\n")
        (file,) = made.take(path).files
        assert file.status == "refused"
        assert said in file.message
        assert not list(made.store.rglob("snapshot-*"))


# Places that are learnt


def test_two_levels_of_codes_and_names_are_learnt(tmp_path):
    with country(tmp_path) as made:
        take(
            made,
            tmp_path,
            {
                "department_code": "QX01",
                "department": "North",
                "province_code": "QX0101",
                "province": "Arenal",
            },
            {
                "department_code": "QX01",
                "department": "North",
                "province_code": "QX0101",
                "province": "Arénal ",
            },
            {
                "department_code": "QX01",
                "department": "North",
                "province_code": "QX0101",
                "province": "Arenal",
            },
            {"department": "north", "province": "ARENAL"},
            {"department_code": "QX01", "department": "North"},
            {"department": "North"},
            {
                "department_code": "QX02",
                "department": "South",
                "province_code": "QX0201",
                "province": "Cobre",
            },
        )
        assert districts(made) == {
            "QX0101": ("Arenal", "district", 40),
            "QX01": (None, "department", 20),
            "QX0201": ("Cobre", "district", 10),
        }
        assert reached(made, "department=QX01") == reached(made, "department=North") == 60
        assert reached(made, "district=arenal") == reached(made, "district=QX0101") == 40


def test_names_alone_are_learnt_and_a_shared_name_stays_two_districts(tmp_path):
    with country(tmp_path) as made:
        take(
            made,
            tmp_path,
            {"department": "North", "district": "San José"},
            {"department": "North", "district": "San José"},
            {"department": "NORTH", "district": "san jose"},
            {"department": "South", "district": "San José"},
            {"department": "South"},
        )
        assert districts(made) == {
            "north/san-jose": ("San José", "district", 30),
            "south/san-jose": ("San José", "district", 10),
            "south": (None, "department", 10),
        }
        assert len(districts(made, "district=San José")) == 2
        assert reached(made, "district=south/san-jose") == 10
        assert reached(made, "department=South") == 20


def test_codes_alone_are_learnt(tmp_path):
    with country(tmp_path) as made:
        take(
            made,
            tmp_path,
            {"department_code": "QX01", "ubigeo": "QX0101"},
            {"department_code": "QX01", "ubigeo": "QX0102"},
            {"department_code": "QX02", "ubigeo": "QX0201"},
            {"department_code": "QX02"},
        )
        assert districts(made) == {
            "QX0101": ("QX0101", "district", 10),
            "QX0102": ("QX0102", "district", 10),
            "QX0201": ("QX0201", "district", 10),
            "QX02": (None, "department", 10),
        }
        assert reached(made, "department=QX01") == 20


def test_three_levels_are_learnt(tmp_path):
    with country(tmp_path) as made:
        take(
            made,
            tmp_path,
            {"department": "North", "province": "Upper", "district": "Arenal"},
            {"department": "North", "province": "Lower", "district": "Arenal"},
            {"department": "North", "province": "Lower"},
            {"department": "North"},
        )
        assert districts(made) == {
            "north/upper/arenal": ("Arenal", "district", 10),
            "north/lower/arenal": ("Arenal", "district", 10),
            "north/lower": (None, "province", 10),
            "north": (None, "department", 10),
        }
        assert reached(made, "province=Lower") == 20
        assert made.ask("coverage/by_department")[0]["districts_reached"] == 2


def test_a_stray_code_is_left_out_and_its_row_stays_with_its_department(tmp_path):
    codes = ["QX0101", "QX0102", "QX0103", "31"]
    with country(tmp_path) as made:
        file = take(
            made, tmp_path, *({"department_code": "QX01", "province_code": code} for code in codes)
        )
        found, wide = file.findings
        assert (wide["rule"], wide["severity"], wide["count"]) == ("place-wide", "INFO", 1)
        assert (found["rule"], found["count"]) == ("place-code-left-out", 1)
        assert found["examples"][0]["value"] == "31"
        assert districts(made)["QX01"] == (None, "department", 10)
        assert "31" not in districts(made)


def test_a_department_code_repeated_in_the_next_column_is_the_department(tmp_path):
    with country(tmp_path) as made:
        file = take(
            made,
            tmp_path,
            {"department_code": "QX01", "province_code": "QX0101"},
            {"department_code": "QX01", "province_code": "QX01"},
        )
        (found,) = file.findings
        assert (found["rule"], found["severity"], found["count"]) == ("place-wide", "INFO", 1)
        assert districts(made) == {
            "QX0101": ("QX0101", "district", 10),
            "QX01": (None, "department", 10),
        }


def test_codes_that_are_numbered_anew_in_each_department_stay_apart(tmp_path):
    with country(tmp_path) as made:
        take(
            made,
            tmp_path,
            {
                "department_code": "N",
                "department": "North",
                "province_code": "11",
                "province": "Arenal",
            },
            {
                "department_code": "S",
                "department": "South",
                "province_code": "11",
                "province": "Cobre",
            },
            {
                "department_code": "S",
                "department": "South",
                "province_code": "12",
                "province": "Dunas",
            },
        )
        assert districts(made) == {
            "N/11": ("Arenal", "district", 10),
            "S/11": ("Cobre", "district", 10),
            "12": ("Dunas", "district", 10),
        }
        assert reached(made, "department=North") == 10
        assert reached(made, "district=Cobre") == 10


def test_a_code_that_two_levels_share_is_two_places(tmp_path):
    with country(tmp_path) as made:
        take(
            made,
            tmp_path,
            {
                "department_code": "A",
                "department": "North",
                "province_code": "B",
                "province": "Arenal",
            },
            {
                "department_code": "B",
                "department": "South",
                "province_code": "C",
                "province": "Cobre",
            },
            {"department_code": "B", "department": "South"},
        )
        assert districts(made) == {
            "A/B": ("Arenal", "district", 10),
            "C": ("Cobre", "district", 10),
            "B": (None, "department", 10),
        }
        assert reached(made, "department=South") == 20


def test_a_name_that_country_and_department_share_is_the_department_where_it_has_districts(
    tmp_path,
):
    with country(tmp_path, code="GT") as made:
        take(
            made,
            tmp_path,
            {"department": "Guatemala", "district": "Mixco"},
            {"department": "Guatemala"},
            {"department": "nivel nacional"},
        )
        assert districts(made) == {
            "guatemala/mixco": ("Mixco", "district", 10),
            "guatemala": (None, "department", 10),
            "GT": (None, "country", 10),
        }


def test_a_name_of_the_country_without_districts_is_the_country(tmp_path):
    with country(tmp_path, code="GT") as made:
        take(
            made,
            tmp_path,
            {"department": "Guatemala"},
            {"department": "Petén", "district": "Flores"},
        )
        assert districts(made)["GT"] == (None, "country", 10)
        assert reached(made) == 20


def test_the_country_as_a_code_is_the_country_in_any_column_and_is_counted_once(tmp_path):
    columns = ["department_code", "province_code", "ubigeo", "department"]
    with country(tmp_path) as made:
        take(
            made,
            tmp_path,
            {"department_code": "QX01", "province_code": "QX0101"},
            *({column: "QX"} for column in columns),
        )
        assert districts(made)["QX"] == (None, "country", 40)
        assert reached(made) == 50


def test_targets_find_learnt_places_of_each_level_and_leave_the_levels_as_they_are(tmp_path):
    with country(tmp_path) as made:
        take(
            made,
            tmp_path,
            {
                "department_code": "QX01",
                "department": "North",
                "province_code": "QX0101",
                "province": "Arenal",
            },
            {
                "department_code": "QX02",
                "department": "South",
                "province_code": "QX0201",
                "province": "Cobre",
            },
        )
        targets = [("QX0101", 40), ("QX0105", 20), ("QX02", 30), ("QX", 500)]
        imported(
            made,
            tmp_path / "targets.csv",
            [{"place": code, "households_targeted": target} for code, target in targets],
        )
        found = made.ask("coverage/by_district")
        assert [(r["ubigeo"], r["geo_level"], r["households_targeted"]) for r in found] == [
            ("QX0105", "district", 20),
            ("QX0101", "district", 40),
            ("QX0201", "district", None),
        ]
        assert made.ask("overview/headline")[0]["households_targeted"] == 500
        assert made.ask("overview/headline", "department=North")[0]["households_targeted"] == 60
        assert made.ask("overview/headline", "district=Arenal")[0]["households_targeted"] == 40


def test_places_are_learnt_in_any_script(tmp_path):
    with country(tmp_path) as made:
        file = take(
            made,
            tmp_path,
            {"department": "Київська область", "district": "Буча", "partner": "Червоний Хрест"},
            {"department": "حلب", "district": "منبج", "partner": "منظمة الإغاثة"},
        )
        assert file.rows_held_back == 0
        assert {name for name, _level, _families in districts(made).values()} == {"Буча", "منبج"}
        assert reached(made, "partner=Червоний Хрест") == reached(made, "district=منبج") == 10
