"""Dates, questions, the short list and what went out: project → files → project → files."""

from __future__ import annotations

import filecmp
from pathlib import Path
from typing import Any

import pytest

from ossbuy.exchange.errors import BadFile
from ossbuy.model import commands
from ossbuy.model.project import Project
from ossbuy.model.removal import remove
from ossbuy.procedure.files.build import build
from ossbuy.procedure.files.export import export
from ossbuy.procedure.request.addenda import since_last
from ossbuy.procedure.request.calendar import set_deadline
from ossbuy.procedure.request.clarifying import answer, ask, publish
from ossbuy.procedure.request.issuing import Wanted, as_sent, prepare, send, versions
from ossbuy.procedure.request.short_list import mark_short, shortlist
from ossbuy.store.workspace import Workspace
from small import Case


def said(project: Project) -> dict[str, Any]:
    """Everything of the request, by visible codes."""
    code = project.label

    def coded(value: Any) -> Any:
        if isinstance(value, dict):
            return {code(k): coded(v) for k, v in value.items() if k != "id"}
        if isinstance(value, list):
            return [coded(v) for v in value]
        return code(value) if isinstance(value, str) else value

    issues = []
    for issue in versions(project):
        told = coded(issue.model_dump(mode="json", exclude={"asked"}))
        # A requirement that is gone has an id nobody sees.
        issues.append(told | {"asked": sorted(issue.asked.values())})
    return {
        "dates": [coded(d.model_dump(mode="json")) for d in project.deadlines.values()],
        "questions": [coded(c.model_dump(mode="json")) for c in project.clarifications.values()],
        "short list": {
            code(v): coded(s.model_dump(mode="json")) for v, s in project.shortlisted.items()
        },
        "short": [r.code for r in project.requirements.values() if r.short],
        "issues": issues,
    }


@pytest.fixture
def out() -> Workspace:
    """A project with two stages, an addendum, a question of each kind, something gone and moved."""
    from ossbuy.model.events import Act

    case = Case().section("C1", 60).section("C2", 40).requirement("C1.1", "C1", 50)
    case.requirement("C1.2", "C1", 50).requirement("C2.1", "C2", 100, threshold="p95: 2 s")
    case.say("project/name", "Inventory").thing("person", "okafor", name="Miriam Okafor")
    case.thing("vendor", "acme", name="Acme").thing("vendor", "bolt", name="Bolt")
    space = Workspace.in_memory("M. Okafor")
    space.execute(Act("project.built", tuple(case.facts)))

    def do(make: Any, *args: Any, **more: Any) -> None:
        space.execute(make(space.project, *args, **more))

    do(set_deadline, "D1", "answers", "2027-01-15 12:00", note="by mail: yes\nor no")
    do(set_deadline, "D2", "other", "2027-02-01", name="Site visit")
    do(ask, "Is it\nin scope?", "acme", ("C1.1", "C2.1"))
    do(ask, "Who asked?")
    first, _ = space.project.clarifications
    do(answer, first, "It is: yes.", "okafor", True)
    do(publish, first)
    do(mark_short, ("C1.1", "C1.2"))
    send(space, prepare(space, Wanted(short=True, prices=False)))
    do(shortlist, "bolt", "okafor", "two references")
    send(space, prepare(space, Wanted(years=3)))
    do(remove, "requirement", "C1.2")
    do(commands.change, "requirement", "C2.1", {"code": "C2.7"})
    send(space, prepare(space, Wanted(changes="after the bidders' day")))
    return space


def test_the_request_comes_back_with_its_workbooks(out: Workspace, tmp_path: Path) -> None:
    written = export(out, tmp_path / "one")
    names = {p.relative_to(tmp_path / "one").as_posix() for p in written}
    assert {"request.yaml", "request/answers-1.xlsx", "request/prices-2.1.xlsx"} <= names
    assert "request/prices-1.xlsx" not in names
    second = Workspace.in_memory("somebody else")
    build(second, tmp_path / "one")
    before, after = said(out.project), said(second.project)
    for part, value in before.items():
        assert after[part] == value, part
    for old, new in zip(versions(out.project), versions(second.project), strict=True):
        assert as_sent(second, new) == as_sent(out, old)
    assert since_last(second) == ()
    export(second, tmp_path / "two")
    for name in ("request.yaml", "request/answers-2.xlsx"):
        assert filecmp.cmp(tmp_path / "one" / name, tmp_path / "two" / name, shallow=False), name


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("calendar:\n- {what: answers, at: 2027-01-15}\n", "no id"),
        ("calendar:\n- {id: D1, what: party}\n", "must be one of"),
        ("calendar:\n- {id: D1}\n- {id: d1}\n", "told above"),
        ("questions:\n- {id: Q1, question: x, asked_by: nobody}\n", "nobody"),
        ("questions:\n- {id: Q1, question: x, requirements: [C99]}\n", "C99"),
        ("shortlist:\n- {vendor: acme, by: x, reason: y, at: z}\n", "acme"),
        ("issued:\n- {version: '1', at: x, by: y, hash: z, asked: [x]}\n", "needs an id"),
        ("issued:\n- {version: '1', answers: ../../etc/passwd}\n", "outside"),
        ("issued:\n- {version: '1', answers: nothing.xlsx}\n", "no file"),
        ("issued:\n- {version: '1', at: x, hash: z, asked: [], years: many}\n", "years"),
        ("parties:\n- {id: D1}\n", "no list 'parties'"),
    ],
)
def test_what_is_wrong_in_the_file_is_said_with_its_place(
    tmp_path: Path, text: str, wrong: str
) -> None:
    (tmp_path / "project.yaml").write_text("name: x\ncurrency: EUR\n", encoding="utf-8")
    (tmp_path / "request.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadFile, match=wrong) as caught:
        build(Workspace.in_memory("tester"), tmp_path)
    assert "request.yaml" in str(caught.value)
