"""The 26 habits of real requirement spreadsheets, each with a fixture of its own and exact results.

Numbers are those of the founders' list ("what an importer must survive"); 23, the changed version,
is in tests/procedure/test_revising.py.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import time
from pathlib import Path

import openpyxl
import pytest
from odd_matrices import (
    answers,
    bare_workbook,
    document,
    edited,
    field,
    imported,
    merge,
    roles,
    said,
    saved,
    sections,
    sheet,
    skipped,
    taken,
    workbook,
    written,
)
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.protection import SheetProtection

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.matrices import Corrections, Known
from ossbuy.exchange.matrices.correcting import corrections_of
from ossbuy.store.workspace import Workspace

HEAD = ["Req ID", "Requirement", "Priority"]
THREE = [
    ["R-1", "The system shall show every open order.", "Must"],
    ["R-2", "The system shall export orders as CSV.", "Should"],
    ["R-3", "The system shall keep orders for ten years.", "Could"],
]
TEXTS = {row[0]: row[1] for row in THREE}


# -- 1 header not on row 1 ---------------------------------------------------------------------


@pytest.mark.parametrize("row", [1, 2, 3, 12, 21])
def test_1_the_header_is_found_under_banners(tmp_path: Path, row: int) -> None:
    banners: list[list[object]] = [
        ["Tender 2026/17: order management"],
        ["Confidential", None, "Version 3.1 of 12 March 2026"],
        [],
        ["Please read the instructions before you answer."],
    ]
    above = [banners[i % 4] for i in range(row - 1)]
    found = imported(tmp_path, workbook(Requirements=[*above, HEAD, *THREE]))
    one = sheet(found, "Requirements")
    assert (one.tables[0].first, one.tables[0].last) == (row, row)
    assert taken(found) == TEXTS
    assert {line.becomes for line in one.lines if line.row < row} <= {"above"}


def test_1_the_user_moves_the_header(tmp_path: Path) -> None:
    rows = [["Req ID", "Requirement"], ["Code", "Wording"], ["R-1", "It shall work."]]
    found = imported(tmp_path, workbook(A=rows))
    assert roles(sheet(found, "A")) == {"Req ID": "id", "Requirement": "text"}
    found = imported(tmp_path, workbook(A=rows), corrections=corrections_of(headers=["A!2"]))
    assert roles(sheet(found, "A")) == {"Code": "id", "Wording": "text"}
    assert taken(found) == {"R-1": "It shall work."}
    unknown = [["Kdo", "Kaj"], ["R-1", "Sistem mora delovati."], ["R-2", "Vedno."]]
    found = imported(
        tmp_path, workbook(A=unknown), corrections=corrections_of(columns=["id=A", "text=B"])
    )
    assert list(taken(found)) == ["R-1", "R-2"]
    with pytest.raises(BadFile, match="it has no header row 9; its rows are 1 to 3"):
        imported(tmp_path, workbook(A=rows), corrections=corrections_of(headers=["A!9"]))


# -- 2 columns differ from sheet to sheet ------------------------------------------------------


def test_2_each_sheet_has_its_own_columns(tmp_path: Path) -> None:
    content = workbook(
        Functional=[HEAD, *THREE],
        Technical=[
            ["Prio", "Area", "Description", "No."],
            ["Mandatory", "Speed", "A page shall show within 2 s.", "T1"],
            ["Optional", "Speed", "A report shall run within 60 s.", "T2"],
        ],
    )
    found = imported(tmp_path, content)
    assert roles(sheet(found, "Functional")) == {
        "Req ID": "id",
        "Requirement": "text",
        "Priority": "priority",
    }
    assert roles(sheet(found, "Technical")) == {
        "Prio": "priority",
        "Area": "section",
        "Description": "text",
        "No.": "id",
    }
    assert taken(found, "Technical") == {
        "T1": "A page shall show within 2 s.",
        "T2": "A report shall run within 60 s.",
    }
    assert [field(found, code, "priority") for code in ("T1", "T2")] == ["must", "could"]
    assert sections(found) == dict.fromkeys(TEXTS, "Functional") | {"T1": "Speed", "T2": "Speed"}


def test_2_what_was_said_is_found_again_by_name_and_never_by_place(tmp_path: Path) -> None:
    first = workbook(A=[["Kürzel", "Was wir brauchen"], ["X1", "Ein Portal."]])
    said_so = corrections_of(columns=["id=Kürzel", "text=Was wir brauchen"])
    one = imported(tmp_path, first, corrections=said_so)
    assert taken(one) == {"X1": "Ein Portal."}
    from ossbuy.exchange.matrices.correcting import learned

    known = learned(one.proposal, Known())
    assert dict(known.columns) == {"kurzel": "id", "was wir brauchen": "text"}
    # Another order, a letter more, another column where the id was.
    second = workbook(A=[["Stand", "Was wir brauchen:", "Kürzel "], ["neu", "Ein Lager.", "X2"]])
    assert taken(imported(tmp_path, second, known=known)) == {"X2": "Ein Lager."}
    assert roles(sheet(imported(tmp_path, second, known=known), "A"))["Stand"] == "notes"


# -- 3 other sheets among the data -------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Cover", "a cover"),
        ("Deckblatt", "a cover"),
        ("Instructions", "instructions"),
        ("Ausfüllhinweise", "instructions"),
        ("Mode d'emploi", "instructions"),
        ("Glossary", "a glossary"),
        ("Glosario", "a glossary"),
        ("Begrippen", "a glossary"),
        ("Słownik", "a glossary"),
        ("Checklist", "a checklist"),
        ("Version history", "its history"),
        ("Inhaltsverzeichnis", "a list of contents"),
    ],
)
def test_3_sheets_of_another_kind_are_left_out(tmp_path: Path, name: str, kind: str) -> None:
    other = [["Term", "Description"], ["CPE", "Equipment at the customer must be told apart."]]
    book = openpyxl.Workbook()
    book.active.title = "Requirements"
    for row in (HEAD, *THREE):
        book["Requirements"].append(row)
    extra = book.create_sheet(name)
    for row in other:
        extra.append(row)
    found = imported(tmp_path, saved(book))
    assert taken(found) == TEXTS
    assert sheet(found, name).why == f"By its name it holds {kind}, not requirements."
    # A person who wants it gets it.
    forced = imported(tmp_path, saved(book), corrections=Corrections(sheets=(name,)))
    assert [row.text for row in forced.taken] == [other[1][1]]


def test_3_a_sheet_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="it has no sheet 'Fnctional'; its sheets are 'Functional'"):
        imported(
            tmp_path, workbook(Functional=[HEAD]), corrections=Corrections(sheets=("Fnctional",))
        )


# -- 4 hidden sheets ---------------------------------------------------------------------------


@pytest.mark.parametrize(("state", "told"), [("hidden", "hidden"), ("veryHidden", "very hidden")])
def test_4_hidden_sheets_are_counted_aloud_and_not_taken(
    tmp_path: Path, state: str, told: str
) -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book["Secret"].sheet_state = state

    content = edited(
        workbook(Requirements=[HEAD, *THREE], Secret=[HEAD, ["S-1", "It shall hide.", ""]]), hide
    )
    found = imported(tmp_path, content)
    assert taken(found) == TEXTS
    one = sheet(found, "Secret")
    assert (one.state, one.take) == (told, False)
    assert one.why == (
        f"It is {told}: 1 row in it looks like a requirement and is not taken unless you name the "
        "sheet."
    )
    named = imported(tmp_path, content, corrections=Corrections(sheets=("secret",)))
    assert taken(named) == {"S-1": "It shall hide."}


# -- 5 stacked tables --------------------------------------------------------------------------


def test_5_tables_under_each_other_keep_the_title_above_each(tmp_path: Path) -> None:
    rows = [
        ["1 Ordering"],
        HEAD,
        ["1.1", "It shall order.", "Must"],
        ["1.2", "It shall cancel.", "Must"],
        [],
        ["2 Billing"],
        HEAD,
        ["2.1", "It shall bill.", "Should"],
        [],
        ["Other needs"],
        ["Requirement", "Req ID", "Priority"],
        ["It shall log.", "X.1", "Could"],
    ]
    found = imported(tmp_path, workbook(All=rows))
    one = sheet(found, "All")
    assert [(t.first, t.end) for t in one.tables] == [(2, 6), (7, 10), (11, 12)]
    assert taken(found) == {
        "1.1": "It shall order.",
        "1.2": "It shall cancel.",
        "2.1": "It shall bill.",
        "X.1": "It shall log.",
    }
    assert sections(found) == {
        "1.1": "Ordering",
        "1.2": "Ordering",
        "2.1": "Billing",
        "X.1": "Other needs",
    }
    assert found.made == ("1", "2", "S1")
    assert skipped(found) == {}


# -- 6 two header rows, answers as ticks -------------------------------------------------------

TICKS = [
    ["Id", "Requirement", "Compliance", None, None, None, "Comments"],
    [None, None, "Yes", "In-Part", "No", "N/A", None],
    ["N1", "The unit shall start.", "x", None, None, None, "since 2019"],
    ["N2", "The unit shall stop.", None, "X", None, None, None],
    ["N3", "The unit shall report.", "x", None, "x", None, None],
    ["N4", "The unit shall restart.", None, None, None, None, None],
    ["N5", "The unit shall sleep.", None, None, None, "✓", None],
    ["N6", "The unit shall wake.", "see 4.2", None, None, None, None],
]


@pytest.mark.parametrize("merged", [True, False])
def test_6_tick_columns_fold_to_one_answer(tmp_path: Path, merged: bool) -> None:
    def form(book: openpyxl.Workbook) -> None:
        if merged:
            merge(book["Ticks"], "C1:F1", "A1:A2", "B1:B2", "G1:G2")

    found = imported(tmp_path, edited(workbook(Ticks=TICKS), form))
    one = sheet(found, "Ticks")
    assert (one.tables[0].first, one.tables[0].last) == (1, 2)
    assert roles(one) == {
        "Id": "id",
        "Requirement": "text",
        "Compliance · Yes": "tick",
        "Compliance · In-Part": "tick",
        "Compliance · No": "tick",
        "Compliance · N/A": "tick",
        "Comments": "comment",
    }
    assert len(found.taken) == 6
    folded = {
        line.asked.code: [
            (a.taken_as, a.problem) for a in line.asked.answers if a.said or a.problem
        ]
        for line in one.asked
        if line.asked
    }
    assert folded == {
        "N1": [("Yes", "")],
        "N2": [("In-Part", "")],
        "N3": [("", "2 ticks in one row")],
        "N4": [],
        "N5": [("N/A", "")],
        "N6": [("Yes", "'see 4.2' is no tick")],
    }


def test_6_brackets_under_a_header_explain_it_and_a_priority_alone_heads_nothing(
    tmp_path: Path,
) -> None:
    rows = [
        ["No.", "Requirement", "Prio", "Vendor response", None],
        [None, None, "(M/S/C)", "Yes", "No"],
        ["A", "Ordering", None, None, None],
        ["A.1", "The system shall take orders.", "M", "x", None],
        ["A.2", "The system shall change orders.", "P", None, "x"],
        [None, None, "M", None, None],
        ["B", "Billing", None, None, None],
        ["B.1", "The system shall write invoices.", "S", None, None],
    ]
    found = imported(tmp_path, workbook(S=rows))
    one = sheet(found, "S")
    assert roles(one)["Prio · (M/S/C)"] == "priority"
    assert {line.asked.code: line.asked.priority for line in one.asked if line.asked} == {
        "A.1": "must",
        "A.2": "",
        "B.1": "should",
    }
    assert {line.row: line.becomes for line in one.lines if line.row in (3, 6, 7)} == {
        3: "section",
        6: "no text",
        7: "section",
    }


# -- 7 instruction row, footer -----------------------------------------------------------------


def test_7_instructions_and_the_legal_footer_are_told_by_their_ids(tmp_path: Path) -> None:
    rows = [
        HEAD,
        [
            "Instruction: this column lists the number of each requirement",
            "Instruction: this column lists what is asked for",
            "Instruction: choose one",
        ],
        THREE[0],
        [],
        THREE[1],
        [],
        THREE[2],
        [],
        [
            "Under the Privacy Act of 1974 any personally identifying information that is obtained "
            "will be kept private to the extent of the law. " * 3
        ],
    ]
    found = imported(tmp_path, workbook(Matrix=rows))
    assert taken(found) == TEXTS
    assert skipped(found) == {2: "instruction", 9: "footer"}


# -- 8 merged cells ----------------------------------------------------------------------------


def test_8_merges_fill_down_within_their_range_and_no_further(tmp_path: Path) -> None:
    rows = [
        ["Area", "Id", "Requirement"],
        ["Orders", "A1", "It shall take orders."],
        [None, "A2", "It shall change orders."],
        [None, "A3", "It shall drop orders."],
        [None, "A4", "It shall stand alone."],
        ["Bills", "A5", "It shall bill."],
        ["Bills", "A6", "It shall dun."],
    ]

    def form(book: openpyxl.Workbook) -> None:
        merge(book["M"], "A2:A4", "A6:A6")

    found = imported(tmp_path, edited(workbook(M=rows), form))
    assert sections(found) == {
        "A1": "Orders",
        "A2": "Orders",
        "A3": "Orders",
        "A4": "Requirements",
        "A5": "Bills",
        "A6": "Bills",
    }


def test_8_rows_merged_across_are_headings(tmp_path: Path) -> None:
    rows = [
        HEAD,
        ["Part A: Commercial"],
        ["3 Security", None, None],
        ["3.1", "It shall log in.", "Must"],
        ["3.1.1", "It shall log out.", "Must"],
        ["4", "Reporting", None],
        ["4.1", "It shall report.", "Must"],
        ["Part B: Technical"],
        ["Networks"],
        ["9.1", "It shall connect.", "Must"],
    ]

    def form(book: openpyxl.Workbook) -> None:
        merge(book["M"], "A2:C2", "A3:C3", "B6:C6", "A8:C8")

    found = imported(tmp_path, edited(workbook(M=rows), form))
    assert sections(found) == {
        "3.1": "Part A: Commercial / Security",
        "3.1.1": "Part A: Commercial / Security",
        "4.1": "Part A: Commercial / Reporting",
        "9.1": "Part B: Technical / Networks",
    }
    assert set(found.made) >= {"3", "4"}


# -- 9 formulas --------------------------------------------------------------------------------


def test_9_the_stored_value_of_a_formula_is_read(tmp_path: Path) -> None:
    def fill(book):  # type: ignore[no-untyped-def]
        page = book.add_worksheet("Requirements")
        page.write_row(0, 0, HEAD)
        page.write_row(1, 0, ["R-1"])
        page.write_formula(1, 1, '=CONCATENATE("It shall ","work.")', None, "It shall work.")
        page.write(1, 2, "Must")

    assert taken(imported(tmp_path, written(fill))) == {"R-1": "It shall work."}


def test_9_a_formula_without_a_value_is_named_and_never_read_as_text(tmp_path: Path) -> None:
    rows = [HEAD, THREE[0], ["R-2", "=VLOOKUP(A3,Texts!A:B,2,FALSE)", "Must"], THREE[2]]
    found = imported(tmp_path, workbook(Requirements=rows))
    assert taken(found) == {"R-1": TEXTS["R-1"], "R-3": TEXTS["R-3"]}
    assert [(s.where, s.why) for s in found.skipped] == [
        (
            "matrix.xlsx, sheet Requirements, row 3",
            "R-2: a formula without a stored value: open it in a spreadsheet program and save it",
        )
    ]
    every = [HEAD, *([row[0], "=B1", row[2]] for row in THREE)]
    nothing = imported(tmp_path, workbook(Requirements=every))
    assert nothing.act is None
    assert "save it and import it again" in sheet(nothing, "Requirements").why
    # Exported as text, a formula is still none.
    text = imported(
        tmp_path, 'Req ID,Requirement\nR-1,"=VLOOKUP(A3,Texts!A:B,2)"\nR-2,It shall.\n', "m.csv"
    )
    assert taken(text) == {"R-2": "It shall."}
    assert skipped(text) == {2: "formula"}


# -- 10 phantom extent -------------------------------------------------------------------------


def test_10_a_sheet_that_claims_a_million_rows_costs_those_it_has(tmp_path: Path) -> None:
    def form(book: openpyxl.Workbook) -> None:
        page = book["Requirements"]
        page.row_dimensions[1_048_576].height = 20
        page["C1048576"].font = openpyxl.styles.Font(bold=True)
        page["B900"] = None

    content = edited(workbook(Requirements=[HEAD, *THREE]), form)
    began = time.monotonic()
    found = imported(tmp_path, content)
    assert time.monotonic() - began < 5
    assert taken(found) == TEXTS


def test_10_rows_far_below_are_read_and_said(tmp_path: Path) -> None:
    rows = [HEAD, *THREE, *[[] for _ in range(300)], ["R-9", "It shall be far away.", "Must"]]
    found = imported(tmp_path, workbook(Requirements=rows))
    assert "R-9" in taken(found)
    assert sheet(found, "Requirements").hints == ("Row 305 stands 300 blank rows below the rest.",)


# -- 11 ids in texts ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        (["[R-58421] The VNF SHOULD run.", "[R-2] The VNF MUST stop."], ["R-58421", "R-2"]),
        (["4.2.1 The system shall run.", "4.2.2 The system shall stop."], ["4.2.1", "4.2.2"]),
        (["FR-001: The system shall run.", "FR-002: It shall stop."], ["FR-001", "FR-002"]),
        (["1. The system shall run.", "2. The system shall stop."], ["1", "2"]),
        (["REQ 12 – The system shall run.", "REQ 13 – It shall stop."], ["REQ 12", "REQ 13"]),
    ],
)
def test_11_ids_are_cut_off_texts(tmp_path: Path, cells: list[str], codes: list[str]) -> None:
    content = workbook(A=[["Requirement", "Priority"], *([cell, "Must"] for cell in cells)])
    found = imported(tmp_path, content)
    assert [row.code for row in found.taken] == codes
    assert all(row.text[0] in "TI" for row in found.taken)
    split = sheet(found, "A").splits[0]
    assert (split.into, split.matched, split.total) == ("text", 2, 2)
    assert split.examples[0][0] == codes[0]
    off = imported(tmp_path, content, corrections=corrections_of(split="off"))
    assert [row.text for row in off.taken] == cells


def test_11_ids_are_cut_off_titles(tmp_path: Path) -> None:
    rows = [
        ["Requirement ID", "Description"],
        ["1.1 Login", "The user shall log in."],
        ["1.2 Password reset by mail", "The user shall get a link."],
        ["1.10 Logout", "The user shall log out."],
    ]
    found = imported(tmp_path, workbook(A=rows))
    assert list(taken(found)) == ["1.1", "1.2", "1.10"]
    assert field(found, "1.2", "title") == "Password reset by mail"
    assert field(found, "1.2", "text") == "The user shall get a link."


def test_11_a_pattern_of_ones_own(tmp_path: Path) -> None:
    rows = [["Requirement"], ["Login (see L1): the user logs in."], ["Logout (see L2): he leaves."]]
    pattern = r"(?:.*)\(see (?P<id>\w+)\): (?P<rest>.+)"
    found = imported(tmp_path, workbook(A=rows), corrections=corrections_of(split=pattern))
    assert taken(found) == {"L1": "the user logs in.", "L2": "he leaves."}
    for bad, told in (("(", "is no pattern"), ("(?P<id>x)", "needs the groups")):
        with pytest.raises(BadFile, match=told):
            imported(tmp_path, workbook(A=rows), corrections=corrections_of(split=bad))


# -- 12 shapes of ids --------------------------------------------------------------------------


def test_12_ids_are_text_and_never_renumbered(tmp_path: Path) -> None:
    codes = ["1.1", "1.10", "1.2", "REQ.007", "A-1/b", "V2.1.3", "0042", "iv.3", "10"]
    rows = [["Nr.", "Anforderung"], *([code, f"Das System muss {code} können."] for code in codes)]
    found = imported(tmp_path, workbook(A=rows))
    assert [row.code for row in found.taken] == codes
    assert skipped(found) == {}
    workspace = Workspace.in_memory("tester")
    assert found.act is not None
    workspace.execute(found.act)
    order = [r.code for r in workspace.project.requirements.values()]
    assert order.index("1.2") < order.index("1.10") < order.index("10")


# -- 13 the same id twice ----------------------------------------------------------------------


def test_13_an_id_on_several_rows_is_asked_about(tmp_path: Path) -> None:
    rows = [
        HEAD,
        ["R-1", "It shall run.", "Must"],
        ["R-2", "It shall stop.", "Must"],
        ["R-1", "It  shall run.", "Must"],
        ["r-2", "It shall restart.", "Must"],
    ]
    found = imported(tmp_path, workbook(A=rows))
    assert taken(found) == {"R-1": "It shall run.", "R-2": "It shall stop."}
    assert [(r.code, r.rows, r.same_text) for r in sheet(found, "A").repeated] == [
        ("R-1", (2, 4), True),
        ("R-2", (3, 5), False),
    ]
    assert [r.sentence for r in sheet(found, "A").repeated] == [
        "R-1 stands on rows 2 and 4 with the same text: once is enough, unless they are lots.",
        "R-2 stands on rows 3 and 5 with different texts: is it the same requirement in several "
        "lots, or a slip?",
    ]
    assert skipped(found) == {4: "repeated id", 5: "repeated id"}
    apart = imported(tmp_path, workbook(A=rows), corrections=corrections_of(repeated="apart"))
    assert list(taken(apart)) == ["R-1", "R-2", "R-1 (row 4)", "r-2 (row 5)"]


def test_13_an_id_on_two_sheets(tmp_path: Path) -> None:
    found = imported(
        tmp_path,
        workbook(
            Lot_1=[HEAD, ["R-1", "It shall run.", "Must"]],
            Lot_2=[HEAD, ["R-1", "It shall run.", "Must"], ["R-2", "It shall stop.", ""]],
        ),
    )
    assert list(taken(found)) == ["R-1", "R-2"]
    assert [s.why for s in found.skipped] == ["R-1 stands on sheet Lot 1, row 2 already"]


# -- 14 vocabularies of priority ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "words", "expected"),
    [
        ("MoSCoW", ["M", "S", "C", "W"], ["must", "should", "could", None]),
        ("Priority", ["High", "Medium", "Low", "M"], ["must", "should", "could", "should"]),
        (
            "Priority",
            ["Mandatory", "Desirable", "Optional", "M"],
            ["must", "should", "could", "must"],
        ),
        ("Priority", ["1", "2", "3", "P1"], ["must", "should", "could", "must"]),
        ("Verbindlichkeit", ["Muss", "Soll", "Kann", "K"], ["must", "should", "could", "could"]),
        (
            "Priorité",
            ["Obligatoire", "Souhaité", "Facultatif", "O"],
            ["must", "should", "could", "must"],
        ),
        (
            "Prioridad",
            ["Obligatorio", "Deseable", "Opcional", "Debe"],
            ["must", "should", "could", "must"],
        ),
        (
            "Priorità",
            ["Obbligatorio", "Desiderabile", "Facoltativo", "deve"],
            ["must", "should", "could", "must"],
        ),
        ("Eis/Wens", ["Eis", "Wens", "Optioneel", "E"], ["must", "should", "could", "must"]),
        ("Skall/Bör", ["Skall", "Bör", "Kan", "ska-krav"], ["must", "should", "could", "must"]),
        (
            "Priorytet",
            ["Obowiązkowe", "Pożądane", "Opcjonalne", "musi"],
            ["must", "should", "could", "must"],
        ),
        (
            "Prioridade",
            ["Obrigatório", "Desejável", "Opcional", "deve"],
            ["must", "should", "could", "must"],
        ),
        ("Mandatory", ["Yes", "No", "yes", ""], ["must", None, "must", None]),
        ("Keyword", ["MUST", "SHOULD NOT", "MAY", "MUST NOT"], ["must", "should", "could", "must"]),
        (
            "Priority",
            [
                "Must – needed at go-live",
                "Should (phase 2)",
                "Could",
                "to be discussed with the CFO",
            ],
            ["must", "should", "could", None],
        ),
    ],
)
def test_14_words_of_priority_are_mapped_in_sight_and_kept(
    tmp_path: Path, head: str, words: list[str], expected: list[str | None]
) -> None:
    rows = [
        ["Id", "Requirement", head],
        *([f"R{i}", f"The system shall do thing {i}.", word] for i, word in enumerate(words)),
    ]
    found = imported(tmp_path, workbook(A=rows))
    assert [field(found, f"R{i}", "priority") for i in range(len(words))] == expected
    for i, word in enumerate(words):
        kept = said(found, f"R{i}")
        if word and word.casefold() != (expected[i] or ""):
            assert kept == {head: word}
        else:
            assert kept == {}
    assert all(field(found, f"R{i}", "gate") is None for i in range(len(words)))
    readings = {r.said: r.taken_as for r in sheet(found, "A").priorities}
    assert readings == {w: e or "" for w, e in zip(words, expected, strict=True) if w}


def test_14_a_word_nobody_knows_is_said_and_corrected(tmp_path: Path) -> None:
    rows = [HEAD, ["R1", "It shall run.", "Release 1"], ["R2", "It shall stop.", "Must"]]
    found = imported(tmp_path, workbook(A=rows))
    reading = next(r for r in sheet(found, "A").priorities if r.said == "Release 1")
    assert (reading.taken_as, reading.why) == ("", "not known")
    again = imported(
        tmp_path, workbook(A=rows), corrections=corrections_of(priorities=["release 1=should"])
    )
    assert field(again, "R1", "priority") == "should"


@pytest.mark.parametrize(
    ("head", "word", "gate", "priority"),
    [
        ("Priority", "KO", True, "must"),
        ("Priorität", "A-Kriterium", True, "must"),
        ("K.O.", "ja", True, None),
        ("Knock-out", "x", True, None),
        ("Ausschlusskriterium", "nein", False, None),
        ("Éliminatoire", "oui", True, None),
        ("Pass/fail", "", None, None),
        ("Priority", "Must", None, "must"),
    ],
)
def test_14_a_gate_is_not_a_priority(
    tmp_path: Path, head: str, word: str, gate: object, priority: object
) -> None:
    rows = [["Id", "Requirement", head], ["R1", "It shall run.", word], ["R2", "It shall.", ""]]
    found = imported(tmp_path, workbook(A=rows))
    assert (field(found, "R1", "gate"), field(found, "R1", "priority")) == (gate, priority)


# -- 15 drop-downs -----------------------------------------------------------------------------


def test_15_answers_outside_a_drop_down_are_flagged_not_dropped(tmp_path: Path) -> None:
    def fill(book):  # type: ignore[no-untyped-def]
        lists = book.add_worksheet("Lists")
        lists.write_column(0, 0, ["Met", "Open"])
        lists.hide()
        page = book.add_worksheet("Requirements")
        page.write_row(0, 0, ["Id", "Requirement", "Response", "Assessment", "Compliance"])
        answers = [
            ("Full", "Met", "FC"),
            ("Fully, of course", "Maybe", "YY"),
            ("No ", "open", "pc"),
        ]
        for row, said_ in enumerate(answers, 1):
            page.write_row(row, 0, [f"R{row}", f"It shall do {row}.", *said_])
        page.data_validation(1, 2, 3, 2, {"validate": "list", "source": ["Full", "Part", "No"]})
        page.data_validation("D2:D1048576", {"validate": "list", "source": "=Lists!$A$1:$A$2"})
        book.active_sheet = page

    content = edited(written(fill), _inline_with_blanks)
    found = imported(tmp_path, content)
    one = sheet(found, "Requirements")
    assert answers(one) == {
        "R1": ["Full", "Met", "FC"],
        "R2": ["Fully, of course", "Maybe", "YY"],
        "R3": ["No", "open", "pc"],
    }
    problems = [
        (line.row, a.header, a.problem)
        for line in one.asked
        if line.asked
        for a in line.asked.answers
        if a.problem
    ]
    assert problems == [
        (3, "Response", "'Fully, of course' is not in its list"),
        (3, "Assessment", "'Maybe' is not in its list"),
        (3, "Compliance", "'YY' is not in its list"),
    ]


def _inline_with_blanks(book: openpyxl.Workbook) -> None:
    """Blanks after the commas, over a whole column, as real forms have it."""
    listed = DataValidation(type="list", formula1='"FC, PC, NC"', allow_blank=True)
    listed.add("E2:E1048576")
    book["Requirements"].add_data_validation(listed)


X14 = (
    '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations xmlns:xm="http://schemas.'
    'microsoft.com/office/excel/2006/main" count="1"><x14:dataValidation type="list" '
    'allowBlank="1"><x14:formula1><xm:f>Lists!$A$1:$A$2</xm:f></x14:formula1><xm:sqref>C2:C9'
    "</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
)


def with_extension(content: bytes) -> bytes:
    """The workbook with an extension drop-down on C2:C9 of its second sheet."""
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            body = old.read(entry)
            if entry.filename == "xl/worksheets/sheet2.xml":
                body = body.replace(b"</worksheet>", X14.encode())
            new.writestr(entry, body)
    return out.getvalue()


def test_15_extension_drop_downs_are_read(tmp_path: Path) -> None:
    content = with_extension(
        workbook(
            Lists=[["Met"], ["Open"]],
            Requirements=[
                ["Id", "Requirement", "Response"],
                ["R1", "It shall run.", "Met"],
                ["R2", "It shall stop.", "Perhaps"],
            ],
        )
    )
    found = imported(tmp_path, content)
    one = sheet(found, "Requirements")
    assert [a.problem for line in one.asked if line.asked for a in line.asked.answers] == [
        "",
        "'Perhaps' is not in its list",
    ]


# -- 16 never written to -----------------------------------------------------------------------


def test_16_the_received_file_is_kept_and_never_written_to(tmp_path: Path) -> None:
    content = with_extension(workbook(Lists=[["Met"]], Requirements=[HEAD, *THREE]))
    found = imported(tmp_path, content)
    path = tmp_path / "matrix.xlsx"
    before = path.stat().st_mtime_ns
    workspace = Workspace.in_memory("tester")
    assert found.act is not None
    workspace.execute(found.act)
    digest = hashlib.sha256(content).hexdigest()
    assert workspace.journal.blob(digest) == content
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (content, before)
    assert b"x14:dataValidation" in _part(content, "xl/worksheets/sheet2.xml")
    ident = workspace.project.by_code("requirements", "R-2")
    assert ident is not None
    origin = workspace.project.imported[ident]
    assert (origin.file, origin.name, origin.sheet, origin.row) == (
        digest,
        "matrix.xlsx",
        "Requirements",
        3,
    )


def _part(content: bytes, name: str) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


# -- 17 protected, hidden rows and columns -----------------------------------------------------


def test_17_protected_and_hidden_parts_are_read_and_noted(tmp_path: Path) -> None:
    def form(book: openpyxl.Workbook) -> None:
        page = book["Requirements"]
        page.protection = SheetProtection(sheet=True, password="x")
        page.row_dimensions[3].hidden = True
        page.column_dimensions["C"].hidden = True
        page["B2"].comment = openpyxl.comments.Comment("Do we need this?", "A. Reviewer")

    found = imported(tmp_path, edited(workbook(Requirements=[HEAD, *THREE]), form))
    assert taken(found) == TEXTS
    assert [field(found, f"R-{i}", "priority") for i in (1, 2, 3)] == ["must", "should", "could"]
    assert sheet(found, "Requirements").hints == (
        "1 of its rows is hidden; it is read like the others.",
        "1 of its columns is hidden; it is read, too.",
        "1 comment hangs on its cells; comments are not read.",
        "It is protected; it is read all the same.",
    )


# -- 18 placeholders ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    [
        "…",
        "...",
        "<enter your answer>",
        "[Supplier to complete]",
        "Please select",
        "Choose an item.",
        "TBD",
        "Instruction: The state should remove the text in this cell",
        "Bitte auswählen",
        "Kies een item",
        "-",
    ],
)
def test_18_placeholders_are_no_answers(tmp_path: Path, cell: str) -> None:
    rows = [
        ["Id", "Requirement", "Response"],
        ["R1", "It shall run.", cell],
        ["R2", "It shall stop.", "Compliant"],
        ["R3", "It shall wait.", ""],
    ]
    one = sheet(imported(tmp_path, workbook(A=rows)), "A")
    assert answers(one) == {"R1": [""], "R2": ["Compliant"], "R3": [""]}
    kept = [a.said for line in one.asked if line.asked for a in line.asked.answers]
    assert kept == [cell, "Compliant", ""]


def test_18_placeholders_are_no_requirements(tmp_path: Path) -> None:
    rows = [
        HEAD,
        *THREE,
        ["R-4", "<requirement text>", ""],
        ["R-5", "TBD", ""],
        ["R-6", None, None],
    ]
    found = imported(tmp_path, workbook(A=rows))
    assert taken(found) == TEXTS
    assert skipped(found) == {5: "placeholder", 6: "placeholder", 7: "no text"}


# -- 19 rounds side by side --------------------------------------------------------------------


def test_19_equal_headers_do_not_overwrite_each_other(tmp_path: Path) -> None:
    rows = [
        ["Ref", "Condition", "First review", None, "Second review", None],
        [None, None, "Assessment", "Comments", "Assessment", "Comments"],
        ["C1", "It shall run.", "Met", "seen in March", "Open", "broke in May"],
        ["C2", "It shall stop.", "Open", "", "Met", ""],
    ]
    one = sheet(imported(tmp_path, workbook(A=rows)), "A")
    assert roles(one) == {
        "Ref": "id",
        "Condition": "text",
        "First review · Assessment": "answer",
        "First review · Comments": "comment",
        "Second review · Assessment": "answer",
        "Second review · Comments": "comment",
    }
    assert answers(one) == {"C1": ["Met", "Open"], "C2": ["Open", "Met"]}
    flat = sheet(
        imported(
            tmp_path, "Ref,Condition,Assessment,Assessment\nC1,It shall run.,Met,Open\n", "f.csv"
        ),
        "f",
    )
    assert list(roles(flat)) == ["Ref", "Condition", "Assessment", "Assessment (2)"]
    assert answers(flat) == {"C1": ["Met", "Open"]}


# -- 20 several values in a cell ---------------------------------------------------------------


def test_20_several_values_in_a_cell_are_kept(tmp_path: Path) -> None:
    rows = [
        ["Id", "Requirement", "Standards", "Tags"],
        ["R1", "It shall;\nand it shall.", "TMF639;\nTMF634;\nTMFC012", "order;\nbilling"],
        ["R2", "It shall stop.", "see RFC 2119; annex B", ""],
    ]
    found = imported(tmp_path, workbook(A=rows))
    assert field(found, "R1", "text") == "It shall;\nand it shall."
    assert field(found, "R1", "references") == "TMF639 TMF634 TMFC012"
    assert field(found, "R2", "references") == "see RFC 2119; annex B"
    assert said(found, "R1") == {"Tags": "order;\nbilling"}


# -- 21 cards ----------------------------------------------------------------------------------


def test_21_cards_and_pictures_are_declined_with_the_reason(tmp_path: Path) -> None:
    cards: list[list[object]] = []
    for i in range(1, 5):
        cards += [
            ["Requirement ID:", f"R{i}", None, "Priority:", "Must"],
            ["Title:", f"Thing {i}"],
            ["Description:", f"The system shall do thing {i}."],
            ["Comments:", None],
            [],
        ]
    found = imported(tmp_path, workbook(Cards=cards))
    assert found.act is None
    assert sheet(found, "Cards").why == (
        "It is laid out as 4 cards, with labels such as 'requirement id', 'priority', 'title' "
        "beside their values, not as a table: ask for one row per requirement."
    )

    def picture(book):  # type: ignore[no-untyped-def]
        page = book.add_worksheet("Scan")
        page.insert_image(0, 0, "scan.png", {"image_data": io.BytesIO(PNG)})

    seen = imported(tmp_path, written(picture))
    assert sheet(seen, "Scan").why == "It holds a picture and no cells: ask for the table itself."


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


# -- 22 vendors as columns ---------------------------------------------------------------------


def test_22_vendors_as_columns_are_pointed_out(tmp_path: Path) -> None:
    rows = [
        ["No", "Criterion", "Weight", "Acme", "Borealis", "Cirrus"],
        ["1", "Order capture shall be guided", "20%", 4, 3, 5],
        ["2", "Bills shall be itemised", "30%", 3, 3, 2],
        ["3", "Interfaces shall be open", "50%", 5, 1, 4],
        ["", "Total", "100%", 4.2, 2, 3.6],
        ["", "Price", "", "EUR 1.2m incl. VAT", "1,100,000", "tbc"],
    ]
    found = imported(
        tmp_path, workbook(Evaluation=rows), corrections=Corrections(sheets=("Evaluation",))
    )
    one = sheet(found, "Evaluation")
    assert list(taken(found)) == ["1", "2", "3"]
    assert roles(one)["Weight"] == "weight"
    assert one.hints == (
        "Acme, Borealis, Cirrus look like vendors with scores or answers: 'ossbuy import FILE "
        "--scored' reads those, too.",
    )
    assert skipped(found)[5] == "total"


# -- 24 CSV ------------------------------------------------------------------------------------

PLAIN = (
    "Nr.;Anforderung;Priorität;Stufe 1\r\n"
    '1.1;"Das System muss „Störungen“ melden; sofort.";Muss;✓\r\n'
    '1.2;"Es soll ""Ruhe"" geben.";Soll;OS assisté\r\n'
    "1.3;Größe und Maß prüfen.;Kann;✓\r\n"
    "1.4;Ende.;Kann;✓\r\n"
    ";;;\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_24_text_tables_of_any_encoding(tmp_path: Path, encoding: str) -> None:
    found = imported(tmp_path, PLAIN.encode(encoding), "katalog.csv")
    assert taken(found) == {
        "1.1": "Das System muss „Störungen“ melden; sofort.",
        "1.2": 'Es soll "Ruhe" geben.',
        "1.3": "Größe und Maß prüfen.",
        "1.4": "Ende.",
    }
    assert [field(found, c, "priority") for c in taken(found)] == [
        "must",
        "should",
        "could",
        "could",
    ]
    assert said(found, "1.2")["Stufe 1"] == "OS assisté"
    assert "Stufe 1 holds ticks and 1 other value: 'OS assisté'." in sheet(found, "katalog").hints


def test_24_western_bytes_and_other_scripts(tmp_path: Path) -> None:
    western = (
        "Nr;Anforderung\r\n1;Prüfung für Übertragung muss möglich sein.\r\n2;Maß muss stimmen.\r\n"
    )
    found = imported(tmp_path, western.encode("cp1252"), "alt.csv")
    assert taken(found)["1"] == "Prüfung für Übertragung muss möglich sein."
    assert found.proposal.notes
    other = (
        "№,Требование\n1.1,Система должна показывать все заказы клиента.\n"
        "1.2,Система должна хранить их.\n"
    )
    cyrillic = imported(
        tmp_path,
        codecs.BOM_UTF8 + other.encode(),
        "r.csv",
        corrections=corrections_of(columns=["id=A", "text=B"]),
    )
    assert taken(cyrillic) == {
        "1.1": "Система должна показывать все заказы клиента.",
        "1.2": "Система должна хранить их.",
    }


# -- 25 Word tables ----------------------------------------------------------------------------


def test_25_tables_of_a_document_become_rows(tmp_path: Path) -> None:
    content = document(
        [["Version", "Date"], ["1", "2026-01-01"]],
        [
            ["No.", "Requirement", "Priority"],
            [("Ordering", 3)],
            ["1.1", "It shall order.", "Must"],
            ["1.2", "It shall cancel.", "Should"],
            [("Billing", 3)],
            ["2.1", "It shall bill.", "Must"],
        ],
    )
    found = imported(tmp_path, content, "annex.docx")
    assert taken(found) == {
        "1.1": "It shall order.",
        "1.2": "It shall cancel.",
        "2.1": "It shall bill.",
    }
    assert sections(found) == {"1.1": "Ordering", "1.2": "Ordering", "2.1": "Billing"}
    assert field(found, "1.2", "priority") == "should"


# -- 26 other software -------------------------------------------------------------------------


def test_26_the_least_a_program_may_write(tmp_path: Path) -> None:
    found = imported(tmp_path, bare_workbook("Requirements", [HEAD, *THREE]))
    assert taken(found) == TEXTS
    assert [field(found, f"R-{i}", "priority") for i in (1, 2, 3)] == ["must", "should", "could"]
