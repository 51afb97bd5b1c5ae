"""Measures Rotative: a large paper against a small one, a page on a slow network; see docs/performance.md."""
