"""Every district of Peru, written in every way that exports write it, is one and the same place."""

import random
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from reparto.places import reniec_codes
from tests.placing import districts, place

ALL = districts()
RENIEC = {row["ubigeo"]: row["reniec"] for row in reniec_codes("PE")}
WITH_RENIEC = [row for row in ALL if row["ubigeo"] in RENIEC]
NAMES = ("department", "province", "district")


def names(row):
    return {name: row[name] for name in NAMES}


def ubigeos(rows):
    return [row["ubigeo"] for row in rows]


def wrong(rows, placed):
    return [
        (row["ubigeo"], row["district"], code, problem)
        for row, code, problem in zip(rows, placed.codes, placed.problems, strict=True)
        if code != row["ubigeo"]
    ]


def test_four_districts_have_no_code_of_reniec():
    missing = [row["ubigeo"] for row in ALL if row["ubigeo"] not in RENIEC]
    assert missing == ["090725", "180107", "211105", "221006"]
    assert len(RENIEC) == len(set(RENIEC.values())) == 1887
    assert sum(code != ubigeo for ubigeo, code in RENIEC.items()) == 1776


def test_every_code_of_reniec_with_names_is_converted():
    placed = place(*[names(row) | {"ubigeo": RENIEC[row["ubigeo"]]} for row in WITH_RENIEC])
    assert wrong(WITH_RENIEC, placed) == []
    assert not any(row["names_disagree"] for row in placed.rows)


def test_one_row_with_names_is_enough_for_every_district():
    for code_of in (RENIEC.get, lambda ubigeo: ubigeo):
        rows = [row for row in ALL if code_of(row["ubigeo"])]
        placed = place(
            *[
                {"table_no": at, "ubigeo": code_of(row["ubigeo"]), "district": row["district"]}
                for at, row in enumerate(rows)
            ]
        )
        assert wrong(rows, placed) == []
        assert placed.findings.questions(1) == []


def test_every_district_is_found_by_its_names():
    assert wrong(ALL, place(*[names(row) for row in ALL])) == []
    without_department = [{name: row[name].upper() for name in NAMES[1:]} for row in ALL]
    assert wrong(ALL, place(*without_department)) == []
    paths = [{"district": " / ".join(names(row).values())} for row in ALL]
    assert wrong(ALL, place(*paths)) == []
    backwards = [{"district": ", ".join(reversed(names(row).values()))} for row in ALL]
    assert wrong(ALL, place(*backwards)) == []


def test_a_name_alone_is_never_taken_for_another_district():
    placed = place(*[{"district": row["district"]} for row in ALL])
    found = wrong(ALL, placed)
    assert {(code, problem) for _ubigeo, _name, code, problem in found} == {
        (None, "district-ambiguous")
    }
    assert len(ALL) - len(found) == 1633


def test_the_countrys_two_lists_disagree_as_they_are_known_to():
    inei = set(ubigeos(ALL))
    other = [code for ubigeo, code in RENIEC.items() if code != ubigeo]
    assert sum(code in inei for code in other) == 996


def scrambled(text, seed):
    chance = random.Random(seed)
    letters = [letter.swapcase() if chance.random() < 0.3 else letter for letter in text]
    text = "".join(letters)
    if chance.random() < 0.5:
        split = unicodedata.normalize("NFD", text)
        text = "".join(letter for letter in split if not unicodedata.combining(letter))
    if chance.random() < 0.3:
        text = unicodedata.normalize("NFD", text)
    spaces = " " * chance.randint(1, 3)
    return text.replace(" ", spaces) + chance.choice(["", " ", ".", "  "])


def written(row, way, seed):
    ubigeo = row["ubigeo"]
    spelled = {name: scrambled(text, f"{seed}{name}") for name, text in names(row).items()}
    return {
        "inei": {"ubigeo": ubigeo},
        "inei named": spelled | {"ubigeo": ubigeo},
        "inei without its zero": spelled | {"ubigeo": ubigeo.lstrip("0").zfill(5)},
        "p-code": {"ubigeo": f"PE{ubigeo}"},
        "p-code in small letters": {"ubigeo": f"pe-{ubigeo}"},
        "reniec named": spelled | {"ubigeo": RENIEC.get(ubigeo, ubigeo)},
        "names": spelled,
        "path": {"district": " / ".join(spelled.values())},
        "parts": {
            "department_code": ubigeo[:2],
            "province_code": ubigeo[2:4],
            "ubigeo": ubigeo[4:],
        },
    }[way]


WAYS = st.sampled_from(
    [
        *("inei", "inei named", "inei without its zero", "p-code", "p-code in small letters"),
        *("reniec named", "names", "path", "parts"),
    ]
)


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(ALL), WAYS, st.integers(0, 10**6)), min_size=40, max_size=80)
)
def test_a_district_is_one_place_however_it_is_written(cases):
    rows = [written(row, way, seed) | {"table_no": at} for at, (row, way, seed) in enumerate(cases)]
    placed = place(*rows, stated="inei")
    found = [
        (case, code, problem)
        for case, code, problem in zip(cases, placed.codes, placed.problems, strict=True)
        if code != case[0]["ubigeo"]
    ]
    assert found == []
