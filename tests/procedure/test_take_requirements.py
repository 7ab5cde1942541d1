"""Requirements from pasted lines and cells: what becomes of them, and what is said of the rest."""

from __future__ import annotations

import pytest

from ossbuy.exchange.pasted_requirements import read_pasted_requirements
from ossbuy.model.events import Refused
from ossbuy.model.project import Project
from ossbuy.procedure.take_requirements import (
    MOST,
    TakingRequirements,
    taking_requirements,
)
from ossbuy.store.workspace import Workspace
from small import Case


def fields(text: str) -> list[dict[str, str]]:
    return [dict(asked.fields) for asked in read_pasted_requirements(text).asked]


def take(project: Project, text: str, section: str = "") -> TakingRequirements:
    return taking_requirements(project, read_pasted_requirements(text), section)


@pytest.mark.parametrize(
    ("line", "ident", "text"),
    [
        ("C1.2 The inventory shall hold.", "C1.2", "The inventory shall hold."),
        ("C1.2: The inventory shall hold.", "C1.2", "The inventory shall hold."),
        ("[REQ-014] The inventory shall hold.", "REQ-014", "The inventory shall hold."),
        ("(R12) The inventory shall hold.", "R12", "The inventory shall hold."),
        ("3.2.1 The inventory shall hold.", "3.2.1", "The inventory shall hold."),
        ("• C1.2b – The inventory shall hold.", "C1.2b", "The inventory shall hold."),
        ("NFR_7) The inventory shall hold.", "NFR_7", "The inventory shall hold."),
    ],
)
def test_an_id_in_front_is_taken_as_the_id(line: str, ident: str, text: str) -> None:
    assert fields(line) == [{"id": ident, "text": text}]


@pytest.mark.parametrize(
    "line",
    [
        "IPv6 ranges shall be held by the inventory.",
        "12 orders shall be shown on one page.",
        "5G slices shall be ordered by the portal.",
    ],
)
def test_a_word_with_a_digit_in_front_is_no_id(line: str) -> None:
    assert fields(line) == [{"text": line}]


def test_bullets_and_plain_numbers_fall_away() -> None:
    assert fields("1. The tool shall print.\n2) The tool shall load.\n• It shall hold.") == [
        {"text": "The tool shall print."},
        {"text": "The tool shall load."},
        {"text": "It shall hold."},
    ]


def test_one_product_name_among_plain_lines_is_no_id() -> None:
    text = "TMF639 shall be offered.\nThe tool shall print.\nThe tool shall load."
    assert fields(text)[0] == {"text": "TMF639 shall be offered."}


def test_wrapped_lines_go_on_and_a_heading_becomes_a_section() -> None:
    text = "C9 Migration\nC9.1 The tool shall load\n   three times.\n\nC9.2 It shall\nprint."
    found = read_pasted_requirements(text)
    assert [dict(a.fields) for a in found.asked] == [
        {"id": "C9.1", "text": "The tool shall load three times."},
        {"id": "C9.2", "text": "It shall print."},
    ]
    assert dict(found.titles) == {"C9": "Migration"}
    assert [r.sentence() for r in found.remarks] == [
        "Line 1 heads what follows: taken as the section C9."
    ]


def test_cells_with_headers_are_fields_and_others_are_named() -> None:
    text = (
        "Ref\tRequirement\tMoSCoW\tVerified by\tColour\n"
        "A1\tThe tool shall print.\tM\tt, k\tred\n"
        "\tThe tool shall load.\tnice to have\tZ9\t\n"
        "A3\t\tM\t\t\n"
    )
    found = read_pasted_requirements(text)
    assert dict(found.asked[0].fields) == {
        "id": "A1",
        "text": "The tool shall print.",
        "priority": "M",
        "verification": "t, k",
    }
    taken = take(Case().section("A").project(), text, "A")
    said = [remark.sentence() for remark in taken.remarks]
    assert said[0] == "Line 1 has headers not known here ('Colour'): left out."
    assert said[-1] == "Line 4 has no text, only 'A3 · M': left out."
    desk = Workspace.in_memory("me")
    desk.execute(taken.act())
    asked = {r.code: r for r in desk.project.requirements.values()}
    assert asked["A1"].priority == "must"
    assert asked["A1"].verification.split() == ["T", "K"]
    assert next(r for c, r in asked.items() if c != "A1").priority == "could"


def test_cells_without_headers_are_id_text_and_section() -> None:
    assert fields("A1\tThe tool shall print.\tA\nA2\tThe tool shall load.\tA") == [
        {"id": "A1", "text": "The tool shall print.", "section": "A"},
        {"id": "A2", "text": "The tool shall load.", "section": "A"},
    ]


def test_a_requirement_goes_under_the_section_it_names_or_is_numbered_under_or_the_one_given() -> (
    None
):
    case = Case().section("C4").section("C4.1", parent="C4").section("X")
    text = (
        "C4.7\tThe tool shall print.\n"
        "C4.1.2\tThe tool shall load.\n"
        "Q1\tThe tool shall hold.\n"
        "Q2\tThe tool shall wait.\tNew things\n"
        "\tThe tool shall count.\n"
    )
    taken = take(case.project(), text, "X")
    assert [(row.code, row.section) for row in taken.rows] == [
        ("C4.7", "C4"),
        ("C4.1.2", "C4.1"),
        ("Q1", "X"),
        ("Q2", "New things"),
        ("X.1", "X"),
    ]
    assert taken.made == ("New things",)
    assert take(Case().project(), "The tool shall print.").rows[0].section == "R"


def test_what_is_there_already_is_left_out_and_said() -> None:
    case = Case().section("C4").requirement("C4.1", "C4")
    case.say("requirement/C4.1/text", "The tool shall print.")
    lines = (
        "C4.1 Something else.",
        "C4.2 the tool shall PRINT",
        "C4.3 It shall hold.",
        "C4.4 It shall hold",
    )
    taken = take(case.project(), "\n".join(lines))
    assert [row.code for row in taken.rows] == ["C4.3"]
    # Texts are compared without regard to case and punctuation.
    assert [r.sentence() for r in taken.remarks] == [
        "Line 1 has the id C4.1, which is there already: left out.",
        "Line 2 says the same as C4.1: left out.",
        "Line 4 says the same as C4.3: left out.",
    ]


def test_all_of_it_is_one_act_that_undo_takes_back() -> None:
    desk = Workspace.in_memory("me")
    before = desk.project
    text = "C9 Migration\nC9.1 The tool shall load.\nC9.2 The tool shall print."
    event = desk.execute(take(desk.project, text).act())
    assert event.kind == "requirements.imported"
    assert event.reason == "2 pasted"
    assert [s.title for s in desk.project.sections.values()] == ["Migration"]
    assert [r.code for r in desk.project.requirements.values()] == ["C9.1", "C9.2"]
    desk.undo()
    assert desk.project == before


def test_nothing_and_too_much_are_refused() -> None:
    with pytest.raises(Refused, match="no requirement in it"):
        take(Case().project(), " \n\n").act()
    many = "\n".join(f"A.{n} The tool shall answer request {n}." for n in range(MOST + 1))
    with pytest.raises(Refused, match="at most"):
        take(Case().project(), many).act()


def test_a_refused_cell_leaves_its_requirement_and_a_refused_text_makes_no_section() -> None:
    text = "id\ttext\tsection\tlayer\nA1\tThe tool shall print.\tA\tseven\nA2\t" + "x" * 30_000
    taken = take(Case().project(), text + "\tB")
    assert [row.code for row in taken.rows] == ["A1"]
    assert taken.made == ("A",)
    said = " ".join(remark.sentence() for remark in taken.remarks)
    assert "'seven' as layer, which cannot be read" in said
    assert "Line 3 cannot be taken" in said
