"""The press's keys of the discussions."""

RULES = "discussion:rules"  # of all of them: who may, what is announced, whether they are stopped


def discussion(article_id: int) -> str:
    """Of how a discussion stands: open or closed, announced, how its pages are cut."""
    return f"discussion:{article_id}"


def count(article_id: int) -> str:
    """Of how many contributions there are."""
    return f"discussion:{article_id}:count"


def latest(article_id: int) -> str:
    """Of what the article's own page shows of its discussion."""
    return f"discussion:{article_id}:latest"


def page(article_id: int, number: int) -> str:
    """Of which threads stand on a page, counted from the oldest."""
    return f"discussion:{article_id}:page:{number}"


def useful(article_id: int) -> str:
    """Of the order by use."""
    return f"discussion:{article_id}:useful"


def newsroom(article_id: int) -> str:
    """Of what the newsroom has written or featured."""
    return f"discussion:{article_id}:newsroom"


def thread(thread_id: int) -> str:
    """Of a thread: what was written, decided and found useful in it."""
    return f"thread:{thread_id}"


def person(contributor_id: int) -> str:
    """Of a contributor's public name."""
    return f"contributor:{contributor_id}"
