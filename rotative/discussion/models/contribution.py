"""A contribution, and the votes that say it was useful."""

from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a contribution stands. Only what is published is shown to others than its author and the moderators."""

    WAITING = "waiting", _("waits for a moderator")
    PUBLISHED = "published", _("published")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")


class Voice(models.TextChoices):
    """As what somebody speaks."""

    READER = "reader", _("reader")
    NEWSROOM = "newsroom", _("newsroom")
    AUTHOR = "author", _("author of the article")


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """Questions about contributions."""

    def published(self) -> "ContributionQuerySet":
        """What readers see."""
        return self.filter(state=State.PUBLISHED)

    def standing(self) -> "ContributionQuerySet":
        """What has a place on the pages: what is published, and what is gone but was answered."""
        return self.filter(stands=True)

    def waiting(self) -> "ContributionQuerySet":
        """What waits for a moderator."""
        return self.filter(state=State.WAITING)

    def with_told_reason(self) -> "ContributionQuerySet":
        """With ``told_reason``: what its author was told when it was last rejected; None where it never was."""
        decisions = apps.get_model("discussion", "Decision").objects.filter(
            contribution=models.OuterRef("pk"), act="rejected"
        )
        return self.annotate(
            told_reason=models.Subquery(decisions.order_by("-made_at", "-pk").values("reason")[:1])
        )

    def roots(self) -> "ContributionQuerySet":
        """What begins a thread."""
        return self.filter(thread=None)


class Contribution(models.Model):
    """What somebody wrote. ``html`` is the text, rendered once; ``author`` is None once the author has left.

    ``thread`` is the contribution that began the thread, ``parent`` the one that is answered; None for a beginning.
    """

    discussion = models.ForeignKey(
        "discussion.Discussion", on_delete=models.CASCADE, related_name="contributions"
    )
    author = models.ForeignKey(
        "discussion.Contributor", null=True, on_delete=models.SET_NULL, related_name="contributions"
    )
    voice = models.CharField(max_length=10, choices=Voice.choices, default=Voice.READER)
    thread = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="answers")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("text"))
    html = models.TextField()
    # Of the text as it is compared: a repeat is told by it.
    digest = models.CharField(max_length=32)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    # Whether its place is shown: it is published, or it is gone and what answers it is not.
    stands = models.BooleanField(default=False)
    created_at = models.DateTimeField(_("written"))
    published_at = models.DateTimeField(null=True)
    edited_at = models.DateTimeField(null=True)
    # Which rule of the policy decided, with what it found; a moderator's decision is in the log.
    rule = models.CharField(max_length=40)
    details = models.JSONField(default=dict)
    # When a person of the newsroom last decided about it; None: nobody has looked yet.
    reviewed_at = models.DateTimeField(null=True)
    featured_at = models.DateTimeField(null=True)
    useful = models.PositiveIntegerField(_("useful"), default=0)
    # Which sending of the form it came by: sent twice, it is there once.
    retry_key = models.CharField(max_length=36)
    address = models.CharField(max_length=32, blank=True)  # a keyed hash; emptied after a while
    # Where an import had it from, and what it was called there: imported twice, it is there once.
    source = models.CharField(max_length=100, blank=True)
    source_id = models.CharField(max_length=100, blank=True)
    # Who of the moderators has it before her, and until when; others see that and take the next.
    taken_by = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")
    taken_until = models.DateTimeField(null=True)

    objects = ContributionQuerySet.as_manager()
    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.UniqueConstraint(fields=["author", "retry_key"], name="discussion_sent_once"),
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=~models.Q(source=""),
                name="discussion_contribution_imported_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="published") | models.Q(published_at__isnull=False, stands=True),
                name="discussion_published_stands",
            ),
            models.CheckConstraint(
                condition=models.Q(stands=False) | models.Q(published_at__isnull=False),
                name="discussion_what_stands_has_a_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(thread=None, parent=None)
                | models.Q(thread__isnull=False, parent__isnull=False),
                name="discussion_an_answer_has_a_thread",
            ),
        ]
        indexes = [
            # The threads of a page, in the order of time and of use.
            models.Index(
                fields=["discussion", "published_at", "id"],
                name="discussion_threads",
                condition=models.Q(stands=True, thread=None),
            ),
            models.Index(
                fields=["discussion", "-useful", "-published_at"],
                name="discussion_most_useful",
                condition=models.Q(state="published"),
            ),
            models.Index(
                fields=["thread", "published_at", "id"],
                name="discussion_answers",
                condition=models.Q(stands=True),
            ),
            # The queues of the moderators.
            models.Index(
                fields=["created_at", "id"], name="discussion_waiting", condition=models.Q(state="waiting")
            ),
            models.Index(
                fields=["-published_at", "-id"],
                name="discussion_unmoderated",
                condition=models.Q(state="published", reviewed_at=None),
            ),
            models.Index(
                fields=["-useful", "-id"],
                name="discussion_candidates",
                condition=models.Q(state="published", featured_at=None, useful__gte=3),
            ),
            models.Index(fields=["-created_at", "-id"], name="discussion_all"),
            models.Index(fields=["author", "-created_at"], name="discussion_of_author"),
            models.Index(
                fields=["address", "-created_at"],
                name="discussion_of_address",
                condition=~models.Q(address=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def root_id(self) -> int:
        """The contribution that began the thread: itself, for a beginning."""
        return self.thread_id or self.pk

    @property
    def is_published(self) -> bool:
        """Whether readers see it."""
        return self.state == State.PUBLISHED

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save. Raises ValueError for a new answer to something of another discussion.

        One that was on its way while its discussion was moved stands apart until it is gathered in; it can be changed.
        """
        if self._state.adding and self.parent is not None and self.parent.discussion_id != self.discussion_id:
            raise ValueError("an answer stands in the discussion of what it answers")
        super().save(*args, **kwargs)


class Vote(models.Model):
    """Somebody found a contribution useful. ``Contribution.useful`` counts these rows."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="votes")
    by = models.ForeignKey("discussion.Contributor", on_delete=models.CASCADE, related_name="+")
    voted_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contribution", "by"], name="discussion_one_vote")]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.by_id}"
