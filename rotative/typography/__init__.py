"""The typographer: sets text, dates, names and teasers as the printer's manual has it.

Pure functions for French and English; nothing here knows Django or the database.
"""

from rotative.typography.markup import typeset_html
from rotative.typography.moments import format_date, format_moment, format_month
from rotative.typography.names import capitalise_family_name, ordinal
from rotative.typography.setting import typeset
from rotative.typography.teasers import is_placeholder, teaser

__all__ = [
    "capitalise_family_name",
    "format_date",
    "format_moment",
    "format_month",
    "is_placeholder",
    "ordinal",
    "teaser",
    "typeset",
    "typeset_html",
]
