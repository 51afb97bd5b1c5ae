"""The form at the door of the back office."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

pytestmark = pytest.mark.django_db


def test_every_field_is_named_in_french(client: Client) -> None:
    page: Any = html.fromstring(client.get("/redaction/login/").content)

    labels = {label.get("for"): label.text.strip() for label in page.xpath("//label[@for]")}

    assert labels["id_password"] == "Mot de passe"
    assert labels["id_username"] == "Adresse e-mail"
