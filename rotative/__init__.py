"""Rotative: the system a newspaper runs on."""

__version__ = "0.1.0"
