"""A kept comparison becomes an ordinary project whose ranking is the sheet's own order."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ossbuy import locations
from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix import matrix
from ossbuy.exchange.comparisons import Corrections, understand
from ossbuy.exchange.project_files import read_model
from ossbuy.model.bid import Level
from ossbuy.model.events import Refused
from ossbuy.procedure.comparisons.compared import Answer, answer
from ossbuy.procedure.comparisons.compared_words import answer_words
from ossbuy.procedure.comparisons.comparing import (
    Kept,
    begin_from,
    free_path,
    read_comparison,
    slug,
    take_comparison,
)
from ossbuy.store.workspace import Workspace

sys.path.insert(0, str(Path(__file__).parents[1] / "exchange"))
import comparison_books as books


def taken(sheets: books.Sheets, told: Corrections | None = None) -> tuple[Workspace, Answer]:
    """A project in memory with a matrix in it, and its answer."""
    workspace = Workspace.in_memory("tester")
    kept = Kept(understand(books.book(sheets), told), b"the file")
    take_comparison(workspace, kept)
    return workspace, answer(workspace, kept.comparison)


def order(ev: Evaluation) -> list[str]:
    """Vendors' names, best first."""
    return [s.label for s in ev.contenders]


COMPLETE = [f for f in books.LAYOUTS if f not in (books.compliance, books.reversed_marks)]


@pytest.mark.parametrize("layout", COMPLETE, ids=lambda f: f.__name__)
def test_the_engine_ranks_as_the_sheets_own_weights_and_scores_do(layout) -> None:
    workspace, found = taken(layout())
    said = found.comparison
    price = np.zeros(len(said.vendors))
    if said.price_share:
        cost = [sum((r.amounts[v] or Decimal(0)) for r in said.prices) for v in range(len(price))]
        low, high = min(cost), max(cost)
        ratio = [float(low / c) for c in cost]
        line = [float((high - c) / (high - low)) for c in cost]
        price = np.array(ratio if said.price_formula == "lowest-ratio" else line)
    by_hand = 100 * (
        sum(np.array([c.effective * (m.share or 0.0) for m in c.marks]) for c in said.criteria)
        + said.price_share * price
    )
    totals = {s.label: s.total for s in found.evaluation.standings}
    for name, total in zip(said.vendors, by_hand, strict=True):
        assert totals[name] == pytest.approx(total, abs=1e-6)
    assert workspace.project.policy.blend == 0


def test_low_marks_that_are_best_lead() -> None:
    _, found = taken(books.reversed_marks())
    assert order(found.evaluation) == ["Firma Eins", "Firma Zwei", "Firma Drei"]
    assert "are right, and so is its order" in found.sheet_agrees()


def test_blank_cells_leave_the_total_open_and_are_never_zero() -> None:
    workspace, found = taken(books.compliance())
    standing = next(s for s in found.evaluation.standings if s.label == "Nokium")
    assert standing.total is None
    assert standing.missing == 1
    assert standing.total_high - standing.total_low == pytest.approx(100 / 13)
    project = workspace.project
    nokium = project.by_code("vendors", "nokium")
    offline = project.by_code("requirements", "R-6")
    satellite = project.by_code("requirements", "R-5")
    assert (nokium, offline) not in project.responses
    assert project.responses[nokium, satellite].level is Level.NOT_APPLICABLE
    assert "cannot be tested with blanks (1 at Nokium)" in found.verdict()


def test_what_was_in_a_cell_is_kept_as_it_was() -> None:
    workspace, _ = taken(books.compliance())
    project = workspace.project
    cell = (project.by_code("vendors", "ericsen"), project.by_code("requirements", "R-1"))
    response = project.responses[cell]
    assert response.comment == "planned for Q3"
    assert not response.raw
    assert response.evidence is None
    assert response.delivery is None
    (score,) = [s for (_, *rest, _), s in project.scores.items() if tuple(rest) == cell]
    assert score.value == 2.5
    assert score.reason == "cell F2: PC"


def test_one_act_that_can_be_taken_back_and_holds_the_file() -> None:
    workspace, _ = taken(books.groups())
    event = workspace.history(kinds=["comparison.taken"])[0]
    assert len(workspace.history(kinds=["comparison.taken"])) == 1
    digest = workspace.project.description.context["comparison sha256"]
    assert workspace.journal.blob(digest) == b"the file"
    assert "sha256" in event.reason
    workspace.undo()
    assert not workspace.project.requirements
    assert not workspace.project.vendors
    assert not workspace.project.scores
    assert not workspace.project.stated


def test_gates_are_judged_and_a_failed_one_blocks() -> None:
    workspace, found = taken(books.ticks())
    gate = next(r for r in workspace.project.requirements.values() if r.gate)
    results = {
        workspace.project.vendors[v].name: g.result.value
        for (v, r), g in workspace.project.gates.items()
        if r == gate.id
    }
    assert results == {"Solution A": "pass", "Solution B": "pass", "Solution C": "fail"}
    assert any(f.rule == "F32" and f.severity == "blocks" for f in found.findings)


def test_what_it_cannot_know_is_said_once_each() -> None:
    _, found = taken(books.one_header())
    rules = [f.rule for f in found.cannot_know]
    assert rules == ["F60", "F61", "F62", "F63"]
    said = {f.rule for f in found.findings}
    assert not said & {"F01", "F03", "F13"}
    _, level = taken(books.ticks())
    same = next(f for f in level.findings if f.rule == "F64")
    assert "Single sign-on" in same.what
    assert "50 % of quality" in same.what


def test_evaluators_that_the_sheet_names_give_their_own_scores() -> None:
    workspace, found = taken(books.evaluators())
    people = workspace.project.people
    assert sorted(p.name for p in people.values()) == ["Ana", "Ben", "Cy"]
    assert len(workspace.project.scores) == 18
    assert "F62" not in {f.rule for f in found.findings}
    assert "Ana, Ben, Cy" in {f.where for f in found.findings if f.rule == "F13"}


def test_an_ordinary_project_hears_nothing_of_kept_matrices(kestrel_workspace: Workspace) -> None:
    from ossbuy.procedure.findings import findings

    project = kestrel_workspace.project
    found = findings(project, evaluate(matrix(project)), kestrel_workspace.history())
    assert not {f.rule for f in found} & {"F60", "F61", "F62", "F63", "F64"}


def test_scores_given_later_count_instead_of_the_sheets() -> None:
    from ossbuy.model.events import Act, Fact, facts_of, key

    workspace, found = taken(books.plain())
    project = workspace.project
    beta, first = project.by_code("vendors", "beta"), project.by_code("requirements", "1")
    person = facts_of("person", "p9", {"code": "ana", "evaluator": True})
    score = Fact(key("score", "p9", beta, first), {"value": 5.0, "reason": "seen"}, "1")
    workspace.execute(Act("score.given", (*person, score)))
    ev = evaluate(matrix(workspace.project))
    before = found.evaluation.standing_of(beta).total
    assert ev.standing_of(beta).total == pytest.approx(before + 25 * 0.4)


def test_flips_are_exact() -> None:
    """At the weight or score named, the two draw level; a little beyond, the other leads."""
    _, found = taken(books.plain())
    said = found.comparison
    leader = found.evaluation.contenders[0].label
    assert leader == "Beta"
    shares = np.array([[m.share for m in c.marks] for c in said.criteria]).T
    weights = np.array([c.effective for c in said.criteria])
    names = list(said.vendors)
    assert found.weights
    for flip in found.weights:
        j = [c.title for c in said.criteria].index(flip.what)
        moved = weights * (1 - flip.at) / (1 - weights[j])
        moved[j] = flip.at
        totals = shares @ moved
        assert totals[names.index(flip.leads)] == pytest.approx(totals[names.index(leader)])
    assert found.scores
    for flip in found.scores:
        j = [c.title for c in said.criteria].index(flip.what)
        changed = shares.copy()
        changed[names.index(flip.vendor), j] = flip.at / 5
        totals = changed @ weights
        rival = names.index(flip.leads)
        other = names.index(leader)
        assert totals[rival] == pytest.approx(totals[other])
        assert flip.now == pytest.approx(5 * shares[names.index(flip.vendor), j])
    firm = found.firm.firm
    assert found.criteria_p_star == pytest.approx((firm.p_star, firm.p_star_price_fixed))


def test_a_sheet_that_says_another_winner_is_told_so() -> None:
    rows = [list(r) for r in books.plain()["Scoring"]]
    rows[8][3:] = [4.3, 3.95, 3.5]
    _, found = taken({"Scoring": rows})
    assert order(found.evaluation)[0] == "Beta"
    assert found.sheet_agrees() == (
        "Cell D9 says 4.3 for Acme; its own weights and scores come to 3.6. By its own totals Acme "
        "would lead."
    )


def test_the_answer_in_words_names_result_verdict_weights_scores_and_reading() -> None:
    _, found = taken(books.plain())
    words = answer_words(found, 2)
    assert [label for label, _ in words][:6] == [
        "Result",
        "Your sheet",
        "Verdict",
        "Weights p*",
        "One weight",
        "One score",
    ]
    text = dict(words)
    assert text["Result"] == "Beta leads Acme by 7.0 points of 100."
    assert text["Read as"].startswith(
        "5 criteria, 3 vendors, scores 0–5; vendors in columns D to F"
    )


def test_a_project_of_its_own_is_not_mixed_with_a_matrix(kestrel_workspace: Workspace) -> None:
    kept = Kept(understand(books.book(books.plain())), b"x")
    with pytest.raises(Refused, match="requirements or vendors of its own"):
        take_comparison(kestrel_workspace, kept)


def test_a_workbook_becomes_a_file_beside_it_and_nothing_is_overwritten(tmp_path: Path) -> None:
    path = books.workbook(books.sheet_per_vendor(), tmp_path / "short list.xlsx")
    before = path.read_bytes()
    kept = read_comparison(path)
    assert free_path(path) == tmp_path / "short list.ossbuy"
    begin_from(free_path(path), "tester", kept).close()
    assert free_path(path) == tmp_path / "short list-2.ossbuy"
    assert path.read_bytes() == before
    with Workspace.open(tmp_path / "short list.ossbuy", "tester") as workspace:
        assert workspace.verify().ok
        assert workspace.project.description.name == "short list"
        assert len(workspace.project.vendors) == 3


def test_the_model_is_the_standard_one_but_for_evidence() -> None:
    where = locations.templates() / "evaluation"
    kept, standard = read_model(where / "as-scored.yaml"), read_model(where / "standard.yaml")
    assert kept.name == "as-scored"
    changed = {
        name
        for name, value in kept.coefficients.items()
        if value != standard.coefficients.get(name)
    }
    assert changed == {name for name in standard.coefficients if name.startswith("evidence.")}
    assert all(kept.number(name) == 1 for name in changed)
    said = yaml.safe_load((where / "as-scored.yaml").read_text(encoding="utf-8"))
    assert all(c["basis"] == "assumption" for c in said["coefficients"].values())


def test_names_become_ids_that_differ() -> None:
    used: set[str] = set()
    assert [slug(n, used) for n in ("Acme Ltd.", "ACME ltd", "???", "Ünïcode")] == [
        "acme-ltd",
        "acme-ltd-2",
        "vendor",
        "ünïcode",
    ]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(1, 40), min_size=2, max_size=8).flatmap(
        lambda weights: st.tuples(
            st.just(weights),
            st.lists(
                st.lists(st.integers(0, 10), min_size=3, max_size=3),
                min_size=len(weights),
                max_size=len(weights),
            ),
        )
    )
)
def test_any_consistent_matrix_keeps_its_own_order(matrix_) -> None:
    weights, scores = matrix_
    scores[0][0] = 10
    body = [
        [f"Ability {chr(65 + i)}", w, *row]
        for i, (w, row) in enumerate(zip(weights, scores, strict=True))
    ]
    totals = [sum(w * row[v] for w, row in zip(weights, scores, strict=True)) for v in range(3)]
    sheet = [["Criterion", "Weight", "Acme", "Beta", "Gamma"], *body, ["Total", None, *totals]]
    _, found = taken({"S": sheet}, Corrections(scale=(0, 10)))
    ours = {s.label: s.total for s in found.evaluation.standings}
    for name, total in zip(("Acme", "Beta", "Gamma"), totals, strict=True):
        assert ours[name] == pytest.approx(10 * total / sum(weights), abs=1e-6)


@pytest.mark.parametrize(
    "layout",
    [books.one_header, books.compliance, books.ticks, books.sheet_per_vendor],
    ids=lambda f: f.__name__,
)
def test_a_comparison_comes_back_from_its_readable_files(layout, tmp_path: Path) -> None:
    from ossbuy.procedure.files.build import build
    from ossbuy.procedure.files.export import export

    workspace, found = taken(layout())
    export(workspace, tmp_path / "files")
    again = Workspace.in_memory("tester")
    build(again, tmp_path / "files")

    def shown(ev: Evaluation) -> list[tuple[object, ...]]:
        return [
            (s.label, s.quality_low, s.quality_high, s.price_score, s.cost, s.rank, s.missing)
            for s in ev.standings
        ]

    assert shown(evaluate(matrix(again.project))) == shown(found.evaluation)
    assert len(again.project.responses) == len(workspace.project.responses)
    assert sorted(str(p.amounts) for p in again.project.prices.values()) == sorted(
        str(p.amounts) for p in workspace.project.prices.values()
    )
    assert {r for *_, r in again.project.scores} == {"0"}
    export(again, tmp_path / "again")
    names = [p.name for p in (tmp_path / "files").iterdir()]
    for name in names:
        if name != "record.yaml":
            one, two = ((tmp_path / d / name).read_bytes() for d in ("files", "again"))
            assert one == two, name


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("answers.csv", "vendor,requirement,level\nacme,K9,full\n", "there is no requirement 'K9'"),
        ("answers.csv", "vendor,requirement,level\nacme,K1,maybe\n", "answers.csv, row 2"),
        (
            "answers.csv",
            "vendor,requirement,level\nacme,K1,full\nacme,K1,none\n",
            "the same stands there twice",
        ),
        ("prices.csv", "vendor,line,code,item,currency,amounts\nacme,,1,x,EUR,1\n", "no id of a"),
        ("prices.csv", "vendor,line,code,item,currency,amounts\nacme,L1,1,x,EUR,-1\n", "row 2"),
    ],
)
def test_a_wrong_cell_of_them_is_named(name: str, text: str, expected: str, tmp_path: Path) -> None:
    from ossbuy.exchange.errors import BadFile
    from ossbuy.procedure.files.build import build
    from ossbuy.procedure.files.export import export

    workspace, _ = taken(books.one_header())
    export(workspace, tmp_path / "files")
    (tmp_path / "files" / name).write_text(text, encoding="utf-8")
    with pytest.raises(BadFile, match=expected):
        build(Workspace.in_memory("tester"), tmp_path / "files")


@pytest.mark.parametrize(
    ("like", "expected"),
    [
        ("nobody", "nobody.yaml: the file does not exist"),
        ("../standard", "names no model beside it"),
        ("mine", "names no model beside it"),
        ("[a]", "names no model beside it"),
    ],
)
def test_a_model_that_is_like_nothing_is_refused(like: str, expected: str, tmp_path: Path) -> None:
    from ossbuy.exchange.errors import BadFile

    path = tmp_path / "mine.yaml"
    path.write_text(f"like: {like}\nname: mine\ncoefficients: {{}}\n", encoding="utf-8")
    with pytest.raises(BadFile) as no:
        read_model(path)
    assert expected in str(no.value)
    assert "\n" not in str(no.value)


def test_who_leads_without_those_that_fail_is_said_and_no_weight_is_asked_for_a_gate() -> None:
    _, found = taken(books.knocked_out())
    said = dict(answer_words(found, 9))
    assert said["Pass/fail"] == (
        "Raven fails Hosting in the EU and is ranked all the same. "
        "Without those that fail: Plover leads Quail by 10.0 points."
    )
    assert "Hosting" not in said["One weight"]
    assert "Mandatory" not in said["One weight"]


def test_a_cell_of_points_is_said_in_its_own_points() -> None:
    _, found = taken(books.points())
    assert found.scores
    for flip in found.scores:
        criterion = next(c for c in found.comparison.criteria if c.title == flip.what)
        mark = criterion.marks[found.comparison.vendors.index(flip.vendor)]
        assert flip.now == float(mark.raw)
    assert "points up to the most of each row" in dict(answer_words(found, 2))["Read as"]


def test_with_blanks_at_every_vendor_the_shared_criteria_still_say_something() -> None:
    rows = [
        ["Criterion", "Weight", "Plover", "Quail"],
        ["Function", 5, 4, 3],
        ["Operation", 3, None, 4],
        ["People", 2, 5, "tbd"],
    ]
    _, found = taken({"M": rows})
    assert found.verdict() == (
        "How firm it is cannot be tested with blanks (1 at Plover, 1 at Quail). On the 1 of 3 "
        "criteria that all are scored on (50 % of the weight), Plover leads Quail by 20.0 points. "
        "Score first what weighs most: “Operation” and “People”."
    )
    rows[1][2] = None
    _, found = taken({"M": rows})
    assert "There is no criterion that all are scored on. Score first" in found.verdict()
