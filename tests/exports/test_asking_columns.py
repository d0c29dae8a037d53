"""What no header tells is asked, with the likeliest column, and an answer goes before any guess."""

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reparto.asking import Answers
from reparto.errors import UnknownLayout
from reparto.exports import Mapping, TextTable, map_table
from reparto.exports.asking_columns import question_id
from reparto.exports.asking_values import order_id, order_question, persons_id
from reparto.exports.mapping import column_questions
from tests.exports.builders import table_of

HEADER = ("Fecha", "Zona atendida", "Entregas", "Socio", "Nro")
ROWS = (
    ("1/4/2020", "Ate", "Kit de higiene", "Cáritas", "3"),
    ("2/4/2020", "Comas", "Canasta de alimentos", "Cáritas", "4"),
    ("3/4/2020", "Ate", "Kit de higiene", "Plan", "5"),
)


def bare(*rows):
    """A table to whose columns nobody gave names."""
    width = len(rows[0])
    numbers = pa.array(range(1, len(rows) + 1), pa.int32())
    columns = [pa.array([row[at] for row in rows], pa.string()) for at in range(width)]
    names = ["row_no", *(f"c{at}" for at in range(width))]
    return TextTable(None, ("",) * width, None, 0, pa.table([numbers, *columns], names=names))


def answered(table, **answers):
    """Answers by the need that they are about."""
    return Answers({question_id(table, need): answer for need, answer in answers.items()})


def asked(table, answers=None):
    """The open questions by their need."""
    return {q.id.rsplit(":", 1)[1]: q for q in column_questions(table, answers)}


def test_each_missing_need_is_asked_with_the_likeliest_column_and_its_values():
    table = table_of(HEADER, *ROWS)
    with pytest.raises(UnknownLayout):
        map_table(table)
    questions = asked(table)
    assert list(questions) == ["place", "item"]
    place, item = questions.values()
    assert place.text == "Which column tells where?"
    assert (place.guess, place.samples) == ("1", ("Ate", "Comas"))
    assert (item.guess, item.samples) == ("2", ("Kit de higiene", "Canasta de alimentos"))
    assert [(choice.value, choice.label) for choice in place.choices] == [
        ("0", "Fecha"), ("1", "Zona atendida"), ("2", "Entregas"), ("3", "Socio"), ("4", "Nro"),
        ("none", "The file does not tell."),
    ]  # fmt: skip
    assert place.required and item.required


def test_a_guess_is_only_a_guess_until_it_is_answered():
    table = table_of(HEADER, *ROWS)
    half = answered(table, place="1")
    assert list(asked(table, half)) == ["item"]
    with pytest.raises(UnknownLayout, match="what was delivered"):
        map_table(table, half)
    whole = answered(table, place="1", item="2")
    assert asked(table, whole) == {}
    mapping = map_table(table, whole)
    assert mapping.columns == {"delivered_on": 0, "partner": 3, "district": 1, "item": 2}
    assert mapping.stand_ins == {}


def test_what_was_remembered_of_a_layout_answers_too_and_what_is_said_now_goes_before_it():
    table = table_of(HEADER, *ROWS)
    ids = {need: question_id(table, need) for need in ("place", "item")}
    remembered = {ids["place"]: "1", ids["item"]: "4"}
    assert map_table(table, Answers({}, remembered)).columns["item"] == 4
    assert map_table(table, Answers({ids["item"]: "2"}, remembered)).columns["item"] == 2
    later = table_of(HEADER, ("4/4/2020", "Lince", "Kit", "Otro", "1"))
    assert map_table(later, Answers({}, remembered)).columns["district"] == 1


def test_none_refuses_the_file_as_before():
    table = table_of(HEADER, *ROWS)
    answers = answered(table, place="none", item="2")
    assert column_questions(table, answers) == ()
    with pytest.raises(UnknownLayout, match="where"):
        map_table(table, answers)


def test_an_answer_goes_before_what_a_header_says():
    table = table_of(
        ("Fecha", "Socio", "Distrito", "Kit", "Entidad real"), ("1/4/2020", "A", "Ate", "Kit", "B")
    )
    assert map_table(table).columns["partner"] == 1
    mapping = map_table(table, answered(table, partner="4", quantity="none"))
    assert mapping.columns["partner"] == 4
    assert column_questions(table, answered(table, partner="4")) == ()
    taken = map_table(table, answered(table, donor="1", partner="4"))
    assert (taken.columns["donor"], taken.columns["partner"]) == (1, 4)
    with pytest.raises(UnknownLayout, match="who delivered"):
        map_table(table, answered(table, partner="none"))


@pytest.mark.parametrize("answer", ["99", "-1", "x", "", "1.5", "²"])
def test_an_answer_that_names_no_column_is_none(answer):
    table = table_of(HEADER, *ROWS)
    assert list(asked(table, answered(table, place=answer, item="2"))) == ["place"]


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (("Ate", "Comas"), "district"), (("150103", "150110"), "ubigeo"), (("PE150103", "PE150110"), "ubigeo"),
        (("Lima", "Cusco"), "department"), (("SJL", "SMP"), "district"), (("Cañete", "Huaura"), "province"),
        (("CD8201", "CD8202"), "ubigeo"), (("Narnia", "Mordor"), "district"),
    ],
)  # fmt: skip
def test_the_cells_of_a_place_tell_its_level(cells, field):
    rows = [(*ROWS[0][:1], cell, *ROWS[0][2:]) for cell in cells]
    table = table_of(HEADER, *rows)
    mapping = map_table(table, answered(table, place="1", item="2"))
    assert mapping.columns[field] == 1


@pytest.mark.parametrize(
    ("cells", "field"),
    [(("1/4/2020", "2/4/2020"), "delivered_on"), (("abril 2020", "mayo 2020"), "period_start")],
)
def test_the_cells_of_a_time_tell_whether_it_is_a_day_or_a_month(cells, field):
    header = ("Socio", "Distrito", "Kit", "Tiempos")
    table = table_of(header, *(("A", "Ate", "Kit", cell) for cell in cells))
    assert asked(table)["time"].guess == "3"
    assert map_table(table, answered(table, time="3")).columns[field] == 3


def test_a_header_that_is_nearly_known_is_the_guess():
    table = table_of(
        ("Fecha", "Distrito", "Artículo", "Otra cosa", "Socio implementadr"), ["x"] * 5
    )
    assert asked(table)["partner"].guess == "4"


@pytest.mark.parametrize(
    "rows",
    [
        (("Organización", "Persona de contacto", "Correo", "Región"), ("A", "Ana", "a@b.org", "Lima")),
        (("Distrito", "Población"), ("Ate", "600000")),
        (("Fecha", "Distrito", "Casos"), ("1/4/2020", "Ate", "5")),
        (("uno", "dos", "tres", "cuatro"), ("a", "b", "c", "d")),
        (("Distrito", "Abril", "Mayo"), ("Ate", "5", "6")),
    ],
)  # fmt: skip
def test_lists_that_are_no_deliveries_are_refused_and_not_asked_about(rows):
    table = table_of(*rows)
    assert column_questions(table) == ()
    with pytest.raises(UnknownLayout):
        map_table(table)


def test_other_kinds_are_asked_about_only_where_they_show_themselves():
    gifts = table_of(("Donante", "Destinatario", "Fecha", "Suma"), ("A", "B", "1/4/2020", "1200"))
    assert asked(gifts)["amount"].guess == "3"
    assert map_table(gifts, answered(gifts, amount="3")).columns["value"] == 3
    names = table_of(("Donante", "Dirección Regional", "Suma"), ("A", "B", "1200"))
    assert column_questions(names) == ()


def test_columns_about_persons_are_neither_offered_nor_shown_nor_taken():
    table = table_of(
        ("Fecha", "DNI", "Distrito", "Kit", "Quién"),
        ("1/4/2020", "45678912", "Ate", "Kit", "ana@example.org"),
    )
    assert "ana@example.org" not in str(column_questions(table))
    table = table_of(
        ("Fecha", "DNI", "Distrito", "Kit", "Quién"),
        ("1/4/2020", "45678912", "Ate", "Kit", "Cáritas 987654321"),
    )
    question = asked(table)["partner"]
    assert question.samples == ("Cáritas …",)
    assert "1" not in {choice.value for choice in question.choices}
    with pytest.raises(UnknownLayout):
        map_table(table, answered(table, partner="1"))


ROWS_WITHOUT_HEADER = (
    ("2020-04-09", "Cáritas", "Lima", "Lima", "Ate", "Kit", "12"),
    ("2020-04-10", "Cáritas", "Lima", "Lima", "Comas", "Kit", "3"),
    ("2020-04-11", "Plan International", "Lima", "Lima", "Ate", "Agua", "7"),
)


def test_without_a_header_every_need_is_asked_and_each_count():
    table = bare(*ROWS_WITHOUT_HEADER)
    questions = asked(table)
    assert {need: q.guess for need, q in questions.items()} == {
        "partner": "1", "place": "4", "time": "0", "item": "5", "quantity": "6", "households": None, "persons": None,
    }  # fmt: skip
    assert questions["partner"].choices[1].label == "column 2 (Cáritas, Plan International)"
    assert [choice.value for choice in questions["households"].choices] == ["6", "none"]
    answers = answered(
        table, partner="1", place="4", time="0", item="5", quantity="none", households="6", persons="none"
    )  # fmt: skip
    assert column_questions(table, answers) == ()
    mapping = map_table(table, answers)
    assert mapping.dialect == "answers"
    assert mapping.columns == {
        "delivered_on": 0, "partner": 1, "department": 2, "province": 3, "district": 4, "item": 5, "households": 6,
    }  # fmt: skip


def test_without_a_header_an_answer_holds_for_this_table_alone():
    table = bare(*ROWS_WITHOUT_HEADER)
    answers = answered(table, partner="1", place="4", time="0", item="5")
    other = bare(*(row[::-1] for row in ROWS_WITHOUT_HEADER))
    assert len(column_questions(other, answers)) == 7


def test_without_a_header_and_without_a_date_nothing_is_plausible():
    table = bare(("Cáritas", "Ate", "Kit"), ("Plan", "Comas", "Agua"))
    assert column_questions(table) == ()
    with pytest.raises(UnknownLayout, match="No header row was found"):
        map_table(table)


MONTHS = ("Month", "Partner", "Admin1", "Sector")


def test_months_without_a_year_are_asked_for_it():
    table = table_of(MONTHS, ("February", "A", "Lima", "WASH"), ("March", "A", "Lima", "WASH"))
    (question,) = column_questions(table, today=date(2021, 5, 1))
    assert question.rule == "year"
    assert question.id.startswith("year:")
    assert question.id.endswith(":period_start")
    assert (question.guess, question.samples, question.required) == (
        "2021",
        ("February", "March"),
        True,
    )
    assert [choice.value for choice in question.choices] == [
        str(year) for year in range(2021, 2010, -1)
    ]
    answers = Answers({question.id: "2020"})
    assert column_questions(table, answers, date(2021, 5, 1)) == ()
    mapping = map_table(table, answers)
    assert mapping.settings == {"year": "2020"}
    assert Mapping.from_dict(mapping.as_dict()) == mapping
    assert map_table(table).settings == {}


def test_a_year_that_was_answered_is_not_taken_for_next_years_file():
    rows = [("February", "A", "Lima", "WASH")]
    (question,) = column_questions(table_of(MONTHS, *rows))
    later = table_of(MONTHS, *rows, ("March", "A", "Lima", "WASH"))
    assert len(column_questions(later, Answers({}, {question.id: "2020"}))) == 1


@pytest.mark.parametrize(
    ("header", "row", "guess"),
    [
        ((*MONTHS, "Report date"), ("Feb", "A", "Lima", "WASH", "05/03/2019"), "2019"),
        (("Month 2018", *MONTHS[1:]), ("Feb", "A", "Lima", "WASH"), "2018"),
        (MONTHS, ("2", "A", "Lima", "WASH"), "2021"),
    ],
)
def test_the_likeliest_year_is_what_the_file_speaks_of(header, row, guess):
    (question,) = column_questions(table_of(header, row), today=date(2021, 5, 1))
    assert question.guess == guess


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ((*MONTHS, "Year"), ("Feb", "A", "Lima", "WASH", "2020")),
        (MONTHS, ("2020-02", "A", "Lima", "WASH")),
        (MONTHS, ("febrero 2020", "A", "Lima", "WASH")),
    ],
)
def test_months_with_their_year_are_not_asked_about(header, row):
    assert column_questions(table_of(header, row)) == ()


def test_answers_about_values_travel_in_the_mapping():
    table = table_of(HEADER, *ROWS)
    answers = answered(table, place="1", item="2")
    answers.given[order_id(table, "delivered_on")] = "mdy"
    answers.given[order_id(table, "reported_on")] = "mdy"
    answers.given[persons_id(table)] = "breakdown"
    assert map_table(table, answers).settings == {
        "date_order.delivered_on": "mdy", "persons_from": "breakdown"
    }  # fmt: skip
    question = order_question(
        order_id(table, "delivered_on"), "delivered_on", ["1/4/2020", "1/4/2020", "2/4/2020"], "dmy"
    )
    assert question.id == order_id(table, "delivered_on")
    assert (question.samples, question.guess, question.required) == (
        ("1/4/2020", "2/4/2020"),
        "dmy",
        False,
    )


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=10)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(TEXTS, min_size=4, max_size=4), min_size=2, max_size=5), st.data())
def test_asking_never_fails_and_a_table_with_open_questions_is_never_mapped(rows, data):
    known = data.draw(st.permutations(["Fecha", "Socio", "Distrito", "Kit"]))[
        : data.draw(st.integers(0, 4))
    ]
    header = [*known, *(f"x{at}" for at in range(4 - len(known)))]
    table = table_of(header, ["a", *rows[0][1:]], *rows[1:])
    questions = column_questions(table)
    if any(question.rule == "column" for question in questions):
        with pytest.raises(UnknownLayout):
            map_table(table)
    for question in questions:
        assert question.guess is None or question.guess in {c.value for c in question.choices}
        assert len(question.samples) <= 3
