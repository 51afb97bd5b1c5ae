"""Notifications and answers in any order, any number of times, with time-outs between: the end is always the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rotative.subscriptions.payments.interface import (
    Checkout,
    NotificationForged,
    ProviderAway,
    Started,
    State,
    Verdict,
)
from rotative.subscriptions.payments.judging import ask, settle
from tests.providers.service import Trouble
from tests.subscriptions.payments.counters import NOW, PRICE, Counter, checkout

Post = tuple[dict[str, str], bytes]


class Order:
    """An order as the newspaper keeps it: what is known of it, and what the provider was made to do."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.wanted: Checkout = checkout()
        self.started: Started = counter.provider.start(self.wanted)
        self.known: Verdict | None = None
        self.heard: list[Verdict] = []
        self.posts: list[Post] = [self._post()]

    def _post(self) -> Post:
        return self.counter.posted(self.wanted, self.started)

    def happens(self, what: str) -> None:
        """Something happens at the provider, which writes a notification about it."""
        if what == "paid":
            self.counter.pay(self.wanted, self.started)
        else:
            self.counter.attempt_in_vain(self.wanted, self.started)
        self.posts.append(self._post())

    def ask(self) -> None:
        """Ask the provider, and keep what follows from its answer."""
        try:
            verdict = ask(
                self.counter.provider,
                order_id=self.wanted.order_id,
                provider_ref=self.started.provider_ref,
                expected=PRICE,
            )
        except ProviderAway:
            return
        self.heard.append(verdict)
        self.known = settle(self.known, verdict)

    def post(self, post: Post) -> None:
        """A notification arrives."""
        notice = self.counter.provider.read_notification(*post, now=NOW)
        assert notice is not None
        assert notice.order_id == self.wanted.order_id
        self.ask()


events = st.lists(
    st.sampled_from(
        ["ask", "notification", "old notification", "forged notification", "time-out", "half an answer"]
    ),
    max_size=6,
)


def _take_part(order: Order, event: str) -> None:
    match event:
        case "ask":
            order.ask()
        case "notification":
            order.post(order.posts[-1])
        case "old notification":
            order.post(order.posts[0])
        case "forged notification":
            known = order.known
            headers, body = order.posts[-1]
            try:
                order.post(({name: value[:-1] + "g" for name, value in headers.items()}, body))
            except NotificationForged:
                assert order.known is known
            else:
                raise AssertionError("a forged notification was believed")
        case "time-out":
            order.counter.service.trouble(Trouble.HANGS_UP, Trouble.HANGS_UP)
            order.ask()
        case "half an answer":
            order.counter.service.trouble(Trouble.TRUNCATED, Trouble.TRUNCATED)
            order.ask()


@settings(max_examples=25)
@given(before=events, between=events, after=events)
def test_a_payment_ends_paid_whatever_comes_when(
    lasting_counter: Counter, before: list[str], between: list[str], after: list[str]
) -> None:
    lasting_counter.service.calm()
    order = Order(lasting_counter)

    for event in before:
        _take_part(order, event)
    order.happens("in vain")
    for event in between:
        _take_part(order, event)
    assert order.known is None or order.known.state not in (State.PAID, State.REFUNDED)
    order.happens("paid")
    for event in after:
        _take_part(order, event)
    order.ask()

    assert order.known is not None
    assert (order.known.state, order.known.amount) == (State.PAID, PRICE)


@settings(max_examples=25)
@given(data=st.data())
def test_answers_that_arrive_in_another_order_end_alike(
    lasting_counter: Counter, data: st.DataObject
) -> None:
    lasting_counter.service.calm()
    order = Order(lasting_counter)
    order.ask()
    order.happens("in vain")
    order.ask()
    order.happens("paid")
    order.ask()
    repeated = data.draw(st.lists(st.sampled_from(order.heard), max_size=4))

    late: Verdict | None = None
    for verdict in data.draw(st.permutations([*order.heard, *repeated])):
        late = settle(late, verdict)

    assert late == order.known


@settings(max_examples=25)
@given(events=events)
def test_nobody_pays_by_notifications_alone(lasting_counter: Counter, events: list[str]) -> None:
    lasting_counter.service.calm()
    order = Order(lasting_counter)

    for event in events:
        _take_part(order, event)
    order.ask()

    assert order.known is not None
    assert order.known.state is State.PENDING
