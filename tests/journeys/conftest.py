"""What the journeys share."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browsing import SECONDS_TO_SHOW, Served
from tests.journeys.newsroom import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def desk(served_for_editing: Served, open_page: Callable[..., "Page"]) -> Desk:
    """The back office on a desktop, as the editor-in-chief has just entered it."""
    page = open_page(viewport={"width": 1280, "height": 1000}, locale="fr-FR")
    page.set_default_timeout(SECONDS_TO_SHOW * 1000)
    return Desk(served_for_editing, page, "chef@demo.localhost")
