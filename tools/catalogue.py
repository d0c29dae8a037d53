"""Collect every text that a person reads into the Spanish catalogue, and keep the translations there are.

    python tools/catalogue.py          write reparto/locale/es/LC_MESSAGES/reparto.po
    python tools/catalogue.py --check  exit 1 and name what is missing, obsolete or uncertain

Texts come from ``_``, ``ngettext`` and ``N_`` in app.py, pages/ and reparto/, and from the headers of the
questions (the question itself and what its columns mean), which the Methods page shows.
"""

import argparse
import ast
import io
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reparto.questions import question_names, read_question  # noqa: E402

LANGUAGE = "es"
CATALOGUE = ROOT / "reparto" / "locale" / LANGUAGE / "LC_MESSAGES" / "reparto.po"
SINGLE = {"_", "N_", "gettext"}

Key = str | tuple[str, ...]


def texts() -> dict[Key, bool]:
    """Every text, with whether it has places for values; sorted, so that the catalogue does not churn."""
    found: set[Key] = set()
    for path in sources():
        found.update(texts_in(path))
    for name in question_names():
        question = read_question(name)
        found.add(question.asks)
        found.update(column.meaning for column in question.columns)
    # A text that also has a plural stands in the catalogue once, with it.
    found -= {key[0] for key in found if isinstance(key, tuple)}
    return {key: bool(places(key)) for key in sorted(found, key=str) if key}


def sources() -> Iterator[Path]:
    """The files of the product."""
    yield ROOT / "app.py"
    for folder in ("pages", "reparto"):
        yield from sorted((ROOT / folder).rglob("*.py"))


def texts_in(path: Path) -> Iterator[Key]:
    """The texts that a file marks.

    Raises SystemExit when one is marked that is not written out, because no catalogue could hold it.
    """
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if node.func.id in SINGLE and len(node.args) == 1:
            value = written_out(node.args[0])
            if value is not None:
                yield value
            elif isinstance(node.args[0], ast.JoinedStr):
                raise SystemExit(
                    f"{path}:{node.lineno}: write the values in with .format, not f-strings"
                )
        elif node.func.id == "ngettext" and len(node.args) == 3:
            one, many = written_out(node.args[0]), written_out(node.args[1])
            if one is None or many is None:
                raise SystemExit(f"{path}:{node.lineno}: ngettext needs its texts written out")
            yield one, many


def written_out(node: ast.expr) -> str | None:
    """The text of a literal, else None."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def places(key: Key) -> set[str]:
    """The names in braces."""
    parts = (key,) if isinstance(key, str) else key
    found: set[str] = set()
    for part in parts:
        try:
            found.update(
                name for _, name, _, _ in string.Formatter().parse(part) if name is not None
            )
        except ValueError:  # a brace that is only a brace
            continue
    return found


def read() -> Catalog:
    """The catalogue as it stands; an empty one where there is none."""
    if not CATALOGUE.exists():
        return empty()
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def empty() -> Catalog:
    """A catalogue without texts."""
    return Catalog(
        locale=LANGUAGE, project="Reparto", fuzzy=False, header_comment="# Reparto in Spanish."
    )


def renewed(old: Catalog) -> Catalog:
    """The catalogue with exactly the texts there are, and the translations of those that were there."""
    new = empty()
    for key, has_places in texts().items():
        before = old.get(key if isinstance(key, str) else key[0])
        same = before is not None and key_of(before) == key
        flags = {"python-brace-format"} if has_places else set()
        if same and before is not None and before.fuzzy:
            flags.add("fuzzy")
        comments = before.user_comments if before is not None else ()
        new.add(
            key,
            before.string if same and before is not None else None,
            flags=flags,
            user_comments=comments,
        )
    return new


def written(catalogue: Catalog) -> str:
    """The catalogue as a file: no line numbers, no dates, so that it changes only when a text does."""
    out = io.BytesIO()
    write_po(out, catalogue, no_location=True, sort_output=True, width=100, omit_header=True)
    forms = f"nplurals={catalogue.num_plurals}; plural={catalogue.plural_expr};"
    header = (
        '# Reparto in Spanish.\nmsgid ""\nmsgstr ""\n'
        f'"Language: {LANGUAGE}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {forms}\\n"\n\n'
    )
    return header + out.getvalue().decode("utf-8")


def problems(catalogue: Catalog) -> list[str]:
    """What is missing, obsolete, uncertain, or has other places for values than the text it translates."""
    wanted = texts()
    have = {key_of(message): message for message in catalogue if message.id}
    found = [f"missing: {shown(key)}" for key in wanted if key not in have]
    found += [f"obsolete: {shown(key)}" for key in have if key not in wanted]
    for key, message in have.items():
        if key in wanted:
            found += [f"{fault}: {shown(key)}" for fault in faults(message)]
    return found


def key_of(message: Message) -> Key:
    """What a text is known by: itself, or its singular and plural."""
    return message.id if isinstance(message.id, str) else tuple(message.id)


def faults(message: Message) -> list[str]:
    """What is wrong with one translation."""
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if not strings or not all(strings):
        return ["untranslated"]
    wrong = ["fuzzy"] if message.fuzzy else []
    # A singular may say "one" without its number.
    allowed = places(key_of(message))
    if any(not places(text) <= allowed for text in strings) or places(strings[-1]) != allowed:
        wrong.append("other places for values")
    return wrong


def shown(key: Key) -> str:
    """A text on one line."""
    return repr(key if isinstance(key, str) else key[0])


def main() -> int:
    """Write or check the catalogue."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit 1 when something is wrong"
    )
    if parser.parse_args().check:
        found = problems(read())
        print("\n".join(found) or "Every text has its translation.")
        return 1 if found else 0
    catalogue = renewed(read())
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_text(written(catalogue), encoding="utf-8")
    print(
        f"{len(catalogue)} texts, {sum(1 for m in catalogue if m.id and faults(m))} to look at: {CATALOGUE.name}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
