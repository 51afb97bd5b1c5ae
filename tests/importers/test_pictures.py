"""Pictures that a browser saved beside a page become photos; nothing is fetched, nor read outside the page's folder."""

import errno
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from PIL import Image

from rotative.articles.models import Article
from rotative.photos.models import Photo
from tests.factories import Newspaper
from tests.photos.pictures import encoded, jpeg, scene

from .importing import html_page, report, run, save

pytestmark = pytest.mark.django_db


def figure(src: str, caption: str = "Le bac à quai, mardi matin. Photo : Issa Koné", others: str = "") -> str:
    return f'<figure><img src="{src}"{others}><figcaption>{caption}</figcaption></figure>'


def write(file: Path, content: bytes) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)


BASE = '<link rel="canonical" href="https://journal.example/bac">'


@pytest.mark.parametrize("head", ["", BASE], ids=["no address", "an address"])
@pytest.mark.parametrize(
    "src", ["bac_files/le%20bac.jpg", "./bac_files/le%20bac.jpg", "bac_files/le bac.jpg"]
)
def test_a_saved_picture_comes_in_with_caption_and_credit(
    newspaper: Newspaper, tmp_path: Path, src: str, head: str
) -> None:
    write(tmp_path / "bac_files" / "le bac.jpg", jpeg())

    said = run(save(tmp_path / "bac.html", html_page(head=head, figure=figure(src))))

    photo = Photo.objects.get()
    assert (photo.caption, photo.credit) == ("Le bac à quai, mardi matin.", "Issa Koné")
    assert Article.objects.get().lead_photo == photo
    assert "photo" not in said


def test_pictures_in_the_text_stay_in_their_places(newspaper: Newspaper, tmp_path: Path) -> None:
    write(tmp_path / "bac_files" / "quai.jpg", jpeg())
    write(tmp_path / "bac_files" / "pont.png", encoded(scene(500, 300), "PNG"))
    below = (
        figure("bac_files/pont.png", "Le pont, de la rive.")
        + "<p>Le pont, lui, attend encore ses deux dernières poutres.</p>"
    )

    run(save(tmp_path / "bac.html", html_page(figure=figure("bac_files/quai.jpg"), below=below)))

    blocks = [(block.block_type, block.value) for block in Article.objects.get().body]
    assert [kind for kind, _value in blocks] == ["text", "photo", "text"]
    assert blocks[1][1]["photo"].caption == blocks[1][1]["caption"] == "Le pont, de la rive."


def test_the_address_of_a_lazy_picture_is_not_preferred_to_its_file(
    newspaper: Newspaper, tmp_path: Path
) -> None:
    write(tmp_path / "bac_files" / "bac.jpg", jpeg())
    lazy = figure("bac_files/bac.jpg", others=' data-src="https://journal.example/bac.jpg"')

    run(save(tmp_path / "bac.html", html_page(figure=lazy)))

    assert Article.objects.get().lead_photo


@pytest.mark.parametrize(
    "src",
    [
        "../secret.jpg",
        "bac_files/../../secret.jpg",
        "%2e%2e/secret.jpg",
        "lien.jpg",
        "dehors/secret.jpg",
        "bac_files/rien.jpg",
        "rond.jpg",
        f"{'long' * 100}.jpg",
    ],
)
def test_nothing_outside_the_pages_own_folder_is_read(newspaper: Newspaper, tmp_path: Path, src: str) -> None:
    write(tmp_path / "secret.jpg", jpeg())
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "lien.jpg").symlink_to(tmp_path / "secret.jpg")
    (folder / "dehors").symlink_to(tmp_path)
    (folder / "rond.jpg").symlink_to(folder / "rond.jpg")

    said = run(save(folder / "bac.html", html_page(figure=figure(src))))

    assert f"photo not at hand: {src}"[:150] in said
    assert not Photo.objects.exists()
    assert Article.objects.get().lead_photo is None


def test_a_picture_on_the_web_is_named_and_not_fetched(newspaper: Newspaper, tmp_path: Path) -> None:
    said = run(save(tmp_path / "bac.html", html_page(head=BASE, figure=figure("/bac.jpg"))))

    assert "photo not at hand: https://journal.example/bac.jpg" in said


@pytest.mark.parametrize(
    "content", [b"", b"<html>404</html>", jpeg()[:-900]], ids=["empty", "page", "cut off"]
)
def test_a_file_that_is_no_picture_is_named(newspaper: Newspaper, tmp_path: Path, content: bytes) -> None:
    write(tmp_path / "bac_files" / "bac.jpg", content)

    said = run(save(tmp_path / "bac.html", html_page(figure=figure("bac_files/bac.jpg"))))

    assert re.search(r"photo .+: bac_files/bac\.jpg", said)
    assert not Photo.objects.exists()
    assert Article.objects.exists()


def test_a_picture_larger_than_the_paper_takes_is_named(
    newspaper: Newspaper, tmp_path: Path, settings: Any
) -> None:
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 500
    write(tmp_path / "bac_files" / "bac.jpg", jpeg())

    said = run(save(tmp_path / "bac.html", html_page(figure=figure("bac_files/bac.jpg"))))

    assert re.search(r"photo .+: bac_files/bac\.jpg", said)
    assert not Photo.objects.exists()


def test_a_picture_under_the_wrong_ending_comes_in(newspaper: Newspaper, tmp_path: Path) -> None:
    write(tmp_path / "bac_files" / "bac.jpg", encoded(scene(), "WEBP"))

    run(save(tmp_path / "bac.html", html_page(figure=figure("bac_files/bac.jpg"))))

    assert Image.open(Photo.objects.get().file).format == "WEBP"


def test_a_picture_that_two_pages_show_is_one_photo(newspaper: Newspaper, tmp_path: Path) -> None:
    for name, headline in (("a", "Le bac reprend ses traversées"), ("b", "Le bac est repeint")):
        write(tmp_path / f"{name}_files" / "bac.jpg", jpeg())
        save(tmp_path / f"{name}.html", html_page(headline, figure=figure(f"{name}_files/bac.jpg")))

    run(tmp_path)

    assert {article.lead_photo for article in Article.objects.all()} == {Photo.objects.get()}


def test_a_page_that_fails_leaves_no_file_behind(
    newspaper: Newspaper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "bac_files" / "quai.jpg", jpeg())
    write(tmp_path / "bac_files" / "pont.jpg", jpeg(scene(500, 300)))
    below = (
        figure("bac_files/pont.jpg", "Le pont, de la rive.") + "<p>Le pont, lui, attend ses deux poutres.</p>"
    )
    page = save(tmp_path / "bac.html", html_page(figure=figure("bac_files/quai.jpg"), below=below))
    before, written = files_under("originals"), FileSystemStorage.save

    def disk_fills_up(self: FileSystemStorage, name: str, content: Any, max_length: int | None = None) -> str:
        if "pont" in name:
            raise OSError(errno.ENOSPC, "No space left on device")
        return written(self, name, content, max_length)

    monkeypatch.setattr(FileSystemStorage, "save", disk_fills_up)

    said = report(page)

    assert "No space left on device" in said
    assert files_under("originals") == before
    assert not Photo.objects.exists()


def files_under(folder: str) -> set[str]:
    if not default_storage.exists(folder):
        return set()
    folders, _files = default_storage.listdir(folder)
    return {f"{one}/{name}" for one in folders for name in default_storage.listdir(f"{folder}/{one}")[1]}
