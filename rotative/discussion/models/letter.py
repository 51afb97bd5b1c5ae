"""What somebody is to be told by mail about a decision: written down with it, sent once, tried again when it fails."""

from django.db import models


class Letter(models.Model):
    """A mail about a sanction or a notice of illegal content. ``letters.py`` words and sends it."""

    class Kind(models.TextChoices):
        SANCTION = "sanction"
        LIFTED = "lifted"
        APPEAL = "appeal"
        RECEIPT = "receipt"
        NOTICE = "notice"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    sanction = models.ForeignKey(
        "discussion.Sanction", null=True, on_delete=models.CASCADE, related_name="letters"
    )
    report = models.ForeignKey(
        "discussion.Report", null=True, on_delete=models.CASCADE, related_name="letters"
    )
    language = models.CharField(max_length=8)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)  # there is nobody to write to, or it failed too often

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sanction__isnull=False, report=None)
                | models.Q(sanction=None, report__isnull=False),
                name="discussion_a_letter_is_about_one_thing",
            ),
            models.UniqueConstraint(fields=["kind", "sanction"], name="discussion_one_letter_of_sanction"),
            models.UniqueConstraint(fields=["kind", "report"], name="discussion_one_letter_of_notice"),
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                name="discussion_letters",
                condition=models.Q(sent_at=None, dropped_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sanction_id or self.report_id}"
