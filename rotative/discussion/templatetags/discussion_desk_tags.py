"""What the moderators' pages show beside what readers see."""

from collections.abc import Sequence

from django import template
from django.utils.translation import ngettext

from rotative.discussion.desk.cards import Card, History

register = template.Library()


@register.simple_tag
def history(of: History) -> str:
    """What became of somebody's contributions, in a line: “12 published, 1 rejected, 1 sanction”."""
    said = [
        ngettext("%(count)s published", "%(count)s published", of.published) % {"count": of.published},
        ngettext("%(count)s rejected", "%(count)s rejected", of.rejected) % {"count": of.rejected},
    ]
    if of.sanctions:
        said.append(
            ngettext("%(count)s sanction", "%(count)s sanctions", of.sanctions) % {"count": of.sanctions}
        )
    return ", ".join(said)


@register.simple_tag
def next_of(cards: Sequence[Card], number: int) -> int | str:
    """The id of the contribution after the how manieth card, counted from 1; empty after the last."""
    return cards[number].row.pk if number < len(cards) else ""
