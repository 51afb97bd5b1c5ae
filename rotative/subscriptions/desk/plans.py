"""Plans, organisations and the desk's rules: what is sold, to which groups, and what time does to it."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from rotative.accounts.models import User
from rotative.subscriptions.desk.fields import AmountField, DaysField, LinesField, money_typed
from rotative.subscriptions.desk.pages import RULES, FormPage
from rotative.subscriptions.models import Organisation, Plan, Rules


class NeverDeleted(ModelPermissionPolicy):
    """What is in the books stays; a plan is taken off the list, an organisation’s subscription ends."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and bool(super().user_has_permission(user, action))


register_permission_policy(Plan, NeverDeleted(Plan))
register_permission_policy(Organisation, NeverDeleted(Organisation))


class PlanForm(forms.ModelForm[Plan]):
    """A plan, with its prices as people type them."""

    price_amount = AmountField(
        label=gettext_lazy("Price"), help_text=gettext_lazy("Such as 2500 or 12,50. 0: given, never sold.")
    )
    introductory_amount = AmountField(label=gettext_lazy("Introductory price"), required=False)

    class Meta:
        model = Plan
        fields = (
            "name",
            "description",
            "currency",
            "price_amount",
            "period_count",
            "period_unit",
            "gives_articles",
            "gives_discussion",
            "seats",
            "trial_days",
            "introductory_amount",
            "introductory_terms",
            "renews_itself",
            "is_active",
            "order",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"].required = False
        if self.instance.pk:
            self.initial["price_amount"] = self.instance.price.plain()
            introductory = self.instance.introductory_price
            self.initial["introductory_amount"] = introductory.plain() if introductory else ""

    def clean_seats(self) -> int:
        """Return how many; nothing typed is none."""
        return self.cleaned_data["seats"] or 0

    def clean(self) -> dict[str, Any]:
        super().clean()
        currency = self.cleaned_data.get("currency", "")
        for field in ("price_amount", "introductory_amount"):
            money = money_typed(self, field, currency)
            if field in self.cleaned_data:
                self.cleaned_data[field] = money.amount if money else None
        if self.cleaned_data.get("price_amount") is None:
            self.cleaned_data.pop("price_amount", None)
        return self.cleaned_data

    def _post_clean(self) -> None:
        if not self.errors:
            super()._post_clean()


class PlanViewSet(ModelViewSet):
    """The price list."""

    model = Plan
    name = "plans"
    url_prefix = "abonnements/formules"
    icon = "tag"
    menu_label = gettext_lazy("Plans")
    menu_order = 60
    copy_view_enabled = False
    list_display: ClassVar[list[Any]] = [
        "name",
        Column(
            "price",
            label=gettext_lazy("Price"),
            accessor=lambda plan: plan.price.present(get_language() or "en"),
        ),
        Column(
            "period",
            label=gettext_lazy("Term"),
            accessor=lambda plan: f"{plan.period_count} × {plan.get_period_unit_display()}",
        ),
        BooleanColumn("is_active", label=gettext_lazy("For sale")),
    ]

    def get_form_class(self, for_update: bool = False) -> type[PlanForm]:
        """The form with prices as people type them."""
        return PlanForm


class OrganisationForm(forms.ModelForm[Organisation]):
    """An organisation: seats, domains, networks, and who runs it by their addresses."""

    administrator_addresses = LinesField(
        label=gettext_lazy("Who runs it"),
        help_text=gettext_lazy(
            "The e-mail addresses of accounts, one a line: they invite and see who has a seat."
        ),
    )

    class Meta:
        model = Organisation
        fields = ("name", "agreed_seats", "email_domains", "ip_ranges")
        field_classes = {"email_domains": LinesField, "ip_ranges": LinesField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            running = self.instance.administrators.order_by("email")
            self.initial["administrator_addresses"] = list(running.values_list("email", flat=True))

    def clean_administrator_addresses(self) -> list[User]:
        """Return the accounts. Raises ValidationError for an address without one."""
        addresses = self.cleaned_data["administrator_addresses"]
        found = {user.email: user for user in User.objects.filter(email__in=addresses)}
        for address in addresses:
            if address not in found:
                raise ValidationError(_("Nobody signs in as %(address)s.") % {"address": address})
        return list(found.values())

    def clean_agreed_seats(self) -> int:
        """Return the number. Raises ValidationError when more seats are taken."""
        seats: int = self.cleaned_data["agreed_seats"]
        taken = self.instance.taken_seats.count() if self.instance.pk else 0
        if seats < taken:
            raise ValidationError(_("%(count)s seats are taken; free some of them first.") % {"count": taken})
        return seats

    def save(self, commit: bool = True) -> Organisation:
        """Save it with those who run it."""
        if not self.instance.pk:
            self.instance.created_at = timezone.now()
        organisation: Organisation = super().save(commit)
        organisation.administrators.set(self.cleaned_data["administrator_addresses"])
        return organisation


class OrganisationViewSet(ModelViewSet):
    """Schools, ministries, companies."""

    model = Organisation
    name = "organisations"
    url_prefix = "abonnements/organisations"
    icon = "globe"
    menu_label = gettext_lazy("Organisations")
    menu_order = 50
    copy_view_enabled = False
    list_display: ClassVar[list[Any]] = ["name", "agreed_seats"]

    def get_form_class(self, for_update: bool = False) -> type[OrganisationForm]:
        """The form with a line for each domain, network and address."""
        return OrganisationForm


class RulesForm(forms.ModelForm[Rules]):
    """What the desk has decided for all plans."""

    class Meta:
        model = Rules
        fields = ("currency", "remind_before", "grace", "remind_in_grace", "tax_rate", "tax_name", "seller")
        field_classes = {"remind_before": DaysField, "remind_in_grace": DaysField}


class RulesView(FormPage):
    """The page of the rules; there is one row of them."""

    needs = (RULES,)
    header_icon = "cogs"
    page_title = gettext_lazy("Rules of subscribing")
    form_class = RulesForm

    def form(self, **typed: Any) -> Any:
        """Return the form about today's rules."""
        return RulesForm(instance=Rules.current(), **typed)

    def act(self, form: Any) -> HttpResponse:
        """Save them; they count from now on."""
        form.save()
        return self.done(_("The rules have been saved."), reverse("desk_rules"))
