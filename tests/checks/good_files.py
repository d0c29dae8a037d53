"""Files on which no check finds anything, files that come close, and further ways of breaking one check."""

from tests.checks.bad_files import BadFile, Row, Rows, as_csv, deliveries, delivery
from tests.checks.bad_r4v_files import CASH, FACILITIES, R4V_ROW, TRAINING, r4v_rows

_OWN = [
    delivery(number)
    | {
        "delivery_id": f"D{number}",
        "site": f"Olla {number % 4}",
        "persons_new": str(35 + 3 * number),
        "girls": str(5 + number),
        "boys": str(10 + number),
        "women": str(10 + number),
        "men": "10",
        "in_destination": str(35 + 3 * number),
        "quantity": str(10 + number),
        "unit": "kit",
        "status": "delivered",
        "sector": "Food Security",
    }
    for number in range(25)
]
CLEAN_FILES = {
    "own.csv": as_csv(_OWN),
    "r4v.csv": as_csv(
        [
            *r4v_rows(),
            R4V_ROW | CASH | {"Month": "2025-05"},
            R4V_ROW | TRAINING | {"Month": "2025-06"},
            R4V_ROW | FACILITIES | {"Month": "2025-07"},
            R4V_ROW
            | {
                "New beneficiaries of the month": "",
                "Total monthly beneficiaries": "100",
                "Month": "2025-08",
            },
        ]
    ),
}


def months(figures: dict[str, tuple[int, ...]], **more: str) -> Rows:
    """A figure for each month from April 2020, for each place."""
    return [
        {
            "period_start": f"2020-{4 + at:02d}",
            "partner": "Cáritas",
            "ubigeo": place,
            "item": "Food kit",
        }
        | {"households": str(figure)}
        | more
        for place, series in figures.items()
        for at, figure in enumerate(series)
    ]


def keyed(number: int, /, **changes: str) -> Row:
    """A good row of one household."""
    row = delivery(number) | {"household_key": f"{number:016x}", "households": "", "persons": "4"}
    return row | changes


MORE_BAD_FILES = (
    BadFile(
        "deliveries",
        "percent-in-count",
        deliveries(3, quantity="80", unit="%"),
        "quantity",
        (4,),
        variant="__unit",
    ),
    BadFile(
        "deliveries",
        "money-in-quantity",
        [{"Cantidad (USD)": str(900 + 7 * n)} | delivery(n) for n in range(2)],
        "quantity",
        (2, 3),
        variant="__header",
    ),
    BadFile(
        "deliveries",
        "household-size-odd",
        [keyed(0), keyed(1, persons="13"), keyed(2, persons="0"), keyed(3, persons="12")],
        "persons",
        (3, 4),
        variant="__keyed",
    ),
    BadFile(
        "deliveries",
        "place-column-wrong",
        [
            {k: v for k, v in delivery(n).items() if k != "ubigeo"} | {"ubigeo_reniec": code, "district": name}
            for n, (code, name) in enumerate(
                (
                    ("240101", "Callao"),
                    ("240106", "Ventanilla"),
                    ("", "Ucayali"),
                    ("25", "Departamento de Ucayali"),
                    ("24", "Callao"),
                    ("24", "Varios"),
                    ("", "Perú"),
                )
            )
        ],
        "district",
        (4, 5, 8),
        ("place-wide",),
        variant="__reniec",
    ),
    BadFile(
        "deliveries",
        "place-column-wrong",
        [
            {k: v for k, v in delivery(n).items() if k != "ubigeo"} | place
            for n, place in enumerate(
                [{"district": "Guatemala"}, {"department": "Guatemala", "district": "Guatemala"}]
            )
        ],
        "district",
        (2,),
        ("place-wide",),
        world="learnt",
        variant="__learnt",
    ),
    BadFile(
        "deliveries",
        "date-too-early",
        deliveries(3, delivered_on="2015-04-08"),
        "delivered_on",
        (4,),
        variant="__five_years",
    ),
    BadFile(
        "deliveries",
        "breakdown-unreadable",
        deliveries(3, in_transit="-3", in_destination="44"),
        "in_transit",
        (4,),
        variant="__negative",
    ),
    BadFile(
        "deliveries",
        "breakdown-without-total",
        deliveries(3, in_transit="12", persons=""),
        "persons",
        (4,),
        variant="__population",
    ),
    BadFile(
        "deliveries",
        "new-zero",
        [
            delivery(0, persons_new="38", in_plan="No"),
            delivery(1, persons_new="0", in_plan="Yes"),
            delivery(2, persons_new="", in_plan="Yes"),
        ],
        "persons_new",
        (3,),
        variant="__plan",
    ),
    BadFile(
        "deliveries",
        "row-nearly-repeated",
        [
            delivery(0, partner="Cáritas", activity="Olla común"),
            delivery(0, partner="CARITAS", activity="Olla comun"),
        ],
        "site",
        (3,),
        variant="__spelling",
    ),
    BadFile(
        "deliveries",
        "running-total",
        months({"150101": (20, 30, 45, 60, 75, 75, 90)}),
        "households",
        (8,),
        variant="__one_long_series",
    ),
)  # fmt: skip

NEAR_MISSES: dict[str, tuple[str, Rows]] = {
    "the breakdown is of the new persons": (
        "breakdown-mismatch",
        [delivery(0, persons="60", persons_new="41", girls="10", boys="9", women="12", men="10")],
    ),
    "the breakdown is not filled": (
        "breakdown-mismatch",
        [delivery(0, girls="0", boys="0", women="0", men="0")],
    ),
    "the new persons stand for the total": (
        "breakdown-without-total",
        [delivery(0, persons="", persons_new="20", girls="10", boys="10")],
    ),
    "twelve persons to a family": ("household-size-odd", [delivery(0, households="3", persons="36")]),
    "the first day": ("date-early", [delivery(0, delivered_on="2020-04-09")]),
    "five years before, to the day": (
        "date-too-early",
        [delivery(0, delivered_on="2015-04-09")],
    ),
    "a kit for each family": ("kits-against-households", [delivery(0, quantity="10", unit="kit")]),
    "five kits for each": ("kits-against-households", [delivery(0, quantity="50", unit="kit")]),
    "litres": ("kits-against-households", [delivery(0, quantity="500", unit="litre")]),
    "the name counts people": (
        "quantity-missing",
        [delivery(0, item="Comida caliente (# de personas)")],
    ),
    "one new person in one row": (
        "new-zero",
        [delivery(0, persons_new="0"), delivery(1, persons_new="1")],
    ),
    "nobody counted": (
        "new-zero",
        [delivery(0, persons_new="0", persons="0"), delivery(1, persons_new="0", persons="0")],
    ),
    "nineteen rows": ("row-above-share", deliveries(19, households="900", persons="3100")),
    "a fifth to the person": (
        "row-above-share",
        [
            delivery(n, households="10", persons=str(persons))
            for n, persons in enumerate([40] * 19 + [190])
        ],
    ),
    "the figures fall": (
        "running-total",
        months({"150101": (20, 45, 40, 90), "150103": (30, 31, 62, 80), "150104": (9, 5, 7, 8)}),
    ),
    "three months": (
        "running-total",
        months({"150101": (20, 45, 50), "150103": (30, 31, 62), "150104": (9, 15, 17)}),
    ),
    "the same each month": (
        "running-total",
        months({"150101": (20,) * 4, "150103": (30,) * 4, "150104": (9,) * 4}),
    ),
    "two families of one size": (
        "row-nearly-repeated",
        [keyed(0), keyed(0, household_key="00000000000000ff")],
    ),
    "one family each": (
        "row-nearly-repeated",
        [delivery(0, households="1", persons="4", site=site) for site in ("Olla 1", "Olla 2")],
    ),
    "another count": ("row-repeated", [delivery(0), delivery(0, persons="36")]),
    "another item": (
        "row-one-digit-apart",
        [delivery(0, households="110"), delivery(0, households="120", item="Water kit")],
    ),
    "two digits": (
        "row-one-digit-apart",
        [delivery(0, households="10"), delivery(0, households="20")],
    ),
    "two digits differ": (
        "row-one-digit-apart",
        [delivery(0, households="110", persons="385"), delivery(0, households="110", persons="396")],
    ),
    "a digit more": (
        "row-one-digit-apart",
        [delivery(0, persons="110", households="40"), delivery(0, persons="1100", households="40")],
    ),
    "another site": (
        "row-one-digit-apart",
        [delivery(0, persons="110", site="A"), delivery(0, persons="120", site="B")],
    ),
    "a district that is called like its department": (
        "place-column-wrong",
        [
            {"delivered_on": "2020-04-10", "partner": "Cáritas", "item": "Food kit", "households": "9"}
            | {"department": "Lima", "province": "Lima", "district": "Lima"}
        ],
    ),
    "counts beyond any number": (
        "row-one-digit-apart",
        [delivery(0, persons="9" * 38), delivery(0, persons="9" * 37 + "8")],
    ),
    "no target anywhere": ("target-missing", [delivery(7)]),
}  # fmt: skip
