"""How pictures stand in a page's HTML."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.utils import timezone, translation

from rotative.photos.models import Photo
from rotative.photos.presets import PRESETS, preset_named
from rotative.photos.renditions import make_renditions

from .factories import PhotoFactory

pytestmark = pytest.mark.django_db


def render(tag: str, photo: Photo | None, **context: Any) -> str:
    return Template("{% load photo_tags %}" + tag).render(Context({"image": photo, **context})).strip()


def srcset_widths(tag: Any) -> list[str]:
    return [part.split()[-1] for part in str(tag["srcset"]).split(", ")]


def test_a_picture_comes_as_avif_in_every_width_and_in_two_as_webp_and_jpeg() -> None:
    photo = PhotoFactory(size=(1300, 900))

    picture = BeautifulSoup(render("{% photo image 'lead' %}", photo), "html.parser").picture

    assert picture is not None
    avif, webp = picture.find_all("source")
    assert [source["type"] for source in (avif, webp)] == ["image/avif", "image/webp"]
    image = picture.img
    assert image is not None
    assert srcset_widths(avif) == ["360w", "480w", "720w", "960w", "1200w"]
    assert srcset_widths(webp) == srcset_widths(image) == ["360w", "720w"]
    assert {tag["sizes"] for tag in (avif, webp, image)} == {PRESETS["lead"].sizes}
    assert str(image["src"]).endswith("/720.jpg")
    assert (image["width"], image["height"]) == ("720", "498")
    assert image["alt"] == "Des étals sous des parasols rouges."
    assert (image["loading"], image["decoding"]) == ("lazy", "async")


def test_a_small_picture_has_no_choice_of_widths_and_is_not_enlarged() -> None:
    picture = BeautifulSoup(
        render("{% photo image 'lead' %}", PhotoFactory(size=(300, 200))), "html.parser"
    ).picture

    assert picture is not None
    avif, webp = picture.find_all("source")
    assert picture.img is not None
    assert "srcset" not in picture.img.attrs
    assert picture.img["width"] == "300"
    assert not {"sizes"} & {*avif.attrs, *webp.attrs, *picture.img.attrs}


def test_every_address_in_the_html_is_a_rendition_s() -> None:
    photo = PhotoFactory(size=(1300, 900))

    html = "".join(render("{% photo_figure image preset %}", photo, preset=name) for name in PRESETS)

    assert photo.file.name not in html
    assert "originals/" not in html
    urls = {rendition.url for rendition in photo.renditions.all()}
    assert urls
    assert all(url in html for url in urls)


def test_the_lead_photo_is_loaded_at_once() -> None:
    html = render("{% photo image 'lead' priority=True %}", PhotoFactory())

    assert 'fetchpriority="high"' in html
    assert "loading=" not in html


def test_a_decorative_picture_has_an_empty_text() -> None:
    assert 'alt=""' in render("{% photo image 'card' alt='' %}", PhotoFactory())


def test_texts_are_escaped() -> None:
    photo = PhotoFactory(description='"><script>', caption="<b>", photographer="<i>")

    html = render("{% photo_figure image 'body' %}", photo)

    assert "<script>" not in html
    assert "&lt;b&gt;" in html
    assert "&lt;i&gt;" in html


def test_the_figure_prints_caption_and_credit() -> None:
    photo = PhotoFactory(source="Agence du Fleuve")

    with translation.override("en"):
        figure = BeautifulSoup(render("{% photo_figure image 'body' %}", photo), "html.parser").figure

    assert figure is not None
    assert figure.figcaption is not None
    assert (
        figure.figcaption.text
        == "Le marché de Kéniéba, mardi matin. Photo: Mariam Coulibaly / Agence du Fleuve"
    )


def test_a_caption_of_the_page_replaces_the_photo_s() -> None:
    html = render("{% photo_figure image 'body' caption='Sous les parasols.' %}", PhotoFactory())

    assert "Sous les parasols." in html
    assert "mardi matin" not in html


@pytest.mark.parametrize(
    "tag", ["{% photo image 'lead' %}", "{% photo_figure image 'lead' %}", "{% photo_share_url image %}"]
)
def test_nothing_is_shown_once_the_rights_have_expired(tag: str) -> None:
    now = timezone.now()
    photo = PhotoFactory(expires_at=now + timedelta(hours=1))

    assert render(tag, photo) != ""
    assert render(tag, photo, at=now + timedelta(hours=1)) == ""
    photo.expires_at = now - timedelta(seconds=1)
    assert render(tag, photo) == ""


@pytest.mark.parametrize(
    "tag", ["{% photo image 'lead' %}", "{% photo_figure image 'lead' %}", "{% photo_share_url image %}"]
)
def test_no_picture_shows_nothing(tag: str) -> None:
    assert render(tag, None) == ""


def test_a_lost_original_does_not_stop_the_page(caplog: pytest.LogCaptureFixture) -> None:
    photo = PhotoFactory()
    photo.file.storage.delete(photo.file.name)

    assert render("{% photo image 'lead' %}", photo) == ""
    assert f"photo {photo.pk} cannot be shown" in caplog.text


def test_the_picture_for_social_networks_has_an_address() -> None:
    assert render("{% photo_share_url image %}", PhotoFactory(size=(1300, 900))).endswith("/1200x630.jpg")


def test_a_preset_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError, match="no photo preset named 'poster'"):
        preset_named("poster")


def test_thirty_cards_are_rendered_without_a_query_each(django_assert_num_queries: Any) -> None:
    for _ in range(30):
        make_renditions(PhotoFactory(size=(240, 160)), ["card"], share=False)
    cards = "{% for image in photos %}{% photo image 'card' %}{% endfor %}"

    with django_assert_num_queries(2):
        html = render(cards, None, photos=Photo.objects.with_renditions("card"))

    assert html.count("<picture>") == 30


def test_caption_credit_and_alternative_text_are_typeset() -> None:
    photo = PhotoFactory(
        description='Le "bac" à quai !', caption="L'attente du bac...", photographer="L'atelier"
    )

    html = render("{% photo_figure image 'body' %}", photo)

    assert 'alt="Le «\u202fbac\u202f» à quai\u202f!"' in html
    assert "L’attente du bac…" in html
    assert "L’atelier" in html


def test_the_alternative_text_of_the_page_is_typeset_in_its_language() -> None:
    tag = "{% photo image 'body' alt='Who asked \"why?\"' %}"

    assert 'alt="Who asked “why?”"' in render(tag, PhotoFactory(), language="en")
