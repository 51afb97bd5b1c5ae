"""A video from elsewhere: its still stands in a frame, and only a click asks the other site for anything."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.utils import timezone

from tests.factories import Newspaper, make_article
from tests.photos.factories import PhotoFactory

pytestmark = pytest.mark.django_db

PLAYER = "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1"


def page_with_video(
    newspaper: Newspaper, client: Client, title: str = "La traversée", **photo: object
) -> Tag:
    video = {
        "url": "https://vimeo.com/76979871",
        "title": title,
        "still": PhotoFactory.create(size=(1300, 900), **photo),
    }
    article = make_article(newspaper.politics, body=[("embed", video)])
    return BeautifulSoup(client.get(article.get_url()).content, "html.parser")


def frame_of(page: Tag) -> Tag:
    frame = page.select_one("figure.embed > iframe.player")
    assert frame is not None
    return frame


def inside(frame: Tag) -> Tag:
    return BeautifulSoup(str(frame["srcdoc"]), "html.parser")


def test_the_frame_holds_the_still_as_a_link_to_the_player(newspaper: Newspaper, client: Client) -> None:
    document = inside(frame_of(page_with_video(newspaper, client)))

    link, picture = document.a, document.picture
    assert link is not None
    assert link["href"] == PLAYER
    assert link["aria-label"] == "Lire la vidéo\u00a0: La traversée"
    assert link.find("path") is not None, "no button to play is drawn"
    assert picture is not None
    assert [source["type"] for source in picture.find_all("source")] == ["image/avif", "image/webp"]


def test_the_page_itself_asks_the_other_site_for_nothing(newspaper: Newspaper, client: Client) -> None:
    frame = frame_of(page_with_video(newspaper, client))

    assert "src" not in frame.attrs
    assert "player.vimeo.com" not in str(page_without_frame(frame))


def page_without_frame(frame: Tag) -> Tag:
    page = frame.find_parent("main")
    assert page is not None
    frame.decompose()
    return page


def test_no_title_breaks_out_of_the_frame(newspaper: Newspaper, client: Client) -> None:
    frame = frame_of(page_with_video(newspaper, client, title='"><b>Bac</b> & "Cie"'))

    assert frame.find("b") is None
    assert inside(frame).find("b") is None
    assert "<b>Bac</b>" in str(frame["title"])


def test_titles_are_typeset(newspaper: Newspaper, client: Client) -> None:
    page = page_with_video(newspaper, client, title="Qui l'a filmée ?")
    frame = frame_of(page)

    assert frame["title"] == "Qui l’a filmée\u202f?"
    assert "Qui l’a filmée\u202f?" in str(frame["srcdoc"])


def test_nothing_in_the_frame_is_what_the_policy_forbids(newspaper: Newspaper, client: Client) -> None:
    document = inside(frame_of(page_with_video(newspaper, client)))

    assert document.select("[style], style, script, link") == []


def test_a_still_whose_rights_have_expired_leaves_the_link(newspaper: Newspaper, client: Client) -> None:
    page = page_with_video(newspaper, client, expires_at=timezone.now() - timedelta(days=1))

    assert page.find("iframe") is None
    assert page.select_one('figure.embed a[href="https://vimeo.com/76979871"]') is not None
