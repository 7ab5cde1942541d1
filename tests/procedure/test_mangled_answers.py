"""HostLayer's workbook of the Wren sample, mangled as real ones are, is read as it was meant."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from mangled import hostlayer
from ossbuy.model.bid import DELIVERY_WORDS, EVIDENCE_WORDS
from ossbuy.model.project import Project


@pytest.fixture(scope="module")
def vendor(wren_project: Project) -> str:
    ident = wren_project.by_code("vendors", "hostlayer")
    assert ident is not None
    return ident


def test_every_answer_is_what_the_vendor_meant(wren_project: Project, vendor: str) -> None:
    meant = hostlayer.meant()
    read = {
        wren_project.label(requirement): response
        for (whose, requirement), response in wren_project.responses.items()
        if whose == vendor
    }
    assert read.keys() == meant.keys()
    for code, said in meant.items():
        found = read[code]
        assert found.level.value == said["Level"].casefold(), code
        assert found.available == said["Available"], code
        assert found.reference == said["Reference"], code
        assert found.comment == said["Comment"], code
        if code in hostlayer.IN_THE_REMARKS:
            assert (found.delivery, found.evidence) == (None, None), code
        else:
            assert found.delivery is not None
            assert DELIVERY_WORDS[found.delivery] == said["Delivery"].casefold(), code
            assert found.evidence is not None
            assert EVIDENCE_WORDS[found.evidence].casefold() == said["Evidence"].casefold(), code


def test_the_report_says_everything_that_was_done_to_it(wren_project: Project, vendor: str) -> None:
    file = wren_project.current_file(vendor, "answers")
    assert file is not None
    items = wren_project.drifts[file.id].items
    by_kind: dict[str, list[str]] = {}
    for item in items:
        by_kind.setdefault(item.kind, []).append(f"{item.what} {item.said}")
    assert {code for code in hostlayer.REWORDED if any(code in x for x in by_kind["edited"])} == {
        "C3.1",
        "C8.1",
    }
    for code in hostlayer.IN_THE_REMARKS:
        assert any(code in said for said in by_kind["comment"]), code
    for word, level in (("FC", "full"), ("PC", "partial"), ("NC", "none")):
        assert any(f"'{word}' was taken as {level}" in said for said in by_kind["mapped"]), word
    assert any("HL-1" in said for said in by_kind["extra"])
    assert any("Notes to WM-2026-004" in said for said in by_kind["sheet"])
    assert any("'Checked by' was not asked" in said for said in by_kind["column"])
    assert sum("is merged over" in said for said in by_kind["filled"]) == len(hostlayer.DESKS)
    assert by_kind["order"]
    assert not any(kind in by_kind for kind in ("missing", "twice", "unknown"))


def test_the_workbook_is_the_one_the_script_writes(tmp_path: Path) -> None:
    again = tmp_path / "hostlayer.xlsx"
    hostlayer.write(again)
    kept, written = (openpyxl.load_workbook(path) for path in (hostlayer.TARGET, again))
    assert kept.sheetnames == written.sheetnames
    for sheet in kept:
        other = written[sheet.title]
        assert [[c.value for c in row] for row in sheet] == [
            [c.value for c in row] for row in other
        ]
        assert sheet.merged_cells.ranges == other.merged_cells.ranges
