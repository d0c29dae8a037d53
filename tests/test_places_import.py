"""Place codes and names through a whole import: what is counted where, what is said, and what the file waits for."""

import csv
import datetime

import pytest

from tests.placing import districts
from tests.worlds import world

ALL = {row["ubigeo"]: row for row in districts()}
CALLAO = ["070101", "070102", "070103", "070104", "070105", "070106"]
OWN = {"delivered_on": "2020-04-10", "partner": "Alpha", "item": "food", "households": 10}
THEIRS = {"Fecha": "10/04/2020", "Organización": "Alpha", "Artículo": "kit", "Familias": 10}


@pytest.fixture
def peru(tmp_path):
    with world(tmp_path, name="Own", country="PE", starts_on=datetime.date(2020, 3, 1)) as made:
        yield made


def written(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def taken(made, path, answers=None):
    (file,) = made.take(path, answers=answers).files
    assert file.rows_read == file.rows_accepted + file.rows_held_back + file.rows_skipped
    return file


def reached(made):
    return {
        row["ubigeo"]: row["households_reached"]
        for row in made.ask("coverage/by_district")
        if row["households_reached"]
    }


def theirs(code, header="Ubigeo", **names):
    return THEIRS | names | {header: code, "Lugar": f"site {code}"}


def test_codes_of_reniec_with_names_are_counted_where_the_names_say(peru, tmp_path):
    rows = [theirs(ALL[code]["reniec"], Distrito=ALL[code]["district"]) for code in CALLAO]
    file = taken(peru, written(tmp_path / "a.csv", rows))
    assert file.status == "imported"
    assert not [one for one in file.questions if one["required"]]
    assert reached(peru) == dict.fromkeys(CALLAO, 10)
    assert (
        "6 of 6 codes agree with their names as RENIEC codes, 0 as INEI codes: "
        "they were read as RENIEC codes and converted to INEI's."
    ) in file.notes


def test_inei_codes_with_names_are_shown_to_agree_once(peru, tmp_path):
    rows = [theirs(code, Distrito=ALL[code]["district"]) for code in CALLAO]
    file = taken(peru, written(tmp_path / "a.csv", rows))
    assert (file.status, reached(peru)) == ("imported", dict.fromkeys(CALLAO, 10))
    told = "6 of 6 codes agree with their names as INEI codes, 0 as RENIEC codes: they were read as INEI codes."
    assert file.notes.count(told) == 1
    without = taken(peru, written(tmp_path / "b.csv", [OWN | {"ubigeo": CALLAO[0]}]))
    assert not [note for note in without.notes if "INEI" in note]


def test_codes_without_names_wait_for_an_answer_that_is_remembered(peru, tmp_path):
    path = written(tmp_path / "a.csv", [theirs(ALL[code]["reniec"]) for code in CALLAO])
    file = taken(peru, path)
    assert file.status == "needs_answer"
    (question,) = [one for one in file.questions if one["required"]]
    assert question["rule"] == "place-codes"
    file = taken(peru, path, {question["id"]: "reniec"})
    assert file.status == "imported"
    assert reached(peru) == dict.fromkeys(CALLAO, 10)
    # The next file of this layout is not asked about.
    later = written(tmp_path / "b.csv", [theirs("240101") | {"Lugar": "elsewhere"}])
    assert taken(peru, later).status == "imported"
    assert reached(peru) == dict.fromkeys(CALLAO, 10) | {"070101": 20}


@pytest.mark.parametrize("header", ["ubigeo_reniec", "UBIGEO (RENIEC)", "Código Ubigeo RENIEC"])
def test_a_header_that_says_reniec_is_believed(peru, tmp_path, header):
    file = taken(peru, written(tmp_path / "a.csv", [theirs("240101", header=header)]))
    assert (file.status, reached(peru)) == ("imported", {"070101": 10})
    assert "The header says RENIEC: 1 code was converted to INEI's." in file.notes


def test_our_own_headers_are_taken_without_a_question(peru, tmp_path):
    rows = [OWN | {"ubigeo": code, "site": code} for code in ("240101", "070101", "10101")]
    file = taken(peru, written(tmp_path / "a.csv", rows))
    assert (file.status, file.questions) == ("imported", [])
    assert reached(peru) == {"240101": 10, "070101": 10, "010101": 10}


def test_a_name_that_is_written_wrongly_can_be_settled_by_an_answer(peru, tmp_path):
    rows = [OWN | {"district": name, "site": name} for name in ("Lince", "San Juan de Luriganchoo")]
    path = written(tmp_path / "a.csv", rows)
    file = taken(peru, path)
    assert (file.status, file.rows_held_back) == ("imported", 1)
    (finding,) = [one for one in file.findings if one["rule"] == "place-unknown"]
    assert finding["examples"][0]["value"] == (
        "San Juan de Luriganchoo → Lima / Lima / San Juan de Lurigancho (150132)"
    )
    (question,) = [one for one in file.questions if one["rule"] == "place-name"]
    assert question["required"] is False
    other = written(tmp_path / "b.csv", [rows[1] | {"site": "another"}])
    assert taken(peru, other, {question["id"]: "150132"}).rows_held_back == 0
    # The answer is for the name: the first file's row comes in with it.
    assert reached(peru) == {"150116": 10, "150132": 20}


def test_targets_are_placed_by_the_same_rules(peru, tmp_path):
    rows = [
        {"Ubigeo": ALL[code]["reniec"], "Distrito": ALL[code]["district"], "households_targeted": 5}
        for code in CALLAO
    ]
    assert taken(peru, written(tmp_path / "targets.csv", rows)).status == "imported"
    found = peru.ask("coverage/by_district")
    assert {row["ubigeo"]: row["households_targeted"] for row in found} == dict.fromkeys(CALLAO, 5)


def test_rows_of_other_countries_are_held_back(peru, tmp_path):
    rows = [
        OWN | {"country": country, "department": "Amazonas", "site": country}
        for country in ("Peru", "Colombia", "Brazil")
    ]
    file = taken(peru, written(tmp_path / "a.csv", rows))
    assert (file.rows_accepted, file.rows_held_back) == (1, 2)
    assert reached(peru) == {"01": 10}


def test_learnt_places_are_not_learnt_from_other_countries(tmp_path):
    with world(tmp_path, name="Own", country="EC", starts_on=datetime.date(2020, 3, 1)) as made:
        rows = [
            OWN | {"country": country, "department": "Loja", "district": name, "site": name}
            for country, name in (("Ecuador", "Catamayo"), ("Perú", "Suyo"), ("ECUADOR", "Macará"))
        ]
        file = taken(made, written(tmp_path / "a.csv", rows))
        assert (file.rows_accepted, file.rows_held_back) == (2, 1)
        assert {row["district"] for row in made.ask("coverage/by_district")} == {
            "Catamayo",
            "Macará",
        }
