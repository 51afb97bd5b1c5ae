"""The price list, the wall that leads to it, and reading through an establishment's network."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rotative.paper.models import default_paper
from rotative.subscriptions.terms import add_term, subscription_for
from tests.factories import Newspaper, make_article
from tests.press.conftest import Press, press  # noqa: F401 - a fixture
from tests.subscriptions.factories import OrganisationFactory, PlanFactory, make_reader
from tests.subscriptions.pages import at, links, said, set_contact, signed_in, tree

pytestmark = pytest.mark.django_db

TEXT = "<p>Le bac repart.</p><p>Il traverse à midi.</p><p>Le canari chante derrière le mur.</p>"
ELSEWHERE = [
    "//evil.example/",
    "https://evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "\t//evil.example",
]


def walled(newspaper: Newspaper, access: str = "subscribers") -> Any:
    return make_article(newspaper.politics, "Le bac", text=TEXT, access=access)


@pytest.mark.parametrize(
    ("language", "price", "introduction"),
    [
        ("fr", "2\u202f500\u00a0F\u00a0CFA", "1\u202f000\u00a0F\u00a0CFA"),
        ("en", "XOF\u00a02,500", "XOF\u00a01,000"),
    ],
)
def test_the_price_list_compares_what_is_for_sale(
    newspaper: Newspaper, language: str, price: str, introduction: str
) -> None:
    PlanFactory.create(name="Mensuel", introductory_amount=1000, introductory_terms=1, trial_days=7)
    PlanFactory.create(name="Annuel", price_amount=25000, period_unit="year", gives_discussion=False)
    PlanFactory.create(name="Retiré", is_active=False)
    PlanFactory.create(name="Offert", price_amount=0)

    page = Client().get(at("subscription_plans", language))

    main = tree(page).xpath("//main")[0].text_content()
    assert [heading.text_content() for heading in tree(page).xpath("//main//h2")] == ["Mensuel", "Annuel"]
    assert price in main
    assert introduction in main
    assert "noindex" not in page.content.decode()
    assert not page.cookies


def test_nothing_for_sale_is_said_with_the_address_to_write_to(newspaper: Newspaper) -> None:
    set_contact("abonnements@ladepeche.example")

    page = Client().get(at("subscription_plans"))

    assert page.status_code == 200
    assert "mailto:abonnements@ladepeche.example" in links(page)


def test_every_link_of_the_price_list_leads_on_to_where_the_reader_came_from(newspaper: Newspaper) -> None:
    plan = PlanFactory.create()

    page = Client().get(at("subscription_plans"), {"suite": "/politique/le-bac/?a=1&b=2"})

    onward = "%2Fpolitique%2Fle-bac%2F%3Fa%3D1%26b%3D2"
    assert f"{at('subscription_checkout', plan_id=plan.pk)}?suite={onward}" in links(page)
    assert f"{at('subscription_code')}?suite={onward}" in links(page)
    assert f"{at('account_login')}?next={onward}" in links(page)


@pytest.mark.parametrize("address", ELSEWHERE)
@pytest.mark.parametrize("name", ["subscription_plans", "subscription_network"])
def test_no_page_leads_to_another_site(newspaper: Newspaper, name: str, address: str) -> None:
    PlanFactory.create()

    page = Client().get(at(name), {"suite": address})

    assert page.status_code == 200
    assert [link for link in links(page) if "evil" in link or "javascript" in link] == []


def test_the_wall_says_what_subscribing_costs_and_leads_back(newspaper: Newspaper) -> None:
    PlanFactory.create(name="Annuel", price_amount=25000, period_unit="year")
    PlanFactory.create(name="Mensuel")
    PlanFactory.create(name="Débats", price_amount=500, gives_articles=False)
    article = walled(newspaper)

    page = Client().get(article.get_url())

    wall = tree(page).xpath("//aside[@class='wall']")[0]
    back = article.get_url().replace("/", "%2F")
    assert "2\u202f500\u00a0F\u00a0CFA" in wall.text_content()
    assert wall.xpath(".//a/@href") == [
        f"{at('subscription_plans')}?suite={back}",
        f"{at('account_login')}?next={back}",
        f"{at('subscription_code')}?suite={back}",
    ]


def test_the_wall_names_networks_only_where_an_organisation_has_one(newspaper: Newspaper) -> None:
    article = walled(newspaper)
    OrganisationFactory.create()
    assert at("subscription_network") not in Client().get(article.get_url()).content.decode()

    OrganisationFactory.create(ip_ranges=["192.0.2.0/24"])

    assert at("subscription_network") in Client().get(article.get_url()).content.decode()


def test_the_wall_of_registration_asks_for_an_account_alone(newspaper: Newspaper) -> None:
    PlanFactory.create()
    article = walled(newspaper, "registration")

    wall = tree(Client().get(article.get_url())).xpath("//aside[@class='wall']")[0]

    back = article.get_url().replace("/", "%2F")
    assert wall.xpath(".//a/@href") == [
        f"{at('account_signup')}?next={back}",
        f"{at('account_login')}?next={back}",
    ]


def test_a_new_price_prints_the_walls_again_and_spares_free_articles(
    press: Press,  # noqa: F811
    newspaper: Newspaper,
) -> None:
    with press.at_work():
        plan = PlanFactory.create()
        shut, free = walled(newspaper), make_article(newspaper.politics, "Le marché", text=TEXT)
    press.run()
    press.print(shut.get_url(), free.get_url())
    assert "2\u202f500" in (press.text(shut.get_url()) or "")

    with press.at_work():
        plan.price_amount = 3000
        plan.save()

    assert shut.get_url() in press.stale()
    assert free.get_url() not in press.stale()
    press.run()
    assert "3\u202f000" in (press.text(shut.get_url()) or "")
    assert press.differences() == {}


def test_the_first_plan_for_sale_brings_the_button_onto_every_page(
    press: Press,  # noqa: F811
    newspaper: Newspaper,
) -> None:
    with press.at_work():
        free = make_article(newspaper.politics, "Le marché", text=TEXT)
    press.run()
    press.print(free.get_url())
    assert at("subscription_plans") not in (press.text(free.get_url()) or "")

    with press.at_work():
        PlanFactory.create()
    press.run()

    assert at("subscription_plans") in (press.text(free.get_url()) or "")
    assert press.differences() == {}


def test_a_page_that_the_paper_has_chosen_comes_first(newspaper: Newspaper) -> None:
    PlanFactory.create()
    paper = default_paper()
    paper.subscribe_page = newspaper.culture
    paper.save()

    page = Client().get(newspaper.politics.get_url())

    assert newspaper.culture.get_url() in tree(page).xpath("//header//a[contains(@class,'button')]/@href")


def test_an_establishments_network_opens_the_article(newspaper: Newspaper) -> None:
    now = timezone.now()
    organisation = OrganisationFactory.create(name="Lycée de Sikasso", ip_ranges=["192.0.2.0/24"])
    subscription = subscription_for(
        plan=PlanFactory.create(), kind="group", organisation=organisation, now=now
    )
    add_term(subscription, plan=subscription.plan, source="given", now=now)  # type: ignore[arg-type]
    article = walled(newspaper)
    inside, outside = Client(REMOTE_ADDR="192.0.2.7"), Client(REMOTE_ADDR="198.51.100.1")

    page = inside.get(at("subscription_network"), {"suite": article.get_url()})
    other = outside.get(at("subscription_network"), {"suite": article.get_url()})

    assert "Lycée de Sikasso" in said(page)
    assert article.get_url() in links(page)
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "derrière le mur" in inside.get(article.get_url()).content.decode()
    assert "Lycée de Sikasso" not in said(other)
    assert not other.cookies


def test_a_place_within_a_page_is_where_a_trial_leads_back_to(newspaper: Newspaper) -> None:
    plan = PlanFactory.create(trial_days=7)
    here = "/politique/le-marche/#contributions"

    answer = signed_in(make_reader()).post(
        at("subscription_checkout", plan_id=plan.pk), {"way": "trial", "suite": here}
    )

    assert answer.headers["Location"] == here
