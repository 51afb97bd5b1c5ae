"""Who opens which page of the moderators' room."""

import pytest
from django.test import Client
from django.utils import timezone

from rotative.accounts.roles import Role
from rotative.discussion.deciding import Deciding
from rotative.discussion.models import Contribution, Decision
from tests.back_office import make_person, signed_in
from tests.discussion.desk.people import ROOT, moderator, reported, waiting, with_only
from tests.discussion.factories import make_contributor, make_rules, published
from tests.factories import Newspaper, make_article

pytestmark = pytest.mark.django_db

PAGES = {
    "file/review/": "moderate",
    "file/reported/": "moderate",
    "file/unmoderated/": "moderate",
    "file/candidates/": "moderate",
    "file/all/": "moderate",
    "contribution/{row}/": "moderate",
    "contribution/{published}/repondre/": "moderate",
    "personne/{person}/": "moderate",
    "articles/": "moderate",
    "articles/{article}/": "moderate",
    "statistiques/": "moderate",
    "journal/": "moderate",
    "journal.csv": "moderate",
    "regles/salle/": "rule",
    "regles/textes/": "rule",
    "regles/personnes/": "rule",
    "regles/debits/": "rule",
    "regles/mots/": "rule",
    "regles/filtre/": "rule",
    "regles/essayer/": "rule",
}
ACTS = ["contribution/{row}/decider/", "ensemble/", "decision/{decision}/annuler/"]


@pytest.fixture
def numbers(newspaper: Newspaper) -> dict[str, int]:
    """What the addresses of the pages are filled in with."""
    make_rules()
    article = make_article(newspaper.politics, published_at=timezone.now())
    row, shown = waiting(article), published(make_contributor(), article)
    reported(article)
    decision = Deciding(moderator(), now=timezone.now()).feature(shown)
    assert decision is not None
    assert row.author is not None
    return {
        "row": row.pk,
        "published": shown.pk,
        "person": row.author.pk,
        "article": article.pk,
        "decision": decision.pk,
    }


def opened(client: Client, numbers: dict[str, int]) -> set[str]:
    return {page for page in PAGES if client.get(ROOT + page.format(**numbers)).status_code == 200}


def test_a_page_opens_with_its_permission_and_with_no_other(numbers: dict[str, int]) -> None:
    for needed in ("moderate", "rule"):
        wanted = {page for page, permission in PAGES.items() if permission == needed}
        assert opened(with_only(needed), numbers) == wanted
    assert opened(with_only("sanction"), numbers) == set()


@pytest.mark.parametrize("role", [Role.JOURNALIST, Role.PHOTOGRAPHER, Role.SUBSCRIPTION_DESK])
def test_others_of_the_newsroom_open_none_and_decide_nothing(role: Role, numbers: dict[str, int]) -> None:
    somebody = signed_in(make_person(role))
    before = Decision.objects.count()

    assert opened(somebody, numbers) == set()
    for address in ACTS:
        form = {"act": "approve", "ids": numbers["row"]}
        assert somebody.post(ROOT + address.format(**numbers), form).status_code == 302
    assert Decision.objects.count() == before


def test_a_reader_is_led_to_the_door(numbers: dict[str, int]) -> None:
    reader = Client()
    reader.force_login(make_contributor().account)

    for page in PAGES:
        assert reader.get(ROOT + page.format(**numbers)).status_code == 302


def test_decisions_come_by_post_only(numbers: dict[str, int]) -> None:
    desk = signed_in(moderator())

    assert {desk.get(ROOT + address.format(**numbers)).status_code for address in ACTS} == {405}


def test_an_editor_in_chief_opens_every_page_and_a_moderator_all_but_the_rules(
    numbers: dict[str, int],
) -> None:
    assert opened(signed_in(make_person(Role.EDITOR_IN_CHIEF)), numbers) == set(PAGES)
    assert opened(signed_in(moderator()), numbers) == {p for p, need in PAGES.items() if need == "moderate"}


def test_the_menu_says_how_many_wait_to_those_who_moderate(numbers: dict[str, int]) -> None:
    desk = signed_in(moderator())

    assert "(1)" in desk.get(ROOT + "file/all/").content.decode()

    Deciding(moderator(), now=timezone.now()).approve(Contribution.objects.get(pk=numbers["row"]))
    assert "(1)" not in desk.get(ROOT + "file/all/").content.decode()
    assert (
        "/discussion/file/" not in signed_in(make_person(Role.JOURNALIST)).get("/redaction/").content.decode()
    )
