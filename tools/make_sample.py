"""Make the demonstration operation's files: `python tools/make_sample.py [folder]`.

Every row is invented, over the public facts of `data/sample/SOURCES.md`, and comes out the same
on every run. The settings, the kits and the sources are written by hand and stay as they are.
"""

import sys
from pathlib import Path

from sample import exports, keyed, lists, stock, unkeyed

ROOT = Path(__file__).resolve().parents[1]


def make(folder: Path) -> None:
    """Write `partners.csv` and the exports below the folder."""
    target = folder / "exports"
    target.mkdir(parents=True, exist_ok=True)
    deliveries = [*keyed.deliveries(), *unkeyed.deliveries()]
    lots = stock.fill(deliveries)
    lists.write_partners(folder / "partners.csv")
    exports.write_deliveries(target, deliveries)
    lists.write_district_targets(target / "targets_districts.csv")
    lists.write_partner_targets(target / "targets_partners.csv", deliveries)
    lists.write_contributions(target / "contributions.xlsx", lots)
    lists.write_movements(target / "stock_movements.csv", stock.movements(deliveries, lots))


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "data" / "sample")
