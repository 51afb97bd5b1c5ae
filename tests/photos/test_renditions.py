"""What a published picture shows and says: upright, credited, without coordinates, at an address for ever."""

from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import ExifTags, Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from rotative.photos.metadata import read_metadata
from rotative.photos.models import Photo, Rendition
from rotative.photos.presets import PRESETS, SHARE_SPEC, specs_of
from rotative.photos.renditions import (
    delete_outdated_renditions,
    make_renditions,
    prefetch_for,
    share_rendition,
)

from .factories import PhotoFactory
from .pictures import camera_exif, encoded, jpeg, scene, top_left_is_red, turned

pytestmark = pytest.mark.django_db

FORMATS = ["jpeg", "webp", "avif", "png"]


def published(photo: Photo, spec: str) -> bytes:
    rendition = photo.get_rendition(spec)
    with rendition.file.open() as file:
        data: bytes = file.read()
    return data


def credited_photo(**fields: Any) -> Photo:
    return PhotoFactory(
        data=jpeg(exif=camera_exif(6), comment=b"secret comment"),
        credit_line="Fleuve Presse",
        source="Agence du Fleuve",
        copyright_notice="© Agence du Fleuve",
        place="Grand marché",
        city="Ségou",
        region="Ségou",
        country="Mali",
        **fields,
    )


@pytest.mark.parametrize("image_format", FORMATS)
def test_renditions_keep_caption_creator_credit_and_place(image_format: str) -> None:
    found = read_metadata(published(credited_photo(), f"width-200|format-{image_format}"))

    assert found.caption == "Le marché de Kéniéba, mardi matin."
    assert found.photographer == "Mariam Coulibaly"
    assert (found.credit_line, found.source) == ("Fleuve Presse", "Agence du Fleuve")
    assert found.copyright_notice == "© Agence du Fleuve"
    assert (found.place, found.city, found.region, found.country) == (
        "Grand marché",
        "Ségou",
        "Ségou",
        "Mali",
    )


def test_a_jpeg_keeps_them_for_older_software_too() -> None:
    exif = Image.open(BytesIO(published(credited_photo(), "width-200|format-jpeg"))).getexif()

    assert set(exif) == {ExifTags.Base.ImageDescription, ExifTags.Base.Artist, ExifTags.Base.Copyright}


@pytest.mark.parametrize("image_format", FORMATS)
@pytest.mark.parametrize("spec", ["width-200", "fill-90x60", "original"])
def test_no_rendition_tells_where_the_camera_stood(image_format: str, spec: str) -> None:
    data = published(credited_photo(), f"{spec}|format-{image_format}")

    exif = Image.open(BytesIO(data)).getexif()
    assert not exif.get_ifd(ExifTags.IFD.GPSInfo)
    assert ExifTags.Base.Orientation not in exif
    assert ExifTags.Base.Make not in exif
    assert b"Telefon" not in data
    assert b"secret comment" not in data


@pytest.mark.parametrize("image_format", FORMATS)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(orientation: int, image_format: str) -> None:
    photo = PhotoFactory(data=turned(orientation))

    data = published(photo, f"width-300|format-{image_format}")

    assert Image.open(BytesIO(data)).size == (300, 200)
    assert top_left_is_red(BytesIO(data))


def test_several_renditions_at_once_are_upright_too() -> None:
    photo = PhotoFactory(data=turned(8))

    renditions = photo.get_renditions("width-300|format-jpeg", "fill-200x200|format-avif")

    assert all(top_left_is_red(rendition.file) for rendition in renditions.values())
    assert [(r.width, r.height) for r in renditions.values()] == [(300, 200), (200, 200)]


def test_a_transparent_png_becomes_a_jpeg_on_white_with_its_credit() -> None:
    transparent = Image.new("RGBA", (90, 60), (0, 0, 0, 0))
    photo = PhotoFactory(file=ContentFile(encoded(transparent, "PNG"), "logo.png"))

    data = published(photo, "width-60|format-jpeg")

    assert Image.open(BytesIO(data)).getpixel((5, 5)) == (255, 255, 255)
    assert read_metadata(data).photographer == "Mariam Coulibaly"


def test_text_chunks_of_a_png_stay_in_the_original() -> None:
    chunks = PngInfo()
    chunks.add_text("Comment", "secret comment")
    photo = PhotoFactory(file=ContentFile(encoded(scene(), "PNG", pnginfo=chunks), "capture.png"))

    assert b"secret comment" not in published(photo, "width-60|format-png")


def test_colour_profiles_are_applied_and_left_out() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for damaged in (profile, b"no profile at all"):
        photo = PhotoFactory(data=jpeg(icc_profile=damaged))

        data = published(photo, "width-200|format-jpeg")

        assert "icc_profile" not in Image.open(BytesIO(data)).info
        assert top_left_is_red(BytesIO(data))


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_grey_and_printer_s_pictures_are_published(mode: str) -> None:
    photo = PhotoFactory(data=jpeg(scene().convert(mode)))

    for image_format in FORMATS:
        with Image.open(BytesIO(published(photo, f"width-200|format-{image_format}"))) as image:
            assert image.mode in ("L", "RGB")


def test_the_focal_point_stays_in_the_crop() -> None:
    photo = PhotoFactory(focal_point_x=60, focal_point_y=50, focal_point_width=40, focal_point_height=40)

    assert top_left_is_red(photo.get_rendition("fill-200x200|format-jpeg").file)


def test_addresses_are_short_and_one_picture_s_share_their_beginning() -> None:
    photo = PhotoFactory(size=(1300, 900))

    renditions = photo.get_renditions(*PRESETS["lead"].specs()["avif"])

    names = [rendition.file.name for rendition in renditions.values()]
    key = names[0].split("/")[2]
    assert len(key) == 12
    assert names == [f"photos/r/{key}/{width}.avif" for width in (360, 480, 720, 960, 1200)]


def test_a_corrected_credit_gives_a_new_address_and_spares_the_neighbour() -> None:
    awas, issas = PhotoFactory(photographer="Awa Diarra"), PhotoFactory(photographer="Issa Touré")
    before = {photo.pk: photo.get_rendition("width-200").url for photo in (awas, issas)}

    Photo.objects.filter(pk=awas.pk).update(photographer="Awa Diallo")

    after = Photo.objects.get(pk=awas.pk).get_rendition("width-200")
    assert after.url != before[awas.pk]
    assert read_metadata(after.file.read()).photographer == "Awa Diallo"
    assert Photo.objects.get(pk=issas.pk).get_rendition("width-200").url == before[issas.pk]


def test_a_change_that_no_file_shows_keeps_the_address() -> None:
    photo = PhotoFactory()
    before = photo.get_rendition("width-200").url

    photo.title = "Autre titre"
    photo.usage_terms = "Une parution"
    photo.save()

    assert Photo.objects.get(pk=photo.pk).get_rendition("width-200").url == before


def test_pages_already_printed_keep_their_pictures_until_they_are_cleared_away(
    django_capture_on_commit_callbacks: Any,
) -> None:
    photo = PhotoFactory()
    earlier = photo.get_rendition("width-200")
    photo.caption = "Le marché de Kéniéba, mercredi."
    photo.save()
    current = photo.get_rendition("width-200")
    assert earlier.file.storage.exists(earlier.file.name)

    with django_capture_on_commit_callbacks(execute=True):
        assert delete_outdated_renditions(photo) == 1

    assert not earlier.file.storage.exists(earlier.file.name)
    assert current.file.storage.exists(current.file.name)
    assert delete_outdated_renditions(photo) == 0


def test_all_renditions_are_made_ahead_of_the_first_reader(django_assert_num_queries: Any) -> None:
    photo = PhotoFactory(size=(1300, 900))

    assert make_renditions(photo) == len(specs_of(PRESETS)) + 1

    again = Photo.objects.with_renditions(*PRESETS).get(pk=photo.pk)
    with django_assert_num_queries(0):
        again.get_renditions(*specs_of(PRESETS))
    assert Rendition.objects.filter(filter_spec=SHARE_SPEC).count() == 1


def test_nothing_is_enlarged_and_nothing_made_twice() -> None:
    photo = PhotoFactory(size=(500, 400))

    make_renditions(photo, ["lead"], share=False)

    widths = sorted(photo.renditions.filter(filter_spec__contains="avif").values_list("width", flat=True))
    assert widths == [360, 480, 500]


def test_renditions_of_thirty_cards_cost_one_query(django_assert_num_queries: Any) -> None:
    photos = [PhotoFactory(size=(240, 160)) for _ in range(30)]
    for photo in photos:
        make_renditions(photo, ["card"], share=False)
    listed = list(Photo.objects.all())

    with django_assert_num_queries(1):
        prefetch_for([*listed, None], "card")
        for photo in listed:
            natural = PRESETS["card"].natural_width(photo.width, photo.height)
            photo.get_renditions(*chain(*PRESETS["card"].specs(natural).values()))


def test_the_picture_for_social_networks_is_a_jpeg_of_their_shape() -> None:
    rendition = share_rendition(PhotoFactory(size=(1500, 1200)))

    assert (rendition.width, rendition.height) == (1200, 630)
    assert rendition.file.name.endswith("/1200x630.jpg")


def test_small_renditions_stay_small() -> None:
    photo = PhotoFactory(size=(1300, 900), caption="Une légende bien trop longue pour une vignette. " * 40)

    make_renditions(photo, ["thumb"], share=False)

    thumbnail = photo.renditions.get(filter_spec__startswith="fill-96x96|format-avif")
    assert thumbnail.file.size < 3000


def test_the_reference_picture_keeps_its_fields_in_every_format(press_pictures: Path) -> None:
    original = (press_pictures / "IPTC-PhotometadataRef-Std2021.1.jpg").read_bytes()
    photo = Photo.objects.create(file=ContentFile(original, "iptc.jpg"))
    wanted = read_metadata(original)
    names = (
        "caption",
        "photographer",
        "credit_line",
        "source",
        "copyright_notice",
        "place",
        "city",
        "country",
    )

    for image_format in FORMATS:
        found = read_metadata(published(photo, f"width-720|format-{image_format}"))
        assert {name: getattr(found, name) for name in names} == {
            name: getattr(wanted, name) for name in names
        }


def test_no_reference_picture_keeps_its_coordinates(press_pictures: Path) -> None:
    for file in sorted((press_pictures / "gps").iterdir()):
        photo = Photo.objects.create(file=ContentFile(file.read_bytes(), file.name))
        for rendition in photo.get_renditions(*[f"width-100|format-{name}" for name in FORMATS]).values():
            exif = Image.open(rendition.file).getexif()
            assert not exif.get_ifd(ExifTags.IFD.GPSInfo)
            assert ExifTags.Base.Orientation not in exif


def test_the_eight_reference_orientations_show_the_same_picture(press_pictures: Path) -> None:
    shown = []
    for file in sorted((press_pictures / "orientation").iterdir()):
        photo = Photo.objects.create(file=ContentFile(file.read_bytes(), file.name))
        assert (photo.width, photo.height) == (40, 80)
        with Image.open(photo.get_rendition("original|format-png").file) as stored:
            shown.append(stored.convert("L").resize((20, 40)))

    upright = list(shown[0].tobytes())
    for image in shown:
        difference = [abs(one - other) for one, other in zip(upright, image.tobytes(), strict=True)]
        assert sum(difference) / len(difference) < 8
