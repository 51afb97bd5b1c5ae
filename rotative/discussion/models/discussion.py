"""The discussion under one article, as far as it differs from all others."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Discussion(models.Model):
    """Made with the first contribution, or when a moderator decides something about it.

    Whose it is, the article says (`articles.walls.talk_of`).
    """

    article = models.OneToOneField("articles.Article", on_delete=models.CASCADE, related_name="discussion")
    is_frozen = models.BooleanField(_("frozen"), default=False, help_text=_("Nobody writes for the moment."))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    stays_open = models.BooleanField(
        _("stays open"), default=False, help_text=_("Does not close by itself with the age of the article.")
    )
    closing_message = models.CharField(_("message of closing"), max_length=300, blank=True)
    is_pre_moderated = models.BooleanField(
        _("read before publication"), default=False, help_text=_("Each contribution waits for a moderator.")
    )
    announcement = models.TextField(
        _("announcement"), blank=True, help_text=_("At the top, for all to read.")
    )
    # A session of questions and answers: until when questions are taken, and who answers.
    questions_until = models.DateTimeField(_("questions are taken until"), null=True, blank=True)
    answered_by = models.ManyToManyField(
        "authors.Author", verbose_name=_("who answers"), blank=True, related_name="+"
    )

    # Where its contributions have gone, and when; what was on its way then follows them.
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    merged_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        permissions = [
            ("moderate", "Can moderate the discussions"),
            ("sanction", "Can sanction contributors"),
            ("rule", "Can set the rules of the discussions"),
        ]

    def __str__(self) -> str:
        return str(self.article_id)


class Visit(models.Model):
    """When somebody last looked at a discussion: what is newer is new to her."""

    contributor = models.ForeignKey("discussion.Contributor", on_delete=models.CASCADE, related_name="visits")
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="+")
    # When she last looked, and when the visit before this one ended.
    seen_at = models.DateTimeField()
    before = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contributor", "discussion"], name="discussion_one_visit")
        ]

    def __str__(self) -> str:
        return f"{self.contributor_id} {self.discussion_id}"
