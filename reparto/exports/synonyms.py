"""Which other headers mean one of our fields, in the four languages that exports come in.

Headers are compared after :func:`reparto.exports.headers.normal`, so case, accents, separators and
brackets do not matter. Several names in one string are separated by semicolons.
"""

PLACE = {
    "department": "admin1; admin 1; adm1; admin1 name; adm1 name; admin 1 name; admin1name; "
    "region; regiones; governorate; state; states; country admin1; oblast; departamento; dpto; "
    "depto; adm1 es; nombre departamento; departamento provincia estado; departement; "
    "admin level 1; adm1 en; department name",
    "department_code": "pcode1; pcode 1; adm1 pcode; admin1 pcode; admin1pcod; admin1pcode; "
    "admin 1 pcode; admin1 code; adm1 code; state code; region code; codigo de departamento; "
    "codigo departamento; cod departamento; cod dpto; coddpto; ccdd; codigo de region",
    "province": "admin2; admin 2; adm2; admin2 name; adm2 name; admin 2 name; admin2name; "
    "zone; lga; locality; county; municipio; municipality; provincia; adm2 es; nombre provincia; "
    "admin level 2; adm2 en; commune",
    "province_code": "pcode2; pcode 2; adm2 pcode; admin2 pcode; admin2pcod; admin2pcode; "
    "admin 2 pcode; admin2 code; adm2 code; zone code; codigo de provincia; codigo provincia; "
    "cod provincia; codprov; ccpp; codigo de municipio",
    "district": "admin3; admin 3; adm3; admin3 name; adm3 name; admin 3 name; admin3name; "
    "woreda; township; sub district; subdistrict; distrito; parroquia; de distrito; "
    "nombre distrito; admin level 3; adm3 en; adm3 es; distrito de entrega",
    "ubigeo": "ubigeo inei; ubigeo reniec; codigo ubigeo inei; codigo ubigeo reniec; "
    "cod ubigeo inei; cod ubigeo reniec; ubigeo de inei; ubigeo de reniec; "
    "codigo ubigeo; cod ubigeo; codigo de ubicacion; "
    "codigo de ubicacion geografica; ubigeo distrito; id ubigeo; ubigeo code; admin3 pcode; "
    "adm3 pcode; admin3pcod; admin3pcode; admin 3 pcode; admin3 code; adm3 code; pcode3; "
    "pcode 3; hno woreda pcode; woreda pcode; district code; codigo de distrito; "
    "codigo distrito; cod distrito; district pcode; iddist",
}

MEASURES = {
    "households": "no hh; num hh; hh; households reached; hh reached; reached hh; families; "
    "families reached; familias; hogares; familias atendidas; familias alcanzadas; "
    "familias beneficiadas; familias beneficiarias; hogares atendidos; hogares alcanzados; "
    "number of households; number of families; household; menages; familles; menages atteints; "
    "familles atteintes; agregados familiares; agregados; familias assistidas; total households",
    "persons": "total monthly beneficiaries; beneficiaries; beneficiaries reached; reached; "
    "g reached; total monthly; people reached; persons reached; individuals reached; "
    "individuals; people; personas; personas alcanzadas; personas atendidas; "
    "personas beneficiadas; personas beneficiarias; beneficiarios; beneficiarios atendidos; "
    "beneficiarios alcanzados; total reached; reached total; total de personas; "
    "poblacion atendida; poblacion alcanzada; beneficiaires; beneficiaires atteints; "
    "personnes atteintes; personnes; beneficiarios assistidos; pessoas; pessoas alcancadas; "
    "pessoas assistidas; total beneficiaries; # reached; total individuals reached; "
    "population reached",
    "persons_new": "new beneficiaries of the month; new beneficiaries; "
    "new beneficiaries reached; nuevas personas alcanzadas; nuevos beneficiarios; "
    "personas nuevas; new people reached; new persons reached; nouveaux beneficiaires; "
    "novos beneficiarios",
    "girls": "ninas; girls reached; girls 0 17; women under 18; ninas alcanzadas; filles; "
    "meninas; raparigas; ninas y adolescentes mujeres; mujeres menores de 18; "
    "mujeres menores de 18 anos; female under 18; females under 18",
    "boys": "ninos; boys reached; boys 0 17; men under 18; ninos alcanzados; garcons; meninos; "
    "rapazes; ninos y adolescentes hombres; hombres menores de 18; hombres menores de 18 anos; "
    "male under 18; males under 18",
    "women": "mujeres; women reached; adult women; women above 18; women 18 and above; "
    "women 18 plus; women over 18; mujeres alcanzadas; mujeres adultas; mujeres de 18 y mas; "
    "mujeres mayores de 18; femmes; mulheres; women 18; female above 18",
    "men": "hombres; men reached; adult men; men above 18; men 18 and above; men 18 plus; "
    "men over 18; hombres alcanzados; hombres adultos; hombres de 18 y mas; "
    "hombres mayores de 18; hommes; homens; men 18; male above 18",
    "other_under_18": "other under 18; others under 18; otros menores de 18; otro menor de 18",
    "other_18_plus": "other 18 plus; other above 18; other 18 and above; others above 18; "
    "other 18; otros mayores de 18; otro mayor de 18; others over 18",
}

THINGS = {
    "item": "materials delivered; material delivered; desc; item name; items; "
    "item description; type of item; relief item; commodity; product; resource type; "
    "type of resource; descripcion del la unidad; descripcion de la unidad; tipo de recurso; "
    "nombre item; articulo; articulos; tipo de kit; kit; tipo de ayuda; bien entregado; bienes; "
    "producto; insumo; tipo de articulo; que se entrego; article; nom de l article; artigo; "
    "item entregue; kit type",
    "quantity": "no actions; value; quantity of output; quantity of unit measured; achieved; "
    "qty; quantity delivered; quantity distributed; items delivered; items distributed; "
    "amount of items; cantidad; cant articulo; alcanzado segun unidad de actividad; "
    "kits entregados; cantidad entregada; cantidad de kits; kits; unidades entregadas; "
    "cantidad distribuida; quantite; quantite distribuee; quantidade; kits delivered; "
    "kits distributed",
    "unit": "units; unit of measure; unit type; type of unit; unit of measurement; "
    "tipo de unidad del recurso; unidad medida desc; unidad; unidad de medida; unite; unidade; "
    "uom",
    "lot": "lote; lot number; batch; batch number; numero de lote; nro lote; codigo de lote; "
    "lot id; lot code; guia de remision",
    "donor": "donors; donor name; funded by; fundedby; src ag; source agency; "
    "donor organization; donor organisation; donating organization; funder; "
    "funding organization; organizacion donante; donante; donantes; nombre donante; financiador; "
    "financiadora; empresa donante; donado por; bailleur; bailleurs; bailleur de fonds; "
    "bailleurs de fonds; doador; doadores; financiador doador; srcorganization; "
    "source organization",
}

WHO = {
    "partner": "implementing agency name; implementing agency; implementing partner; "
    "implementing partner name; implementing organization; implementing organisation; "
    "implementing organization name; implementing organisation name; organization; organisation; "
    "organization name; organisation name; partner name; partner full name; impl ag; "
    "implementer; organizacion implementadora; organizacion; socio; socio implementador; "
    "socio ejecutor; nombre de la organizacion; nombre organizacion; entidad implementadora; "
    "implementador; agencia; agency; agency name; acteur; nom acteur; partenaire; "
    "partenaire de mise en oeuvre; organisation de mise en oeuvre; parceiro de implementacao; "
    "parceiro; organizacao; parceiro implementador; org; ong; delivered by; entregado por",
    "lead_partner": "programme organization; programme organisation; lead organization; "
    "lead organisation; lead partner name; lead agency; lead; appealing organisation name; "
    "appealing organization name; appealing organization; appealing organisation; appealing org; "
    "reporting organization; reporting organisation; organizacion lider; socio lider; "
    "agencia lider; organizacion que reporta; organisation chef de file; organizacao lider; "
    "programming organization",
}

WORK = {
    "sector": "cluster; clusters; sector cluster; subsector; sub sector; sector subsector wg; "
    "sectors; secteur; setor; cluster sector; grupo sectorial; mesa sectorial",
    "activity": "activities; clusteractivities; cluster activities; action; activity name; "
    "activity type; actividad; actividades; descripcion de la actividad; nombre de la actividad; "
    "tipo de actividad; activite; activites; atividade; atividades; activity description",
    "indicator": "indicators; indicator name; indicador; indicadores; nombre del indicador; "
    "indicateur",
    "status": "project status; activity status; status of activity; isapproved; "
    "delivery status; estado; estatus; estatus de la actividad; estado de la actividad; "
    "estado de la entrega; situacion; statut; etat; estado da actividade; implementation status",
    "review_status": "validation status; review state; estado de revision; estado de validacion",
    "modality": "delivery mechanism; delivery modality; transfer modality; "
    "modality of delivery; tipo de transferencia de efectivo; modalidad; modalidad de entrega; "
    "mecanismo de entrega; modalite; modalidade; assistance modality",
    "amount": "value in usd; value of transfer in usd; value of transfer; cash usd; amountusd; "
    "amount usd; costo estimado; monto; monto usd; monto en soles; monto total; cash amount; "
    "transfer value; estimated cost; cost; montant; montante; valor da transferencia; importe",
    "currency": "moneda; divisa; devise; moeda; currency code; originalcurrency; original currency",
    "population_group": "vulnerable group; beneficiary type; type of beneficiaries; "
    "population type; population; target group; beneficiary group; grupo vulnerable; "
    "grupo poblacional; grupo de poblacion; tipo de poblacion; tipo de beneficiario; "
    "tipo de beneficiarios; type de beneficiaires; tipo de beneficiarios assistidos; "
    "population groups",
    "setup": "location type; type of location; site type; tipo de lugar; setting; "
    "tipo de sitio; entorno; rmrp setup; implementation set up; implementation setup",
    "government_package": "paquete del gobierno; canasta del gobierno; bono del gobierno; "
    "government assistance; received government package; recibio canasta; recibio bono",
}
