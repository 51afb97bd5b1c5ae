"""What pages of articles read of their authors."""

from rotative.authors import keys
from rotative.authors.models import Author
from rotative.press.collecting import depends_on
from rotative.press.keeping import kept


@kept
def name_of(author_id: int) -> str:
    """Return an author's name as signed; nothing where there is no such author."""
    depends_on(keys.author(author_id))
    return Author.objects.filter(pk=author_id).values_list("name", flat=True).first() or ""
