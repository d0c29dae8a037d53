"""Headers that belong to one system's exports: R4V, ActivityInfo, KoBo, HDX HAPI and FTS.

Written like those of :mod:`reparto.exports.synonyms`; kept apart because each list follows a layout that is published.
"""

R4V = {
    "country": "country country; country; country name; pais; nombre del pais; pays; nom du pays; adm0 name; "
    "admin0; admin 0; adm0; adm0 en; adm0 es; admin0 name; country code; codigo de pais; country iso3; iso3; "
    "adm0 pcode; adm0 code; admin0 pcode; location code; codigo pais",
    "department": "country admin1; pais admin1; admin1 name admin1; admin1 admin1; departamento gifmm; "
    "departamento estado; estado departamento",
    "province": "admin2 admin2; country admin2; admin1 admin2; municipio gifmm; pais admin2",
    "lead_partner": "appealing organisation name; appealing organization name; organizacion solicitante; "
    "nombre de la organizacion solicitante; organizacion solicitante nombre; organizacion apelante; "
    "organizacion que apela; nombre de la organizacion que apela; socio principal; organizacion participante; "
    "rmrp appealing organization; organizacao solicitante",
    "partner": "implementing partner; implementing partner name; socio implementador nombre; "
    "nombre del socio implementador; organizacion implementadora nombre; implementing org; implementing org name",
    "setup": "implementation set up; implementation setup; implementation; tipo de implementacion; "
    "configuracion de la implementacion; modalidad de implementacion; con socio implementador",
    "sector": "indicator sector; indicator subsector; sector subsector wg; sector indicador; subsector wg; "
    "indicador sector; sector subsector",
    "indicator": "indicator indicator; indicador indicador; indicator name; indicator label",
    "activity": "activity name; activity description; nombre de la actividad; descripcion de la actividad",
    "in_plan": "rmrp activity; rmrpactivity; rmrp; activity rmrp; actividad rmrp; actividad del rmrp; "
    "es actividad rmrp; part of the rmrp; in rmrp; actividad dentro del rmrp; in the rmrp; hrp activity; "
    "in the plan; actividad del plan",
    "cash": "cva; cash and voucher assistance; cash voucher assistance; ptm; "
    "programa de transferencias monetarias; transferencia monetaria; transferencias monetarias; "
    "asistencia en efectivo; efectivo y cupones; is cash; cash based; cbi",
    "amount": "value in usd; value usd; value of transfer in usd; valor en usd; valor en dolares; monto en usd; "
    "monto en dolares; valor de la transferencia en usd; valor de transferencia en usd; cva value",
    "modality": "delivery mechanism; cva mechanism; mecanismo de entrega; mecanismo de transferencia",
    "quantity": "quantity of output; quantity output; quantity of outputs; quantity of unit measured; "
    "cantidad de output; cantidad de outputs; cantidad de producto; cantidad de productos; "
    "cantidad de unidad medida; output quantity",
    "persons": "total monthly beneficiaries; total monthly; total beneficiarios del mes; "
    "total beneficiarios mensuales; total de beneficiarios del mes; total de beneficiarios mensuales; "
    "beneficiarios totales del mes; total beneficiarios alcanzados en el mes; beneficiarios mensuales; "
    "beneficiarios del mes; total mensual de beneficiarios",
    "persons_new": "new beneficiaries of the month; new beneficiaries; new monthly beneficiaries; "
    "nuevos beneficiarios del mes; beneficiarios nuevos del mes; beneficiarios nuevos en el mes; "
    "nuevos beneficiarios en el mes; beneficiarios nuevos; nuevos beneficiarios mensuales",
    "in_destination": "refugees and migrants in destination; in destination; r m in destination; en destino; "
    "refugiados y migrantes en destino; con vocacion de permanencia; refugees and migrants destination",
    "in_transit": "refugees and migrants in transit; in transit; r m in transit; en transito; "
    "refugiados y migrantes en transito; poblacion en transito",
    "host_community": "host communities beneficiaries; host community beneficiaries; host communities; "
    "host community; comunidad de acogida; comunidades de acogida; comunidad de acogidas; "
    "beneficiarios de comunidades de acogida; beneficiarios comunidades de acogida; "
    "beneficiarios de comunidad de acogida; comunidades de acogida beneficiarios; comunidad receptora; "
    "comunidades receptoras; affected host community",
    "pendular": "refugees and migrants pendulars; refugees and migrants pendular; pendulars; pendular; "
    "pendulares; refugiados y migrantes pendulares; poblacion pendular",
    "returnees": "colombian returnees; returnees; retornados; retornados colombianos; colombianos retornados; "
    "colombianos as retornados as; colombianas y colombianos retornados; personas retornadas; retornadas",
    "girls": "women under 18 years old; women under 18 years; girls under 18; mujeres menores de 18 anos de edad; "
    "mujeres de menos de 18; mujeres menores de edad; mujeres 18; mujeres under 18",
    "boys": "men under 18 years old; men under 18 years; boys under 18; hombres de menos de 18; "
    "hombres menores de edad",
    "women": "women above 18 years old; women over 18 years old; women above 18 years; mujeres mayores de 18 anos; "
    "mujeres de mas de 18; mujeres de 18 anos y mas; mujeres mayores de edad",
    "men": "men above 18 years old; men over 18 years old; men above 18 years; hombres mayores de 18 anos; "
    "hombres de mas de 18; hombres de 18 anos y mas; hombres mayores de edad",
    "other_under_18": "other under 18 years old; other under; others under 18 years old; otros menores de 18 anos; "
    "otro genero menores de 18",
    "other_18_plus": "other above 18 years old; other above; other over 18; others above 18 years old; "
    "otros mayores de 18 anos; otro genero mayores de 18; otros de 18 y mas",
}
"""R4V's 5W of 2021, 2022 and 2025, as exported, as its scripts shorten it, and in Spanish."""

OTHERS = {
    "delivery_id": "rootuuid; meta rootuuid; meta instanceid; recordid; record id; x uuid",
    "period_start": "reference period start; period start date; inicio del periodo; periodo desde",
    "period_end": "reference period end; period end date; fin del periodo; periodo hasta",
    "month": "mes de atencion; month of report; reporting month name; reference month; month year; mes y ano; "
    "mes ano; mes de entrega; week; semana; semana de reporte; reporting week; mes de distribucion; "
    "mes de implementacion",
    "review_status": "estado de la revision; validation; validacion; x validation status",
    "item": "what was delivered; what was distributed; que se distribuyo; que se repartio; que recibio; "
    "articulo entregado; kit entregado; item delivered; item distributed; ayuda entregada; bienes entregados",
    "partner": "org name; who delivered; quien entrego; quien entrega; organizacion que entrega; "
    "organizacion que entrego; organizacion que distribuye; delivering organization; "
    "delivering organisation; name of organization; name of organisation; name of the organization; "
    "name of the organisation; nom de l organisation; nome da organizacao; nombre de la entidad; "
    "nombre del socio",
    "delivered_on": "when was it delivered; cuando se entrego; cuando; fecha de la distribucion; "
    "dia de la entrega; date of the delivery; date de la distribution; data da distribuicao",
    "district": "en que distrito; distrito de la entrega; district of delivery; which district; distrito inei",
    "department": "en que departamento; which department; departamento de entrega",
    "province": "en que provincia; which province; provincia de entrega",
    "households": "cuantas familias; cuantas familias recibieron; cuantos hogares; how many families; "
    "how many households; familias que recibieron; hogares que recibieron",
    "persons": "cuantas personas; cuantas personas recibieron; how many people; how many persons; "
    "personas que recibieron",
    "quantity": "cuantos kits; cuantos kits se entregaron; cantidad de articulos; how many; cuantos; cuantas; "
    "how many kits; cantidad recibida",
}
"""ActivityInfo, KoBo questions asked in words, and HDX HAPI."""

FLOWS = {
    "donor": "srcorganization; src organization; source organisation; provider organization; provider org; "
    "organizacion de origen",
    "recipient": "destorganization; dest organization; destination organization; destination organisation; "
    "receiver org; receiver organization; organizacion de destino",
    "value": "amountusd; amount usd; usd amount",
    "pledged_on": "decisiondate; decision date",
    "earmark": "destemergency; dest emergency",
}
"""FTS: a flow of funding is a contribution."""

GENERAL = (
    "activity description; descripcion de la actividad; country code; codigo de pais; codigo pais; country iso3; "
    "iso3; adm0 pcode; adm0 code; admin0 pcode; location code; implementation; tipo de implementacion; "
    "how many; cuantos; cuantas; week; semana; value"
)
"""Headers that serve only where no better one does: a description beside a name, a code beside a country."""

GENERAL_OF_CONTRIBUTIONS = "date; fecha"
"""The day of a flow's record, beside the day on which a donor decided."""

ACRONYMS = (
    "org acronym; organization acronym; organisation acronym; partner acronym; org acronym en; "
    "implementing partner acronym; acronimo de la organizacion; acronimo; acronym; acronyme; "
    "partner short name; siglas; sigla; bd org acronyme; acronimo del socio"
)
"""What a partner is called where the file has no column with its name."""

SECTOR_CODES = "sector code; cluster code; codigo de sector; codigo del sector"
