"""A reader's account goes with all that is personal, in every table; the books keep their figures without her."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from rotative.accounts import deleting, own_data
from rotative.accounts.models import User
from rotative.subscriptions import forgetting
from rotative.subscriptions.codes import gift_code
from rotative.subscriptions.gifts_of_articles import give_away
from rotative.subscriptions.giving import extend
from rotative.subscriptions.guessing import count_wrong_code
from rotative.subscriptions.mailing import mail_gift
from rotative.subscriptions.models import (
    Agreement,
    Gift,
    LedgerEntry,
    MeterReading,
    OddPayment,
    Order,
    Receipt,
    Seat,
    Subscription,
    Term,
)
from rotative.subscriptions.own_data import export
from rotative.subscriptions.readers import count, month_of
from rotative.subscriptions.receipts import receipt_pdf
from rotative.subscriptions.redeeming import redeem
from rotative.subscriptions.seating import accept_invitation, invite
from rotative.subscriptions.selling import GiftWish, open_order, settle
from rotative.subscriptions.states import State
from rotative.subscriptions.terms import add_term, subscription_for
from rotative.syndication import personal
from tests.accounts.readers import PASSWORD, at, make_reader, sign_in
from tests.factories import Newspaper, make_article
from tests.subscriptions.factories import NOW, OrganisationFactory, PlanFactory, buy, paid

pytestmark = pytest.mark.django_db
EMAIL, PHONE, NAME = "zeinab.traore@example.org", "+22376998877", "Zeinab Traoré-Koné"
PERSONAL = (EMAIL, "zeinab.traore", PHONE, PHONE[4:], NAME, "Traoré-Koné", "Zeinab")


def make_zeinab() -> User:
    first, _space, last = NAME.partition(" ")
    return make_reader(EMAIL, first_name=first, last_name=last, phone=PHONE)


def leave_traces(zeinab: User, newspaper: Newspaper) -> None:
    """What a busy reader leaves behind in every table that knows her."""
    plan, staff = PlanFactory.create(name="Mensuel"), make_reader("guichet@example.org")
    settled = buy(plan, zeinab)
    open_order(plan=plan, provider="wave", buyer=zeinab, now=NOW)
    settle(settled.order, paid(settled.order.price, provider_ref="twice"), now=NOW)
    OddPayment.objects.update(note=f"{NAME.upper()} ({EMAIL}) a payé deux fois, la rappeler au {PHONE}")
    wish = GiftWish("awa@example.org", f"Bonne lecture ! {NAME}", None, "Awa", giver_name=NAME)
    buy(plan, zeinab, purpose=Order.Purpose.GIFT, gift=wish)
    own = buy(plan, staff, purpose=Order.Purpose.GIFT, gift=GiftWish(EMAIL, "Merci", None, NAME))
    redeem(gift_code(Gift.objects.get(order=own.order)), reader=zeinab, address="127.0.0.1", now=NOW)
    Subscription.objects.filter(holder=zeinab).update(note=f"Appeler {NAME}")
    extend(Subscription.objects.of(zeinab)[0], days=3, staff=staff, now=NOW, reason="Grève")
    organisation = OrganisationFactory.create(name="Lycée du Fleuve")
    organisation.administrators.add(zeinab)
    group = subscription_for(plan=plan, kind="group", organisation=organisation, now=NOW)
    add_term(group, plan=plan, source=Term.Source.GIVEN, now=NOW)
    _invitation, token = invite(organisation, EMAIL, by=staff, now=NOW)
    accept_invitation(token, user=zeinab, now=NOW)
    article = make_article(newspaper.politics, "Le bac repart", access="metered")
    count(zeinab, article.pk, now=NOW)
    give_away(article.pk, giver=zeinab, now=NOW)
    count_wrong_code(user=zeinab, address="127.0.0.1", now=NOW)
    personal.make(zeinab, language="fr", now=NOW)
    for _device in range(2):
        assert sign_in(Client(), EMAIL, PASSWORD).status_code == 302


def columns() -> list[tuple[str, str]]:
    """Every column of every table."""
    with connection.cursor() as cursor:
        return [
            (table, column.name)
            for table in connection.introspection.table_names(cursor)
            for column in connection.introspection.get_table_description(cursor, table)
        ]


def found_in_the_database(*words: str) -> set[str]:
    """The columns, of whatever type, in which one of these stands."""
    quote, found = connection.ops.quote_name, set()
    with connection.cursor() as cursor:
        for table, column in columns():
            tells = " OR ".join(f"LOWER(CAST({quote(column)} AS TEXT)) LIKE %s" for _word in words)
            cursor.execute(
                f"SELECT COUNT(*) FROM {quote(table)} WHERE {tells}",  # noqa: S608 - names of our own tables
                [f"%{word.lower()}%" for word in words],
            )
            if cursor.fetchone()[0]:
                found.add(f"{table}.{column}")
    return found


def delete(user: User) -> None:
    deletion = deleting.ask(user, language="fr", now=NOW)
    assert deleting.delete_due(now=deletion.due_at).deleted == 1


def test_nothing_personal_is_left_in_any_table(newspaper: Newspaper) -> None:
    cache.clear()
    zeinab = make_zeinab()
    leave_traces(zeinab, newspaper)
    before = found_in_the_database(*PERSONAL)
    assert {
        "accounts_user.email",
        "accounts_user.phone",
        "account_emailaddress.email",
        "subscriptions_order.billed_to",
        "subscriptions_gift.recipient_email",
        "subscriptions_gift.recipient_name",
        "subscriptions_gift.giver_name",
        "subscriptions_gift.message",
        "subscriptions_invitation.email",
        "subscriptions_oddpayment.note",
        "subscriptions_subscription.note",
    } <= before, "the search finds what is there"

    delete(zeinab)

    assert found_in_the_database(*PERSONAL) == set()
    assert not User.objects.filter(pk=zeinab.pk).exists()


def test_the_books_keep_their_figures(newspaper: Newspaper) -> None:
    zeinab, plan = make_zeinab(), PlanFactory.create()
    settled = buy(plan, zeinab)
    assert settled.entry
    assert settled.receipt
    entries, receipts = list(LedgerEntry.objects.values()), list(Receipt.objects.values())

    delete(zeinab)

    assert list(LedgerEntry.objects.values()) == entries
    assert list(Receipt.objects.values()) == receipts
    order = Order.objects.get()
    assert (order.amount, order.reference, order.buyer, order.billed_to) == (
        settled.order.amount,
        settled.order.reference,
        None,
        "",
    )
    assert Term.objects.count() == 1
    assert receipt_pdf(Receipt.objects.get()).startswith(b"%PDF")


def test_a_running_subscription_ends_and_renews_itself_no_more(newspaper: Newspaper) -> None:
    zeinab = make_zeinab()
    settled = buy(PlanFactory.create(), zeinab)
    Agreement.objects.create(
        order=settled.order,
        amount=settled.order.amount,
        subscription=Subscription.objects.get(),
        provider_ref="sub_zeinab",
    )
    Subscription.objects.update(renews_itself=True)
    (told,) = export(zeinab)["subscriptions"]

    delete(zeinab)

    left, agreement = Subscription.objects.get(), Agreement.objects.get()
    assert [one["reference"] for one in told["agreements_to_renew"]] == ["sub_zeinab"]
    assert (left.state, left.holder, left.renews_itself) == (State.CANCELLED, None, False)
    assert (agreement.wish, agreement.tell_at is not None) == (Agreement.Wish.STOP, True)


def test_a_gift_that_is_still_to_be_mailed_reaches_whom_it_is_for(newspaper: Newspaper) -> None:
    from django.core import mail

    zeinab = make_zeinab()
    wish = GiftWish("awa@example.org", f"De {NAME}", None, giver_name=NAME)
    settled = buy(PlanFactory.create(), zeinab, purpose=Order.Purpose.GIFT, gift=wish)

    delete(zeinab)
    mail.outbox.clear()
    assert mail_gift(Gift.objects.get(order=settled.order), now=NOW)

    assert mail.outbox[0].to == ["awa@example.org"]
    assert NAME not in mail.outbox[0].body


def test_the_page_says_exactly_what_goes_and_what_stays(newspaper: Newspaper) -> None:
    cache.clear()
    zeinab = make_zeinab()
    leave_traces(zeinab, newspaper)

    fates = own_data.fates_of(zeinab, now=NOW)

    goes, stays = " ".join(fates.goes), " ".join(fates.stays)
    assert "Mensuel" in goes
    assert goes.count("Lycée du Fleuve") == 2
    assert len(fates.stays) == 2, stays


def test_who_stands_in_the_books_is_refused(newspaper: Newspaper) -> None:
    staff, zeinab = make_reader("guichet@example.org"), make_zeinab()
    settled = buy(PlanFactory.create(), zeinab)
    assert settled.term
    extend(settled.term.subscription, days=3, staff=staff, now=NOW, reason="Grève")

    with pytest.raises(deleting.NotDeletable) as refused:
        deleting.ask(staff, language="fr", now=NOW)

    assert refused.value.sentence == forgetting.refuses(staff)


def test_the_file_tells_a_reader_all_and_nothing_of_others(newspaper: Newspaper) -> None:
    cache.clear()
    zeinab, issa = make_zeinab(), make_reader("issa.coulibaly@example.org")
    leave_traces(zeinab, newspaper)
    buy(PlanFactory.create(name="Annuel"), issa)

    told = json.loads(own_data.export_of(zeinab, paper_name="La Dépêche", now=NOW))["subscriptions"]

    assert {one["plan"] for one in told["subscriptions"]} == {"Mensuel"}
    assert sorted(one["kind"] for one in told["subscriptions"]) == ["gift", "personal"]
    assert len(told["orders"]) == Order.objects.filter(buyer=zeinab).count() == 3
    first = told["orders"][0]
    assert (first["amount"], first["currency"]) == (2500, "XOF")
    assert first["payments"][0]["receipt"] == str(Receipt.objects.order_by("pk").first())
    assert [odd["transaction"] for odd in first["payments_that_did_not_fit"]] == ["twice"]
    assert told["gifts_paid"][0]["for"] == "awa@example.org"
    assert len(told["gifts_redeemed"]) == 1
    assert told["seats"][0]["organisation"] == "Lycée du Fleuve"
    assert told["organisations_looked_after"] == ["Lycée du Fleuve"]
    assert told["metered_articles_opened"][0]["month"] == f"{month_of(NOW):%Y-%m}"
    assert told["articles_given"][0]["article"] == "Le bac repart"
    assert [one["what"] for one in told["done_by_the_desk"]] == ["added days"]
    written = json.dumps(told)
    assert "issa" not in written
    assert "Annuel" not in written
    assert "guichet@example.org" not in written


def test_what_hangs_on_a_reader_goes_with_her(newspaper: Newspaper) -> None:
    cache.clear()
    zeinab = make_zeinab()
    leave_traces(zeinab, newspaper)

    delete(zeinab)

    assert not Seat.objects.exists()
    assert not MeterReading.objects.exists()
    assert Gift.objects.filter(redeemed_by=None).exclude(redeemed_at=None).count() == 1


def test_the_page_of_deletion_can_be_read_by_a_subscriber(newspaper: Newspaper) -> None:
    cache.clear()
    zeinab, client = make_zeinab(), Client()
    buy(PlanFactory.create(name="Au fil du fleuve"), zeinab, now=timezone.now() - timedelta(days=1))
    sign_in(client, EMAIL, PASSWORD)

    page = client.post(
        f"{at('account_reauthenticate')}?next={at('account_delete')}", {"password": PASSWORD}, follow=True
    )

    shown: Any = page.content.decode()
    assert "Au fil du fleuve" in shown
