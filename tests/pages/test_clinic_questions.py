"""Questions on the Data page: a required one holds the file, an answer counts at once, and names wait for a person."""

import pytest

from reparto.importing import import_sources, store_of
from reparto.questions import ask_rows
from reparto.scope import EVERYTHING
from reparto.snapshots import current_number, open_current
from reparto.ui.text import md_escape
from tests.pages.data_page import HEADER, figures, texts, titles, upload

# No header tells who delivered: “zzz” could be anything.
NOBODY = (
    "Fecha,zzz,Distrito,Articulo,Familias\n"
    "13/04/2020,Alfa,Ate,Kit,5\n14/04/2020,Beta,Ate,Kit,6\n15/04/2020,Alfa,Ate,Kit,4\n"
)
# No day is above 12, so nothing tells the order; under one order both rows are of the future.
UNSURE = "delivered_on,partner,ubigeo,item,households\n03/04/2020,Alfa,150101,Kit,5\n05/04/2020,Alfa,150103,Kit,6\n"


def ask(lima, name):
    snapshot = open_current(store_of(lima))
    try:
        return ask_rows(snapshot, name, EVERYTHING)
    finally:
        snapshot.close()


def box(app, text):
    return next(one for one in (*app.selectbox, *app.radio) if text in one.label.replace("\\", ""))


def test_a_required_question_holds_the_file_and_suggests_without_choosing(open_page, lima):
    app = upload(open_page("data"), ("who.csv", NOBODY))

    assert not app.exception
    assert "1 file waits for an answer: its question is below." in texts(app)
    assert "This file waits for an answer." in titles(app.warning)
    assert not [button for button in app.button if button.key == "import_now"]
    question = box(app, "Which column tells who delivered?")
    assert question.value is None
    assert "zzz (suggested)" in question.options
    assert "In the file: “Alfa” and “Beta”" in texts(app)


def test_an_answer_lets_the_file_count_and_can_be_changed_and_is_remembered(open_page, lima):
    app = upload(open_page("data"), ("who.csv", NOBODY))
    box(app, "who delivered").set_value("1").run()

    assert not app.exception
    assert figures(app)["= Accepted"] == "3"
    cards = {card.label: card.value for card in app.metric}
    assert cards["Families reached"] == "15"
    assert current_number(store_of(lima)) is None
    # The answered question is still there, and an answer that refuses the file can be taken back.
    box(app, "who delivered").set_value("none").run()
    assert titles(app.error) == ["This file cannot be imported."]
    box(app, "who delivered").set_value("1").run()
    app.button(key="import_now").click().run()

    assert titles(app.success)[0] == "Snapshot 1 is in force."
    assert sorted({row["partner"] for row in ask(lima, "partners/progress")}) == ["Alfa", "Beta"]
    again = NOBODY.replace("13/04", "16/04")
    report = import_sources(lima, [("again.csv", lambda: again.encode())], dry_run=True)
    assert report.files[0].status == "imported"


def test_another_order_of_dates_is_taken_over_at_once(open_page, lima):
    app = upload(open_page("data"), ("days.csv", UNSURE))
    question = box(app, "In which order are the dates")

    assert question.value == "dmy"
    assert [option.replace("\\", "") for option in question.options] == [
        "day/month/year (suggested)",
        "month/day/year",
    ]
    mapping = next(t.value for t in app.table if "Column in the file" in t.value)
    assert "day/month/year" in [cell.replace("\\", "") for cell in mapping["Order of dates"]]
    question.set_value("mdy").run()

    assert not app.exception
    mapping = next(t.value for t in app.table if "Column in the file" in t.value)
    assert "month/day/year" in [cell.replace("\\", "") for cell in mapping["Order of dates"]]
    app.button(key="import_now").click().run()
    assert ask(lima, "overview/headline")[0]["first_delivery"].isoformat() == "2020-03-04"


def test_answers_are_forgotten_with_their_file(open_page, lima):
    app = upload(open_page("data"), ("who.csv", NOBODY))
    box(app, "who delivered").set_value("1").run()
    app.file_uploader[0].set_value([])
    app.run()
    upload(app, ("who.csv", NOBODY))

    assert box(app, "who delivered").value is None
    assert not [button for button in app.button if button.key == "import_now"]


def alike(count: int) -> str:
    """Twice as many partners as ``count``, in pairs that are written almost alike."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = [f"{letters[n // 26] * 3}{letters[n % 26] * 4}ondo" for n in range(count)]
    lines = [
        f"2020-04-10,Fundación {word} {end},150101,Kit,10\n" for word in words for end in ("", "de")
    ]
    return HEADER + "".join(lines)


def test_names_that_look_alike_are_two_until_somebody_says_so(open_page, lima):
    text = HEADER + (
        "2020-04-10,Socios en Salud,150101,Kit,10\n2020-04-11,Socios en Salud,150101,Kit,10\n"
        "2020-04-12,Socios de Salud,150101,Kit,5\n"
    )
    app = upload(open_page("data"), ("names.csv", text))
    pair = box(app, "one organisation?")

    assert pair.value == "—"
    assert "1 pair of partner names looks alike. Nothing is merged before you say so." in texts(app)
    pair.set_value("same")
    app.button(key="names_again").click().run()
    assert box(app, "one organisation?").value == "same"
    app.button(key="import_now").click().run()

    assert not app.exception
    assert [row["partner"] for row in ask(lima, "partners/progress")] == ["Socios en Salud"]


def test_many_pairs_come_ten_at_a_time(open_page, lima):
    app = upload(open_page("data"), ("names.csv", alike(13)))
    pairs = [one for one in app.radio if "one organisation?" in one.label.replace("\\", "")]

    assert len(pairs) == 10
    app.button(key="names_more").click().run()
    pairs = [one for one in app.radio if "one organisation?" in one.label.replace("\\", "")]
    assert len(pairs) == 13
    assert not [button for button in app.button if button.key == "names_more"]


def test_the_change_of_the_headline_is_said_before_it_happens(open_page, lima):
    import_sources(lima, [("a.csv", lambda: (HEADER + "2020-04-10,Alfa,150101,Kit,10\n").encode())])

    app = upload(open_page("data"), ("b.csv", HEADER + "2020-04-11,Beta,150103,Kit,5\n"))

    card = next(card for card in app.metric if card.label == "Families reached")
    assert (card.value, card.delta) == ("15", "+5")
    assert "b.csv: 1 of 1 row comes in." in texts(app)
    # The figures below are still those of the snapshot in force.
    assert figures(app)["Rows read"] == "1"


def test_a_report_sent_again_says_whose_rows_it_stands_for(open_page, lima):
    first = (
        "delivery_id,"
        + HEADER
        + "A1,2020-04-10,Alfa,150101,Kit,10\nA2,2020-04-10,Alfa,150103,Kit,4\n"
    )
    import_sources(lima, [("a_2020-04-10.csv", lambda: first.encode())])
    again = first.replace("Kit,10", "Kit,12")

    app = upload(open_page("data"), ("b_2020-04-20.csv", again))

    card = next(card for card in app.metric if card.label == "Families reached")
    assert (card.value, card.delta) == ("16", "+2")
    assert (
        "b_2020-04-20.csv: 2 of 2 rows come in. 2 rows of a_2020-04-10.csv are brought up to date: "
        "they have the same ids." in texts(app)
    )


def test_spanish_asks_in_spanish_what_was_asked_in_english(open_page, lima):
    app = upload(open_page("data"), ("days.csv", UNSURE))
    box(app, "In which order").set_value("mdy").run()
    app.query_params["lang"] = "es"
    app.session_state["language_moment"] = 0.0
    app.run()

    assert not app.exception
    (question,) = app.radio
    assert question.value == "mdy"
    assert any("mes/día/año" in option.replace("\\", "") for option in question.options)


def test_what_a_hostile_header_says_is_text_in_the_question(open_page, lima):
    hostile = "![x](http://h.example/x.png) :red[a]"
    app = upload(
        open_page("data"), ("who.csv", NOBODY.replace("zzz", hostile).replace("Alfa", "<b>A</b>"))
    )
    question = box(app, "Which column tells who delivered?")

    # A plain question is read out as it is written; the choices of a long list are no Markdown.
    assert question.label == "Which column tells who delivered?"
    assert f"{hostile} (suggested)" in question.options
    said = "\n".join(element.value for kind in (app.markdown, app.caption) for element in kind)
    assert "<b>" not in said.replace("\\<b\\>", "")
    assert "![" not in said.replace("\\!\\[", "")


@pytest.mark.parametrize(
    "name",
    [
        "[a](http://h.example)",
        "$x$ $y$",
        ":red[a]",
        "_a_",
        "1. a.csv",
        "www.h.example",
        "a@h.example",
        "`a`",
        "<i>",
    ],
)
def test_a_label_is_escaped_where_it_would_be_more_than_text(name):
    from reparto.ui.questions import _label

    assert _label(f"{name} is it?") == md_escape(f"{name} is it?")


def test_on_the_demonstration_a_question_is_answered_before_the_operation_starts(
    open_page, tmp_path, monkeypatch
):
    app = open_page("data")
    monkeypatch.setenv("REPARTO_HOME", str(tmp_path / "operations"))
    upload(app, ("Kits abril.csv", NOBODY))
    assert app.text_input[0].value == "Kits abril"
    assert not [button for button in app.button if button.key == "import_now"]

    box(app, "who delivered").set_value("1").run()
    (start,) = [one.value for one in app.date_input if one.label == "First day"]
    assert start.isoformat() == "2020-04-13"
    app.button(key="import_now").click().run()

    assert not app.exception
    assert titles(app.success)[0] == "Snapshot 1 is in force."
    assert figures(app)["= Accepted"] == "3"
