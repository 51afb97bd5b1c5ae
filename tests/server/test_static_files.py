"""Static files are collected when their sources have changed, and not otherwise."""

from pathlib import Path

import pytest
from pytest_django import Settings

from rotative.server import static_files


@pytest.fixture
def sources(tmp_path: Path, settings: Settings) -> Path:
    """A folder of sources, the only one."""
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "site.css").write_text("p { margin: 0 }")
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [folder]
    settings.STATIC_ROOT = tmp_path / "collected"
    storage = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": storage}
    return folder


def test_nothing_collected_is_outdated(sources: Path) -> None:
    assert static_files.are_outdated(static_files.fingerprint())


def test_what_was_collected_is_not(sources: Path) -> None:
    static_files.collect(static_files.fingerprint())

    assert not static_files.are_outdated(static_files.fingerprint())


def test_a_changed_file_makes_it_so(sources: Path) -> None:
    static_files.collect(static_files.fingerprint())

    (sources / "site.css").write_text("p { margin: 1px }")

    assert static_files.are_outdated(static_files.fingerprint())


def test_so_does_a_lost_manifest(sources: Path, settings: Settings) -> None:
    static_files.collect(static_files.fingerprint())

    (settings.STATIC_ROOT / "staticfiles.json").unlink()

    assert static_files.are_outdated(static_files.fingerprint())
