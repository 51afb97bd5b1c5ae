"""What moderators have before them and decide: reports, sanctions, and the log of every decision."""

from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

OPEN_OF_READERS: Final[dict[str, Any]] = {"number": None, "decided_at": None}  # what such a report is like


class ReportQuerySet(models.QuerySet["Report"]):
    """Questions about reports."""

    def open_of_readers(self) -> "ReportQuerySet":
        """What readers have reported and nobody has decided; notices of illegal content are decided by themselves."""
        return self.filter(**OPEN_OF_READERS)

    def of_illegal_content(self) -> "ReportQuerySet":
        """Notices of illegal content."""
        return self.exclude(number=None)


class Report(models.Model):
    """Somebody says that a contribution should not stand. Of illegal content anybody may, with a receipt.

    Notices of illegal content follow the EU's Digital Services Act, article 16: number, receipt, decision, notice.
    """

    class Reason(models.TextChoices):
        INSULT = "insult", _("Insult or attack on a person")
        HATE = "hate", _("Hatred of a group")
        SPAM = "spam", _("Advertising or spam")
        OFF_TOPIC = "off_topic", _("Beside the subject")
        PRIVATE = "private", _("Somebody’s private life")
        FALSE = "false", _("False information")
        ILLEGAL = "illegal", _("Illegal content")
        OTHER = "other", _("Something else")

    contribution = models.ForeignKey(
        "discussion.Contribution", on_delete=models.CASCADE, related_name="reports"
    )
    by = models.ForeignKey("discussion.Contributor", null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices)
    explanation = models.TextField(_("explanation"), blank=True)
    # Of a notice of illegal content only: its number, who sent it and which law.
    number = models.CharField(max_length=20, null=True)  # noqa: DJ001 - only some have one
    name = models.CharField(_("your name"), max_length=120, blank=True)
    email = models.EmailField(_("your e-mail address"), blank=True)
    law = models.CharField(_("which law, if you know it"), max_length=200, blank=True)
    # Of this alone a notice may be without name and address (article 16, 2 c).
    is_child_abuse = models.BooleanField(_("it is about the sexual abuse of children"), default=False)
    language = models.CharField(max_length=8, blank=True)  # in which its sender is written to
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    is_upheld = models.BooleanField(null=True)
    decided_by = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")
    decision = models.TextField(_("decision and its reason"), blank=True)
    told_at = models.DateTimeField(null=True)

    objects = ReportQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "by"],
                condition=models.Q(by__isnull=False, number=None),
                name="discussion_one_report",
            ),
            # Not of those without: SQLite would believe an index of all numbers to find one of them, and read them all.
            models.UniqueConstraint(
                fields=["number"],
                condition=models.Q(number__isnull=False),
                name="discussion_number_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["contribution", "made_at"],
                name="discussion_open_reports",
                condition=models.Q(decided_at=None),
            )
        ]

    def __str__(self) -> str:
        return self.number or str(self.pk)


class Sanction(models.Model):
    """What was imposed upon a contributor: always with a reason that she is told, and an appeal. None is hidden."""

    class Kind(models.TextChoices):
        MESSAGE = "message", _("Message")
        WARNING = "warning", _("Warning, to be acknowledged")
        PRE_MODERATION = "pre_moderation", _("Each contribution is read before publication")
        SUSPENSION = "suspension", _("Suspension")
        BAN = "ban", _("Exclusion")
        REMOVAL = "removal", _("A contribution was taken down")

    contributor = models.ForeignKey(
        "discussion.Contributor", on_delete=models.CASCADE, related_name="sanctions"
    )
    kind = models.CharField(_("sanction"), max_length=16, choices=Kind.choices)
    section = models.ForeignKey(
        "sections.SectionPage",
        verbose_name=_("only in the section"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    reason = models.TextField(_("reason, which the person reads"))
    # Of a removal: what was taken down, and by which law or house rule (Digital Services Act, article 17).
    contribution = models.ForeignKey(
        "discussion.Contribution", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    ground = models.CharField(_("law or house rule"), max_length=300, blank=True)
    removes = models.BooleanField(_("takes down what the person wrote"), default=False)
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")
    imposed_at = models.DateTimeField()
    until = models.DateTimeField(_("until"), null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lifting = models.TextField(_("why it was lifted"), blank=True)
    told_at = models.DateTimeField(null=True)
    appeal = models.TextField(_("appeal"), blank=True)
    appealed_at = models.DateTimeField(null=True)
    appeal_answer = models.TextField(_("answer to the appeal"), blank=True)
    appeal_decided_at = models.DateTimeField(null=True)
    appeal_decided_by = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    appeal_is_upheld = models.BooleanField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        indexes = [
            models.Index(
                fields=["contributor"], name="discussion_sanctions", condition=models.Q(lifted_at=None)
            ),
            models.Index(
                fields=["appealed_at"],
                name="discussion_open_appeals",
                condition=models.Q(appealed_at__isnull=False, appeal_decided_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def may_be_appealed(self) -> bool:
        """Whether an appeal is possible: against all but a message, once."""
        return self.kind != self.Kind.MESSAGE and self.appealed_at is None


class Act(models.TextChoices):
    """What can be decided about a contribution or a person."""

    PUBLISHED = "published", _("published by the rules")
    HELD = "held", _("held by the rules")
    REFUSED = "refused", _("refused by the rules")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")
    FEATURED = "featured", _("featured")
    UNFEATURED = "unfeatured", _("no longer featured")
    REPORTS_DISMISSED = "dismissed", _("reports dismissed")
    EDITED = "edited", _("edited by its author")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")
    SANCTIONED = "sanctioned", _("sanctioned")
    LIFTED = "lifted", _("sanction lifted")
    ACKNOWLEDGED = "acknowledged", _("warning acknowledged")
    APPEALED = "appealed", _("appeal made")
    APPEAL_DECIDED = "appeal_decided", _("appeal decided")
    NOTICE_UPHELD = "notice_upheld", _("notice of illegal content upheld")
    NOTICE_REFUSED = "notice_refused", _("notice of illegal content not upheld")
    UNDONE = "undone", _("undone")
    RULED = "ruled", _("discussion ruled")
    MERGED = "merged", _("discussion merged")
    IMPORTED = "imported", _("contributions imported")


class Decision(models.Model):
    """A line of the log: who decided what, when, why. Rows are added, never changed.

    ``by`` None: the rules did. ``before``: what an undo puts back.
    """

    contribution = models.ForeignKey(
        "discussion.Contribution", null=True, on_delete=models.SET_NULL, related_name="decisions"
    )
    contributor = models.ForeignKey(
        "discussion.Contributor", null=True, on_delete=models.SET_NULL, related_name="decisions"
    )
    discussion = models.ForeignKey(
        "discussion.Discussion", null=True, on_delete=models.SET_NULL, related_name="decisions"
    )
    act = models.CharField(max_length=14, choices=Act.choices)
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")
    rule = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    before = models.JSONField(default=dict)
    undoes = models.OneToOneField("self", null=True, on_delete=models.SET_NULL, related_name="undone_by")
    made_at = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M} {self.get_act_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the line. Raises TypeError for one that is there: what was decided stays on record."""
        if self.pk is not None:
            raise TypeError("a decision is added, never changed")
        super().save(*args, **kwargs)
