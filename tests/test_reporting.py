"""Reports expected and received: rhythms, marks and rates, and how fresh data are, counted by hand."""

import csv
from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reparto.freshness import freshness
from reparto.operation import ROOT
from reparto.reporting import (
    Report,
    families_of,
    lines,
    reporting_rate,
    reports_on_time_rate,
)
from reparto.rhythms import (
    MOST_WEEKS,
    Period,
    Window,
    calendar_of,
    is_over,
    periods,
    rhythm_of,
    spoken_for,
    window_of,
)
from tests.worlds import golden_world, world

HEADER = "delivered_on,period_start,period_end,reported_on,partner,ubigeo,household_key,households,persons,item,quantity,status"
PARTNERS = "code,name,type,role,aliases,expected_reporting"


def day(text: str) -> date:
    return date.fromisoformat(f"2020-{text}")


def window(first: str, last: str, known_until: str, late: int = 7, over: bool = False) -> Window:
    return Window(day(first), day(first), day(last), day(known_until), late, over)


def report(first: str, last: str | None = None, *, on: str | None = None, **told) -> Report:
    reported = day(on) if on else None
    return Report(
        "A",
        day(first),
        day(last or first),
        rows_without_report_day=0 if on else 1,
        reported_on=reported,
        known_by=reported,
        **told,
    )


def line(rhythm: str, reports: list[Report], within: Window, **told):
    (found,) = lines(
        [("A", rhythm)], reports, told.get("families", {}), within, told.get("least", 0)
    )
    return found


def marks(found) -> list[str]:
    return [cell.mark for cell in found.cells]


# --- rhythms ---


@pytest.mark.parametrize(
    ("words", "rhythm"),
    [
        ("weekly", "weekly"),
        (" Weekly ", "weekly"),
        ("quincenal", "fortnightly"),
        ("every two weeks", "fortnightly"),
        ("Mensual", "monthly"),
        ("diario", "daily"),
        ("biweekly", None),
        ("", None),
        (None, None),
    ],
)
def test_a_rhythm_is_known_by_its_words(words, rhythm):
    assert rhythm_of(words) == rhythm


def test_periods_are_days_weeks_fortnights_from_the_start_and_months():
    thursday_to_sunday = window("04-09", "05-31", "05-31")

    weeks = periods("weekly", thursday_to_sunday)
    assert (weeks[0], weeks[-1], len(weeks)) == (
        Period(day("04-06"), day("04-12")),
        Period(day("05-25"), day("05-31")),
        8,
    )
    assert [one.first for one in periods("fortnightly", thursday_to_sunday)] == [
        day("04-06"), day("04-20"), day("05-04"), day("05-18"),
    ]  # fmt: skip
    assert periods("monthly", thursday_to_sunday) == [
        Period(day("04-01"), day("04-30")),
        Period(day("05-01"), day("05-31")),
    ]
    assert len(periods("daily", thursday_to_sunday)) == 22 + 31


def test_fortnights_keep_their_place_when_the_dates_are_narrowed():
    later = Window(day("04-09"), day("04-15"), day("05-31"), day("05-31"), 7)

    assert periods("fortnightly", later)[0] == Period(day("04-06"), day("04-19"))


def test_a_report_is_expected_where_half_of_its_period_is_told():
    told = window("04-09", "05-13", "06-30")

    assert told.expects(Period(day("04-06"), day("04-12")))  # four of seven days
    assert not window("04-10", "05-13", "06-30").expects(Period(day("04-06"), day("04-12")))
    assert told.expects(Period(day("04-01"), day("04-30")))  # 22 of 30
    assert not told.expects(Period(day("05-01"), day("05-31")))  # 13 of 31


@pytest.mark.parametrize(
    ("first", "last", "weeks"),
    [
        ("04-13", "04-13", [1]),
        ("04-19", "04-19", [1]),
        ("04-13", "04-26", [1, 2]),  # a fortnight speaks for both weeks
        ("04-16", "04-22", [1]),  # Thursday to Wednesday: four days and three
        ("04-17", "04-21", [2]),  # three days and two: the week of the last day
        ("04-30", "05-10", []),  # after the last week that is told
        ("03-01", "04-05", []),  # before the first
        ("03-20", "04-12", [0]),
        ("04-20", "05-10", [2]),
    ],
)
def test_a_row_speaks_for_the_weeks_of_which_it_has_half(first, last, weeks):
    among = [Period(day(a), day(b)) for a, b in (("04-06", "04-12"), ("04-13", "04-19"), ("04-20", "04-26"))]  # fmt: skip

    assert spoken_for(day(first), day(last), among) == weeks


# --- marks ---


def test_each_thing_that_a_week_can_be_has_its_own_mark():
    """Eight weeks from Monday 6 April; known until 30 May, so that the week to 24 May may still come."""
    told = [
        report("04-07", on="04-19"),  # seven days after the end of its week: on time
        report("04-14", on="04-27"),  # eight days: late
        report("04-20", "04-26", on="04-27", rows=3, rows_of_nothing=3),  # zero
        report("04-29"),  # nobody knows when
        report("05-05", on="05-06"),  # four families
    ]
    families = {("A", day("05-04")): [4], ("A", day("04-06")): [20], ("A", day("04-13")): [5]}

    found = line("weekly", told, window("04-06", "05-31", "05-30"), families=families, least=5)

    assert marks(found) == [
        "on_time", "late", "zero", "day_unknown", "suppressed", "none", "not_due", "not_due",
    ]  # fmt: skip
    assert (found.expected, found.received, found.on_time, found.day_unknown) == (6, 5, 3, 1)
    assert found.reporting_rate == 5 / 6
    assert found.reports_on_time_rate == 3 / 5
    assert (found.missing_in_a_row, found.days_missing) == (1, 7)


def test_what_is_suppressed_gives_no_number_and_zero_is_shown():
    families = {("A", day("04-06")): [3, 40], ("A", day("04-13")): [0]}
    told = [report("04-06", on="04-07", rows=9), report("04-13", on="04-14", rows_of_nothing=1)]

    hidden, zero = line(
        "weekly", told, window("04-06", "04-19", "05-30"), families=families, least=5
    ).cells
    seen, _zero = line("weekly", told, window("04-06", "04-19", "05-30"), families=families).cells

    assert (hidden.mark, hidden.rows, hidden.households) == ("suppressed", None, None)
    assert (zero.mark, zero.households) == ("zero", 0)
    assert (seen.mark, seen.rows, seen.households) == ("on_time", 9, 43)


def test_a_zero_that_came_late_says_both():
    told = [report("04-07", on="05-20", rows_of_nothing=1)]

    assert marks(line("weekly", told, window("04-06", "04-12", "05-30"))) == ["zero_late"]


def test_a_report_that_came_in_parts_came_with_its_first_part():
    late, in_time = report("04-07", on="05-20"), report("04-08", on="04-09")
    unsure = report("04-09")

    def timing(*told):
        (mark,) = marks(line("weekly", list(told), window("04-06", "04-12", "05-30")))
        return mark

    assert timing(late, in_time) == "on_time"
    assert timing(late, unsure) == "day_unknown"
    assert timing(late) == "late"


def test_an_export_made_in_time_proves_that_its_rows_came_in_time_and_a_later_one_proves_nothing():
    proven = Report("A", day("04-07"), day("04-07"), rows_without_report_day=1, known_by=day("04-19"))  # fmt: skip
    unproven = Report("A", day("04-07"), day("04-07"), rows_without_report_day=1, known_by=day("04-20"))  # fmt: skip

    assert proven.timing(day("04-19")) == "on_time"
    assert unproven.timing(day("04-19")) == "day_unknown"


def test_a_fortnight_is_missing_in_its_second_week_only():
    told = [report("04-15", on="04-16"), report("05-06", on="06-20")]

    found = line("fortnightly", told, window("04-06", "05-31", "08-30"))

    assert marks(found) == [
        "not_expected", "on_time",  # the fortnight to 19 April came in its second week
        "not_expected", "none",     # that to 3 May did not
        "late", "not_expected",     # that to 17 May came on 20 June, and is not missed again
        "not_expected", "none",
    ]  # fmt: skip
    assert (found.expected, found.received, found.on_time) == (4, 2, 1)
    assert (found.missing_in_a_row, found.days_missing) == (1, 14)


def test_a_month_is_missing_in_the_week_of_its_last_day():
    told = [report("04-28", on="05-07"), report("05-02", on="05-03")]

    found = line("monthly", told, window("04-01", "06-30", "12-31"))

    assert (found.expected, found.received, found.on_time) == (3, 2, 2)
    assert [cell.week for cell in found.cells if cell.mark == "none"] == [day("06-29")]
    assert [cell.week for cell in found.cells if cell.mark == "on_time"] == [day("04-27")]


def test_daily_reports_of_a_week_are_counted_and_a_gap_is_told():
    told = [report(f"04-{n:02}", on=f"04-{n:02}") for n in (6, 7, 8, 9, 10, 11, 12, 13, 15)]

    found = line("daily", told, window("04-06", "04-26", "05-30"))

    assert marks(found) == ["on_time", "part", "none"]
    assert [(cell.expected, cell.received) for cell in found.cells] == [(7, 7), (7, 2), (7, 0)]
    assert (found.expected, found.received, found.missing_in_a_row) == (21, 9, 11)


def test_whoever_is_silent_longest_is_called_first():
    told = window("04-06", "05-03", "05-30")

    def of(partner, *days):
        return [Report(partner, day(d), day(d), 1, 0, 0, day(d), day(d)) for d in days]

    reports = [
        *of("Steady", "04-06", "04-13", "04-20", "04-27"),
        *of("Gap", "04-06", "04-27"),
        *of("Gone", "04-06", "04-13"),
    ]
    names = ["Steady", "Gap", "Gone", "Never"]
    found = lines([(name, "weekly") for name in names], reports, {}, told)

    assert [one.partner for one in found] == ["Never", "Gone", "Gap", "Steady"]
    assert [one.reporting_rate for one in found] == [0, 0.5, 0.5, 1]


def test_nothing_expected_and_nothing_judged_have_no_rate():
    assert reporting_rate(0, 0) is None
    assert reports_on_time_rate(0, 3, 3) is None
    assert reports_on_time_rate(0, 3, 0) == 0


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), min_size=1))
def test_the_rates_are_the_formulas_of_the_metrics(parts):
    """Each part: on time, of unknown day, and missing; late ones are the rest of a fixed ten."""
    rows = [(on, unknown, on + unknown, on + unknown + gone) for on, unknown, gone in parts]
    con = duckdb.connect()
    con.execute((ROOT / "queries" / "metrics.sql").read_text(encoding="utf-8"))
    con.execute("create table t (on_time int, day_unknown int, received int, expected int)")
    con.executemany("insert into t values (?, ?, ?, ?)", rows)

    (told,) = con.execute(
        "select reporting_rate(received, expected), reports_on_time_rate(on_time, expected, day_unknown) from t"
    ).fetchall()

    on_time, unknown, received, expected = (sum(row[i] for row in rows) for i in range(4))
    assert told == (
        reporting_rate(received, expected),
        reports_on_time_rate(on_time, expected, unknown),
    )


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 130), st.integers(0, 40), st.integers(-5, 40)), max_size=12),
    st.sampled_from(["daily", "weekly", "fortnightly", "monthly"]),
    st.integers(1, 120),
)
def test_counts_never_contradict_each_other(told, rhythm, length):
    start = date(2020, 4, 1)
    within = Window(start, start, start + timedelta(length), start + timedelta(length + 20), 7)
    reports = [
        Report("A", start + timedelta(a), start + timedelta(a + b), 1, 0, 0,
               start + timedelta(a + b + c), start + timedelta(a + b + c))
        for a, b, c in told
    ]  # fmt: skip

    found = line(rhythm, reports, within)

    assert 0 <= found.on_time <= found.received <= found.expected
    assert (
        found.expected
        == sum(cell.expected for cell in found.cells)
        == len(calendar_of(rhythm, within).due)
    )
    assert found.received == sum(cell.received for cell in found.cells)
    assert all((cell.rows == 0) == (cell.mark in ("none", "not_due", "not_expected")) for cell in found.cells)  # fmt: skip
    if not reports:
        assert found.received == 0


# --- the days that are told ---


def reach(first: str | None, until: str | None) -> dict:
    return {"first_day": first and day(first), "known_until": until and day(until)}


def told_of(known: dict, **settings) -> Window | None:
    usual = {"starts_on": day("04-09"), "ends_on": None, "late_after_days": 7, "today": day("12-31")}  # fmt: skip
    return window_of(known, **(usual | settings))


def test_a_running_operation_is_told_until_its_exports_end_and_an_ended_one_to_its_end():
    running = told_of(reach("04-11", "05-10"), ends_on=day("06-30"), today=day("05-12"))
    ended = told_of(reach("04-11", "05-10"), ends_on=day("06-30"))

    assert (running.first, running.last, running.is_over) == (day("04-09"), day("05-10"), False)
    assert (ended.first, ended.last, ended.is_over) == (day("04-09"), day("06-30"), True)
    # The same week: still waited for while the operation runs, missing once it is over.
    last_week = Period(day("05-04"), day("05-10"))
    assert (running.is_due(last_week), ended.is_due(last_week)) == (False, True)


def test_chosen_dates_narrow_what_is_told_and_without_a_day_nothing_is():
    narrowed = told_of(reach("04-11", "05-10"), since=day("04-20"), until=day("04-30"))

    assert (narrowed.first, narrowed.last) == (day("04-20"), day("04-30"))
    assert told_of(reach(None, None)) is None
    assert told_of(reach("04-11", "05-10"), since=day("06-01")) is None
    assert told_of(reach("04-11", "05-10"), starts_on=None).first == day("04-11")


def test_of_a_long_operation_the_latest_weeks_are_told():
    found = told_of({"first_day": date(2002, 1, 1), "known_until": day("05-10")}, starts_on=None)

    assert len(found.weeks()) == MOST_WEEKS
    assert found.weeks()[-1].last == day("05-10")


# --- how fresh the data are ---


@pytest.mark.parametrize(
    ("rhythm", "due", "overdue", "delinquent"),
    [("daily", 1, 2, 3), ("weekly", 7, 14, 21), ("quincenal", 14, 21, 28), ("monthly", 30, 44, 60)],
)
def test_the_ages_are_those_of_hdx(rhythm, due, overdue, delinquent):
    def state(age):
        found = freshness(
            day("04-01"), rhythm=rhythm, starts_on=None, ends_on=None, late_after_days=7,
            today=day("04-01") + timedelta(age),
        )  # fmt: skip
        assert found.age == age
        return found.state

    ages = [0, due - 1, due, overdue - 1, overdue, delinquent - 1, delinquent, 365, 366]
    assert [state(age) for age in ages] == [
        "up_to_date", "up_to_date", "due", "due", "overdue", "overdue", "delinquent", "delinquent", "asleep",
    ]  # fmt: skip


def test_an_operation_that_ended_is_not_late_for_ever():
    def state(today, last="05-31"):
        found = freshness(
            last and day(last), rhythm="weekly", starts_on=day("04-09"), ends_on=day("05-31"),
            late_after_days=7, today=today,
        )  # fmt: skip
        return found.state, found.age

    assert state(day("06-07")) == ("due", 7)  # its last report may still come
    assert state(day("06-08")) == ("ended", 8)
    assert state(date(2026, 11, 23)) == ("ended", 2367)
    assert state(date(2026, 11, 23), None) == ("ended", None)
    assert state(day("05-01"), None) == ("nothing_yet", None)
    assert state(day("04-01"), None) == ("not_begun", None)
    assert state(day("05-01"), "05-20") == ("up_to_date", 0)  # a clock that is wrong
    assert is_over(None, 7, date(2100, 1, 1)) is False


def test_a_rhythm_that_is_none_has_no_ages():
    found = freshness(
        day("04-01"), rhythm="now and then", starts_on=None, ends_on=None, late_after_days=7,
        today=day("06-01"),
    )  # fmt: skip

    assert (found.state, found.age) == ("no_rhythm", 61)


# --- golden: from files to marks ---


def told_by(made, *, today: str = "12-31", least: int = 0):
    with (made.operation.folder / "partners.csv").open(encoding="utf-8", newline="") as file:
        listed = [
            (row["name"], rhythm)
            for row in csv.DictReader(file)
            if (rhythm := rhythm_of(row["expected_reporting"]))
        ]
    (known,) = made.ask("reports/reach")
    within = window_of(
        known,
        starts_on=made.operation.starts_on,
        ends_on=made.operation.ends_on,
        late_after_days=made.operation.late_after_days,
        today=day(today),
    )
    reports = [Report(**row) for row in made.ask("reports/received")]
    families = families_of(made.ask("reports/families_by_week"))
    return within, {one.partner: one for one in lines(listed, reports, families, within, least)}


def test_the_golden_operation_counted_by_hand(tmp_path):
    """Known until 30 April (the report of D3), so that only the weeks to 12 and to 19 April are due.

    Alpha: D1, D2, D4 in the first week, reported on 10 April; D9 in the second, on 22 April; D10, D14, D15 in the
    third. Delta never reports. D13 is planned: it is no report, and the exports do not speak until 30 May.
    """
    with golden_world(tmp_path) as made:
        within, found = told_by(made)

    assert (within.first, within.last) == (day("04-09"), day("04-30"))
    assert set(found) == {"Alpha", "Delta"}
    assert marks(found["Delta"]) == ["none", "none", "not_due", "not_due"]
    # The file speaks of several weeks: that it was made on 30 April proves that D10 (until 3 May) came in time.
    assert marks(found["Alpha"]) == ["on_time", "on_time", "on_time", "not_due"]
    assert [cell.households for cell in found["Alpha"].cells] == [2, 8, 4, None]
    assert [cell.rows for cell in found["Alpha"].cells] == [3, 1, 3, 0]
    assert (found["Alpha"].expected, found["Alpha"].received, found["Alpha"].on_time) == (2, 2, 2)
    assert (found["Delta"].expected, found["Delta"].received) == (2, 0)


ROWS = """
2020-04-07,,,,Weekly,150103,,10,30,food_kit,10,delivered
2020-04-14,,,2020-04-28,Weekly,150103,,12,30,food_kit,12,delivered
,2020-04-20,2020-04-26,2020-04-27,Weekly,150103,,0,0,food_kit,,delivered
2020-04-28,,,2020-04-29,Weekly,150103,k1,,4,food_kit,1,delivered
2020-04-29,,,2020-04-29,Weekly,150103,k1,,4,water_kit,1,delivered
2020-04-30,,,2020-04-30,Weekly,150103,k2,,4,food_kit,1,delivered
2020-05-05,,,2020-05-06,Weekly,150103,,9,30,food_kit,9,planned
2020-05-12,,,2020-05-13,Weekly,150103,,9,30,food_kit,9,cancelled
2020-05-19,,,,Weekly,150103,,9,30,food_kit,9,delivered
,2020-04-06,2020-04-19,2020-04-25,Both weeks,150103,,30,,food_kit,30,delivered
2020-05-20,,,2020-05-21,Both weeks,150103,,,,food_kit,5,ongoing
""".strip()


def test_marks_and_rates_from_files_counted_by_hand(tmp_path):
    """Seven weeks from 6 April to 24 May, all over by December; late from the eighth day after a week's end."""
    with world(
        tmp_path / "home", name="Hand", country="PE", starts_on=day("04-06"), ends_on=day("05-24")
    ) as made:
        (made.operation.folder / "partners.csv").write_text(
            f"{PARTNERS}\nW,Weekly,,,,weekly\nB,Both weeks,,,,quincenal\nN,Never,,,,monthly\nQ,Quiet,,,,\n",
            encoding="utf-8",
        )
        export = tmp_path / "deliveries.csv"
        export.write_text(f"{HEADER}\n{ROWS}\n", encoding="utf-8")
        taken = made.take(export)
        assert [file.rows_accepted for file in taken.files] == [11]
        _window, open_to_all = told_by(made)
        _window, public = told_by(made, least=10)

    weekly = open_to_all["Weekly"]
    # 6/4 nobody knows when: the export of 21 May proves nothing; 13/4 came on 28 April, two days late; 20/4 zero; 27/4 two families by key; 4/5 only planned;
    # 11/5 only cancelled: zero; 18/5 in time, since the export has it on 21 May.
    assert marks(weekly) == ["day_unknown", "late", "zero", "on_time", "none", "zero", "on_time"]
    assert [cell.households for cell in weekly.cells] == [10, 12, 0, 2, None, 0, 9]
    assert (weekly.expected, weekly.received, weekly.on_time, weekly.day_unknown) == (7, 6, 4, 1)
    assert weekly.reporting_rate == 6 / 7
    assert weekly.reports_on_time_rate == 4 / 6
    # Ten families are not fewer than ten; two and nine are; zero is shown.
    assert marks(public["Weekly"]) == ["day_unknown", "late", "zero", "suppressed", "none", "zero", "suppressed"]  # fmt: skip

    # Fortnights to 19/4, 3/5, 17/5; of that from 18/5 only 7 of 14 days: half, so expected.
    both = open_to_all["Both weeks"]
    assert marks(both) == ["on_time", "on_time", "not_expected", "none", "not_expected", "none", "on_time"]  # fmt: skip
    assert (both.expected, both.received, both.on_time) == (4, 2, 2)

    # April has 25 of its 30 days, May 24 of 31: both are expected. May ends after the weeks that are told.
    assert (open_to_all["Never"].expected, open_to_all["Never"].received) == (2, 0)
    assert open_to_all["Never"].missing_in_a_row == 2
    assert [cell.week for cell in open_to_all["Never"].cells if cell.mark == "none"] == [
        day("04-27"),
        day("05-18"),
    ]
    assert "Quiet" not in open_to_all


def test_an_export_of_one_week_is_the_report_of_that_week(tmp_path):
    """A file that speaks of one week and has its day in its name was sent on that day; a longer one only by then."""
    with world(tmp_path / "home", name="Days", country="PE", starts_on=day("04-06")) as made:
        for name, days in (
            ("reparto_2020-04-30.csv", ["2020-04-07", "2020-04-08"]),
            ("todo_2020-05-20.csv", ["2020-04-14", "2020-04-22"]),
        ):
            export = tmp_path / name
            rows = [f"{told},A,150103,5,food_kit,delivered" for told in days]
            lines_ = ["delivered_on,partner,ubigeo,households,item,status", *rows]
            export.write_text("\n".join(lines_), encoding="utf-8")
            made.take(export)
        found = {row["first_day"]: row for row in made.ask("reports/received")}
        (known,) = made.ask("reports/reach")

    assert found[day("04-07")]["reported_on"] == day("04-30")
    assert found[day("04-14")]["reported_on"] is None
    assert found[day("04-14")]["known_by"] == day("05-20")
    assert known["last_report"] == day("04-22")
    assert known["known_until"] == day("05-20")
