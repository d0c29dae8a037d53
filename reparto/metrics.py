"""What every metric is called, how it is written, what it means and which way is better.

The formulas are the macros of ``queries/metrics.sql``; a test holds the two lists equal. Labels and meanings
are marked for translation here and translated where they are shown.
"""

from dataclasses import dataclass

from reparto.language import N_, _, number, percent


@dataclass(frozen=True)
class Metric:
    """One metric: ``format`` is count or percent; ``better`` is up, down or none."""

    label: str
    format: str
    meaning: str
    better: str = "up"

    def written(self, value: float | int | None) -> str:
        """The value as the reader writes it; unknown is an em dash."""
        return percent(value) if self.format == "percent" else number(value)

    def named(self) -> str:
        """The label in the reader's language."""
        return _(self.label)

    def explained(self) -> str:
        """The meaning in the reader's language."""
        return _(self.meaning)


METRICS: dict[str, Metric] = {
    "households_reached": Metric(
        N_("Families reached"),
        "count",
        N_(
            "Families that received something at least once. A family with a household key counts once, whoever "
            "served it. Rows without keys are grouped into delivery events (lead partner, partner, place, site and "
            "period); the rows of one item are added and the largest item counts, so food and water for the same "
            "50 families are 50."
        ),
    ),
    "households_reached_keyed": Metric(
        N_("Of which known one by one"),
        "count",
        N_("Families with a household key: each counts once across partners, places and days."),
    ),
    "households_reached_unkeyed": Metric(
        N_("Of which known as counts"),
        "count",
        N_("Families of rows without household keys: two such events may include the same family."),
    ),
    "persons_reached": Metric(
        N_("People reached"),
        "count",
        N_(
            "People in the families reached: measured where the exports give persons, else families times the assumed "
            "household size. A keyed household counts its largest reported number of persons once."
        ),
    ),
    "persons_measured": Metric(
        N_("Of which measured"), "count", N_("People that the exports report themselves.")
    ),
    "persons_assumed": Metric(
        N_("Of which assumed"),
        "count",
        N_(
            "Families without a number of persons, times the assumed household size of the operation."
        ),
        "none",
    ),
    "persons_low": Metric(
        N_("People, at least"),
        "count",
        N_(
            "People reached, with the smallest plausible household size for the families whose people nobody counted."
        ),
        "none",
    ),
    "persons_high": Metric(
        N_("People, at most"),
        "count",
        N_(
            "People reached, with the largest plausible household size for the families whose people nobody counted."
        ),
        "none",
    ),
    "coverage_rate": Metric(
        N_("Coverage"),
        "percent",
        N_(
            "Families reached out of families targeted in the same places, dates and partners. Above 100 % is shown as "
            "it is: families outside the target, families that moved, or an old target. Without a target there is no "
            "coverage, not zero coverage."
        ),
    ),
    "need_rate": Metric(
        N_("Share of need met"),
        "percent",
        N_("Families reached out of families in need, where targets give need."),
    ),
    "verified_rate": Metric(
        N_("Verified"), "percent", N_("Rows verified out of rows delivered or verified.")
    ),
    "on_time_rate": Metric(
        N_("Rows on time"),
        "percent",
        N_(
            "Rows reported within the operation's limit after delivery, out of rows that give both dates; rows with "
            "one date only are unknown, not late."
        ),
    ),
    "reporting_rate": Metric(
        N_("Reporting rate"),
        "percent",
        N_(
            "Reports received out of reports expected, as DHIS2 counts them: one for each partner and period of its "
            "rhythm. A report that says zero is a report."
        ),
    ),
    "reports_on_time_rate": Metric(
        N_("Reports on time"),
        "percent",
        N_(
            "Reports that came in time out of reports expected, as DHIS2 counts them; those of which nobody knows when "
            "they came are taken out. Not to be confused with the share of rows that came in time."
        ),
    ),
}
