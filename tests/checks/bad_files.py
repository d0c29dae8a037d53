"""One small bad file for each check, under our own headers: good rows but for the cells at fault."""

import csv
import io
from dataclasses import dataclass
from functools import partial

Row = dict[str, str]
Rows = list[Row]


@dataclass(frozen=True)
class BadFile:
    """Rows, and where the check must find them: the column, and the rows of the file (the header is row 1).

    ``also`` names other checks that the same cells break. ``world`` is the operation that the file is imported into,
    ``variant`` tells files of one check apart.
    """

    kind: str
    rule: str
    rows: Rows
    column: str
    at: tuple[int, ...]
    also: tuple[str, ...] = ()
    world: str = "peru"
    variant: str = ""

    @property
    def name(self) -> str:
        """A name for the file that tells kind and check."""
        return f"{self.kind}__{self.rule}{self.variant}.csv"

    @property
    def text(self) -> str:
        """The file as CSV; every column that any row has."""
        return as_csv(self.rows)


def as_csv(rows: Rows) -> str:
    """Rows as CSV, under every header that one of them has."""
    headers = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, headers, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def delivery(number: int, /, **changes: str) -> Row:
    """A good delivery row, unlike any other number's."""
    row = {
        "delivered_on": f"2020-04-{9 + number % 20:02d}",
        "partner": "Cáritas",
        "ubigeo": "150101",
        "item": "Food kit",
        "households": str(10 + number),
        "persons": str(35 + 3 * number),
    }
    return row | changes


def deliveries(count: int, /, **changes: str) -> Rows:
    """So many good rows, the last of them changed."""
    return [delivery(number) for number in range(count - 1)] + [delivery(count - 1, **changes)]


def _bad(rule: str, column: str, also: tuple[str, ...] = (), /, **changes: str) -> BadFile:
    return BadFile("deliveries", rule, deliveries(3, **changes), column, (4,), also)


_COLUMNS = {
    "girls": "10",
    "boys": "9",
    "women": "12",
    "men": "10",
}
_MONTHS = ("2020-04", "2020-05", "2020-06", "2020-07")


def _series() -> Rows:
    """Three districts over four months: one partner sends running totals."""
    figures = {
        "150101": (20, 45, 45, 90),
        "150103": (30, 31, 62, 80),
        "150104": (15, 15, 15, 70),
    }
    return [
        {
            "period_start": month,
            "partner": "Cáritas",
            "ubigeo": place,
            "item": "Food kit",
            "households": str(figures[place][at]),
        }
        for at, month in enumerate(_MONTHS)
        for place in figures
    ]


def _learnt(**changes: str) -> Row:
    row = delivery(1) | {"department_code": "01", "province_code": "0101", "ubigeo": "010101"}
    return row | {"department": "Norte", "province": "Centro", "district": "Rio"} | changes


DELIVERIES = (
    _bad("partner-missing", "partner", partner=""),
    _bad("place-unknown", "ubigeo", ubigeo="159999"),
    _bad("date-unreadable", "delivered_on", delivered_on="31/02/2020"),
    _bad("date-future", "delivered_on", delivered_on="2031-05-14"),
    _bad("number-unreadable", "households", households="many"),
    _bad("count-negative", "households", households="-12"),
    _bad("count-not-whole", "persons", persons="40.5"),
    _bad("count-absurd", "households", ("household-size-odd",), households="45000"),
    _bad("percent-in-count", "households", households="45%"),
    _bad("date-missing", "delivered_on", delivered_on=""),
    BadFile(
        "deliveries",
        "status-blank",
        [row | {"status": status} for row, status in zip(deliveries(3), ("delivered", "verified", ""), strict=True)],
        "status",
        (4,),
    ),
    _bad("status-not-understood", "status", ("status-blank",), status="blue"),
    _bad("place-names-disagree", "ubigeo", district="Callao"),
    _bad("breakdown-mismatch", "persons", **_COLUMNS, other_under_18="1"),
    _bad("population-mismatch", "persons", in_destination="20", in_transit="5", returnees="15"),
    _bad("breakdown-without-total", "persons", **_COLUMNS, persons="0"),
    _bad("breakdown-unreadable", "girls", **_COLUMNS | {"girls": "some", "men": "20"}),
    _bad("household-size-odd", "persons", households="3", persons="40"),
    _bad("date-early", "delivered_on", delivered_on="2020-03-01"),
    _bad("date-too-early", "delivered_on", delivered_on="1905-06-14"),
    BadFile(
        "deliveries",
        "period-reversed",
        [
            {k: v for k, v in delivery(n).items() if k != "delivered_on"}
            | {"period_start": "2020-04-13", "period_end": end}
            for n, end in enumerate(("2020-04-19", "2020-04-10"))
        ],
        "period_end",
        (3,),
    ),
    BadFile(
        "deliveries",
        "id-repeated",
        [{"delivery_id": i} | delivery(n) for n, i in enumerate(("A1", "A2", "A1"))],
        "delivery_id",
        (2, 4),
    ),
    _bad("report-date-unreadable", "reported_on", reported_on="soon"),
    BadFile(
        "deliveries",
        "quantity-missing",
        [
            delivery(0, item="Kits de alimentos (# de kits familiares)", quantity="10"),
            delivery(1, item="Kits de alimentos (# de kits familiares)", quantity="0"),
            delivery(2, item="Kits de alimentos (# de kits familiares)"),
            delivery(3, item="Comida (# de personas)"),
        ],
        "quantity",
        (3, 4),
    ),
    _bad("money-in-quantity", "quantity", quantity="1200", unit="USD"),
    BadFile(
        "deliveries",
        "kits-against-households",
        [
            delivery(0, quantity="10", unit="kit"),
            delivery(1, quantity="10", unit="kit"),
            delivery(2, quantity="61", unit="kit"),
            delivery(3, quantity="65", unit="kit"),
            delivery(4, quantity="500", unit="kit", item="Individual hygiene kit"),
        ],
        "quantity",
        (3, 4),
    ),
    BadFile(
        "deliveries",
        "place-column-wrong",
        [
            {k: v for k, v in delivery(n).items() if k != "ubigeo"} | {"district": name}
            for n, name in enumerate(("Villa El Salvador", "Perú", "Piura", "Ucayali"))
        ],
        "district",
        (3, 5),
        ("place-wide",),
    ),
    _bad("place-wide", "ubigeo", ubigeo="15"),
    _bad("item-missing", "item", item=""),
    _bad("presence-only", "households", households="", persons=""),
    BadFile(
        "deliveries",
        "new-zero",
        [delivery(0, persons_new="0", persons="0", households=""), delivery(1, persons_new=""), delivery(2, persons_new="0")],
        "persons_new",
        (3,),
    ),
    BadFile(
        "deliveries",
        "row-above-share",
        deliveries(20, households="90", persons="310"),
        "persons",
        (21,),
    ),
    BadFile(
        "deliveries",
        "row-nearly-repeated",
        [delivery(0, site="Olla 1"), delivery(1, site="Olla 1"), delivery(0, site="OLLA 2")],
        "site",
        (4,),
    ),
    BadFile(
        "deliveries",
        "row-one-digit-apart",
        [
            delivery(0, households="110", persons="385"),
            delivery(0, households="110", persons="395"),
            delivery(0, households="120", persons="405"),
        ],
        "persons",
        (3,),
    ),
    BadFile("deliveries", "running-total", _series(), "households", (11, 12, 13)),
    BadFile("deliveries", "row-repeated", [delivery(0), delivery(1), delivery(0)], "delivery_id", (4,)),
    BadFile(
        "deliveries",
        "target-missing",
        [delivery(0), delivery(1, ubigeo="070101"), delivery(2, ubigeo="080101"), delivery(3, ubigeo="070101")],
        "ubigeo",
        (3,),
        world="plans",
    ),
    BadFile(
        "deliveries",
        "place-code-left-out",
        [
            _learnt(),
            _learnt(ubigeo="010102", district="Valle"),
            _learnt(ubigeo="990101", district="Monte"),
        ],
        "ubigeo",
        (4,),
        world="learnt",
    ),
)  # fmt: skip

_TARGET = {"place": "150101", "households_targeted": "100"}
_GIFT = {"donor": "Backus", "item": "Food kit", "quantity": "100", "value": "8000"}
_MOVE = {
    "lot": "L1",
    "item": "Food kit",
    "quantity": "40",
    "moved_on": "2020-04-11",
    "kind": "received",
}


def _one_bad(good: Row, kind: str, rule: str, column: str, /, **changes: str) -> BadFile:
    return BadFile(kind, rule, [good, good | changes], column, (3,), world="plans")


_target = partial(_one_bad, _TARGET, "targets")
_gift = partial(_one_bad, _GIFT, "contributions")
_move = partial(_one_bad, _MOVE, "stock_movements")
OTHERS = (
    _target("place-unknown", "ubigeo", place="159999"),
    _target("number-unreadable", "households_targeted", households_targeted="many"),
    _target("count-negative", "households_targeted", households_targeted="-5"),
    _target("date-unreadable", "period_end", period_end="31/02/2020"),
    _target("count-absurd", "households_targeted", households_targeted="2000000000"),
    _gift("donor-missing", "donor", donor=""),
    _gift("number-unreadable", "quantity", quantity="many"),
    _gift("count-negative", "value", value="-5"),
    _gift("count-absurd", "quantity", quantity="2000000000"),
    _move("number-unreadable", "quantity", quantity="many"),
    _move("count-negative", "quantity", quantity="-4"),
    _move("count-absurd", "quantity", quantity="2000000000"),
    _move("date-unreadable", "moved_on", moved_on="31/02/2020"),
    _move("movement-not-understood", "kind", kind="flown"),
)
