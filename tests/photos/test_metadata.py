"""What is read from a picture, and what a published one says about itself."""

import json
import time
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image

from rotative.photos.metadata import PhotoMetadata, read_metadata, write_exif, write_xmp
from rotative.photos.metadata.xmp import LARGEST_WRITTEN, _packet

from .pictures import camera_exif, encoded, iim, jpeg, scene, with_iim, xmp

# Damaged Exif makes Pillow warn, and warnings are errors here.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")

WINDOWS_LATIN = "L\u2019\u00e9tal d\u2019A\u00efcha"


def test_exif_names_the_photographer_and_the_moment() -> None:
    found = read_metadata(jpeg(exif=camera_exif()))

    assert found.photographer == "Fanta Sidibé"
    assert found.taken_at == datetime.fromisoformat("2026-03-08T07:30:00")


def test_what_a_camera_writes_by_itself_is_no_caption() -> None:
    assert read_metadata(jpeg(exif=camera_exif())).caption == ""


def test_iim_in_windows_latin_is_read_with_its_accents() -> None:
    block = iim([(2, 120, WINDOWS_LATIN.encode("cp1252")), (2, 80, "Zoé Keïta".encode("latin-1"))])

    found = read_metadata(with_iim(jpeg(), block))

    assert (found.caption, found.photographer) == (WINDOWS_LATIN, "Zoé Keïta")


def test_iim_that_announces_utf_8_is_read_as_utf_8() -> None:
    block = iim([(1, 90, b"\x1b%G"), (2, 120, "Marché de Ségou".encode()), (2, 101, b"Mali")])

    found = read_metadata(with_iim(jpeg(), block))

    assert (found.caption, found.country) == ("Marché de Ségou", "Mali")


def test_iim_tells_until_when_a_picture_may_run() -> None:
    block = iim([(2, 37, b"20270131"), (2, 55, b"20260308"), (2, 60, b"073000+0100")])

    found = read_metadata(with_iim(jpeg(), block))

    assert found.expires_at == datetime.fromisoformat("2027-01-31T23:59:59")
    assert found.taken_at == datetime(2026, 3, 8, 6, 30, tzinfo=UTC)


def test_xmp_wins_over_iim_and_iim_over_exif() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = "exif"
    exif[ExifTags.Base.Artist] = "exif"
    exif[ExifTags.Base.Copyright] = "exif"
    picture = jpeg(
        exif=exif, xmp=xmp("<photoshop:City>xmp</photoshop:City><dc:description>xmp</dc:description>")
    )

    found = read_metadata(with_iim(picture, iim([(2, number, b"iim") for number in (80, 90, 120)])))

    assert found.caption == found.city == "xmp"
    assert found.photographer == "iim"
    assert found.copyright_notice == "exif"


def test_of_captions_in_several_languages_the_default_one_is_read() -> None:
    packet = xmp(
        "<dc:description><rdf:Alt><rdf:li xml:lang='en'>The market</rdf:li>"
        "<rdf:li xml:lang='x-default'>Le marché</rdf:li></rdf:Alt></dc:description>"
        "<dc:creator><rdf:Seq><rdf:li>Awa Diarra</rdf:li><rdf:li>Issa Touré</rdf:li></rdf:Seq></dc:creator>"
    )

    found = read_metadata(jpeg(xmp=packet))

    assert (found.caption, found.photographer) == ("Le marché", "Awa Diarra, Issa Touré")


@pytest.mark.parametrize("image_format", ["PNG", "WEBP", "AVIF"])
def test_xmp_is_read_from_other_formats_than_jpeg(image_format: str) -> None:
    from PIL.PngImagePlugin import PngInfo

    packet = write_xmp(PhotoMetadata(caption="Le fleuve", photographer="Awa Diarra"))
    chunks = PngInfo()
    chunks.add_itxt("XML:com.adobe.xmp", packet.decode())
    options = {"pnginfo": chunks} if image_format == "PNG" else {"xmp": packet}

    found = read_metadata(encoded(scene(), image_format, **options))

    assert (found.caption, found.photographer) == ("Le fleuve", "Awa Diarra")


def test_xmp_with_entities_is_not_even_parsed() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>' + xmp(
        "<dc:description>&b;</dc:description>"
    )

    assert read_metadata(jpeg(xmp=bomb)).caption == ""


def test_one_damaged_block_does_not_hide_the_others() -> None:
    picture = jpeg(exif=camera_exif(), xmp=b"<x:xmpmeta")

    assert read_metadata(picture).photographer == "Fanta Sidibé"


@given(st.binary(max_size=4000))
def test_any_bytes_at_all_are_read_without_an_error(data: bytes) -> None:
    assert isinstance(read_metadata(data), PhotoMetadata)


FULL = with_iim(
    jpeg(scene(40, 30), exif=camera_exif(), xmp=write_xmp(PhotoMetadata(caption="Le fleuve & ses pirogues"))),
    iim([(2, 120, b"Le fleuve"), (2, 80, b"Awa")]),
)


@settings(max_examples=200, deadline=5000)
@given(st.lists(st.tuples(st.integers(0, len(FULL) - 1), st.integers(0, 255)), min_size=1, max_size=30))
def test_a_picture_damaged_anywhere_is_read_without_an_error(damage: list[tuple[int, int]]) -> None:
    picture = bytearray(FULL)
    for position, byte in damage:
        picture[position] = byte

    assert isinstance(read_metadata(bytes(picture)), PhotoMetadata)


WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=60).map(
    str.strip
)
LONG = "𐀀" * 60  # four bytes each: with four such fields the packet is full before the caption comes


@given(
    st.builds(
        PhotoMetadata,
        caption=WORDS,
        photographer=WORDS,
        copyright_notice=WORDS,
        credit_line=WORDS,
        city=WORDS,
    )
)
@example(
    PhotoMetadata(caption="Le fleuve", photographer=LONG, copyright_notice=LONG, credit_line=LONG, city=LONG)
)
def test_what_is_written_is_read_again(metadata: PhotoMetadata) -> None:
    """All of it where it fits in the packet; else all but the end of the caption."""
    found = read_metadata(jpeg(scene(8, 8), xmp=write_xmp(metadata)))

    assert replace(found, caption=metadata.caption) == metadata
    if found.caption != metadata.caption:
        assert metadata.caption.startswith(found.caption.removesuffix("…"))
        assert len(_packet(metadata)) > LARGEST_WRITTEN


def test_exif_keeps_accents_and_says_nothing_of_place_or_orientation() -> None:
    metadata = PhotoMetadata(
        caption="Le marché", photographer="Zoé Keïta", copyright_notice="© Agence", city="Ségou"
    )

    picture = jpeg(exif=write_exif(metadata))

    assert read_metadata(picture) == PhotoMetadata(
        caption="Le marché", photographer="Zoé Keïta", copyright_notice="© Agence"
    )
    assert set(Image.open(BytesIO(picture)).getexif()) == {
        ExifTags.Base.ImageDescription,
        ExifTags.Base.Artist,
        ExifTags.Base.Copyright,
    }


def test_a_long_caption_is_cut_after_a_word_so_that_the_packet_stays_small() -> None:
    metadata = PhotoMetadata(caption="Les étals & les parasols " * 70, photographer="Mariam Coulibaly")

    packet = write_xmp(metadata)
    caption = read_metadata(jpeg(xmp=packet)).caption

    assert 1000 < len(packet) <= 1200
    assert caption.endswith("…")
    assert metadata.caption.startswith(caption.removesuffix("…") + " ")


def test_nothing_to_say_writes_nothing() -> None:
    assert (write_xmp(PhotoMetadata()), write_exif(PhotoMetadata())) == (b"", b"")


def test_the_reference_picture_of_the_iptc_is_read_field_by_field(press_pictures: Path) -> None:
    expected = json.loads((press_pictures / "expected.json").read_text(encoding="utf-8"))[0]

    found = read_metadata((press_pictures / expected["file"]).read_bytes())

    fields = expected["iptc"]
    assert found.title == fields["headline"]
    assert found.caption == fields["caption"]
    assert found.photographer == fields["creator"]
    assert found.credit_line == fields["credit_line"]
    assert found.source == fields["source"]
    assert found.copyright_notice == fields["copyright_notice"]
    assert (found.city, found.region, found.country) == (
        fields["city"],
        fields["province_state"],
        fields["country"],
    )
    assert found.alt_text == "This is the Alt Text description to support accessibility in 2021.1"
    assert found.taken_at == datetime(2021, 10, 20, 21, 1, 1, tzinfo=UTC)


def test_iim_alone_and_windows_fields_alone_are_enough(press_pictures: Path) -> None:
    agency = read_metadata((press_pictures / "metadata/iptc-iim-photoshop.jpg").read_bytes())
    windows = read_metadata((press_pictures / "metadata/windows-xp-fields.jpg").read_bytes())

    assert (agency.caption, agency.photographer, agency.credit_line) == ("Caption PS6", "Byline", "Credits")
    assert (windows.title, windows.caption, windows.photographer) == (
        "Testing title",
        "Testing comments",
        "Testing artist",
    )


def test_corrupt_pictures_are_read_in_bounded_time(press_pictures: Path) -> None:
    files = sorted((press_pictures / "corrupt").iterdir())
    started = time.process_time()

    found = [read_metadata(file.read_bytes()) for file in files]

    assert len(found) == 3
    assert time.process_time() - started < 2
