"""Stripe's subscriptions and invoices: localstripe has them in an older shape, without trials, discounts and a clock.

Pages: https://docs.stripe.com/api/subscriptions/object, /api/invoices/object and /api/coupons/object for the shapes,
/billing/subscriptions/overview for the states, /billing/subscriptions/cancel for the end. What is paid is charged at
localstripe; the coupons are there too.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from urllib.parse import parse_qsl

import requests

from tests.providers.service import Asked, Reply

Charge = Callable[[int, str, str, dict[str, str]], requests.Response]
MONTH = timedelta(days=30)
AGREED_AT = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
_MOST_MONTHS = {"day": 36 / 1095, "week": 36 / 156, "month": 1, "year": 12}


class StripeSubscriptions:
    """The agreements of one account, and what was invoiced by them."""

    def __init__(self, charge: Charge, coupon: Callable[[str], dict[str, Any]]) -> None:
        self.agreements: dict[str, dict[str, Any]] = {}
        self.invoices: list[dict[str, Any]] = []  # the newest first, as /api/invoices/list gives them
        self._offers: dict[str, dict[str, str]] = {}
        self._charge = charge
        self._coupon = coupon
        self._numbers = count(1)

    def offer(self, session: dict[str, Any], form: dict[str, str]) -> str:
        """Keep what a session in subscription mode offers; say what is wrong with it."""
        recurring = "line_items[0][price_data][recurring]"
        interval, times = form[f"{recurring}[interval]"], int(form.get(f"{recurring}[interval_count]", "1"))
        # /api/checkout/sessions/create: “Either day, week, month or year”, “Maximum of three years interval allowed”.
        if interval not in _MOST_MONTHS or times * _MOST_MONTHS[interval] > 36:
            return "Invalid recurring"
        self._offers[session["id"]] = form
        trial = int(form.get("subscription_data[trial_period_days]", "0"))
        session["amount_total"] = 0 if trial else self._amount(session["id"], 0)
        return ""

    def agree(self, session: dict[str, Any], card: str) -> None:
        """The customer types a card into Stripe's page; without a trial it is charged at once."""
        form = self._offers[session["id"]]
        trial = int(form.get("subscription_data[trial_period_days]", "0"))
        ref = f"sub_{next(self._numbers):024d}"
        trial_end = int((AGREED_AT + timedelta(days=trial)).timestamp()) if trial else None
        self.agreements[ref] = {
            "id": ref,
            "object": "subscription",
            "status": "trialing" if trial else "incomplete",
            "cancel_at_period_end": False,
            "trial_end": trial_end,
            "metadata": {"order_id": form["subscription_data[metadata][order_id]"]},
            "_session": session["id"],
            "_card": card,
        }
        if trial:  # /billing/subscriptions/trials: the trial has an invoice over nothing
            self._invoice(ref, 0, "subscription_create")["status"] = "paid"
            session.update(subscription=ref, payment_status="no_payment_required", status="complete")
        elif self._collect(self._invoice(ref, self._amount(session["id"], 0), "subscription_create")):
            session.update(subscription=ref, payment_status="paid", status="complete")
        else:  # a declined card leaves the page open
            del self.agreements[ref]

    def next_term(self, ref: str, *, card: str = "") -> dict[str, Any]:
        """A term is over: the next one is invoiced and charged, with another card where one is named."""
        about = self.agreements[ref]
        about["_card"] = card or about["_card"]
        terms = len([one for one in self.invoices if one["_of"] == ref and one["total"]])
        invoice = self._invoice(ref, self._amount(about["_session"], terms), "subscription_cycle")
        self._collect(invoice)
        return invoice

    def retry(self, invoice: dict[str, Any], card: str) -> None:
        """/billing/revenue-recovery/smart-retries: the charge is tried again, with another card."""
        self.agreements[invoice["_of"]]["_card"] = card
        self._collect(invoice)

    def cancel(self, ref: str) -> None:
        """It is over: by the customer, or after the last retry."""
        self.agreements[ref]["status"] = "canceled"

    def of_order(self, order_id: str) -> str:
        """The agreement that an order made."""
        return next(
            ref for ref, about in self.agreements.items() if about["metadata"]["order_id"] == order_id
        )

    def shown(self, session: dict[str, Any]) -> dict[str, Any]:
        """A session with its agreement, expanded."""
        ref = session.get("subscription")
        return {**session, "subscription": _public(self.agreements[ref]) if ref else None}

    def answer(self, asked: Asked) -> Reply | None:
        """Answer what is about subscriptions and invoices; None for all else."""
        form = dict(parse_qsl(asked.body.decode()))
        match asked.method, asked.path.strip("/").split("/")[1:]:
            case "GET", ["invoices"]:
                return self._listed(asked.query)
            case "GET", ["invoices", ref]:
                found = next((one for one in self.invoices if one["id"] == ref), None)
                return Reply(200, _public(found)) if found else _refused(404, f"No such invoice: {ref}")
            case method, ["subscriptions", ref]:
                if ref not in self.agreements:
                    return _refused(404, f"No such subscription: {ref}")
                about = self.agreements[ref]
                # /billing/subscriptions/cancel: what is cancelled cannot be changed any more.
                if method != "GET" and about["status"] == "canceled":
                    return _refused(400, "A canceled subscription can only update its cancellation_details")
                if method == "DELETE":
                    about["status"] = "canceled"
                elif method == "POST":
                    about["cancel_at_period_end"] = form["cancel_at_period_end"].lower() == "true"
                return Reply(200, _public(about))
        return None

    def _listed(self, query: dict[str, str]) -> Reply:
        rows = [
            one
            for one in self.invoices
            if one["_of"] == query.get("subscription") and one["status"] == query.get("status", "paid")
        ]
        if query.get("starting_after"):
            rows = rows[[one["id"] for one in rows].index(query["starting_after"]) + 1 :]
        # A page of two: nobody should need a hundred invoices to see that pages are turned.
        data = [_public(one) for one in rows[:2]]
        return Reply(200, {"object": "list", "data": data, "has_more": len(rows) > 2, "url": "/v1/invoices"})

    def _invoice(self, ref: str, total: int, reason: str) -> dict[str, Any]:
        about = self.agreements[ref]
        form = self._offers[about["_session"]]
        invoice = {
            "id": f"in_{next(self._numbers):024d}",
            "object": "invoice",
            "billing_reason": reason,
            "status": "open",
            "total": total,
            "amount_paid": 0,
            "currency": form["line_items[0][price_data][currency]"],
            # “Becomes an immutable snapshot of the subscription metadata”
            "parent": {
                "type": "subscription_details",
                "subscription_details": {"subscription": ref, "metadata": about["metadata"]},
            },
            "payments": {"object": "list", "data": []},
            "status_transitions": {"paid_at": None},
            "metadata": {},
            "_of": ref,
        }
        self.invoices.insert(0, invoice)
        return invoice

    def _collect(self, invoice: dict[str, Any]) -> bool:
        about = self.agreements[invoice["_of"]]
        # The payment of an invoice has no metadata of the subscription.
        paid = self._charge(invoice["total"], invoice["currency"], about["_card"], {})
        if paid.status_code != 200:
            about["status"] = "past_due" if about["status"] != "incomplete" else "incomplete"
            return False
        payment = {"payment_intent": paid.json()["id"], "type": "payment_intent"}
        invoice["payments"]["data"].append({"status": "paid", "payment": payment})
        invoice["status_transitions"]["paid_at"] = int(AGREED_AT.timestamp())
        invoice.update(status="paid", amount_paid=invoice["total"])
        about["status"] = "active"
        return True

    def _amount(self, session_id: str, terms: int) -> int:
        """What the term after so many costs: /api/coupons/object, `duration` and `duration_in_months`."""
        form = self._offers[session_id]
        price = int(form["line_items[0][price_data][unit_amount]"])
        if "discounts[0][coupon]" not in form:
            return price
        coupon = self._coupon(form["discounts[0][coupon]"])
        months = int(form.get("line_items[0][price_data][recurring][interval_count]", "1")) * int(
            _MOST_MONTHS[form["line_items[0][price_data][recurring][interval]"]]
        )
        lasts = 1 if coupon["duration"] == "once" else coupon["duration_in_months"] / months
        return price - int(coupon["amount_off"]) if terms < lasts else price


def _public(about: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in about.items() if not name.startswith("_")}


def _refused(status: int, message: str) -> Reply:
    return Reply(status, {"error": {"type": "invalid_request_error", "message": message}})
