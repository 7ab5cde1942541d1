"""Tracing value: one act, fields merged, refusals that say what to enter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ossbuy.model.events import Act, Fact, Json, Refused
from ossbuy.model.fold import fold
from ossbuy.model.project import Project
from ossbuy.model.tracing import trace
from ossbuy.model.worth import CHAINS, JOURNEY, LEVERS
from small import Case


def traced(**fields: Json) -> tuple[Case, Project]:
    case = Case().section("A").requirement("A1", "A").pain("P1", layer=2)
    if fields:
        case.facts += trace(case.project(), "P1", fields).facts
    return case, case.project()


def test_typed_fields_become_one_value() -> None:
    act = trace(
        traced()[1],
        "P1",
        {"stage": "Get  Help", "loss": "12,5 %", "margin": "0.4", "volume": "1200000"},
    )
    assert act == Act(
        "value.traced",
        (
            Fact(
                "value/P1",
                {"stage": "get help", "loss": 0.125, "margin": 0.4, "volume": "1200000"},
            ),
        ),
    )


def test_other_fields_stay_and_an_empty_one_goes() -> None:
    case, project = traced(stage="order", lever="churn", note="as heard")
    act = trace(project, "P1", {"lever": "", "chain": "measured"})
    assert act.facts[0].value == {"stage": "order", "note": "as heard", "chain": "measured"}
    case.facts += act.facts
    gone = trace(case.project(), "P1", {"stage": "", "note": " ", "chain": None})
    assert gone.facts == (Fact("value/P1", None),)


def test_the_layer_goes_into_the_same_act() -> None:
    _, project = traced()
    act = trace(project, "P1", {"layer": "3", "stage": "order"})
    assert act.kind == "value.traced"
    assert [(f.key, f.value) for f in act.facts] == [
        ("value/P1", {"stage": "order"}),
        ("pain/P1/layer", 3),
    ]
    assert trace(project, "A1", {"layer": 2}).facts == (Fact("requirement/A1/layer", 2),)
    assert trace(project, "P1", {"layer": ""}).facts == (Fact("pain/P1/layer", None),)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"stage": "ordr"}, "P1: 'ordr' is no stage of the customer's journey: choose one of disc"),
        ({"lever": "magic"}, "P1: 'magic' is no lever: choose one of conversion"),
        ({"chain": "sure"}, "P1: 'sure' is no strength of a chain: choose one of asserted"),
        ({"loss": "130 %"}, "P1: the likely loss is 130 %: enter 0 % to 100 %, such as 12 %."),
        ({"margin": "-5%"}, "P1: the margin is -5 %: enter 0 % to 100 %"),
        ({"loss": "some"}, "P1: the likely loss 'some' is not a share: enter a percentage"),
        ({"volume": "a lot"}, "P1: volume is 'a lot': it must be a number"),
        ({"loss_low": "9 %", "loss": "4 %"}, "P1: the losses are 9 %, 4 %: low, likely and high"),
        ({"loss_high": "nan"}, "P1: the high loss is nan %: enter 0 % to 100 %"),
        ({"loss": "30"}, "P1: the likely loss is 3000 %: enter 0 % to 100 %"),
        ({"revenue": "1"}, "P1: a value case has no 'revenue'; it has layer, stage"),
        ({"layer": "4"}, "P1: value layer is '4': it must be 3 or less"),
        ({"layer": "2"}, "P1 already says that: nothing to change."),
        ({}, "P1 already says that: nothing to change."),
        ({"baseline": "inf"}, "P1: baseline is 'inf': it must be a finite number."),
    ],
)
def test_a_refusal_says_what_to_enter(fields: dict[str, Json], said: str) -> None:
    with pytest.raises(Refused) as no:
        trace(traced()[1], "P1", fields)
    assert no.value.sentence().startswith(said)


def test_what_is_gone_cannot_be_traced() -> None:
    with pytest.raises(Refused, match="no pain or requirement P9 any more"):
        trace(traced()[1], "P9", {"stage": "order"})


LOSSES = st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted)


@given(
    st.sampled_from(JOURNEY),
    st.sampled_from(LEVERS),
    st.sampled_from(CHAINS),
    LOSSES,
    st.decimals(0, 10**12, places=2),
)
def test_saying_it_field_by_field_or_at_once_is_the_same(
    stage: str, lever: str, chain: str, losses: list[float], volume: object
) -> None:
    fields = {"stage": stage, "lever": lever, "chain": chain, "volume": f"{volume:f}"}
    fields |= dict(zip(("loss_low", "loss", "loss_high"), map(str, losses), strict=True))
    case, project = traced()
    at_once = fold([*case.facts, *trace(project, "P1", fields).facts])
    for name, text in fields.items():
        case.facts += trace(case.project(), "P1", {name: text}).facts
    assert case.project().values == at_once.values
    with pytest.raises(Refused, match="already says that"):
        trace(at_once, "P1", fields)
