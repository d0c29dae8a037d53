"""What is said about an operation's boundaries: under each map, and by the command that adds them."""

from collections.abc import Iterable

from reparto.language import N_, _, listed, ngettext, number
from reparto.maps.areas import one_line
from reparto.maps.boundaries import ADDED, SETTING, Boundaries, Fit
from reparto.maps.boundaries_parts import DEPARTMENT, DISTRICT, PROVINCE
from reparto.maps.boundaries_report import CLOSE, FAR

# The longest list that a terminal shows; --json has all.
_LISTED = 12
DISPUTED = N_(
    "The boundaries and names shown imply no endorsement by the United Nations or by any government; some may be disputed."
)


def notes(source: str, level: str, drawn: int, places: int) -> list[str]:
    """What stands under a map that is drawn from official boundaries: whose they are, and how many places have one."""
    return [
        " ".join(
            [
                _("Source of the outlines: {source}.").format(source=source.rstrip(".")),
                _drawn(level, drawn, places),
            ]
        ),
        _(DISPUTED),
    ]


def _drawn(level: str, drawn: int, places: int) -> str:
    sentences = {
        DEPARTMENT: ngettext(
            "{count} of {places} department is drawn from official outlines.",
            "{count} of {places} departments are drawn from official outlines.",
            places,
        ),
        PROVINCE: ngettext(
            "{count} of {places} province is drawn from official outlines.",
            "{count} of {places} provinces are drawn from official outlines.",
            places,
        ),
        DISTRICT: ngettext(
            "{count} of {places} district is drawn from official outlines.",
            "{count} of {places} districts are drawn from official outlines.",
            places,
        ),
    }
    return sentences[level].format(count=number(drawn), places=number(places))


def none_in_force() -> str:
    """That there are no boundaries, and how to have some."""
    return _(
        "No boundaries are in force. Add some with `python -m reparto boundaries add FILE`, or name them under `boundaries` in operation.toml."
    )


def lines(found: Boundaries) -> list[str]:
    """The report in sentences: where the boundaries come from, how they were simplified, what matched and what did not."""
    report = found.report
    return [
        _origin(found),
        _("Source: {source}.").format(source=one_line(found.source).rstrip(".")),
        _(
            "Simplified to {far} metres for the country and to {close} metres for a department; neighbours share their borders."
        ).format(far=number(report.tolerances[FAR]), close=number(report.tolerances[CLOSE])),
        *(line for fit in found.fits if fit.places for line in _fit(fit)),
        *_unmatched(found),
        *_names_of(found),
        *_mended(found),
    ]


def _origin(found: Boundaries) -> str:
    words = {
        SETTING: _("Boundaries: {path}, as operation.toml says."),
        ADDED: _("Boundaries: {path}, added from {files} on {day}."),
    }
    text = words.get(found.origin.how, _("Boundaries: {path}, beside the settings."))
    return text.format(
        path=found.origin.path,
        files=listed([one_line(file) for file in found.report.files]),
        day=found.report.prepared_on,
    )


def _fit(fit: Fit) -> list[str]:
    said = [_drawn(fit.level, fit.drawn, fit.places)]
    if fit.dissolved:
        said.append(
            ngettext(
                "{count} is put together from narrower outlines.",
                "{count} are put together from narrower outlines.",
                fit.dissolved,
            ).format(count=number(fit.dissolved))
        )
    if fit.missing and fit.drawn:
        missing = _some(f"{place.code} {place.name}" for place in fit.missing)
        said.append(_("Without an outline: {places}.").format(places=missing))
    return [" ".join(said)]


def _unmatched(found: Boundaries) -> list[str]:
    areas = found.report.unmatched_areas
    if not areas:
        return [_("Every area of the files is a place of this operation.")]
    named = (f"{one['code']} {one['name']}".strip() or _("without code and name") for one in areas)
    return [
        ngettext(
            "{count} area of the files is no place of this operation: {areas}. Correct its code, or add the place to places.csv.",
            "{count} areas of the files are no places of this operation: {areas}. Correct their codes, or add the places to places.csv.",
            len(areas),
        ).format(count=number(len(areas)), areas=_some(named))
    ]


def _names_of(found: Boundaries) -> list[str]:
    joined = found.report.by_name
    if not joined:
        return []
    said = [
        ngettext(
            "{count} area has no code and was joined by its name.",
            "{count} areas have no code and were joined by their names.",
            len(joined),
        ).format(count=number(len(joined)))
    ]
    torn = [one for one in joined if one["is_torn"]]
    if torn:
        read = _some(f"{one['name']} → {one['code']}" for one in torn)
        said.append(
            _("Letters were lost in names, which were read so: {names}. Check them.").format(
                names=read
            )
        )
    return [" ".join(said)]


def _mended(found: Boundaries) -> list[str]:
    report = found.report
    sentences = [
        (report.repaired, _("Rings that cross themselves or do not close were repaired in {places}. Look at them on the map.")),
        (report.broken, _("The rings of {places} enclose nothing, so they are not drawn. Correct their outlines and add the file again.")),
        (report.overlapping, _("The outlines of {places} lie over those of neighbours, which now share the ground. Check them in the file.")),
        (report.unused, _("These layers hold no place of the operation and are not used: {places}. Nothing needs to be done.")),
    ]  # fmt: skip
    said = [text.format(places=_some(codes)) for codes, text in sentences if codes]
    for file, encoding in (report.encodings or {}).items():
        said.append(
            _("{file} is not in UTF-8 and was read as {encoding}. Save it in UTF-8 if names look wrong.").format(
                file=file, encoding={"cp1252": "Windows-1252", "utf-16": "UTF-16"}[encoding]
            )
        )  # fmt: skip
    return said


def _some(words: Iterable[str]) -> str:
    """The first of a list, and how many more there are."""
    every = [one_line(word) for word in words]
    if len(every) <= _LISTED:
        return listed(every)
    more = _("{count} more").format(count=number(len(every) - _LISTED))
    return listed([*every[:_LISTED], more])
