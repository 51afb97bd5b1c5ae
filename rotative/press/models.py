"""What the press knows: which pages stand in the store, by which keys they are found, what has changed since."""

import hashlib
from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from rotative.press.addresses import LONGEST

PUBLIC = "public"


def key_hash(key: str) -> int:
    """Return a key as the database keeps it: 64 bits, for a large paper has millions of them.

    Two keys in one number (once in 10^9 papers of a million keys) would only print a page too often.
    """
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


class PrintedPage(models.Model):
    """A page of the store, for one audience. Its text stands in the store, not here."""

    address = models.CharField(_("address"), max_length=LONGEST + 60)
    audience = models.CharField(_("audience"), max_length=32, default=PUBLIC)
    # How far the press had followed the newsroom when the printing began; an older rendering never replaces a newer.
    edition = models.BigIntegerField(default=0)
    printed_at = models.DateTimeField(_("printed at"), null=True)
    changes_at = models.DateTimeField(null=True)
    stale_since = models.DateTimeField(_("stale since"), null=True)
    claimed_until = models.DateTimeField(null=True)
    reads = models.PositiveIntegerField(_("reads"), default=0)
    failures = models.PositiveSmallIntegerField(_("failures"), default=0)
    retry_at = models.DateTimeField(null=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["address", "audience"], name="press_one_page_an_address")
        ]
        indexes: ClassVar = [
            # The queue: read by the workers at every turn, short whatever the number of pages.
            models.Index(
                fields=["-reads", "stale_since"],
                name="press_queue",
                condition=models.Q(stale_since__isnull=False),
            ),
            models.Index(
                fields=["changes_at"], name="press_due", condition=models.Q(changes_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.address if self.audience == PUBLIC else f"{self.address} ({self.audience})"


class PageKey(models.Model):
    """A page shows the thing of this key."""

    page = models.ForeignKey(PrintedPage, on_delete=models.CASCADE, related_name="page_keys")
    key = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            # Found by key: which pages show this?
            models.UniqueConstraint(fields=["key", "page"], name="press_key_once_a_page")
        ]

    def __str__(self) -> str:
        return str(self.key)


class Touch(models.Model):
    """Something has changed: its key, written in the very transaction of the change, so none is ever lost.

    ``edition`` is given when the pages of the key were found; until then it is empty.
    """

    key = models.CharField(max_length=120)
    edition = models.BigIntegerField(null=True, db_index=True)
    touched_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class Shown(models.Model):
    """What others were last shown of the thing of a key, as a digest; see press/showing.py."""

    key = models.CharField(max_length=120, primary_key=True)
    digest = models.CharField(max_length=24)

    def __str__(self) -> str:
        return self.key


class Edition(models.Model):
    """One row: the number of the last edition, and of which release of the software the pages are."""

    number = models.BigIntegerField(default=0)
    release = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return str(self.number)


def hashes(keys: Iterable[str]) -> list[int]:
    """Return the keys as the database keeps them, sorted."""
    return sorted(map(key_hash, keys))
