"""What a photo knows: its fields filled from the file, its credit, its rights."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from rotative.photos.models import Photo

from .factories import PhotoFactory
from .pictures import camera_exif, iim, jpeg, scene, turned, with_iim

pytestmark = pytest.mark.django_db

AGENCY_PICTURE = with_iim(
    jpeg(),
    iim(
        [
            (1, 90, b"\x1b%G"),
            (2, 105, b"Jour de march\xc3\xa9"),
            (2, 120, b"Des \xc3\xa9tals."),
            (2, 80, b"Issa Sow"),
        ]
    ),
)


def test_a_new_photo_takes_the_empty_fields_from_its_file() -> None:
    photo = Photo.objects.create(file=ContentFile(AGENCY_PICTURE, "agence.jpg"))

    photo.refresh_from_db()
    assert (photo.title, photo.caption, photo.photographer) == ("Jour de marché", "Des étals.", "Issa Sow")
    assert photo.file_hash
    assert photo.file_size == len(AGENCY_PICTURE)


def test_what_a_person_typed_wins() -> None:
    photo = Photo.objects.create(
        file=ContentFile(AGENCY_PICTURE, "agence.jpg"), title="Ma photo", photographer="Awa"
    )

    assert (photo.title, photo.photographer, photo.caption) == ("Ma photo", "Awa", "Des étals.")


def test_a_photo_that_says_nothing_is_called_by_its_file() -> None:
    photo = Photo.objects.create(file=ContentFile(jpeg(), "marche_central-2026.jpg"))

    assert photo.title == "Marche central 2026"


def test_a_moment_without_time_zone_is_the_newsroom_s_time() -> None:
    photo = Photo.objects.create(file=ContentFile(jpeg(exif=camera_exif()), "tel.jpg"))

    assert timezone.is_aware(photo.taken_at)
    assert timezone.make_naive(photo.taken_at).hour == 7


def test_a_photo_saved_again_is_not_filled_again() -> None:
    photo = Photo.objects.create(file=ContentFile(AGENCY_PICTURE, "agence.jpg"))
    photo.caption = ""

    photo.save()

    assert Photo.objects.get(pk=photo.pk).caption == ""


@pytest.mark.parametrize("orientation", range(1, 9))
def test_dimensions_are_those_of_the_upright_picture(orientation: int) -> None:
    photo = PhotoFactory(data=turned(orientation))

    assert (photo.width, photo.height) == (600, 400)


def test_originals_lie_where_nobody_guesses(media: Path) -> None:
    awa, issa = PhotoFactory(), PhotoFactory()

    folders = [Path(photo.file.name).parent for photo in (awa, issa)]
    assert folders[0] != folders[1]
    assert all(folder.parent == Path("originals") and len(folder.name) == 24 for folder in folders)


def test_a_very_long_file_name_still_fits() -> None:
    photo = PhotoFactory(file=ContentFile(jpeg(), "é" * 180 + ".jpg"))

    assert len(photo.file.name) <= 100
    assert photo.file.name.endswith(".jpg")


@pytest.mark.parametrize(
    ("photographer", "credit_line", "source", "credit"),
    [
        ("Mariam Coulibaly", "", "", "Mariam Coulibaly"),
        ("Mariam Coulibaly", "", "Agence du Fleuve", "Mariam Coulibaly / Agence du Fleuve"),
        ("Mariam Coulibaly", "Fleuve Presse", "Agence du Fleuve", "Mariam Coulibaly / Fleuve Presse"),
        ("Mariam Coulibaly", "mariam coulibaly pour le Fleuve", "", "mariam coulibaly pour le Fleuve"),
        ("", "", "Agence du Fleuve", "Agence du Fleuve"),
        ("", "", "", ""),
    ],
)
def test_the_credit_names_photographer_and_agency(
    photographer: str, credit_line: str, source: str, credit: str
) -> None:
    photo = Photo(photographer=photographer, credit_line=credit_line, source=source)

    assert photo.credit == credit


def test_rights_expire_at_their_moment_and_not_before() -> None:
    now = timezone.now()
    photo = Photo(expires_at=now)

    assert photo.rights_have_expired(now)
    assert not photo.rights_have_expired(now - timedelta(seconds=1))
    assert not Photo().rights_have_expired(now)


def test_usable_photos_are_those_whose_rights_last() -> None:
    now = timezone.now()
    free = PhotoFactory()
    lasting = PhotoFactory(expires_at=now + timedelta(days=1))
    PhotoFactory(expires_at=now)

    assert set(Photo.objects.usable(at=now)) == {free, lasting}


def test_photos_without_credit_are_found() -> None:
    PhotoFactory(photographer="Awa Diarra")
    PhotoFactory(photographer="", source="Agence du Fleuve")
    nobodys = PhotoFactory(photographer="")

    assert list(Photo.objects.without_credit()) == [nobodys]


def test_the_alternative_text_is_never_the_title() -> None:
    photo = PhotoFactory(description="")

    assert (photo.alt_text, photo.default_alt_text) == ("", "")


def test_the_location_goes_from_the_place_to_the_country() -> None:
    photo = Photo(place="Grand marché", city="Ségou", country="Mali")

    assert photo.location == "Grand marché, Ségou, Mali"


def test_the_iptc_s_fields_are_stored(press_pictures: Path) -> None:
    data = (press_pictures / "IPTC-PhotometadataRef-Std2021.1.jpg").read_bytes()

    photo = Photo.objects.create(file=ContentFile(data, "iptc.jpg"))

    assert photo.credit == "Creator1 (ref2021.1) / Credit Line (ref2021.1)"
    assert photo.usage_terms == "Rights Usage Terms (ref2021.1)"
    assert photo.location.startswith("Sublocation (Core) (ref2021.1), City (Core) (ref2021.1)")


def test_a_picture_smaller_than_its_preview_is_measured_too() -> None:
    photo = PhotoFactory(data=jpeg(scene(12, 9)))

    assert (photo.width, photo.height) == (12, 9)
