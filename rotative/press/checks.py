"""What `rotative check` says of the press."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Warning


def files_left_behind(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Warn of pages in files while the press prints into Redis: a web server in front would hand them out for ever."""
    folder = Path(settings.ROTATIVE_HOME) / "pages"
    if not settings.PRESS_STORE or not folder.exists():
        return []
    return [
        Warning(
            f"Pages are printed into Redis (PRESS_STORE), and {folder} holds those of an earlier time.",
            hint="Remove that folder: nginx would hand them out as they are, for ever.",
            id="press.W001",
        )
    ]
