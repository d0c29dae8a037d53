"""The template to fill in: its lists lead from department to district, and filled in it comes back without a question."""

import csv
from datetime import date
from pathlib import Path

import pytest

from reparto.errors import OperationProblem
from reparto.exports import FIELDS, map_table, read_export
from reparto.exports.leftovers import EXAMPLE_MARKS
from reparto.operation import REFERENCE, Operation, load_operation
from reparto.operations import DEMONSTRATION
from reparto.outputs.template import filled_template, template
from reparto.outputs.template_columns import COLUMNS, NAMES, STATUSES, YES_NO
from reparto.outputs.workbook import in_language
from tests.outputs.opened import Opened
from tests.worlds import world

PERU = Operation(folder=Path("nowhere"), name={"en": "Lima", "es": "Lima"})


def districts() -> list[dict[str, str]]:
    with (REFERENCE / "districts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(name: str) -> str:
    return chr(ord("A") + NAMES.index(name))


@pytest.fixture(scope="module")
def demonstration() -> Opened:
    return Opened(template(load_operation(DEMONSTRATION), "en"))


def list_of(opened: Opened, name: str) -> list[str]:
    """The entries of a defined name."""
    sheet, cells = opened.names[name].replace("'", "").split("!")
    first, last = cells.replace("$", "").split(":")
    letter = first.rstrip("0123456789")
    assert sheet == "lists"
    rows = opened.rows("lists")[: int(last.removeprefix(letter))]
    return [row[ord(letter) - ord("A")] for row in rows]


def test_its_headers_are_our_own_in_every_language():
    for language in ("en", "es"):
        opened = Opened(template(PERU, language))
        first = next(iter(opened.sheets))

        assert tuple(opened.rows(first)[0]) == NAMES
        assert set(NAMES) <= {field.name for field in FIELDS["deliveries"]}
        assert opened.all_members_are_well_formed()


def test_a_header_shows_its_meaning_beside_our_own_name():
    opened = Opened(template(PERU, "es"))
    first = next(iter(opened.sheets))

    assert opened.number_format(first, "C1") == ';;;"Día de la entrega / "@'
    assert opened.comments(first)["C1"].startswith("Día de la entrega\n")


def test_needed_columns_have_a_colour_of_their_own(demonstration):
    needed = {
        c.name
        for c in COLUMNS
        if demonstration.fill("Deliveries", f"{column(c.name)}1") == "#00617f"
    }

    assert needed == {
        "status", "delivered_on", "partner", "department", "province", "district", "item", "households"
    }  # fmt: skip
    assert demonstration.fill("Deliveries", f"{column('site')}1") == "#5f7682"


def test_only_the_sheet_of_deliveries_is_read(demonstration):
    export = read_export(demonstration.data, "t.xlsx")

    assert [table.sheet for table in export.tables] == ["Deliveries"]
    assert demonstration.hidden == {"lists"}


def test_every_district_follows_its_province_and_department(demonstration):
    rules = demonstration.validations("Deliveries")
    known = sorted((row["department"], row["province"], row["district"]) for row in districts())

    assert len(known) == 1891
    assert rules[f"{column('department')}3"]["formula1"] == "list_department"
    assert sorted(list_of(demonstration, "list_department")) == sorted(
        {place[0] for place in known}
    )
    assert rules[f"{column('province')}3"]["formula1"] == (
        "OFFSET(list_province,MATCH($F3,list_province_of,0)-1,0,COUNTIF(list_province_of,$F3),1)"
    )
    assert rules[f"{column('district')}3"]["formula1"] == (
        'OFFSET(list_district,MATCH($F3&"/"&$G3,list_district_of,0)-1,0,'
        'COUNTIF(list_district_of,$F3&"/"&$G3),1)'
    )
    assert (column("department"), column("province"), column("district")) == ("F", "G", "H")
    keys = list_of(demonstration, "list_district_of")
    names = list_of(demonstration, "list_district")
    assert sorted((*key.split("/"), name) for key, name in zip(keys, names, strict=True)) == known


@pytest.mark.parametrize("name", ["list_province", "list_district"])
def test_the_entries_of_one_key_stand_together_as_the_formula_needs(demonstration, name):
    keys = list_of(demonstration, f"{name}_of")

    ends = [key for key, following in zip(keys, [*keys[1:], None], strict=True) if key != following]

    assert len(ends) == len(set(ends)) == len(set(keys))


def test_what_the_formula_offers_is_what_belongs_to_the_row(demonstration):
    keys = list_of(demonstration, "list_district_of")
    names = list_of(demonstration, "list_district")

    start, count = keys.index("Lima/Lima"), keys.count("Lima/Lima")

    offered = names[start : start + count]
    assert len(offered) == 43 and "Ate" in offered and "Callao" not in offered
    assert offered == sorted(
        offered, key=lambda name: name.replace("Á", "A").replace("í", "i").casefold()
    )


def test_partners_items_and_words_come_from_the_operation(demonstration):
    with (DEMONSTRATION / "partners.csv").open(encoding="utf-8", newline="") as file:
        partners = {row["name"] for row in csv.DictReader(file)}
    rules = demonstration.validations("Deliveries")

    assert set(list_of(demonstration, "list_partner")) == partners
    assert list_of(demonstration, "list_item") == ["Food kit", "Water kit", "Hygiene kit"]
    assert rules[f"{column('partner')}3"]["type"] == "list"
    assert rules[f"{column('item')}3"]["errorStyle"] == "warning"
    assert rules[f"{column('status')}3"]["formula1"] == "list_status"
    assert rules[f"{column('government_package')}3"]["formula1"] == "list_yes_no"


def test_items_are_named_in_the_language_of_the_template():
    opened = Opened(template(load_operation(DEMONSTRATION), "es"))

    assert list_of(opened, "list_item") == ["Kit de alimentos", "Kit de agua", "Kit de higiene"]
    assert "entregado" in list_of(opened, "list_status")


@pytest.mark.parametrize("said", ["CARITAS-CH", "caritas-ch", "Cáritas Chosica", "Caritas Chosica"])
def test_one_partners_template_offers_that_partner_alone(said):
    opened = Opened(template(load_operation(DEMONSTRATION), "en", said))

    assert list_of(opened, "list_partner") == ["Cáritas Chosica"]
    assert opened.rows("Deliveries")[1][NAMES.index("partner")] == "Cáritas Chosica"


def test_a_partner_that_is_not_listed_is_said_to_be_missing():
    with pytest.raises(OperationProblem, match="There is no partner “NOBODY”") as told:
        template(load_operation(DEMONSTRATION), "en", "NOBODY")

    assert "CARITAS-CH" in str(told.value)


def test_without_a_list_of_partners_any_name_will_do():
    assert list_of(Opened(template(PERU, "en", "Cáritas")), "list_partner") == ["Cáritas"]
    assert f"{column('partner')}3" in Opened(template(PERU, "en")).validations("Deliveries")
    assert "list_partner" not in Opened(template(PERU, "en")).names


def test_days_and_counts_are_held_to_what_an_import_accepts(demonstration):
    rules = demonstration.validations("Deliveries")
    day, families = rules[f"{column('delivered_on')}3"], rules[f"{column('households')}3"]

    days = [(date(2020, month, n) - date(1899, 12, 30)).days for month, n in ((4, 9), (5, 31))]
    assert (day["type"], day["formula1"], day["formula2"]) == ("date", *map(str, days))
    assert day["error"] == "Write a day from 2020-04-09 to 2020-05-31, such as 2020-04-09."
    # The demonstration holds a row of more than 2,000 families implausible.
    assert (families["type"], families["formula1"], families["formula2"]) == ("whole", "0", "2000")
    assert rules[f"{column('girls')}3"]["type"] == "whole"
    assert rules[f"{column('quantity')}3"]["type"] == "decimal"
    assert demonstration.number_format("Deliveries", f"{column('delivered_on')}2") == "yyyy-mm-dd"


def test_while_an_operation_has_no_end_a_day_to_come_is_only_asked_about():
    rule = Opened(template(PERU, "en")).validations("Deliveries")[f"{column('delivered_on')}3"]

    assert (rule["formula2"], rule["errorStyle"]) == ("TODAY()", "warning")


def test_each_column_is_explained_once_where_it_is_filled_in_and_once_on_its_own_sheet(
    demonstration,
):
    rules = demonstration.validations("Deliveries")
    said = demonstration.texts("Instructions")

    for one in COLUMNS:
        rule = rules[f"{column(one.name)}3"]
        assert rule["prompt"] == one.meaning and len(one.meaning) <= 255
        assert len(rule["promptTitle"]) <= 32
        assert one.meaning in said
    assert "Food and water kits, Peru, April and May 2020" in said


def test_the_words_of_its_lists_are_words_that_an_import_knows():
    with (REFERENCE / "words.csv").open(encoding="utf-8", newline="") as file:
        words = {(row["field"], row["word"]): row["meaning"] for row in csv.DictReader(file)}
    meant = [[words["status", word] for word in STATUSES[language]] for language in ("en", "es")]

    assert meant[0] == meant[1]
    assert set(meant[0]) == {
        "planned", "in_transit", "ongoing", "delivered", "verified", "suspended", "cancelled"
    }  # fmt: skip
    assert [
        [words["government_package", word] for word in YES_NO[lang]] for lang in ("en", "es")
    ] == [
        ["yes", "no"],
        ["yes", "no"],
    ]


def test_a_country_without_a_list_of_places_lets_people_write_them(tmp_path):
    opened = Opened(template(Operation(folder=tmp_path, name={"en": "GT"}, country="GT"), "en"))

    rules = opened.validations("Deliveries")
    assert [
        rules[f"{column(name)}3"].get("type", "any") for name in ("department", "district")
    ] == [
        "any",
        "any",
    ]


def test_an_operations_own_places_stand_in_its_lists(tmp_path):
    (tmp_path / "places.csv").write_text(
        "ubigeo,district,province,department\nGT0101,Mixco,,Guatemala\nGT0102,Amatitlán,,Guatemala\n",
        encoding="utf-8",
    )

    opened = Opened(template(Operation(folder=tmp_path, name={"en": "GT"}, country="GT"), "en"))

    assert list_of(opened, "list_district_of") == ["Guatemala/", "Guatemala/"]
    assert list_of(opened, "list_district") == ["Amatitlán", "Mixco"]
    assert "list_province" not in opened.names


ROWS = [
    {
        "delivery_id": "007",
        "status": "entregado",
        "delivered_on": date(2020, 4, 10),
        "partner": "Cáritas Chosica",
        "department": "Lima",
        "province": "Lima",
        "district": "San Luis",
        "site": "Colegio",
        "item": "Kit de alimentos",
        "quantity": 12,
        "households": 12,
        "persons": 40,
        "government_package": "sí",
    },
    {
        "status": "planificado",
        "delivered_on": date(2020, 4, 20),
        "partner": "UNICEF",
        "department": "Áncash",
        "province": "Carlos Fermín Fitzcarrald",
        "district": "San Luis",
        "item": "Kit de agua",
        "households": 5,
    },
]


def spanish_world(home: Path):
    return world(home, name="Lima", country="PE", starts_on=date(2020, 4, 9))


def test_filled_in_and_sent_back_it_is_imported_without_a_question(tmp_path):
    with spanish_world(tmp_path) as made:
        for name in ("partners.csv", "kits.csv"):
            (made.operation.folder / name).write_bytes((DEMONSTRATION / name).read_bytes())
        path = tmp_path / "plantilla.xlsx"
        path.write_bytes(in_language("es", filled_template, made.operation, ROWS))

        (report,) = made.take(path).files

        assert (report.status, report.kind, report.dialect) == ("imported", "deliveries", "reparto")
        assert report.questions == []
        assert (report.rows_accepted, report.rows_held_back, report.rows_skipped) == (2, 0, 1)
        assert [found for found in report.findings if found["severity"] != "INFO"] == []
        assert [(skip["row"], skip["reason"]) for skip in report.skipped] == [(2, "example")]
        (headline,) = made.ask("overview/headline")
        assert headline["households_reached"] == 12
        # San Luis is a district of four provinces: the province chose it.
        assert [
            row["ubigeo"] for row in made.ask("coverage/by_district") if row["households_reached"]
        ] == ["150134"]


def test_every_district_of_its_lists_is_known_to_an_import(tmp_path):
    rows = [
        {
            "delivery_id": row["ubigeo"],
            "status": "delivered",
            "delivered_on": date(2020, 4, 10),
            "partner": "C",
            "department": row["department"],
            "province": row["province"],
            "district": row["district"],
            "item": "Food kit",
            "households": 1,
        }
        for row in districts()
    ]
    with spanish_world(tmp_path) as made:
        path = tmp_path / "all.xlsx"
        path.write_bytes(filled_template(made.operation, rows))

        (report,) = made.take(path).files

        assert (report.rows_accepted, report.rows_held_back, report.rows_skipped) == (1891, 0, 1)
        reached = [row for row in made.ask("coverage/by_district") if row["households_reached"]]
        assert len(reached) == 1891


def test_the_example_row_says_that_it_is_one():
    for language, mark in EXAMPLE_MARKS.items():
        opened = Opened(template(PERU, language))
        first = next(iter(opened.sheets))
        assert opened.rows(first)[1][0].startswith(mark)


def test_an_untouched_template_has_nothing_to_import(tmp_path):
    with spanish_world(tmp_path) as made:
        path = tmp_path / "empty.xlsx"
        path.write_bytes(template(made.operation, "es"))

        (report,) = made.take(path).files

        assert (report.status, report.rows_read) == ("refused", 1)
        assert (report.rows_accepted, report.rows_skipped) == (0, 1)


def test_every_cell_of_a_filled_row_is_read_as_it_was_written():
    data = in_language("es", filled_template, PERU, ROWS)
    (table,) = read_export(data, "t.xlsx").tables
    mapping = map_table(table)

    last = {name: table.column(index).to_pylist()[-2] for name, index in mapping.columns.items()}

    assert (last["delivery_id"], last["delivered_on"], last["households"]) == (
        "007",
        "2020-04-10",
        "12",
    )
    assert (last["district"], last["government_package"]) == ("San Luis", "sí")


def test_the_footer_survives_a_title_with_an_ampersand():
    operation = Operation(folder=Path("x"), name={"en": "Food & water"})

    assert "Food &amp;&amp; water" in Opened(template(operation, "en")).sheet_xml("Deliveries")
