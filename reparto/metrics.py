"""What every metric is called, how it is written, what it means and which way is better.

The formulas are the macros of ``queries/metrics.sql``; a test holds the two lists equal. Labels and meanings
are marked for translation here and translated where they are shown.
"""

from dataclasses import dataclass

from reparto.language import N_, _, number, percent


@dataclass(frozen=True)
class Metric:
    """One metric: ``format`` is count, days or percent; ``better`` is up, down or none."""

    label: str
    format: str
    meaning: str
    better: str = "up"

    def written(self, value: float | int | None) -> str:
        """The value as the reader writes it; unknown is an em dash."""
        if self.format == "days":
            return number(value, 1)
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
    "persons_split": Metric(
        N_("Of which by shares"),
        "count",
        N_(
            "People of cells that shares split from what was reported, as some of R4V's models do: they are an estimate."
        ),
        "none",
    ),
    "persons_low": Metric(
        N_("People at the least"),
        "count",
        N_(
            "People reached, with the smallest plausible household size for the families whose people nobody counted."
        ),
        "none",
    ),
    "persons_high": Metric(
        N_("People at the most"),
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
    "person_days_food": Metric(
        N_("Person-days of food"),
        "count",
        N_(
            "Quantities delivered times the kcal of one kit, over the kcal that a person needs a day (2,100, Sphere, "
            "unless the operation sets another). Kits whose content is not listed are left out and named."
        ),
    ),
    "person_days_water": Metric(
        N_("Person-days of water"),
        "count",
        N_(
            "Quantities delivered times the litres of one kit, over the litres that a person needs a day (15, Sphere, "
            "unless the operation sets another). Kits whose content is not listed are left out and named."
        ),
    ),
    "person_days_water_floor": Metric(
        N_("Person-days of water to survive"),
        "count",
        N_(
            "The same at the floor for survival: 7.5 litres for each person and day, unless the operation sets another."
        ),
    ),
    "days_food_per_person": Metric(
        N_("Days of food per person"),
        "days",
        N_(
            "Person-days of food over the people reached in the same scope, measured and assumed: for how many days, on "
            "average, the energy they need was delivered."
        ),
    ),
    "days_water_per_person": Metric(
        N_("Days of water per person"),
        "days",
        N_("Person-days of water over the people reached in the same scope, measured and assumed."),
    ),
    "days_water_floor_per_person": Metric(
        N_("Days of water to survive per person"),
        "days",
        N_(
            "Person-days of water at the floor for survival, over the people reached in the same scope."
        ),
    ),
    "households_covered": Metric(
        N_("Families covered"),
        "count",
        N_(
            "Families that received the planned assistance: food and water. Known exactly where rows carry a household "
            "key. Of families known as counts, food and water are taken to have gone to the same ones as far as they can "
            "within a delivery event (or what else the counting method puts together)."
        ),
    ),
    "households_food_only": Metric(
        N_("Families with food only"),
        "count",
        N_("Families that received food and no water."),
        "none",
    ),
    "households_water_only": Metric(
        N_("Families with water only"),
        "count",
        N_("Families that received water and no food."),
        "none",
    ),
    "households_neither": Metric(
        N_("Families with neither"),
        "count",
        N_("Families reached with other items only, such as hygiene kits."),
        "none",
    ),
    "households_contents_unknown": Metric(
        N_("Families with items of unknown content"),
        "count",
        N_(
            "Families reached, where some item is not named or the kit list does not say what it holds: it may have been "
            "food or water."
        ),
        "down",
    ),
    "covered_rate": Metric(
        N_("Covered"),
        "percent",
        N_("Families covered out of families targeted in the same places, dates and partners."),
    ),
    "government_package_rate": Metric(
        N_("Government package too"),
        "percent",
        N_(
            "Families reached that also received a package of the government, out of all families reached; where a row "
            "does not say, it is unknown and not no."
        ),
        "none",
    ),
}
