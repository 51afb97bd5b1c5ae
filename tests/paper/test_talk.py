"""Who may read and write in a discussion: each rule for each standing."""

import pytest

from rotative.paper.access import Audience
from rotative.paper.talk import SHUT, Doors, Standing, Talk, doors

_S = Standing
BOTH, READS = Doors(True, True), Doors(True, False)
TABLE = {
    Talk.SUBSCRIBERS: {_S.SUBSCRIBER: BOTH, _S.STAFF: BOTH},
    Talk.REGISTERED: {_S.REGISTERED: BOTH, _S.READER: BOTH, _S.SUBSCRIBER: BOTH, _S.STAFF: BOTH},
    Talk.OPEN: {
        _S.STRANGER: READS,
        _S.REGISTERED: READS,
        _S.READER: READS,
        _S.SUBSCRIBER: BOTH,
        _S.STAFF: BOTH,
    },
    Talk.CLOSED: {_S.SUBSCRIBER: READS, _S.STAFF: READS},
    Talk.NONE: {},
}


@pytest.mark.parametrize("talk", Talk)
@pytest.mark.parametrize("standing", Standing)
def test_each_rule_for_each_standing(talk: Talk, standing: Standing) -> None:
    assert doors(talk, standing) == TABLE[talk].get(standing, SHUT)


@pytest.mark.parametrize("rule", ["", "everybody", "OPEN"])
def test_a_rule_that_nobody_knows_opens_nothing(rule: str) -> None:
    assert all(doors(rule, standing) == SHUT for standing in Standing)


def test_nobody_writes_who_may_not_read() -> None:
    assert all(
        doors(talk, standing).reads for talk in Talk for standing in Standing if doors(talk, standing).writes
    )


def test_every_audience_comes_in_as_something() -> None:
    from rotative.discussion.rooms import STANDING_OF

    assert set(STANDING_OF) == set(Audience)
