"""The page “Press” of the back office: who sees it, what it tells, and what its buttons do."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from rotative.accounts.roles import Role
from rotative.press import printing
from rotative.press.models import PrintedPage, Publication, Tally
from rotative.press.pressroom import spoken
from rotative.press.printing import print_page
from tests.back_office import make_person, signed_in
from tests.factories import Newspaper, make_article
from tests.press.conftest import Press

pytestmark = pytest.mark.django_db

PRESS, EVERYTHING = "/redaction/presse/", "/redaction/presse/tout/"


@pytest.fixture
def chief(newspaper: Newspaper) -> Client:
    """An editor-in-chief's browser."""
    return signed_in(make_person(Role.EDITOR_IN_CHIEF))


def told(client: Client, address: str = PRESS) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def ask(client: Client, address: str, what: str = "page") -> str:
    """What the page says after a button was pressed."""
    return client.post(PRESS, {"address": address, "what": what}, follow=True).content.decode()


def break_rendering(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: Any) -> None:
        raise ValueError("le modèle est cassé")

    monkeypatch.setattr(printing, "render", fail)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EDITOR_IN_CHIEF])
def test_those_who_direct_find_it_in_the_menu(role: Role, newspaper: Newspaper) -> None:
    client = signed_in(make_person(role))

    assert told(client)
    assert PRESS in told(client, "/redaction/")


@pytest.mark.parametrize("role", [Role.JOURNALIST, Role.PHOTOGRAPHER, Role.MODERATOR])
def test_others_neither_see_nor_use_it(role: Role, newspaper: Newspaper) -> None:
    page = PrintedPage.objects.create(address="/a/")
    client = signed_in(make_person(role))

    assert PRESS not in told(client, "/redaction/")
    for answer in (client.get(PRESS), client.post(PRESS, {"address": "/a/"}), client.post(EVERYTHING)):
        assert answer.status_code == 302
        assert answer["Location"] == "/redaction/"
    page.refresh_from_db()
    assert page.stale_since is None


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    assert "/login/" in client.get(PRESS)["Location"]


def test_a_form_from_elsewhere_prints_nothing(newspaper: Newspaper) -> None:
    person = make_person(Role.ADMINISTRATOR)
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)

    assert client.post(EVERYTHING).status_code == 403
    assert client.post(PRESS, {"address": "/"}).status_code == 403


def test_an_idle_press_says_so(chief: Client) -> None:
    page = told(chief)

    assert "0 page imprimée" in page
    assert "Rien n’a été publié" in page


def test_it_tells_what_is_printed_what_waits_and_how_fast(chief: Client) -> None:
    now = timezone.now()
    for number in range(3):
        PrintedPage.objects.create(address=f"/{number}/", printed_at=now)
    PrintedPage.objects.create(address="/0/", audience="subscribers", printed_at=now)
    PrintedPage.objects.filter(address="/1/").update(stale_since=now - timedelta(seconds=40))
    minute = int(now.timestamp()) // 60
    Tally.objects.create(name="printings", label="printed", minute=minute - 1, count=20)
    Tally.objects.create(name="printings", label="recomposed", minute=minute, count=60)
    Tally.objects.create(name="printings", label="failed", minute=minute, count=60)
    Tally.objects.create(name="printings", label="printed", minute=minute - 30, count=60)

    page = told(chief)

    assert "4 pages imprimées" in page
    assert "1 page en attente" in page
    assert "40\u202fs" in page
    assert "16 pages par minute" in page
    assert "public\u00a0: 3" in page
    assert "abonnés\u00a0: 1" in page


def test_a_failure_is_shown_with_its_error_and_its_next_attempt(
    press: Press, chief: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.print("/politique/")
    break_rendering(monkeypatch)
    press.print("/politique/")
    page = PrintedPage.objects.get(address="/politique/")
    assert page.retry_at is not None

    shown = told(chief)

    assert "1 page en échec" in shown
    assert "le modèle est cassé" in shown
    assert f"{timezone.localtime(page.retry_at):%H:%M:%S}" in shown
    assert '<a href="/politique/">' in shown


def test_publications_are_shown_with_their_time_to_fresh(chief: Client) -> None:
    now = timezone.now()
    Publication.objects.create(
        address="/politique/le-bac/",
        committed_at=now - timedelta(seconds=70),
        fresh_at=now - timedelta(seconds=69.5),
        all_fresh_at=now,
        at_once=7,
        later=41,
    )

    page = told(chief)

    assert '<a href="/politique/le-bac/">' in page
    assert "0,50\u202fs" in page
    assert "70\u202fs" in page
    assert "41" in page


def test_a_page_is_printed_at_once(press: Press, chief: Client, newspaper: Newspaper) -> None:
    make_article(newspaper.politics, "Le bac repart")

    page = ask(chief, "http://localhost/politique/le-bac-repart?utm_source=x")

    assert "« /politique/le-bac-repart/ » a été imprimée" in page.replace("\u202f", " ")
    assert press.text("/politique/le-bac-repart/") is not None


def test_a_page_of_another_language_is_printed_by_whoever_reads_french(
    press: Press, chief: Client, newspaper: Newspaper
) -> None:
    make_article(newspaper.english_culture, "The ferry sails")

    ask(chief, "/en/culture/the-ferry-sails/")

    assert press.text("/en/culture/the-ferry-sails/") is not None


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "Champ requis"),
        ("https://ailleurs.example/culture/", "autre site"),
        ("http://[culture/", "pas une adresse"),
        ("/redaction/", "n’est pas l’adresse d’une page imprimée"),
        ("/recherche/", "n’est pas l’adresse d’une page imprimée"),
        ("/culture/../etc/", "n’est pas l’adresse d’une page imprimée"),
        ("/culture/?q=1", "n’est pas l’adresse d’une page imprimée"),
        ("/politique/rien/", "Rien n’est publié"),
        ("/" + "a" * 300 + "/", "n’est pas l’adresse d’une page imprimée"),
        ("/" + "a" * 1000 + "/", "900"),
    ],
)
def test_an_address_that_is_not_printed_is_refused_in_words(
    address: str, words: str, press: Press, chief: Client
) -> None:
    answer = chief.post(PRESS, {"address": address, "what": "page"})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not PrintedPage.objects.exists()


def test_a_page_that_cannot_be_printed_says_why(
    press: Press, chief: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.print("/politique/")
    break_rendering(monkeypatch)

    assert "le modèle est cassé" in ask(chief, "/politique/")


def test_every_audiences_copy_of_a_page_is_printed(press: Press, chief: Client, newspaper: Newspaper) -> None:
    with press.at_work():
        make_article(newspaper.politics, "Le bac repart", access="subscribers")
    copies = PrintedPage.objects.filter(address="/politique/le-bac-repart/")
    print_page("/politique/le-bac-repart/", "subscribers")
    copies.update(printed_at=None)

    ask(chief, "/politique/le-bac-repart/")

    assert {page.audience for page in copies if page.printed_at} == {"public", "subscribers"}


def test_all_below_an_address_waits_for_the_worker(press: Press, chief: Client) -> None:
    press.print("/politique/", "/politique/archives/", "/culture/")

    page = ask(chief, "/politique/", "below")

    assert "2 pages attendent" in page
    assert press.stale() == {"/politique/", "/politique/archives/"}


def test_below_an_address_without_pages_there_is_nothing_to_print(press: Press, chief: Client) -> None:
    press.print("/culture/")

    assert "Aucune page imprimée" in ask(chief, "/politique/", "below")
    assert press.stale() == set()


def test_everything_is_asked_twice(press: Press, chief: Client) -> None:
    press.print("/politique/", "/culture/")

    assert "les 2 pages" in ask(chief, "/", "below")
    assert press.stale() == set()
    answer = chief.post(EVERYTHING, follow=True)

    assert "2 pages attendent" in answer.content.decode()
    assert press.stale() == {"/politique/", "/culture/"}


def test_a_failed_page_is_tried_again_with_the_others(
    press: Press, chief: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.print("/politique/")
    with monkeypatch.context() as broken:
        break_rendering(broken)
        press.print("/politique/")

    chief.post(EVERYTHING)
    press.run()

    assert PrintedPage.objects.get().failures == 0
    assert press.stale() == set()


def test_the_page_asks_a_fixed_number_of_questions(chief: Client, django_assert_max_num_queries: Any) -> None:
    now = timezone.now()
    told(chief)
    for number in range(30):
        PrintedPage.objects.create(address=f"/{number}/", stale_since=now, failures=1, error="x")
        Publication.objects.create(address=f"/{number}/", committed_at=now, at_once=1)

    with django_assert_max_num_queries(25):
        told(chief)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.456, "0,46\u202fs"), (12.3, "12\u202fs"), (600, "10\u202fmin"), (36_000, "10\u202fh"), (None, "")],
)
def test_a_duration_is_told_in_the_unit_that_fits(seconds: float | None, words: str) -> None:
    with translation.override("fr"):
        assert spoken(seconds) == words
