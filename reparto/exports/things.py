"""Words for what is handed out, in the languages of exports: to tell a thing's name from other headers."""

import re

from reparto.exports.headers import without_accents

_THINGS = re.compile(
    r"\b(?:kits?|canastas?|cestas?|food|alimentos?|aliment\w*|viveres|raciones?|rations?|arroz|rice|aceite|oil|"
    r"agua|water|eau|higiene|hygiene|dignidad|dignity|frazadas?|mantas?|cobijas?|blankets?|couvertures?|cobertores?|"
    r"colchon\w*|colchonetas?|mattress\w*|matelas|carpas?|tents?|tentes?|toldos?|lonas?|tarpaulins?|tarps?|"
    r"mosquiteros?|mosquito|bidon\w*|jerry ?cans?|baldes?|buckets?|jabon\w*|soap|savon|panales|diapers?|"
    r"mascarillas?|masks?|guantes|gloves|alcohol|vouchers?|vales?|cupones|tarjetas?|cash|efectivo|bonos?|"
    r"utensilios|cocina|kitchen|cuisine|estufas?|stoves?|ropa|clothes|clothing|vetements|medicinas?|medicamentos?|"
    r"medicines?|semillas|seeds|semences|herramientas|tools|outils|shelter|albergue|abrigo|nfi|wash|escolar(?:es)?|"
    r"school|utiles|libros|books|pastillas|tablets|leche|milk|lait)\b"
)


def names_a_thing(text: str) -> bool:
    """Whether a header or an option names something that is handed out."""
    words = re.sub(r"[\W_]+", " ", without_accents(text).casefold())
    return bool(_THINGS.search(words))
