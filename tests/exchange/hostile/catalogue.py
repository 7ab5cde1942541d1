"""What is tried: hostile and broken files, each built here by code.

Longer than 300 lines because it is one list; a new case is one entry.
"""

from __future__ import annotations

import gzip
import io
import os
import socket
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from raw import (
    MAIN,
    PACKAGE,
    RELATIONS,
    ROW,
    document,
    old_container,
    open_cell,
    open_document,
    overlapping,
    packed,
    sheet,
    text_cell,
    with_sizes,
    word_cell,
    word_table,
    workbook,
    workbook_parts,
)

MEGA = 1_000_000


@dataclass(frozen=True, slots=True)
class Case:
    """One file: what it is, how it is made, what it is called."""

    group: str
    what: str
    build: Callable[[], bytes]
    name: str = "file.xlsx"
    heavy: bool = False
    """Needs seconds, or a hundred megabytes to build: not in ``make test``."""


CASES: list[Case] = []


def case(
    group: str, what: str, build: Callable[[], bytes], name: str = "file.xlsx", heavy: bool = False
) -> None:
    CASES.append(Case(group, what, build, name, heavy))


def laughs(levels: int = 9) -> str:
    """A document type whose last entity unfolds to ten to the number of levels."""
    entities = '<!ENTITY e0 "lol">' + "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels + 1)
    )
    return f"<!DOCTYPE bomb [{entities}]>"


OUTSIDE = '<!DOCTYPE x [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>'
OVER_HTTP = '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd" [<!ENTITY e9 "x">]>'
QUADRATIC = f'<!DOCTYPE x [<!ENTITY e9 "{"a" * MEGA}">]>'


def one_cell(text: str) -> bytes:
    """A workbook with this in A1."""
    return workbook(f'<row r="1">{text_cell(text)}</row>')


def long_rows() -> str:
    """105 MB of text in cells of 30,000 characters."""
    cell = f'<c t="inlineStr"><is><t>{"x" * 30_000}</t></is></c>'
    return f"<row>{cell * 10}</row>" * 350


def in_shared(doctype: str, text: str, cell: str = '<c r="A1" t="s"><v>0</v></c>') -> bytes:
    """A workbook with these shared strings."""
    shared = f'<?xml version="1.0"?>{doctype}<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'
    return workbook(f'<row r="1">{cell}</row>', shared=shared)


# -- archives -----------------------------------------------------------------------------------

ZIP = "Archives"
case(
    ZIP,
    "a picture of 410 MB of zeros inside a small workbook",
    lambda: workbook(more={"xl/media/a.bin": bytes(410 * MEGA)}),
    heavy=True,
)
case(
    ZIP,
    "a sheet of 120 MB of empty row elements, under the limit of what may unfold",
    lambda: workbook("<row/>" * (120 * MEGA // 6)),
    heavy=True,
)
case(
    ZIP,
    "240 MB of shared strings, each a letter",
    lambda: workbook(
        shared=f'<sst xmlns="{MAIN}">' + "<si><t>a</t></si>" * (240 * MEGA // 17) + "</sst>"
    ),
    heavy=True,
)
case(
    ZIP,
    "a sheet that says it unfolds to 900 bytes and unfolds to 300 MB",
    lambda: with_sizes(workbook(" " * (300 * MEGA) + ROW), "xl/worksheets/sheet1.xml", 900),
    heavy=True,
)
case(
    ZIP,
    "one stretch of 5 MB that 400 members of the archive share",
    lambda: overlapping(400, 5 * MEGA),
)


def nested(levels: int) -> bytes:
    content = packed({"deep.xlsx": workbook()})
    for level in range(levels):
        content = packed({f"{level}-{n}.zip": content for n in range(4)} | {"a.xlsx": b""})
    return content


case(ZIP, "archives in archives, six deep, four in each", lambda: nested(6))
case(
    ZIP,
    "a workbook with a zip bomb among its parts, never looked into",
    lambda: workbook(more={"xl/embeddings/bomb.zip": nested(3)}),
)
case(
    ZIP,
    "20,000 parts",
    lambda: workbook(more={f"xl/media/{n}.png": b"" for n in range(20_000)}),
)
case(ZIP, "cut in the middle", lambda: workbook()[:700])
case(ZIP, "cut by its last byte", lambda: workbook()[:-1])
case(ZIP, "only the first four bytes", lambda: b"PK\x03\x04")
case(ZIP, "an empty archive", lambda: packed({}))
case(ZIP, "4 kB of something before the archive", lambda: b"MZ" + b"\x90" * 4096 + workbook())
case(ZIP, "4 kB of something after the archive", lambda: workbook() + b"\0" * 4096)
case(ZIP, "a part with a wrong checksum", lambda: _wrong_sum())
case(
    ZIP,
    "packed by a method no reader knows",
    lambda: workbook_with_method(99),
)
case(ZIP, "packed by LZMA", lambda: packed(workbook_parts(), zipfile.ZIP_LZMA))
case(ZIP, "the same sheet twice in the archive", lambda: _twice())
case(
    ZIP,
    "parts named ../../../tmp/x, /etc/cron.d/x and C:\\x",
    lambda: workbook(
        more={"../../../tmp/ossbuy-was-here": "x", "/etc/cron.d/x": "x", "C:\\x": "x"}
    ),
)
case(ZIP, "a part that is a link to /etc/passwd", lambda: _link())
case(
    ZIP,
    "a sheet whose place is ../../../etc/passwd",
    lambda: packed(_moved("../../../../etc/passwd")),
)
case(ZIP, "a sheet whose place is on the web", lambda: packed(_moved("http://example.invalid/s")))


def _wrong_sum() -> bytes:
    content = bytearray(packed(workbook_parts(), zipfile.ZIP_STORED))
    place = content.index(b"inlineStr")
    content[place] ^= 1
    return bytes(content)


def workbook_with_method(method: int) -> bytes:
    """A workbook whose sheet claims to be packed in some way."""
    content = bytearray(workbook())
    for name in (b"xl/worksheets/sheet1.xml",):
        place = 0
        while (place := content.find(name, place)) >= 0:
            if content[place - 30 : place - 26] == b"PK\x03\x04":
                content[place - 22] = method
            elif content[place - 46 : place - 42] == b"PK\x01\x02":
                content[place - 36] = method
            place += 1
    return bytes(content)


def _twice() -> bytes:
    out = io.BytesIO(workbook())
    with zipfile.ZipFile(out, "a") as archive:
        other = zipfile.ZipInfo("XL/worksheets/sheet1.xml")
        archive.writestr(other, sheet(f'<row r="1">{text_cell("other")}</row>'))
    return out.getvalue()


def _link() -> bytes:
    out = io.BytesIO(workbook())
    with zipfile.ZipFile(out, "a") as archive:
        entry = zipfile.ZipInfo("xl/media/link")
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


def _moved(target: str) -> dict[str, str | bytes]:
    parts = workbook_parts()
    name = "xl/_rels/workbook.xml.rels"
    return parts | {name: str(parts[name]).replace("worksheets/sheet1.xml", target)}


# -- entities -----------------------------------------------------------------------------------

XML = "XML entities"
for _what, _doctype in (
    ("a billion laughs", laughs()),
    ("an entity that is /etc/passwd", OUTSIDE),
    ("a document type fetched from the web", OVER_HTTP),
):
    case(
        XML,
        f"{_what} in a sheet",
        lambda d=_doctype: workbook(  # type: ignore[misc]
            whole_sheet=sheet(f'<row r="1">{text_cell("&e9;")}</row>', doctype=d)
        ),
    )
    case(XML, f"{_what} in shared strings", lambda d=_doctype: in_shared(d, "&e9;"))  # type: ignore[misc]
    case(
        XML,
        f"{_what} in a document",
        lambda d=_doctype: document(word_table(word_cell("&e9;")), d),  # type: ignore[misc]
        "file.docx",
    )
    case(
        XML,
        f"{_what} in an .ods file",
        lambda d=_doctype: open_document(  # type: ignore[misc]
            f"<table:table-row>{open_cell('&e9;')}</table:table-row>", d
        ),
        "file.ods",
    )
    case(
        XML,
        f"{_what} in the list of sheets",
        lambda d=_doctype: packed(  # type: ignore[misc]
            workbook_parts()
            | {
                "xl/workbook.xml": f'<?xml version="1.0"?>{d}<workbook xmlns="{MAIN}" '
                f'xmlns:r="{RELATIONS}"><sheets><sheet name="&e9;" sheetId="1" r:id="rId1"/>'
                "</sheets></workbook>"
            }
        ),
    )
case(
    XML,
    "an entity of 1 MB used 2,000 times in a document",
    lambda: document(word_table(word_cell("&e9;" * 2000)), QUADRATIC),
    "file.docx",
)
case(
    XML,
    "an entity of 1 MB used 2,000 times in a sheet",
    lambda: workbook(
        whole_sheet=sheet(f'<row r="1">{text_cell("&e9;" * 2000)}</row>', doctype=QUADRATIC)
    ),
)

# -- XML that is large, deep or broken ----------------------------------------------------------

SHAPE = "XML that is deep, large or broken"
case(SHAPE, "elements 500,000 deep in a sheet", lambda: workbook(ROW + "<x>" * 500_000))
case(
    SHAPE,
    "elements 500,000 deep in a document",
    lambda: document("<w:x>" * 500_000),
    "file.docx",
)
case(
    SHAPE,
    "5,000 tables, each in a cell of the one before",
    lambda: document("<w:tbl><w:tr><w:tc>" * 5000 + "</w:tc></w:tr></w:tbl>" * 5000),
    "file.docx",
)
case(
    SHAPE,
    "elements 500,000 deep in an .ods file",
    lambda: open_document("<table:table-row>" * 500_000),
    "file.ods",
)
case(
    SHAPE,
    "a comment of 50 MB in a sheet",
    lambda: workbook(ROW + "<!--" + "x" * (50 * MEGA) + "-->"),
    heavy=True,
)
case(
    SHAPE,
    "an attribute of 40 MB",
    lambda: workbook(f'<row r="1" x="{"a" * (40 * MEGA)}"><c r="A1"><v>1</v></c></row>'),
)
case(
    SHAPE,
    "an element with 300,000 attributes",
    lambda: workbook("<row " + " ".join(f'a{n}="1"' for n in range(300_000)) + "/>"),
)
case(SHAPE, "a sheet that ends in the middle of a tag", lambda: workbook(whole_sheet=sheet()[:150]))
case(SHAPE, "a sheet that is empty", lambda: packed(workbook_parts() | {_SHEET: b""}))
case(SHAPE, "a sheet that is noise", lambda: packed(workbook_parts() | {_SHEET: bytes(range(256))}))
case(
    SHAPE,
    "a sheet in UTF-16",
    lambda: packed(
        workbook_parts() | {_SHEET: sheet().replace("UTF-8", "UTF-16").encode("utf-16")}
    ),
)
case(
    SHAPE,
    "a sheet whose text is no UTF-8",
    lambda: packed(workbook_parts() | {_SHEET: sheet().replace("Id", "\xff").encode("latin-1")}),
)
case(SHAPE, "a workbook without the sheet it lists", lambda: packed(_without(_SHEET)))
case(
    SHAPE,
    "a workbook without its relations",
    lambda: packed(_without("xl/_rels/workbook.xml.rels")),
)
case(SHAPE, "a workbook without sheets", lambda: workbook(names=()))
case(SHAPE, "3,000 sheets", lambda: workbook(names=tuple(f"S{n}" for n in range(3000))))
case(SHAPE, "a sheet name of 100,000 characters", lambda: workbook(names=("n" * 100_000,)))
case(SHAPE, "two sheets of one name", lambda: workbook(names=("Answers", "Answers")))
case(
    SHAPE,
    "a sheet name with line breaks and control characters",
    lambda: workbook(names=("a&#10;b&#27;[31m",)),
)
_SHEET = "xl/worksheets/sheet1.xml"


def _without(part: str) -> dict[str, str | bytes]:
    parts = workbook_parts()
    del parts[part]
    return parts


# -- claims -------------------------------------------------------------------------------------

CLAIMS = "Claims of size"
case(
    CLAIMS,
    "a sheet that declares A1:XFD1048576 and has one row",
    lambda: workbook(whole_sheet=sheet(before='<dimension ref="A1:XFD1048576"/>')),
)
case(
    CLAIMS,
    "a row numbered 10,000,000",
    lambda: workbook(f'<row r="10000000">{text_cell("x", "A10000000")}</row>'),
)
case(
    CLAIMS,
    "a row numbered 4,294,967,296",
    lambda: workbook('<row r="4294967296"><c r="A4294967296"><v>1</v></c></row>'),
)
case(
    CLAIMS,
    "one cell in the last column of the last row",
    lambda: workbook(ROW + f'<row r="1048576">{text_cell("x", "XFD1048576")}</row>'),
)
case(
    CLAIMS,
    "one cell in the last row, first column",
    lambda: workbook(ROW + f'<row r="1048576">{text_cell("x", "A1048576")}</row>'),
)
case(
    CLAIMS,
    "one cell in the last row, column Z",
    lambda: workbook(ROW + f'<row r="1048576">{text_cell("x", "Z1048576")}</row>'),
)
case(
    CLAIMS,
    "a million styled rows without a value",
    lambda: workbook(
        ROW + "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(2, MEGA))
    ),
    heavy=True,
)
case(
    CLAIMS,
    "3,000,000 rows, each with a value and no number",
    lambda: workbook("<row><c><v>1</v></c></row>" * (3 * MEGA)),
    heavy=True,
)
case(
    CLAIMS,
    "10,000,000 rows, each with a value and no number",
    lambda: workbook("<row><c><v>1</v></c></row>" * (10 * MEGA)),
    heavy=True,
)
case(
    CLAIMS, "a cell named ZZZZZZ1", lambda: workbook('<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>')
)
case(CLAIMS, "a cell named A0", lambda: workbook('<row r="0"><c r="A0"><v>1</v></c></row>'))
case(CLAIMS, "a cell named -1", lambda: workbook('<row r="-1"><c r="-1"><v>1</v></c></row>'))
case(
    CLAIMS,
    "a shared string numbered 4,000,000,000 of one",
    lambda: in_shared("", "x", '<c r="A1" t="s"><v>4000000000</v></c>'),
)
case(
    CLAIMS,
    "a shared string numbered −1",
    lambda: in_shared("", "x", '<c r="A1" t="s"><v>-1</v></c>'),
)
case(
    CLAIMS,
    "a style numbered 4,000,000,000",
    lambda: workbook('<row r="1"><c r="A1" s="4000000000"><v>1</v></c></row>'),
)
case(
    CLAIMS,
    "200,000 merges over one another",
    lambda: workbook(
        whole_sheet=sheet(
            after="<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 200_000 + "</mergeCells>"
        )
    ),
)
case(
    CLAIMS,
    "a drop-down on 200,000 places",
    lambda: workbook(
        whole_sheet=sheet(
            after='<dataValidations><dataValidation type="list" sqref="'
            + " ".join(f"B{n}" for n in range(1, 200_000))
            + '"><formula1>"Yes,No"</formula1></dataValidation></dataValidations>'
        )
    ),
)
case(
    CLAIMS,
    "a row of an .ods file repeated 1,000,000,000 times",
    lambda: open_document(
        '<table:table-row table:number-rows-repeated="1000000000">'
        f"{open_cell('x')}</table:table-row>"
    ),
    "file.ods",
    heavy=True,
)
case(
    CLAIMS,
    "a cell of an .ods file repeated 1,000,000,000 times",
    lambda: open_document(
        "<table:table-row>"
        + open_cell("x", 'table:number-columns-repeated="1000000000"')
        + "</table:table-row>"
    ),
    "file.ods",
)
case(
    CLAIMS,
    "1,000,000,000 spaces said by one element of an .ods file",
    lambda: open_document(
        "<table:table-row>" + open_cell('x<text:s text:c="1000000000"/>y') + "</table:table-row>"
    ),
    "file.ods",
    heavy=True,
)
case(
    CLAIMS,
    "the last row of an .ods file, after blank ones",
    lambda: open_document(
        f"<table:table-row>{open_cell('Id')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/>'
        "</table:table-row>"
        f"<table:table-row>{open_cell('x')}</table:table-row>"
    ),
    "file.ods",
)
case(
    CLAIMS,
    "a cell of a document over 1,000,000,000 columns",
    lambda: document(word_table(word_cell("x", '<w:gridSpan w:val="1000000000"/>'))),
    "file.docx",
)
case(
    CLAIMS,
    "20,000 cells of a document over 16,000 columns each",
    lambda: document(word_table(*[word_cell("x", '<w:gridSpan w:val="16000"/>')] * 20_000)),
    "file.docx",
    heavy=True,
)

# -- texts --------------------------------------------------------------------------------------

TEXTS = "Texts"
case(TEXTS, "a cell of 40 MB", lambda: one_cell("x" * (40 * MEGA)))
case(
    TEXTS,
    "a cell of 900,000 characters",
    lambda: one_cell("x" * 900_000),
)
case(
    TEXTS,
    "100 MB of text in cells of 30,000 characters",
    lambda: workbook(long_rows()),
    heavy=True,
)
case(
    TEXTS,
    "one shared string of 30,000 characters in 100,000 cells",
    lambda: workbook(
        '<row><c t="s"><v>0</v></c></row>' * 100_000,
        shared=f'<sst xmlns="{MAIN}"><si><t>{"x" * 30_000}</t></si></sst>',
    ),
    heavy=True,
)
case(
    TEXTS,
    "control characters in a cell",
    lambda: one_cell("a\x01\x02\x1f\x1eb"),
)
case(
    TEXTS,
    "escaped control characters in a cell",
    lambda: one_cell("a_x0000__x001B_b"),
)
case(
    TEXTS,
    "a zero character, as an entity",
    lambda: one_cell("a&#0;b"),
)
case(
    TEXTS,
    "half a character pair, as an entity",
    lambda: one_cell("a&#xD800;b"),
)
case(
    TEXTS,
    "colours and bells for a terminal",
    lambda: one_cell("&#27;]0;x&#7;&#27;[2J"),
)
case(
    TEXTS,
    "texts that a spreadsheet would run: = + - @ tab",
    lambda: workbook(
        '<row r="1">'
        + "".join(
            text_cell(f"{sign}cmd|' /C calc'!A0", f"{column}1")
            for sign, column in zip("=+-@\t", "ABCDE", strict=True)
        )
        + "</row>"
    ),
)
case(
    TEXTS,
    "numbers that are none: nan, inf, 1e999, a date in the year 10^300",
    lambda: workbook(
        '<row r="1">'
        + "".join(
            f'<c r="{c}1"><v>{v}</v></c>'
            for c, v in zip("ABCD", ("nan", "inf", "1e999", "1e300"), strict=True)
        )
        + '<c r="E1" t="d"><v>99999-99-99</v></c><c r="G1" t="zz"><v>1</v></c></row>'
    ),
)

case(
    TEXTS,
    "a cell that is neither yes nor no",
    lambda: workbook('<row r="1"><c r="F1" t="b"><v>7</v></c></row>'),
)

# -- what a file could do ------------------------------------------------------------------------

DOES = "Macros, links and other things that could run"
case(DOES, "macros", lambda: workbook(more={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), "file.xlsm")
case(
    DOES,
    "a macro sheet of the old kind",
    lambda: workbook(more={"xl/macrosheets/sheet1.xml": sheet()}),
    "file.xlsm",
)
case(
    DOES,
    "a link to a workbook on somebody's server",
    lambda: workbook(
        more={
            "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"/>',
            "xl/externalLinks/_rels/externalLink1.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
            f'<Relationship Id="rId1" Type="{RELATIONS}/externalLinkPath" '
            'Target="file://example.invalid/share/x.xlsx" TargetMode="External"/></Relationships>',
        }
    ),
)
case(
    DOES,
    "a formula that starts a program (DDE)",
    lambda: workbook("<row r='1'><c r='A1'><f>cmd|'/C calc'!A0</f><v>1</v></c></row>"),
)
case(
    DOES,
    "a formula that fetches from the web",
    lambda: workbook(
        "<row r='1'><c r='A1' t='str'><f>WEBSERVICE(\"http://example.invalid\")</f><v>x</v></c></row>"
    ),
)
case(
    DOES,
    "a data connection",
    lambda: workbook(
        more={
            "xl/connections.xml": f'<connections xmlns="{MAIN}"><connection id="1" '
            'name="db"/></connections>'
        }
    ),
)
case(DOES, "macros in a document", lambda: _docm(), "file.docm")


def _docm() -> bytes:
    out = io.BytesIO(document(word_table(word_cell("Id"))))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    return out.getvalue()


# -- locked -------------------------------------------------------------------------------------

LOCKED = "Locked files"
case(
    LOCKED,
    "an .xlsx with a password",
    lambda: old_container("Root Entry", "EncryptionInfo", "EncryptedPackage"),
)
case(LOCKED, "an archive whose parts have a password", lambda: _flagged())
case(
    LOCKED,
    "an .ods with a password",
    lambda: open_document("", manifest="<manifest:encryption-data/>"),
    "file.ods",
)


def _flagged() -> bytes:
    content = bytearray(workbook())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := content.find(mark, place + 1)) >= 0:
            content[place + at] |= 1
    return bytes(content)


# -- another kind -------------------------------------------------------------------------------

KINDS = "Another kind than the name says"
case(KINDS, "an old .xls", lambda: old_container("Root Entry", "Workbook"), "file.xls")
case(KINDS, "an old .doc", lambda: old_container("Root Entry", "WordDocument"), "file.xlsx")
case(KINDS, "an old container cut short", lambda: old_container("Root Entry")[:100], "file.xls")
for _name, _bytes in {
    "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "a PNG picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "a JPEG picture": b"\xff\xd8\xff\xe0" + bytes(100),
    "a web page": b"<!DOCTYPE html><html><body><table><tr><td>Id</td></tr></table></body></html>",
    "a web page without a beginning": b"\n <table><tr><td>Id</td></tr></table>",
    "a spreadsheet of 2003 in XML": b'<?xml version="1.0"?><Workbook/>',
    "a rich text document": b"{\\rtf1\\ansi Id}",
    "a program": b"\x7fELF\x02\x01\x01" + bytes(500),
    "a database": b"SQLite format 3\x00" + bytes(100),
    "noise": bytes((n * 7919 >> 3) % 256 for n in range(5000)),
    "zeros": bytes(5000),
    "nothing": b"",
}.items():
    case(KINDS, _name, lambda b=_bytes: b)  # type: ignore[misc]
case(KINDS, "a compressed workbook", lambda: gzip.compress(workbook()))
case(
    KINDS,
    "an archive with two workbooks",
    lambda: packed({"a.xlsx": workbook(), "b.xlsx": workbook()}),
)
case(KINDS, "an archive with a text", lambda: packed({"hello.txt": "hello"}))
case(KINDS, "a binary workbook (.xlsb)", lambda: packed({"xl/workbook.bin": b"x"}))
case(KINDS, "a presentation", lambda: packed({"ppt/presentation.xml": "<p/>"}))
case(KINDS, "an Apple Numbers document", lambda: packed({"Index/Document.iwa": b"x"}))
case(KINDS, "a workbook named .csv", workbook, "file.csv")
case(KINDS, "a text table named .xlsx", lambda: b"id,text\n1,shall\n")
case(KINDS, "a document without a table", lambda: document("<w:p/>"), "file.docx")
case(
    KINDS, "a file name of four lines and a bell", lambda: b"PK", "a\nb\r\nc\x07\n/etc/passwd.xlsx"
)

# -- text tables --------------------------------------------------------------------------------

CSV = "Text tables"
case(CSV, "51 MB", lambda: b"a,b\n" * (51 * MEGA // 4), "file.csv", heavy=True)
case(CSV, "one line of 49 MB", lambda: b"x" * (49 * MEGA), "file.csv", heavy=True)
case(CSV, "49 MB of commas in one line", lambda: b"," * (49 * MEGA), "file.csv", heavy=True)
case(CSV, "a million columns", lambda: b",".join(b"%d" % n for n in range(MEGA)), "file.csv")
case(CSV, "49 MB of line ends", lambda: b"\n" * (49 * MEGA), "file.csv", heavy=True)
case(CSV, "49 MB of quotation marks", lambda: b'"' * (49 * MEGA), "file.csv", heavy=True)
case(
    CSV,
    "a quotation mark that is never closed, 20 MB on",
    lambda: b'a,b\n"' + b"x,y\n" * (5 * MEGA),
    "file.csv",
)
case(CSV, "a quotation mark that is never closed", lambda: b'id,text\n1,"shall\n2,b\n', "file.csv")
case(CSV, "two million short rows", lambda: b"1,2\n" * (2 * MEGA), "file.csv", heavy=True)
case(CSV, "zero bytes between letters", lambda: b"id,text\n1,a\x00b\x00c\n", "file.csv")
case(CSV, "control characters", lambda: b"id,text\n1,a\x1b[31mb\x07\x1e\x1f\n", "file.csv")
case(CSV, "half character pairs in UTF-8", lambda: b"id,text\n1,a\xed\xa0\x80b\n", "file.csv")
case(
    CSV,
    "half character pairs in UTF-16",
    lambda: "id,text\n1,a".encode("utf-16") + b"\x00\xd8" + "b\n".encode("utf-16-le"),
    "file.csv",
)
case(
    CSV, "UTF-16 cut within a character", lambda: "id,text\n1,a\n".encode("utf-16")[:-1], "file.csv"
)
case(CSV, "only a byte order mark", lambda: b"\xef\xbb\xbf", "file.csv")
case(
    CSV,
    "bytes that are no text in any encoding",
    lambda: b"id,text\n" + bytes(range(128, 256)) * 20,
    "file.csv",
)
case(
    CSV,
    "three encodings in one file",
    lambda: "é,1\n".encode() + "é,2\n".encode("cp1252") + "é,3\n".encode("utf-16-le"),
    "file.csv",
)
case(
    CSV,
    "two delimiters, each half of the rows",
    lambda: b"a;b\n1;2\n" * 5 + b"c,d\n3,4\n" * 5,
    "file.csv",
)
case(
    CSV,
    "letters that run right to left and hide what follows",
    lambda: "id,text\n1,\u202eexe.fdp\n".encode(),
    "file.csv",
)
case(CSV, "only delimiters and blanks", lambda: b" , ,\n,,\n", "file.csv")
case(
    CSV, "a first line that names a delimiter of its own", lambda: b"sep=x\naxb\n1x2\n", "file.csv"
)
case(
    CSV,
    "a cell of two million characters",
    lambda: b"id,text\n1," + b"x" * (2 * MEGA) + b"\n",
    "file.csv",
)


# -- paths --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """A path that is no plain file."""

    what: str
    make: Callable[[Path], Path]


def _made(path: Path, make: Callable[[Path], object]) -> Path:
    make(path)
    return path


def _socket(folder: Path) -> Path:
    listening = socket.socket(socket.AF_UNIX)
    # A path of a socket holds about 100 characters; the folder of a test is longer.
    here = os.getcwd()
    os.chdir(folder)
    try:
        listening.bind("file.xlsx")
    finally:
        os.chdir(here)
        listening.close()
    return folder / "file.xlsx"


def _to(target: str) -> Callable[[Path], Path]:
    return lambda folder: _made(folder / "file.xlsx", lambda path: path.symlink_to(target))


PLACES = (
    Place("a directory", lambda folder: _made(folder / "file.xlsx", Path.mkdir)),
    Place("a pipe that nobody writes to", lambda folder: _made(folder / "file.xlsx", os.mkfifo)),
    Place("a socket", _socket),
    Place("a device that never ends", lambda _: Path("/dev/zero")),
    Place("a link to a device that never ends", _to("/dev/zero")),
    Place("a link to nothing", _to("nowhere.xlsx")),
    Place("a link to itself", _to("file.xlsx")),
    Place("a path with a zero character", lambda folder: folder / "file\0.xlsx"),
    Place("a path of 5,000 characters", lambda folder: folder / ("x" * 5000)),
    Place("no such file", lambda folder: folder / "file.xlsx"),
)
