"""Words of organisations' names that are read in a way of their own, all folded."""

_NOBODY = """
anonimo anonymous multiple n_a n_d na nd ninguna ninguno no_aplica no_partner no_se_sabe none nobody not_applicable
other others otra otras otro otros por_confirmar por_definir s_d s_n sd sin_dato sin_datos sin_informacion sin_socio
tbc tbd to_be_confirmed to_be_defined total unknown unspecified various varios desconocido null nulo aucun autre autres
inconnu nenhum outro outros
"""
# What a cell holds where there is no organisation.
NOBODY = frozenset(word.replace("_", " ") for word in _NOBODY.split())
NOBODY_STARTS = ("none ", "ninguno ", "ninguna ")

_SMALL = """
a al and con da de del des do du e el em en et for from in la las le les los of para por pour the und van y
"""
# Words that a name may have or lack and stay the same name. Those of one letter count only between two words:
# at the end they tell "Olla común A" from "Olla común E".
SMALL = frozenset(_SMALL.split())

# How one word for a kind of body is written: shortened, and in the languages of the exports.
ONE_WORD = {
    other: word
    for word, others in {
        "asociacion": "asoc assoc association associacao",
        "comite": "committee",
        "corporacion": "corp corporation",
        "fundacion": "foundation fondation fundacao",
        "gobierno": "gob government govt",
        "institucion": "institution inst",
        "instituto": "institute",
        "internacional": "int international intl inter",
        "municipalidad": "munic muni municipality",
        "ong": "ngo ongd",
        "organizacion": "org organisation organization organizacao",
        "parroquia": "parish parr",
        "sociedad": "society",
    }.items()
    for other in others.split()
}

_KINDS = """
asociacion compania corporacion eirl ev fundacion global grupo inc institucion internacional llc ltd ltda mundial
oficina office ong onlus organizacion sa sac saa sociedad srl worldwide
"""
# Words that one of two names may have alone without being another organisation for it.
KINDS = frozenset(_KINDS.split())
