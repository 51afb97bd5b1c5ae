"""A newsroom with somebody in each role."""

from typing import Any

import pytest

from rotative.accounts.models import User
from rotative.accounts.roles import Role
from tests.back_office import make_person
from tests.factories import Newspaper


@pytest.fixture
def newsroom(newspaper: Newspaper) -> dict[str, User]:
    """One person a role, by the role's name; the section editor is in charge of politics."""
    people: dict[str, Any] = {
        role.value: make_person(role) for role in Role if role is not Role.SECTION_EDITOR
    }
    return people | {Role.SECTION_EDITOR.value: make_person(Role.SECTION_EDITOR, newspaper.politics)}
