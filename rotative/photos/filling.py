"""Fills the fields that nobody typed from what a new picture says about itself."""

import re
from dataclasses import fields
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.db import models
from django.utils import timezone

from .metadata import PhotoMetadata, read_metadata

# The alternative text lies in the column that Wagtail calls description.
COLUMNS = {"alt_text": "description"}


def fill_from_file(photo: Any) -> None:
    """Fill the empty fields of ``photo`` from its file, and measure the file; what a person typed stays."""
    with photo.open_file() as file:
        metadata = read_metadata(file.read())
        file.seek(0)
    fill_empty_fields(photo, metadata)
    if not photo.title:
        photo.title = readable_file_name(photo.file.name)[:255]
    photo._set_image_file_metadata()


def fill_empty_fields(photo: Any, metadata: PhotoMetadata) -> None:
    """Copy ``metadata`` into the empty fields of ``photo``, cut to the columns' lengths."""
    for field in fields(metadata):
        column = COLUMNS.get(field.name, field.name)
        value = getattr(metadata, field.name)
        if not value or getattr(photo, column):
            continue
        if isinstance(value, datetime):
            value = value if timezone.is_aware(value) else timezone.make_aware(value)
        elif isinstance(photo._meta.get_field(column), models.CharField):
            value = value[: photo._meta.get_field(column).max_length]
        setattr(photo, column, value)


def readable_file_name(name: str) -> str:
    """Return a file's name as a title: “marche_central-2026.jpg” gives “Marche central 2026”."""
    words = re.sub(r"[\W_]+", " ", PurePosixPath(name).stem).strip()
    return words[:1].upper() + words[1:]


def is_file_name(title: str, name: str) -> bool:
    """Whether ``title`` is nothing but the name of the file, as upload forms put it there."""
    return readable_file_name(title) in (
        readable_file_name(name),
        readable_file_name(PurePosixPath(name).name + ".x"),
    )
