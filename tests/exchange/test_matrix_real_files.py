"""Real requirement files: the counts of a reader that is not the importer.

The expected numbers come from looking at the files in a spreadsheet; a few lines of openpyxl or
csv beside each repeat the counting, so that nobody has to take them on trust.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from ossbuy.procedure.matrices.importing import Import, open_source, propose_import
from ossbuy.store.workspace import Workspace

PLACES = [parent / "shared" / "rfps" for parent in Path(__file__).parents[3:5]]
FILES = next((place for place in PLACES if place.is_dir()), PLACES[0])
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FILES.is_dir(), reason="the founders' files are not here"),
]


def imported(name: str) -> Import:
    return propose_import(Workspace.in_memory("tester").project, open_source(FILES / name))


def lines(name: str) -> list[list[str]]:
    with (FILES / name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file) if row]


def test_conditions_and_outcomes_without_the_instruction_and_the_legal_text() -> None:
    found = imported("cms_smc_intake_evv.xlsx")
    book = openpyxl.load_workbook(FILES / "cms_smc_intake_evv.xlsx")
    for sheet, prefix, count in (
        ("Conditions for Enhanced Funding", "CEF", 22),
        ("Outcomes & Metrics", "EVV", 9),
    ):
        by_eye = {
            str(row[0].value): str(row[1].value)
            for row in book[sheet].iter_rows()
            if re.fullmatch(rf"{prefix}\d\d", str(row[0].value))
        }
        assert len(by_eye) == count
        taken = {row.code: row.text for row in found.taken if row.sheet == sheet}
        assert {code: text.split() for code, text in taken.items()} == {
            code: text.split() for code, text in by_eye.items()
        }
    assert len(found.taken) == 31
    assert Counter((s.sheet, s.row, s.kind) for s in found.skipped) == Counter(
        [
            ("Conditions for Enhanced Funding", 2, "instruction"),
            ("Conditions for Enhanced Funding", 26, "footer"),
            ("Outcomes & Metrics", 2, "instruction"),
        ]
    )
    assert [sheet.name for sheet in found.proposal.sheets if not sheet.take] == [
        "Required Artifacts"
    ]


def test_placeholders_of_two_review_rounds_are_no_answers() -> None:
    found = imported("cms_smc_intake_evv.xlsx")
    outcomes = found.proposal.sheets[1]
    answers = [a for line in outcomes.asked if line.asked for a in line.asked.answers]
    book = openpyxl.load_workbook(FILES / "cms_smc_intake_evv.xlsx")
    told = [
        cell.value
        for row in book["Outcomes & Metrics"].iter_rows(min_row=3)
        for cell in row
        if str(cell.value).startswith("Instruction:")
    ]
    assert len(told) == 18
    assert sum(bool(a.said) for a in answers) == 18
    assert not any(a.taken_as for a in answers)
    heads = [column.header for column in outcomes.tables[0].columns if column.header]
    assert len(set(heads)) == len(heads) == 16


def test_the_report_workbook_is_instructions_and_two_definitions() -> None:
    found = imported("cms_operational_report_workbook.xlsx")
    assert [row.code for row in found.taken] == ["ST-EE-1", "ST-EVV-1"]
    book = openpyxl.load_workbook(FILES / "cms_operational_report_workbook.xlsx")
    assert [c.value for c in book["Metric Definitions"]["A"][2:] if c.value] == [
        "ST-EE-1",
        "ST-EVV-1",
    ]
    assert [(s.name, s.take) for s in found.proposal.sheets] == [
        (sheet.title, sheet.title == "Metric Definitions") for sheet in book
    ]
    why = {sheet.name: sheet.why for sheet in found.proposal.sheets}
    assert "instructions" in why["Introduction"]
    assert "a checklist" in why["Metric Definitions Checklist"]
    assert "a checklist" in why["Metric Values Checklist"]
    assert "No column holds the texts" in why["Metric Values"]
    assert "questions and answers" in why["FAQ"]
    hidden = next(s for s in found.proposal.sheets if s.name == "List")
    assert hidden.state == "hidden"
    assert hidden.hints[0] == "The sheet is hidden."


def test_requirements_in_french_with_their_hierarchy() -> None:
    found = imported("asvs_403_fr.csv")
    head, *rows = lines("asvs_403_fr.csv")
    # 288 lines, one the header, one blank: SOURCES.md counts the header among its 287.
    assert len(rows) == 286
    at = {name: i for i, name in enumerate(head)}
    assert {row.code: row.text for row in found.taken} == {
        row[at["req_id"]]: row[at["req_description"]].strip() for row in rows
    }
    assert [row.code for row in found.taken] == [row[at["req_id"]] for row in rows]
    assert {row.code: row.section for row in found.taken} == {
        row[at["req_id"]]: row[at["section_id"]] for row in rows
    }
    sections = {row[at["section_id"]] for row in rows} | {row[at["chapter_id"]] for row in rows}
    assert set(found.made) == sections
    assert found.skipped == ()
    deleted = [row[at["req_id"]] for row in rows if row[at["req_description"]].startswith("[SUPP")]
    assert [r.why.split(":")[0] for r in found.remarks] == deleted
    assert len(deleted) == 8
    gone = next(line for line in found.proposal.sheets[0].asked if line.row == 2)
    assert gone.asked is not None
    assert gone.asked.said == {"level2": "✓", "level3": "✓"}


def test_telco_requirements_with_must_should_and_may() -> None:
    found = imported("onap_vnf_requirements.csv")
    head, *rows = lines("onap_vnf_requirements.csv")
    assert len(rows) == 821
    text, keyword = head.index("Requirement text"), head.index("Keyword")
    worded = [row for row in rows if row[text].strip()]
    assert [row.code for row in found.taken] == [row[0] for row in worded]
    assert len(worded) == 753
    # The other 68 have an id and a keyword and no text at all: each is named.
    assert Counter(s.kind for s in found.skipped) == {"no text": 68}
    assert [s.why for s in found.skipped] == [
        f"{row[0]} has no text" for row in rows if not row[text].strip()
    ]
    taken_as = {"MUST": "must", "SHOULD": "should", "MAY": "could"}
    by_row = {
        line.asked.code: line.asked.priority
        for line in found.proposal.sheets[0].asked
        if line.asked
    }
    assert by_row == {row[0]: taken_as[row[keyword].split()[0]] for row in worded}
    assert {r.said: r.count for r in found.proposal.sheets[0].priorities} == Counter(
        row[keyword] for row in worded
    )


def test_bids_are_not_requirements() -> None:
    found = imported("sddot_bids.csv")
    assert (found.taken, found.act) == ((), None)
    assert found.proposal.sheets[0].why.startswith(
        "These are bids or prices, not requirements: its columns are bid_id, contract_id, "
        "bidder_name, bid_rank."
    )
