"""The fold: the road does not matter, withheld facts do no harm, strange ids sort."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ossbuy.model.events import WITHHELD, Fact
from ossbuy.model.fold import Draft, fold, natural
from ossbuy.model.project import Project
from small import Case, model_value

IDS = st.sampled_from(["a", "b", "c"])


def entity(family: str, fields: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Fact]:
    named = st.sampled_from(sorted(fields))
    return st.tuples(IDS, named).flatmap(
        lambda pair: st.builds(
            Fact, st.just(f"{family}/{pair[0]}/{pair[1]}"), maybe(fields[pair[1]])
        )
    )


def maybe(value: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), st.just(WITHHELD), value)


def record(key: st.SearchStrategy[str], value: st.SearchStrategy[Any]) -> st.SearchStrategy[Fact]:
    return st.builds(Fact, key, maybe(value))


def pair(family: str) -> st.SearchStrategy[str]:
    return st.tuples(IDS, IDS).map(lambda ids: f"{family}/{ids[0]}/{ids[1]}")


CODES = st.sampled_from(["C1", "C10", "C2", "²", "٣", "1.10", "1.1", "x"])
FACTS = st.one_of(
    entity("pain", {"code": CODES, "name": st.text(max_size=3), "severity": st.integers(1, 5)}),
    entity("section", {"code": CODES, "title": st.just("t"), "parent": IDS}),
    entity("requirement", {"code": CODES, "section": IDS, "text": st.just("x")}),
    entity("person", {"code": CODES, "daily_user": st.booleans()}),
    record(pair("link"), st.sampled_from([9, 3, 1])),
    record(IDS.map("stated/{}".format), st.floats(0, 9)),
    record(
        pair("response"),
        st.fixed_dictionaries({"level": st.sampled_from(["full", "none"]), "file": st.just("f")}),
    ),
    record(
        pair("agreed"), st.fixed_dictionaries({"value": st.floats(0, 5), "reason": st.just("r")})
    ),
    st.builds(
        Fact,
        st.tuples(IDS, IDS, IDS).map(lambda ids: "score/" + "/".join(ids)),
        maybe(st.fixed_dictionaries({"value": st.sampled_from([1.0, 2.5])})),
        st.sampled_from(["1", "2"]),
    ),
    record(st.sampled_from(["policy/blend", "policy/price_share"]), st.floats(0, 1)),
    record(st.sampled_from(["project/name", "project/buyer"]), st.text(max_size=3)),
    record(IDS.map("note/{}/text".format), st.text(max_size=3)),
    record(IDS.map("note/{}/private".format), st.just(True)),
    record(st.just("model"), st.just(model_value())),
    record(st.just("lock/quality"), st.just({"by": "me", "at": "now"})),
    record(st.just("undone/x"), st.just(True)),
)
ACTS = st.lists(st.lists(FACTS, max_size=4), max_size=12)


@given(ACTS)
def test_freezing_after_every_act_equals_one_full_fold(acts: list[list[Fact]]) -> None:
    draft = Draft()
    for act in acts:
        draft.apply(act)
        draft.freeze()
    facts = [fact for act in acts for fact in act]
    assert draft.freeze() == fold(facts)
    assert draft.copy().freeze() == fold(facts)


@given(ACTS)
def test_the_same_content_is_equal_and_in_the_same_order_whatever_the_road(
    acts: list[list[Fact]],
) -> None:
    facts = [fact for act in acts for fact in act]
    last = {fact.address: fact for fact in facts}
    direct, longer = fold(last.values()), fold(facts)
    assert direct == longer
    for family in ("pains", "sections", "requirements"):
        mine = [thing.code for thing in getattr(direct, family).values()]
        assert mine == [thing.code for thing in getattr(longer, family).values()]
        assert mine == sorted(mine, key=natural)


@given(ACTS, st.data())
def test_withholding_any_fact_still_gives_a_project(
    acts: list[list[Fact]], data: st.DataObject
) -> None:
    facts = [fact for act in acts for fact in act]
    hidden = data.draw(st.sets(st.integers(0, max(0, len(facts) - 1))))
    shown = [
        Fact(f.key, WITHHELD if i in hidden else f.value, f.round) for i, f in enumerate(facts)
    ]
    assert isinstance(fold(shown), Project)


def test_a_withheld_required_text_reads_as_withheld() -> None:
    facts = [Fact("pain/a/code", "P1"), Fact("pain/a/name", WITHHELD), Fact("pain/a/severity", 3)]
    pain = fold(facts).pains["a"]
    assert "withheld" in pain.name
    assert pain.severity == 3


def test_sixty_thousand_answers_fold() -> None:
    facts = [
        Fact(f"response/v{v}/r{r}", {"level": "full", "delivery": "STD", "file": f"f{v}"})
        for v in range(20)
        for r in range(3000)
    ]
    assert len(fold(facts).responses) == 60_000


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["C2.10", "C2.9", "C10", "C2"], ["C2", "C2.9", "C2.10", "C10"]),
        (["1.10", "1.9", "1.1"], ["1.1", "1.9", "1.10"]),
        (["²", "a", "1"], ["1", "a", "²"]),
        (["٣", "2", "10"], ["2", "٣", "10"]),
    ],
)
def test_codes_sort_as_people_count(codes: list[str], expected: list[str]) -> None:
    assert sorted(codes, key=natural) == expected


def test_one_point_ten_is_not_one_point_one() -> None:
    case = Case().section("S").requirement("1.1", "S").requirement("1.10", "S")
    project = case.project()
    assert (project.by_code("requirements", "1.1"), project.by_code("requirements", "1.10")) == (
        "1.1",
        "1.10",
    )


def test_the_latest_file_of_a_vendor_is_the_current_one() -> None:
    case = Case().vendor("v")
    case.file("late", "v", "answers", opened=False, at="2026-01-01T10:00:00.000002Z")
    case.file("early", "v", "answers", opened=False, at="2026-01-01T10:00:00.000001Z")
    current = case.project().current_file("v", "answers")
    assert current is not None
    assert current.id == "late"


def test_a_line_is_one_line_and_text_keeps_its_lines() -> None:
    facts = [
        Fact("pain/a/code", "P1"),
        Fact("pain/a/name", "two\r\nlines"),
        Fact("pain/a/statement", "first\r\nsecond\rthird"),
    ]
    pain = fold(facts).pains["a"]
    assert (pain.name, pain.statement) == ("two lines", "first\nsecond\nthird")
