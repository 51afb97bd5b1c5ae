"""A new release, or other settings that pages show, has every page printed again; the same has none."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from rotative.press import release
from rotative.press.models import PrintedPage
from rotative.press.printing import print_page
from rotative.press.release import begin_release, release_stamp
from rotative.press.shelf import page_store
from tests.factories import Newspaper, make_article
from tests.press.conftest import Press

ADDRESSES = {"/", "/politique/", "/culture/"}


@pytest.mark.django_db
def test_a_new_release_has_every_page_printed_again_and_the_same_none(press: Press) -> None:
    press.print(*ADDRESSES)
    assert begin_release(timezone.now(), "first") == len(ADDRESSES)
    press.run()

    assert begin_release(timezone.now(), "first") == 0
    assert press.stale() == set()

    assert begin_release(timezone.now(), "second") == len(ADDRESSES)
    assert press.stale() == ADDRESSES
    assert all(press.text(address) for address in ADDRESSES)
    press.run()
    assert press.stale() == set()
    assert press.differences() == {}


@pytest.mark.django_db
def test_a_page_is_rendered_anew_even_when_only_a_part_of_it_was_touched_too(
    press: Press, newspaper: Newspaper, settings: Any
) -> None:
    with press.at_work():
        ferry = make_article(newspaper.politics, "Le bac repart")
        make_article(newspaper.politics, "Le bac attend")
    press.run()
    address = "/politique/le-bac-repart/"
    assert "X-Frame-Options: DENY" not in _headers(press, address)

    settings.X_FRAME_OPTIONS = "DENY"
    begin_release(timezone.now(), "second")
    ferry.title = "Le bac repart enfin"
    with press.at_work():
        ferry.save_revision().publish()
    press.run()

    for page in PrintedPage.objects.all():
        assert "X-Frame-Options: DENY" in _headers(press, page.address), page.address


def _headers(press: Press, address: str) -> str:
    entry = page_store().get("public", address)
    assert entry is not None
    return "\n".join(f"{name.title()}: {value}" for name, value in entry.headers)


@pytest.mark.django_db
def test_what_the_last_release_was_printing_does_not_come_after_the_new_one(
    press: Press, newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.print("/politique/")
    subsections = type(newspaper.politics).subsections

    def while_a_release_begins(section: Any) -> Any:
        monkeypatch.undo()
        begin_release(timezone.now(), "second")
        return subsections(section)

    monkeypatch.setattr(type(newspaper.politics), "subsections", while_a_release_begins)
    print_page("/politique/")

    assert press.stale() == {"/politique/"}


def test_the_stamp_follows_templates_code_translations_and_settings(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("page.html", "code.py", "django.mo", "sheet.css"):
        (tmp_path / name).write_text(name)
    settings.PACKAGE = tmp_path
    stamp = release_stamp.__wrapped__
    stamps = {stamp()}
    assert stamps == {stamp()}

    for name in ("page.html", "code.py", "django.mo", "sheet.css"):
        (tmp_path / name).write_text(f"{name}, mended")
        stamps.add(stamp())
    settings.TIME_ZONE = "Europe/Paris"
    stamps.add(stamp())
    settings.SITE_URL = "https://journal.example"
    stamps.add(stamp())
    monkeypatch.setattr(release, "version", lambda _name: "9.9")
    stamps.add(stamp())

    assert len(stamps) == 8
