"""Which district a code means: INEI's numbers, RENIEC's, P-codes, codes that lost a zero, and who decides between them."""

import pytest

from reparto.asking import Answers
from reparto.place_doctor import coded_table, judge
from tests.placing import districts, place

BY_UBIGEO = {row["ubigeo"]: row for row in districts()}
LIMA = [row for row in BY_UBIGEO.values() if row["ubigeo"][:4] in {"1501", "0701"}]
CALLAO = [row for row in LIMA if row["ubigeo"].startswith("07") and row["ubigeo"] != "070107"]


def named(row, code):
    return {name: row[name] for name in ("department", "province", "district")} | {"ubigeo": code}


def inei(rows):
    return [row["ubigeo"] for row in rows]


def question_of(placed):
    (question,) = placed.findings.questions(1)
    return question


def test_inei_codes_with_names_are_taken_as_they_are():
    placed = place(*[named(row, row["ubigeo"]) for row in LIMA])
    assert placed.codes == inei(LIMA)
    assert placed.findings.questions(1) == []
    assert placed.notes == [
        "50 of 50 codes agree with their names as INEI codes, 0 as RENIEC codes: they were read as INEI codes."
    ]
    (verdict,) = placed.findings.verdicts
    assert verdict.evidence == (
        "Codes with names beside them: 50; agreeing with them as INEI codes: 50, as RENIEC codes: 0."
    )


def test_reniec_codes_with_names_are_converted_and_the_evidence_is_told():
    placed = place(*[named(row, row["reniec"]) for row in LIMA])
    assert placed.codes == inei(LIMA)
    assert set(placed.problems) == {None}
    assert placed.notes == [
        "50 of 50 codes agree with their names as RENIEC codes, 0 as INEI codes: "
        "they were read as RENIEC codes and converted to INEI's."
    ]


@pytest.mark.parametrize(
    "names", [{"district": "Callao"}, {"province": "Callao"}, {"department": "CALLAO"}]
)
def test_callao_never_lands_in_tumbes(names):
    assert BY_UBIGEO["240101"]["department"] == "Tumbes"
    assert place({"ubigeo": "240101"} | names).codes == ["070101"]


def test_tumbes_stays_in_tumbes():
    rows = [row for row in BY_UBIGEO.values() if row["ubigeo"].startswith("24")]
    placed = place(*[named(row, row["ubigeo"]) for row in rows])
    assert placed.codes == inei(rows)
    assert placed.notes == [
        "13 of 13 codes agree with their names as INEI codes, 0 as RENIEC codes: they were read as INEI codes."
    ]


def test_codes_without_names_that_are_in_both_lists_are_asked_about():
    question = question_of(place(*[{"ubigeo": row["reniec"]} for row in CALLAO]))
    assert (question.rule, question.required) == ("place-codes", True)
    assert [choice.value for choice in question.choices] == ["inei", "reniec"]
    assert "Codes without names: 6; only in INEI's list: 0, only in RENIEC's: 0." in question.text
    assert len(question.samples) == 3
    assert (
        "240106: Tumbes / Tumbes / San Juan de la Virgen (INEI) or Callao / Callao / Ventanilla (RENIEC)"
        in question.samples
    )


@pytest.mark.parametrize(
    ("answer", "expected"), [("reniec", inei(CALLAO)), ("inei", [r["reniec"] for r in CALLAO])]
)
def test_the_answer_reads_every_code(answer, expected):
    rows = [{"ubigeo": row["reniec"]} for row in CALLAO]
    question = question_of(place(*rows))
    placed = place(*rows, answers={question.id: answer})
    assert placed.codes == expected
    assert placed.findings.questions(1) == []
    told = ["As answered, 6 codes were read as RENIEC codes and converted to INEI's."]
    assert placed.notes == (told if answer == "reniec" else [])


def test_codes_that_only_one_list_has_decide_without_names():
    # 24 of RENIEC's codes of Lima are not INEI's, and no code of it is INEI's alone.
    placed = place(*[{"ubigeo": row["reniec"]} for row in LIMA])
    assert placed.codes == inei(LIMA)
    assert placed.notes == [
        "24 of 50 codes are only in RENIEC's list, 0 only in INEI's: "
        "they were read as RENIEC codes and converted to INEI's."
    ]
    placed = place(*[{"ubigeo": row["ubigeo"]} for row in LIMA])
    assert (placed.codes, placed.notes, placed.findings.questions(1)) == (inei(LIMA), [], [])


def test_names_that_fit_no_reading_do_not_let_the_lists_convert():
    rows = [{"ubigeo": row["reniec"], "district": "Chachapoyas"} for row in LIMA]
    assert question_of(place(*rows)).guess == "reniec"


def test_our_own_header_states_inei_and_asks_nothing():
    placed = place({"ubigeo": "240101"}, {"ubigeo": "240102"}, stated="inei")
    assert (placed.codes, placed.findings.questions(1)) == (["240101", "240102"], [])


def test_our_own_header_over_codes_that_only_reniec_has_is_asked_about():
    question = question_of(place({"ubigeo": "140137"}, stated="inei"))
    assert (question.required, question.guess) == (True, "reniec")
    assert question.samples == (
        "140137: no district (INEI) or Lima / Lima / San Juan de Lurigancho (RENIEC)",
    )


def test_a_header_that_says_reniec_decides():
    placed = place({"ubigeo": "240101"}, stated="reniec", firmly=True)
    assert placed.codes == ["070101"]
    assert placed.notes == ["The header says RENIEC: 1 code was converted to INEI's."]


def test_what_the_names_say_is_shown_beside_a_header_that_decides():
    # Of two names beside four codes of RENIEC one agrees; the header says what they are.
    rows = [{"ubigeo": row["reniec"]} for row in CALLAO[:4]]
    rows[0] |= {"district": CALLAO[0]["district"]}
    rows[1] |= {"district": "Chachapoyas"}
    assert place(*rows, stated="reniec", firmly=True).notes == [
        "Codes with names beside them: 2; agreeing with them as INEI codes: 0, as RENIEC codes: 1.",
        "The header says RENIEC: 4 codes were converted to INEI's.",
    ]


def test_names_stand_above_a_header_that_is_wrong():
    rows = ({"ubigeo": "240101", "district": "Callao"}, {"ubigeo": "240102"})
    placed = place(*rows, stated="inei", firmly=True)
    assert placed.codes == ["070101", "240102"]
    shown, note = placed.notes
    assert shown == (
        "Codes with names beside them: 1; agreeing with them as INEI codes: 0, as RENIEC codes: 1."
    )
    assert note.startswith("1 code agrees with its names as a RENIEC code only")


def test_each_row_of_a_mixed_table_is_read_by_its_own_names():
    first, second = LIMA[:20], LIMA[20:40]
    placed = place(
        *[named(row, row["reniec"]) for row in first],
        *[named(row, row["ubigeo"]) for row in second],
    )
    assert placed.codes == inei([*first, *second])
    assert placed.notes == [
        "Codes with names beside them: 40; agreeing with them as INEI codes: 20, as RENIEC codes: 20.",
        "20 codes agree with their names as RENIEC codes only, unlike the rest of the table: "
        "they were read by their own names.",
    ]
    assert placed.findings.questions(1) == []


def test_a_mixed_table_with_codes_that_nothing_tells_is_asked_about():
    placed = place(
        *[named(row, row["reniec"]) for row in LIMA[:5]],
        *[named(row, row["ubigeo"]) for row in LIMA[5:10]],
        {"ubigeo": "240103"},
    )
    assert question_of(placed).required
    assert placed.codes[:10] == inei(LIMA[:10])


def test_a_row_whose_names_fit_neither_reading_follows_its_table_and_is_flagged():
    reniec = [named(row, row["reniec"]) for row in LIMA[:40]]
    placed = place(*reniec, named(BY_UBIGEO["150110"], BY_UBIGEO["150103"]["reniec"]))
    assert placed.codes[-1] == "150103"
    assert [row["names_disagree"] for row in placed.rows] == [False] * 40 + [True]


def test_names_of_the_department_alone_decide_for_the_table_but_not_for_a_row():
    reniec = [{"ubigeo": row["reniec"], "department": row["department"]} for row in LIMA]
    assert place(*reniec).codes == inei(LIMA)
    # 140101 is Chiclayo. One row that says Lima beside it is a contradiction, no evidence for RENIEC.
    inei_rows = [{"ubigeo": row["ubigeo"], "department": row["department"]} for row in LIMA]
    placed = place(*inei_rows, {"ubigeo": "140101", "department": "Lima"})
    assert (placed.codes[-1], placed.rows[-1]["names_disagree"]) == ("140101", True)


def test_codes_of_departments_and_provinces_are_converted_with_their_table():
    rows = [
        {name: row[name] for name in ("department", "province", "district")}
        | {"department_code": row["reniec"][:2], "province_code": row["reniec"][:4]}
        for row in LIMA
    ]
    assert place(*rows).codes == inei(LIMA)
    wide = (
        {"province_code": "1401", "province": "Lima"},
        {"department_code": "24", "department": "Callao"},
    )
    assert place(*wide).codes == ["1501", "07"]


@pytest.mark.parametrize(
    "code",
    [
        "PE150101",
        "pe150101",
        "PE-150101",
        "PE 150101",
        "Pe_150101",
        "150101",
        "15-01-01",
        "15.01.01",
    ],
)
def test_a_code_is_read_in_every_spelling(code):
    placed = place({"ubigeo": code}, stated="inei")
    assert (placed.codes, placed.problems) == (["150101"], [None])


def test_p_codes_are_inei_codes_and_never_asked_about():
    placed = place({"ubigeo": "PE240101"}, {"ubigeo": "pe240102"})
    assert (placed.codes, placed.findings.questions(1)) == (["240101", "240102"], [])


@pytest.mark.parametrize(
    ("code", "expected"), [("10101", "010101"), ("PE70101", "070101"), ("101", "0101")]
)
def test_a_lost_zero_is_put_back(code, expected):
    assert place({"ubigeo": code}, stated="inei").codes == [expected]


def test_codes_in_parts_are_put_together():
    rows = (
        {"department_code": "15", "province_code": "01", "ubigeo": "32"},
        {"department_code": "15", "province_code": "1", "ubigeo": "1"},
        {"department_code": "07", "province_code": "01"},
    )
    assert place(*rows, stated="inei").codes == ["150132", "150101", "0701"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [("15", "15"), ("1501", "1501"), ("PE07", "07"), ("PE", "PE"), ("PE00", "PE"), ("Peru", "PE")],
)
def test_a_code_of_a_wider_place_keeps_its_level_and_is_flagged(code, expected):
    (row,) = place({"ubigeo": code}, stated="inei").rows
    assert (row["place_code"], row["named_wider"], row["problem"]) == (expected, True, None)


def test_zeros_and_words_for_nothing_are_no_code():
    rows = [
        {"ubigeo": text, "district": "Breña"} for text in ("000000", "0", "N/A", "sin ubigeo", "-")
    ]
    assert place(*rows, stated="inei").codes == ["150105"] * 5
    (row,) = place({"ubigeo": "000000"}, stated="inei").rows
    assert (row["place_code"], row["problem"]) == (None, None)


def test_a_code_that_no_list_has_is_held_back_with_what_may_be_meant():
    rows = [named(row, row["ubigeo"]) for row in LIMA[:10]]
    placed = place(
        *rows, {"ubigeo": "159999"}, {"ubigeo": "159999", "district": "Breña"}, {"ubigeo": "140137"}
    )
    assert placed.problems[-3:] == ["code-unknown"] * 3
    assert [row["suggestion"] for row in placed.rows[-3:]] == [
        None,
        "Lima / Lima / Breña (150105)",
        "Lima / Lima / San Juan de Lurigancho (150132)",
    ]


def test_targets_are_read_alike():
    rows = [{"place": row["reniec"], "district": row["district"]} for row in LIMA]
    placed = place(*rows, targets=True)
    assert placed.codes == inei(LIMA)
    assert len(placed.notes) == 1
    assert place(
        {"place": "Lima / Lima / Comas"}, {"place": "pe15"}, {"place": "Perú"}, targets=True
    ).codes == [
        "150110",
        "15",
        "PE",
    ]


def test_tables_of_one_batch_are_judged_apart():
    placed = place(
        *[named(row, row["reniec"]) | {"table_no": 0} for row in LIMA],
        *[{"ubigeo": row["ubigeo"], "table_no": 1} for row in LIMA],
    )
    assert placed.codes == inei(LIMA) * 2


# What a table states


def table(headers, columns=None, tags=None, dialect="synonyms"):
    found = coded_table(
        1, 0, headers=headers, tags=tags, columns=columns or {"ubigeo": 0}, dialect=dialect
    )
    return found.stated, found.firmly


@pytest.mark.parametrize(
    ("headers", "dialect", "expected"),
    [
        (["ubigeo"], "reparto", ("inei", False)),
        (["UBIGEO"], "synonyms", (None, False)),
        (["Código de ubicación"], "kobo", (None, False)),
        (["ubigeo_reniec"], "reparto", ("reniec", True)),
        (["UBIGEO (RENIEC)"], "synonyms", ("reniec", True)),
        (["Ubigeo INEI"], "synonyms", ("inei", True)),
        (["ADM3_PCODE"], "synonyms", ("inei", False)),
        (["admin3Pcod"], "synonyms", ("inei", False)),
        (["Admin 3 Pcode"], "activityinfo", ("inei", False)),
        (["Code"], "r4v-2022", ("inei", False)),
        (["Code"], "hapi-3w", ("inei", False)),
    ],
)
def test_headers_and_layouts_state_a_system(headers, dialect, expected):
    assert table(headers, dialect=dialect) == expected


def test_only_the_columns_of_codes_are_heard():
    assert table(["Ubigeo", "Nota RENIEC"], {"ubigeo": 0, "site": 1}) == (None, False)
    assert table(["Nota", "COD"], {"ubigeo": 1}, tags=["#meta", "#adm3+code+v_pcode"]) == (
        "inei",
        False,
    )


def test_a_table_that_is_not_described_states_nothing():
    placed = place(*[{"ubigeo": row["reniec"]} for row in CALLAO])
    row = {
        "batch_no": 1, "table_no": 9, "prefixed": 0, "codes": 6, "differing": 6, "named": 0,
        "named_inei": 0, "named_reniec": 0, "only_inei": 0, "only_reniec": 0, "own_inei": 0, "own_reniec": 0,
        "untold": 6, "listed_inei": 0, "listed_reniec": 0, "inei_departments": ["24"],
        "reniec_departments": ["07"], "samples": [],
    }  # fmt: skip
    (verdict,) = judge([row], [], Answers())
    assert verdict.question is not None
    assert verdict.question.id != question_of(placed).id
