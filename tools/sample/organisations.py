"""The seventy organisations: fourteen real ones in their public roles, fifty-six invented.

Real organisations lead, support, distribute or keep order as the public report says. Whoever
is late, silent, far from the target or sends broken rows is invented, and its name says so.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Organisation:
    """One line of `partners.csv`."""

    code: str
    name: str
    type: str
    role: str
    aliases: str = ""
    expected_reporting: str = ""


REAL = (
    Organisation(
        "UNHCR",
        "UNHCR",
        "UN",
        "coordination",
        "ACNUR;Alto Comisionado de las Naciones Unidas para los Refugiados",
    ),
    Organisation(
        "IOM",
        "IOM",
        "UN",
        "coordination",
        "OIM;Organización Internacional para las Migraciones",
    ),
    Organisation("WFP", "WFP", "UN", "support", "PMA;Programa Mundial de Alimentos"),
    Organisation(
        "OCHA",
        "OCHA",
        "UN",
        "support",
        "Oficina de Coordinación de Asuntos Humanitarios",
    ),
    Organisation("UNICEF", "UNICEF", "UN", "distribution"),
    Organisation("UNESCO", "UNESCO", "UN", "distribution"),
    Organisation(
        "PAHO",
        "PAHO/WHO",
        "UN",
        "distribution",
        "OPS/OMS;OPS;PAHO;Organización Panamericana de la Salud",
    ),
    Organisation(
        "INDECI",
        "INDECI",
        "Government",
        "support",
        "Instituto Nacional de Defensa Civil",
    ),
    Organisation(
        "PNP",
        "Policía Nacional del Perú",
        "Government",
        "security",
        "National Police;PNP",
    ),
    Organisation("SERENAZGO", "Serenazgo", "Government", "security", "Municipal Guards"),
    Organisation(
        "ILLARI",
        "Illari Amanecer",
        "Civil Society",
        "implementing",
        "Asociación Illari Amanecer",
        "weekly",
    ),
    Organisation(
        "UNIVEN",
        "Unión Venezolana en Perú",
        "Civil Society",
        "implementing",
        "Union Venezolana",
        "weekly",
    ),
    Organisation(
        "CARITAS-CH",
        "Cáritas Chosica",
        "Faith Based",
        "implementing",
        "Caritas Chosica",
        "weekly",
    ),
    Organisation(
        "HOMBRO",
        "Hombro a Hombro",
        "Private sector",
        "platform",
        "Plataforma Hombro a Hombro",
    ),
)


def _numbered(
    prefix: str, name: str, count: int, kind: str, role: str, reporting: str = "weekly"
) -> tuple[Organisation, ...]:
    return tuple(
        Organisation(f"{prefix}{n:02}", name.format(n=f"{n:02}"), kind, role, "", reporting)
        for n in range(1, count + 1)
    )


INVENTED = (
    *_numbered("ASOC", "Asociación Muestra {n} (inventada)", 10, "Civil Society", "implementing"),
    *_numbered("PARR", "Parroquia Ejemplo {n} (inventada)", 6, "Faith Based", "implementing"),
    *_numbered("OLLA", "Olla común Modelo {n} (inventada)", 12, "Civil Society", "implementing"),
    *_numbered("VOL", "Voluntariado Ficticio {n} (inventado)", 3, "NNGO", "implementing"),
    *_numbered("COOP", "Cooperativa Imaginaria {n} (inventada)", 3, "NNGO", "implementing"),
    *_numbered("EMP", "Empresa Ejemplo {n} (inventada)", 22, "Private sector", "donor", ""),
)

ORGANISATIONS = (*REAL, *INVENTED)
NAMES = {organisation.code: organisation.name for organisation in ORGANISATIONS}
REAL_CODES = frozenset(organisation.code for organisation in REAL)
