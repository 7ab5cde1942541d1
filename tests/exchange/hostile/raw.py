"""Office files put together part by part, so that any part can be wrong in any way."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>Id</t></is></c></row>'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
)


def packed(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these parts."""
    out = io.BytesIO()
    # The weakest packing: bombs of hundreds of megabytes are built in every run.
    with zipfile.ZipFile(out, "w", method, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def sheet(rows: str = ROW, before: str = "", after: str = "", doctype: str = "") -> str:
    """XML of a sheet."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<worksheet xmlns="{MAIN}" '
        f'xmlns:r="{RELATIONS}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    )


def text_cell(text: str, place: str = "A1") -> str:
    """XML of a cell that holds its text itself."""
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def workbook_parts(
    rows: str = ROW,
    *,
    whole_sheet: str = "",
    shared: str = "",
    names: tuple[str, ...] = ("Answers",),
    more: Mapping[str, str | bytes] | None = None,
) -> dict[str, str | bytes]:
    """Parts of an .xlsx file whose sheets are all alike."""
    one = whole_sheet or sheet(rows)
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        + "".join(
            f'<Relationship Id="rId{n}" Type="{RELATIONS}/worksheet" '
            f'Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, len(names) + 1)
        )
        + "</Relationships>",
        **{f"xl/worksheets/sheet{n}.xml": one for n in range(1, len(names) + 1)},
    }
    if shared:
        parts["xl/sharedStrings.xml"] = shared
        relations = str(parts["xl/_rels/workbook.xml.rels"])
        parts["xl/_rels/workbook.xml.rels"] = relations.replace(
            "</Relationships>",
            f'<Relationship Id="rIdS" Type="{RELATIONS}/sharedStrings" '
            'Target="sharedStrings.xml"/></Relationships>',
        )
    parts.update(more or {})
    return parts


def workbook(rows: str = ROW, **others: object) -> bytes:
    """An .xlsx file."""
    return packed(workbook_parts(rows, **others))  # type: ignore[arg-type]


def document(table: str, doctype: str = "") -> bytes:
    """A .docx file with this inside its body."""
    return packed(
        {
            "[Content_Types].xml": TYPES,
            "word/document.xml": f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{WORD}">'
            f"<w:body>{table}</w:body></w:document>",
        }
    )


def word_table(*rows: str) -> str:
    """XML of a table; rows are XML of cells."""
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def word_cell(text: str, about: str = "") -> str:
    """XML of a cell of a table in a document."""
    return f"<w:tc><w:tcPr>{about}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def open_document(rows: str, doctype: str = "", manifest: str = "<manifest/>") -> bytes:
    """An .ods file with these rows."""
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'<?xml version="1.0"?>{doctype}<office:document-content '
            'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
            f'<office:spreadsheet><table:table table:name="Answers">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
            "META-INF/manifest.xml": manifest,
        }
    )


def open_cell(text: str, about: str = "") -> str:
    """XML of a cell of an .ods file."""
    return (
        f'<table:table-cell office:value-type="string" {about}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def old_container(*streams: str) -> bytes:
    """The outside of an old office file: first bytes, and names of its streams in the directory."""
    directory = b"".join(name.encode("utf-16-le").ljust(64, b"\0") + b"\0" * 64 for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + directory.ljust(2048, b"\0")


def with_sizes(content: bytes, member: str, size: int) -> bytes:
    """An archive that lies about what a member unfolds to, in both places that say it."""
    data = bytearray(content)
    name = member.encode()
    place = 0
    while (place := data.find(name, place)) >= 0:
        # Local header: size at 22, name at 30; central directory: size at 24, name at 46.
        if data[place - 30 : place - 26] == b"PK\x03\x04":
            data[place - 8 : place - 4] = struct.pack("<I", size)
        elif data[place - 46 : place - 42] == b"PK\x01\x02":
            data[place - 22 : place - 18] = struct.pack("<I", size)
        place += len(name)
    return bytes(data)


def overlapping(copies: int, size: int) -> bytes:
    """Many members in the directory that all are one and the same stretch of bytes."""
    data = bytearray(packed({"xl/workbook.xml": "\0" * size}))
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = bytes(data[start:end])
    entries = b"".join(
        entry.replace(b"xl/workbook.xml", f"xl/workboo{n:04}"[:15].encode()) for n in range(copies)
    )
    tail = bytearray(data[end:])
    tail[8:12] = struct.pack("<HH", copies + 1, copies + 1)
    tail[12:16] = struct.pack("<I", len(entry) + len(entries))
    return bytes(data[:start]) + entry + entries + bytes(tail)
