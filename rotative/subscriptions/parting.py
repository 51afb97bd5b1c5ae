"""When an account goes: nothing more is collected from whoever had it, whatever deletes it."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils import timezone

from rotative.accounts.models import User
from rotative.subscriptions.wishing import stop_all_of


@receiver(pre_delete, sender=User)
def stop_collecting(instance: User, **_about: Any) -> None:
    """Wish that every agreement of the reader be over at once; the provider is told by the next run."""
    stop_all_of(instance, now=timezone.now())
