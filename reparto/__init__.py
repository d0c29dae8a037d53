"""Reparto turns the exports of an aid operation into dashboards that can be trusted."""

__version__ = "0.1.0"
