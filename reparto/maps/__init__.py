"""Maps: outlines, tiles, classes and colours; tables become decks for pydeck here, without Streamlit.

``measures`` says what a map can show, ``areas`` puts a table's rows on the places that can be drawn and beside
them those that cannot, ``classes`` gives each area its class, ``deck`` draws.
"""
