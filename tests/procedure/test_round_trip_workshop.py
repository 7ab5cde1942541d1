"""What people worked out, voted, parked and felt: files → project → files."""

from __future__ import annotations

import filecmp
import json
from pathlib import Path

import pytest
from test_round_trip import by_codes

from ossbuy.exchange.errors import BadFile
from ossbuy.model.events import Act, Fact, facts_of
from ossbuy.model.project import Project
from ossbuy.procedure.files.build import build
from ossbuy.procedure.files.export import export
from ossbuy.store.workspace import Workspace

SECRET = "a word nobody else wrote"


def said(project: Project) -> dict[str, object]:
    """Everything of the workshop, by visible codes."""
    code = project.label
    ids = [*project.sections, *project.requirements, *project.people, *project.pains]
    ids += project.sessions

    def coded(text: str) -> str:
        for ident in ids:
            text = text.replace(ident, code(ident))
        return json.dumps(json.loads(text), sort_keys=True)

    found: dict[str, object] = by_codes(project)
    for name in ("costings", "values", "grouped", "ballots", "closed", "votes", "steps"):
        mapping = getattr(project, name)
        found[name] = {
            tuple(code(part) for part in (k if isinstance(k, tuple) else (k,))): coded(
                v.model_dump_json(exclude_defaults=True)
            )
            for k, v in mapping.items()
        }
    found["burdens"] = sorted(b.model_dump_json() for b in project.burdens.values())
    for name in ("sessions", "questions", "parked", "emotions"):
        found[name] = sorted(
            coded(t.model_dump_json(exclude={"id"})).replace(
                next(iter(project.sessions), "-"), "W1"
            )
            for t in getattr(project, name).values()
        )
    return found


@pytest.fixture
def workshop(kestrel_workspace: Workspace) -> Workspace:
    """Kestrel with one of everything a workshop leaves behind."""
    w = kestrel_workspace
    p = w.project
    ana, ben = list(p.people)[:2]
    pain = p.by_code("pains", "P1")
    c1, c2, c3 = (s.id for s in list(p.top_sections())[:3])
    need = p.by_code("requirements", "C4.3")
    assert pain
    assert need
    line = {"kind": "hours", "what": "re-keying", "quantity": "2", "quantity_low": "1.5"}
    line |= {"unit": "h", "rate": "48.50", "times": "220"}
    pairs = [[c1, c2, 3.0], [c2, c3, 1 / 3]]
    facts = [
        Fact(f"costing/{pain}", {"lines": [line]}),
        Fact("burden/u1", {"what": "demos", "role": "NOC", "people": "6", "days": "2.5"}),
        Fact(f"value/{pain}", {"stage": "order", "loss": 0.02, "obstructs": True}),
        Fact(f"value/{need}", {"lever": "churn", "volume": "1000000.5"}),
        Fact(f"ballot/{ana}/top", {"method": "points", "points": {c1: 60.5, c2: 39.5}}, "3"),
        Fact(f"ballot/{ben}/top", {"method": "ahp", "pairs": pairs}, "3"),
        Fact(f"ballot/{ana}/top", {"method": "rank-sum", "ranking": [[c2], [c1, c3]]}, "4"),
        Fact(
            f"ballot/{ben}/{c1}",
            {
                "method": "best-worst",
                "best": need,
                "worst": need,
                "best_to_others": {need: 1.0},
                "others_to_worst": {need: 1.0},
            },
            "1",
        ),
        Fact("closed/top", {"by": ana, "at": "2026-05-01T09:00:00Z", "absent": [ben]}, "3"),
        Fact("grouped/top", {"method": "mean", "round": "1", "people": [ana], "agreement": 0.5}),
        *facts_of("session", "w1", {"code": "W8", "title": "Day one", "present": [ana, ben]}),
        Fact("session/w1/facilitator", ana),
        Fact(
            "step/w1/voices",
            {"title": "What happened?", "minutes": 45.0, "note": "a\nb", "place": 2, "extra": 5.0}
            | {"spoken": [ben, ana], "ask": ["Why now?", "Who else?"], "spent": 12.5},
        ),
        Fact("step/w1/hello", {"title": "Welcome", "place": 1, "screen": "workshop"}),
        *facts_of("question", "q1", {"code": "Q8", "text": "How bad?", "about": pain}),
        *facts_of("question", "q2", {"code": "Q9", "text": "Now?", "closed": True}),
        Fact("question/q2/absent", [ana]),
        Fact("question/q1/sets", "frequency"),
        Fact("question/q1/session", "w1"),
        Fact(f"vote/q1/{ana}", {"value": "4"}),
        Fact(f"vote/q2/{ben}", {"value": "yes", "comment": "at last"}),
        *facts_of("parked", "k1", {"code": "K8", "text": "Who pays?", "by": ana, "session": "w1"}),
        *facts_of("emotion", "m1", {"code": "E20", "person": ana, "pain": pain, "fear": SECRET}),
        *facts_of("emotion", "m2", {"code": "E21", "person": ben, "released": True}),
        Fact("policy/trauma_word", "operational pain"),
        Fact("policy/stated_layer", 2),
    ]
    w.execute(Act("note.written", tuple(facts)))
    return w


def test_everything_private_comes_back_when_asked_for(workshop: Workspace, tmp_path: Path) -> None:
    export(workshop, tmp_path / "one", private=True)
    second = Workspace.in_memory("somebody else")
    build(second, tmp_path / "one")
    before, after = said(workshop.project), said(second.project)
    for part, value in before.items():
        assert after[part] == value, part
    export(second, tmp_path / "two", private=True)
    for name in ("value.yaml", "ballots.yaml", "workshop.yaml", "feelings.yaml"):
        assert filecmp.cmp(tmp_path / "one" / name, tmp_path / "two" / name, shallow=False), name


def test_what_is_private_or_blind_stays_out_by_default(workshop: Workspace, tmp_path: Path) -> None:
    export(workshop, tmp_path / "out")
    texts = {p.name: p.read_text(encoding="utf-8") for p in (tmp_path / "out").glob("*.yaml")}
    assert SECRET not in "".join(texts.values())
    assert "E21" in texts["feelings.yaml"], "its person released it"
    assert "rank-sum" not in texts["ballots.yaml"], "the second round is open"
    assert "60.5" in texts["ballots.yaml"], "the first round is closed"
    assert "at last" in texts["workshop.yaml"]
    assert texts["workshop.yaml"].count("votes:") == 3


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("ballots.yaml", "ballots:\n- person: nobody\n  node: top\n", "nobody"),
        ("ballots.yaml", "ballots:\n- {person: okafor, node: top, method: dice}\n", "method"),
        ("ballots.yaml", "votes: []\n", "no list 'votes'"),
        ("ballots.yaml", "ballots:\n- {person: okafor, node: top, round: x}\n", "numbered 1, 2, 3"),
        ("ballots.yaml", "closed:\n- {node: top, round: -1}\n", "numbered 1, 2, 3"),
        ("ballots.yaml", "closed:\n- {node: top}\n- {node: top, round: 1}\n", "told above already"),
        ("ballots.yaml", f"closed:\n- {{node: top, round: {'9' * 5000}}}\n", "numbered 1, 2, 3"),
        ("value.yaml", "costings:\n- pain: P1\n  lines: []\n", "at least one"),
        ("workshop.yaml", "questions:\n- {id: Q1, text: x, votes: {okafor: 9}}\n", "name: value"),
        ("value.yaml", "values:\n- of: P1\n  stage: order\n", "kind and an id"),
        ("value.yaml", "values:\n- of: pain P1\n  stage: buy\n", "stage"),
        ("value.yaml", "costings:\n- pain: P1\n  lines: 3\n", "lines"),
        ("value.yaml", "costings:\n- pain: P1\n  lines: [{what: x, quantity: -1, rate: 1}]\n", "0"),
        ("workshop.yaml", "sessions:\n- title: no id\n", "no id"),
        ("workshop.yaml", "questions:\n- {id: Q1, text: x, session: W9}\n", "W9"),
        ("workshop.yaml", "sessions:\n- {id: W1, steps: {a/b: {title: x}}}\n", "a/b"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    workshop: Workspace, tmp_path: Path, name: str, text: str, wrong: str
) -> None:
    export(workshop, tmp_path / "out")
    (tmp_path / "out" / name).write_text(text)
    with pytest.raises(BadFile) as refusal:
        build(Workspace.in_memory("me"), tmp_path / "out")
    assert str(refusal.value).startswith(name)
    assert wrong in str(refusal.value)


def test_files_keep_their_order_however_often_a_project_is_built_again(
    workshop: Workspace, tmp_path: Path
) -> None:
    """Internal ids are new every time, so an order that follows them is a matter of luck."""
    p = workshop.project
    facts = [
        Fact(f"ballot/{person}/top", {"method": "rank-sum", "ranking": [[s] for s in tops]}, "3")
        for tops in [[section.id for section in p.top_sections()]]
        for person in p.people
    ]
    facts += [
        Fact(f"value/{i}", {"lever": "churn"})
        for i in [*list(p.requirements)[:6], *list(p.pains)[:6]]
    ]
    facts += [Fact(f"contribution/{c}/{list(p.pains)[8]}", 0.01) for c in list(p.causes)[:3]]
    facts += [Fact(f"burden/{n}", {"what": n, "people": "1", "days": "1"}) for n in "dbca"]
    workshop.execute(Act("note.written", tuple(facts)))
    export(workshop, tmp_path / "0", private=True)
    for n in "123":
        with Workspace.create(tmp_path / f"{n}.ossbuy", "somebody else") as begun:
            build(begun, tmp_path / "0")
        with Workspace.open(tmp_path / f"{n}.ossbuy", "somebody else") as again:
            export(again, tmp_path / n, private=True)
        for path in (tmp_path / "0").glob("*.yaml"):
            if path.name != "record.yaml":
                assert filecmp.cmp(path, tmp_path / n / path.name, shallow=False), path.name
