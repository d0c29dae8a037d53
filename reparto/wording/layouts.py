"""What the layouts are called in which files come."""

from reparto.language import N_, _

LAYOUTS = {
    "reparto": N_("under Reparto's own headers"),
    "synonyms": N_("under headers of its own, recognised by their names"),
    "hxl": N_("recognised by its HXL tags"),
    "345w": N_("in the layout of a 3W, 4W or 345W matrix"),
    "r4v": N_("in R4V's 5W layout"),
    "r4v-2021": N_("in R4V's 5W layout of 2021"),
    "r4v-2022": N_("in R4V's 5W layout of 2022"),
    "r4v-2025": N_("in R4V's 5W layout of 2025"),
    "activityinfo": N_("as ActivityInfo exports it"),
    "kobo": N_("as KoBo exports it"),
    "hapi-3w": N_("as HDX HAPI lists presence"),
    "fts": N_("as FTS lists flows of funding"),
    "answers": N_("as someone said which column is which"),
}
SHORT_LAYOUTS = {
    "reparto": N_("Reparto's headers"),
    "synonyms": N_("Headers of its own"),
    "hxl": N_("HXL tags"),
    "345w": N_("345W matrix"),
    "r4v": "R4V 5W",
    "r4v-2021": "R4V 5W 2021",
    "r4v-2022": "R4V 5W 2022",
    "r4v-2025": "R4V 5W 2025",
    "activityinfo": "ActivityInfo",
    "kobo": "KoBo",
    "hapi-3w": "HDX HAPI",
    "fts": "FTS",
    "answers": N_("Columns as answered"),
}


def layout_name(dialect: str | None) -> str:
    """How a file was recognised."""
    return _(LAYOUTS[dialect]) if dialect in LAYOUTS else (dialect or "—")


def layout_short(dialect: str | None) -> str:
    """How a file was recognised, for a narrow place."""
    return _(SHORT_LAYOUTS[dialect]) if dialect in SHORT_LAYOUTS else (dialect or "—")
