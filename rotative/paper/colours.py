"""The colours a section or the paper may take.

A fixed palette instead of a free choice: each was checked for a contrast of 4.5:1 and more on the paper's
light and dark grounds (WCAG 2.2, 1.4.3); the values stand in assets/base.css and a test measures them.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Accent(models.TextChoices):
    """Names of the accent colours."""

    BRICK = "brick", _("Brick")
    OCHRE = "ochre", _("Ochre")
    OLIVE = "olive", _("Olive")
    FOREST = "forest", _("Forest")
    TEAL = "teal", _("Teal")
    INDIGO = "indigo", _("Indigo")
    VIOLET = "violet", _("Violet")
    MAGENTA = "magenta", _("Magenta")
    SLATE = "slate", _("Slate")
