"""The steps of tools/build_geo.py: packages, district facts, outlines, tiles, sources."""
