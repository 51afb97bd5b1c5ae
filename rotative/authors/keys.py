"""The press's keys of authors; read as `keys.author(3)`."""

AUTHORS = "authors"  # who writes for the paper


def author(author_id: int) -> str:
    """Name, address, portrait, what an author says of herself."""
    return f"author:{author_id}"
