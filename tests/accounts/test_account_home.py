"""The page “My account” lists what rooms register; devices are named in words."""

import pytest

from rotative.accounts import account_entries
from rotative.accounts.devices import device_name
from tests.accounts.readers import AWA, make_reader

pytestmark = pytest.mark.django_db


def test_other_rooms_add_what_they_have() -> None:
    awa = make_reader()
    before = dict(account_entries._entries)
    account_entries.register(
        "discussion", "Mes contributions", url_name="account_login", order=1, describe=lambda user: user.email
    )
    account_entries.register(
        "seats", "Mes places", url_name="account_login", order=6, is_for=lambda _user: False
    )
    try:
        entries = account_entries.entries_for(awa)
    finally:
        account_entries._entries.clear()
        account_entries._entries.update(before)

    assert (entries[0].label, entries[0].state) == ("Mes contributions", AWA)
    assert "Mes places" not in [entry.label for entry in entries]


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36",
            "Chrome, Android",
        ),
        ("Opera/9.80 (Android; Opera Mini/36.2/191.3) Presto/2.12 Version/12.16", "Opera Mini, Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows"),
        ("curl/8.5.0", ""),
    ],
)
def test_devices_are_named_in_words(user_agent: str, name: str) -> None:
    assert device_name(user_agent) == name
