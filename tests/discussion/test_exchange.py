"""Discussions as files: what goes out comes in again the same, once; what is wrong stays out whole, line by line."""

import csv
import json
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from rotative.discussion import keys
from rotative.discussion.exchange import BadFile, read
from rotative.discussion.exporting import as_csv, as_json_lines
from rotative.discussion.from_html import to_markup
from rotative.discussion.importing import Imported, import_discussions
from rotative.discussion.markup import render
from rotative.discussion.models import Contribution, Contributor, Decision, State, Vote
from rotative.discussion.naming import comparable
from rotative.discussion.voting import vote
from tests.discussion.factories import make_contributor, make_rules, published
from tests.factories import Newspaper, make_article

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
HEADER = {"format": "rotative-discussion", "version": 1, "source": "ancien.example"}
AWA = {"type": "author", "id": "a1", "name": "Awa"}
FERRY = "/politique/le-bac-repart/"


def said(number: str, **more: Any) -> dict[str, Any]:
    told = {"type": "contribution", "id": number, "article": FERRY, "author": "a1"}
    told |= {"text": f"Remarque {number}.", "created_at": "2025-06-24T09:33:00+00:00"}
    return {key: value for key, value in (told | more).items() if value is not ...}


def lines(*told: Any) -> list[str]:
    return [json.dumps(one) for one in (HEADER, *told)]


def bring(*told: Any) -> Imported:
    return import_discussions(read(lines(*told)), now=NOW)


@pytest.fixture
def article(newspaper: Newspaper) -> Any:
    make_rules()
    return make_article(newspaper.politics, "Le bac repart", published_at=timezone.now())


def test_what_goes_out_comes_in_again_the_same(article: Any, newspaper: Newspaper) -> None:
    awa, fanta = make_contributor("Awa"), make_contributor("Fanta")
    first = published(awa, article, "Le **bac** est plein.\n\n> Vraiment ?")
    answer = published(fanta, article, "Oui.", parent=first)
    published(awa, article, "Merci.", parent=answer)
    vote(fanta, first, is_useful=True, now=NOW)
    Contribution.objects.filter(pk=answer.pk).update(state=State.WITHDRAWN, featured_at=None)
    file = list(as_json_lines([article], now=NOW))

    def shape() -> list[Any]:
        rows = Contribution.objects.order_by("created_at").select_related("author", "parent")
        return [
            (row.text, row.html, row.state, row.stands, row.useful, row.author and row.author.public_name,
             row.parent and row.parent.text, row.root_id == row.pk, row.created_at, row.published_at)
            for row in rows
        ]  # fmt: skip

    before = shape()
    assert import_discussions(read(file), now=NOW) == Imported(0, 3, 0)  # all of it is here

    Contribution.objects.all().delete()
    Contributor.objects.all().delete()
    assert import_discussions(read(file), now=NOW) == Imported(3, 0, 2)
    assert shape() == before
    assert import_discussions(read(file), now=NOW) == Imported(0, 3, 0)
    assert Decision.objects.filter(act="imported").count() == 1


def test_an_answer_may_stand_before_what_it_answers(article: Any) -> None:
    bring(AWA, said("3", parent="2"), said("2", parent="1"), said("1"))

    rows = {row.source_id: row for row in Contribution.objects.all()}
    assert rows["3"].parent == rows["2"]
    assert rows["3"].thread == rows["1"]
    assert rows["1"].thread is None


def test_what_comes_later_finds_its_place(article: Any) -> None:
    bring(AWA, said("1", state="rejected"))
    assert not Contribution.objects.get().stands

    assert bring(AWA, said("1", state="rejected"), said("2", parent="1")) == Imported(1, 1, 0)

    assert Contribution.objects.get(source_id="1").stands  # an empty place above the answer
    assert Contribution.objects.get(source_id="2").is_published


def test_names_that_clash_have_a_number_and_nobody_takes_the_newsrooms(article: Any) -> None:
    make_contributor("Awa")
    people = [
        {"type": "author", "id": str(number), "name": name}
        for number, name in enumerate(["awa", "Âwa", "Modérateur", "<b>Ali</b>", "", "  "], start=1)
        if name.strip()
    ]

    bring(*people, *(said(f"c{one['id']}", author=one["id"]) for one in people))

    names = {one.source_id: one.public_name for one in Contributor.objects.exclude(source="")}
    assert names["1"] == "awa 2"
    assert names["2"] == "Âwa 3"
    assert "odérateur" not in names["3"]
    assert len({comparable(name) for name in names.values()}) == len(names)


def test_a_reader_of_ours_is_found_by_her_address(article: Any) -> None:
    awa = make_contributor("Awa Diarra", email="awa@example.org")

    bring(AWA | {"email": "Awa@Example.org"}, said("1"))

    assert Contribution.objects.get().author == awa


def test_an_import_makes_no_account(article: Any, django_user_model: Any) -> None:
    before = django_user_model.objects.count()

    bring(AWA | {"email": "awa@example.org"}, said("1"))

    assert django_user_model.objects.count() == before
    assert Contributor.objects.get().user is None


def test_votes_are_rows_and_nobody_finds_herself_useful(article: Any) -> None:
    at = "2025-06-25T10:00:00+00:00"
    votes = [{"by": "a1", "at": at}, {"by": "a2", "at": at}, {"by": "a2", "at": at}]

    bring(AWA, AWA | {"id": "a2", "name": "Fanta"}, said("1", votes=votes))

    assert Contribution.objects.get().useful == Vote.objects.count() == 1


def test_all_that_is_wrong_is_told_by_its_line_and_nothing_comes_in(article: Any) -> None:
    with pytest.raises(BadFile) as bad:
        bring(
            AWA,
            said("1"),
            said("2", article="/politique/inconnu/"),
            said("3", parent="99"),
            said("4", parent="5"),
            said("5", parent="4"),
        )

    assert bad.value.faults == [
        "line 4: no article at /politique/inconnu/",
        "line 5: what it answers, 99, is neither in the file nor here",
    ]
    assert not Contribution.objects.exists()
    assert not Contributor.objects.exists()
    with pytest.raises(BadFile, match="line 4: it answers itself"):
        bring(AWA, said("1"), said("4", parent="5"), said("5", parent="4"))


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "line 2: not JSON"),
        ("[]", "line 2: not an object"),
        ('{"type":"vote"}', "line 2: type 'vote'"),
        (json.dumps(said("1", created_at="24/06/2025")), "line 2: created_at is no moment"),
        (
            json.dumps(said("1", created_at="2025-06-24T09:33:00")),
            "line 2: created_at does not say in which zone",
        ),
        (json.dumps(said("1", state="deleted")), "line 2: state 'deleted' is none of"),
        (json.dumps(said("1", text=...)), 'line 2: either "text" or "html"'),
        (json.dumps(said("1", text=" ")), "line 2: the text is empty"),
        (json.dumps(said("", author=None)), "line 2: id is missing"),
        (json.dumps(said("1")), "line 2: author a1 stands nowhere in the file"),
        (
            json.dumps(said("1", author=None, votes=[{"by": "x", "at": "2025-06-24T09:33:00Z"}])),
            "the voter x",
        ),
        (json.dumps(said("1", author=None, votes="7")), "line 2: votes are a list"),
    ],
)
def test_a_line_that_is_wrong_is_told(line: str, fault: str) -> None:
    with pytest.raises(BadFile) as bad:
        read([json.dumps(HEADER), line])

    assert bad.value.faults[0].startswith(fault) or fault in bad.value.faults[0]


@pytest.mark.parametrize("first", ["{}", "wp:comment", json.dumps(HEADER | {"version": 2})])
def test_another_kind_of_file_is_told_at_its_first_line(first: str) -> None:
    with pytest.raises(BadFile, match="line 1"):
        read([first, json.dumps(AWA)])


def test_an_empty_file_is_told_to_be_empty() -> None:
    with pytest.raises(BadFile, match="line 1: the file is empty"):
        read(["\n", ""])


@pytest.mark.parametrize(
    ("html", "markup"),
    [
        ("<p>Un.</p><p>Deux,<br>trois.</p>", "Un.\n\nDeux,\ntrois."),
        ("Le <b>bac</b> et le <em> fleuve </em>!", "Le **bac** et le *fleuve* !"),
        ("<blockquote><p>Il dit</p><p>ceci</p></blockquote>Non.", "> Il dit\n\n> ceci\n\nNon."),
        ('<a href="https://a.example/x">ici</a>', "ici (https://a.example/x)"),
        ('<a href="https://a.example/x">a.example/x</a>', "https://a.example/x"),
        ('<a href="javascript:alert(1)">ici</a>', "ici"),
        ("<script>alert(1)</script><style>p{}</style>Texte", "Texte"),
        ('<img src=x onerror="alert(1)">Texte &amp; suite &lt;b&gt;', "Texte & suite <b>"),
        ("<ul><li>Un<li>Deux</ul>", "Un\n\nDeux"),
        ("<b>sans fin", "sans fin"),
    ],
)
def test_html_becomes_what_a_contribution_may_be_written_in(html: str, markup: str) -> None:
    assert to_markup(html) == markup


@given(st.text(alphabet=st.sampled_from("<>/abpiu= \"'&;:blockquotescript\n*"), max_size=200))
def test_no_html_breaks_out_whatever_comes_in(html: str) -> None:
    shown = render(to_markup(html))

    assert "<script" not in shown
    assert "onerror" not in shown


def test_a_table_is_safe_in_a_spreadsheet(article: Any) -> None:
    published(make_contributor("Awa", email="awa@example.org"), article, "=HYPERLINK(A1) est une formule.")

    table = "".join(as_csv([article], now=NOW))

    (row,) = csv.DictReader(StringIO(table))
    assert row["text"] == "'=HYPERLINK(A1) est une formule."
    assert (row["author"], row["article"], row["state"]) == ("Awa", FERRY, "published")
    assert "awa@example.org" not in table
    assert "awa@example.org" in "".join(as_csv([article], now=NOW, with_emails=True))


def test_the_command_takes_away_and_brings_in(article: Any, tmp_path: Path) -> None:
    published(make_contributor("Awa"), article, "Le bac est plein.")
    out = StringIO()
    call_command("discussion", "export", FERRY, stdout=out)
    file = tmp_path / "discussion.jsonl"
    file.write_text(out.getvalue(), encoding="utf-8")
    Contribution.objects.all().delete()
    out = StringIO()

    call_command("discussion", "import", str(file), stdout=out)

    assert out.getvalue().startswith("1 contributions imported, 0 were there already")
    assert Contribution.objects.get().text == "Le bac est plein."
    file.write_text("\n".join(lines(AWA, said("1", article="/nulle/part/"))), encoding="utf-8")
    with pytest.raises(CommandError, match="line 3: no article at /nulle/part/"):
        call_command("discussion", "import", str(file))


def test_the_press_is_told_of_the_rooms_and_threads(
    article: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(AWA, said("1"))
    root, told = Contribution.objects.get(), []
    monkeypatch.setattr("rotative.discussion.importing.announce", lambda keys_, **_own: told.extend(keys_))

    bring(AWA, said("1"), said("2", parent="1"))

    assert {keys.discussion(article.pk), keys.count(article.pk), keys.thread(root.pk)} <= set(told)


def test_many_come_in_with_few_questions(article: Any, django_assert_max_num_queries: Any) -> None:
    many = [said(str(number), parent=str(number // 2) if number > 1 else ...) for number in range(1, 1001)]

    with django_assert_max_num_queries(120):
        bring(AWA, *many)

    assert Contribution.objects.count() == 1000


def test_moments_keep_their_order(article: Any) -> None:
    later = (NOW + timedelta(days=1)).isoformat()
    bring(AWA, said("1", created_at=later, published_at=later), said("2"))

    order = Contribution.objects.order_by("published_at").values_list("source_id", flat=True)
    assert list(order) == ["2", "1"]
