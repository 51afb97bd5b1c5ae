"""How content becomes articles: dates, bylines, body, pictures; and when the command refuses."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from rotative.articles.models import Article, Role
from rotative.demo.body import stream, with_read_also
from rotative.demo.content_files import read_all
from rotative.demo.content_text import Correction, Gallery, Picture, Table, Text
from rotative.demo.copy_desk import published_at, role_of, shots_of
from rotative.demo.management.commands.demo import is_only_here
from rotative.demo.photographs import _pixels, take
from rotative.photos.printing import PublishedFilter
from rotative.sections.models import HomePage
from tests.photos.factories import PhotoFactory
from tests.photos.pictures import jpeg, scene

NOW = timezone.make_aware(datetime(2026, 11, 23, 6, 5))


def as_typed(text: str) -> str:
    return text


def test_nothing_is_published_in_the_future() -> None:
    moments = {file.slug: published_at(file, NOW) for file in read_all()}

    assert all(at < NOW for at in moments.values())
    assert len({at.time() for at in moments.values()}) > 80


def test_articles_come_out_in_the_hours_of_a_newsroom() -> None:
    older = [published_at(file, NOW) for file in read_all() if file.days_ago > 1]

    hours = [timezone.localtime(at).time() for at in older]
    assert time(5, 40) <= min(hours) < time(7)
    assert time(19) < max(hours) < time(21, 30)


def test_the_demo_reaches_back_eighteen_months() -> None:
    assert max(NOW - published_at(file, NOW) for file in read_all()) > timedelta(days=530)


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("", (Role.NONE, "")),
        ("Envoyée spéciale à Port-Sankar", (Role.SPECIAL_ENVOY, "à Port-Sankar")),
        ("Envoyés spéciaux à N'Golobougou", (Role.SPECIAL_ENVOY, "à N'Golobougou")),
        ("Correspondant à Tombora", (Role.CORRESPONDENT, "à Tombora")),
        ("Recueilli par téléphone", (Role.OTHER, "Recueilli par téléphone")),
    ],
)
def test_a_byline_says_in_which_capacity_somebody_signs(words: str, role: tuple[str, str]) -> None:
    assert role_of(words) == role


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (date(2026, 5, 3), date(2026, 5, 3)),
        (date(2026, 4, 20), date(2026, 5, 3)),
        (date(2027, 1, 1), date(2026, 5, 3)),
    ],
)
def test_a_correction_comes_after_publication_and_never_tomorrow(written: date, shown: date) -> None:
    body = (Correction(written, "C'est 24."),)

    ((kind, correction),) = stream(body, {}, date(2026, 5, 1), date(2026, 11, 23), as_typed)

    assert (kind, correction["date"]) == ("correction", shown)


def test_a_correction_of_today_is_not_dated_the_day_after_tomorrow() -> None:
    body = (Correction(date(2026, 1, 1), "C'est 24."),)

    ((_kind, correction),) = stream(body, {}, date(2026, 11, 23), date(2026, 11, 23), as_typed)

    assert correction["date"] == date(2026, 11, 23)


def test_pictures_and_tables_keep_their_order_in_the_body() -> None:
    market, rain = Picture("market", "a", "b", "c"), Picture("rain", "d", "e", "f")
    body = (
        Text(("<p>Un.</p>", "<p>Deux.</p>")),
        Gallery("G", (market, rain)),
        Table("T", (("a",), ("b",))),
        market,
    )

    blocks = stream(body, {market: 1, rain: 2}, NOW.date(), NOW.date(), as_typed)

    assert [kind for kind, _value in blocks] == ["text", "gallery", "table", "photo"]
    assert blocks[0][1] == "<p>Un.</p><p>Deux.</p>"
    assert [item["photo"] for item in blocks[1][1]["photos"]] == [1, 2]
    assert blocks[2][1]["data"] == [["a"], ["b"]]
    assert blocks[3][1]["photo"] == 1


def test_read_also_stands_in_the_middle_of_the_first_text() -> None:
    blocks = with_read_also([("quotation", {}), ("text", "<p>1</p><h2>t</h2><p>2</p><p>3</p>")], "autre")

    assert blocks == [
        ("quotation", {}),
        ("text", "<p>1</p><h2>t</h2><p>2</p>"),
        ("read_also", {"article": "autre"}),
        ("text", "<p>3</p>"),
    ]


def test_every_picture_has_a_name_of_its_own() -> None:
    shots = shots_of(read_all(), NOW)

    assert len({shot.file_name for shot in shots}) == len(shots)
    assert len({(shot.scene, shot.seed) for shot in shots}) == len(shots)


@pytest.mark.django_db
def test_a_crop_to_the_shape_of_the_picture_is_no_crop() -> None:
    photo = PhotoFactory(size=(600, 400))
    coding = "|format-jpeg|jpegquality-72"

    cropped, whole = (
        photo.generate_rendition_file(PublishedFilter(shape + coding)).read()
        for shape in ("fill-240x160", "width-240")
    )

    assert cropped == whole
    assert _pixels(photo, "fill-240x160" + coding) == "width-240" + coding
    assert _pixels(photo, "fill-192x192" + coding) == "fill-192x192" + coding


@pytest.mark.django_db
def test_photos_that_are_there_are_not_drawn_again() -> None:
    shot = shots_of(read_all(), NOW)[0]
    there = PhotoFactory(file=ContentFile(jpeg(scene(600, 400)), shot.file_name))

    photos, drawn = take([shot], pool=None)  # type: ignore[arg-type]  # nobody draws, so there is no pool

    assert (photos, drawn) == ({shot.name: there}, 0)


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("http://localhost:8000", True),
        ("http://127.0.0.1:8000", True),
        ("http://[::1]:8000", True),
        ("http://journal.localhost", True),
        ("https://journal.example", False),
        ("http://192.168.1.10", False),
        ("https://localhost.example", False),
    ],
)
def test_only_this_machine_counts_as_private(address: str, here: bool) -> None:
    assert is_only_here(address) is here


@pytest.mark.django_db
def test_a_public_site_does_not_get_accounts_with_a_known_password(settings: Any) -> None:
    settings.SITE_URL = "https://journal.example"

    with pytest.raises(CommandError, match="everybody knows the demo's password"):
        call_command("demo")

    assert not HomePage.objects.exists()


def test_another_newspaper_is_left_alone(newspaper: Any) -> None:
    with pytest.raises(CommandError, match="newspaper of its own"):
        call_command("demo")

    assert not Article.objects.exists()
