"""What was decided about partner names: kept in a file, taken back, and what it makes of the names."""

import os
from functools import cache
from itertools import pairwise
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reparto.errors import OperationProblem, StoreProblem
from reparto.language import use_language
from reparto.operations import settings_rows
from reparto.partner_names import (
    APART,
    DECISIONS_FILE,
    SAME,
    Decisions,
    Directory,
    add_decision,
    add_decisions,
    alias_rows,
    decide,
    fold,
    forget,
    forget_decision,
    propose,
    read_decisions,
)
from reparto.partner_names.decisions import write_decisions

STAGING = Path(__file__).resolve().parent.parent / "queries/staging"
HEADER = "code,name,type,role,aliases,expected_reporting"
LISTED = [
    {"code": "IOM", "name": "IOM", "type": "UN", "aliases": "OIM", "expected_reporting": "weekly"},
    {"code": "UNHCR", "name": "UNHCR", "aliases": "ACNUR"},
]
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(autouse=True)
def english():
    use_language("en")


def lines_of(folder: Path) -> list[str]:
    """The file without its comments."""
    text = (folder / DECISIONS_FILE).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


@cache
def staging() -> duckdb.DuckDBPyConnection:
    """A connection with the words of staging."""
    con = duckdb.connect()
    con.execute((STAGING / "macros.sql").read_text(encoding="utf-8"))
    return con


def resolved(names: list[str], listed, decisions: Decisions) -> dict[str, str]:
    """The one name of each, as the staging's own statement finds it; an unknown name stays as it is."""
    _partners, aliases = alias_rows(listed, decisions)
    text = pa.schema([("alias", pa.string()), ("partner", pa.string())])
    with staging().cursor() as con:
        con.register("partner_alias_rows", pa.Table.from_pylist(aliases, schema=text))
        found = dict(con.execute((STAGING / "partner_aliases.sql").read_text("utf-8")).fetchall())
        keys = con.execute(
            "select name, fold(name) from unnest($names) as n(name)", {"names": names}
        )
        return {name: found.get(key, name) for name, key in keys.fetchall()}


def test_a_name_that_is_another_becomes_its_alias(tmp_path):
    add_decision(tmp_path, "World Vision Perú", "World Vision", SAME)
    add_decision(tmp_path, "World Vision Peru, ONG", "World Vision", SAME)

    assert lines_of(tmp_path) == [
        HEADER,
        ',World Vision,,,"World Vision Perú;World Vision Peru, ONG",',
    ]
    assert resolved(["world vision PERU", "World Visión"], [], read_decisions(tmp_path)) == {
        "world vision PERU": "World Vision",
        "World Visión": "World Vision",
    }


def test_two_organisations_get_a_row_each_and_are_not_asked_about_again(tmp_path):
    names = {"World Vision": 3, "World Vision Perú": 1}
    assert len(propose(names, [], Decisions())) == 1

    decided = add_decision(tmp_path, "World Vision Perú", "World Vision", APART)

    assert lines_of(tmp_path) == [HEADER, ",World Vision Perú,,,,", ",World Vision,,,,"]
    assert propose(names, [], read_decisions(tmp_path)) == []
    assert resolved(list(names), [], decided) == {name: name for name in names}


def test_the_file_has_the_shape_of_the_partner_list(tmp_path):
    decided = add_decision(tmp_path, "World Vision Perú", "World Vision", SAME)

    assert settings_rows(tmp_path, DECISIONS_FILE, needs=("name", "code")) == [
        {
            "code": "",
            "name": "World Vision",
            "type": "",
            "role": "",
            "aliases": "World Vision Perú",
            "expected_reporting": "",
        }
    ]
    assert (
        alias_rows(settings_rows(tmp_path, DECISIONS_FILE), Decisions())[0]
        == (alias_rows([], decided)[0])
    )


def test_a_listed_partner_takes_a_name_and_keeps_what_the_list_says(tmp_path):
    decided = add_decision(tmp_path, "Int. Org. for Migration", "IOM", SAME, LISTED)
    partners, aliases = alias_rows(LISTED, decided)

    assert partners == alias_rows(LISTED, Decisions())[0]
    assert partners[0] == {
        "partner": "IOM",
        "code": "IOM",
        "partner_type": "UN",
        "role": None,
        "expected_reporting": "weekly",
    }
    assert aliases[-1] == {"alias": "Int. Org. for Migration", "partner": "IOM"}
    assert resolved(["int org for migration", "OIM"], LISTED, decided) == {
        "int org for migration": "IOM",
        "OIM": "IOM",
    }


def test_a_listed_partner_stays_above_whichever_way_it_was_decided(tmp_path):
    decided = add_decision(tmp_path, "OIM", "Migraciones ONU", SAME, LISTED)

    assert resolved(["Migraciones ONU", "OIM"], LISTED, decided) == {
        "Migraciones ONU": "IOM",
        "OIM": "IOM",
    }


def test_what_the_partner_list_says_later_wins_over_a_decision():
    decided = decide(Decisions(), "Hogar Sol", "Hogar del Sol", SAME)
    decided = decide(decided, "El Hogar Sol", "Hogar Sol", SAME)
    names = ["Hogar Sol", "Hogar del Sol", "El Hogar Sol"]

    assert set(resolved(names, [], decided).values()) == {"Hogar del Sol"}
    # One of them is listed: all are that one.
    assert set(resolved(names, [{"name": "Hogar Sol"}], decided).values()) == {"Hogar Sol"}
    # Two of them are listed: the decision that joined them no longer counts.
    both = [{"name": "Hogar Sol"}, {"name": "Hogar del Sol", "aliases": "El Hogar Sol"}]
    assert resolved(names, both, decided) == {
        "Hogar Sol": "Hogar Sol",
        "Hogar del Sol": "Hogar del Sol",
        "El Hogar Sol": "Hogar del Sol",
    }


def test_two_listed_partners_are_never_joined(tmp_path):
    add_decision(tmp_path, "Naciones", "ACNUR", SAME, LISTED)
    before = (tmp_path / DECISIONS_FILE).read_bytes()

    with pytest.raises(OperationProblem, match="“UNHCR” and “IOM” are two partners"):
        add_decisions(tmp_path, [("Otra", "IOM", SAME), ("Naciones", "IOM", SAME)], LISTED)

    assert (tmp_path / DECISIONS_FILE).read_bytes() == before


def test_what_the_list_has_as_one_cannot_be_decided_apart():
    with pytest.raises(OperationProblem, match=r"partners\.csv has “OIM” and “IOM” as one"):
        decide(Decisions(), "OIM", "IOM", APART, LISTED)


def test_names_follow_one_another():
    decided = decide(Decisions(), "Uno", "Dos", SAME)
    decided = decide(decided, "Dos", "Tres", SAME)
    decided = decide(decided, "Tres", "Uno", SAME)

    assert set(resolved(["Uno", "Dos", "Tres"], [], decided).values()) == {"Tres"}


def test_a_mind_can_be_changed():
    same = decide(Decisions(), "World Vision Perú", "World Vision", SAME)
    apart = decide(same, "World Vision Perú", "World Vision", APART)
    again = decide(apart, "World Vision Perú", "World Vision", SAME)
    names = ["World Vision", "World Vision Perú"]

    assert resolved(names, [], apart) == {name: name for name in names}
    assert set(resolved(names, [], again).values()) == {"World Vision"}


def test_a_name_leaves_with_those_that_were_decided_to_be_it():
    decided = decide(Decisions(), "WV Perú", "World Vision Perú", SAME)
    decided = decide(decided, "World Vision Perú", "World Vision", SAME)
    decided = decide(decided, "World Vision Perú", "World Vision", APART)

    assert resolved(["WV Perú", "World Vision Perú", "World Vision"], [], decided) == {
        "WV Perú": "World Vision Perú",
        "World Vision Perú": "World Vision Perú",
        "World Vision": "World Vision",
    }


@pytest.mark.parametrize("answer", [SAME, APART])
def test_a_decision_taken_back_is_asked_again(tmp_path, answer):
    names = {"World Vision": 3, "World Vision Perú": 1}
    asked = [one.question.id for one in propose(names, [], Decisions())]
    add_decision(tmp_path, "World Vision Perú", "World Vision", answer)

    left = forget_decision(tmp_path, "WORLD VISION PERU")

    assert left == read_decisions(tmp_path)
    assert [one.question.id for one in propose(names, [], left)] == asked
    assert resolved(list(names), [], left) == {name: name for name in names}


def test_taking_back_leaves_other_decisions_alone():
    decided = decide(Decisions(), "Uno", "Dos", SAME)
    decided = decide(decided, "Dos", "Tres", SAME)
    decided = decide(decided, "Cuatro", "Tres", SAME)

    without_two = forget(decided, "Dos")

    assert resolved(["Uno", "Dos", "Tres", "Cuatro"], [], without_two) == {
        "Uno": "Dos",
        "Dos": "Dos",
        "Tres": "Tres",
        "Cuatro": "Tres",
    }
    assert forget(decided, "Cinco") == decided
    assert forget(decided, "…") == decided
    assert not Directory([], forget(decided, "Tres")).is_known("cuatro")


@pytest.mark.parametrize(
    "name",
    [
        "Uno; Dos",
        'La "Casa"',
        "Uno,\nDos",
        "# Uno",
        "  Uno\u2028Dos ",
        "=1+1 Uno",
        "❤❤",
        "Uno\x85\x1c Dos",
    ],
)
def test_any_name_comes_back_from_the_file(tmp_path, name):
    for variant, canonical, answer in (("Otro", name, SAME), (name, "Tercero", APART)):
        decided = add_decision(tmp_path, variant, canonical, answer)
        assert read_decisions(tmp_path).rows == decided.rows
    directory = Directory([], read_decisions(tmp_path))

    assert fold(directory.partner_of(name) or "") == fold(name)
    assert directory.partner_of("otro") == directory.partner_of(name)


def test_what_a_person_wrote_into_the_file_stays(tmp_path):
    path = tmp_path / DECISIONS_FILE
    path.write_bytes(
        '\ufeff# Visto con Ana\r\nName;Code;Aliases;Note\r\n\r\nCáritas Lima;#7;"Caritas L.;CL";ok\r\n'
        "# fin\r\n;X9;;\r\n;;;solo nota\r\nHogar\r\n".encode()
    )

    add_decision(tmp_path, "Hogar Sol", "Hogar", SAME)

    assert path.read_text(encoding="utf-8").splitlines() == [
        "# Visto con Ana",
        "# fin",
        f"{HEADER},note",
        '"#7","Cáritas Lima","","","Caritas L.;CL","","ok"',
        "X9,,,,,,",
        ",Hogar,,,Hogar Sol,,",
    ]
    assert resolved(["CL", "7", "x9", "hogar sol"], [], read_decisions(tmp_path)) == {
        "CL": "Cáritas Lima",
        "7": "Cáritas Lima",
        "x9": "X9",
        "hogar sol": "Hogar",
    }


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (b"\xff\xfe\x00n", "cannot be read"),
        (f"{HEADER}\n,C\u00e1ritas,,,,\n".encode("latin-1"), "cannot be read"),
        (f"{HEADER}\n,Uno\x00,,,,\n".encode(), "cannot be read"),
        (b"alpha,beta\n1,2\n", "has no column “name”"),
        (f'# note\n{HEADER}\n,Uno,,,,\n,"Dos,,,,\n,Tres,,,,\n'.encode(), "is damaged in line 4"),
        (f"{HEADER}\n,Uno,,,Dos,Tres,weekly,Cuatro\n".encode(), "is damaged in line 2"),
    ],
)
def test_a_damaged_file_is_told_in_a_sentence_and_left_as_it_is(tmp_path, content, title):
    path = tmp_path / DECISIONS_FILE
    path.write_bytes(content)

    for act in (
        lambda: read_decisions(tmp_path),
        lambda: add_decision(tmp_path, "Uno", "Dos", SAME),
        lambda: forget_decision(tmp_path, "Uno"),
    ):
        with pytest.raises(OperationProblem) as told:
            act()
        assert title in told.value.title
        assert DECISIONS_FILE in told.value.title
        assert told.value.message
    assert path.read_bytes() == content


def test_a_folder_in_the_place_of_the_file_is_told_in_a_sentence(tmp_path):
    (tmp_path / DECISIONS_FILE).mkdir()

    with pytest.raises(OperationProblem, match="cannot be read"):
        read_decisions(tmp_path)


@pytest.mark.parametrize("content", ["", "# only a comment\n", f"{HEADER}\n"])
def test_an_empty_file_decides_nothing(tmp_path, content):
    (tmp_path / DECISIONS_FILE).write_text(content, encoding="utf-8")

    assert read_decisions(tmp_path).rows == ()
    assert read_decisions(tmp_path / "nowhere") == Decisions()


def test_a_name_under_two_rows_stands_for_neither_until_it_is_decided(tmp_path):
    (tmp_path / DECISIONS_FILE).write_text(
        f"{HEADER}\n,Uno,,,Casa,\n,Dos,,,Casa,\n", encoding="utf-8"
    )
    assert resolved(["Casa", "Uno", "Dos"], [], read_decisions(tmp_path)) == {
        "Casa": "Casa",
        "Uno": "Uno",
        "Dos": "Dos",
    }

    decided = add_decision(tmp_path, "Casa", "Dos", SAME)

    assert resolved(["Casa", "Uno"], [], decided) == {"Casa": "Dos", "Uno": "Uno"}


def test_a_circle_in_the_file_is_one_organisation(tmp_path):
    (tmp_path / DECISIONS_FILE).write_text(
        f"{HEADER}\n,Uno,,,Dos,\n,Dos,,,Tres,\n,Tres,,,Uno,\n", encoding="utf-8"
    )
    decisions = read_decisions(tmp_path)

    assert len(set(resolved(["Uno", "Dos", "Tres"], [], decisions).values())) == 1
    assert len(alias_rows([], decisions)[0]) == 1
    assert decide(decisions, "Uno", "Tres", SAME) == decisions


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path, monkeypatch):
    add_decision(tmp_path, "Uno", "Dos", SAME)
    before = (tmp_path / DECISIONS_FILE).read_bytes()

    def full(*_paths):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(StoreProblem, match="could not be written"):
        add_decision(tmp_path, "Tres", "Dos", SAME)

    assert [path.name for path in tmp_path.iterdir()] == [DECISIONS_FILE]
    assert (tmp_path / DECISIONS_FILE).read_bytes() == before


def test_nothing_new_writes_nothing(tmp_path):
    add_decision(tmp_path, "Uno", "Dos", SAME)
    written = (tmp_path / DECISIONS_FILE).stat().st_mtime_ns

    add_decision(tmp_path, "UNO", "dos", SAME)
    add_decision(tmp_path, "Uno", "uno.", SAME)
    forget_decision(tmp_path, "Nadie")

    assert (tmp_path / DECISIONS_FILE).stat().st_mtime_ns == written


@pytest.mark.parametrize(("one", "other", "answer"), [("", "Uno", SAME), ("Uno", "Dos", "maybe")])
def test_nothing_to_decide_is_a_mistake_of_the_caller(one, other, answer):
    with pytest.raises(ValueError, match="nothing to decide"):
        decide(Decisions(), one, other, answer)


NAMES = ["Uno", "Dos", "Tres", "Cuatro", "Cinco", "Seis"]
PAIRS = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES))


@given(st.lists(PAIRS, max_size=12))
@SLOW
def test_names_decided_to_be_one_are_one_and_no_others(pairs):
    decided = Decisions()
    groups = {name: {name} for name in NAMES}
    for one, other in pairs:
        decided = decide(decided, one, other, SAME)
        merged = groups[one] | groups[other]
        for name in merged:
            groups[name] = merged

    meant = resolved(NAMES, [], decided)

    for name in NAMES:
        assert {other for other in NAMES if meant[other] == meant[name]} == groups[name]
        assert meant[name] in groups[name]


@given(st.lists(st.tuples(PAIRS, st.sampled_from([SAME, APART, "forget"])), max_size=12))
@SLOW
def test_the_last_word_holds_and_the_file_keeps_every_one(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("decisions")
    listed = [{"name": "Uno", "aliases": "Seis"}]
    decided = Decisions()
    for (one, other), answer in steps:
        try:
            decided = (
                forget(decided, one)
                if answer == "forget"
                else decide(decided, one, other, answer, listed)
            )
        except OperationProblem:
            assert {one, other} == {"Uno", "Seis"}
            assert answer == APART
            continue
        meant = resolved(NAMES, listed, decided)
        if answer != "forget":
            assert (meant[one] == meant[other]) is (answer == SAME or one == other)
        assert meant["Uno"] == meant["Seis"] == "Uno"
        # Whom a name means is a name that means itself.
        assert all(meant[partner] == partner for partner in meant.values())
    write_decisions(folder, decided)
    assert read_decisions(folder).rows == decided.rows


def test_a_chain_of_many_is_read_at_once():
    decided = Decisions()
    names = [f"Casa {chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(60)]
    for one, other in pairwise(names):
        decided = decide(decided, one, other, SAME)

    assert set(resolved(names, [], decided).values()) == {names[-1]}
