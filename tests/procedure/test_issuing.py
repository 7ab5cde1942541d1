"""A request goes out, changes, goes out again; two stages; what is on record about it."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace

import openpyxl
import pytest

from ossbuy.exchange.pack import set_hash
from ossbuy.model import commands
from ossbuy.model.events import Act, Fact, Refused
from ossbuy.model.regulation import regulate
from ossbuy.procedure.request import clarifying
from ossbuy.procedure.request.addenda import addendum_workbook, since_last
from ossbuy.procedure.request.calendar import set_deadline
from ossbuy.procedure.request.issuing import (
    Wanted,
    as_sent,
    by_version,
    items_as_asked,
    latest,
    prepare,
    previous,
    send,
)
from ossbuy.procedure.request.packing import asked_text, items_of
from ossbuy.procedure.request.short_list import (
    leaf_weights,
    mark_short,
    propose_short,
    shortlist,
    unlist,
)
from ossbuy.store.errors import Conflict
from ossbuy.store.workspace import Workspace
from small import Case


def workspace(*, vendors: bool = True, **policy: object) -> Workspace:
    case = Case(**policy).section("C1", 60).section("C2", 40)
    case.requirement("C1.1", "C1", 50, gate=True).requirement("C1.2", "C1", 50)
    case.requirement("C2.1", "C2", 100, threshold="p95 under 2 s")
    case.say("project/name", "Inventory").say("project/subject", "Inventory replacement")
    if vendors:
        case.thing("vendor", "acme", name="Acme Orbit").thing("vendor", "bolt", name="Bolt")
    space = Workspace.in_memory("okafor")
    space.execute(Act("project.built", tuple(case.facts)))
    return space


def out(space: Workspace, **wanted: object):
    prepared = prepare(space, Wanted(**wanted))
    send(space, prepared)
    return prepared


def test_a_request_is_on_record_with_what_it_asked_and_both_files():
    space = workspace()
    prepared = out(space)
    issue = latest(space.project)
    assert issue is not None
    assert (issue.version, issue.stage, issue.by) == ("1", "full", "okafor")
    assert issue.asked["C2.1"] == ("C2.1", "shall C2.1\nMet when: p95 under 2 s")
    assert issue.hash == set_hash(items_of(space.project))
    answers, prices = as_sent(space, issue)
    assert hashlib.sha256(answers).hexdigest() == issue.answers_sha256
    assert hashlib.sha256(prices).hexdigest() == issue.prices_sha256
    sheet = openpyxl.load_workbook(io.BytesIO(answers))["Answers"]
    assert [sheet.cell(row, 4).value for row in (2, 3, 4)] == [
        text for _, text in issue.asked.values()
    ]
    assert [e.kind for e in space.history()][-1] == "rfp.issued"
    assert not prepared.addendum
    with pytest.raises(Refused, match="cannot be called back"):
        space.undo()


def test_nothing_to_ask_is_refused():
    space = Workspace.in_memory("okafor")
    space.execute(Act("project.built", tuple(Case().facts)))
    with pytest.raises(Refused, match="no requirement to ask"):
        prepare(space, Wanted())
    with pytest.raises(Refused, match="marked for the short list"):
        prepare(workspace(), Wanted(short=True))
    with pytest.raises(Refused, match="1 to 30"):
        prepare(workspace(), Wanted(years=31))


def test_a_changed_request_is_an_addendum_and_an_unchanged_one_is_refused():
    space = workspace()
    out(space)
    with pytest.raises(Refused, match="--again 1"):
        prepare(space, Wanted())
    space.execute(
        commands.change(space.project, "requirement", "C1.2", {"text": "shall never lie"})
    )
    space.execute(commands.change(space.project, "requirement", "C2.1", {"section": "C1"}))
    new = {"code": "C2.2", "section": "C2", "text": "shall be new"}
    space.execute(commands.add(space.project, "requirement", new, "C2.2"))
    assert [(c.kind, c.code) for c in since_last(space)] == [
        ("added", "C2.2"),
        ("reworded", "C1.2"),
        ("moved", "C2.1"),
    ]
    prepared = out(space, changes="After the bidders' day")
    assert prepared.addendum
    assert prepared.issue.version == "1.1"
    assert prepared.pack.changes == "After the bidders' day (1 added, 1 reworded, 1 moved)"
    assert [e.kind for e in space.history()][-1] == "addendum.issued"
    assert since_last(space) == ()
    first, second = by_version(space.project, "1"), by_version(space.project, "1.1")
    assert previous(space.project, second) == first
    assert [i.section for i in items_as_asked(space, first) if i.code == "C2.1"] == ["C2"]
    assert {i.key: (i.code, i.text) for i in items_as_asked(space, first)} == {
        ident: tuple(said) for ident, said in first.asked.items()
    }
    rows = openpyxl.load_workbook(
        io.BytesIO(addendum_workbook(space, first, second)), rich_text=True
    )
    cells = [r for r in rows["Changes"].iter_rows(values_only=True) if r[1] == "C1.2"]
    assert cells[0][3:] == ("shall C1.2", "shall never lie")
    marked = {str(run.text): run.font for run in cells[0][2] if hasattr(run, "font")}
    assert marked["never lie"].b
    assert any(font.strike for text, font in marked.items() if "C1" in text)


def test_a_new_date_or_an_answer_that_changes_the_request_is_reason_for_an_addendum():
    space = workspace()
    out(space)
    space.execute(set_deadline(space.project, "D1", "answers", "2027-01-15 12:00"))
    dated = out(space)
    assert (dated.issue.version, dated.issue.changes) == ("1.1", "other dates")
    space.execute(clarifying.ask(space.project, "Is it in scope?", "acme", ("C1.2",)))
    ident = next(iter(space.project.clarifications))
    space.execute(clarifying.answer(space.project, ident, "It is.", "okafor", True))
    with pytest.raises(Refused, match="Nothing changed"):
        prepare(space, Wanted())
    space.execute(clarifying.publish(space.project, ident))
    prepared = out(space)
    assert (prepared.issue.version, prepared.issue.changes) == ("1.2", "questions answered")
    with pytest.raises(Refused, match="Nothing changed"):
        prepare(space, Wanted())
    assert prepare(space, Wanted(years=7)).issue.changes == "7 contract years"
    assert prepare(space, Wanted(prices=False)).issue.changes == "no prices"
    first = by_version(space.project, "1.1")
    book = openpyxl.load_workbook(io.BytesIO(addendum_workbook(space, first, prepared.issue)))
    row = [c.value for c in book["Questions"][2]]
    assert row[:5] == [
        space.project.clarifications[ident].code,
        "C1.2",
        "Is it in scope?",
        "It is.",
        "yes",
    ]
    assert "acme" not in str(row).casefold()


def test_two_stages_ask_few_then_everything_of_those_on_the_short_list():
    space = workspace()
    proposed = propose_short(space.project, leaf_weights(space.project), 2)
    assert [(p.requirement, p.why) for p in proposed] == [
        ("C1.1", "pass or fail"),
        ("C2.1", "heaviest of C2"),
    ]
    space.execute(mark_short(space.project, tuple(p.requirement for p in proposed)))
    assert [r.code for r in space.project.requirements.values() if r.short] == ["C1.1", "C2.1"]
    first = out(space, short=True, prices=False)
    assert (first.issue.version, first.issue.prices_sha256) == ("1", "")
    assert list(first.issue.asked) == ["C1.1", "C2.1"]
    assert 0 < len(first.pack.questions) < 15
    with pytest.raises(Refused, match="on the short list yet"):
        prepare(space, Wanted())
    with pytest.raises(Refused, match="reason"):
        shortlist(space.project, "bolt", "okafor", " ")
    space.execute(shortlist(space.project, "bolt", "okafor", "all gates"))
    full = out(space)
    assert (full.issue.version, full.issue.vendors, full.addendum) == ("2", ("bolt",), False)
    with pytest.raises(Refused, match="comes before"):
        prepare(space, Wanted(short=True))
    space.execute(unlist(space.project, "bolt", "withdrew"))
    assert not space.project.shortlisted


def test_a_short_list_proposal_keeps_to_its_size_where_gates_and_sections_allow(kestrel_project):
    weights = leaf_weights(kestrel_project)
    proposed = propose_short(kestrel_project, weights, 20)
    ids = {p.requirement for p in proposed}
    assert len(ids) == 20
    assert {r.id for r in kestrel_project.requirements.values() if r.gate} <= ids
    tops = {kestrel_project.top_section_of(r) for r in ids}
    assert tops == {s.id for s in kestrel_project.top_sections()}
    lightest = min(weights[r] for r in ids if weights[r] and _why(proposed, r).startswith("weighs"))
    assert all(w <= lightest for r, w in weights.items() if r not in ids)


def _why(proposed, requirement: str) -> str:
    return next(p.why for p in proposed if p.requirement == requirement)


def test_weights_go_out_only_in_a_regulated_procurement():
    open_space = workspace()
    assert prepare(open_space, Wanted()).pack.published == ()
    space = workspace(price_formula="lowest-ratio")
    space.execute(regulate(space.project))
    published = dict(prepare(space, Wanted()).pack.published)
    assert published["Price"] == "40.0 %, formula lowest-ratio"
    assert published["C1"] == "60.0 % of quality"
    with pytest.raises(Refused, match="Nothing changed"):
        out(space) and prepare(space, Wanted())
    space.execute(commands.set_stated(space.project, "C2", 90))
    assert prepare(space, Wanted()).issue.changes == "other weights"
    text = " ".join(
        str(c)
        for row in openpyxl.load_workbook(io.BytesIO(out(space).answers))["Start"].iter_rows(
            values_only=True
        )
        for c in row
        if c
    )
    assert "40.0 % of quality" in text
    assert "other weights" in text


def test_causes_go_out_only_when_named_with_the_requirements_most_against_them():
    space = workspace()
    case = Case().pain("P1", statement="costly").cause("RC1", {"P1": 0.6})
    case.link("P1", "C2", 9).link("P1", "C1.2", 1)
    space.execute(Act("project.built", tuple(f for f in case.facts if f.key != "model")))
    assert prepare(space, Wanted()).pack.reasons == ()
    (reason,) = prepare(space, Wanted(causes=("RC1",))).pack.reasons
    assert (reason.code, reason.effects, reason.requirements) == ("RC1", "P1", ("C2.1",))


def test_what_the_context_says_of_the_buyer_goes_out_only_when_named():
    space = workspace()
    context = {"Active lines": "182 000", "Revenue": "EUR 95 million"}
    space.execute(Act("project.described", (Fact("project/context", context),)))
    assert prepare(space, Wanted()).pack.about == ()
    told = prepare(space, Wanted(about=("Active lines",)))
    assert told.pack.about == (("Active lines", "182 000"),)
    for content in (told.answers, told.prices):
        rows = openpyxl.load_workbook(io.BytesIO(content))["Start"].iter_rows(values_only=True)
        said = [row[1:3] for row in rows]
        assert ("Active lines", "182 000") in said
        assert not any("95 million" in str(cell) for row in said for cell in row)


def test_what_is_doubtful_is_said():
    space = workspace(vendors=False)
    said = " ".join(prepare(space, Wanted()).warnings)
    assert "not locked yet" in said
    assert "No deadline for answers" in said
    assert "No vendor is invited" in said
    space.execute(Act("requirement.changed", (Fact("requirement/C1.2/short", True),)))
    assert "C1.1" in " ".join(prepare(space, Wanted(short=True)).warnings)
    for buyer, told in (("", True), ("Kestrel Fibre", False)):
        fact = Fact("project/buyer", buyer)
        space.execute(Act("project.described", (fact,)))
        said = " ".join(prepare(space, Wanted(short=True)).warnings)
        assert ("Nobody said who buys" in said) is told


def test_what_is_asked_is_the_text_and_what_counts_as_met():
    assert asked_text("shall", "") == "shall"
    assert asked_text("shall", "in 2 s") == "shall\nMet when: in 2 s"


def test_a_request_is_the_same_to_whoever_counts_versions():
    space = workspace()
    out(space)
    for number in range(1, 12):
        text = f"shall {number}"
        space.execute(commands.change(space.project, "requirement", "C1.2", {"text": text}))
        assert out(space).issue.version == f"1.{number}"
    last = latest(space.project)
    assert last is not None
    assert last.version == "1.11"
    assert replace(prepare(space, Wanted(changes="x")).pack, version="").stage == "full"


def test_of_two_people_who_issue_at_once_the_second_is_told(tmp_path):
    path = tmp_path / "p.ossbuy"
    with Workspace.create(path, "okafor") as one:
        one.execute(Act("project.built", tuple(Case().section("C1").requirement("R1", "C1").facts)))
        with Workspace.open(path, "lindqvist") as other:
            mine, theirs = prepare(one, Wanted()), prepare(other, Wanted())
            send(one, mine)
            with pytest.raises(Conflict):
                send(other, theirs)
            other.refresh()
            with pytest.raises(Refused, match="Nothing changed since version 1"):
                prepare(other, Wanted())
        assert [i.version for i in one.project.issues.values()] == ["1"]
