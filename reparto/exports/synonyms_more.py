"""More known headers: identifiers and times of deliveries, plans, contributions and stock."""

IDENTITY = {
    "delivery_id": "id; activity id; reportdetailid; report detail id; refcode; entrega id; "
    "id entrega; codigo de entrega; codigo entrega; numero de entrega; uuid; instanceid; "
    "record id; unique id; identificador; registro; delivery code",
    "site": "location; village location; kebele idp site name; kebele; village; vdc; "
    "site name; location name; place; place name; nombre del lugar; lugar; lugar de entrega; "
    "comunidad; albergue; localite; local; community; camp; settlement; centro poblado; "
    "punto de entrega; site location; localidad; lugar de distribucion",
    "latitude": "lat; latitud; y coord; gps latitude; coord y; coordenada y",
    "longitude": "lon; long; lng; longitud; x coord; gps longitude; coord x; coordenada x",
    "household_key": "household id; hh id; id hogar; clave de hogar; clave hogar; hogar key; "
    "household code; family key; clave de familia; codigo de hogar; hash hogar; household hash",
}

TIMES = {
    "delivered_on": "date; day; delivery date; date of delivery; date delivered; delivered; "
    "distribution date; date of distribution; date of assessment; activity date; fecha; "
    "fecha de entrega; fecha entrega; fecha de distribucion; fecha de la entrega; "
    "fecha de la actividad; dia; dia de entrega; date de distribution; date de livraison; "
    "data de entrega; data da entrega; data; fecha de atencion",
    "start": "start date; startdate; date start; activity start date; from date; date from; "
    "fecha de inicio; fecha inicio; fecha de inicio de la actividad; inicio; desde; "
    "date de debut; date debut; data de inicio; data inicio; start date of activity",
    "end": "end date; enddate; date end; activity end date; to date; date to; "
    "fecha de finalizacion; fecha fin; fecha de fin; fecha final; fecha de termino; hasta; "
    "date de fin; date fin; data final; data de fim; fecha de finalizacion de la actividad; "
    "completion date",
    "month": "month; months; reporting month; report month; month reported; mes; "
    "mes de reporte; mes de la actividad; mes reportado; reporting period; report period; "
    "period; periodo; periodo de reporte; mois; mois de rapportage; mes de referencia; "
    "implementation month",
    "year": "year; ano; annee; reporting year; ano de reporte; anio",
    "reported_on": "report date; reporting date; date reported; date of report; "
    "fecha de reporte; fecha reporte; fecha de informe; fecha del reporte; date de rapport; "
    "date du rapport; data do relatorio; reported; fecha de registro",
}

TARGETS = {
    "place": "lugar; area; location; codigo de lugar; place code; pcode; p code; geo; ambito; "
    "zona; lieu; local",
    "households_in_need": "hh in need; families in need; hogares con necesidad; "
    "familias con necesidad; familias necesitadas; hogares en necesidad; familias en necesidad; "
    "menages dans le besoin",
    "households_targeted": "household target; hh target; hh targeted; target hh; "
    "target households; families targeted; target families; targeted households; "
    "targeted families; meta hogares; meta familias; meta de hogares; meta de familias; "
    "hogares meta; familias meta; hogares objetivo; familias objetivo; hogares planificados; "
    "familias planificadas; menages cibles",
    "persons_in_need": "people in need; pin; persons in need of assistance; in need; need; "
    "needs; personas con necesidad; personas con necesidades; personas en necesidad; "
    "personas necesitadas; poblacion con necesidad; personnes dans le besoin; "
    "population in need; pessoas em necessidade",
    "persons_targeted": "target; targets; annualtarget; annual target; g targeted; targeted; "
    "people targeted; target people; target population; population targeted; "
    "beneficiaries targeted; targeted beneficiaries; targeted people; planned beneficiaries; "
    "meta; metas; meta personas; meta de personas; personas meta; personas objetivo; "
    "personas planificadas; beneficiarios planificados; poblacion objetivo; "
    "beneficiaires cibles; cible; personnes ciblees; pessoas alvo; target reached; total target; "
    "meta anual; persons target",
    "source": "fuente; data source; origen; fonte",
    "as_of": "date; as of; as of date; last updated; updated; fecha; fecha de corte; "
    "actualizado; actualizada; a la fecha; fecha de actualizacion; date de mise a jour",
    "period_start": "start date; start; period start; fecha de inicio; inicio; desde; month; "
    "mes; year; ano; annee",
    "period_end": "end date; end; period end; fecha de fin; fecha fin; fin; hasta",
}

CONTRIBUTIONS = {
    "channel": "platform; plataforma; canal; through; via; canal de donacion",
    "recipient": "destorganization; dest organization; recipient organization; "
    "recipient organisation; receiving organization; beneficiary organization; receptor; "
    "receptora; organizacion receptora; entidad receptora; entidad; destinatario; beneficiaire; "
    "recipiente; recipient name",
    "value": "amount; amountusd; amount usd; value usd; value in usd; originalamount; monto; "
    "valor; valor total; monto total; valor usd; importe; montant; valeur; funding; total value; "
    "contribution; contribution amount; valor estimado; monto donado",
    "pledged_on": "date; decisiondate; decision date; pledge date; date pledged; pledged; "
    "fecha; fecha de compromiso; fecha de donacion; fecha de la donacion; date de promesse; "
    "commitment date; contribution date",
    "received_on": "receipt date; date received; received; fecha de recepcion; "
    "fecha recepcion; fecha de ingreso; date de reception; payment date",
    "earmark": "earmarking; earmarked; earmarked for; destino; destinado a; restriccion; "
    "destemergency",
    "status": "estado; contribution status; situacion; statut",
    "quantity": "cantidad; cant articulo; qty; cantidad donada; quantite; quantidade",
}

STOCK = {
    "moved_on": "date; movement date; date of movement; transaction date; fecha; "
    "fecha de movimiento; fecha movimiento; fecha del movimiento; moved; date du mouvement",
    "kind": "movement; movement type; type of movement; type; transaction; transaction type; "
    "tipo de movimiento; tipo movimiento; movimiento; tipo; tipo de transaccion",
    "from_place": "from; origin; source; from warehouse; from location; origen; desde; "
    "almacen de origen; almacen origen; lugar de origen; warehouse; almacen",
    "to_place": "to; destination; to warehouse; to location; destino; hasta; "
    "almacen de destino; almacen destino; lugar de destino",
    "quantity": "cantidad; qty; units; unidades; cantidad movida; quantite; quantidade",
}

IGNORED = (
    "org acronym; organization acronym; organisation acronym; partner acronym; org acronym en; "
    "acronimo de la organizacion; acronimo; acronym; acronyme; bd org acronyme; "
    "partner short name; implementing partner acronym; acronimo del socio; siglas; sigla; org type; "
    "organisation type; organization type; type of organization; type of organisation; "
    "tipo de organizacion; tipo de organizacion implementadora; type org; partner category; "
    "partner type; tipo de socio; type d organisation; org type code; org type description; "
    "org type name; partner code; organization code; admin level; project name; project code; "
    "project title; nombre del proyecto; codigo del proyecto; proyecto; project; plan; act id; "
    "activity code; sector code; cluster code; indicator code; indicator type; "
    "indicator indicator type; start; end; today; submission time; index; parent index; "
    "parent table name; version; xform id string; formhub uuid; meta deprecatedid; deprecatedid; "
    "meta instancename; submission id; submission uuid; submission time; notes; tags; attachments; "
    "platform; plataforma; covid 19 situation; covid19 situation; covid19; covid 19; "
    "situacion covid 19; support space activity; new population type sum; new agd sum; has hrp; "
    "in gho; dataset hdx id; resource hdx id; location ref; admin1 ref; admin2 ref; "
    "provider admin1 name; provider admin2 name; consolidated total; acumulado; running total; "
    "cumulative; total acumulado; "
    "profile hhsize; hhsize; household size; hh size; tamano del hogar; average hh size; "
    "comments; comentarios; observaciones; remarks; last update; last updated; actualizada; "
    "actualizado; updated; last edit time; lastedittime; record status; recordstatus; female; male; "
    "femenino; masculino"
)
"""Headers that are known to mean none of our fields, so that they are not guessed at."""
