"""Every rule finds what it is for, leaves its neighbours alone and proposes what it says."""

from __future__ import annotations

import pytest
from wording_sentences import INNOCENT, TRIPPING

from ossbuy.phrasing.checking import Rules, check, kind_of


@pytest.mark.parametrize(("rule", "text", "proposal"), TRIPPING)
def test_a_rule_finds_its_sentence_and_proposes(
    rules: Rules, rule: str, text: str, proposal: tuple[str, ...]
) -> None:
    hits = [hit for hit in check(rules, text) if hit.rule == rule]
    assert hits, [hit.rule for hit in check(rules, text)]
    assert hits[0].rewrite == proposal
    assert hits[0].what.endswith(".")
    assert 0 <= hits[0].start < hits[0].end <= len(text)


@pytest.mark.parametrize(("rule", "text"), INNOCENT)
def test_a_rule_leaves_its_neighbours_alone(rules: Rules, rule: str, text: str) -> None:
    assert [hit.what for hit in check(rules, text) if hit.rule == rule] == []


def test_every_rule_has_both_and_a_severity(rules: Rules) -> None:
    names = {rule.name for rule in rules.english}
    assert {rule for rule, *_ in TRIPPING} == names
    assert {rule for rule, _ in INNOCENT} == names
    assert set(rules.severity) == names | {"duplicate", "ids"}


def test_a_threshold_needs_a_number_and_a_unit(rules: Rules) -> None:
    def said(text: str, english: bool = True) -> list[str]:
        return [h.rule for h in check(rules, text, "threshold", english=english)]

    assert said("Shown to our planners on real data") == ["unitless"]
    assert said("At most 5 in the busy hour") == ["unitless"]
    assert said("98 % of 200 traces match") == []
    assert said("Signed rollback plan present") == []
    assert said("Montré à nos planificateurs", english=False) == ["unitless"]
    assert said("98 % des traces", english=False) == []


def test_questions_are_told_from_requirements() -> None:
    assert kind_of("Do you encrypt backups?") == "question"
    assert kind_of("3.1 Which formats do you export?") == "question"
    assert kind_of("The system shall encrypt backups.") == "requirement"
    assert kind_of("Will be shown at a demo.") == "requirement"


def test_a_measure_beside_the_text_answers_the_question_of_measure(rules: Rules) -> None:
    text = "The supplier shall minimise downtime during an upgrade."
    assert [h.rule for h in check(rules, text)] == ["unmeasured"]
    assert check(rules, text, measured=True) == ()


def test_other_languages_get_the_rules_that_hold_everywhere(rules: Rules) -> None:
    text = "Le système must be able to et cetera TBD."
    assert [h.rule for h in check(rules, text, english=False)] == ["tbd"]


def test_quotations_code_and_links_are_not_read(rules: Rules) -> None:
    text = 'The log shall show “as soon as possible” and ``etc.`` at https://a.example/TBD "best".'
    assert check(rules, text) == ()


def test_a_hit_inside_another_says_nothing_new(rules: Rules) -> None:
    hits = check(rules, "The portal shall offer high availability.")
    assert [h.rule for h in hits] == ["unmeasured"]
