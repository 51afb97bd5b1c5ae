"""A group: an organisation that pays for its people, who they are and how they come in."""

from ipaddress import ip_network
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import DomainNameValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


def are_domains(value: Any) -> None:
    """Raise ValidationError unless the value is a list of domains such as “lycee.example”, in lower case."""
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise ValidationError(_("Write a list of domains."))
    for name in value:
        try:
            DomainNameValidator()(name)
        except ValidationError:
            name = ""
        if not name or name != name.lower():
            raise ValidationError(
                _("A domain is what stands after the @, in small letters, such as lycee.example.")
            )


def are_networks(value: Any) -> None:
    """Raise ValidationError unless the value is a list of networks such as “192.0.2.0/24” or “2001:db8::/32”."""
    if not isinstance(value, list):
        raise ValidationError(_("Write a list of networks."))
    for text in value:
        try:
            network = ip_network(text)
        except (ValueError, TypeError):
            raise ValidationError(
                _("“%(text)s” is no network; write its first address and its length, 192.0.2.0/24."),
                params={"text": text},
            ) from None
        if network.prefixlen < (8 if network.version == 4 else 16):
            raise ValidationError(
                _("“%(text)s” is too large a network; write the part that is the organisation’s."),
                params={"text": text},
            )


class Organisation(models.Model):
    """Who pays for others: a school, a ministry, a company. How many seats it has now is told by seating.py."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    agreed_seats = models.PositiveIntegerField(
        _("seats agreed"),
        validators=[MinValueValidator(1)],
        help_text=_(
            "What is paid by the seat is paid for so many. What runs keeps the seats it was paid for."
        ),
    )
    email_domains = models.JSONField(
        _("e-mail domains"),
        default=list,
        blank=True,
        validators=[are_domains],
        help_text=_("Whoever has a confirmed address there may take a seat."),
    )
    ip_ranges = models.JSONField(
        _("networks"),
        default=list,
        blank=True,
        validators=[are_networks],
        help_text=_("Whoever reads from there needs no seat."),
    )
    administrators = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("administrators"),
        blank=True,
        related_name="organisations_run",
    )
    created_at = models.DateTimeField(_("created"))

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A place in an organisation that a person has taken."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="taken_seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="seats")
    taken_at = models.DateTimeField()

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        verbose_name = _("seat")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "user"], name="subscriptions_one_seat_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.user}"


class Invitation(models.Model):
    """An address that was invited to take a seat. The token stands in the mail only; here is its digest."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        verbose_name = _("invitation")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "email"], name="subscriptions_invited_once")
        ]

    def __str__(self) -> str:
        return self.email
