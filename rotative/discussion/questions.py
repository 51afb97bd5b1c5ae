"""Sessions of questions and answers: readers ask, the newsroom answers."""

from rotative.discussion.models import Contribution, Discussion, State, Voice
from rotative.discussion.models.contribution import ContributionQuerySet


def unanswered(discussion: Discussion | None) -> ContributionQuerySet:
    """Return the readers' questions, each the beginning of a thread, that nobody of the newsroom has answered."""
    answers = Contribution.objects.published().filter(discussion=discussion).exclude(voice=Voice.READER)
    asked = Contribution.objects.filter(
        discussion=discussion, state=State.PUBLISHED, thread=None, voice=Voice.READER
    )
    return asked.exclude(pk__in=answers.exclude(thread=None).values("thread"))
