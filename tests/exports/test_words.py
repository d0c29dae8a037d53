"""Words with a fixed meaning: one meaning each, in the four languages that exports come in."""

import csv
import re
from collections import defaultdict

import pytest

from reparto.exports.headers import without_accents
from reparto.operation import REFERENCE

with (REFERENCE / "words.csv").open(encoding="utf-8", newline="") as file:
    WORDS = list(csv.DictReader(file))
STATUSES = {
    "planned",
    "in_transit",
    "ongoing",
    "delivered",
    "verified",
    "suspended",
    "cancelled",
    "unknown",
}
YES_OR_NO = {"yes", "no", "unknown"}
MEANINGS = {
    "status": STATUSES,
    "review_status": {"approved", "not_approved", "on_hold"},
    "cash": YES_OR_NO,
    "in_plan": YES_OR_NO,
    "setup": YES_OR_NO,
    "government_package": YES_OR_NO,
    "movement": {"received", "dispatched", "delivered", "returned", "lost"},
    "unit": {"kit", "unit", "litre", "kg", "pound"},
    "r4v_sector": {
        "shelter",
        "transport",
        "wash",
        "food",
        "protection",
        "cash",
        "integration",
        "health",
        "education",
    },
}


def fold(word):
    """As the database compares words: letters and digits only."""
    return " ".join(re.sub(r"[\W_]+", " ", without_accents(word).casefold()).split())


FOLDED = defaultdict(set)
for row in WORDS:
    FOLDED[row["field"], fold(row["word"])].add(row["meaning"])


def test_every_word_has_one_meaning_and_every_meaning_is_known():
    assert {key: found for key, found in FOLDED.items() if len(found) > 1} == {}
    assert {row["field"] for row in WORDS} == set(MEANINGS)
    for field, meanings in MEANINGS.items():
        assert {row["meaning"] for row in WORDS if row["field"] == field} == meanings, field


SEEN = {
    "delivered": "Finalizada; Completed; Concluído; Concluido; concluído; Entregado; Livré; Entregue",
    "ongoing": "En ejecución; On-going; Ongoing; On going; Em curso; En cours",
    "planned": "Planeada; Planned; Planejado; Prévu; Planificado",
    "suspended": "Suspended; Suspenso; Suspendu; Suspendida",
    "cancelled": "Closed; Anulado; Cancelado; Annulé",
    "in_transit": "In transit; En tránsito; Em trânsito; En route",
}


@pytest.mark.parametrize(
    ("word", "meaning"),
    [(word, meaning) for meaning, words in SEEN.items() for word in words.split("; ")],
)
def test_status_words_of_real_files(word, meaning):
    assert FOLDED["status", fold(word)] == {meaning}


@pytest.mark.parametrize("field", ["cash", "in_plan", "setup", "government_package"])
@pytest.mark.parametrize(
    ("words", "meaning"),
    [("Yes; Sí; SI; Sim; Oui; TRUE; 1", "yes"), ("No; NO; Não; Non; FALSE; 0", "no")],
)
def test_yes_and_no_in_four_languages(field, words, meaning):
    assert [FOLDED[field, fold(word)] for word in words.split("; ")] == [{meaning}] * len(
        words.split("; ")
    )


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("Approved", "approved"), ("Aprobado", "approved"), ("Approuvé", "approved"), ("Aprovado", "approved"),
        ("validation_status_approved", "approved"), ("Not Approved", "not_approved"), ("No aprobado", "not_approved"),
        ("On Hold", "on_hold"), ("En espera", "on_hold"), ("validation_status_on_hold", "on_hold"),
    ],
)  # fmt: skip
def test_words_of_review(word, meaning):
    assert FOLDED["review_status", fold(word)] == {meaning}
