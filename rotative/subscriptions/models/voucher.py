"""Vouchers in batches, gifts, and the wrong codes that people typed. Codes themselves are not kept: see vouchers.py."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class VoucherBatch(models.Model):
    """Codes that were drawn and printed together; none is worth anything before the batch is activated."""

    name = models.CharField(
        _("name"), max_length=80, unique=True, help_text=_("Kiosk and month, for instance.")
    )
    plan = models.ForeignKey("subscriptions.Plan", verbose_name=_("plan"), on_delete=models.PROTECT)
    size = models.PositiveIntegerField(_("number of vouchers"), validators=[MinValueValidator(1)])
    created_at = models.DateTimeField(_("created"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    activated_at = models.DateTimeField(_("activated"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    # Of the form that had it printed: whoever sends the form again gets the same sheet; see printing.py.
    form_digest = models.CharField(max_length=64, blank=True, editable=False)

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        verbose_name = _("batch of vouchers")
        verbose_name_plural = _("batches of vouchers")
        permissions = [("manage_vouchers", "Can have vouchers printed and activate batches")]
        constraints = [
            # Two clicks at the same moment print one batch.
            models.UniqueConstraint(
                fields=["form_digest"],
                condition=~models.Q(form_digest=""),
                name="subscriptions_batch_once_a_form",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Voucher(models.Model):
    """One code of a batch, redeemed once. Its serial number is printed beside it, for people who speak about it."""

    batch = models.ForeignKey(VoucherBatch, on_delete=models.PROTECT, related_name="vouchers")
    serial = models.PositiveIntegerField(_("serial number"))
    code_digest = models.CharField(max_length=64, unique=True)
    redeemed_at = models.DateTimeField(_("redeemed"), null=True, blank=True)
    redeemed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    blocked_at = models.DateTimeField(_("blocked"), null=True, blank=True)

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        verbose_name = _("voucher")
        constraints = [
            models.UniqueConstraint(fields=["batch", "serial"], name="subscriptions_voucher_serial_once")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}-{self.serial:04d}"


class Gift(models.Model):
    """A term that one person pays and another gets by its code; the code comes from the order (codes.py).

    ``mail_at``: when its code is to be mailed to whoever gets it, or to its buyer, who then hands it on; None before it
    is paid. ``starts_at``: the beginning of the day that the buyer chose.
    """

    order = models.OneToOneField("subscriptions.Order", on_delete=models.PROTECT, related_name="gift")
    plan = models.ForeignKey("subscriptions.Plan", on_delete=models.PROTECT, related_name="+")
    code_digest = models.CharField(max_length=64, unique=True)
    giver_name = models.CharField(_("signed"), max_length=80, blank=True)
    recipient_name = models.CharField(_("name of whoever gets it"), max_length=80, blank=True)
    recipient_email = models.EmailField(_("address of whoever gets it"), blank=True)
    message = models.CharField(_("message"), max_length=400, blank=True)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)
    mail_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True)
    mailings = models.PositiveSmallIntegerField(
        default=0
    )  # by its buyer's button, which is no way to send spam
    redeemed_at = models.DateTimeField(_("redeemed"), null=True, blank=True)
    redeemed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)  # its payment went back

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        verbose_name = _("gift")
        indexes = [
            # What waits for its day, few among all that were ever given.
            models.Index(
                fields=["mail_at"],
                condition=models.Q(mailed_at=None, mail_at__isnull=False),
                name="subscriptions_gifts_to_mail",
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan} ({self.order_id})"


class WrongCode(models.Model):
    """Somebody typed a code that is none. The network address is kept as a digest, and for an hour."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    address_digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        indexes = [
            # Counted at each code that is typed.
            models.Index(fields=["user", "at"], name="subscriptions_wrong_by_user"),
            models.Index(fields=["address_digest", "at"], name="subscriptions_wrong_by_net"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%H:%M}"
