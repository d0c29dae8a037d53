"""Hold the SQL files to what pages, readers and a second engine need of them.

A file under ``queries/<subject>/`` answers one question. Its header is a contract, and its SQL
keeps to the subset that DuckDB and Spark answer alike; each rule below was earned by a query that
did not. ``queries/scope/`` holds the pieces that such files build on. Staging, marts and checks run
only at import and may use DuckDB freely: they, like every other .sql file, only have their text
looked at.

    python tools/lint_sql.py          prints file:line rule message; ends with 1 where there is any
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from sqlglot import exp, parse, tokenize
from sqlglot.errors import SqlglotError
from sqlglot.tokens import Token, TokenType

ROOT = Path(__file__).resolve().parent.parent
LONGEST_LINE = 120
IMPORT_ONLY = {"staging", "marts", "checks", "restatements"}

# Functions whose answer differs between the engines, fails on one, or depends on more than the
# snapshot. Names and days of the week are for Python, regular expressions and likeness for import.
BANNED_FUNCTIONS = re.compile(
    r"read_\w+|glob|parquet_\w+|sniff_csv|query|query_table|getenv|"
    r"array_\w+|list|list_(?!contains$)\w+|unnest|generate_series|range|histogram|map|map_\w+|"
    r"struct_\w+|row|pivot|unpivot|columns|"
    r"dayofweek|isodow|weekday|dayname|monthname|dayofyear|week|weekofyear|yearweek|isoyear|"
    r"date_sub|datesub|date_part|datepart|epoch\w*|age|"
    r"now|today|current_date|current_time|current_timestamp|get_current_timestamp|"
    r"random|setseed|uuid|gen_random_uuid|hash|"
    r"regexp_\w+|levenshtein|editdist3|damerau_levenshtein|hamming|mismatches|jaccard|jaro_\w+|"
    r"strip_accents|soundex|product|approx_\w+|quantile\w*|percentile_disc|mad|mode|first|last"
)
LIST_NODES = (exp.Array, exp.Struct, exp.Map, exp.Bracket, exp.Slice, exp.Lambda, exp.Pivot)
DATE_PARTS = {"YEAR", "QUARTER", "MONTH", "DAY"}
DATE_NAME = re.compile(r"(\w+_)?(day|date|on)")
DATE_FORMAT = re.compile(r"(%Y|%m|%d|[-/. ])+")
NEED = r"\w+(?:\(\w+(?:, \w+)*\))?"
HEADER_TYPE = r"[a-z]+(?:\(\d+(?:, ?\d+)?\))?"


class Problem(NamedTuple):
    """What breaks which rule, and where."""

    path: Path
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.rule} {self.message}"


Found = tuple[int, str, str]


def table_of(need: str) -> str:
    """The name under which a question finds a shared part: per_unit(partner, item) is per_unit_by_partner_item."""
    return re.sub(r"\W+", "_", need.replace("(", "_by_").rstrip(")"))


@dataclass
class Header:
    """The comment lines above the first statement, read by the contract's grammar."""

    lines: list[str]
    grain: str | None = None
    params: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)

    @classmethod
    def read(cls, text: str) -> "Header":
        header = cls([])
        for number, line in enumerate(text.splitlines(), start=1):
            if not line.startswith("--"):
                break
            header.lines.append(line)
            is_keyed = re.match(r"-- (grain:|param\b|needs:|column\b)", line)
            if grain := re.fullmatch(r"-- grain: (\S.*)", line):
                header.grain = grain[1]
            elif param := re.fullmatch(r"-- param (\w+): \S.*", line):
                header.params.append(param[1])
            elif needs := re.fullmatch(rf"-- needs: ({NEED}(?:, {NEED})*)", line):
                header.needs.extend(re.findall(NEED, needs[1]))
            elif column := re.fullmatch(rf"-- column (\w+) {HEADER_TYPE}: \S.*", line):
                header.columns.append(column[1])
            elif is_keyed or header.grain:
                header.unreadable.append(number)
        return header

    @property
    def is_one_row(self) -> bool:
        return bool(re.match(r"one row(?! per\b| for each\b)", self.grain or ""))


@dataclass
class Query:
    """One file that pages ask (or build on), with what the other files offer to it."""

    text: str
    tree: exp.Expr
    header: Header
    is_question: bool
    marts: set[str]
    scopes: set[str]
    macros: set[str]
    scope_params: set[str]

    @cached_property
    def tokens(self) -> list[Token]:
        return tokenize(self.text, read="duckdb")

    @property
    def outer_selects(self) -> Iterator[exp.Select]:
        pending = [self.tree]
        while pending:
            node = pending.pop().unnest()
            if isinstance(node, exp.SetOperation):
                pending += [node.expression, node.this]
            elif isinstance(node, exp.Select):
                yield node

    @property
    def params(self) -> set[str]:
        return {str(p.this) for p in self.tree.find_all(exp.Placeholder) if p.this}


def line_of(node: exp.Expr) -> int:
    """The line of the first name at or below a node, else of its parents; 1 where none is known."""
    for place in (node, *node.find_all(exp.Identifier, exp.Anonymous, exp.Star)):
        if "start" in place.meta:
            return line_at(str(node.root().meta["text"]), place.meta["start"])
    return line_of(node.parent) if node.parent else 1


def line_at(text: str, position: int) -> int:
    """The line of a position; the parser's own count goes astray after an empty comment."""
    return text.count("\n", 0, position) + 1


# --- the header ---------------------------------------------------------------------------------


def header_rules(query: Query) -> Iterator[Found]:
    header = query.header
    first = header.lines[0] if header.lines else ""
    ending = "?" if query.is_question else "."
    if not re.fullmatch(rf"-- [A-Z¿].*\{ending}", first):
        kind = "a question that ends with ?" if query.is_question else "a sentence"
        yield 1, "header", f"The first line is {kind}, as a comment."
    if header.lines[1:2] != ["--"]:
        yield 2, "header", "An empty comment line (--) follows the first line."
    if header.grain is None:
        yield 1, "header", "The grain is missing: -- grain: one row per …"
    for number in header.unreadable:
        yield number, "header", "This line is none of grain:, param x:, needs: a, b, column x type:"
    for name in sorted({need.split("(")[0] for need in header.needs} - query.scopes):
        yield 1, "needs", f"queries/scope/{name}.sql does not exist."
    tables = {table.name for table in query.tree.find_all(exp.Table)}
    for name in sorted(set(map(table_of, header.needs)) - tables):
        yield 1, "needs", f"{name} is declared as needed and not used."
    for name in sorted(set(header.params) - query.params):
        yield 1, "params", f"${name} is declared and not used."
    if query.is_question:
        for name in sorted(query.params - set(header.params) - query.scope_params):
            yield 1, "params", f"${name} is neither declared nor one of the scope's."
        yield from column_rules(query)


def column_rules(query: Query) -> Iterator[Found]:
    answered = next(query.outer_selects).named_selects
    if "*" in answered:
        yield 1, "columns", "A question names its columns: no * in the outer select."
    elif answered != query.header.columns:
        yield (
            1,
            "columns",
            f"The header declares {', '.join(query.header.columns) or 'no columns'};"
            f" the query answers {', '.join(answered)}.",
        )


# --- the portable subset ------------------------------------------------------------------------


def table_rules(query: Query) -> Iterator[Found]:
    named = {cte.alias for cte in query.tree.find_all(exp.CTE)}
    allowed = named | set(map(table_of, query.header.needs)) | query.marts
    for table in query.tree.find_all(exp.Table):
        if not isinstance(table.this, exp.Identifier):
            yield line_of(table), "tables", "A function is not a table here."
        elif table.db or table.catalog or table.name not in allowed:
            full = ".".join(part.name for part in table.parts)
            yield line_of(table), "tables", f"{full} is no mart, no CTE and not declared as needed."
    for join in query.tree.find_all(exp.Join):
        explicit = join.args.get("on") or join.kind == "CROSS"
        if not explicit or join.method or join.args.get("using"):
            yield line_of(join), "joins", "Say join … on, or cross join."


def function_rules(query: Query) -> Iterator[Found]:
    for token, following in zip(query.tokens, query.tokens[1:], strict=False):
        name = token.text.lower()
        called = following.token_type == TokenType.L_PAREN and token.token_type != TokenType.STRING
        if called and name not in query.macros and BANNED_FUNCTIONS.fullmatch(name):
            yield (
                line_at(query.text, token.start),
                "functions",
                f"{name}() does not answer alike everywhere.",
            )
        if name.endswith("by") and following.text.lower() == "all":
            yield line_at(query.text, following.start), "by-all", "Name the columns instead of all."
    for call in query.tree.find_all(exp.Anonymous):
        name = call.name.lower()
        if name not in query.macros and not BANNED_FUNCTIONS.fullmatch(name):
            message = f"{name}() is neither a macro of metrics.sql nor a function known to port."
            yield line_of(call), "functions", message
    for pattern in query.tree.find_all(exp.RegexpLike, exp.SimilarTo, exp.Glob):
        yield line_of(pattern), "functions", "Regular expressions are for the import; use like."
    for clock in query.tree.find_all(exp.CurrentDate, exp.CurrentTimestamp):
        yield line_of(clock), "functions", "An answer depends on the snapshot, not on the clock."
    for joined in query.tree.find_all(exp.GroupConcat):
        if joined.find(exp.Distinct):
            yield line_of(joined), "functions", "string_agg(distinct …) fails on Spark."


def list_rules(query: Query) -> Iterator[Found]:
    for node in query.tree.find_all(*LIST_NODES):
        yield line_of(node), "lists", "No lists, structs, maps, slices, lambdas or pivots."
    for star in query.tree.find_all(exp.Star):
        if any(star.args.get(part) for part in ("except_", "except", "replace", "rename")):
            yield line_of(star), "lists", "Name the columns instead of changing the *."
    for cast in query.tree.find_all(exp.Cast):
        if cast.to.args.get("nested") and not isinstance(cast.this, exp.Placeholder):
            yield line_of(cast), "lists", "Only a parameter may be cast to a list."


def division_rules(query: Query) -> Iterator[Found]:
    for division in query.tree.find_all(exp.Div, exp.IntDiv, exp.Mod):
        below = division.expression
        while isinstance(below, exp.Paren | exp.Cast):
            below = below.this
        is_guarded = isinstance(below, exp.Nullif) and is_number(below.expression, 0)
        is_constant = isinstance(below, exp.Literal) and not is_number(below, 0)
        if not (is_guarded or is_constant):
            yield line_of(division), "division", "Divide by nullif(…, 0): x / 0 is infinite."


def is_number(node: exp.Expr, value: float) -> bool:
    return isinstance(node, exp.Literal) and node.is_number and float(node.name) == value


def date_rules(query: Query) -> Iterator[Found]:
    for moved in query.tree.find_all(exp.DateTrunc, exp.TimestampTrunc, exp.Interval):
        above = moved.parent
        while isinstance(above, exp.Paren | exp.Add | exp.Sub | exp.Neg):
            above = above.parent
        if not (isinstance(above, exp.Cast) and above.is_type("date")):
            message = "date_trunc and + interval answer a timestamp: cast(… as date)."
            yield line_of(moved), "dates", message
    for difference in query.tree.find_all(exp.DateDiff):
        if str(difference.args.get("unit") or "").upper() not in {"DAY", "WEEK"}:
            yield line_of(difference), "dates", "date_diff counts alike only in 'day' and 'week'."
    for extract in query.tree.find_all(exp.Extract):
        if extract.name.upper() not in DATE_PARTS:
            yield line_of(extract), "dates", "Extract only year, quarter, month or day."
    for formatted in query.tree.find_all(exp.TimeToStr):
        if not DATE_FORMAT.fullmatch(formatted.args["format"].name):
            yield line_of(formatted), "dates", "strftime only with %Y, %m and %d."
    for minus in query.tree.find_all(exp.Sub):
        if is_date(minus.this) and is_date(minus.expression):
            yield line_of(minus), "dates", "Subtract dates with date_diff('day', a, b)."


def is_date(node: exp.Expr) -> bool:
    if isinstance(node, exp.Cast):
        return bool(node.is_type("date"))
    return isinstance(node, exp.Column) and bool(DATE_NAME.fullmatch(node.name))


def percentile_rules(query: Query) -> Iterator[Found]:
    for node in query.tree.find_all(exp.PercentileCont):
        within = node.parent
        ordered = within.expression.expressions if isinstance(within, exp.WithinGroup) else []
        is_double = [isinstance(o.this, exp.Cast) and o.this.is_type("double") for o in ordered]
        if is_double != [True] or ordered[0].args.get("desc"):
            form = "percentile_cont(p) within group (order by cast(x as double)), or median(x)"
            yield line_of(node), "percentiles", f"Write {form}."


def order_rules(query: Query) -> Iterator[Found]:
    for group in query.tree.find_all(exp.Group):
        if any(isinstance(column, exp.Literal) for column in group.expressions):
            yield line_of(group), "group-by", "Group by names, not by positions."
    for order in query.tree.find_all(exp.Order):
        if any(isinstance(o.this, exp.Literal) for o in order.expressions if hasattr(o, "this")):
            yield line_of(order), "order-by", "Order by names, not by positions."
    if query.is_question and not query.header.is_one_row and not query.tree.args.get("order"):
        yield 1, "order-by", "A question with more than one row ends with order by."


def cast_rules(query: Query) -> Iterator[Found]:
    """Engines disagree on the type of an aggregate; what leaves the query says its own."""
    if not query.is_question:
        return
    for projection in (column for select in query.outer_selects for column in select.expressions):
        for node in projection.find_all(exp.AggFunc, exp.Window):
            above = node
            while above is not projection and not isinstance(above, exp.Cast | exp.Subquery):
                above = above.parent
            if not isinstance(above, exp.Cast | exp.Subquery):
                message = f"Cast the aggregate in {projection.alias_or_name or 'this column'}."
                yield line_of(projection), "casts", message
                break


def parameter_rules(query: Query) -> Iterator[Found]:
    for token, following in zip(query.tokens, query.tokens[1:], strict=False):
        is_colon = token.token_type == TokenType.COLON and following.token_type == TokenType.VAR
        is_numbered = token.token_type == TokenType.PARAMETER and following.text.isdigit()
        if token.token_type == TokenType.PLACEHOLDER or is_colon or is_numbered:
            yield line_at(query.text, token.start), "params", "Values come in as $name only."


RULES = (
    header_rules,
    table_rules,
    function_rules,
    list_rules,
    division_rules,
    date_rules,
    percentile_rules,
    order_rules,
    cast_rules,
    parameter_rules,
)


# --- text, and the whole tree -------------------------------------------------------------------


def text_rules(text: str) -> Iterator[Found]:
    """What every .sql file keeps to, whoever runs it."""
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            yield number, "line-length", f"{len(line)} characters; at most {LONGEST_LINE}."
        if line != line.rstrip():
            yield number, "whitespace", "White space at the end of the line."
        if "\t" in line:
            yield number, "whitespace", "A tab; indent with four spaces."
    if not text.endswith("\n") or text.endswith("\n\n"):
        yield text.count("\n") + 1, "whitespace", "The file ends with one newline."
    for token in tokenize(text, read="duckdb"):
        written = text[token.start : token.end + 1]
        is_name = token.token_type in {TokenType.VAR, TokenType.IDENTIFIER, TokenType.STRING}
        is_word = re.fullmatch(r"[A-Za-z_\s]+", written)
        if not is_name and is_word and not written.islower():
            yield (
                line_at(text, token.start),
                "lower-case",
                f"{written} is a keyword: {written.lower()}.",
            )


def lint_text(path: Path, root: Path) -> list[Problem]:
    text = path.read_bytes().decode("utf-8")
    try:
        found = list(text_rules(text))
    except SqlglotError as error:
        found = [(1, "syntax", first_line(error))]
    return [Problem(path.relative_to(root), *each) for each in found]


def lint_query(path: Path, root: Path) -> list[Problem]:
    """Judge one question, or one piece of the scope, by the contract and the portable subset."""
    text = path.read_text(encoding="utf-8")
    queries = root / "queries"
    scope_texts = [p.read_text(encoding="utf-8") for p in (queries / "scope").glob("*.sql")]
    metrics = queries / "metrics.sql"
    where = path.relative_to(root)
    try:
        trees = [tree for tree in parse(text, read="duckdb") if tree]
    except SqlglotError as error:
        return [Problem(where, 1, "syntax", first_line(error))]
    if len(trees) != 1 or not isinstance(trees[0], exp.Select | exp.SetOperation):
        return [Problem(where, 1, "one-select", "A file holds one select, and nothing else.")]
    trees[0].meta["text"] = text
    query = Query(
        text=text,
        tree=trees[0],
        header=Header.read(text),
        is_question=path.parent.name != "scope",
        marts={p.stem for p in (queries / "marts").glob("*.sql")},
        scopes={p.stem for p in (queries / "scope").glob("*.sql")},
        macros=set(re.findall(r"\bmacro (\w+)", metrics.read_text("utf-8")))
        if metrics.exists()
        else set(),
        scope_params={name for each in scope_texts for name in re.findall(r"\$(\w+)", each)},
    )
    return [Problem(where, *found) for rule in RULES for found in rule(query)]


def first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def lint_tree(root: Path) -> list[Problem]:
    """Every problem of every .sql file under a folder, in reading order."""
    problems = []
    for path in sorted(root.rglob("*.sql")):
        folders = path.relative_to(root).parts[:-1]
        if any(folder.startswith(".") for folder in folders):
            continue
        problems += lint_text(path, root)
        if folders == ("queries",) and path.name != "metrics.sql":
            message = "A question has a folder of its own subject."
            problems.append(Problem(path.relative_to(root), 1, "place", message))
        if len(folders) == 2 and folders[0] == "queries" and folders[1] not in IMPORT_ONLY:
            problems += lint_query(path, root)
    return sorted(set(problems))


def main() -> int:
    root = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT
    problems = lint_tree(root)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
