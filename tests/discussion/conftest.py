"""The press at work for the discussions, and databases in which several connections commit."""

from tests.press.conftest import press
from tests.subscriptions.conftest import at_once, committed, migrated_database

__all__ = ["at_once", "committed", "migrated_database", "press"]
