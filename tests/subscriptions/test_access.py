"""Every kind of reader before every wall."""

import pytest

from rotative.paper.access import READS_ON, Wall
from rotative.subscriptions.access import Decision, Reader, Reason, may_read

ARTICLE = 7
STRANGER = Reader()
REGISTERED = Reader(has_account=True)
READERS = {
    "stranger": STRANGER,
    "registered": REGISTERED,
    "with three left": Reader(has_account=True, meter_left=3),
    "who has opened it": Reader(has_account=True, counted=frozenset({ARTICLE})),
    "who has opened others": Reader(has_account=True, counted=frozenset({8, 9})),
    "given it": Reader(given=frozenset({ARTICLE})),
    "given another": Reader(given=frozenset({8})),
    "subscriber": Reader(has_account=True, reads_by=Reason.SUBSCRIPTION),
    "with a seat": Reader(has_account=True, reads_by=Reason.SEAT),
    "in a network": Reader(reads_by=Reason.NETWORK),
    "staff": Reader(has_account=True, reads_by=Reason.STAFF),
}
OPEN = {Wall.NONE: (True, Reason.OPEN)}
EXPECTED: dict[str, dict[Wall, tuple[bool, Reason]]] = {
    "stranger": {
        Wall.REGISTRATION: (False, Reason.NEEDS_ACCOUNT),
        Wall.METERED: (False, Reason.NEEDS_ACCOUNT),
        Wall.SUBSCRIBERS: (False, Reason.NEEDS_SUBSCRIPTION),
    },
    "registered": {
        Wall.REGISTRATION: (True, Reason.ACCOUNT),
        Wall.METERED: (False, Reason.METER_IS_SPENT),
        Wall.SUBSCRIBERS: (False, Reason.NEEDS_SUBSCRIPTION),
    },
    "with three left": {
        Wall.REGISTRATION: (True, Reason.ACCOUNT),
        Wall.METERED: (True, Reason.METER),
        Wall.SUBSCRIBERS: (False, Reason.NEEDS_SUBSCRIPTION),
    },
    "who has opened it": {
        Wall.REGISTRATION: (True, Reason.ACCOUNT),
        Wall.METERED: (True, Reason.METER),
        Wall.SUBSCRIBERS: (False, Reason.NEEDS_SUBSCRIPTION),
    },
    "who has opened others": {
        Wall.REGISTRATION: (True, Reason.ACCOUNT),
        Wall.METERED: (False, Reason.METER_IS_SPENT),
        Wall.SUBSCRIBERS: (False, Reason.NEEDS_SUBSCRIPTION),
    },
    "given it": {wall: (True, Reason.GIFT) for wall in Wall if wall},
    "given another": {
        Wall.REGISTRATION: (False, Reason.NEEDS_ACCOUNT),
        Wall.METERED: (False, Reason.NEEDS_ACCOUNT),
        Wall.SUBSCRIBERS: (False, Reason.NEEDS_SUBSCRIPTION),
    },
    "subscriber": {wall: (True, Reason.SUBSCRIPTION) for wall in Wall if wall},
    "with a seat": {wall: (True, Reason.SEAT) for wall in Wall if wall},
    "in a network": {wall: (True, Reason.NETWORK) for wall in Wall if wall},
    "staff": {wall: (True, Reason.STAFF) for wall in Wall if wall},
}


@pytest.mark.parametrize("wall", Wall)
@pytest.mark.parametrize("name", READERS)
def test_every_reader_before_every_wall(name: str, wall: Wall) -> None:
    assert may_read(READERS[name], wall, ARTICLE) == Decision(*(OPEN | EXPECTED[name])[wall])


@pytest.mark.parametrize("wall", [wall for wall in Wall if wall])
@pytest.mark.parametrize("name", READERS)
def test_no_printed_copy_lets_in_whom_the_rule_keeps_out(name: str, wall: Wall) -> None:
    reader = READERS[name]

    if reader.audience in READS_ON[wall]:
        assert may_read(reader, wall, ARTICLE).may_read
