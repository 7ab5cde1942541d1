"""Sound files, and how they are broken: bytes changed, XML changed, parts changed."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

import docx
import openpyxl
import xlsxwriter
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation
from raw import open_cell, open_document

TABLE = (
    ("Id", "Requirement", "Priority", "Points", "Due"),
    ("1.10", "The system shall keep its “history”; all of it,\nfor ever.", "Must", 3, "2026-03-01"),
    ("R-2", "Größe, Qualität und Maß", "Should", 1.5, ""),
    ("", "", "", "", ""),
    ("R-3", "=1+1", "Could", -2, "never"),
)
VALUES = (
    "", "0", "-1", "1", "4294967296", "1e308", "nan", "A1", "XFD1048576", "A1:XFD1048576", "ZZZZ1",
    "..", "../../x", "http://x", "&#0;", "&#xD800;", "&e;", "\x01", "\x1f", "s", "inlineStr", "b",
    "e", "str", "d", "list", "hidden", "true", "'", "[1]S!A1", "<", "x" * 40_000,
)  # fmt: skip
DOCTYPE = b'<!DOCTYPE x [<!ENTITY e "ee">]>'


@cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """(name, bytes) of sound files of every kind, as different programs write them."""
    return (
        ("a.xlsx", _by_openpyxl()),
        ("b.xlsx", _by_xlsxwriter()),
        ("c.docx", _by_docx()),
        (
            "d.ods",
            open_document(
                "".join(
                    "<table:table-row>"
                    + "".join(open_cell(str(c).replace("<", "&lt;")) for c in row)
                    + "</table:table-row>"
                    for row in TABLE
                )
            ),
        ),
        ("e.csv", _csv(",").encode()),
        ("f.csv", _csv(";").encode("cp1252")),
        ("g.tsv", _csv("\t").encode("utf-16")),
    )


def _csv(delimiter: str) -> str:
    return "".join(
        delimiter.join('"' + str(cell).replace('"', '""') + '"' for cell in row) + "\r\n"
        for row in TABLE
    )


def _by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in TABLE:
        sheet.append(row)
    sheet.merge_cells("A5:B5")
    sheet["A2"].comment = Comment("hm", "Okafor")
    rule = DataValidation(type="list", formula1='"Must,Should,Could"')
    rule.add("C2:C9")
    sheet.add_data_validation(rule)
    book.create_sheet("Lists").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _by_xlsxwriter() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Need")
        for number, row in enumerate(TABLE):
            sheet.write_row(number, 1, row)
        sheet.write_formula("H2", "=SUM(E2:E3)", None, 4.5)
        sheet.set_column("D:D", None, None, {"hidden": True})
        sheet.protect()
    return out.getvalue()


def _by_docx() -> bytes:
    made = docx.Document()
    table = made.add_table(rows=0, cols=len(TABLE[0]))
    for row in TABLE:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = str(text)
    table.cell(3, 0).merge(table.cell(3, 1))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@st.composite
def broken_bytes(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file with bytes changed, cut, doubled or put in."""
    name, content = draw(st.sampled_from(seeds()))
    return name, _shaken(draw, content)


@st.composite
def broken_parts(draw: st.DrawFn) -> tuple[str, bytes]:
    """An office file with the XML of its parts changed, and sound around them."""
    name, content = draw(st.sampled_from([s for s in seeds() if s[1][:2] == b"PK"]))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    for _ in range(draw(st.integers(1, 3))):
        part = draw(st.sampled_from(sorted(parts)))
        how = draw(st.sampled_from(("values", "elements", "bytes", "doctype", "drop", "swap")))
        if how == "drop":
            del parts[part]
            if not parts:
                break
        elif how == "swap":
            other = draw(st.sampled_from(sorted(parts)))
            parts[part], parts[other] = parts[other], parts[part]
        elif how == "doctype":
            parts[part] = re.sub(rb"(<\?xml[^>]*>)?", rb"\1" + DOCTYPE, parts[part], count=1)
        elif how == "bytes":
            parts[part] = _shaken(draw, parts[part])
        elif how == "values":
            parts[part] = _other_values(draw, parts[part])
        else:
            parts[part] = _other_elements(draw, parts[part])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
    return name, out.getvalue()


def _shaken(draw: st.DrawFn, content: bytes) -> bytes:
    data = bytearray(content)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        length = draw(st.sampled_from((1, 1, 2, 8, 64, 700)))
        how = draw(st.sampled_from(("set", "cut", "double", "insert", "end")))
        if how == "set":
            data[at : at + 1] = bytes([draw(st.integers(0, 255))])
        elif how == "cut":
            del data[at : at + length]
        elif how == "double":
            data[at:at] = data[at : at + length]
        elif how == "insert":
            data[at:at] = draw(st.binary(max_size=8))
        else:
            del data[at:]
    return bytes(data)


def _other_values(draw: st.DrawFn, text: bytes) -> bytes:
    """Another value for an attribute, or another text for an element."""
    found = list(re.finditer(rb'(?<==")[^"]*(?=")|(?<=>)[^<]+(?=<)', text))
    if not found:
        return text
    match = draw(st.sampled_from(found))
    value = draw(st.sampled_from(VALUES)).encode()
    return text[: match.start()] + value + text[match.end() :]


def _other_elements(draw: st.DrawFn, text: bytes) -> bytes:
    """A tag left out, said twice, said many times, or moved."""
    found = list(re.finditer(rb"<[^<>]+>", text))
    if not found:
        return text
    match, other = draw(st.sampled_from(found)), draw(st.sampled_from(found))
    tag = match[0]
    how = draw(st.sampled_from(("drop", "many", "move")))
    if how == "drop":
        return text[: match.start()] + text[match.end() :]
    if how == "many":
        times = draw(st.sampled_from((1, 2, 300, 20_000)))
        return text[: match.end()] + tag * times + text[match.end() :]
    return text[: other.start()] + tag + text[other.start() :]
