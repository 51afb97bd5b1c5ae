"""What was bought is mailed once, and a mail server that is away makes nobody lose a receipt."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from rotative.subscriptions.mailing import PATIENCE, mail_what_waits
from rotative.subscriptions.models import Order, Receipt
from rotative.subscriptions.selling import GiftWish
from tests.discussion.postbox import postbox
from tests.subscriptions.factories import NOW, OrganisationFactory, PlanFactory, buy, make_reader

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(minutes=5)


def test_receipts_and_gifts_that_wait_are_mailed_once() -> None:
    plan = PlanFactory.create()
    buy(plan, make_reader(email="awa@example.org"))
    gift = GiftWish("issa@example.org")
    buy(plan, make_reader(email="fatou@example.org"), purpose=Order.Purpose.GIFT, gift=gift)
    buy(plan, None, organisation=OrganisationFactory.create())

    assert mail_what_waits(now=SOON) == 3
    assert mail_what_waits(now=SOON) == 0

    recipients = sorted(recipient for message in mail.outbox for recipient in message.to)
    assert recipients == ["awa@example.org", "fatou@example.org", "issa@example.org"]


def test_a_name_that_is_no_name_does_not_become_a_second_recipient() -> None:
    buy(PlanFactory.create(), make_reader(), billed_to='Awa" <spam@example.com>, x')

    mail_what_waits(now=SOON)

    (message,) = mail.outbox
    assert message.recipients() == message.to
    assert len(message.message().get_all("To", [])) == 1
    assert "<spam@example.com>" not in str(message.message()["To"]).rpartition(" ")[2]


def test_what_could_not_be_mailed_waits_a_week(monkeypatch: pytest.MonkeyPatch) -> None:
    buy(PlanFactory.create(), make_reader())

    def refuse(self: EmailMessage, fail_silently: bool = False) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as no_mail:
        no_mail.setattr(EmailMessage, "send", refuse)
        assert mail_what_waits(now=SOON) == 0
    assert Receipt.objects.get().mailed_at is None
    assert mail_what_waits(now=NOW + PATIENCE) == 0
    assert mail_what_waits(now=NOW + PATIENCE - timedelta(hours=1)) == 1


def test_mails_are_in_the_language_of_the_order() -> None:
    plan = PlanFactory.create()
    buy(plan, make_reader(), language="en")

    mail_what_waits(now=SOON)

    (message,) = mail.outbox
    assert "XOF\u00a02,500" in message.body
    assert message.subject == "Your receipt 2027-000001"


def test_an_address_that_is_refused_keeps_nobody_else_waiting_and_all_go_in_one_call(settings: Any) -> None:
    plan = PlanFactory.create()
    for name in ("awa", "issa", "fatou"):
        buy(plan, make_reader(email=f"{name}@example.org"))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with postbox() as box:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        box.refused = {"awa@example.org"}

        assert mail_what_waits(now=SOON) == 2
        assert [message["To"] for message in box.mails] == ["issa@example.org", "fatou@example.org"]
        assert box.calls == 1

        box.refused = set()
        assert mail_what_waits(now=SOON) == 1
        assert len(box.of("awa@example.org")) == 1
