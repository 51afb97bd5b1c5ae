"""Each declaration has its pair: what shows a thing is printed again when it changes, what shows another is not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from rotative.articles.models import Article, ArticleTopic, Column, ColumnAuthor, RelatedPin, Signature, Topic
from rotative.authors.models import Author, AuthorLink
from rotative.paper.models import LegalPage, MenuItem, Paper
from rotative.photos.models import Photo
from rotative.press.models import PrintedPage
from tests.again import Again
from tests.factories import AuthorFactory, ColumnFactory, Newspaper, TopicFactory, make_article
from tests.photos.factories import PhotoFactory
from tests.press.conftest import Press

pytestmark = pytest.mark.django_db

FERRY, MARKET = "/politique/le-bac-repart/", "/culture/le-marche-rouvre/"
# Long ago, so that neither is what the sections, which show everything new, stand in with under the other.
TEXTS = ("<p>Le bac traverse le fleuve.</p>", "<p>Les étals sont pleins de mangues.</p>")


@dataclass
class Desk:
    """Two of everything: the first of each belongs to the ferry's article, the second to the market's."""

    newspaper: Newspaper
    articles: list[Article]
    authors: list[Author]
    columns: list[Column]
    topics: list[Topic]
    photos: list[Photo]
    legal: list[LegalPage]

    @property
    def ferry(self) -> Article:
        found: Article = Article.objects.get(pk=self.articles[0].pk)
        return found


def make_desk(press: Press, newspaper: Newspaper) -> Desk:
    """Fill a paper, and have everything printed."""
    authors = [AuthorFactory.create(name="Awa Diarra"), AuthorFactory.create(name="Issa Koné")]
    columns = [ColumnFactory.create(name="Carnets"), ColumnFactory.create(name="Regards")]
    topics = [TopicFactory.create(name="Fleuve"), TopicFactory.create(name="Marché")]
    photos = [PhotoFactory.create(), PhotoFactory.create()]
    legal = [
        LegalPage(title=title, body=f"<p>{title}</p>", locale=newspaper.home.locale)
        for title in ("Mentions", "Contact")
    ]
    articles = []
    with press.at_work():
        for text in legal:
            newspaper.home.add_child(instance=text)
        pages: list[Any] = [*legal, newspaper.politics, newspaper.culture]
        for page in pages:
            page.save_revision().publish()
        for n, (section, title) in enumerate(
            [(newspaper.politics, "Le bac repart"), (newspaper.culture, "Le marché rouvre")]
        ):
            article = make_article(
                section,
                title,
                standfirst="Au matin.",
                text=TEXTS[n],
                authors=(authors[n],),
                column=columns[n],
                lead_photo=photos[n],
                published_at=timezone.now() - timedelta(days=40),
            )
            article.article_topics = [ArticleTopic(topic=topics[n])]
            article.save_revision().publish()
            articles.append(article)
        # Nothing of one stands under the other.
        for n in range(12):
            make_article((newspaper.politics, newspaper.culture)[n % 2], f"Brève {n}", text=TEXTS[n % 2])
    pages = [
        "/",
        FERRY,
        MARKET,
        "/politique/",
        "/culture/",
        "/rectificatifs/",
        "/en/corrections/",
        "/robots.txt",
    ]
    pages += [
        "/auteurs/",
        "/auteurs/awa-diarra/",
        "/auteurs/issa-kone/",
        "/chroniques/",
        "/feed.xml",
        "/en/culture/",
    ]
    pages += [
        "/chroniques/carnets/",
        "/chroniques/regards/",
        "/mentions/",
        "/contact/",
        "/politique/archives/",
    ]
    pages += [topic.get_absolute_url() for topic in topics]
    press.print(*pages)
    press.run()
    assert press.differences() == {}
    return Desk(newspaper, articles, authors, columns, topics, photos, legal)


@pytest.fixture(scope="module")
def make_desk_again() -> Again[Desk]:
    """What makes the paper of each test."""
    return Again(make_desk)


@pytest.fixture
def desk(press: Press, newspaper: Newspaper, make_desk_again: Again[Desk]) -> Desk:
    """A paper with everything printed."""
    return make_desk_again(press, newspaper)


def reached(press: Press, act: Callable[[], Any]) -> set[str]:
    """The addresses that a change has printed again, withdrawn, or put into the queue."""
    before = dict(PrintedPage.objects.values_list("address", "edition"))
    with press.at_work():
        act()
    after = {page.address: page for page in PrintedPage.objects.all()}
    found = {
        address
        for address, edition in before.items()
        if address not in after or after[address].stale_since or after[address].edition != edition
    }
    press.run()
    assert press.differences() == {}
    return found


def publish(article: Article, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(article, name, value)
    article.save_revision().publish()


def save(thing: Any, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(thing, name, value)
    thing.save()


Act = Callable[[Desk], Any]
CASES: dict[str, tuple[Act, set[str], set[str]]] = {
    "the text": (
        lambda d: publish(
            d.ferry, body=[("text", "<p>Le bac traverse le fleuve. Il est plein.</p>")], standfirst="S"
        ),
        {FERRY},
        {MARKET, "/culture/", "/auteurs/", "/chroniques/regards/"},
    ),
    "a mended comma far down": (
        lambda d: publish(d.ferry, body=[("text", TEXTS[0] + "<p>Il revient, le soir.</p>")]),
        {FERRY},
        {MARKET, "/", "/politique/archives/", "/feed.xml", "/auteurs/awa-diarra/", "/rectificatifs/"},
    ),
    "the headline": (
        lambda d: publish(d.ferry, title="Le bac repart enfin"),
        {FERRY, "/politique/", "/auteurs/awa-diarra/", "/chroniques/carnets/", "/feed.xml"},
        {MARKET, "/culture/", "/auteurs/issa-kone/", "/chroniques/regards/", "/rectificatifs/"},
    ),
    "withdrawn": (
        lambda d: d.ferry.unpublish(),
        {FERRY, "/politique/", "/auteurs/awa-diarra/", "/chroniques/carnets/", "/feed.xml"},
        {MARKET, "/culture/", "/auteurs/issa-kone/", "/chroniques/regards/", "/rectificatifs/"},
    ),
    "deleted": (
        lambda d: d.ferry.delete(),
        {FERRY, "/politique/", "/auteurs/awa-diarra/", "/chroniques/carnets/", "/feed.xml"},
        {MARKET, "/culture/", "/auteurs/issa-kone/", "/chroniques/regards/", "/rectificatifs/"},
    ),
    "a correction": (
        lambda d: publish(
            d.ferry,
            body=[("text", TEXTS[0]), ("correction", {"date": "2026-11-20", "text": "Le bac part à midi."})],
        ),
        {FERRY, "/rectificatifs/"},
        {MARKET, "/en/corrections/", "/auteurs/awa-diarra/", "/culture/"},
    ),
    "another author": (
        lambda d: publish(d.ferry, signatures=[Signature(author=d.authors[1])]),
        {FERRY, "/politique/", "/auteurs/awa-diarra/", "/auteurs/issa-kone/", MARKET},
        {"/rectificatifs/", "/chroniques/regards/", "/robots.txt"},
    ),
    "a pin": (
        lambda d: publish(d.ferry, related_pins=[RelatedPin(related=d.articles[1])]),
        {FERRY},
        {MARKET, "/politique/", "/culture/", "/"},
    ),
    "the column's name": (
        lambda d: save(d.columns[0], name="Carnets de route"),
        {FERRY, "/chroniques/", "/chroniques/carnets/", "/politique/", "/auteurs/awa-diarra/"},
        {MARKET, "/chroniques/regards/", "/culture/", "/auteurs/issa-kone/"},
    ),
    "who writes the column": (
        lambda d: ColumnAuthor.objects.create(column=d.columns[0], author=d.authors[0]),
        {"/chroniques/carnets/"},
        {"/chroniques/regards/", MARKET, "/auteurs/issa-kone/"},
    ),
    "the topic's name": (
        lambda d: save(d.topics[0], name="Fleuves"),
        {FERRY, "/themes/fleuve/"},
        {MARKET, "/themes/marche/", "/politique/", "/auteurs/awa-diarra/"},
    ),
    "the author's name": (
        lambda d: save(d.authors[0], name="Awa Traoré"),
        {FERRY, "/auteurs/", "/auteurs/awa-diarra/", "/politique/", "/chroniques/carnets/", "/feed.xml"},
        {MARKET, "/auteurs/issa-kone/", "/culture/", "/chroniques/regards/"},
    ),
    "an author's link": (
        lambda d: AuthorLink.objects.create(author=d.authors[0], label="Site", url="https://awa.example/"),
        {"/auteurs/awa-diarra/"},
        {"/auteurs/issa-kone/", MARKET, "/culture/"},
    ),
    "a photo's caption": (
        lambda d: save(d.photos[0], caption="Le bac à quai."),
        {FERRY, "/politique/"},
        {MARKET, "/culture/", "/auteurs/issa-kone/"},
    ),
    "a section's description": (
        lambda d: publish(d.newspaper.politics, description="La vie publique."),
        {"/politique/", "/politique/archives/"},
        {FERRY, MARKET, "/culture/", "/", "/auteurs/"},
    ),
    "a legal text": (
        lambda d: publish(d.legal[0], body="<p>Autres mentions</p>"),
        {"/mentions/"},
        {"/contact/", FERRY, "/", "/politique/"},
    ),
    "the paper's motto": (
        lambda d: save(Paper.for_site(d.newspaper.site), motto="Au fil du fleuve"),
        {"/", FERRY, MARKET, "/politique/", "/mentions/", "/auteurs/"},
        {"/robots.txt"},
    ),
    "the menu": (
        lambda d: MenuItem.objects.create(paper=Paper.for_site(d.newspaper.site), page=d.newspaper.culture),
        {"/", FERRY, MARKET, "/politique/", "/mentions/", "/auteurs/"},
        {"/robots.txt"},
    ),
    "an old article that comes in": (
        lambda d: make_article(
            d.newspaper.politics,
            "Le bac d’antan",
            text=TEXTS[0],
            authors=(d.authors[0],),
            published_at=timezone.now() - timedelta(days=4000),
        ),
        {"/politique/", "/auteurs/awa-diarra/", "/politique/archives/"},
        {MARKET, "/culture/", "/auteurs/issa-kone/", "/chroniques/carnets/", "/rectificatifs/"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_change_reaches_what_shows_it_and_spares_its_neighbours(
    press: Press, desk: Desk, name: str
) -> None:
    act, own, spared = CASES[name]

    found = reached(press, lambda: act(desk))

    assert own - found == set()
    assert found & spared == set()
