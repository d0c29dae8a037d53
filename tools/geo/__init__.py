"""The steps of tools/build_geo.py: fetch packages, write district facts, draw outlines, tell the sources."""
