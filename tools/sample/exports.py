"""Writes each partner's file in its own dialect: encoding, separator, title lines, tags."""

import csv
import io
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from sample import layouts
from sample.broken import BROKEN
from sample.delivery import Delivery
from sample.layouts import Cell, Column

FILES = {
    "unhcr": "unhcr_deliveries_demo.csv",
    "iom": "iom_entregas_demo.xlsx",
    "caritas": "caritas_entregas_demo.csv",
    "hxl": "distribution_hxl_demo.xlsx",
    "serenazgo": "serenazgo_entregas_demo.csv",
    "weekly": "ollas_semanal_demo.csv",
    "barrio": "ollas_barrio_demo.csv",
}
CREATED = datetime(2020, 5, 31, 12, 0, 0)


def write_deliveries(folder: Path, deliveries: list[Delivery]) -> None:
    """The seven files of deliveries."""
    rows: dict[str, list[Delivery]] = {file: [] for file in FILES}
    for delivery in sorted(deliveries, key=_order):
        rows[delivery.file].append(delivery)

    write_csv(folder / FILES["unhcr"], _table(layouts.UNHCR, rows["unhcr"], "unhcr"))
    caritas = _table(layouts.CARITAS, rows["caritas"], "caritas")
    write_csv(folder / FILES["caritas"], [*caritas, _total(caritas)], ";", "cp1252")
    serenazgo = _table(layouts.SERENAZGO, rows["serenazgo"], "serenazgo")
    write_csv(folder / FILES["serenazgo"], serenazgo, ",", "utf-8-sig")
    write_csv(folder / FILES["weekly"], _table(layouts.WEEKLY, rows["weekly"], "weekly"), ";")
    write_csv(folder / FILES["barrio"], _table(layouts.BARRIO, rows["barrio"], "barrio"), ";")

    titles: list[list[Cell]] = [
        ["Entregas de kits por socio: filas inventadas de una demostración"],
        ["Corte al 31 de mayo de 2020"],
    ]
    notes: list[list[Cell]] = [
        ["Nota"],
        ["Todas las filas son inventadas; ninguna describe a una familia ni una entrega real."],
        ["Sin socio en la fila: la entrega la hizo la propia organización líder."],
        ["La clave de hogar no contiene ningún dato personal."],
    ]
    iom = _table(layouts.IOM, rows["iom"], "iom")
    write_workbook(folder / FILES["iom"], {"Entregas": [*titles, *iom], "Notas": notes})

    columns: list[Column] = [(header, value) for header, _, value in layouts.HXL]
    header, *body = _table(columns, rows["hxl"], "hxl")
    tags: list[Cell] = [tag for _, tag, _ in layouts.HXL]
    write_workbook(folder / FILES["hxl"], {"Distribution": [header, tags, *body]})


def _order(delivery: Delivery) -> tuple[date, str, str, str, str, str]:
    return (
        delivery.start,
        delivery.partner,
        delivery.place,
        delivery.site,
        delivery.household_key,
        delivery.item,
    )


def _table(columns: list[Column], deliveries: list[Delivery], file: str) -> list[list[Cell]]:
    headers = [header for header, _ in columns]
    rows: list[list[Cell]] = [[value(delivery) for _, value in columns] for delivery in deliveries]
    for after, _, cells in reversed(BROKEN.get(file, [])):
        rows.insert(after, [cells.get(header, "") for header in headers])
    return [[*headers], *rows]


def _total(table: list[list[Cell]]) -> list[Cell]:
    """The line that a person adds at the end; whoever reads it as a row counts everyone twice."""
    headers, *rows = table
    total: list[Cell] = ["" for _ in headers]
    total[0] = "TOTAL"
    for position, header in enumerate(headers):
        numbers = [row[position] for row in rows]
        if header not in ("Artículo", "Unidad") and all(isinstance(n, int) for n in numbers):
            total[position] = sum(n for n in numbers if isinstance(n, int))
    return total


def write_csv(
    path: Path, table: list[list[Cell]], separator: str = ",", encoding: str = "utf-8"
) -> None:
    """A CSV file with Windows line ends, as office programs leave it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    for row in table:
        writer.writerow(["" if cell is None else cell for cell in row])
    path.write_bytes(text.getvalue().encode(encoding))


def write_workbook(path: Path, sheets: dict[str, list[list[Cell]]]) -> None:
    """A workbook whose bytes depend on its cells alone: created at a fixed moment, by nobody."""
    with xlsxwriter.Workbook(path) as workbook:
        workbook.set_properties({"title": "Invented demonstration rows", "created": CREATED})
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for row_number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(
                            row_number, column, datetime(cell.year, cell.month, cell.day), day
                        )
                    elif isinstance(cell, int):
                        sheet.write_number(row_number, column, cell)
                    elif cell:
                        sheet.write_string(row_number, column, cell)
