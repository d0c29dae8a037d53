"""The command that tells why the figures of one snapshot became those of a later one."""

import argparse
import json
import sys

from reparto.command.common import NOTHING, OK, current_operation, filters_in, nothing_imported
from reparto.importing import store_of
from reparto.language import _, number
from reparto.printing import json_value
from reparto.questions import scope_from
from reparto.restating import MEASURES, Restatement, kept_snapshots, pair_of, restate
from reparto.snapshots import Snapshot
from reparto.wording import changes as words


def changes(options: argparse.Namespace) -> int:
    """Print what each cause adds between two snapshots, the last two unless others are named."""
    store = store_of(current_operation())
    kept = kept_snapshots(store)
    if kept.left_out:
        print(words.left_out(kept.left_out), file=sys.stderr)
    if not kept.snapshots:
        return nothing_imported()
    if len(kept.snapshots) == 1 and options.earlier is None and options.later is None:
        print(
            _("There is nothing to compare before the second import."),
            file=sys.stderr,
        )
        return NOTHING
    earlier, later = pair_of(kept, options.earlier, options.later)
    snapshot = Snapshot(store, later)
    try:
        scope = scope_from(snapshot, filters_in(options.where))
    finally:
        snapshot.close()
    found = restate(store, earlier, later, scope, most_rows=1)
    if options.json:
        print(json.dumps(_as_dict(found), ensure_ascii=False, default=json_value, indent=2))
        return OK
    print(words.headline(found, MEASURES[0]))
    lines = [
        (row["what"], number(row["change"]) if row["rows"] is None else words.signed(row["change"]))
        for row in words.table_rows(found, MEASURES[0])
    ]  # fmt: skip
    width = max(len(name) for name, _change in lines)
    longest = max(len(change) for _name, change in lines)
    for name, change in lines:
        print(f"  {name:<{width}}  {change:>{longest}}")
    for line in words.setting_lines(found.settings):
        print(f"  {line}")
    return OK


def _as_dict(found: Restatement) -> dict:
    return {
        "from": {"snapshot": found.earlier.number, "published_at": found.earlier.published_at}
        | dict(found.before),
        "to": {"snapshot": found.later.number, "published_at": found.later.published_at}
        | dict(found.after),
        "causes": [{"cause": one.name, "rows": one.rows} | dict(one.adds) for one in found.causes],
        "settings": [
            {"setting": name, "before": old, "after": new} for name, old, new in found.settings
        ],
    }
