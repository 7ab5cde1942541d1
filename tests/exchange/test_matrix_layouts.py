"""Layouts of matrices as buyers, consultants and public bodies keep them, from values alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.book import Book, Range, Sheet
from ossbuy.exchange.matrices import Layout, SheetProposal, propose
from ossbuy.exchange.matrices.correcting import corrections_of

Rows = Sequence[Sequence[str]]
X = ""


def read(rows: Rows, name: str = "Sheet1", layout: Layout | None = None) -> SheetProposal:
    sheet = Sheet(name, f"m.xlsx, sheet {name}", tuple(map(tuple, rows)))
    (found,) = propose(Book("m.xlsx", "xlsx", (sheet,)), {name: layout or Layout()}).sheets
    return found


def told(found: SheetProposal) -> dict[str, tuple[str, str, str]]:
    """Id → (path of sections, priority or gate, answers)."""
    rows = {}
    for line in found.asked:
        assert line.asked is not None
        asked = line.asked
        path = " / ".join(h.title for h in asked.path)
        rows[asked.code] = (
            path,
            "gate" if asked.gate else asked.priority,
            ", ".join(a.taken_as for a in asked.answers if a.taken_as),
        )
    return rows


LAYOUTS: dict[str, tuple[Rows, dict[str, tuple[str, str, str]]]] = {
    "a ministry's tender, indented by one column": (
        [
            [X, "Functional requirements", X, X, X, X, X],
            [],
            [
                X,
                "Ref",
                "Requirement Group",
                "Requirement Description",
                "MoSCoW",
                "Supplier Response (Yes / No)",
                "Supplier Comments",
            ],
            [X, "FR001", "Case", "The Supplier shall open a case.", "Must", "Yes", X],
            [X, "FR002", "Case", "The Supplier shall close a case.", "Must", X, X],
            [X, "FR003", "Docs", "The System shall scan documents.", "Should", X, X],
        ],
        {
            "FR001": ("Case", "must", "Yes"),
            "FR002": ("Case", "must", ""),
            "FR003": ("Docs", "should", ""),
        },
    ),
    "an association's shortlist with tick columns and internal comments": (
        [
            ["Security requirements matrix"],
            [],
            [
                "Requirement ID",
                "Title",
                "Description",
                "Criticality",
                "Verification Method",
                "Compliance",
                X,
                X,
                X,
                "Comments for Discussion",
            ],
            [X, X, X, X, X, "Yes", "In-Part", "No", "N/A", X],
            [
                "AA-010",
                "Audit",
                "All attempts shall be logged.",
                "High",
                "Inspection",
                "X",
                X,
                X,
                X,
                "?",
            ],
            ["AC-020", "Access", "Access must be limited.", "Medium", "Test", X, "X", X, X, X],
            ["C-030", "Crypto", "Use validated modules.", "Low", "Analysis", X, X, X, X, X],
        ],
        {
            "AA-010": ("", "must", "Yes"),
            "AC-020": ("", "should", "In-Part"),
            "C-030": ("", "could", ""),
        },
    ),
    "a cloud questionnaire": (
        [
            ["QUESTIONNAIRE v4"],
            [
                "Question ID",
                "Question",
                "CSP Answer",
                "SSRM Control Ownership",
                "Control ID",
                "Control Specification",
                "Domain Title",
            ],
            [
                "A&A-01.1",
                "Are audit policies established, documented, approved?",
                "Yes",
                "CSP-owned",
                "A&A-01",
                "Establish, document and approve policies at least annually.",
                "Audit",
            ],
            [
                "A&A-01.2",
                "Are audit policies reviewed at least annually?",
                "No",
                X,
                "A&A-01",
                X,
                "Audit",
            ],
            ["A&A-02.1", "Are independent audits conducted?", "NA", X, "A&A-02", X, "Audit"],
        ],
        {
            "A&A-01.1": ("Audit", "", "Yes"),
            "A&A-01.2": ("Audit", "", "No"),
            "A&A-02.1": ("Audit", "", "NA"),
        },
    ),
    "a university's questionnaire, each block named in its own header": (
        [
            ["Assessment"],
            ["Qualifiers", X, "Vendor Answers", "Additional Information", "Guidance"],
            ["QUAL-01", "Does your product process health information?", "Yes", X, X],
            ["QUAL-02", "Will institution data be shared?", X, X, X],
            ["Company Overview", X, "Vendor Answers", "Additional Information", "Guidance"],
            ["COMP-01", "Describe your organization's ownership structure.", X, X, "briefly"],
        ],
        {
            "QUAL-01": ("Qualifiers", "", "Yes"),
            "QUAL-02": ("Qualifiers", "", ""),
            "COMP-01": ("Company Overview", "", ""),
        },
    ),
    "an ERP tender with headings in the id column": (
        [
            ["#", "Business Function", "Response", "Comments", "Price"],
            ["General Ledger"],
            ["GL1", "System has the ability to post journals in batch.", "Y", X, X],
            ["GL2", "System supports several currencies.", "M", "needs work", "$10,000"],
            ["Accounts Payable"],
            ["AP1", "System prints checks.", "N", X, X],
        ],
        {
            "GL1": ("General Ledger", "", "Y"),
            "GL2": ("General Ledger", "", "M"),
            "AP1": ("Accounts Payable", "", "N"),
        },
    ),
    "a statement of compliance with numbered headings and release": (
        [
            [
                "Item",
                "Description",
                "Mandatory / Optional",
                "Compliance",
                "Available Date / SW Version",
                "Remark",
            ],
            ["1", "General"],
            ["1.1", "The eNodeB shall support Release 9.", "M", "FC", "R9.1", X],
            ["1.2", "The eNodeB shall support MIMO.", "M", "PC", "2026Q4", X],
            ["2", "Capacity"],
            ["2.1", "The eNodeB shall support 1200 users.", "O", "NC", X, X],
        ],
        {
            "1.1": ("General", "must", "FC"),
            "1.2": ("General", "must", "PC"),
            "2.1": ("Capacity", "could", "NC"),
        },
    ),
    "criteria with their number in front and no id column": (
        [
            ["Criteria", "Conformance Level", "Remarks and Explanations"],
            ["1.1.1 Non-text Content (Level A)", "Supports", "all images"],
            ["1.2.1 Audio-only and Video-only (Level A)", "Partially Supports", X],
        ],
        {"1.1.1": ("", "", "Supports"), "1.2.1": ("", "", "Partially Supports")},
    ),
    "German, with criteria that exclude": (
        [
            ["Leistungsverzeichnis Los 2"],
            ["Stand: 12.03.2026"],
            [
                "lfd. Nr.",
                "Kapitel",
                "Anforderung",
                "A/B-Kriterium",
                "Gewichtung",
                "Erfüllungsgrad",
                "Bemerkung des Bieters",
            ],
            ["1", "Inventar", "Das System muss Kabel führen.", "A", X, "ja", X],
            ["2", "Inventar", "Das System soll Muffen führen.", "B", "5", X, X],
            ["3", "Störung", "Das System soll Tickets anlegen.", "B", "10", X, X],
        ],
        {"1": ("Inventar", "gate", "ja"), "2": ("Inventar", "", ""), "3": ("Störung", "", "")},
    ),
    "French, obligatory by yes and no": (
        [
            ["N°", "Thème", "Exigence", "Obligatoire (O/N)", "Réponse du soumissionnaire"],
            ["1.1", "Réseau", "Le système doit tenir l'inventaire.", "O", "Oui"],
            ["1.2", "Réseau", "Le système devrait exporter les plans.", "N", X],
        ],
        {"1.1": ("Réseau", "must", "Oui"), "1.2": ("Réseau", "", "")},
    ),
    "Polish, with a row counter beside the ids": (
        [
            ["Lp.", "Nr wymagania", "Opis wymagania", "Priorytet", "Spełnia (TAK/NIE)"],
            ["1", "W-1", "System musi rejestrować zamówienia.", "Wymagane", "TAK"],
            ["2", "W-2", "System powinien wysyłać faktury.", "Opcjonalne", X],
        ],
        {"W-1": ("", "must", "TAK"), "W-2": ("", "could", "")},
    ),
    "Russian": (
        [
            ["№ п/п", "Требование", "Приоритет"],
            ["1.1", "Система должна показывать все заказы.", "Высокий"],
            ["1.2", "Система должна хранить их десять лет.", "Низкий"],
        ],
        {"1.1": ("", "must", ""), "1.2": ("", "could", "")},
    ),
    "Japanese": (
        [
            ["番号", "要求事項", "優先度"],
            ["1.1", "システムは注文を表示できること。必須の機能である。", "高"],
            ["1.2", "システムは請求書を発行できること。", "中"],
        ],
        {"1.1": ("", "must", ""), "1.2": ("", "should", "")},
    ),
    "levels of a process model": (
        [
            ["Level 1", "Level 2", "Level 3", "Requirement Text", "Req #"],
            ["Assurance", "Fault", "Alarms", "Alarms shall be correlated.", "A.1"],
            ["Assurance", "Fault", "Tickets", "Tickets shall be raised.", "A.2"],
            ["Fulfilment", "Order", "Capture", "Orders shall be captured.", "B.1"],
        ],
        {
            "A.1": ("Assurance / Fault", "", ""),
            "A.2": ("Assurance / Fault", "", ""),
            "B.1": ("Fulfilment / Order", "", ""),
        },
    ),
    "no header at all": (
        [
            ["R1", "The system shall show every order.", "Must"],
            ["R2", "The system shall print a bill.", "Should"],
            ["R3", "The system shall send a reminder.", "Could"],
        ],
        {"R1": ("", "must", ""), "R2": ("", "should", ""), "R3": ("", "could", "")},
    ),
    "an example row and a total": (
        [
            ["Req ID", "Requirement", "Priority"],
            ["e.g. R-001", "Example: the system shall …", "Must"],
            ["R-001", "The system shall work.", "Must"],
            ["Total", "1", X],
        ],
        {"R-001": ("", "must", "")},
    ),
    "headings by letter, and numbered ones before headers said again": (
        [
            ["A", "Functional requirements of the inventory and of its interfaces", X],
            ["Req", "Text", "Prio"],
            ["A.1", "The system shall hold cables.", "M"],
            ["B", "Operations", X],
            ["Req", "Text", "Prio"],
            ["B.1", "The system shall be restarted.", "S"],
            ["B.2", "The system shall be backed up.", "C"],
        ],
        {
            "A.1": ("Functional requirements of the inventory and of its interfaces", "must", ""),
            "B.1": ("Operations", "should", ""),
            "B.2": ("Operations", "could", ""),
        },
    ),
    "Spanish, with letters that the header spells out and yes and no under one label": (
        [
            ["ANEXO TÉCNICO"],
            [
                "ÍTEM",
                "DESCRIPCIÓN DEL REQUERIMIENTO",
                "OBLIGATORIO / DESEABLE",
                "CUMPLE",
                X,
                "OBS.",
            ],
            [X, X, X, "SI", "NO", X],
            ["1", "El sistema debe registrar.", "O", "X", X, X],
            ["2", "El sistema debe exportar.", "D", X, "X", X],
        ],
        {"1": ("", "must", "SI"), "2": ("", "should", "NO")},
    ),
    "an instruction that does not say that it is one, and letters under one label": (
        [
            ["ID", "Requirement", "Priority", "Compliance", X, X],
            [X, X, X, "F", "P", "N"],
            [
                "Unique number of the requirement",
                "What the buyer needs, one sentence a row",
                "Must, Should or Could, as the board decided",
                X,
                X,
                X,
            ],
            ["A-1", "The system shall take orders.", "Must", "x", X, X],
            ["A-2", "The system shall drop orders.", "Should", X, X, "x"],
        ],
        {"A-1": ("", "must", "F"), "A-2": ("", "should", "N")},
    ),
    "feature names without texts, but wished for": (
        [["ID", "Feature", "Importance"], ["F1", "Order entry", "High"], ["F2", "Bill run", "Low"]],
        {"F1": ("", "must", ""), "F2": ("", "could", "")},
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts_met_elsewhere(name: str) -> None:
    rows, expected = LAYOUTS[name]
    found = read(rows)
    assert found.take, found.why
    assert told(found) == expected


def test_a_text_that_goes_on_over_several_rows() -> None:
    rows = [
        ["ID", "Requirement", "Priority"],
        ["R1", "The system shall provide:", "Must"],
        [X, "- order entry", X],
        [X, "- billing", X],
        [X, "Reporting", X],
        ["R2", "The system shall report", "Must"],
        [X, "every day", X],
        ["R3", "The system shall archive", "Must"],
        [X, "For ten years", X],
    ]
    found = read(rows, layout=Layout(merges=(Range(8, 1, 9, 1),)))
    texts = {line.asked.code: line.asked.text for line in found.asked if line.asked}
    assert texts == {
        "R1": "The system shall provide:\n- order entry\n- billing",
        "R2": "The system shall report\nevery day",
        "R3": "The system shall archive\nFor ten years",
    }
    assert [line.row for line in found.lines if line.becomes == "more"] == [3, 4, 7, 9]
    assert told(found)["R2"][0] == "Reporting"


def test_a_questionnaire_that_says_please_in_every_row() -> None:
    questions = [
        f"Please describe how you keep {what} safe." for what in ("backups", "keys", "logs")
    ]
    with_ids = [["No", "Question", "Answer"], *([str(n), q, X] for n, q in enumerate(questions, 1))]
    assert [line.row for line in read(with_ids).asked] == [2, 3, 4]
    without = [["Question", "Answer"], *([q, X] for q in questions)]
    assert [line.row for line in read(without).asked] == [2, 3, 4]
    answered = [["No", "Question", "Answer"], ["1", questions[0], "Please refer to annex B."]]
    assert told(read(answered))["1"][2] == "Please refer to annex B."


def test_headings_may_hold_words_that_ask() -> None:
    rows = [
        ["Id", "Requirement"],
        [X, "Customer support and all service management"],
        ["R1", "The system shall log calls."],
    ]
    assert told(read(rows))["R1"][0] == "Customer support and all service management"


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (
            [
                ["Item", "Description", "Qty", "Unit price", "Total"],
                ["1", "Licence", "1", "9", "9"],
            ],
            "These are bids or prices, not requirements: its columns are Qty, Unit price, Total. "
            "Vendors' prices come in by 'ossbuy receive'.",
        ),
        (
            [["id", "title", "parent"], ["C1", "Orders", X], ["C2", "Bills", X]],
            "It has ids with short names and no texts of requirements.",
        ),
        (
            [
                ["Criteria", "Weight", "Acme", "Borealis"],
                ["Fit", "40%", "4", "3"],
                ["Price", "60%", "3", "5"],
            ],
            "It has no ids, and its texts read like names rather than requirements.",
        ),
        (
            [["Month", "Metric ID", "Value"], ["2026-01", "M1", "0.4"], ["2026-02", "M1", "0.5"]],
            "No column holds the texts of requirements; its headers are 'Month', 'Metric ID', "
            "'Value'.",
        ),
        ([["Req ID", "Requirement"]], "It has headers and no requirement under them."),
        ([], "It is empty."),
        (
            [["Dear bidder,"], ["thank you for your interest."]],
            "No row looks like the headers of requirements: name it by --header, 0 where none is.",
        ),
    ],
)
def test_what_is_no_matrix_is_declined_with_the_reason(rows: Rows, why: str) -> None:
    found = read(rows)
    assert (found.take, found.why) == (False, why)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"headers": ["77"]}, "it has no header row 77; its rows are 1 to 3."),
        ({"columns": ["text=Zebra"]}, "it has no column 'Zebra'; its headers are 'ID', "),
        ({"columns": ["text=Q"]}, "it has no column 'Q'; its headers are 'ID', "),
        ({"rows": ["500=skip"]}, "it has no row 500; its last row is 3."),
        ({"rows": ["Nope!2=skip"]}, "it has no sheet 'Nope'; its sheets are "),
        ({"priorities": ["Low=could"]}, "no row says 'Low' as its priority; its priorities are"),
    ],
)
def test_a_correction_that_names_nothing_is_refused(told: dict[str, list[str]], said: str) -> None:
    rows = (
        ("ID", "Requirement", "Priority"),
        ("1", "The system shall keep alarms for two years.", "High"),
        ("2", "The system shall show a port by its customer.", "High"),
    )
    sheets = Book("m.xlsx", "xlsx", (Sheet("Reqs", "m.xlsx, sheet Reqs", rows),))
    with pytest.raises(BadFile, match=re.escape(said)):
        propose(sheets, corrections=corrections_of(**told))
    # A range may end below the table.
    propose(sheets, corrections=corrections_of(rows=["3-40=skip"], columns=["text=b"]))


def test_a_list_without_headers_loses_no_row() -> None:
    texts = tuple((f"The system shall log event {n} within a minute.",) for n in range(1, 6))
    book = Book("list.csv", "csv", (Sheet("list", "list.csv", texts),))
    for told in ({"columns": ["text=A"]}, {"headers": ["0"]}):
        (sheet,) = propose(book, corrections=corrections_of(**told)).sheets
        assert [line.row for line in sheet.asked] == [1, 2, 3, 4, 5]


def test_ids_with_accents_are_cut_off_too() -> None:
    texts = (f"EX-MÉ-0{n} : La solution doit produire l'état {n}." for n in range(1, 6))
    rows = (("Exigence",), *((text,) for text in texts))
    (sheet,) = propose(Book("x.csv", "csv", (Sheet("x", "x.csv", rows),))).sheets
    assert [line.asked.code for line in sheet.asked if line.asked] == [
        f"EX-MÉ-0{n}" for n in range(1, 6)
    ]


def test_headings_are_the_sections_where_a_column_says_the_same_of_every_row() -> None:
    rows = [
        ["Nr.", "Anforderung", "Kategorie"],
        ["1", "Alarme", ""],
        ["1.1", "Das System muss Störungen automatisch korrelieren.", "fachlich"],
        ["1.2", "Das System muss Alarme unterdrücken können.", "fachlich"],
        ["2", "Tickets", ""],
        ["2.1", "Das System soll Tickets mit Kunden verknüpfen.", "fachlich"],
    ]
    found = read(rows)
    assert [path for path, *_ in told(found).values()] == ["Alarme", "Alarme", "Tickets"]
    assert "Every row is of 'fachlich': its headings are taken as the sections." in found.hints
    rows[-1][2] = "technisch"
    assert [path for path, *_ in told(read(rows)).values()] == ["fachlich", "fachlich", "technisch"]
