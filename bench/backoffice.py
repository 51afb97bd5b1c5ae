"""Run inside a paper: times the pages of the subscription desk, as a browser of the desk asks for them."""

import json
import os
import statistics
import time
from typing import Any

TIMES = 10


def _pages() -> dict[str, str]:
    from rotative.subscriptions.models import Receipt, Subscription

    root = "/redaction/abonnements/"
    count = Subscription.objects.count()
    middle = Subscription.objects.order_by("-pk")[count // 2]
    receipt = Receipt.objects.order_by("-pk")[Receipt.objects.count() // 2]
    listed = f"{root}abonnes/"
    return {
        "dashboard": root,
        "subscribers": listed,
        "subscribers, from the middle on": f"{listed}?before={middle.pk}",
        "subscribers, in grace": f"{listed}?state=grace",
        "subscribers, whose end is near": f"{listed}?soon=30",
        "search, an e-mail address": f"{listed}?q=abonne.000042@example.org",
        "search, a name that thousands have": f"{listed}?q=Sanogo",
        "search, a name that nobody has": f"{listed}?q=Introuvable",
        "search, a telephone number": f"{listed}?q=60000042",
        "search, a receipt": f"{listed}?q={receipt}",
        "search, a transaction": f"{listed}?q=BANC-05-000042",
        "a subscriber’s page": f"{root}lecteur/{middle.holder_id}/compte/",
    }


def measure() -> list[dict[str, Any]]:
    """Return of each page the median and the worst milliseconds of ten, and the number of queries."""
    from django.conf import settings
    from django.test import Client

    from rotative.accounts.models import User
    from rotative.demo.newsroom import SUBSCRIPTION_DESK

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    desk = User.objects.get(email=SUBSCRIPTION_DESK)
    client.force_login(desk, backend="django.contrib.auth.backends.ModelBackend")
    return [_timed(client, name, address) for name, address in _pages().items()]


def _timed(client: Any, name: str, address: str) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection
    ) as queries:  # which also fetches the templates, as a server has them
        answer = client.get(address)
    asked = list(queries.captured_queries)  # the next request forgets them
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answers {answer.status_code}")
    took = []
    for _time in range(TIMES):
        begun = time.perf_counter()
        client.get(address)
        took.append((time.perf_counter() - begun) * 1000)
    dearest = max(asked, key=lambda query: float(query["time"]))
    return {
        "page": name,
        "median_ms": round(statistics.median(took), 1),
        "worst_ms": round(max(took), 1),
        "queries": len(asked),
        "dearest_query": dearest,
    }


def main() -> None:
    """Print the figures as JSON."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotative.settings")
    django.setup()
    from django.core.management import call_command

    # The pages name their styles and scripts by what is in them.
    call_command("collectstatic", interactive=False, verbosity=0)
    print(json.dumps(measure()))


if __name__ == "__main__":
    main()
