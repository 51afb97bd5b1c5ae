"""What the press knows: which pages stand in the store, by which keys they are found, what has changed since."""

import hashlib
from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from rotative.press.addresses import LONGEST

PUBLIC = "public"
NOTICES = "notices"  # no reader's: of pages that stand in for others (notices.py)


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
    # When what it shows last changed, if that has put it into the queue, and not a new release or somebody's order.
    changed_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    reads = models.PositiveIntegerField(_("reads"), default=0)
    failures = models.PositiveSmallIntegerField(_("failures"), default=0)
    retry_at = models.DateTimeField(null=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        permissions: ClassVar = [("run_press", "Can look after the press and have pages printed")]
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
            # What has changed of late: few, whatever the number of pages that wait.
            models.Index(
                fields=["-changed_at", "-reads"],
                name="press_changed",
                condition=models.Q(changed_at__isnull=False),
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


class HourlyReads(models.Model):
    """How often the page at an address was read in an hour; nothing about who read it."""

    address = models.CharField(max_length=LONGEST + 60)
    hour = models.DateTimeField()  # its beginning
    reads = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            # By hour first: the most read of a day are one walk of this index.
            models.UniqueConstraint(fields=["hour", "address"], name="press_reads_once_an_hour")
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.reads}"


class Tally(models.Model):
    """How often something happened, in all processes together: printings, answers of the edge, flushed reads.

    ``label`` tells kinds of it apart. ``minute`` counts minutes since 1970; the row of minute 0 is of all time.
    """

    name = models.CharField(max_length=40)
    label = models.CharField(max_length=40, blank=True)
    minute = models.BigIntegerField(default=0)
    count = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["minute", "name", "label"], name="press_one_tally_a_minute")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.label} {self.count}"


class Publication(models.Model):
    """A change that had pages printed at once, and how long it took until they, and all others, were fresh."""

    # The page that it is about, empty where there is none.
    address = models.CharField(_("address"), max_length=LONGEST + 60, blank=True)
    committed_at = models.DateTimeField(_("published at"), db_index=True)
    at_once = models.PositiveIntegerField(_("pages at once"), default=0)
    fresh_at = models.DateTimeField(_("fresh at"), null=True)
    # How many pages waited for the worker when those at once were fresh, and when the last of them was.
    later = models.PositiveIntegerField(_("pages later"), default=0)
    all_fresh_at = models.DateTimeField(_("all fresh at"), null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["committed_at"],
                name="press_unsettled",
                condition=models.Q(all_fresh_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def seconds_at_once(self) -> float | None:
        """From the commit until the pages at once were fresh; None when one of them could not be printed."""
        return (self.fresh_at - self.committed_at).total_seconds() if self.fresh_at else None

    @property
    def seconds_all(self) -> float | None:
        """From the commit until all pages were fresh; None while some are not."""
        return (self.all_fresh_at - self.committed_at).total_seconds() if self.all_fresh_at else None


class Chore(models.Model):
    """Something that one of the workers does now and then, and when it is due again."""

    name = models.CharField(max_length=40, primary_key=True)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


def hashes(keys: Iterable[str]) -> list[int]:
    """Return the keys as the database keeps them, sorted."""
    return sorted(map(key_hash, keys))
