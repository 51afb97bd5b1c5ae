"""Uploading in the back office: what is taken, what is refused, and what is left behind."""

import json
import struct
import time
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

from rotative.photos.models import Photo

from .factories import PhotoFactory
from .pictures import camera_exif, encoded, iim, jpeg, scene, with_iim

pytestmark = pytest.mark.django_db

HEADLINED = with_iim(jpeg(exif=camera_exif()), iim([(2, 105, b"Jour de fete"), (2, 120, b"Des danseurs.")]))


@pytest.fixture
def awa(client: Client) -> Client:
    """Awa's browser, signed in to the back office."""
    client.force_login(get_user_model().objects.create_superuser("awa@example.org", "un mot de passe"))
    return client


def form_for(data: bytes, name: str = "marche_central.jpg", **typed: Any) -> Any:
    fields = {"title": "", "collection": Collection.get_first_root_node().pk, **typed}
    return get_image_form(Photo)(fields, {"file": SimpleUploadedFile(name, data)})


def uploaded(data: bytes, **typed: Any) -> Photo:
    form = form_for(data, **typed)
    assert form.is_valid(), form.errors
    photo: Photo = form.save()
    return photo


def files_in(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def huge_png(width: int, height: int) -> bytes:
    """Return a small file that claims to hold a very large picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + rows + chunk(b"IEND", b"")


def test_an_upload_is_titled_and_captioned_by_the_agency() -> None:
    photo = uploaded(HEADLINED)

    assert (photo.title, photo.caption, photo.photographer) == (
        "Jour de fete",
        "Des danseurs.",
        "Fanta Sidibé",
    )


@pytest.mark.parametrize("title", ["", "marche_central.jpg", "marche_central", "Marche central"])
def test_the_file_s_name_is_no_title_that_anybody_typed(title: str) -> None:
    photo = uploaded(HEADLINED, title=title)

    assert photo.title == "Jour de fete"


def test_what_was_typed_into_the_form_wins() -> None:
    photo = uploaded(HEADLINED, title="La fête", caption="Ma légende.")

    assert (photo.title, photo.caption, photo.photographer) == ("La fête", "Ma légende.", "Fanta Sidibé")


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_every_format_of_the_house_is_taken(image_format: str) -> None:
    name = f"marche.{image_format.lower()}"

    assert form_for(encoded(scene(), image_format), name).is_valid()


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (jpeg()[:2000], "coupee.jpg", "broken_image"),
        (encoded(scene(), "PNG")[:400], "coupee.png", "broken_image"),
        (encoded(scene(), "AVIF")[:700], "coupee.avif", "broken_image"),
        (jpeg(), "marche.png", "invalid_image_known_format"),
        (jpeg(), "marche.exe", "invalid_image_extension"),
        (b"<html><script>alert(1)</script></html>", "page.jpg", "invalid_image_known_format"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "dessin.svg", "invalid_image_extension"),
        (b"", "vide.jpg", "empty"),
        (huge_png(9000, 9000), "grande.png", "file_too_many_pixels"),
        (huge_png(60000, 60000), "immense.png", "file_too_many_pixels"),
    ],
)
def test_what_is_no_sound_picture_is_refused_with_one_message(
    data: bytes, name: str, code: str, media: Path
) -> None:
    started = time.process_time()
    form = form_for(data, name)

    assert not form.is_valid()

    assert [error.code for error in form.errors["file"].as_data()] == [code]
    assert list(form.errors) == ["file"]
    assert time.process_time() - started < 2
    assert files_in(media) == []


def test_too_many_bytes_are_refused(settings: Any) -> None:
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1000

    form = form_for(jpeg())

    assert [error.code for error in form.errors["file"].as_data()] == ["file_too_large"]


def test_an_animation_is_counted_with_all_its_frames(settings: Any) -> None:
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 600 * 400 * 2
    frames = [scene().rotate(angle) for angle in (10, 20, 30)]
    animation = encoded(scene(), "GIF", save_all=True, append_images=frames)

    form = form_for(animation, "danse.gif")

    assert [error.code for error in form.errors["file"].as_data()] == ["file_too_many_pixels"]


def test_a_photo_is_edited_without_sending_its_file_again(media: Path) -> None:
    photo = PhotoFactory()
    before = files_in(media)
    form = get_image_form(Photo)(
        {"title": "", "caption": "Corrigée.", "collection": photo.collection_id}, {}, instance=photo
    )

    assert form.is_valid(), form.errors
    form.save()

    photo.refresh_from_db()
    assert (photo.title, photo.caption) == ("Le marché au lever du jour", "Corrigée.")
    assert files_in(media) == before


def test_a_replaced_file_takes_its_renditions_with_it(
    media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    photo = PhotoFactory()
    earlier = {photo.file.name, photo.get_rendition("width-200").file.name}
    form = get_image_form(Photo)(
        {"title": photo.title, "collection": photo.collection_id},
        {"file": SimpleUploadedFile("neuve.jpg", jpeg(scene(300, 500)))},
        instance=photo,
    )

    assert form.is_valid(), form.errors
    with django_capture_on_commit_callbacks(execute=True):
        form.save()

    photo.refresh_from_db()
    assert (photo.width, photo.height) == (300, 500)
    left = {str(path.relative_to(media)) for path in files_in(media)}
    assert left == {photo.file.name}
    assert not left & earlier


def test_many_files_are_uploaded_at_once_in_the_back_office(awa: Client) -> None:
    answer = awa.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "marche_central.jpg", "files[]": SimpleUploadedFile("marche_central.jpg", HEADLINED)},
    )

    assert answer.status_code == 200
    assert json.loads(answer.content)["success"] is True
    photo = Photo.objects.get()
    assert (photo.title, photo.caption) == ("Jour de fete", "Des danseurs.")
    assert photo.uploaded_by_user is not None


def test_the_back_office_answers_a_broken_file_in_words(awa: Client, media: Path) -> None:
    answer = awa.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "coupee", "files[]": SimpleUploadedFile("coupee.jpg", jpeg()[:2000])},
    )

    content = json.loads(answer.content)
    assert content["success"] is False
    with translation.override("fr"):
        expected = str(form_for(jpeg()[:2000], "coupee.jpg").errors["file"][0])
    assert content["error_message"] == expected
    assert Photo.objects.count() == 0
    assert files_in(media) == []


def test_the_pages_of_the_photo_desk_open(awa: Client) -> None:
    photo = PhotoFactory()

    for address in (
        reverse("wagtailimages:index"),
        reverse("wagtailimages:add"),
        reverse("wagtailimages:edit", args=[photo.pk]),
    ):
        assert awa.get(address).status_code == 200


def test_the_corrupt_reference_pictures_end_in_words(press_pictures: Path, media: Path) -> None:
    expected = json.loads((press_pictures / "expected.json").read_text(encoding="utf-8"))
    for picture in expected:
        data = (press_pictures / picture["file"]).read_bytes()
        started = time.process_time()

        form = form_for(data, Path(picture["file"]).name)

        assert form.is_valid() == picture["decodes"], picture["file"]
        assert time.process_time() - started < 2
    assert files_in(media) == []
