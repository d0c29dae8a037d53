"""What tests of the Data page share: what a reader sees of it, and files to upload."""

HEADER = "delivered_on,partner,ubigeo,item,households\n"
GOOD = HEADER + "2020-04-10,Cáritas,150101,Food kit,10\n2020-04-11,Cáritas,150103,Food kit,5\n"
MIXED = GOOD + "2020-04-12,Cáritas,159999,Food kit,7\nTotal,,,,22\n"


def texts(app) -> str:
    """What a reader sees of the page's sentences: names are escaped where they are drawn."""
    return raw_texts(app).replace("\\", "")


def raw_texts(app) -> str:
    kinds = (app.markdown, app.caption, app.info, app.success, app.warning, app.error, app.header)
    return "\n".join(element.value for kind in kinds for element in kind)


def titles(elements) -> list[str]:
    return [element.proto.title for element in elements]


def figures(app) -> dict[str, str]:
    """The cards of rows; of several of one name the last, which is the page's total."""
    rows = ("Rows read", "= Accepted", "+ Held back", "+ Skipped")
    return {card.label: card.value for card in app.metric if card.label in rows}


def upload(app, *files: tuple[str, str | bytes]):
    sent = [
        (name, data.encode() if isinstance(data, str) else data, "text/csv") for name, data in files
    ]
    app.file_uploader[0].set_value(sent)
    return app.run()
