"""What was chosen for one kind of export: which column serves which field, and how each was found."""

from dataclasses import dataclass, field

from reparto.exports.fields import REQUIRED


@dataclass
class Choice:
    """The columns chosen for a kind: fields, helper slots, the losers, and how each was found."""

    kind: str
    columns: dict[str, int] = field(default_factory=dict)
    helpers: dict[str, int] = field(default_factory=dict)
    alternatives: dict[str, tuple[str, ...]] = field(default_factory=dict)
    how: dict[str, str] = field(default_factory=dict)
    stand_ins: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)

    @property
    def missing(self) -> list[str]:
        """The needs of this kind that no chosen column satisfies."""
        present = self.columns.keys()
        return [need for need, names in REQUIRED[self.kind] if not present & set(names)]
