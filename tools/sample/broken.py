"""Rows that are wrong on purpose, all in the name of invented partners.

They show what the product does with such rows: it holds them back or skips them, and says so.
Each stands after the given number of good rows and is written as it is here.
"""

from collections.abc import Mapping

# file: [(good rows before it, why it is wrong, its cells by header)]
BROKEN: dict[str, list[tuple[int, str, Mapping[str, str | int]]]] = {
    "barrio": [
        (
            40,
            "unknown district code",
            {
                "Fecha de entrega": "20/04/2020",
                "reported_on": "22/04/2020",
                "Socio": "Olla común Modelo 10 (inventada)",
                "Ubigeo": "159999",
                "Clave de hogar": "0f3a5c7e9b1d2468",
                "Familias": 1,
                "Personas": 4,
                "Artículo": "Kit de alimentos",
                "Cantidad": 1,
                "Unidad": "kit",
                "Estado": "Entregado",
            },
        ),
        (
            95,
            "a year that has not come",
            {
                "Fecha de entrega": "14/05/2031",
                "Socio": "Olla común Modelo 11 (inventada)",
                "Ubigeo": "150142",
                "Clave de hogar": "1a4b6d8f0c2e3579",
                "Familias": 1,
                "Personas": 3,
                "Artículo": "Kit de agua",
                "Cantidad": 1,
                "Unidad": "kit",
                "Estado": "Entregado",
            },
        ),
        (
            150,
            "a day that does not exist",
            {
                "Fecha de entrega": "31/02/2020",
                "Socio": "Olla común Modelo 12 (inventada)",
                "Ubigeo": "150112",
                "Clave de hogar": "2b5c7e9f1d3f468a",
                "Familias": 1,
                "Personas": 5,
                "Artículo": "Kit de alimentos",
                "Cantidad": 1,
                "Unidad": "kit",
                "Estado": "Entregado",
            },
        ),
        (
            210,
            "no partner",
            {
                "Fecha de entrega": "06/05/2020",
                "Socio": "",
                "Ubigeo": "150132",
                "Clave de hogar": "3c6d8f0a2e4a579b",
                "Familias": 1,
                "Personas": 2,
                "Artículo": "Kit de alimentos",
                "Cantidad": 1,
                "Unidad": "kit",
                "Estado": "Entregado",
            },
        ),
        (260, "an empty line", {}),
        (
            300,
            "fewer than no households",
            {
                "Fecha de entrega": "12/05/2020",
                "Socio": "Olla común Modelo 10 (inventada)",
                "Ubigeo": "150132",
                "Clave de hogar": "",
                "Familias": -12,
                "Personas": "",
                "Artículo": "Kit de alimentos",
                "Cantidad": 12,
                "Unidad": "kit",
                "Estado": "Entregado",
            },
        ),
    ],
    "weekly": [
        (
            20,
            "more households than live there",
            {
                "Fecha de inicio": "27/04/2020",
                "Fecha de finalización": "03/05/2020",
                "Socio": "Olla común Modelo 06 (inventada)",
                "Departamento": "Lima",
                "Provincia": "Lima",
                "Distrito": "Puente Piedra",
                "Familias": 45000,
                "Artículo": "Kit de higiene",
                "Cantidad": 45,
                "Unidad": "kit",
                "Estado": "Entregado",
            },
        ),
        (
            50,
            "fewer than no households",
            {
                "Fecha de inicio": "11/05/2020",
                "Fecha de finalización": "17/05/2020",
                "Socio": "Olla común Modelo 08 (inventada)",
                "Departamento": "Lima",
                "Provincia": "Lima",
                "Distrito": "Chorrillos",
                "Familias": -8,
                "Artículo": "Kit de agua",
                "Cantidad": 8,
                "Unidad": "kit",
                "Estado": "Entregado",
            },
        ),
    ],
    "iom": [
        (
            500,
            "unknown district code",
            {
                "Fecha de entrega": "29/04/2020",
                "reported_on": "30/04/2020",
                "Organización líder": "OIM",
                "Socio": "Asociación Muestra 08 (inventada)",
                "Departamento": "Piura",
                "Ubigeo": "999999",
                "Clave de hogar": "4d7e9a1b3f5b68ac",
                "Personas": 3,
                "Artículo": "Kit de alimentos",
                "Cantidad": 1,
                "Unidad": "kit",
                "Estado": "Entregado",
            },
        ),
    ],
}
