"""A sample procurement as plain files, without ossbuy: what tests of every sample read."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import yaml

SAMPLES = Path(__file__).parents[1] / "sample_rfps"
LEVELS = {"Full", "Partial", "None", "Not applicable"}
DELIVERIES = {
    "Shipped",
    "Configuration",
    "Extension",
    "Custom code",
    "Process workaround",
    "Roadmap",
    "None",
}
EVIDENCE = {
    "Claim",
    "Document",
    "Scripted demo",
    "PoC on own data",
    "Reference interview",
    "Reference KPI",
    "Own pilot",
}

Row = dict[str, Any]


def assert_allowed(row: Row, where: object) -> None:
    """An answer uses the allowed words, and its cells do not contradict one another."""
    assert row["Level"] in LEVELS, where
    assert row["Delivery"] in DELIVERIES, where
    assert row["Evidence"] in EVIDENCE, where
    assert (row["Level"] == "None") == (row["Delivery"] == "None"), where
    assert row["Available"] or row["Level"] == "None", where
    assert bool(row["Reference"]) == (row["Evidence"] != "Claim"), where


@dataclass(frozen=True)
class SampleFiles:
    """One directory of `sample_rfps`, read with nothing but openpyxl, csv and yaml."""

    name: str

    @property
    def root(self) -> Path:
        return SAMPLES / self.name

    def table(self, path: str, sheet: str) -> list[Row]:
        """Rows of a sheet by header; an empty cell is an empty text."""
        rows = openpyxl.load_workbook(self.root / path)[sheet].iter_rows(values_only=True)
        heads = next(rows)
        return [
            {str(h): "" if x is None else x for h, x in zip(heads, row, strict=True)}
            for row in rows
        ]

    def comma_file(self, name: str) -> list[dict[str, str]]:
        with (self.root / name).open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))

    def text_file(self, name: str) -> Any:
        return yaml.load((self.root / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)

    def ids(self, name: str) -> set[str]:
        return {entry["id"] for entry in self.text_file(name)}

    def requirements(self) -> list[Row]:
        return self.table("rfp.xlsx", "Requirements")

    def requirement_ids(self) -> set[str]:
        return {str(r["id"]) for r in self.requirements()}

    def section_ids(self) -> set[str]:
        return {str(r["id"]) for r in self.table("rfp.xlsx", "Sections")}

    def answers(self, vendor: str) -> list[Row]:
        return self.table(f"answers/{vendor}.xlsx", "Answers")

    def workbooks(self) -> list[str]:
        return sorted(p.relative_to(self.root).as_posix() for p in self.root.rglob("*.xlsx"))
