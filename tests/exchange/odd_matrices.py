"""Fixtures of the matrix tests: workbooks as people keep them, made by three different writers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from ossbuy.exchange.matrices import Corrections, Known, SheetProposal
from ossbuy.procedure.matrices.importing import Import, open_source, propose_import
from ossbuy.store.workspace import Workspace

Rows = Sequence[Sequence[object]]


def workbook(**sheets: Rows) -> bytes:
    """A workbook by openpyxl; underscores in the names of sheets are spaces."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def edited(content: bytes, change: Callable[[openpyxl.Workbook], None]) -> bytes:
    """A workbook changed by hand before anybody received it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def written(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """A workbook by XlsxWriter, which stores values of formulas and extension drop-downs."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    fill(book)
    book.close()
    return out.getvalue()


def imported(
    tmp_path: Path,
    content: bytes | str,
    name: str = "matrix.xlsx",
    corrections: Corrections | None = None,
    known: Known | None = None,
) -> Import:
    """What a file would become in an empty project."""
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    project = Workspace.in_memory("tester").project
    return propose_import(project, open_source(path), corrections, known)


def taken(found: Import, sheet: str = "") -> dict[str, str]:
    """Id → text of what is taken."""
    return {row.code: row.text for row in found.taken if not sheet or row.sheet == sheet}


def sections(found: Import) -> dict[str, str]:
    """Id → title of the section it goes under, the one above in front."""
    assert found.act is not None
    said = {fact.key: fact.value for fact in found.act.facts}

    def path(ident: str) -> str:
        title = str(said[f"section/{ident}/title"])
        above = said.get(f"section/{ident}/parent")
        return f"{path(str(above))} / {title}" if above else title

    return {
        str(said[key.replace("/section", "/code")]): path(str(value))
        for key, value in said.items()
        if key.startswith("requirement/") and key.endswith("/section")
    }


def field(found: Import, code: str, name: str) -> object:
    """A field of a requirement as it would be recorded; None if nothing is."""
    assert found.act is not None
    ident = next(row.ident for row in found.taken if row.code == code)
    said = {fact.key: fact.value for fact in found.act.facts}
    return said.get(f"requirement/{ident}/{name}")


def said(found: Import, code: str) -> Mapping[str, str]:
    """What is kept beside a requirement in the file's own words."""
    assert found.act is not None
    ident = next(row.ident for row in found.taken if row.code == code)
    kept = next(fact.value for fact in found.act.facts if fact.key == f"imported/{ident}")
    return dict(kept.get("said", {}))


def sheet(found: Import, name: str) -> SheetProposal:
    """One sheet of a proposal."""
    return next(one for one in found.proposal.sheets if one.name == name)


def roles(one: SheetProposal, table: int = 0) -> dict[str, str]:
    """Header → role of the columns that hold something."""
    return {c.header: c.role for c in one.tables[table].columns if c.header}


def skipped(found: Import) -> dict[int, str]:
    """Row → kind of what is not taken."""
    return {row.row: row.kind for row in found.skipped}


def answers(one: SheetProposal) -> dict[str, list[str]]:
    """Id → answers as taken, in the order of the columns."""
    return {
        line.asked.code: [a.taken_as for a in line.asked.answers]
        for line in one.asked
        if line.asked
    }


def merge(sheet: Worksheet, *ranges: str) -> None:
    for block in ranges:
        sheet.merge_cells(block)


PACKAGE = "http://schemas.openxmlformats.org/package/2006"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(*tables: Rows) -> bytes:
    """A Word document of tables; a cell given as (text, n) spans n columns."""

    def cell(value: object) -> str:
        text, span = value if isinstance(value, tuple) else (value, 1)
        wide = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>' if span > 1 else ""
        return f"<w:tc>{wide}<w:p><w:r><w:t>{escape(str(text))}</w:t></w:r></w:p></w:tc>"

    body = "".join(
        "<w:tbl>"
        + "".join("<w:tr>" + "".join(map(cell, row)) + "</w:tr>" for row in rows)
        + "</w:tbl><w:p/>"
        for rows in tables
    )
    return zipped(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{PACKAGE}/content-types">'
                '<Default Extension="xml" ContentType="application/xml"/>'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
                'relationships+xml"/><Override PartName="/word/document.xml" ContentType="applica'
                'tion/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
                "</Types>"
            ),
            "_rels/.rels": (
                f'<Relationships xmlns="{PACKAGE}/relationships">'
                '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
                'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
            ),
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        }
    )


def bare_workbook(name: str, rows: Rows) -> bytes:
    """The least a spreadsheet program may write: inline strings, no styles, no properties."""
    ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    cells = "".join(
        "<row>"
        + "".join(f'<c t="inlineStr"><is><t>{escape(str(v))}</t></is></c>' for v in row)
        + "</row>"
        for row in rows
    )
    return zipped(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{PACKAGE}/content-types">'
                '<Default Extension="xml" ContentType="application/xml"/>'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
                'relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="'
                'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
                "<Override PartName="
                '"/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocu'
                'ment.spreadsheetml.worksheet+xml"/></Types>'
            ),
            "_rels/.rels": (
                f'<Relationships xmlns="{PACKAGE}/relationships">'
                f'<Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/>'
                "</Relationships>"
            ),
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{PACKAGE}/relationships">'
                f'<Relationship Id="r1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/>'
                "</Relationships>"
            ),
            "xl/workbook.xml": (
                f'<workbook {ns} xmlns:r="{rel}"><sheets>'
                f'<sheet name="{escape(name)}" sheetId="1" r:id="r1"/></sheets></workbook>'
            ),
            "xl/worksheets/sheet1.xml": (
                f"<worksheet {ns}><sheetData>{cells}</sheetData></worksheet>"
            ),
        }
    )


def zipped(members: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()
