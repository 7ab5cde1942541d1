"""A whole set: its language, what is alike, ids, and the twenty findings that matter most."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from ossbuy.phrasing.checking import Rules
from ossbuy.phrasing.duplicates import duplicates
from ossbuy.phrasing.language import languages, recognise
from ossbuy.phrasing.review import Asked, review

FRENCH = (
    "Le système doit conserver chaque enregistrement pendant quatre-vingt-dix jours.",
    "Le portail doit afficher l'état de chaque commande dans un délai de cinq secondes.",
    "Le fournisseur doit former les utilisateurs avant la mise en service, etc.",
    "L'inventaire doit être capable de tracer une fibre de bout en bout, si possible.",
)
ENGLISH = (
    "The system shall keep each record for ninety days after the contract ends.",
    "The portal shall show the status of each order within five seconds of a change.",
    "The supplier shall train all users before the first exchange is cut over.",
)


def test_a_document_is_judged_first_then_its_texts(rules: Rules) -> None:
    limits = rules.lists.limits
    assert languages(FRENCH, limits) == ("fr", ("fr",) * 4)
    assert languages([*ENGLISH, "SNMP v3", "Port status"], limits) == ("en", ("en",) * 5)
    mixed = languages([*ENGLISH, *ENGLISH, FRENCH[0]], limits)
    assert mixed == ("en", ("en",) * 6 + ("fr",))
    assert languages(["SNMP v3", "TMF639", "Port status"], limits)[0] == "unknown"
    assert languages([], limits) == ("unknown", ())


def test_nothing_to_read_is_no_language() -> None:
    assert recognise("12 % ???") == ("unknown", 0.0)


def test_french_gets_only_what_holds_in_every_language(rules: Rules) -> None:
    texts = [Asked(f"F-{n}", text) for n, text in enumerate(FRENCH)]
    found = review(rules, [*texts, Asked("F-9", f"{FRENCH[0]} TBD", threshold="à voir")])
    assert found.language == "fr"
    assert found.in_languages() == ("fr",)
    assert {h.rule for hits in found.hits.values() for h in hits} == {"tbd", "unitless"}


def test_texts_too_short_to_judge_run_under_english_rules(rules: Rules) -> None:
    found = review(rules, [Asked("1", "Shall be fast."), Asked("2", "Must be able to print.")])
    assert found.language == "unknown"
    assert [h.rule for h in found.hits["1"]] == ["unmeasured"]


def test_texts_that_say_the_same() -> None:
    texts = [
        ("A", "The inventory shall keep the history of each port for 24 months."),
        ("B", "The system shall keep the history of each port for 24 months"),
        ("C", "The inventory shall keep the history of each port for 36 months."),
        ("D", "The inventory shall keep the histroy of each port for 24 months."),
        ("G", "The inventory shall keep the history of each cable for 24 months."),
        ("H", "The inventory shall keep the full history of each port for 24 months."),
        ("E", "The supplier shall name the people who deliver the first wave."),
        ("F", "x"),
    ]
    found = {(p.one, p.other): p.what for p in duplicates(texts, 92)}
    assert found[("A", "B")] == "same"
    assert found[("A", "C")] == "numbers"
    assert found[("A", "D")] == "near"
    assert found[("A", "H")] == "near"
    assert ("A", "G") not in found
    with_variants = {(p.one, p.other): p.what for p in duplicates(texts, 88, variants=True)}
    assert with_variants[("A", "G")] == "variant"
    assert not any("E" in pair or "F" in pair for pair in found)
    assert duplicates(texts[:1], 92) == ()


def test_rows_beyond_one_block_are_compared_too() -> None:
    texts = [
        (f"R-{n}", f"number {n:05d} {'abcdefghij'[n % 10] * 40} {n * 7919}") for n in range(600)
    ]
    texts[599] = ("last", texts[3][1])
    same = [p for p in duplicates(texts, 95) if p.what == "same"]
    assert [(p.one, p.other) for p in same] == [("R-3", "last")]


def test_a_text_that_is_not_there_is_unfinished(rules: Rules) -> None:
    hits = review(rules, [Asked("A", " "), Asked("B", "The portal shall show one order.")]).hits
    assert [(h.rule, h.rewrite) for h in hits["A"]] == [("tbd", ())]
    assert hits["B"] == ()


def test_ids_missing_twice_or_pointing_nowhere(rules: Rules) -> None:
    texts = [
        Asked("R-101", "The portal shall show what R-102 and R-999 name."),
        Asked("R-102", "The portal shall follow RFC-2119."),
        Asked("R-103", "The portal shall show one order."),
        Asked("R-103", "The portal shall print one bill."),
        Asked("R-104", "The portal shall send one mail."),
        Asked("", "The portal shall send one letter."),
    ]
    hits = review(rules, texts).hits
    assert [h.what for h in hits["R-101"]] == [
        "it names R-999, which is not in this set: add it or mend the reference."
    ]
    assert hits["R-102"] == ()
    assert [h.rule for h in hits["R-103"]] == ["ids"]
    assert [h.rule for h in hits[""]] == ["ids"]


def test_the_digest_ranks_by_severity_and_weight(rules: Rules) -> None:
    texts = [
        Asked("R1", "The portal shall answer quickly.", weight=0.1),
        Asked("R2", "The gate shall open quickly.", gate=True, weight=0.0),
        Asked("R3", "The bill shall name taxes, fees, etc.", weight=0.1),
        Asked("R4", "The portal shall show one order.", weight=0.6),
        Asked("R5", "The crew shall load the map quickly.", weight=0.2),
    ]
    found = review(rules, texts)
    assert [(g.rule, g.total) for g in found.digest] == [("unmeasured", 3), ("open-ended", 1)]
    # The gate counts like the heaviest requirement, which has nothing wrong with it.
    assert [r.ident for r in found.digest[0].shown] == ["R2", "R5", "R1"]


def test_the_digest_is_short_and_no_rule_fills_it(rules: Rules) -> None:
    numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    texts = [
        Asked(f"R-{a}{b}", f"The {a} shall hold {b} {a} {b} entries, etc.")
        for a in numbers
        for b in numbers[:2]
    ]
    texts += [Asked(f"S-{a}", f"The {a} desk shall open {a} {a} forms quickly.") for a in numbers]
    texts += [Asked(f"T-{a}", f"The {a} clerk shall sign {a}ty {a} letters.") for a in numbers]
    found = review(rules, texts)
    shown = {group.rule: len(group.shown) for group in found.digest}
    # Room that others leave goes to what weighs most, but every rule is let in first.
    assert shown == {"open-ended": 10, "unmeasured": 5, "duplicate": 5}
    assert {group.rule: group.total for group in found.digest}["open-ended"] == 20


def test_a_habit_is_said_once(rules: Rules) -> None:
    texts = [
        Asked(f"R{n}", f"Order form {n}: each field {'abcdefghij'[n % 10] * n}") for n in range(25)
    ]
    found = review(rules, texts)
    habit = [group for group in found.digest if group.rule == "no-modal"]
    assert [(g.habit, g.total, len(g.shown)) for g in habit] == [(True, 25, 1)]
    assert found.digest[-1].habit


def test_a_set_without_weights_counts_all_alike(rules: Rules) -> None:
    texts = [Asked("R1", "Be fast it shall, TBD."), Asked("R2", "It shall be fast.", gate=True)]
    assert review(rules, texts).digest[0].shown[0].score == 3.0
    assert review(rules, []).digest == ()


@given(
    st.lists(
        st.text(alphabet="abc de", min_size=12, max_size=40), min_size=2, max_size=12, unique=True
    ),
    st.sampled_from([70, 85, 92]),
)
def test_counting_letters_first_loses_no_pair(texts: list[str], least: int) -> None:
    named = [(str(n), text) for n, text in enumerate(texts)]
    found = {(p.one, p.other): p.likeness for p in duplicates(named, least, variants=True)}
    keys = {name: " ".join(text.split()) for name, text in named}
    expected = {
        (a, b): fuzz.ratio(keys[a], keys[b])
        for a, b in combinations(keys, 2)
        if len(keys[a]) >= 12 and len(keys[b]) >= 12 and fuzz.ratio(keys[a], keys[b]) >= least
    }
    assert found == pytest.approx(expected)


def test_a_set_of_one_text_with_other_numbers_gives_some_pairs_and_not_all() -> None:
    texts = [(f"R{n}", f"The tool shall answer request {n} within 2 s.") for n in range(200)]
    found = duplicates(texts, 92)
    assert {pair.what for pair in found} == {"numbers"}
    # Every text but the first is said to be alike to one before it, none to more than twenty.
    later = [pair.other for pair in found]
    assert set(later) == {f"R{n}" for n in range(1, 200)}
    assert max(later.count(other) for other in set(later)) == 20
