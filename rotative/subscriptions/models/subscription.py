"""A subscription, the terms it is made of, and the reminders that it has brought about."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions.models.fields import unit_field
from rotative.subscriptions.periods import Period, Unit
from rotative.subscriptions.querysets import SubscriptionQuerySet, TermQuerySet
from rotative.subscriptions.renewal import Policy, Standing, next_due_at, reads
from rotative.subscriptions.states import Event, State, after

STATES = [
    (State.PENDING, _("pending")),
    (State.TRIAL, _("trial")),
    (State.ACTIVE, _("active")),
    (State.GRACE, _("in grace")),
    (State.PAST_DUE, _("past due")),
    (State.CANCELLED, _("cancelled at the end")),
    (State.EXPIRED, _("expired")),
    (State.REFUNDED, _("refunded")),
]


class Subscription(models.Model):
    """What somebody, or an organisation, holds. A person has one of each kind, and terms extend it.

    ``ends_at``: the end of the last term, None without end. ``anchor_at``: see periods.py. ``followed_to``,
    ``next_step_at``: until when time has been followed, and when it is to be followed again; see renewal.py.
    """

    class Kind(models.TextChoices):
        PERSONAL = "personal", _("personal")
        GIFT = "gift", _("gift")
        GROUP = "group", _("group")
        COMPLIMENTARY = "complimentary", _("complimentary")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.PERSONAL)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("holder"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # the person goes, what was paid stays
        related_name="subscriptions",
    )
    organisation = models.OneToOneField(
        "subscriptions.Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="subscription",
    )
    plan = models.ForeignKey("subscriptions.Plan", verbose_name=_("plan"), on_delete=models.PROTECT)
    state = models.CharField(_("state"), max_length=16, choices=STATES, default=State.PENDING)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    anchor_at = models.DateTimeField(null=True, blank=True)
    renews_itself = models.BooleanField(_("renews by itself"), default=False)
    language = models.CharField(_("language"), max_length=8, default="fr")
    followed_to = models.DateTimeField()
    next_step_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(_("created"))
    note = models.TextField(_("note"), blank=True)

    objects = SubscriptionQuerySet.as_manager()
    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        permissions = [("manage_subscribers", "Can look after subscribers: extend, note, give")]
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "kind"],
                condition=~models.Q(holder=None),
                name="subscriptions_one_of_a_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="group") ^ models.Q(organisation=None),
                name="subscriptions_group_has_an_organisation",
            ),
        ]
        indexes = [
            # The renewal run reads what is due off it, however many subscriptions there are.
            models.Index(
                fields=["next_step_at", "id"],
                condition=models.Q(next_step_at__isnull=False),
                name="subscriptions_next_step",
            ),
            # The dashboard: how many in a state, which end soon.
            models.Index(fields=["state", "ends_at"], name="subscriptions_state_end"),
            # The dashboard: who came in which week.
            models.Index(fields=["started_at"], name="subscriptions_started"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation or self.holder or '–'}: {self.plan}"

    @property
    def is_paid(self) -> bool:
        """Whether somebody pays for it."""
        return self.kind != self.Kind.COMPLIMENTARY

    @property
    def standing(self) -> Standing:
        """What renewal.py needs to know."""
        return Standing(State(self.state), self.ends_at, self.followed_to, self.renews_itself)

    def happens(self, event: Event) -> None:
        """Go where the table of states leads, unsaved. Raises NotPossible where it leads nowhere."""
        self.state = after(State(self.state), event)

    def follow(self, standing: Standing, policy: Policy) -> None:
        """Take over how time has left it, unsaved, and note when to look again."""
        self.state, self.followed_to = standing.state, standing.followed_to
        self.next_step_at = next_due_at(standing, policy)

    def reads(self, policy: Policy, now: datetime) -> bool:
        """Whether the holder reads at ``now`` what the plan gives, even when the renewal run is late."""
        return self.started_at is not None and self.started_at <= now and reads(self.standing, policy, now)


class Term(models.Model):
    """A stretch of a subscription, and where it came from. Terms of a subscription never overlap."""

    class Source(models.TextChoices):
        TRIAL = "trial", _("trial")
        PAYMENT = "payment", _("payment")
        VOUCHER = "voucher", _("voucher")
        GIFT = "gift", _("gift")
        GIVEN = "given", _("given")

    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="terms")
    plan = models.ForeignKey("subscriptions.Plan", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(_("source"), max_length=8, choices=Source.choices)
    unit = unit_field()
    count = models.PositiveIntegerField(_("how many"))
    from_at = models.DateTimeField(_("from"))
    until_at = models.DateTimeField(_("until"))
    anchor_at = models.DateTimeField()
    seats = models.PositiveIntegerField(_("seats"), default=0)  # of an organisation; 0 is one person's
    entry = models.OneToOneField(
        "subscriptions.LedgerEntry", null=True, blank=True, on_delete=models.PROTECT, related_name="term"
    )
    voucher = models.OneToOneField(
        "subscriptions.Voucher", null=True, blank=True, on_delete=models.PROTECT, related_name="term"
    )
    gift = models.OneToOneField(
        "subscriptions.Gift", null=True, blank=True, on_delete=models.PROTECT, related_name="term"
    )
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    created_at = models.DateTimeField()

    objects = TermQuerySet.as_manager()
    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_at__gt=models.F("from_at")), name="subscriptions_term_goes_forward"
            ),
            models.UniqueConstraint(
                fields=["subscription", "from_at"],
                condition=models.Q(revoked_at=None),
                name="subscriptions_term_begins_alone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_at:%Y-%m-%d} – {self.until_at:%Y-%m-%d}"

    @property
    def period(self) -> Period:
        """How long it was bought for."""
        return Period(Unit(self.unit), self.count)


class Reminder(models.Model):
    """A mail that is to be sent about the end of a term; once for each end."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=16)
    days = models.PositiveSmallIntegerField()
    ends_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(
        null=True
    )  # renewed in the meantime, nobody to write to, or tried too often

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "ends_at", "kind", "days"], name="subscriptions_reminded_once"
            )
        ]
        indexes = [
            # The queue: short, whatever was ever sent.
            models.Index(
                fields=["retry_at", "id"],
                condition=models.Q(sent_at=None, dropped_at=None),
                name="subscriptions_reminders_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.days}"
