"""What the worker does for the discussions every half minute."""

from datetime import datetime

from rotative.discussion.letters import send_letters
from rotative.discussion.mailing import forget_old_notices, mail_at_once, mail_digests
from rotative.discussion.merging import gather_late_ones
from rotative.discussion.webhooks import deliver_due, forget_old_deliveries


def discussion_chores(now: datetime) -> dict[str, int]:
    """Do what is due, and return how much of each was done."""
    return {
        "mails about answers sent": mail_at_once(now=now),
        "digests sent": mail_digests(now=now),
        "old notices forgotten": forget_old_notices(now=now),
        "letters sent": send_letters(now=now),
        "webhook messages delivered": deliver_due(now=now),
        "old webhook messages forgotten": forget_old_deliveries(now=now),
        "late contributions gathered": gather_late_ones(now=now),
    }
