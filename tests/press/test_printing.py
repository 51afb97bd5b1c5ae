"""A page is printed, printed again when what it shows has changed, and taken out when it is gone."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rotative.press import printing
from rotative.press.models import PUBLIC, PageKey, PrintedPage, Touch
from rotative.press.printing import Outcome
from rotative.press.queue import work_off
from rotative.press.rendering import render
from rotative.sections import paging
from rotative.sections.paging import cursor_of
from tests.factories import AuthorFactory, Newspaper, make_article
from tests.press.conftest import Press

pytestmark = pytest.mark.django_db


def test_a_published_article_is_printed_before_its_first_reader_comes(
    press: Press, newspaper: Newspaper
) -> None:
    with press.at_work():
        make_article(newspaper.politics, "Le bac repart")

    for address in ("/politique/le-bac-repart/", "/", "/politique/", "/feed.xml"):
        assert "Le bac repart" in (press.text(address) or ""), address
    assert press.stale() == set()
    assert press.differences() == {}


def test_the_first_reader_has_a_page_printed_and_the_second_gets_it(
    press: Press, newspaper: Newspaper, client: Client, django_assert_num_queries: Any
) -> None:
    make_article(newspaper.politics, "Le bac repart")
    first = client.get("/politique/")
    assert press.text("/politique/") == first.content.decode()

    with django_assert_num_queries(0):
        second = client.get("/politique/", {"utm_source": "lettre"})

    assert second.content == first.content
    assert second["ETag"] == first["ETag"]
    assert client.get("/politique/", headers={"if-none-match": first["ETag"]}).status_code == 304
    assert not second.cookies
    assert "default-src 'none'" in second["Content-Security-Policy"]
    assert "stale-while-revalidate" in second["Cache-Control"]


def test_what_is_not_there_is_not_printed(press: Press, client: Client) -> None:
    assert client.get("/politique/rien/").status_code == 404
    assert client.get("/recherche/").status_code == 200
    assert client.get("/en/search/").status_code == 200
    assert client.get("/redaction/").status_code == 302

    assert not PrintedPage.objects.filter(audience=PUBLIC).exists()
    assert press.strays() == set()


def test_an_edited_article_is_printed_again_and_nobody_elses(press: Press, newspaper: Newspaper) -> None:
    with press.at_work():
        ferry = make_article(
            newspaper.politics, "Le bac repart", text="<p>Une coquile.</p>", standfirst="Enfin."
        )
        make_article(newspaper.culture, "Le balafon revient", standfirst="Enfin.")
    press.run()

    ferry.body = [("text", "<p>Une coquille.</p>")]
    with press.at_work():
        ferry.save_revision().publish()

    assert "coquille" in (press.text("/politique/le-bac-repart/") or "")
    assert press.stale() == set()
    assert press.run() == 0


def test_a_draft_prints_nothing(press: Press, newspaper: Newspaper) -> None:
    with press.at_work():
        ferry = make_article(newspaper.politics, "Le bac repart")
    press.run()
    touched = Touch.objects.count()

    ferry.title = "Le bac ne repart pas"
    with press.at_work():
        ferry.save_revision()

    assert Touch.objects.count() == touched


def test_a_withdrawn_article_is_gone_when_the_request_returns(
    press: Press, newspaper: Newspaper, client: Client
) -> None:
    with press.at_work():
        ferry = make_article(newspaper.politics, "Le bac repart")
    assert client.get("/politique/le-bac-repart/").status_code == 200

    with press.at_work():
        ferry.unpublish()

    assert press.text("/politique/le-bac-repart/") is None
    assert client.get("/politique/le-bac-repart/").status_code == 404
    assert "Le bac repart" not in (press.text("/") or "")
    assert press.differences() == {}


def test_a_deleted_article_leaves_nothing(press: Press, newspaper: Newspaper) -> None:
    with press.at_work():
        ferry = make_article(newspaper.politics, "Le bac repart")

    with press.at_work():
        ferry.delete()

    assert press.text("/politique/le-bac-repart/") is None
    assert "Le bac repart" not in (press.text("/") or "")


def test_a_renamed_address_leaves_no_page_at_the_old_one(
    press: Press, newspaper: Newspaper, client: Client
) -> None:
    with press.at_work():
        ferry = make_article(newspaper.politics, "Le bac repart")

    ferry.slug = "le-bac"
    with press.at_work():
        ferry.save_revision().publish()

    assert press.text("/politique/le-bac-repart/") is None
    assert press.text("/politique/le-bac/") is not None
    moved = client.get("/politique/le-bac-repart/")
    assert (moved.status_code, moved["Location"]) == (301, "/politique/le-bac/")


def test_a_renamed_section_takes_its_pages_along(press: Press, newspaper: Newspaper) -> None:
    with press.at_work():
        make_article(newspaper.politics, "Le bac repart")
    press.print("/politique/archives/")

    newspaper.politics.slug = "vie-publique"
    with press.at_work():
        newspaper.politics.save_revision().publish()
    press.run()

    assert press.text("/politique/") is None
    assert press.text("/politique/le-bac-repart/") is None
    assert press.text("/politique/archives/") is None
    assert 'href="/vie-publique/le-bac-repart/"' in (press.text("/") or "")
    assert press.differences() == {}


def test_a_page_that_fails_keeps_its_last_good_copy_and_is_tried_again(
    press: Press, newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    with press.at_work():
        make_article(newspaper.politics, "Le bac repart")
    good = press.text("/politique/")

    def broken(*_args: Any) -> Any:
        raise RuntimeError("le gabarit est cassé")

    monkeypatch.setattr(type(newspaper.politics), "subsections", broken)
    with press.at_work():
        make_article(newspaper.politics, "Le bac est arrivé")

    page = PrintedPage.objects.get(address="/politique/")
    assert press.text("/politique/") == good
    assert page.failures == 1
    assert "le gabarit est cassé" in page.error
    assert page.retry_at is not None
    assert "Le bac est arrivé" in (press.text("/") or "")

    monkeypatch.undo()
    PrintedPage.objects.filter(pk=page.pk).update(retry_at=None)
    press.run()
    page.refresh_from_db()
    assert (page.failures, page.error, page.stale_since) == (0, "", None)
    assert "Le bac est arrivé" in (press.text("/politique/") or "")


def test_an_older_rendering_never_takes_the_place_of_a_newer(press: Press, newspaper: Newspaper) -> None:
    with press.at_work():
        make_article(newspaper.politics, "Le bac repart")
    newer = press.text("/politique/")
    PrintedPage.objects.filter(address="/politique/").update(edition=10_000)

    assert press.print("/politique/") == [Outcome.SUPERSEDED]
    assert press.text("/politique/") == newer


def test_what_changes_while_a_page_is_printed_has_it_printed_again(
    press: Press, newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    with press.at_work():
        ferry = make_article(newspaper.politics, "Le bac repart")
    subsections = type(newspaper.politics).subsections

    def while_others_publish(section: Any) -> Any:
        monkeypatch.undo()
        Touch.objects.create(key=f"article:{ferry.pk}:teaser", touched_at="2026-01-01T00:00:00Z")
        return subsections(section)

    monkeypatch.setattr(type(newspaper.politics), "subsections", while_others_publish)
    press.print("/politique/")

    assert "/politique/" in press.stale()


def test_a_page_is_found_by_what_it_shows_and_by_nothing_it_showed(
    press: Press, newspaper: Newspaper
) -> None:
    with press.at_work():
        ferry = make_article(newspaper.politics, "Le bac repart", authors=(AuthorFactory.create(),))
    before = set(
        PageKey.objects.filter(page__address="/politique/le-bac-repart/").values_list("key", flat=True)
    )

    ferry.signatures.set([])
    with press.at_work():
        ferry.save_revision().publish()

    after = set(
        PageKey.objects.filter(page__address="/politique/le-bac-repart/").values_list("key", flat=True)
    )
    assert after < before


def test_invented_cursors_do_not_fill_the_store(press: Press, newspaper: Newspaper, client: Client) -> None:
    for n in range(3):
        assert client.get("/politique/", {"avant": f"175075758000000{n}-{n}"}).status_code == 200

    assert press.strays() == set()
    assert not PrintedPage.objects.filter(address__contains="avant").exists()


def test_further_pages_of_a_list_are_printed_and_spared_by_what_is_new(
    press: Press, newspaper: Newspaper, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 2)
    now = timezone.now()
    with press.at_work():
        articles = [
            make_article(newspaper.politics, f"Le bac {n}", published_at=now - timedelta(days=40 * n))
            for n in range(5)
        ]
    second = f"/politique/?avant={cursor_of(articles[1])}"
    assert client.get(second).status_code == 200
    assert "Le bac 2" in (press.text(second) or "")

    with press.at_work():
        make_article(newspaper.politics, "Le bac neuf")
    assert second not in press.stale()
    assert "/politique/" not in press.stale()

    with press.at_work():
        articles[1].unpublish()
    press.run()
    assert press.text(second) is None  # no page ends there any more

    third = f"/politique/?avant={cursor_of(articles[3])}"
    assert client.get(third).status_code == 200
    with press.at_work():
        make_article(newspaper.politics, "Le bac d’antan", published_at=now - timedelta(days=900))
    press.run()
    assert "Le bac d’antan" in (press.text(third) or "")
    assert press.differences() == {}


def test_a_query_that_a_page_does_not_know_is_not_kept(
    press: Press, newspaper: Newspaper, client: Client
) -> None:
    with press.at_work():
        ferry = make_article(newspaper.politics, "Le bac repart")
    query = {"avant": cursor_of(ferry)}

    for address in (ferry.get_url(), "/", "/auteurs/", "/culture/"):
        assert client.get(address, query).status_code == 200

    assert not PrintedPage.objects.filter(address__contains="avant").exists()


def test_a_headline_alone_has_lists_put_together_again_and_not_rendered(
    press: Press, newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    with press.at_work():
        ferry = make_article(newspaper.politics, "Le bac repart")
        make_article(newspaper.politics, "Le marché rouvre")
    press.run()
    rendered: list[str] = []

    def seen(address: str, audience: str) -> Any:
        rendered.append(address)
        return render(address, audience)

    monkeypatch.setattr(printing, "render", seen)
    ferry.title = "Le bac repart enfin"

    with press.at_work():
        ferry.save_revision().publish()

    assert "/politique/le-bac-repart/" in rendered
    assert "/politique/" not in rendered
    assert "Le bac repart enfin" in (press.text("/politique/") or "")
    press.run()
    assert rendered.count("/politique/le-marche-rouvre/") == 0
    assert press.differences() == {}


def test_a_byline_put_together_again_speaks_the_language_of_its_page(
    press: Press, newspaper: Newspaper
) -> None:
    awa, issa = AuthorFactory.create(name="Awa Diarra"), AuthorFactory.create(name="Issa Koné")
    with press.at_work():
        make_article(newspaper.english_culture, "The ferry is back", authors=(awa, issa))
    assert "By Awa Diarra and Issa Koné" in (press.text("/en/culture/") or "")

    with press.at_work():
        issa.name = "Issa Traoré"
        issa.save()
    press.run()

    assert "By Awa Diarra and Issa Traoré" in (press.text("/en/culture/") or "")
    assert press.differences() == {}


def test_a_page_that_changes_all_the_time_is_not_printed_all_the_time(
    press: Press, newspaper: Newspaper
) -> None:
    with press.at_work():
        make_article(newspaper.politics, "Le bac repart")
    now, apart = timezone.now(), timedelta(seconds=1)
    PrintedPage.objects.filter(address="/politique/").update(stale_since=now, printed_at=now)

    assert work_off(now + timedelta(seconds=0.5), apart=apart) == []
    assert press.stale() == {"/politique/"}
    assert len(work_off(now + timedelta(seconds=1.1), apart=apart)) == 1
    assert press.stale() == set()
