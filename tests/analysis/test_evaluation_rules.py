"""What counts, what leaves, what bounds: one small project per rule."""

from __future__ import annotations

import pytest

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.robustness.cockpit import NotAvailable, robustness
from small import Case, model_with


def evaluated(case: Case, respect_lock: bool = True) -> Evaluation:
    return evaluate(matrix(case.project(), respect_lock=respect_lock))


def one_cell(**answer: object) -> Case:
    """One vendor, one requirement, one answer; price counts nothing."""
    case = Case(price_share=0.0).section("S").requirement("R", "S").vendor("v")
    return case.answer("v", "R", **answer)  # type: ignore[arg-type]


def cell(case: Case) -> tuple[str, float | None, float | None, str]:
    found = evaluated(case).cell("v", "R")
    return found.state, found.claimed, found.evidence, found.source


# -- precedence (decision 2) -------------------------------------------------------------------


def test_a_claim_is_the_smaller_of_level_and_delivery_cap() -> None:
    assert cell(one_cell(level="full", delivery="CUS"))[1] == 0.4
    assert cell(one_cell(level="partial", delivery="STD"))[1] == 0.5
    assert cell(one_cell(level="partial", delivery="RMP"))[1] == 0.2


def test_a_proposal_counts_only_once_accepted() -> None:
    assert cell(one_cell(accepted=False))[0] == "unscored"
    assert cell(one_cell())[::3] == ("scored", "accepted proposal")


def test_evaluators_stand_over_an_accepted_proposal_and_agreed_over_evaluators() -> None:
    case = one_cell(evidence="demo")
    case.say("score/ann/v/R", {"value": 2.0}, "1").say("score/bob/v/R", {"value": 3.0}, "1")
    assert cell(case) == ("scored", 0.5, 0.7, "mean of 2 evaluators")
    case.say("agreed/v/R", {"value": 4.0, "reason": "seen"})
    assert cell(case) == ("scored", 0.8, 0.7, "agreed")


def test_the_latest_round_counts_and_ten_comes_after_nine() -> None:
    case = one_cell()
    case.say("score/ann/v/R", {"value": 1.0}, "9").say("score/ann/v/R", {"value": 5.0}, "10")
    assert cell(case)[1] == 1.0


def test_a_human_score_never_replaces_the_evidence_factor() -> None:
    case = one_cell(evidence="claim").say("agreed/v/R", {"value": 5.0, "reason": "trusted"})
    assert evaluated(case).cell("v", "R").adjusted == 0.5


def test_an_answer_without_evidence_counts_as_a_claim() -> None:
    assert cell(one_cell(evidence=None))[2] == 0.5


def test_an_acceptance_lapses_when_a_replacement_file_is_opened() -> None:
    case = one_cell()
    case.file("second", "v", "answers", opened=True, at="2")
    case.answer("v", "R", accepted=False, file="second")
    assert cell(case)[0] == "unscored"


def test_an_agreed_score_survives_a_replacement_file() -> None:
    case = one_cell().say("agreed/v/R", {"value": 4.0, "reason": "seen"})
    case.file("second", "v", "answers", opened=True, at="2")
    case.answer("v", "R", accepted=False, file="second")
    assert cell(case)[3] == "agreed"


def test_a_vendor_cannot_escape_an_agreed_score_by_calling_it_not_applicable() -> None:
    case = one_cell(level="not applicable", delivery=None)
    assert cell(case)[0] == "not applicable"
    case.say("agreed/v/R", {"value": 0.0, "reason": "it does apply"})
    assert cell(case)[:2] == ("scored", 0.0)


def test_an_answer_of_none_needs_no_delivery_class() -> None:
    assert cell(one_cell(level="none", delivery=None))[:2] == ("scored", 0.0)
    assert cell(one_cell(level="full", delivery=None))[0] == "unscored"


# -- gaps (unanswered is not zero) ------------------------------------------------------------


def two_requirements() -> Case:
    case = Case(price_share=0.0).section("S")
    return case.requirement("A", "S", 3.0).requirement("B", "S", 1.0).vendor("v")


def test_unanswered_is_a_bound() -> None:
    (standing,) = evaluated(two_requirements().answer("v", "A")).standings
    assert standing.total is None
    assert (standing.quality_low, standing.quality_high) == pytest.approx((75.0, 100.0))
    assert (standing.missing, standing.missing_share) == (1, pytest.approx(0.25))


def test_an_answer_that_weighs_nothing_leaves_nothing_open() -> None:
    case = Case(price_share=0.0).section("S").requirement("A", "S", 1.0)
    case = case.requirement("G", "S", gate=True).vendor("v").vendor("w")
    ev = evaluated(case.answer("v", "A").answer("w", "A", level="partial"))
    assert [(s.rank, s.missing, s.missing_share) for s in ev.standings] == [
        (1, 1, 0.0),
        (2, 1, 0.0),
    ]
    assert ev.sentence() == "V leads W by 50.0 points."
    assert not isinstance(robustness(ev), NotAvailable)


def test_no_price_is_waited_for_where_prices_count_nothing() -> None:
    (standing,) = evaluated(two_requirements().answer("v", "A")).standings
    assert standing.sentence().endswith(": 1 answer without a score.")


def test_not_applicable_leaves_numerator_and_denominator() -> None:
    case = two_requirements().answer("v", "A", level="partial")
    case.answer("v", "B", level="not applicable", delivery=None)
    (standing,) = evaluated(case).standings
    assert standing.quality == pytest.approx(50.0)


def test_sealed_answers_are_neither_shown_nor_zero() -> None:
    case = Case(price_share=0.0).section("S").requirement("R", "S").vendor("v", opened=False)
    ev = evaluated(case)
    assert ev.cell("v", "R").state == "sealed"
    assert (ev.standings[0].total_low, ev.standings[0].total_high) == (0.0, 100.0)


# -- gates and elimination --------------------------------------------------------------------


def test_a_gate_weighs_nothing_unless_somebody_weighs_it() -> None:
    case = Case().section("S").requirement("A", "S").requirement("G", "S", gate=True)
    assert evaluated(case).weight_of("G").blended == 0.0
    weighed = Case().section("S").requirement("A", "S", 1.0).requirement("G", "S", 1.0, gate=True)
    assert evaluated(weighed).weight_of("G").blended == 0.5


def test_a_gate_weighs_nothing_under_stated_sections_either() -> None:
    case = Case().section("S", 1.0).requirement("A", "S").requirement("G", "S", gate=True)
    assert evaluated(case).weight_of("G").blended == 0.0


def test_gates_say_failed_and_not_shown() -> None:
    case = Case().section("S").requirement("A", "S").requirement("G", "S", gate=True)
    case.requirement("H", "S", gate=True).vendor("v", "100").answer("v", "A")
    case.say("gate/v/G", {"result": "fail", "by": "me"})
    (standing,) = evaluated(case).standings
    assert (standing.gates_failed, standing.gates_not_shown) == (("G",), ("H",))


def priced(*vendors: tuple[str, str], share: float = 1.0, **policy: str) -> Case:
    case = Case(price_share=share, **policy).section("S").requirement("R", "S")
    for code, price in vendors:
        case.vendor(code, price).answer(code, "R")
    return case


def test_an_eliminated_vendor_does_not_set_the_lowest_price() -> None:
    case = priced(("cheap", "10"), ("mid", "20"), ("dear", "40"))
    case.say("eliminated/cheap", {"by": "me", "reason": "fails G1"})
    ev = evaluated(case)
    scores = {s.vendor: s.price_score for s in ev.standings}
    assert (scores["mid"], scores["dear"]) == (100.0, 50.0)
    last = ev.standings[-1]
    assert (last.vendor, last.rank, last.eliminated) == ("cheap", None, "fails G1")
    assert ev.leader is not None
    assert ev.leader.vendor == "mid"


# -- prices -----------------------------------------------------------------------------------


def test_sealed_prices_give_the_order_by_quality_with_ranges() -> None:
    case = Case(price_share=0.4).section("S").requirement("R", "S")
    case.vendor("weak").answer("weak", "R", level="partial")
    case.vendor("strong").answer("strong", "R")
    ev = evaluated(case)
    assert [s.vendor for s in ev.standings] == ["strong", "weak"]
    strong, weak = ev.standings
    assert (strong.total, strong.rank, strong.price_score) == (None, None, None)
    assert (strong.total_low, strong.total_high) == pytest.approx((60.0, 100.0))
    assert (weak.total_low, weak.total_high) == pytest.approx((30.0, 70.0))
    assert isinstance(robustness(ev), NotAvailable)


def test_equal_totals_share_a_rank() -> None:
    ev = evaluated(priced(("a", "10"), ("b", "10"), ("c", "20")))
    assert [s.rank for s in ev.standings] == [1, 1, 3]
    assert "level" in ev.sentence()


def test_prices_in_another_currency_are_left_out_with_a_note() -> None:
    case = priced(("a", "10"), ("b", "20"))
    line = {"code": "1", "item": "all", "currency": "USD", "amounts": ["5"], "file": "b-prices"}
    ev = evaluated(case.say("price/b/L1", line))
    assert {s.vendor: s.cost for s in ev.standings} == {"a": 10.0, "b": None}
    assert any("B priced in another currency" in note for note in ev.notes)


def test_prices_that_add_up_to_nothing_are_a_note_and_not_a_crash() -> None:
    ev = evaluated(priced(("a", "10"), ("free", "0")))
    assert any("add up to 0" in note for note in ev.notes)
    assert ev.standing_of("free").price_score is None


def test_a_ceiling_formula_without_a_ceiling_is_a_note_and_not_a_crash() -> None:
    ev = evaluated(priced(("a", "10"), price_formula="ceiling-linear"))
    assert ev.standings[0].price_score is None
    assert any("ceiling" in note for note in ev.notes)
    with_one = evaluated(priced(("a", "10"), price_formula="ceiling-linear", price_ceiling="40"))
    assert with_one.standings[0].price_score == pytest.approx(75.0)


def test_a_price_share_nobody_set_is_said() -> None:
    case = Case(price_share=None).section("S").requirement("R", "S").vendor("v", "10")
    assert any("price share" in note for note in evaluated(case.answer("v", "R")).notes)


# -- weights ----------------------------------------------------------------------------------


def test_sections_nest_three_deep() -> None:
    case = Case().section("A", 3.0).section("B", 1.0)
    case.section("A1", 1.0, "A").section("A2", 2.0, "A").section("A1x", parent="A1")
    case.requirement("r1", "A1x", 1.0).requirement("r2", "A1x", 4.0)
    case.requirement("r3", "A2").requirement("r4", "B")
    ev = evaluated(case)
    weights = {code: ev.weight_of(code).blended for code in ("r1", "r2", "r3", "r4", "A1", "A")}
    by_hand = {"r1": 0.05, "r2": 0.2, "r3": 0.5, "r4": 0.25, "A1": 0.25, "A": 0.75}
    assert weights == pytest.approx(by_hand)
    assert ev.section_ids == ("A", "B")


def linked(source: str, target: str) -> Case:
    """Half of P1 is explained by RC; P2 has no cause; two sections of two requirements."""
    case = Case(blend=1.0).pain("P1").pain("P2").cause("RC", {"P1": 0.5})
    case.section("S").section("T")
    for section in "ST":
        case.requirement(f"{section}1", section, 3.0).requirement(f"{section}2", section, 1.0)
    return case.link(source, target).link("P2", "T")


def weights(case: Case, *nodes: str) -> tuple[float, ...]:
    ev = evaluated(case)
    return tuple(ev.weight_of(node).blended for node in nodes)


def test_a_section_link_spreads_by_stated_local_weight() -> None:
    assert weights(linked("P1", "S"), "S1", "S2", "T1", "T2") == pytest.approx(
        (0.375, 0.125, 0.375, 0.125)
    )


def test_a_requirement_link_ends_there() -> None:
    assert weights(linked("P1", "S2"), "S1", "S2", "T") == pytest.approx((0.0, 0.5, 0.5))


def test_a_cause_link_carries_only_what_the_cause_explains() -> None:
    assert weights(linked("RC", "S"), "S", "T") == pytest.approx((1 / 3, 2 / 3))


def test_many_links_weigh_no_more_than_one() -> None:
    assert weights(linked("P1", "S").link("P1", "T", 9), "S", "T") == pytest.approx((0.25, 0.75))


def test_layer_multipliers_apply_to_the_blended_weights() -> None:
    case = Case().section("S").requirement("A", "S", layer=2).requirement("B", "S", layer=1)
    case.facts.append(model_with(layer__2=2.0))
    ev = evaluated(case)
    assert ev.weight_of("A").blended == pytest.approx(2 / 3)
    assert any("layer" in note for note in ev.notes)


def test_links_that_reach_no_requirement_are_a_note() -> None:
    case = Case(blend=1.0).pain("P").section("S").section("Empty").requirement("R", "S")
    ev = evaluated(case.link("P", "Empty"))
    assert ev.weight_of("R").blended == 1.0
    assert any("none is derived" in note for note in ev.notes)


def test_a_section_whose_parent_is_gone_stands_at_the_top() -> None:
    case = Case().section("S", parent="gone").requirement("R", "S")
    assert evaluated(case).section_ids == ("S",)


def test_sections_in_a_circle_lose_nothing() -> None:
    case = Case().section("A", parent="B").section("B", parent="A").requirement("R", "A")
    assert evaluated(case).weight_of("R").blended == 1.0


def test_a_requirement_whose_section_is_gone_is_a_note() -> None:
    case = Case().section("S").requirement("R", "S").requirement("lost", "gone")
    assert any("lost stands under no section" in note for note in evaluated(case).notes)


# -- money of another kind --------------------------------------------------------------------


def test_costs_in_another_currency_need_a_rate_and_its_date() -> None:
    def index(**policy: object) -> tuple[float | None, tuple[str, ...]]:
        case = Case(**policy).pain("P", cost_likely="1000000").say("project/currency", "CZK")
        ev = evaluated(case)
        return ev.trauma_of("P"), ev.notes

    low_high, notes = index()
    assert any("exchange rate and its date" in note for note in notes)
    assert index(exchange_rate=25.0)[1] == notes, "a rate without a date is no rate"
    converted, silent = index(exchange_rate=25.0, exchange_date="2026-03-01")
    euro = evaluated(Case().pain("P", cost_likely="40000")).trauma_of("P")
    assert converted == pytest.approx(euro)
    assert not any("exchange" in note for note in silent)
    assert low_high != converted


# -- almost nothing ---------------------------------------------------------------------------


def test_nothing_at_all() -> None:
    ev = evaluated(Case())
    assert (ev.standings, ev.leader, ev.margin, ev.do_nothing) == ((), None, None, None)
    assert "No vendor" in ev.sentence()
    assert isinstance(robustness(ev), NotAvailable)


def test_vendors_without_requirements() -> None:
    ev = evaluated(Case().vendor("v", "10"))
    assert ev.standings == ()
    assert "no requirements" in ev.sentence()


def test_requirements_without_vendors_or_pains() -> None:
    ev = evaluated(Case().section("S").requirement("A", "S").requirement("B", "S"))
    assert (ev.weight_of("A").blended, ev.weight_of("B").blended) == (0.5, 0.5)


def test_one_vendor_and_one_requirement() -> None:
    ev = evaluated(priced(("v", "10"), share=0.4))
    assert ev.leader is not None
    assert (ev.leader.rank, ev.leader.total) == (1, pytest.approx(100.0))
    assert ev.sentence() == "V is the only vendor in the running."
    assert isinstance(robustness(ev), NotAvailable)


def test_two_vendors_and_one_requirement_can_be_tested_for_firmness() -> None:
    case = priced(("v", "10"), share=0.4)
    case.vendor("w", "20").answer("w", "R", level="partial")
    result = robustness(evaluated(case))
    assert not isinstance(result, NotAvailable)
    assert result.sentence()


def test_every_vendor_eliminated() -> None:
    case = priced(("v", "10")).say("eliminated/v", {"by": "me", "reason": "withdrew"})
    assert evaluated(case).sentence() == "Every vendor is eliminated."


def test_a_pain_without_severity_has_no_index_and_carries_nothing() -> None:
    case = Case(blend=1.0).pain("P", severity=None).section("S").requirement("R", "S")
    ev = evaluated(case.link("P", "S"))
    assert (ev.trauma_of("P"), ev.trauma_range_of("P")) == (None, None)
    assert ev.weight_of("R").blended == 1.0


def test_unknown_fields_of_a_pain_bound_its_index() -> None:
    ev = evaluated(Case().pain("P", months=None))
    index, (low, high) = ev.trauma_of("P"), ev.trauma_range_of("P") or (0, 0)
    assert index is not None
    assert low < index < high
