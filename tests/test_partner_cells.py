"""What one cell of a partner column holds, and how a name in it is folded."""

import unicodedata
from pathlib import Path

import duckdb
import pytest

from reparto.partner_names import fold
from reparto.partner_names.cells import acronym_and_name, names_several

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("cell", "several"),
    [
        ("UNHCR/HIAS", True),
        ("UNHCR/ACNUR", False),
        ("UNHCR - HIAS", True),
        ("UNHCR, HIAS", True),
        ("HIAS y UNHCR", True),
        ("Austria, Government of", False),
        ("Terre des Hommes - Lausanne", False),
        ("OIM - Organización Internacional para las Migraciones", False),
    ],
)
def test_a_cell_names_several_where_its_parts_stand_alone_elsewhere(cell, several):
    owners = {
        "unhcr": "unhcr",
        "acnur": "unhcr",
        "hias": "hias",
        "oim": "oim",
        "organizacion internacional para las migraciones": "iom",
    }

    assert names_several(cell, lambda part: owners.get(fold(part) or "")) is several


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        (
            "OIM - Organización Internacional para las Migraciones",
            ("OIM", "Organización Internacional para las Migraciones"),
        ),
        ("IOM (Int. Org. for Migration)", ("IOM", "Int. Org. for Migration")),
        (
            "Instituto Nacional de Defensa Civil: INDECI",
            ("INDECI", "Instituto Nacional de Defensa Civil"),
        ),
        ("OXFAM - Fundación Pachamama", None),
        ("CRUZ ROJA PERUANA (LIMA)", None),
        ("Terre Des Hommes - Lausanne", None),
        ("UNHCR", None),
    ],
)
def test_an_acronym_beside_its_name_is_told_from_other_cells(cell, parts):
    assert acronym_and_name(cell) == parts


def test_a_name_is_folded_as_the_database_folds_it():
    known = [chr(n) for n in range(1, 0x3000) if unicodedata.category(chr(n)) not in ("Cn", "Cs")]
    names = [f"a{char}B  {char}" for char in known] + [char * 2 for char in known]
    with duckdb.connect() as con:
        con.execute((ROOT / "queries/staging/macros.sql").read_text(encoding="utf-8"))
        found = con.execute("select fold(unnest($names))", {"names": names}).fetchall()

    differing = [name for name, (folded,) in zip(names, found, strict=True) if fold(name) != folded]
    assert differing == []
