"""What a check is, and where its SQL comes from."""

from dataclasses import dataclass
from pathlib import Path

from reparto.language import _

CHECKS_FOLDER = Path(__file__).resolve().parent.parent.parent / "queries" / "checks"


@dataclass(frozen=True)
class Check:
    """One rule for the rows of one kind of export.

    ``needs`` names the tables of ``queries/staging`` that its query reads besides the staged rows, in the order in
    which they are made.
    """

    kind: str
    rule: str
    severity: str
    sentence: str
    advice: str
    needs: tuple[str, ...] = ()

    @property
    def sql(self) -> str:
        """The query that finds the cells at fault: row_id, column_name, value."""
        return (CHECKS_FOLDER / self.kind / f"{self.rule}.sql").read_text(encoding="utf-8")

    def says(self) -> str:
        """What happened, in the reader's language."""
        return _(self.sentence)

    def advises(self) -> str:
        """What to do, in the reader's language."""
        return _(self.advice)
