"""The pass: who has one may read, and nobody else; nothing in a cookie is an error."""

from hypothesis import given
from hypothesis import strategies as st

from rotative.press.edge.passes import CLOCKS_DIFFER, Passes, issue

NEW, OLD, FOREIGN = b"la clef neuve", b"l'ancienne", b"celle d'un autre"
NOW = 1_750_000_000.0


def passes(now: float = NOW) -> Passes:
    return Passes([NEW, OLD], clock=lambda: now)


def test_a_pass_opens_what_it_is_for_until_it_ends() -> None:
    cookie = f"pass={issue(NEW, 'subscribers', NOW + 60)}"

    assert passes().audience(cookie) == "subscribers"
    assert passes(NOW + 60 + CLOCKS_DIFFER).audience(cookie) == "subscribers"
    assert passes(NOW + 61 + CLOCKS_DIFFER).audience(cookie) == ""


def test_a_pass_that_ended_stays_closed_when_it_was_seen_before() -> None:
    now = [NOW]
    checked = Passes([NEW], clock=lambda: now[0])
    cookie = f"pass={issue(NEW, 'subscribers', NOW + 60)}"
    assert checked.audience(cookie) == "subscribers"

    now[0] += 61 + CLOCKS_DIFFER

    assert checked.audience(cookie) == ""


def test_it_is_found_among_other_cookies() -> None:
    token = issue(OLD, "subscribers", NOW + 60)

    for cookies in (
        f"a=b; pass={token}",
        f"pass={token}; a=b",
        f'a=b;pass="{token}"',
        f"bypass=x; pass={token}",
    ):
        assert passes().audience(cookies) == "subscribers", cookies
    assert passes().audience(f"bypass={token}") == ""


def test_keys_change_and_foreign_ones_open_nothing() -> None:
    assert passes().audience(f"pass={issue(OLD, 'subscribers', NOW + 60)}") == "subscribers"
    assert passes().audience(f"pass={issue(FOREIGN, 'subscribers', NOW + 60)}") == ""


def test_no_part_of_a_pass_can_be_changed() -> None:
    token = issue(NEW, "subscribers", NOW - 600)
    version, key, _expires, _audience, signature = token.split(".")

    for forged in (
        f"{version}.{key}.{int(NOW) + 600}.subscribers.{signature}",
        f"{version}.{key}.{int(NOW) - 600}.staff.{signature}",
        token[:-1],
        token + "A",
        token.replace("v1", "v2"),
        "",
        "....",
    ):
        assert passes().audience(f"pass={forged}") == ""


@given(st.text(max_size=120), st.integers(0, 400))
def test_garbage_is_a_stranger(garbage: str, cut: int) -> None:
    token = issue(NEW, "subscribers", NOW + 60)

    assert passes().audience(garbage) == ""
    assert passes().audience(f"pass={garbage}") == ""
    assert passes().audience(f"pass={token[:cut]}") in ("", "subscribers" if cut >= len(token) else "")


def test_many_passes_take_no_more_memory_than_a_few() -> None:
    checked = passes()
    for n in range(9000):
        assert checked.audience(f"pass={issue(NEW, 'subscribers', NOW + n)}") == "subscribers"

    assert len(checked._known) <= 4096
