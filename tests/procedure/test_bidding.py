"""A vendor's own bid: what a pack opens, what is answered, taken over, collected and sent."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from bids import bid, opened, workbook
from ossbuy.exchange.bidding.earlier import Given
from ossbuy.exchange.bidding.pack_in import read_pack
from ossbuy.exchange.intake import read_values
from ossbuy.exchange.pack import Item, Reason, read_loops, set_hash
from ossbuy.model.bid import Delivery, Evidence, Level, Response
from ossbuy.model.bidding import (
    current_issue,
    drop_task,
    give_task,
    own,
    own_answer,
    tell_about,
    write_answer,
)
from ossbuy.model.events import Refused
from ossbuy.model.receipt import LoopAnswer
from ossbuy.model.regulation import regulate
from ossbuy.model.telling import labels_of, sentence
from ossbuy.procedure.bidding.assessing import open_request, read_copy, read_request
from ossbuy.procedure.bidding.assessment import Assessment
from ossbuy.procedure.bidding.collecting import collected
from ossbuy.procedure.bidding.doubts import doubts
from ossbuy.procedure.bidding.reusing import proposals, read_earlier, reused_words, take_over
from ossbuy.procedure.bidding.sending import join_brief, pack_of, write_bid
from ossbuy.procedure.files.build import build
from ossbuy.procedure.files.export import share_copy
from ossbuy.procedure.replies.receive import receive, unseal
from ossbuy.store.workspace import Workspace
from packs import ITEMS, pack
from small import KESTREL

FULL = Response(level=Level.FULL, delivery=Delivery.SHIPPED, evidence=Evidence.DEMO, reference="x")


def said(workspace: Workspace) -> list[str]:
    labels = labels_of(workspace.history())
    return [sentence(event, labels) for event in workspace.history()]


def test_opening_a_pack_makes_a_file_of_ones_own() -> None:
    reasons = (Reason("c1", "RC1", "Nobody owns the data", "wrong ports", ("C1.1", "C2.1")),)
    workspace = bid(pack(reasons=reasons), name="Falke")
    project = workspace.project
    assert project.description.name == "Inventory"
    assert [(r.code, r.text, r.gate) for r in project.requirements.values()] == [
        (i.code, i.text, i.gate) for i in ITEMS
    ]
    assert set(project.requirements) == {i.key for i in ITEMS}
    assert [s.title for s in project.sections.values()] == ["Model", "+Design"]
    assert own(project).name == "Falke"
    assert [d.at for d in project.deadlines.values()] == ["2027-01-15T12:00:00Z"]
    issue = current_issue(project)
    assert issue is not None
    assert (issue.version, issue.hash) == ("1", set_hash(ITEMS))
    assert workspace.journal.blob(issue.answers_sha256) is not None
    found = Assessment(project)
    (cause,) = found.causes
    assert (cause.cause.code, cause.effects, cause.answered) == ("RC1", "wrong ports", 0)
    assert [project.requirements[r].code for r in cause.requirements] == ["C1.1", "C2.1"]
    assert found.assumed
    assert said(workspace)[1] == "opened the request version 1, 3 requirements"


def test_gates_come_apart_and_what_is_unanswered_is_no_zero() -> None:
    workspace = bid()
    found = Assessment(workspace.project)
    assert [(g.requirement.code, g.state) for g in found.gates] == [("C1.1", "open")]
    assert found.standing is not None
    assert found.standing.uniform == (0, 100)
    workspace.execute(
        write_answer(
            workspace.project, "aa12", {"level": "partial", "delivery": "Custom code (CUS)"}
        )
    )
    workspace.execute(write_answer(workspace.project, "aa11", {"level": "Full"}))
    found = Assessment(workspace.project)
    assert found.gates[0].state == "only claimed"
    # min(½, 0.4) · 0.5 for the one answered of two that are weighed.
    assert found.standing is not None
    assert found.standing.uniform == pytest.approx((10, 60))
    assert (found.answered, found.unanswered) == (2, ("bb21",))
    assert found.unevidenced == ("aa11", "aa12")
    assert found.unsaid == ("aa11",)
    # 50 · 0.4 · (0.95 − 0.5) and 50 · (0.5 − 0.4) · 0.5.
    moves = [(m.requirement, m.kind, round(m.gain, 6)) for m in found.moves]
    assert moves == [
        ("bb21", "answer", 50),
        ("aa12", "evidence", 9),
        ("aa12", "ship", 2.5),
    ]


def test_answers_keep_what_is_not_named_and_refuse_words_there_are_not() -> None:
    workspace = bid()
    for fields in ({"level": "full", "comment": " yes\r\nreally "}, {"delivery": "cfg"}):
        workspace.execute(write_answer(workspace.project, "aa12", fields))
    answer = own_answer(workspace.project, "aa12")
    assert (answer.level, answer.delivery) == (Level.FULL, Delivery.CONFIGURATION)
    assert answer.comment == "yes\nreally"
    with pytest.raises(Refused, match="nothing to change"):
        write_answer(workspace.project, "aa12", {"delivery": "Configuration"})
    with pytest.raises(Refused, match="'mostly' is no level; write full"):
        write_answer(workspace.project, "aa12", {"level": "mostly"})
    with pytest.raises(Refused, match="longer than 500 characters"):
        write_answer(workspace.project, "aa12", {"available": "x" * 501})
    nothing = dict.fromkeys(("level", "delivery", "comment"), "")
    workspace.execute(write_answer(workspace.project, "aa12", nothing))
    assert workspace.project.responses == {}
    workspace.undo()
    assert own_answer(workspace.project, "aa12") == answer


def test_an_addendum_keeps_answers_and_names_what_changed() -> None:
    workspace = bid()
    for key in ("aa11", "aa12", "bb21"):
        workspace.execute(write_answer(workspace.project, key, {"level": "full"}))
    workspace.execute(give_task(workspace.project, ["bb21"], "Jo"))
    items = (
        ITEMS[0],
        replace(ITEMS[1], text="Something else."),
        Item("cc31", "C3.1", "Field", "New."),
    )
    told = opened(workspace, pack(items=items, version="1.1", hash=set_hash(items)))
    project = workspace.project
    assert (told.added, told.reworded, told.removed) == (("cc31",), ("aa12",), ("C2.1",))
    assert {r for _, r in project.responses} == {"aa11", "aa12"}
    assert project.tasks == {}
    assert project.requirements["aa12"].text == "Something else."
    issue = current_issue(project)
    assert issue is not None
    assert issue.version == "1.1"
    assert len(project.deadlines) == 1
    assert pack_of(workspace).version == "1.1"
    with pytest.raises(Refused, match="open in this bid already"):
        opened(workspace, pack(items=items, version="1.1", hash=set_hash(items)))


def test_a_version_that_lost_its_keys_keeps_the_answers_all_the_same(tmp_path: Path) -> None:
    workspace = bid()
    workspace.execute(write_answer(workspace.project, "aa12", {"level": "full"}))
    book = openpyxl.load_workbook(io.BytesIO(workbook(pack(version="1.1"))))
    book["Answers"].delete_cols(1)
    book.save(tmp_path / "pack.xlsx")
    read, content = read_request(tmp_path / "pack.xlsx")
    told = open_request(workspace, read.read, "pack.xlsx", content)
    assert (told.added, told.removed, told.reworded) == ((), (), ())
    assert own_answer(workspace.project, "aa12").level is Level.FULL
    sent = write_bid(workspace, tmp_path / "out.xlsx")
    back = read_pack(read_values(sent.out.read_bytes(), "out.xlsx"))
    assert back.answers["aa12"].level is Level.FULL


def test_answers_that_stand_in_the_pack_are_taken_over_once() -> None:
    workspace = bid(answers={"aa12": FULL}, about={"code-branches": LoopAnswer(value="2")})
    assert own_answer(workspace.project, "aa12") == FULL
    assert [a.value for a in workspace.project.loops.values()] == ["2"]
    # What we have answered since stands.
    workspace.execute(write_answer(workspace.project, "aa12", {"level": "none"}))
    opened(workspace, pack(version="2"), answers={"aa12": FULL, "bb21": FULL})
    assert own_answer(workspace.project, "aa12").level is Level.NONE
    assert own_answer(workspace.project, "bb21") == FULL


def test_the_sent_workbook_comes_back_equal_answer_by_answer(tmp_path: Path) -> None:

    buyer = Workspace.in_memory("buyer")
    build(buyer, KESTREL)
    asked = buyer.project.requirements.values()
    items = tuple(Item(r.id, r.code, "s", r.text, r.gate) for r in asked)
    out = pack(items=items, hash=set_hash(items), questions=read_loops())
    workspace = bid(out)
    levels, words = list(Level), list(Evidence)
    for n, item in enumerate(items):
        workspace.execute(
            write_answer(
                workspace.project,
                item.key,
                {
                    "level": levels[n % 4].value,
                    "delivery": list(Delivery)[n % 7].value if n % 3 else "",
                    "evidence": words[n % 7].value if n % 2 else "",
                    "available": ("", "5.6", "2027-03-01", "=1+1")[n % 4],
                    "reference": "page 3\nline 2" if n % 5 else "",
                    "comment": f"+{n} „ja“ – 日本" if n % 4 else "",
                },
            )
        )
    about = {q.key: LoopAnswer(value=str(n), note="n") for n, q in enumerate(out.questions)}
    workspace.execute(tell_about(workspace.project, about))
    sent = write_bid(workspace, tmp_path / "falke.xlsx")
    assert (sent.answered, sent.asked, sent.about) == (48, 48, len(out.questions))
    # The vendor's own reading: everything, and the fingerprint.
    back = read_pack(read_values(sent.out.read_bytes(), "falke.xlsx"))
    assert back.remarks == ()
    assert (back.pack.hash, back.pack.version) == (out.hash, "1")
    assert back.about == about
    assert {k: back.answers.get(k) for k in back.answers} == {
        i.key: own_answer(workspace.project, i.key) for i in items
    }
    # The buyer's reading, by receiving and opening.
    vendor = next(iter(buyer.project.vendors))
    receive(buyer, sent.out, vendor)
    unseal(buyer, "answers", [vendor])
    for item in items:
        theirs = buyer.project.responses[vendor, item.key]
        assert theirs.model_copy(update={"file": "", "raw": {}}) == own_answer(
            workspace.project, item.key
        )
        assert theirs.raw == {}
    assert "wrote the answer workbook falke.xlsx, 48 of 48 answered" in said(workspace)[-1]


def test_what_is_ours_alone_does_not_leave(tmp_path: Path) -> None:
    earlier = bid(answers={"bb21": FULL.model_copy(update={"comment": "as before"})})
    write_bid(earlier, tmp_path / "SECRETSOURCE.xlsx")
    workspace = bid()
    name, given = read_earlier(tmp_path / "SECRETSOURCE.xlsx", "jo")
    (found,) = proposals(workspace.project, given)
    assert (found.requirement, found.likeness, found.numbers) == ("bb21", 1.0, False)
    workspace.execute(take_over(workspace.project, [found], name))
    workspace.execute(give_task(workspace.project, ["aa12"], "SECRETPERSON", note="SECRETNOTE"))
    assert own_answer(workspace.project, "bb21").comment == "as before"
    assert reused_words(workspace.project, "bb21") == (
        "taken over from SECRETSOURCE.xlsx C2.1, 100 % alike"
    )
    sent = write_bid(workspace, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(sent.out)
    texts = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert "as before" in texts
    assert "SECRET" not in texts
    assert b"SECRET" not in sent.out.read_bytes()
    assert "took over answers: C2.1 from SECRETSOURCE.xlsx" in said(workspace)


def test_proposals_name_the_likest_and_warn_of_other_numbers() -> None:
    items = (
        Item("k1", "1", "s", "Alarms shall be kept for 24 months."),
        Item("k2", "2", "s", "The planner shall draw ducts on a map."),
        Item("k3", "3", "s", "Ports are reconciled with the network every night."),
    )
    given = (
        Given("A", "Alarms shall be kept for 12 months.", FULL),
        Given("B", "Every night ports shall be reconciled with the live network.", FULL),
        Given("C", "Billing runs end in eight hours.", FULL),
    )
    workspace = bid(pack(items=items, hash=set_hash(items)))
    found = {p.requirement: p for p in proposals(workspace.project, given)}
    assert {k: p.given.code for k, p in found.items()} == {"k1": "A", "k3": "B"}
    assert found["k1"].numbers
    assert found["k1"].likeness < 1
    assert not found["k3"].numbers
    workspace.execute(write_answer(workspace.project, "k1", {"level": "none"}))
    assert "k1" not in {p.requirement for p in proposals(workspace.project, given)}


def test_colleagues_answers_are_collected_and_ours_stay_unless_told() -> None:
    workspace = bid()
    workspace.execute(write_answer(workspace.project, "aa11", {"level": "partial"}))
    theirs = {"aa11": FULL, "bb21": FULL}
    about = {"code-branches": LoopAnswer(value="2")}
    book = read_values(workbook(pack(), theirs, about), "from-ana.xlsx")
    questions = {q.key: q.text for q in pack_of(workspace).questions}
    found = collected(workspace.project, book, questions)
    assert (set(found.new), set(found.other)) == ({"bb21"}, {"aa11"})
    assert found.about == about
    for act in found.acts(workspace.project, False):
        workspace.execute(act)
    assert own_answer(workspace.project, "aa11").level is Level.PARTIAL
    assert own_answer(workspace.project, "bb21") == FULL
    again = collected(workspace.project, book, questions)
    assert again.same == ("bb21",)
    with pytest.raises(Refused, match="say --replace"):
        again.acts(workspace.project, False)
    for act in again.acts(workspace.project, True):
        workspace.execute(act)
    assert own_answer(workspace.project, "aa11") == FULL


def test_tasks_say_who_by_when_and_are_taken_away() -> None:
    workspace = bid()
    due = dt.date(2027, 1, 10)
    workspace.execute(give_task(workspace.project, ["aa11", "bb21"], "Jo", due))
    workspace.execute(give_task(workspace.project, ["aa11"], done=True))
    assert workspace.project.tasks["aa11"].done
    assert workspace.project.tasks["aa11"].due == due
    assert Assessment(workspace.project).unfinished_tasks == ("bb21",)
    with pytest.raises(Refused, match=r"Nobody has C1\.2 yet"):
        give_task(workspace.project, ["aa12"], done=True)
    with pytest.raises(Refused, match="nothing to change"):
        give_task(workspace.project, ["bb21"], "Jo")
    workspace.execute(drop_task(workspace.project, ["bb21"]))
    assert set(workspace.project.tasks) == {"aa11"}
    assert said(workspace)[-3:] == [
        "gave out the task C1.1, C2.1 for Jo",
        "gave out the task C1.1, done",
        "gave out the task C2.1, taken away",
    ]


def test_doubts_name_what_does_not_fit_together() -> None:
    workspace = bid()
    for key, fields in (
        ("aa12", {"level": "partial", "delivery": "RMP", "evidence": "kpi"}),
        ("bb21", {"level": "none", "delivery": "STD"}),
    ):
        workspace.execute(write_answer(workspace.project, key, fields))
    assert [(d.requirement, d.said.split(",")[0]) for d in doubts(workspace.project)] == [
        ("aa11", "pass or fail"),
        ("aa12", "on the roadmap"),
        ("aa12", "evidence is named"),
        ("aa12", "partial"),
        ("bb21", "not met"),
    ]


def test_nothing_is_sent_before_something_is_answered(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Nothing is answered"):
        write_bid(bid(), tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Kestrel's file, and copies for Ductwise as it is and under the rules of a regulated one."""
    here = tmp_path_factory.mktemp("copies")
    found = {}
    for name in ("free", "regulated"):
        with Workspace.create(here / f"{name}.ossbuy", "buyer") as workspace:
            build(workspace, KESTREL)
            if name == "regulated":
                workspace.execute(regulate(workspace.project, drop_private=True))
        found[name] = here / f"{name}-copy.ossbuy"
        share_copy(here / f"{name}.ossbuy", found[name], "vendor", "ductwise", "buyer")
    return found


def test_a_copy_joins_what_the_buyer_released_and_nothing_else(copies: dict[str, Path]) -> None:
    copy = read_copy(copies["free"], "jo")
    items = tuple(Item(r.id, r.code, "x", r.text, r.gate) for r in copy.requirements.values())
    workspace = bid(pack(items=items[:40], hash=set_hash(items[:40])), brief=copy)
    project = workspace.project
    assert len(project.requirements) == 40
    assert len(project.pains) == 9
    assert len(project.causes) == 8
    assert {s.code for s in project.sections.values()} >= {"C1", "C2"}
    assert project.requirements[items[0].key].title == copy.requirements[items[0].key].title
    assert project.model == copy.model
    found = Assessment(project)
    assert not found.assumed
    # Never rivals, weights, links, costs, people.
    assert len(project.vendors) == 1
    assert project.locked is None
    for family in ("links", "contributions", "stated", "people", "scores", "gates", "notes"):
        assert not getattr(project, family), family
    assert not project.files
    assert all(pain.cost_likely is None for pain in project.pains.values())
    # Our own answers in it are ours again.
    assert found.answered == 40
    assert found.standing is not None
    assert found.standing.published is None


def test_a_copy_that_comes_later_joins_the_request_that_is_open(copies: dict[str, Path]) -> None:
    copy = read_copy(copies["free"], "jo")
    items = tuple(Item(r.id, r.code, "x", r.text, r.gate) for r in copy.requirements.values())
    said_ = pack(items=items, hash=set_hash(items), questions=read_loops())
    workspace = bid(said_)
    workspace.execute(write_answer(workspace.project, items[0].key, {"level": "none"}))
    before = pack_of(workspace)
    told = join_brief(workspace, "copy.ossbuy", copy)
    assert (told.added, told.reworded, told.removed) == ((), (), ())
    assert pack_of(workspace) == before
    project = workspace.project
    assert len(project.pains) == 9
    assert project.requirements[items[0].key].title == copy.requirements[items[0].key].title
    assert own_answer(project, items[0].key).level is Level.NONE
    found = Assessment(project)
    assert not found.assumed
    issue = current_issue(project)
    assert issue is not None
    assert issue.version == "1"


def test_published_weights_give_the_score_itself(copies: dict[str, Path]) -> None:
    copy = read_copy(copies["regulated"], "jo")
    items = tuple(Item(r.id, r.code, "x", r.text, r.gate) for r in copy.requirements.values())
    workspace = bid(pack(items=items, hash=set_hash(items)), brief=copy)
    found = Assessment(workspace.project)
    assert found.standing is not None
    assert found.standing.published is not None
    with Workspace.open(copies["regulated"].with_name("regulated.ossbuy"), "buyer") as buyer:
        locked = buyer.project.locked
    assert locked is not None
    bid_ = found.bidder
    assert set(bid_.requirements) == {r for r, w in locked.blended.items() if w > 0}
    total = sum(
        locked.blended[r] * low for r, low in zip(bid_.requirements, bid_.answers.low, strict=True)
    )
    assert found.standing.published == pytest.approx((100 * total, 100 * total))


def test_what_is_no_copy_for_a_vendor_is_refused(tmp_path: Path) -> None:
    Workspace.create(tmp_path / "p.ossbuy", "buyer").close()
    with pytest.raises(Refused, match="no copy for a vendor"):
        read_copy(tmp_path / "p.ossbuy", "jo")
    with pytest.raises(Refused, match="buyer's project"):
        read_earlier(tmp_path / "p.ossbuy", "jo")
