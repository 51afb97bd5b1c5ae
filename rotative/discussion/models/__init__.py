"""The tables of the discussion."""

from rotative.discussion.models.contribution import Contribution, State, Voice, Vote
from rotative.discussion.models.contributor import Contributor, Mails, Mute, NameChange
from rotative.discussion.models.discussion import Discussion, Visit
from rotative.discussion.models.following import Follow, Notice
from rotative.discussion.models.houserules import HouseRules
from rotative.discussion.models.letter import Letter
from rotative.discussion.models.moderating import Act, Decision, Report, Sanction
from rotative.discussion.models.outside import TokenCount, Webhook, WebhookDelivery

__all__ = [
    "Act",
    "Contribution",
    "Contributor",
    "Decision",
    "Discussion",
    "Follow",
    "HouseRules",
    "Letter",
    "Mails",
    "Mute",
    "NameChange",
    "Notice",
    "Report",
    "Sanction",
    "State",
    "TokenCount",
    "Visit",
    "Voice",
    "Vote",
    "Webhook",
    "WebhookDelivery",
]
