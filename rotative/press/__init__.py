"""The press: prints what is published once, and again exactly when something that the page shows has changed.

It knows Django and nothing of newspapers. docs/press.md tells the life of a page.
"""
