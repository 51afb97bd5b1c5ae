"""What waits for the moderators, on the first page of the back office."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rotative.discussion import queues
from rotative.discussion.desk.pages import MODERATE, SANCTION
from rotative.discussion.models import Report, Sanction
from rotative.discussion.queues import LABELS, Queue
from rotative.subscriptions.desk.home import MOST, Line, WorkPanel

SHOWN = (Queue.REVIEW, Queue.REPORTED, Queue.UNMODERATED, Queue.CANDIDATES)


class ModerationPanel(WorkPanel):
    """The queues, the notices and the appeals."""

    name = "discussion_work"
    order = 55
    heading = gettext_lazy("Discussion")
    icon = "comment"

    def lines(self, user: Any) -> list[Line]:
        """Return what is to be decided by whom it may be."""
        lines = []
        if user.has_perm(MODERATE):
            lines += [
                Line(
                    str(LABELS[queue]),
                    reverse("moderation_queue", args=[queue.value]),
                    queues.count(queue),
                    queues.COUNTED,
                )
                for queue in SHOWN
            ]
        if user.has_perm(SANCTION):
            notices = Report.objects.of_illegal_content().filter(decided_at=None)
            appeals = Sanction.objects.filter(appealed_at__isnull=False, appeal_decided_at=None)
            lines += [
                Line(
                    _("Notices of illegal content"),
                    reverse("discussion_notices"),
                    notices[: MOST + 1].count(),
                ),
                Line(_("Appeals"), reverse("discussion_appeals"), appeals[: MOST + 1].count()),
            ]
        return lines
