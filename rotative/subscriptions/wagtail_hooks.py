"""The subscription desk in the back office: its pages, its entry in the menu, the permissions that open them."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from rotative.subscriptions.desk import pages
from rotative.subscriptions.desk.account_page import AccountView, ReceiptView
from rotative.subscriptions.desk.acting import CancelView, ExtendView, GiveView, NoteView, ResumeView
from rotative.subscriptions.desk.batches import BatchesView, BatchView, BlockView, NewBatchView
from rotative.subscriptions.desk.changing_seats import SeatsView
from rotative.subscriptions.desk.dashboard import DashboardView
from rotative.subscriptions.desk.exporting import PaymentsExport, SubscribersExport
from rotative.subscriptions.desk.gifts_sold import GiftTakeView
from rotative.subscriptions.desk.giving_many import GiveToAllView
from rotative.subscriptions.desk.home import DeskPanel, add_panel
from rotative.subscriptions.desk.kiosks import KioskRefundView, KioskView
from rotative.subscriptions.desk.listing import SubscribersView
from rotative.subscriptions.desk.newcomers import NewReaderView
from rotative.subscriptions.desk.paying import TakeView
from rotative.subscriptions.desk.plans import OrganisationViewSet, PlanViewSet, RulesView
from rotative.subscriptions.desk.refunding import AskedRefundView, RefundView
from rotative.subscriptions.desk.waiting import ConfirmView, OddView, WaitingView

PLANS, ORGANISATIONS = PlanViewSet(), OrganisationViewSet()
ACCOUNT = "abonnements/<str:kind>/<int:owner>/"


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Give plans and organisations their pages."""
    return [PLANS, ORGANISATIONS]


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Give the other pages their addresses."""
    one = f"{ACCOUNT}abonnement/<int:subscription>/"
    return [
        path("abonnements/", DashboardView.as_view(), name="desk_dashboard"),
        path("abonnements/paiements-<str:month>.csv", PaymentsExport.as_view(), name="desk_payments_csv"),
        path("abonnements/abonnes/", SubscribersView.as_view(), name="desk_subscribers"),
        path("abonnements/abonnes/nouveau/", NewReaderView.as_view(), name="desk_new_reader"),
        path("abonnements/abonnes/offrir/", GiveToAllView.as_view(), name="desk_give_to_all"),
        path("abonnements/abonnes.csv", SubscribersExport.as_view(), name="desk_subscribers_csv"),
        path("abonnements/regles/", RulesView.as_view(), name="desk_rules"),
        path("abonnements/a-examiner/", WaitingView.as_view(), name="desk_waiting"),
        path("abonnements/a-examiner/paiement/<int:odd>/", OddView.as_view(), name="desk_odd"),
        path("abonnements/a-examiner/commande/<int:order>/", ConfirmView.as_view(), name="desk_confirm"),
        path(
            "abonnements/a-examiner/remboursement/<int:refund>/",
            AskedRefundView.as_view(),
            name="desk_asked_refund",
        ),
        path("abonnements/bons/", BatchesView.as_view(), name="desk_batches"),
        path("abonnements/bons/nouveaux/", NewBatchView.as_view(), name="desk_new_batch"),
        path("abonnements/bons/<int:batch>/", BatchView.as_view(), name="desk_batch"),
        path("abonnements/bons/<int:batch>/reprendre/", BlockView.as_view(), name="desk_block"),
        path("abonnements/bons/<int:batch>/encaisser/", KioskView.as_view(), name="desk_kiosk"),
        path(
            "abonnements/bons/<int:batch>/rembourser/<int:entry>/",
            KioskRefundView.as_view(),
            name="desk_kiosk_refund",
        ),
        path(f"{ACCOUNT}compte/", AccountView.as_view(), name="desk_account"),
        path(f"{ACCOUNT}encaisser/", TakeView.as_view(), name="desk_take"),
        path(f"{ACCOUNT}vendre-un-cadeau/", GiftTakeView.as_view(), name="desk_sell_gift"),
        path(f"{ACCOUNT}offrir/", GiveView.as_view(), name="desk_give"),
        path(f"{ACCOUNT}rembourser/<int:entry>/", RefundView.as_view(), name="desk_refund"),
        path(f"{ACCOUNT}recu/<int:receipt>/", ReceiptView.as_view(), name="desk_receipt"),
        path(f"{one}prolonger/", ExtendView.as_view(), name="desk_extend"),
        path(f"{one}resilier/", CancelView.as_view(), name="desk_cancel"),
        path(f"{one}reprendre/", ResumeView.as_view(), name="desk_resume"),
        path(f"{one}places/", SeatsView.as_view(), name="desk_seats"),
        path(f"{one}note/", NoteView.as_view(), name="desk_note"),
    ]


hooks.register("construct_homepage_panels", add_panel(DeskPanel))


class DeskMenuItem(MenuItem):
    """Shown to those who may open the page."""

    def __init__(self, label: Promise, url_name: str, needs: tuple[str, ...], icon: str, order: int) -> None:
        super().__init__(label, reverse_lazy(url_name), name=url_name, icon_name=icon, order=order)
        self.needs = needs

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perms(self.needs)


@hooks.register("register_admin_menu_item")
def register_menu_item() -> Any:
    """Put the desk before the press."""
    items = [
        DeskMenuItem(_("Dashboard"), "desk_dashboard", DashboardView.needs, "view", 10),
        DeskMenuItem(_("Subscribers"), "desk_subscribers", SubscribersView.needs, "group", 20),
        DeskMenuItem(_("Payments to look at"), "desk_waiting", WaitingView.needs, "warning", 30),
        DeskMenuItem(_("Vouchers"), "desk_batches", BatchesView.needs, "tag", 40),
        ORGANISATIONS.get_menu_item(),
        PLANS.get_menu_item(),
        DeskMenuItem(_("Rules"), "desk_rules", RulesView.needs, "cogs", 70),
    ]
    return SubmenuMenuItem(
        _("Subscriptions"), Menu(items=items), name="subscriptions", icon_name="group", order=900
    )


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Let administrators give the permissions to other groups too."""
    names = [pages.LOOK_AFTER, pages.SEE_MONEY, pages.TAKE, pages.REFUND, pages.VOUCHERS, pages.RULES]
    codenames = [name.partition(".")[2] for name in names]
    return Permission.objects.filter(content_type__app_label="subscriptions", codename__in=codenames)
