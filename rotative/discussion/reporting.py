"""Reports of readers: each person once a contribution; the moderators find them in their queue."""

from datetime import datetime

from rotative.discussion.models import Contribution, Contributor, Report


def report(
    row: Contribution, by: Contributor, reason: Report.Reason, explanation: str, *, now: datetime
) -> Report:
    """Take in a report; from the same person about the same contribution, the first one is returned."""
    found, _made = Report.objects.get_or_create(
        contribution=row,
        by=by,
        number=None,
        defaults={"reason": reason, "explanation": explanation.strip()[:2000], "made_at": now},
    )
    return found
