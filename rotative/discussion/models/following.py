"""Who follows which thread, and what they are to be told."""

from django.db import models


class Follow(models.Model):
    """Somebody wants to hear of what comes in a thread."""

    by = models.ForeignKey("discussion.Contributor", on_delete=models.CASCADE, related_name="follows")
    thread = models.ForeignKey("discussion.Contribution", on_delete=models.CASCADE, related_name="followers")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "thread"], name="discussion_follow_once")]

    def __str__(self) -> str:
        return f"{self.by_id} {self.thread_id}"


class Notice(models.Model):
    """Somebody is to hear of a contribution: by mail, unless she has seen it or wants none."""

    to = models.ForeignKey("discussion.Contributor", on_delete=models.CASCADE, related_name="notices")
    contribution = models.ForeignKey(
        "discussion.Contribution", on_delete=models.CASCADE, related_name="notices"
    )
    made_at = models.DateTimeField()
    is_at_once = models.BooleanField()
    sent_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["to", "contribution"], name="discussion_told_once")]
        indexes = [
            models.Index(fields=["made_at"], name="discussion_untold", condition=models.Q(sent_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.to_id} {self.contribution_id}"
