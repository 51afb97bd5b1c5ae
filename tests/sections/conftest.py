"""A press for the tests of the home page and its sections."""

from tests.press.conftest import press

__all__ = ["press"]
