"""The story in figures: where the operation went, who went there, who was late or silent."""

from dataclasses import dataclass
from datetime import date

SEED = 20200409
FIRST_DAY = date(2020, 4, 9)
LAST_DAY = date(2020, 5, 22)
CUT_OFF = date(2020, 5, 31)

# ubigeo: (households targeted, share of them reached). 5,000 households in all.
DISTRICTS: dict[str, tuple[int, float]] = {
    "150132": (470, 0.99),  # San Juan de Lurigancho
    "150135": (390, 1.08),  # San Martín de Porres: above its target
    "150110": (300, 0.97),  # Comas
    "150103": (270, 0.97),  # Ate
    "150117": (225, 0.98),  # Los Olivos
    "150101": (215, 0.97),  # Lima
    "150142": (210, 0.98),  # Villa El Salvador
    "150133": (200, 0.98),  # San Juan de Miraflores
    "070101": (200, 0.94),  # Callao
    "150143": (190, 0.96),  # Villa María del Triunfo
    "070106": (160, 0.34),  # Ventanilla: neglected
    "150115": (150, 0.97),  # La Victoria
    "150125": (145, 0.86),  # Puente Piedra
    "150106": (140, 0.26),  # Carabayllo: neglected
    "150108": (130, 0.95),  # Chorrillos
    "150112": (125, 0.97),  # Independencia
    "150128": (120, 0.94),  # Rímac
    "150137": (110, 0.98),  # Santa Anita
    "150111": (110, 0.95),  # El Agustino
    "150118": (100, 0.98),  # Lurigancho
    "150123": (80, 0.38),  # Pachacámac: neglected
    "150140": (70, 0.9),  # Santiago de Surco
    "150136": (70, 0.94),  # San Miguel
    "150141": (60, 0.95),  # Surquillo
    "070102": (60, 0.93),  # Bellavista
    "070107": (50, 0.9),  # Mi Perú
    "150107": (40, 0.95),  # Chaclacayo
    "070103": (40, 0.92),  # Carmen de la Legua Reynoso
    "150116": (40, 0.9),  # Lince
    "240101": (120, 1.12),  # Tumbes: above its target
    "130101": (85, 0.95),  # Trujillo
    "200101": (65, 0.92),  # Piura
    "240302": (60, 0.9),  # Aguas Verdes
    "040101": (60, 0.92),  # Arequipa
    "230101": (60, 0.95),  # Tacna
    "040104": (40, 0.9),  # Cerro Colorado
    "080101": (40, 0.9),  # Cusco
}
OUTSIDE_TARGETS = {"150105": 90}  # Breña: households reached where nobody had set a target
# The target that the plan of 5 April gave San Juan de Lurigancho, before it was revised.
SUPERSEDED = {"150132": 400}


@dataclass(frozen=True)
class Series:
    """One partner's deliveries in one place, without household keys."""

    file: str
    partner: str
    place: str
    households: int
    lead: str = ""


# Places of two digits are departments (the district is not known), "" is not located at all.
UNKEYED = (
    Series("caritas", "CARITAS-CH", "150132", 130),
    Series("caritas", "CARITAS-CH", "150103", 120),
    Series("caritas", "CARITAS-CH", "150118", 70),
    Series("caritas", "CARITAS-CH", "150137", 50),
    Series("caritas", "CARITAS-CH", "150111", 30),
    Series("caritas", "CARITAS-CH", "150107", 20),
    Series("hxl", "UNICEF", "150142", 40, "UNHCR"),
    Series("hxl", "UNICEF", "070101", 50, "UNHCR"),
    Series("hxl", "UNICEF", "240101", 40, "UNHCR"),
    Series("hxl", "PAHO", "150101", 40, "IOM"),
    Series("hxl", "PAHO", "150115", 30, "IOM"),
    Series("hxl", "UNESCO", "150117", 30, "IOM"),
    Series("hxl", "UNESCO", "150112", 30, "IOM"),
    Series("serenazgo", "SERENAZGO", "150117", 25),
    Series("serenazgo", "SERENAZGO", "150135", 25),
    Series("serenazgo", "SERENAZGO", "150133", 20),
    Series("serenazgo", "SERENAZGO", "150128", 20),
    Series("weekly", "OLLA01", "150142", 45),
    Series("weekly", "OLLA02", "150143", 45),
    Series("weekly", "OLLA03", "150133", 45),
    Series("weekly", "OLLA04", "150110", 45),
    Series("weekly", "OLLA05", "150106", 16),
    Series("weekly", "OLLA06", "150125", 45),
    Series("weekly", "OLLA07", "070106", 24),
    Series("weekly", "OLLA07", "15", 36),
    Series("weekly", "OLLA08", "150108", 40),
    Series("weekly", "OLLA08", "", 36),
)

# partner: (file, lead partner, {district: weight in sharing that district's keyed households}).
KEYED: dict[str, tuple[str, str, dict[str, float]]] = {
    "ILLARI": (
        "unhcr",
        "UNHCR",
        {
            "150132": 5,
            "150135": 5,
            "150101": 4,
            "150115": 3,
            "150128": 3,
            "150141": 2,
            "150136": 2,
        },
    ),
    "UNIVEN": (
        "unhcr",
        "UNHCR",
        {
            "150135": 5,
            "150117": 5,
            "150110": 4,
            "070101": 4,
            "150132": 3,
            "150112": 2,
            "070102": 2,
            "130101": 2,
            "150105": 2,
        },
    ),
    "ASOC01": ("unhcr", "UNHCR", {"150132": 3, "150103": 2}),
    "ASOC02": ("unhcr", "UNHCR", {"150142": 2, "150143": 3}),
    "ASOC03": ("unhcr", "UNHCR", {"150108": 1, "150133": 0.6, "150140": 1.2}),
    "ASOC04": ("unhcr", "UNHCR", {"240101": 3, "240302": 3}),
    "ASOC05": ("unhcr", "UNHCR", {"150110": 2, "150125": 3}),
    "ASOC06": ("iom", "IOM", {"070101": 3, "070106": 2, "070107": 2}),
    "ASOC07": ("iom", "IOM", {"150106": 2, "150117": 0.8}),
    "ASOC08": ("iom", "IOM", {"200101": 3, "130101": 2}),
    "ASOC09": ("iom", "IOM", {"040101": 3, "040104": 3}),
    "ASOC10": ("iom", "IOM", {"230101": 2, "080101": 2}),
    "IOM": ("iom", "IOM", {"230101": 0.8, "080101": 0.6}),
    "VOL01": ("iom", "IOM", {"150101": 2, "150105": 2, "150116": 3}),
    "VOL02": ("iom", "IOM", {"150133": 3, "150143": 1}),
    "VOL03": ("iom", "IOM", {"150115": 2, "150141": 2, "150136": 2}),
    "COOP01": ("iom", "IOM", {"150137": 2, "150111": 2, "150103": 2}),
    "COOP02": ("iom", "IOM", {"070103": 2, "070102": 2, "070101": 1}),
    "COOP03": ("iom", "IOM", {"150123": 2, "150142": 1}),
    "PARR01": ("hxl", "UNHCR", {"150103": 2, "150118": 2}),
    "PARR02": ("hxl", "UNHCR", {"150110": 2, "150112": 2}),
    "PARR03": ("hxl", "IOM", {"150143": 2, "150133": 2}),
    "PARR04": ("hxl", "IOM", {"150128": 1, "150101": 0.5}),
    "PARR05": ("hxl", "UNHCR", {"150107": 2, "150118": 1, "150137": 1}),
    "PARR06": ("hxl", "IOM", {"150108": 3, "150140": 2}),
    "OLLA09": ("barrio", "", {"150125": 0.9}),
    "OLLA10": ("barrio", "", {"150132": 2}),
    "OLLA11": ("barrio", "", {"150142": 2}),
    "OLLA12": ("barrio", "", {"150112": 2, "150117": 1}),
}
# Keyed households whose district the export does not give: (partner, department, households).
DEPARTMENT_ONLY = (
    ("ASOC08", "20", 30),
    ("ASOC09", "04", 28),
    ("ASOC10", "08", 26),
    ("VOL03", "", 34),
)

WEAK = {"ASOC07": 0.3, "OLLA09": 0.34}  # share of the partner's own target that it reached
SILENT = {  # the last day on which they delivered; nothing was heard of them afterwards
    "ASOC03": date(2020, 4, 29),
    "PARR04": date(2020, 5, 2),
    "OLLA05": date(2020, 5, 3),
}
SILENT_SHARE = 0.62
LATE = ("ASOC04", "ASOC08", "OLLA11")  # many of their reports come more than a week afterwards

# Of the first partner's households in the district, this share is served the same again by
# the second within days: nobody had told it.
OVERLAPS = (
    ("ASOC01", "OLLA10", "150132", 0.5),
    ("ASOC02", "PARR03", "150143", 0.55),
    ("VOL02", "PARR03", "150133", 0.55),
    ("COOP01", "PARR01", "150103", 0.5),
    ("PARR02", "OLLA12", "150112", 0.55),
)
# Families that moved between two rounds: (partner, from, to, households).
MOVED = (("VOL01", "150101", "150105", 9), ("COOP02", "070102", "070101", 6))
