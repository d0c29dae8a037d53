"""What a check is, and where its SQL comes from."""

from dataclasses import dataclass
from pathlib import Path

from reparto.language import _

_QUERIES = Path(__file__).resolve().parent.parent.parent / "queries"
CHECKS_FOLDER = _QUERIES / "checks"


@dataclass(frozen=True)
class Check:
    """One rule for the rows of one kind of export.

    ``needs`` names the tables of ``queries/staging`` that its query reads besides the staged rows; the first check
    that runs makes them.
    """

    kind: str
    rule: str
    severity: str
    sentence: str
    advice: str
    needs: tuple[str, ...] = ()

    @property
    def sql(self) -> str:
        """What finds the cells at fault (row_id, column_name, value), after making what it needs."""
        statements = [
            f"create temp table if not exists {name} as\n{_read('staging', name)};\n"
            for name in self.needs
        ]
        return "".join([*statements, _read("checks", self.kind, self.rule)])

    def says(self) -> str:
        """What happened, in the reader's language."""
        return _(self.sentence)

    def advises(self) -> str:
        """What to do, in the reader's language."""
        return _(self.advice)


def _read(*names: str) -> str:
    return _QUERIES.joinpath(*names).with_suffix(".sql").read_text(encoding="utf-8")
