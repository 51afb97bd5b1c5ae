"""What happens at its hour without anybody at the desk: scheduled articles appear, expired ones leave.

One item that fails leaves the others alone; it is tried again at the next round.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.apps import apps
from django.db import transaction
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger(__name__)


@dataclass
class Report:
    """What one round did: names of the items, and the error of each that failed."""

    published: list[str] = field(default_factory=list)
    expired: list[str] = field(default_factory=list)
    failed: dict[str, Exception] = field(default_factory=dict)


def run_due(now: datetime) -> Report:
    """Withdraw what has expired by ``now``, publish what was scheduled until ``now``; return what was done.

    Each item has a transaction of its own and goes through Wagtail's actions, so lists and search follow.
    ``now`` must not lie ahead of the real time: Wagtail would put the publication off again.
    """
    report = Report()
    for model in _models_with_drafts():
        expired = model._default_manager.filter(live=True, expire_at__lte=now).order_by("expire_at", "pk")
        for pk in list(expired.values_list("pk", flat=True)):
            _attempt(f"{model.__name__} {pk}", partial(_withdraw, model, pk, now), report.expired, report)
    due = Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")
    for pk, name in list(due.values_list("pk", "object_str")):
        _attempt(f"Revision {pk} ({name})", partial(_publish, pk, now), report.published, report)
    return report


def _models_with_drafts() -> list[Any]:
    """Return the models whose rows can be scheduled; all pages go under Page, which names their expiry."""
    others = [m for m in apps.get_models() if issubclass(m, DraftStateMixin) and not issubclass(m, Page)]
    return [Page, *others]


def _attempt(name: str, act: Callable[[], str | None], done: list[str], report: Report) -> None:
    try:
        with transaction.atomic():
            title = act()
    except Exception as error:  # whatever one item does, the next ones have their hour too
        report.failed[name] = error
    else:
        if title is not None:
            done.append(title)


def _withdraw(model: Any, pk: int, now: datetime) -> str | None:
    """Withdraw one item; None when somebody did so, or put its end off, since it was found."""
    item = (
        model._default_manager.select_for_update(no_key=True)
        .filter(pk=pk, live=True, expire_at__lte=now)
        .first()
    )
    if item is None:
        return None
    item = item.specific if isinstance(item, Page) else item
    item.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return str(item)


def _publish(pk: int, now: datetime) -> str | None:
    """Publish one revision; None when somebody did so, or cancelled it, since it was found."""
    revision = (
        Revision.objects.select_for_update(no_key=True).filter(pk=pk, approved_go_live_at__lte=now).first()
    )
    if revision is None:
        return None
    revision.publish(log_action="wagtail.publish.scheduled")
    return str(revision.object_str)


def tell(report: Report, known: frozenset[str] = frozenset()) -> frozenset[str]:
    """Write a round to the log; return the failures it knows now.

    A failure in ``known`` was told with its traceback at an earlier round and is not told again.
    """
    for title in report.published:
        logger.info("clock: published “%s”", title)
    for title in report.expired:
        logger.info("clock: withdrew “%s”, which has expired", title)
    for name, error in report.failed.items():
        if name not in known:
            logger.error("clock: %s failed and is tried again at each round", name, exc_info=error)
    return frozenset(report.failed)
