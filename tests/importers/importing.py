"""Runs the command as an operator does, and writes the pages that it reads."""

from io import StringIO
from pathlib import Path

from django.core.management import CommandError, call_command

DONKEYS = (
    "Le premier étal a traversé dimanche, sur une charrette tirée par deux ânes qui connaissaient le chemin."
)
STALLS = "Les autres ont suivi dans la matinée, et le placier a compté quarante-deux emplacements avant midi."


def run(*args: str | Path) -> str:
    """What the command says; a report of failures raises CommandError."""
    out = StringIO()
    call_command("import", "page", *map(str, args), stdout=out)
    return out.getvalue()


def report(*args: str | Path) -> str:
    """What the command says of the files that did not come in."""
    try:
        run(*args)
    except CommandError as error:
        return str(error)
    return ""


def text_page(
    headline: str = "Le marché de Dioumana change de rive",
    published: str = "lundi 03 novembre 2025 à 10:41",
    below: str = "",
    standfirst: str = "Les vendeuses s’installent de l’autre côté du pont. Elles y gagnent de l’ombre.",
) -> str:
    """A page pasted as text; `below` stands under the article. Without a date the author stands above the text."""
    date = f"Publié {published}" if published else "Par Awa Diarra"
    return f"{headline}\n\n{standfirst}\n\n{date}\n\n{DONKEYS}\n\n{STALLS}\n\n{below}\n"


def html_page(
    headline: str = "Le marché de Dioumana change de rive",
    head: str = "",
    figure: str = "",
    below: str = "",
    published: str = "2025-11-03T10:41:00+00:00",
) -> str:
    """A page saved as HTML; `figure` opens the text, `below` stands under it."""
    date = f'<meta property="article:published_time" content="{published}">' if published else ""
    return (
        f'<!doctype html><html lang="fr"><head><meta property="og:type" content="article">{date}{head}'
        f"<title>{headline}</title></head><body><main><article><h1>{headline}</h1>{figure}"
        f"<p>{DONKEYS}</p><p>{STALLS}</p>{below}</article></main></body></html>"
    )


def save(file: Path, content: str) -> Path:
    """The file, written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")
    return file
