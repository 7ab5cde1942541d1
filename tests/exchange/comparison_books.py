"""Comparison matrices as people keep them, each in a layout of its own, built by hand.

Drawn from how sourcing suites, consultants and spreadsheet users lay comparisons out. Every
function returns sheets by name; `book` makes them what the importer reads, `workbook` an .xlsx.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from ossbuy.exchange.intake.book import Book, Sheet

Rows: TypeAlias = Sequence[Sequence[Any]]
Sheets: TypeAlias = Mapping[str, Rows]


def book(sheets: Sheets, name: str = "matrix.xlsx") -> Book:
    """The sheets as they are read; None is an empty cell, numbers are as typed."""
    return Book(
        name,
        "xlsx",
        tuple(
            Sheet(
                title,
                f"{name}, sheet {title}",
                tuple(tuple("" if c is None else _typed(c) for c in row) for row in rows),
            )
            for title, rows in sheets.items()
        ),
    )


def _typed(cell: Any) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell)


def workbook(sheets: Sheets, path: Path) -> Path:
    """The sheets as a workbook on disk, values only."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as made:
        for title, rows in sheets.items():
            sheet = made.add_worksheet(title)
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(r, c, cell)
    return path


def plain() -> Sheets:
    """One sheet, one column for each vendor, a total and a rank under it: an Excel user's."""
    return {
        "Scoring": [
            ["Inventory selection 2025", None, None, None, None, None],
            [],
            ["No", "Criterion", "Weight", "Acme", "Beta", "Gamma"],
            [1, "Physical inventory", 25, 4, 3, 5],
            [2, "Discovery and reconciliation", 20, 3, 5, 2],
            [3, "Open interfaces", 15, 4, 4, 3],
            [4, "Security", 20, 5, 4, 3],
            [5, "Support in our time zone", 20, 2, 4, 4],
            [None, "Weighted total", 100, 3.6, 3.95, 3.5],
            [None, "Rank", None, 2, 1, 3],
        ]
    }


def groups() -> Sheets:
    """Vendor names over score, comment and weighted score; headings with weights; a legend."""
    return {
        "Read me": [["How to score"], ["0 = not met, 3 = partly met, 5 = fully met"]],
        "Evaluation": [
            ["Vendor evaluation, confidential"],
            [],
            [None, None, None, "Northwind", None, None, "Skylark", None, None],
            ["ID", "Requirement", "Weight", *(["Score", "Comment", "Weighted"] * 2)],
            ["1", "Functional", 0.6],
            ["1.1", "Order decomposition", 0.4, 4, "shown", 1.6, 3, None, 1.2],
            ["1.2", "Fallout handling", 0.2, 3, None, 0.6, 5, "best seen", 1.0],
            ["2", "Delivery", 0.4],
            ["2.1", "Team", 0.25, 5, None, 1.25, 2, "no names yet", 0.5],
            ["2.2", "Plan", 0.15, 4, None, 0.6, 4, None, 0.6],
            [None, "Total", 1, None, None, 4.05, None, None, 3.3],
            [],
            ["Recommendation: Northwind"],
        ],
    }


def sheet_per_vendor() -> Sheets:
    """The same list on a sheet for each vendor, a summary, and a sheet of prices."""
    asked = ["Alarm correlation", "Root cause", "Ticket bridge", "Dashboards"]
    scores = {"Ortho": [8, 7, 9, 6], "Pallas": [6, 9, 7, 8], "Quill": [5, 5, 6, 7]}
    sheets: dict[str, Rows] = {
        f"Scores {name}": [
            ["Question", "Weight", "Score (0-10)", "Remarks"],
            *([q, w, s, None] for q, w, s in zip(asked, [40, 30, 20, 10], given, strict=True)),
            ["Total", 100, sum(w * s for w, s in zip([40, 30, 20, 10], given, strict=True)) / 100],
        ]
        for name, given in scores.items()
    }
    sheets["Prices"] = [
        ["Cost item", "Ortho", "Pallas", "Quill"],
        ["Licences", "1.200.000 €", "1.450.000 €", "800.000 €"],
        ["Implementation", "600.000 €", "500.000 €", "700.000 €"],
        ["Total", "1.800.000 €", "1.950.000 €", "1.500.000 €"],
    ]
    return sheets


def turned() -> Sheets:
    """Vendors as rows, criteria as columns, the weights in a row of their own."""
    return {
        "Shortlist": [
            ["Vendor", "Functionality", "Usability", "References", "Roadmap", "Total"],
            ["Weight", "40%", "20%", "25%", "15%", "100%"],
            ["Ductwise", 4, 3, 5, 3, 3.9],
            ["OpenLoom", 3, 4, 3, 5, 3.5],
            ["Colossa", 5, 2, 4, 2, 3.7],
        ]
    }


def two_levels() -> Sheets:
    """Ariba's way: weights of sections that sum to 100, importance 0 to 10 inside each."""
    return {
        "Sourcing": [
            ["Section", "Section weight", "Question", "Importance", "Alpha Ltd", "Beta Ltd"],
            ["Functional", 50, "Rating engine", 10, 80, 90],
            [None, None, "Real time charging", 8, 70, 60],
            [None, None, "Bill formats", 2, 90, 50],
            ["Technical", 30, "Cloud native", 5, 60, 80],
            [None, None, "Open interfaces", 5, 90, 70],
            ["Commercial terms", 20, "Liability", 4, 50, 75],
            [None, None, "Exit", 6, 70, 65],
            ["Total score", None, None, None, 73.4, 73.3],
        ]
    }


def compliance() -> Sheets:
    """A statement of compliance: codes instead of numbers, a blank, a not applicable."""
    return {
        "SoC": [
            ["Ref", "Requirement", "Weight", "Nokium", "Remarks", "Ericsen", "Remarks"],
            ["R-1", "Northbound alarms", 3, "FC", "shipped", "PC", "planned for Q3"],
            ["R-2", "Threshold crossing", 2, "PC", None, "FC", None],
            ["R-3", "Multi tenancy", 5, "FC", None, "NC", None],
            ["R-4", "Audit trail", 2, "NC", None, "FC", None],
            ["R-5", "Satellite backhaul", 1, "n/a", None, "FC", None],
            ["R-6", "Offline mode", 1, None, "asked again", "PC", None],
        ]
    }


def harvey() -> Sheets:
    """Harvey balls, no weights at all: a consultant's slide, copied into a sheet."""
    return {
        "Heat map": [
            ["Capability", "Vendor A", "Vendor B", "Vendor C"],
            ["Catalogue", "●", "◕", "◑"],
            ["Quote", "◑", "●", "◕"],
            ["Order capture", "◕", "◔", "●"],
            ["Integration", "●", "◑", "○"],
        ]
    }


def points() -> Sheets:
    """A public tender: most points for each criterion, price already turned into points."""
    return {
        "Bewertung": [
            ["Nr", "Kriterium", "Max Punkte", "Anbieter 1", "Anbieter 2", "Anbieter 3"],
            ["1", "Konzept", 30, 24, 27, 18],
            ["2", "Team", 20, 15, 12, 20],
            ["3", "Betrieb", 10, 8, 9, 6],
            ["4", "Preis", 40, 40, 32, 36],
            [None, "Gesamtpunkte", 100, 87, 80, 80],
        ]
    }


def percent() -> Sheets:
    """Scores as percentages, weights as fractions, as a spreadsheet stores both."""
    return {
        "Tabelle1": [
            ["Criteria", "Weight", "Vendor X", "Vendor Y"],
            ["Function", 0.5, 0.85, 0.7],
            ["Operations", 0.3, 0.6, 0.9],
            ["People", 0.2, 0.75, 0.8],
            ["Overall", 1, 0.755, 0.78],
        ]
    }


def named_marks() -> Sheets:
    """0 to 8 with names in the same cell."""
    return {
        "Ratings": [
            ["Rating scale: 0-8", None, None, None],
            ["Feature", "Weight", "Tarn", "Wren"],
            ["Provisioning", 40, "7 - fully meets out of the box", "5 - meets with changes"],
            ["Number porting", 35, "4 - partly", "8 - exceeds"],
            ["Roaming", 25, "6 - meets", "3 - weak"],
        ]
    }


def reversed_marks() -> Sheets:
    """School marks, 1 is best, decimal commas; the sheet ranks the lowest total first."""
    return {
        "Noten": [
            ["Kriterium", "Gewichtung", "Firma Eins", "Firma Zwei", "Firma Drei"],
            ["Funktionen", "50,0", "1,5", "2", "3"],
            ["Betrieb", "30,0", "3", "1", "2"],
            ["Preisgestaltung der Wartung", "20,0", "2", "4", "1"],
            ["Gesamt", None, "2,05", "2,1", "2,3"],
            ["Rang", None, "1", "2", "3"],
        ]
    }


def subjects() -> Sheets:
    """A sheet for each subject, weighed against each other on a summary."""
    return {
        "Summary": [
            ["Area", "Weight", "Acme", "Beta"],
            ["Functional", 60, 3.6, 3.9],
            ["Technical", 40, 4.1, 3.2],
            ["Total", 100, 3.8, 3.62],
        ],
        "Functional": [
            ["Requirement", "Weight", "Acme", "Beta"],
            ["Trouble tickets", 60, 4, 3.5],
            ["Work orders", 40, 3, 4.5],
        ],
        "Technical": [
            ["Requirement", "Weight", "Acme", "Beta"],
            ["Interfaces", 70, 5, 2.6],
            ["Backups", 30, 2, 4.6],
        ],
    }


def ticks() -> Sheets:
    """Ticks and crosses, pass-or-fail rows, importance in words, and prices without a weight."""
    return {
        "Comparison": [
            ["Feature", "Importance", "Solution A", "Solution B", "Solution C"],
            ["Data stays in the country", None, "pass", "pass", "fail"],
            ["Single sign-on", "High", "✓", "✓", "✓"],
            ["Mobile client", "Medium", "✓", "✗", "✓"],
            ["Offline work", "Low", "(✓)", "✓", "✗"],
            ["Price per year", None, "€120k", "€95k", "€80k"],
        ]
    }


def one_header() -> Sheets:
    """Vendor and meaning in one heading; prices with a weight, in thousands, scored by ratio."""
    return {
        "Matrix": [
            ["Category", "Criteria", "Weight %", "Acme score", "Acme comment", "Beta score",
             "Beta comment"],
            ["Product", "Catalogue", 30, 4, "rich", 3, "plain"],
            ["Product", "Pricing rules", 20, 3, None, 5, None],
            ["Vendor", "Stability", 10, 5, None, 3, None],
            ["Commercial", "TCO 5 years (k USD)", 40, 4000, None, 3000, None],
            ["Total", None, 100, 76, None, 84, None],
        ]
    }  # fmt: skip


def lights() -> Sheets:
    """Traffic lights, a repeated heading row, subtotals, a hidden wish."""
    return {
        "RAG": [
            ["Theme", "Weight", "Orion", "Lyra"],
            ["Migration", 50, "Green", "Amber"],
            ["Cut-over", 20, "Red", "Green"],
            ["Theme", "Weight", "Orion", "Lyra"],
            ["Training", 30, "Amber", "Green"],
        ]
    }


def money_and_points() -> Sheets:
    """Money in one row, the points it gives in another: low to high, on the same scale."""
    return {
        "Eval": [
            ["Criterion", "Weight", "Acme", "Beta", "Gamma"],
            ["Scope", 40, 5, 3, 4],
            ["Service", 20, 2, 4, 3],
            ["Price score", 40, 2.5, 5, 0],
            ["Total price EUR", None, 3000000, 2000000, 4000000],
            ["Weighted total", None, 3.4, 4.0, 2.2],
        ]
    }


def evaluators() -> Sheets:
    """Three people's scores side by side under each vendor, and their mean."""
    return {
        "Panel": [
            [None, None, "Acme", None, None, None, "Beta", None, None, None],
            ["Criterion", "Weight", *(["Ana", "Ben", "Cy", "Average"] * 2)],
            ["Rating engine", 50, 4, 5, 3, 4, 2, 3, 4, 3],
            ["Bill run", 30, 3, 3, 3, 3, 5, 4, 3, 4],
            ["Self-service", 20, 1, 2, 3, 2, 4, 4, 4, 4],
            ["Total", 100, None, None, None, 3.3, None, None, None, 3.5],
        ]
    }


def tender() -> Sheets:
    """Quality weighted to 100 on its own, and the price's share in its label alone."""
    return {
        "Tender": [
            ["Criterion", "Weight", "Vendor 1: Acme", "Vendor 2: Beta", "Vendor 3: Gamma"],
            ["Approach", 50, 80, 70, 90],
            ["Team", 30, 90, 60, 70],
            ["Plan", 20, 70, 80, 60],
            ["Technical score (70%)", None, 81, 69, 78],
            ["Bid price (USD)", None, 1000000, 800000, 1600000],
            ["Financial score (30%)", None, 80, 100, 50],
            ["Final score", None, 80.7, 78.3, 69.6],
            ["Rank", None, 1, 2, 3],
        ]
    }


def headed() -> Sheets:
    """Shares in the headings alone, none on the criteria."""
    return {
        "Areas": [
            ["Area", "Acme", "Beta"],
            ["Functional (60%)", None, None],
            ["Orders", 4, 3],
            ["Bills", 3, 5],
            ["Technical (40%)", None, None],
            ["Cloud", 5, 2],
            ["Interfaces", 2, 4],
        ]
    }


def lettered() -> Sheets:
    """S and W under each vendor."""
    return {
        "Sheet1": [
            ["S = score 0-5, W = weighted", None, None, None, None, None],
            [None, None, "Acme", None, "Beta", None],
            ["Criteria", "Weight (%)", "S", "W", "S", "W"],
            ["Speed", 60, 4, 2.4, 3, 1.8],
            ["Reach", 40, 2, 0.8, 5, 2.0],
            ["Total", 100, None, 3.2, None, 3.8],
        ]
    }


LAYOUTS: tuple[Callable[[], Sheets], ...] = (
    plain,
    groups,
    sheet_per_vendor,
    turned,
    two_levels,
    compliance,
    harvey,
    points,
    percent,
    named_marks,
    reversed_marks,
    subjects,
    ticks,
    one_header,
    lights,
    money_and_points,
    evaluators,
    tender,
    headed,
    lettered,
)


def panel_below() -> Sheets:
    """Names in one row with the criteria, evaluators and their mean in the row below."""
    return {
        "Panel": [
            ["Criterion", "Weight", "Zebra", None, None, "Adder", None, None],
            [None, None, "Anna", "Ben", "Avg", "Anna", "Ben", "Avg"],
            ["Correlation", 40, 5, 1, 3, 3, 4, 3.5],
            ["Topology", 35, 4, 2, 3, 4, 4, 4],
            ["Reports", 25, 4, 3, 3.5, 2, 3, 2.5],
            ["Total", 100, None, None, 3.125, None, None, 3.425],
        ]
    }


def groups_below() -> Sheets:
    """The same in German: points, weighted points and remarks, and a total no list knows."""
    return {
        "Nutzwertanalyse": [
            ["Nr.", "Kriterium", "Gewicht", "Alpha", None, None, "Beta", None, None],
            [None, None, None, *("Punkte", "Gew. Punkte", "Bemerkung") * 2],
            ["1", "Bestandsmodell", 50, 8, 400, None, 6, 300, None],
            ["2", "Abgleich", 30, 4, 120, "Vorführung", 9, 270, None],
            ["3", "Referenzen", 20, 7, 140, None, 5, 100, None],
            [None, "Gesamtnutzwert", 100, None, 660, None, None, 670, None],
        ]
    }


def knocked_out() -> Sheets:
    """A knock-out row among weighted ones; the leader fails it."""
    return {
        "Matrix": [
            ["Criterion", "Weight", "Plover", "Quail", "Raven"],
            ["Hosting in the EU", "KO", "yes", "yes", "no"],
            ["Mandatory: data export", None, "yes", "yes", "yes"],
            ["Function", 5, 6, 5, 9],
            ["Operation", 3, 5, 4, 9],
            ["People", 2, 7, 6, 8],
            ["Bilan", 10, 59, 49, 88],
        ]
    }
