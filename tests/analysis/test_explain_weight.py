"""Why does this weigh what it does: whose weights, which pain, which way, all of it to follow."""

from __future__ import annotations

import pytest

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.explain import explain, why_weight
from ossbuy.analysis.explain_weight import why_hygiene, why_stated
from ossbuy.analysis.explanation import Explanation, Part
from ossbuy.analysis.matrix import matrix
from small import Case, model_with


def why(case: Case, node: str) -> Explanation:
    return why_weight(evaluate(matrix(case.project())), node)


def part(said: Explanation, label: str) -> Part:
    (found,) = [p for p in said.parts if p.label.strip() == label]
    return found


def two_sections(**policy: float) -> Case:
    """A with two requirements, B with one; 60 and 40 points among the sections, by three people."""
    case = Case(**policy)
    for name in ("ann", "ben", "cho"):
        case.thing("person", name, name=name.title())
    case.section("A", 60).requirement("A.1", "A", 3).requirement("A.2", "A", 1)
    case.section("B", 40).requirement("B.1", "B")
    said = {"method": "median", "round": "2", "people": ["ann", "ben", "cho"], "agreement": 0.7}
    return case.say("grouped/top", said)


def test_the_stated_part_says_by_whom_and_how_level_by_level() -> None:
    said = why(two_sections(), "A.1")
    assert "weighs 45.0 % of quality, as stated." in said.sentence
    assert (
        "Stated 45.0 %: A has 60 of 100 points (the median of Ann, Ben and Cho, round 2), "
        "A.1 has 3 of 4 points in A (stated by hand)." in said.sentence
    )
    top = part(said, "A in all sections")
    assert (top.value, top.ref) == (60, ("stated", ""))
    assert top.note == "60 of 100 points; the median of Ann, Ben and Cho, round 2"
    assert part(said, "A.1 in A").value == 75
    silent = why(two_sections(), "B.1").sentence
    assert "B.1 is one of 1 that share equally in B" in silent


def test_many_people_are_counted_and_a_method_has_words() -> None:
    people = ["ann", "ben", "cho", "dee", "eva"]
    said = {"method": "geometric-mean", "round": "1", "people": people}
    sentence = why(two_sections().say("grouped/top", said), "A").sentence
    assert "(the geometric mean of 5 people, round 1)" in sentence


def test_a_gate_without_points_says_so() -> None:
    case = two_sections().requirement("B.2", "B", gate=True)
    assert "B.2 is a gate without points in B" in why(case, "B.2").sentence
    case.say("stated/B.1", 1.0)
    assert "B.2 has no points, while others have some in B" in why(case, "B.2").sentence


def derived() -> Case:
    """P1 runs through RC1 and RC2 to a linked RC3; P2 is linked itself; a pool of 15 points."""
    case = two_sections(blend=0.25).pain("P1", name="Cards").pain("P2", name="Trucks")
    case.cause("RC1", {"P1": 0.8}).cause("RC2", {"RC1": 0.5}).cause("RC3", {"RC2": 1.0})
    case.link("RC3", "A.1", 9).link("RC3", "B", 3).link("P2", "A", 3)
    return case.say("hygiene/B", 1.0).say("hygiene/A", 3.0)


def test_the_derived_part_names_pain_causes_link_and_requirement() -> None:
    ev = evaluate(matrix(derived().project()))
    said = why_weight(ev, "A.1")
    # P1 carries 0.8 · 0.5 of its trauma to RC3; both pains have the same index T.
    carried = 0.4 / 1.4
    through = part(said, "from P1 Cards → RC1 → RC2 → RC3 → A.1 (9)")
    assert through.value == pytest.approx(100 * 0.85 * carried * 9 / 12)
    assert through.ref == ("cause", "RC3")
    assert through.note.endswith("through RC3 RC3, 9 of 12 of its link strength")
    itself = part(said, "from P2 Trucks → A (3)")
    assert itself.value == pytest.approx(100 * 0.85 * (1 - carried) * 3 / 4)
    assert itself.ref == ("pain", "P2")
    pool = part(said, "from the hygiene pool")
    assert pool.value == pytest.approx(15 * 0.75 * 0.75)
    assert pool.ref == ("hygiene", "A.1")
    line = ev.weight_of("A.1")
    assert line.derived is not None
    assert sum(p.value or 0 for p in (through, itself, pool)) == pytest.approx(100 * line.derived)
    assert "75 % of what was stated and 25 % of what the pain asks for" in said.sentence
    assert f"Derived {100 * line.derived:.1f} %: {itself.value:.1f} from P2 Trucks" in said.sentence
    assert f"and {pool.value:.1f} from the hygiene pool." in said.sentence


def test_a_section_adds_up_what_its_requirements_are_asked_for() -> None:
    ev = evaluate(matrix(derived().project()))
    said = why_weight(ev, "A")
    line = ev.weight_of("A")
    assert line.derived is not None
    origins = [p for p in said.parts if p.label.startswith("  from ")]
    assert sum(p.value or 0 for p in origins) == pytest.approx(100 * line.derived)
    other = why_weight(ev, "B")
    assert part(other, "from P1 Cards → RC1 → RC2 → RC3 → B (3)").ref == ("cause", "RC3")


def test_the_strongest_way_is_the_one_named() -> None:
    case = two_sections(blend=1.0).pain("P1", name="Cards")
    case.cause("X", {"P1": 0.2}).cause("Y", {"P1": 0.7}).cause("Z", {"X": 1.0, "Y": 0.5})
    said = why(case.link("Z", "A.1"), "A.1")
    assert part(said, "from P1 Cards → Y → Z → A.1 (9)").value == pytest.approx(100)


def test_hygiene_and_stated_can_be_followed() -> None:
    ev = evaluate(matrix(derived().project()))
    said = explain(ev, ("hygiene", "A.1"))
    (only,) = said.parts
    assert (only.label, only.ref) == ("A A", ("weight", "A"))
    assert only.note == "3 of 4 points, of which A.1 shall A.1 takes 75 %"
    assert only.value == pytest.approx(15 * 0.75 * 0.75)
    assert why_hygiene(ev, "B").parts[0].ref == ()
    among = why_stated(ev)
    assert among.sentence == (
        "Stated weights of all sections: the median of Ann, Ben and Cho, round 2."
    )
    assert [(p.label, p.value, p.note) for p in among.parts] == [
        ("A A", 60, "60 points"),
        ("B B", 40, "40 points"),
    ]
    inside = explain(ev, ("stated", "B"))
    assert "nobody stated a weight, so they share equally" in inside.sentence


def test_where_nothing_is_said_the_sentence_says_that() -> None:
    case = Case().section("A").requirement("A.1", "A")
    said = why(case, "A.1").sentence
    assert said == (
        "A.1 shall A.1 weighs 100.0 % of quality. No linked pain asks for anything, so nothing "
        "follows from pain. Nobody stated a weight."
    )
    weightless = case.pain("P1", severity=None).link("P1", "A.1")
    said = why(weightless, "A.1").sentence
    assert "No linked pain carries trauma" in said


def test_where_no_trauma_comes_the_sentence_does_not_speak_of_stated_weights() -> None:
    case = two_sections(blend=1.0).pain("P1").link("P1", "A")
    said = why(case, "B").sentence
    assert "Derived 0.0 %: no trauma comes to it by any link." in said
    assert "follows the stated one" not in said


def test_multipliers_of_value_layers_are_part_of_the_explanation() -> None:
    case = Case(blend=0.0).section("S").requirement("A", "S", 1, layer=2)
    case.requirement("B", "S", 1, layer=1)
    case.facts.append(model_with(layer__2=2.0))
    said = why(case, "A")
    assert "turn 50.0 % into 66.7 %: times 2 here" in said.sentence
    assert part(said, "after value layers").value == pytest.approx(200 / 3)
    plain = why(Case().section("S").requirement("A", "S", layer=2), "A")
    assert "value layers" not in plain.sentence
