"""Somebody who takes part: under a public name that is nobody else's."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 40


class Mails(models.TextChoices):
    """When somebody hears of answers."""

    NEVER = "never", _("Never")
    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day, all together")


class Contributor(models.Model):
    """A user's part in the discussions. The public name is all that other readers learn of her.

    Who came in with an import (importing.py) and has no account is there without a user: she cannot enter, nor write.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="contributor"
    )
    public_name = models.CharField(_("public name"), max_length=LONGEST_NAME)
    # The name as naming.comparable() makes it: no capital, accent or blank makes another of the same name.
    name_key = models.CharField(max_length=LONGEST_NAME * 2, unique=True)
    named_at = models.DateTimeField()
    joined_at = models.DateTimeField()
    mails = models.CharField(
        _("mail about answers"), max_length=10, choices=Mails.choices, default=Mails.NEVER
    )
    digest_sent_at = models.DateTimeField(null=True)
    removes_on_leaving = models.BooleanField(
        _("take my contributions with me when I delete my account"),
        default=False,
        help_text=_("Otherwise they stay, without your name."),
    )
    # Where an import had her from, and what she was called there.
    source = models.CharField(max_length=100, blank=True)
    source_id = models.CharField(max_length=100, blank=True)

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=~models.Q(source=""),
                name="discussion_contributor_imported_once",
            )
        ]

    def __str__(self) -> str:
        return self.public_name

    @property
    def account(self) -> Any:
        """Whose account it is. Raises ValueError for somebody who came with a file and has none."""
        if self.user is None:
            raise ValueError(f"{self.public_name} has no account")
        return self.user


class NameChange(models.Model):
    """A name that somebody had; it stays hers for a while, so that nobody takes her place."""

    contributor = models.ForeignKey(Contributor, on_delete=models.CASCADE, related_name="earlier_names")
    public_name = models.CharField(max_length=LONGEST_NAME)
    name_key = models.CharField(max_length=LONGEST_NAME * 2, db_index=True)
    changed_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.public_name


class Mute(models.Model):
    """Somebody does not want to read somebody else."""

    by = models.ForeignKey(Contributor, on_delete=models.CASCADE, related_name="mutes")
    whom = models.ForeignKey(Contributor, on_delete=models.CASCADE, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "whom"], name="discussion_mute_once")]

    def __str__(self) -> str:
        return f"{self.by_id} {self.whom_id}"
