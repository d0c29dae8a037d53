"""Which names are proposed as one organisation, which never are, and what is asked about them."""

import csv
import re
import string
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from rapidfuzz import fuzz

from reparto.asking import Answers
from reparto.language import use_language
from reparto.partner_names import (
    APART,
    SAME,
    Decisions,
    Directory,
    answered,
    decide,
    fold,
    propose,
)
from reparto.partner_names.likeness import Kind
from tests.worlds import SHARED

LISTED = [
    {"code": "UNHCR", "name": "UNHCR", "aliases": "ACNUR"},
    {
        "code": "IOM",
        "name": "IOM",
        "aliases": "OIM;Organización Internacional para las Migraciones",
    },
    {"code": "PAHO", "name": "PAHO/WHO", "aliases": "OPS/OMS;OPS"},
    {"code": "ILLARI", "name": "Illari Amanecer", "aliases": "Asociación Illari Amanecer"},
    {"code": "CARITAS-CH", "name": "Cáritas Chosica", "aliases": ""},
]


@pytest.fixture(autouse=True)
def english():
    use_language("en")


def proposed(*names: str, listed=(), decided=None) -> list[tuple[str, str]]:
    """The proposals about these names, each with one row, as (variant, canonical)."""
    found = propose(dict.fromkeys(names, 1), listed, decided or Decisions())
    return [(one.variant, one.canonical) for one in found]


def as_pairs(found) -> set[frozenset[str | None]]:
    return {frozenset((fold(one.variant), fold(one.canonical))) for one in found}


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Norwegian Refugee Council", "Norweigan Refugee Council", Kind.NEAR_WORDS),
        ("Solidarités International", "Solidarités Internatinal", Kind.NEAR_WORDS),
        ("Women's Empowerment Organisation", "Womens Empowerment Organization", Kind.SAME_WORDS),
        ("Save the Children", "Save the Children International", Kind.MORE_WORDS),
        ("World Vision Perú", "World Vision", Kind.MORE_WORDS),
        ("Médecins du Monde", "Médecins du Monde Suisse", Kind.MORE_WORDS),
        ("Cordaid Organization", "Cordaid", Kind.MORE_WORDS),
        ("CARE", "CARE Perú", Kind.MORE_WORDS),
        ("Cáritas de Chosica", "Caritas Chosica", Kind.SAME_WORDS),
        ("Policía Nacional del Perú", "Policia Nacional Peru", Kind.SAME_WORDS),
        ("Asoc. Illari Amanecer", "Asociación Illari Amanecer", Kind.SAME_WORDS),
        ("Sweden, Government of", "Government of Sweden", Kind.SAME_WORDS),
        ("CHILD FUND", "ChildFund", Kind.SAME_WORDS),
        ("C.A.R.E.", "CARE", Kind.SAME_WORDS),
        ("Olla común N° 12", "Olla Común 12", Kind.SAME_WORDS),
        ("Asociación Muestra 01", "Asociación Muestra 1", Kind.SAME_WORDS),
        ("Comedor San Jose II", "Comedor San Josse II", Kind.NEAR_WORDS),
        (
            "Organización Internacional para las Migraciones",
            "OIM - Organización Internacional para las Migraciones",
            Kind.SAME_WORDS,
        ),
        ("OIM", "OIM - Organización Internacional para las Migraciones", Kind.ACRONYM),
        ("IOM", "IOM (Int. Org. for Migration)", Kind.ACRONYM),
        ("Intl Organisation for Migration", "IOM (Int. Org. for Migration)", Kind.SAME_WORDS),
        ("AECID", "Spanish Agency for International Development (AECID)", Kind.ACRONYM),
    ],
)
def test_names_that_are_probably_one_are_proposed(one, other, kind):
    (found,) = propose({one: 1, other: 1}, [], Decisions())

    assert {found.variant, found.canonical} == {one, other}
    assert found.likeness.kind is kind
    assert 90 <= found.score <= 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Olla común 12", "Olla común 13"),
        ("Olla común 12", "Olla común"),
        ("Olla común A", "Olla común E"),
        ("Olla común A", "Olla común"),
        ("Olla común A-12", "Olla común B-12"),
        ("Comedor San José II", "Comedor San José III"),
        ("Vaso de leche ②", "Vaso de leche ③"),
        ("PMA", "PAM"),
        ("CARE", "CARITAS"),
        ("UNFP", "UNFPA"),
        ("UNFP Perú", "UNFPA Perú"),
        ("Danish Red Cross", "Swedish Red Cross"),
        ("Médecins du Monde France", "Médecins du Monde Suisse"),
        ("Terre Des Hommes - Italia", "Terre Des Hommes - Lausanne"),
        (
            "Directorate of Labour & Social Affairs - Duhok",
            "Directorate of Labour & Social Affairs - Erbil",
        ),
        (
            "Municipalidad Distrital de San Juan de Lurigancho",
            "Municipalidad Distrital de San Juan de Miraflores",
        ),
        ("Austria, Government of", "Australia, Government of"),
        ("Niger Red Cross", "Nigeria Red Cross"),
        ("Caritas", "Caritas Chosica"),
        ("Comedor San Juan", "Parroquia San Juan"),
        ("United Nations", "United Nations Population Fund"),
        ("Organización", "Cordaid Organization"),
        ("HIAS", "HIAS - Fundación Pachamama"),
        ("None - Fund direct from Donors", "None - Funds direct from Donors"),
        ("", "   "),
        ("Otros", "Otro"),
        ("Cáritas Lima", "caritas  LIMA."),
    ],
)
def test_names_that_are_probably_two_or_one_already_are_not_proposed(one, other):
    assert proposed(one, other) == []


def test_letters_alone_would_have_joined_what_words_keep_apart():
    """The guard is needed: by letters these are alike enough."""
    one, other = (
        "general directorate of labour and social affairs duhok",
        "general directorate of labour and social affairs erbil",
    )

    assert fuzz.WRatio(one, other) >= 90
    assert proposed(one, other) == []


@pytest.mark.parametrize(
    "combination",
    ["UNHCR/ACNUR/HIAS", "UNHCR + HIAS", "UNHCR; HIAS", "UNHCR | HIAS", "HIAS\\UNHCR", "A/B"],
)
@pytest.mark.parametrize("like", ["", " Perú", " International", "S"])
def test_a_combination_is_nobodys_other_name(combination, like):
    names = [combination, combination + like, "UNHCR", "ACNUR", "HIAS", "HIAS UNHCR"]

    assert all(combination not in pair for pair in proposed(*names))
    assert all(combination not in pair for pair in proposed(*names, listed=[{"name": "UNHCR"}]))


def test_a_listed_name_is_kept_whatever_has_more_rows():
    (found,) = propose({"Illari Amanecerr": 90}, LISTED, Decisions())

    assert (found.variant, found.canonical) == ("Illari Amanecerr", "Illari Amanecer")
    assert (found.variant_rows, found.canonical_rows) == (90, 0)


def test_a_name_is_compared_with_the_aliases_too():
    (found,) = propose(
        {"Organización Internacional para las Migracionez": 2, "OIM": 3, "iom": 4},
        LISTED,
        Decisions(),
    )

    assert found.canonical == "IOM"
    assert found.likened_to == "Organización Internacional para las Migraciones"
    assert found.canonical_rows == 7
    assert "another name of “IOM”" in found.question.text


def test_of_two_unlisted_names_the_one_with_more_rows_is_kept():
    names = {"Save the Children": 2, "SAVE THE CHILDREN": 3, "Save the Children International": 4}

    (found,) = propose(names, LISTED, Decisions())

    assert (found.variant, found.canonical) == (
        "Save the Children International",
        "SAVE THE CHILDREN",
    )
    assert (found.variant_rows, found.canonical_rows) == (4, 5)


def test_listed_partners_are_not_proposed_to_be_each_other():
    listed = [{"name": "Save the Children"}, {"name": "Save the Children International"}]

    assert proposed("Save the Children", "Save the Children International", listed=listed) == []


def test_a_name_that_two_partners_share_is_left_to_the_list():
    listed = [{"name": "Uno", "aliases": "Cruz Roja"}, {"name": "Dos", "aliases": "Cruz Roja"}]

    assert proposed("Cruz Roja", "Cruz Roja Perú", listed=listed) == []


def test_a_word_that_many_names_begin_with_is_no_organisation():
    few = ["Comedor Popular", *(f"Comedor Popular {name}" for name in ("Aurora", "Belén", "Cielo"))]

    assert len(proposed(*few)) == 3
    assert proposed(*few, "Comedor Popular Delicias") == []


def test_a_place_in_brackets_joins_nobody():
    assert proposed("Cruz Roja (LIMA)", "Cáritas Unida (LIMA)") == []
    assert proposed("Cruz Roja (LIMA)", "Cruz Roja (CUSCO)") == []
    assert proposed("Olla común 12 (ATE)", "Olla común 12 (COMAS)") == []


def test_an_acronym_that_very_many_give_joins_nobody():
    few = [f"OCN - Olla común {word}" for word in ("Norte", "Nido", "Nardo")]
    more = [f"OCN - Olla común {word}" for word in ("Naranjo", "Niebla", "Nogal", "Novena", "Nube")]
    many = [f"OCN - Olla común {word}" for word in ("Nazca", "Nevado", "Navidad")]

    assert len(proposed(*few)) == 3
    assert proposed(*few, *more, *many) == []


def test_the_question_says_why_and_keeps_its_id_when_rows_change():
    names = {"Norwegian Refugee Council": 12, "Norweigan Refugee Council": 1}
    (found,) = propose(names, [], Decisions())
    (turned,) = propose({name: 13 - rows for name, rows in names.items()}, [], Decisions())
    question = found.question

    assert turned.canonical == found.variant
    assert turned.question.id == question.id
    assert re.fullmatch(r"partner-name:[0-9a-f]{10}:names", question.id)
    assert question.rule == "partner-name"
    assert question.required is False
    assert question.guess == SAME
    assert [choice.value for choice in question.choices] == [SAME, APART]
    assert question.samples == (
        "Norweigan Refugee Council: 1 row",
        "Norwegian Refugee Council: 12 rows",
    )
    assert question.text == (
        "Are “Norweigan Refugee Council” and “Norwegian Refugee Council” one organisation? "
        "They are written almost alike (96 of 100): “Norweigan” against “Norwegian”. "
        "Until this is answered they count as two."
    )
    assert int(fuzz.token_sort_ratio(*map(str.lower, names))) == 96


def test_only_what_a_person_said_is_a_decision():
    found = propose({"World Vision": 3, "World Vision Perú": 1}, [], Decisions())
    (question,) = (one.question for one in found)

    assert Answers().or_guess(question) == SAME
    assert answered(found, Answers()) == []
    assert answered(found, Answers(given={question.id: "perhaps"})) == []
    assert answered(found, Answers(given={question.id: APART})) == [
        ("World Vision Perú", "World Vision", APART)
    ]


def test_of_very_many_the_likeliest_are_given():
    names = {f"Asociación Amanece{a}{b}": 1 for a in "bcdfg" for b in string.ascii_lowercase}

    assert len(propose(names, [], Decisions())) == 200
    assert len(propose(names, [], Decisions(), most=7)) == 7


WORD_LIST = """
    Caritas Cáritas caritass Lima Perú International Intl Organización Organisation Vision Visión Visoin World de la y
    A B II 1 2 12 Council Counsil Council. Women's Womens Red Roja HIAS UNHCR ACNUR OIM (OIM) - /
"""
WORDS = st.sampled_from(WORD_LIST.split())
NAMES = st.dictionaries(
    st.lists(WORDS, min_size=1, max_size=5).map(" ".join), st.integers(1, 50), max_size=9
)
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def digits_of(name: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", name)]


@given(NAMES, st.booleans())
@SLOW
def test_proposals_are_pairs_whatever_the_order_and_keep_their_rules(names, with_list):
    listed = LISTED if with_list else []
    found = propose(names, listed, Decisions())
    turned = propose(dict(reversed(names.items())), reversed(listed), Decisions())
    every = propose(dict.fromkeys(names, 1), listed, Decisions())

    assert found == turned
    assert {one.question.id for one in found} == {one.question.id for one in every}
    for one in found:
        assert fold(one.variant) != fold(one.canonical)
        assert one.score >= 90
        assert one.variant.strip() in {name.strip() for name in names}
        assert digits_of(one.variant) == digits_of(one.likened_to)
        if not with_list:
            assert not any(re.search(r"\w.*/.*\w", name) for name in (one.variant, one.canonical))


@given(NAMES)
@SLOW
def test_two_names_are_alike_whichever_is_asked_first(names):
    for one, other in combinations(names, 2):
        forward = propose({one: 1, other: 2}, [], Decisions())
        backward = propose({other: 1, one: 2}, [], Decisions())

        assert as_pairs(forward) == as_pairs(backward)
        assert [p.score for p in forward] == [p.score for p in backward]


@given(NAMES, st.data())
@SLOW
def test_what_was_decided_is_never_asked_again(names, data):
    decisions = Decisions()
    for _round in range(3):
        open_now = propose(names, LISTED, decisions)
        for one in open_now:
            directory = Directory(LISTED, decisions)
            meant = {directory.partner_of(one.variant), directory.partner_of(one.canonical)}
            listed = {row["name"] for row in LISTED} & meant
            # What was said before may leave one answer only.
            answer = data.draw(st.sampled_from([SAME, APART])) if len(listed) < 2 else APART
            decisions = decide(decisions, one.variant, one.canonical, answer, LISTED)
        assert as_pairs(open_now) & as_pairs(propose(names, LISTED, decisions)) == set()
    assert propose(names, LISTED, decisions) == []


def test_names_of_real_exports_are_joined_by_their_slips_and_not_by_their_kind():
    files = {
        "fts_incoming_funding_pse.csv": ("srcOrganization", "destOrganization"),
        "whowhatwhere_iraq_3w_jan_to_apr_2022_longtable_20220518.xlsx": ("Partner Full Name",),
    }
    if not all((SHARED / "real-exports" / file).exists() for file in files):
        pytest.skip("the real exports are not here")
    names: Counter[str] = Counter()
    for file, columns in files.items():
        path = SHARED / "real-exports" / file
        if path.suffix == ".csv":
            rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
        else:
            sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(1).to_python()
            rows = [[str(cell) for cell in row] for row in sheet]
        places = [rows[0].index(column) for column in columns]
        names.update(row[place] for row in rows[1:] for place in places if len(row) > place)

    found = as_pairs(propose(names, [], Decisions()))

    assert len(names) > 200
    assert {
        frozenset(("norwegian refugee council", "norweigan refugee council")),
        frozenset(("save the children", "save the children international")),
        frozenset(
            (
                "united nations high commisioner for refugees",
                "united nations high commissioner for refugees",
            )
        ),
    } <= found
    for kind in ("red cross", "government of", "directorate of"):
        assert [pair for pair in found if any(kind in name for name in pair)] == []
    assert len(found) < 20
