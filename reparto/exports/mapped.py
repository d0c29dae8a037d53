"""What a table turned out to be: its kind, and which column holds which field."""

from collections.abc import Mapping as Facts
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Mapping:
    """Which kind of export a table is and where each field is found; columns are counted from 0."""

    kind: str
    dialect: str
    columns: dict[str, int]
    dropped: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    alternatives: dict[str, tuple[str, ...]] = field(default_factory=dict)
    helpers: dict[str, int] = field(default_factory=dict)
    personal: tuple[int, ...] = ()
    stand_ins: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The mapping as values that JSON can hold."""
        return {
            "kind": self.kind,
            "dialect": self.dialect,
            "columns": dict(self.columns),
            "dropped": list(self.dropped),
            "unused": list(self.unused),
            "alternatives": {name: list(others) for name, others in self.alternatives.items()},
            "helpers": dict(self.helpers),
            "personal": list(self.personal),
            "stand_ins": dict(self.stand_ins),
            "constants": dict(self.constants),
            "settings": dict(self.settings),
        }

    @classmethod
    def from_dict(cls, facts: Facts[str, Any]) -> "Mapping":
        """The mapping again, from what :meth:`as_dict` gave."""
        return cls(
            kind=facts["kind"],
            dialect=facts["dialect"],
            columns={name: int(index) for name, index in facts["columns"].items()},
            dropped=tuple(facts.get("dropped", ())),
            unused=tuple(facts.get("unused", ())),
            alternatives={n: tuple(o) for n, o in facts.get("alternatives", {}).items()},
            helpers={name: int(index) for name, index in facts.get("helpers", {}).items()},
            personal=tuple(int(index) for index in facts.get("personal", ())),
            stand_ins=dict(facts.get("stand_ins", {})),
            constants=dict(facts.get("constants", {})),
            settings=dict(facts.get("settings", {})),
        )
