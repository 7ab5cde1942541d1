"""Files that come in parts, again, late or are taken back: all kept, one set counts, none lost."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from ossbuy.exchange.errors import BadFile
from ossbuy.model import commands
from ossbuy.model.events import Act, Fact, Refused
from ossbuy.model.project import Project
from ossbuy.procedure.replies.receive import (
    accept_proposals,
    lock_quality,
    receive,
    received,
    remap,
    unseal,
    withdraw,
)
from ossbuy.procedure.replies.receiving import find_file
from ossbuy.procedure.replies.vendor_loops import vendor_fields
from ossbuy.store.workspace import Workspace
from small import Case

CODES = tuple(f"C1.{n}" for n in range(1, 7))
PAST = "2020-01-01T12:00:00Z"


def asked() -> Workspace:
    """Six requirements and two vendors; internal ids equal the visible codes."""
    case = Case().section("C1")
    for code in CODES:
        case.requirement(code, "C1")
    for vendor in ("acme", "bolt"):
        case.thing("vendor", vendor, name=vendor.title())
    workspace = Workspace.in_memory("okafor")
    workspace.execute(Act("project.built", tuple(case.facts)))
    return workspace


def answers(path: Path, rows: dict[str, str], *more: list[str], sheet: str = "Answers") -> Path:
    """An answer workbook: level by visible id."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    page.append(["Id", "Requirement", "Level", "Delivery", "Comment"])
    for code, level in rows.items():
        page.append([code, f"shall {code}", level, "", ""])
    for row in more:
        page.append(row)
    book.save(path)
    return path


def prices(path: Path, amount: int, line: str = "1", sheet: str = "Prices") -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    page.append(["Line", "Item", "Category", "Driver", "Unit price", "Currency", "Y0", "Y1"])
    page.append([line, "all of it", "", "fixed", None, "EUR", amount, 0])
    book.save(path)
    return path


def levels(project: Project, vendor: str = "acme") -> dict[str, str]:
    return {r: a.level.value for (v, r), a in project.responses.items() if v == vendor}


def open_(workspace: Workspace, contents: str = "answers") -> None:
    unseal(workspace, contents, override="a test")


def test_what_is_counted_is_said_and_nothing_else(tmp_path: Path) -> None:
    workspace = asked()
    rows = dict.fromkeys(CODES[:4], "Full") | {CODES[4]: "…", CODES[5]: "Mostly"}
    event = receive(workspace, answers(tmp_path / "a.xlsx", rows), "acme")
    (file,) = workspace.project.files.values()
    assert (file.answered, file.asked) == (5, 6), "a placeholder is no answer, a strange word is"
    assert not workspace.project.responses
    said = " ".join(str(fact.value) for fact in event.facts)
    assert "Mostly" not in said
    assert "Full" not in said


def test_a_later_file_replaces_and_the_former_stays_on_record(tmp_path: Path) -> None:
    workspace = asked()
    receive(workspace, answers(tmp_path / "one.xlsx", dict.fromkeys(CODES, "Full")), "acme")
    receive(workspace, answers(tmp_path / "two.xlsx", dict.fromkeys(CODES, "None")), "acme")
    assert [one.state for one in received(workspace.project)] == ["replaced", "sealed"]
    first, second = received(workspace.project)
    assert second.file.replaces == first.file.id
    assert workspace.journal.blob(first.file.sha256)
    open_(workspace)
    assert set(levels(workspace.project).values()) == {"none"}
    assert [one.state for one in received(workspace.project)] == ["replaced", "open"]


def test_a_file_that_answers_only_what_is_open_adds_to_the_former(tmp_path: Path) -> None:
    workspace = asked()
    one = dict.fromkeys(CODES[:3], "Full") | dict.fromkeys(CODES[3:], "")
    two = dict.fromkeys(CODES[:3], "") | dict.fromkeys(CODES[3:], "Partial")
    receive(workspace, answers(tmp_path / "network.xlsx", one), "acme")
    receive(workspace, answers(tmp_path / "field.xlsx", two), "acme")
    assert [one.state for one in received(workspace.project)] == ["sealed", "sealed"]
    opened = unseal(workspace, "answers", override="a test")
    assert [o.count for o in opened] == [3, 3]
    assert levels(workspace.project) == dict.fromkeys(CODES[:3], "full") | dict.fromkeys(
        CODES[3:], "partial"
    )
    assert workspace.project.responses["acme", CODES[5]].file == opened[1].file.id


def test_a_part_with_rows_deleted_does_not_report_the_other_part_as_missing(tmp_path: Path) -> None:
    workspace = asked()
    receive(workspace, answers(tmp_path / "n.xlsx", dict.fromkeys(CODES[:3], "Full")), "acme")
    receive(workspace, answers(tmp_path / "f.xlsx", dict.fromkeys(CODES[3:5], "Full")), "acme")
    opened = unseal(workspace, "answers", override="a test")
    missing = [[i.requirement for i in o.remarks if i.kind == "missing"] for o in opened]
    assert missing == [[CODES[5]], [CODES[5]]]


def test_a_new_version_of_one_part_replaces_that_part_alone(tmp_path: Path) -> None:
    workspace = asked()
    receive(workspace, answers(tmp_path / "n.xlsx", dict.fromkeys(CODES[:3], "Full")), "acme")
    receive(workspace, answers(tmp_path / "f.xlsx", dict.fromkeys(CODES[3:], "Full")), "acme")
    receive(workspace, answers(tmp_path / "n2.xlsx", dict.fromkeys(CODES[:3], "None")), "acme")
    assert [one.state for one in received(workspace.project)] == ["replaced", "sealed", "sealed"]
    open_(workspace)
    assert list(levels(workspace.project).values()).count("none") == 3
    assert list(levels(workspace.project).values()).count("full") == 3


def test_whoever_receives_may_say_part_or_replacement(tmp_path: Path) -> None:
    workspace = asked()
    receive(workspace, answers(tmp_path / "a.xlsx", dict.fromkeys(CODES[:3], "Full")), "acme")
    same = answers(tmp_path / "b.xlsx", dict.fromkeys(CODES[:4], "None"))
    receive(workspace, same, "acme", part=True)
    opened = unseal(workspace, "answers", override="a test")
    assert levels(workspace.project) == dict.fromkeys(CODES[:4], "none"), "the later file counts"
    twice = [i for i in opened[0].remarks if i.kind == "duplicate"]
    assert len(twice) == 3
    assert "the later file counts" in twice[0].what
    rest = answers(tmp_path / "c.xlsx", dict.fromkeys(CODES[4:], "Full"))
    receive(workspace, rest, "acme", part=False)
    assert [one.state for one in received(workspace.project)] == ["replaced", "replaced", "sealed"]


def test_a_part_opened_later_leaves_what_was_open(tmp_path: Path) -> None:
    workspace = asked()
    receive(workspace, answers(tmp_path / "n.xlsx", dict.fromkeys(CODES[:3], "Full")), "acme")
    open_(workspace)
    accept_proposals_safely = levels(workspace.project)
    receive(workspace, answers(tmp_path / "f.xlsx", dict.fromkeys(CODES[3:], "None")), "acme")
    assert levels(workspace.project) == accept_proposals_safely
    (opened,) = unseal(workspace, "answers", override="a test")
    assert opened.file.filename == "f.xlsx"
    assert len(levels(workspace.project)) == 6


def test_a_withdrawn_file_counts_no_more_and_the_former_counts_again(tmp_path: Path) -> None:
    workspace = asked()
    receive(workspace, answers(tmp_path / "one.xlsx", dict.fromkeys(CODES, "Full")), "acme")
    open_(workspace)
    receive(workspace, answers(tmp_path / "two.xlsx", dict.fromkeys(CODES, "None")), "acme")
    open_(workspace)
    two = find_file(workspace.project, "two.xlsx")
    withdraw(workspace, two, "sent by mistake")
    assert set(levels(workspace.project).values()) == {"full"}
    assert [one.state for one in received(workspace.project)] == ["open", "withdrawn"]
    withdraw(workspace, find_file(workspace.project, "one.xlsx"), "they leave the tender")
    assert not workspace.project.responses
    assert workspace.project.current_file("acme", "answers") is None
    assert received(workspace.project)[0].note == "they leave the tender"
    assert received(workspace.project)[0].opened_by == "okafor"


def test_a_file_withdrawn_sealed_is_never_opened(tmp_path: Path) -> None:
    workspace = asked()
    path = answers(tmp_path / "one.xlsx", dict.fromkeys(CODES, "Full"))
    receive(workspace, path, "acme")
    file = find_file(workspace.project, "one.xlsx")
    with pytest.raises(Refused, match="Say why"):
        withdraw(workspace, file, " ")
    withdraw(workspace, file, "wrong tender")
    with pytest.raises(Refused, match="no sealed answers"):
        open_(workspace)
    with pytest.raises(Refused, match="withdrawn already"):
        withdraw(workspace, file, "again")
    with pytest.raises(Refused, match=r"'one\.xlsx' is withdrawn already"):
        find_file(workspace.project, "one.xlsx")
    receive(workspace, path, "acme")
    open_(workspace)
    assert len(levels(workspace.project)) == 6, "the same file may come again after a withdrawal"


def test_opened_prices_go_with_a_withdrawn_file(tmp_path: Path) -> None:
    workspace = asked()
    receive(workspace, prices(tmp_path / "p.xlsx", 100), "acme")
    open_(workspace, "prices")
    assert [line.amounts[0] for line in workspace.project.prices.values()] == [100]
    withdraw(workspace, find_file(workspace.project, "p.xlsx"), "a slip of the pen")
    assert not workspace.project.prices


def test_a_late_file_needs_a_reason_and_is_marked(tmp_path: Path) -> None:
    workspace = asked()
    due = commands.entity_facts(
        "deadline", "d1", {"code": "D1", "what": "answers", "at": PAST}, "D1"
    )
    workspace.execute(Act("calendar.set", due))
    late = answers(tmp_path / "late.xlsx", dict.fromkeys(CODES, "Full"))
    with pytest.raises(Refused, match="deadline for answers was 2020-01-01 12:00 UTC"):
        receive(workspace, late, "acme")
    receive(workspace, late, "acme", reason="their portal was down")
    assert [file.late for file in workspace.project.files.values()] == [True]
    receive(workspace, prices(tmp_path / "p.xlsx", 1), "acme")
    in_time = answers(tmp_path / "early.xlsx", dict.fromkeys(CODES, "None"))
    receive(workspace, in_time, "bolt", at="2019-12-31T23:00:00Z")
    lateness = {f.filename: f.late for f in workspace.project.files.values()}
    assert lateness == {"late.xlsx": True, "p.xlsx": False, "early.xlsx": False}


def test_sheets_with_any_name_are_told_by_what_they_hold(tmp_path: Path) -> None:
    workspace = asked()
    rows = dict.fromkeys(CODES, "Full")
    receive(workspace, answers(tmp_path / "a.xlsx", rows, sheet="Tabelle1"), "acme")
    receive(workspace, prices(tmp_path / "p.xlsx", 5, sheet="Preisblatt"), "acme")
    kinds = [file.contents for file in workspace.project.files.values()]
    assert kinds == ["answers", "prices"]
    open_(workspace)
    open_(workspace, "prices")
    assert len(levels(workspace.project)) == 6
    assert len(workspace.project.prices) == 1


def test_two_parts_of_prices_may_not_share_a_line(tmp_path: Path) -> None:
    workspace = asked()
    receive(workspace, prices(tmp_path / "p.xlsx", 5), "acme")
    receive(workspace, prices(tmp_path / "q.xlsx", 6), "acme", part=True)
    with pytest.raises(BadFile, match="another part of the prices"):
        open_(workspace, "prices")
    assert not workspace.project.prices
    receive(workspace, prices(tmp_path / "r.xlsx", 7, "2"), "bolt")
    receive(workspace, prices(tmp_path / "s.xlsx", 8, "3"), "bolt", part=True)
    unseal(workspace, "prices", ["bolt"], override="a test")
    amounts = [int(line.amounts[0]) for line in workspace.project.prices.values()]
    assert amounts == [7, 8]


def test_what_words_mean_is_kept_shown_and_corrected_later(tmp_path: Path) -> None:
    workspace = asked()
    words = ["Y", "N", "Mostly", "Y", "P", "Y"]
    receive(workspace, answers(tmp_path / "a.xlsx", dict(zip(CODES, words, strict=True))), "acme")
    open_(workspace)
    scale = workspace.project.scales["acme", "level"]
    assert scale.words == {"y": "full", "n": "none", "p": "partial"}
    assert (scale.by, scale.settled) == ("", ())
    assert levels(workspace.project)["C1.3"] == "unanswered"
    event = remap(workspace, "acme", "level", {"mostly": "Partial", "Y": "full + cfg"})
    assert event.kind == "scale.mapped"
    project = workspace.project
    assert levels(project)["C1.3"] == "partial"
    delivery = project.responses["acme", "C1.1"].delivery
    assert delivery is not None
    assert delivery.value == "CFG"
    assert project.responses["acme", "C1.1"].raw["level"] == "Y"
    scale = project.scales["acme", "level"]
    assert scale.words["mostly"] == "partial"
    assert (scale.by, set(scale.settled)) == ("okafor", {"mostly", "y"})
    (file,) = project.files
    assert not [item for item in project.drifts[file].items if item.kind == "unread"]
    workspace.undo()
    assert levels(workspace.project)["C1.3"] == "unanswered"
    assert workspace.project.scales["acme", "level"].settled == ()


def test_a_word_may_be_settled_as_no_answer_and_a_column_as_another(tmp_path: Path) -> None:
    workspace = asked()
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["Id", "Requirement", "Comment", "Round two"])
    for code in CODES:
        page.append([code, f"shall {code}", "Yes", "B" if code == "C1.1" else "A"])
    book.save(path)
    receive(workspace, path, "acme")
    open_(workspace)
    assert set(levels(workspace.project).values()) == {"full"}, "answered in the comment"
    assert workspace.project.responses["acme", "C1.1"].raw["Round two"] == "B"
    remap(workspace, "acme", "columns", {"Round two": "level"})
    assert levels(workspace.project)["C1.1"] == "unanswered"
    remap(workspace, "acme", "level", {"A": "Full", "b": "None"})
    assert levels(workspace.project)["C1.1"] == "none"
    remap(workspace, "acme", "level", {"B": ""})
    assert levels(workspace.project)["C1.1"] == "unanswered"
    assert levels(workspace.project)["C1.2"] == "full", "what was settled before stands"
    assert workspace.project.responses["acme", "C1.1"].raw["level"] == "B"


def test_a_mapping_is_refused_where_it_makes_no_sense(tmp_path: Path) -> None:
    workspace = asked()
    with pytest.raises(Refused, match="been opened yet"):
        remap(workspace, "acme", "level", {"Y": "full"})
    receive(workspace, answers(tmp_path / "a.xlsx", dict.fromkeys(CODES, "Y")), "acme")
    open_(workspace)
    for column, words in (
        ("colour", {"Y": "full"}),
        ("columns", {"Y": "colour"}),
        ("level", {}),
        ("level", {" ": "full"}),
    ):
        with pytest.raises(Refused):
            remap(workspace, "acme", column, words)
    with pytest.raises(BadFile, match="none of the answers"):
        remap(workspace, "acme", "level", {"Y": "probably"})
    accept_proposals_needed = workspace.project.responses["acme", "C1.1"].delivery is None
    assert accept_proposals_needed
    remap(workspace, "acme", "level", {"Y": "full + std"})
    accept_proposals(workspace)
    lock_quality(workspace)
    with pytest.raises(Refused, match="quality scores are locked"):
        remap(workspace, "acme", "level", {"Y": "full + cus"})
    remap(workspace, "acme", "level", {"Y": "full + cus"}, reason="their legend says so")


def test_a_file_is_found_by_name_or_hash(tmp_path: Path) -> None:
    workspace = asked()
    receive(workspace, answers(tmp_path / "a.xlsx", dict.fromkeys(CODES, "Full")), "acme")
    receive(workspace, answers(tmp_path / "a.xlsx", dict.fromkeys(CODES, "None")), "bolt")
    first, second = workspace.project.files.values()
    assert find_file(workspace.project, first.sha256[:12]) == first.id
    with pytest.raises(Refused, match="2 files"):
        find_file(workspace.project, "A.xlsx")
    with pytest.raises(Refused, match="no received file"):
        find_file(workspace.project, "b.xlsx")
    assert find_file(workspace.project, second.id) == second.id


def test_a_file_that_cannot_be_read_leaves_everything_sealed(tmp_path: Path) -> None:
    workspace = asked()
    receive(workspace, prices(tmp_path / "p.xlsx", 5), "acme")
    receive(workspace, prices(tmp_path / "q.xlsx", -5), "bolt")
    seq = workspace.seq
    with pytest.raises(BadFile, match="not a price"):
        open_(workspace, "prices")
    assert workspace.seq == seq


def test_facts_say_nothing_twice(tmp_path: Path) -> None:
    workspace = asked()
    receive(workspace, answers(tmp_path / "n.xlsx", dict.fromkeys(CODES[:3], "Full")), "acme")
    open_(workspace)
    receive(workspace, answers(tmp_path / "f.xlsx", dict.fromkeys(CODES[3:], "Full")), "acme")
    (opened,) = unseal(workspace, "answers", override="a test")
    written = [fact.key for fact in opened.event.facts if fact.key.startswith("response/")]
    assert sorted(written) == sorted(f"response/acme/{code}" for code in CODES[3:])
    assert isinstance(opened.event.facts[0], Fact)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2028-03-31", "2028-03-31"),
        ("31.3.2028", "2028-03-31"),
        ("31. 12. 2028", "2028-12-31"),
        ("31.13.2028", None),
        ("3/4/2028", None),
        ("soon", None),
    ],
)
def test_a_day_of_the_vendors_own_plan_is_read_where_it_means_one_day(
    said: str, day: str | None
) -> None:
    workspace = asked()
    vendor = next(iter(workspace.project.vendors))
    facts, problems = vendor_fields(workspace.project, vendor, {"offer-go-live": said})
    assert [fact.value for fact in facts] == ([day] if day else [])
    assert bool(problems) is (day is None)
