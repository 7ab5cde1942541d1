"""What the decision workbook costs, as a ratio within one run. Run: python benchmarks/report.py

Goal: at most 1.3 × plain XlsxWriter calls writing the very same cells, at 48 × 5 and 1,500 × 12.
The plain calls are recorded from a real run (sheet, cell, value, format) and replayed without any
of ossbuy; both sides pay for the file itself.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ossbuy import locations
from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix import matrix
from ossbuy.exchange.project_files import read_model
from ossbuy.exchange.report import Provenance, write_report
from ossbuy.model.events import Fact
from ossbuy.model.fold import Draft
from ossbuy.model.project import Project

MADE = Provenance("0" * 64, "benchmark", "2026-01-01T00:00:00Z")
SIZES = ((48, 5), (1500, 12))
GOAL = 1.3
Call = tuple[str, str, tuple[Any, ...]]


def invented(requirements: int, vendors: int) -> Project:
    """A project of a size: eight sections, twenty pains, every cell answered and accepted."""
    model = read_model(locations.templates() / "evaluation" / "standard.yaml")
    facts = [Fact("model", model.model_dump(mode="json", exclude_none=True))]
    facts += [Fact("project/name", "Invented"), Fact("project/currency", "EUR")]
    facts += [Fact("policy/blend", 0.5), Fact("policy/price_share", 0.4)]
    words = "shall keep every service as one connected chain from duct to port, shown on our data"
    for s in range(8):
        facts += [Fact(f"section/s{s}/code", f"C{s}"), Fact(f"section/s{s}/title", f"Section {s}")]
        facts += [Fact(f"stated/s{s}", float(1 + s)), Fact(f"hygiene/s{s}", 1.0)]
    for r in range(requirements):
        fields = {"code": f"C{r % 8}.{r}", "section": f"s{r % 8}", "title": f"Requirement {r}"}
        fields |= {"text": f"The system {words}", "threshold": "12 of 12 shown", "priority": "must"}
        facts += [Fact(f"requirement/r{r}/{name}", value) for name, value in fields.items()]
    for p in range(20):
        pain = {"code": f"P{p}", "name": f"Pain {p}", "severity": 1 + p % 5, "frequency": 3}
        pain |= {"breadth": 2, "cost_likely": str(100_000 * (p + 1)), "months": p, "evidence": "C"}
        facts += [Fact(f"pain/p{p}/{name}", value) for name, value in pain.items()]
        facts += [Fact(f"link/p{p}/s{(p + k) % 8}", (9, 3, 1)[k]) for k in range(3)]
    for v in range(vendors):
        file = {"vendor": f"v{v}", "filename": f"v{v}.xlsx", "sha256": "0" * 64, "size": 1}
        file |= {"received_at": "2026-01-01T00:00:00Z"}
        facts += [Fact(f"vendor/v{v}/code", f"V{v}"), Fact(f"vendor/v{v}/name", f"Vendor {v}")]
        for contents in ("answers", "prices"):
            ident = f"f{v}{contents}"
            facts.append(Fact(f"file/{ident}", file | {"id": ident, "contents": contents}))
            facts.append(Fact(f"unsealed/{ident}", {"by": "x", "at": "2026-01-02T00:00:00Z"}))
        price = {"code": "1", "item": "Licence", "currency": "EUR"}
        price |= {"amounts": [str(1_000_000 + 10_000 * v)] * 5}  # type: ignore[dict-item]
        facts.append(Fact(f"price/v{v}/l", price))
        for r in range(requirements):
            said = {"level": ("full", "partial")[(v + r) % 2], "delivery": ("STD", "CUS")[r % 2]}
            said |= {"evidence": ("claim", "demo", "kpi")[(v + r) % 3], "file": f"f{v}answers"}
            said |= {"comment": f"We meet {r} with our standard product, see the manual."}
            facts.append(Fact(f"response/v{v}/r{r}", said))
            facts.append(Fact(f"accepted/v{v}/r{r}", {"by": "x", "file": f"f{v}answers"}))
    draft = Draft()
    draft.apply(facts)
    return draft.freeze()


def recorded(project: Project, ev: Evaluation, out: Path) -> tuple[list[str], list[Call]]:
    """Every cell a real run writes, in its order."""
    calls: list[Call] = []
    sheets: list[str] = []
    kept = {name: getattr(Worksheet, name) for name in ("write_string", "write_number")}
    kept |= {name: getattr(Worksheet, name) for name in ("write_formula", "write_blank")}

    def listening(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: Worksheet, *args: Any) -> Any:
            calls.append((self.get_name(), name, args))
            return original(self, *args)

        return call

    for name, original in kept.items():
        setattr(Worksheet, name, listening(name, original))
    try:
        sheets.extend(write_report(project, ev, None, out, MADE).sheets)
    finally:
        for name, original in kept.items():
            setattr(Worksheet, name, original)
    return sheets, calls


def prepared(sheets: list[str], calls: list[Call], out: Path) -> Callable[[], None]:
    """The replay with nothing but XlsxWriter calls inside the clock."""

    def run() -> None:
        book = Workbook(str(out))
        made = {name: book.add_worksheet(name) for name in sheets}
        formats: dict[int, Any] = {}
        for sheet, name, args in calls:
            where = made[sheet]
            *values, last = args
            if type(last).__name__ == "Format":
                own = formats.get(id(last))
                if own is None:
                    own = formats[id(last)] = book.add_format({"num_format": last.num_format})
                getattr(where, name)(*values, own)
            elif name == "write_formula":
                row, col, formula, look = values
                own = formats.get(id(look))
                if own is None:
                    own = formats[id(look)] = book.add_format({"num_format": look.num_format})
                where.write_formula(row, col, formula, own, last)
            else:
                getattr(where, name)(*args)
        book.close()

    return run


def seconds(doing: Callable[[], object], times: int) -> float:
    """Best of a few runs."""
    best = float("inf")
    for _ in range(times):
        start = perf_counter()
        doing()
        best = min(best, perf_counter() - start)
    return best


def main() -> int:
    """Print both sizes; 1 if a goal is missed."""
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        for requirements, vendors in SIZES:
            project = invented(requirements, vendors)
            ev = evaluate(matrix(project))
            out = Path(folder) / "report.xlsx"
            sheets, calls = recorded(project, ev, out)
            size = out.stat().st_size
            times = 5 if requirements < 1000 else 2
            plain = prepared(sheets, calls, Path(folder) / "plain.xlsx")
            bare = seconds(plain, times)
            full = seconds(lambda p=project, e=ev, o=out: write_report(p, e, None, o, MADE), times)  # type: ignore[misc]
            missed |= full / bare > GOAL
            sys.stdout.write(
                f"{requirements:>5} x {vendors:<3} {len(calls):>8,} cells  {size / 1e6:5.2f} MB  "
                f"report {full:6.2f} s  plain {bare:6.2f} s  x {full / bare:.2f} (goal {GOAL})\n"
            )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
