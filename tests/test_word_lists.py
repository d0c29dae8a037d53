"""Whether words are stored as text or as numbers, every table of the snapshot says the same."""

from datetime import date

import pytest

from reparto import build, word_lists
from reparto.importing import rebuild
from tests.worlds import golden_world, world


def tables(snapshot) -> dict[str, list[dict]]:
    con = snapshot._con
    names = con.sql("select table_name from duckdb_tables() where database_name = 's'").fetchall()
    found = {name: con.table(name).order("all").to_arrow_table().to_pylist() for (name,) in names}
    # Events are numbered as they come; what matters is which rows share one.
    first = {}
    for row in found["deliveries"]:
        row["event_id"] = first.setdefault(row["event_id"], row["row_id"])
    return found


def stored_types(snapshot) -> dict[str, str]:
    columns = snapshot._con.sql(
        "select column_name, data_type from duckdb_columns() where database_name = 's' and table_name = 'deliveries'"
    )
    return dict(columns.fetchall())


@pytest.fixture
def golden(tmp_path):
    with golden_world(tmp_path) as made:
        yield made


def rebuilt(made, monkeypatch, *, worth, most=20_000):
    monkeypatch.setattr(build, "WORTH_NUMBERING", worth)
    monkeypatch.setattr(word_lists, "MOST_WORDS", most)
    rebuild(made.operation)
    made.close()
    return tables(made.snapshot), stored_types(made.snapshot)


def test_numbered_words_say_what_text_says(golden, monkeypatch):
    text, as_text = rebuilt(golden, monkeypatch, worth=10**9)
    numbered, as_numbers = rebuilt(golden, monkeypatch, worth=0)

    assert numbered == text
    assert len(text["deliveries"]) > 10
    assert not [name for name, kind in as_text.items() if kind.startswith("ENUM")]
    for name in (
        "partner",
        "lead_partner",
        "donor_named",
        "item",
        "unit",
        "place_code",
        "district",
        "site",
    ):
        assert as_numbers[name].startswith("ENUM"), name
    assert as_numbers["household_key"] == "VARCHAR"


def test_a_list_that_is_too_long_stays_text(golden, monkeypatch):
    text, _types = rebuilt(golden, monkeypatch, worth=10**9)
    partly, types = rebuilt(golden, monkeypatch, worth=0, most=3)

    assert partly == text
    assert types["district"] == "VARCHAR"
    assert types["partner"] == "VARCHAR"
    assert types["unit"].startswith("ENUM")


def test_words_sort_as_text_does(golden, monkeypatch):
    _tables, types = rebuilt(golden, monkeypatch, worth=0)
    for kind in types.values():
        if kind.startswith("ENUM"):
            words = [
                word.strip().strip("'")
                for word in kind.removeprefix("ENUM(").removesuffix(")").split("', '")
            ]
            assert words == sorted(words)


ODD = """delivered_on,partner,department,district,site,item,unit,households,status,lot,sector
2020-04-10,"L'Aide, x",Lima,Ate,😀,💧,,3,delivered,,
2020-04-11,ALFA,Lima,Comas,,kit;x,caja,4,Entregado,L-1,WASH
2020-04-11,alfa,Nowhere,Nothing," ",kit,unidad,4,???,l-1,
2020-04-12,Ñandú,Lima,,ñ,KIT,,5,,L'1,Salud
"""


def test_odd_words_are_numbered_too(tmp_path, monkeypatch):
    monkeypatch.setenv("REPARTO_TODAY", "2020-12-31")
    path = tmp_path / "odd.csv"
    path.write_text(ODD, encoding="utf-8")
    with world(tmp_path, name="Odd", country="PE", starts_on=date(2020, 4, 1)) as made:
        (file,) = made.take(path).files
        assert (file.status, file.rows_accepted, file.rows_held_back) == ("imported", 3, 1)
        text, _types = rebuilt(made, monkeypatch, worth=10**9)
        numbered, types = rebuilt(made, monkeypatch, worth=0)
    assert numbered == text
    assert types["item"].startswith("ENUM")
