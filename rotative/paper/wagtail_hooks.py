"""What the back office needs on every form of a page."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks


@hooks.register("insert_editor_js")
def add_editor_script() -> str:
    """Let a form that is sent wait for the autosave under way."""
    return format_html('<script src="{}"></script>', static("rotative/editor.js"))
