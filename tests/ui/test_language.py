"""Every text has its Spanish, and a translation has places for the same values as its text."""

import io
import subprocess
import sys
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]


def test_every_text_has_its_spanish():
    done = subprocess.run(
        [sys.executable, "tools/catalogue.py", "--check"], cwd=ROOT, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_writing_the_catalogue_again_changes_nothing(catalogue):
    once = catalogue.written(catalogue.renewed(catalogue.read()))
    again = read_po(io.BytesIO(once.encode("utf-8")), locale="es")

    assert catalogue.written(catalogue.renewed(again)) == once
    assert "POT-Creation-Date" not in once


def test_a_translation_with_another_place_for_a_value_is_named(catalogue):
    book = catalogue.empty()
    right = book.add("{count} rows", "{count} filas")
    wrong = book.add("{count} kits", "{cuenta} kits")
    one = book.add(("{count} family", "{count} families"), ("una familia", "{count} familias"))

    assert catalogue.faults(right) == []
    assert catalogue.faults(wrong) == ["other places for values"]
    assert catalogue.faults(one) == []


def test_an_old_translation_is_kept_and_a_text_that_is_gone_is_not(catalogue, monkeypatch):
    book = catalogue.empty()
    book.add("Coverage", "Cobertura")
    book.add("Gone", "Ido")
    monkeypatch.setattr(catalogue, "texts", lambda: {"Coverage": False, "New": False})

    new = catalogue.renewed(book)

    assert {message.id: message.string for message in new if message.id} == {
        "Coverage": "Cobertura",
        "New": None,
    }
    assert catalogue.problems(book) == ["missing: 'New'", "obsolete: 'Gone'"]
