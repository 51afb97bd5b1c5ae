"""Vouchers: batches are drawn and printed at once, activated, taken back."""

from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, Table

from rotative.subscriptions.desk.account_page import shown
from rotative.subscriptions.desk.fields import DayField, end_of
from rotative.subscriptions.desk.listing import LinkColumn, day
from rotative.subscriptions.desk.pages import VOUCHERS, DeskMixin, FormPage
from rotative.subscriptions.models import LedgerEntry, Plan, VoucherBatch
from rotative.subscriptions.printing import LARGEST_BATCH, activate_batch, block_vouchers, print_batch
from rotative.subscriptions.refunding import refundable
from rotative.subscriptions.sheets import voucher_sheet

SHOWN = 200


def batches_page() -> tuple[str, str]:
    """The list of batches, for the path of the pages below it."""
    return reverse("desk_batches"), _("Vouchers")


def counted(batches: Any) -> Any:
    """Return batches with how many vouchers were redeemed, are blocked, and are left."""
    redeemed, blocked = Q(vouchers__redeemed_at__isnull=False), Q(vouchers__blocked_at__isnull=False)
    return batches.select_related("plan").annotate(
        redeemed=Count("vouchers", filter=redeemed),
        blocked=Count("vouchers", filter=blocked & ~redeemed),
        left=Count("vouchers", filter=~redeemed & ~blocked),
    )


class BatchesView(DeskMixin, View):
    """All batches, the newest first."""

    needs = (VOUCHERS,)
    header_icon = "tag"
    page_title = gettext_lazy("Vouchers")
    template_name = "subscriptions/desk/batches.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        columns = [
            LinkColumn(
                "name", label=_("Batch"), accessor=lambda b: (b.name, reverse("desk_batch", args=[b.pk]))
            ),
            Column("plan", label=_("Plan"), accessor=lambda b: b.plan.name),
            Column("size", label=_("Printed"), accessor="size"),
            Column("redeemed", label=_("Redeemed"), accessor="redeemed"),
            Column("blocked", label=_("Taken back"), accessor="blocked"),
            Column("left", label=_("Left"), accessor="left"),
            Column("active", label=_("Activated"), accessor=lambda b: day(b.activated_at)),
        ]
        rows = list(counted(VoucherBatch.objects.order_by("-pk"))[:SHOWN])
        table = Table(columns, rows, caption=_("Batches of vouchers")) if rows else None
        return self.render_to_response(self.get_context_data(table=table))


class BatchForm(forms.Form):
    """What is to be printed."""

    form_token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=80, help_text=gettext_lazy("Kiosk and month, for instance.")
    )
    plan = forms.ModelChoiceField(Plan.objects.filter(seats=0), label=gettext_lazy("Plan"))
    size = forms.IntegerField(
        label=gettext_lazy("Number of vouchers"), min_value=1, max_value=LARGEST_BATCH, initial=50
    )
    last_day = DayField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty: they do not expire.")
    )

    def clean_last_day(self) -> Any:
        """Return the day. Raises ValidationError for one that is over."""
        last = self.cleaned_data["last_day"]
        if last and end_of(last) <= timezone.now():
            raise ValidationError(_("This day is over."))
        return last


class NewBatchView(FormPage):
    """Draws a batch and hands its sheet over: the codes are in it only. Sent again, the form gives the same sheet."""

    needs = (VOUCHERS,)
    header_icon = "tag"
    page_title = gettext_lazy("Print vouchers")
    button = gettext_lazy("Draw the codes and download the sheet")
    introduction = gettext_lazy(
        "The codes are in the file that you get now and nowhere else: keep it until it is printed. For an hour, as "
        "long as this page stands open, the button gives the same file again. A batch whose file is lost is taken "
        "back and another one printed. Vouchers are worth nothing before the batch is activated."
    )
    form_class = BatchForm

    def path(self) -> list[tuple[str, str]]:
        return [batches_page()]

    def act(self, form: Any) -> HttpResponse:
        """Print it."""
        data, now = form.cleaned_data, timezone.now()
        batch, codes = print_batch(
            name=data["name"],
            plan=data["plan"],
            size=data["size"],
            staff=self.request.user,
            now=now,
            form_token=data["form_token"],
            expires_at=end_of(data["last_day"]) if data["last_day"] else None,
        )
        answer = HttpResponse(voucher_sheet(batch, codes), content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="bons-{batch.pk}.pdf"'
        answer["Cache-Control"] = "no-store"
        return answer


class BatchMixin(DeskMixin):
    """A page about a batch."""

    needs: ClassVar[tuple[str, ...]] = (VOUCHERS,)
    header_icon = "tag"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.batch = get_object_or_404(counted(VoucherBatch.objects), pk=kwargs["batch"])
        self.url = reverse("desk_batch", args=[self.batch.pk])

    def path(self) -> list[tuple[str, str]]:
        return [batches_page(), (self.url, self.batch.name)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"batch": self.batch}


class BatchView(BatchMixin, View):
    """A batch: its counts, and what can be done with it. Posted to, it activates."""

    template_name = "subscriptions/desk/batch.html"

    def get_page_title(self) -> str:
        return self.batch.name

    def path(self) -> list[tuple[str, str]]:
        return [batches_page()]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it."""
        charges = LedgerEntry.objects.filter(order__batch=self.batch, kind=LedgerEntry.Kind.CHARGE)
        sold = [
            {"charge": charge, "amount": shown(charge.money), "left": refundable(charge)}
            for charge in charges.select_related("order").prefetch_related("refunds").order_by("pk")
        ]
        context = self.get_context_data(sold=sold, activated=day(self.batch.activated_at))
        return self.render_to_response(context)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Activate it."""
        if activate_batch(self.batch, staff=request.user, now=timezone.now()):
            messages.success(request, _("The vouchers are worth their plan now."))
        else:
            messages.success(request, _("The batch had been activated already."))
        return redirect(self.url)


class BlockingForm(forms.Form):
    """Which vouchers; their serial numbers are printed beside the codes."""

    first = forms.IntegerField(label=gettext_lazy("First serial number"), min_value=1)
    last = forms.IntegerField(label=gettext_lazy("Last serial number"), min_value=1)


class BlockView(BatchMixin, FormPage):
    """Takes vouchers back that nobody has redeemed: returned, lost, stolen ones."""

    page_title = gettext_lazy("Take vouchers back")
    button = gettext_lazy("Take them back")
    introduction = gettext_lazy("They can never be redeemed again. What has been redeemed stays redeemed.")
    form_class = BlockingForm

    def form(self, **typed: Any) -> Any:
        """Return the form with the whole batch in it."""
        return BlockingForm(initial={"first": 1, "last": self.batch.size}, **typed)

    def act(self, form: Any) -> HttpResponse:
        """Block them."""
        first, last = form.cleaned_data["first"], form.cleaned_data["last"]
        if last < first:
            raise ValidationError({"last": _("The last number comes after the first.")})
        count = block_vouchers(
            self.batch, first=first, last=last, staff=self.request.user, now=timezone.now()
        )
        return self.done(_("Vouchers taken back: %(count)s.") % {"count": count}, self.url)
