"""Anybody's file becomes sheets of plain text: kind, encoding and dialect told from the bytes."""

from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import sys
import time
import zipfile
from typing import Any

import docx
import openpyxl
import pytest
import xlsxwriter

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake import Stopped, children, read_many, read_values
from ossbuy.exchange.intake.book import Book


def workbook(rows: list[list[Any]], title: str = "Answers") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def document(*tables: list[list[str]]) -> bytes:
    made = docx.Document()
    for rows in tables:
        table = made.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        made.add_paragraph("between")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def table(book: Book) -> tuple[tuple[str, ...], ...]:
    (sheet,) = book.sheets
    return sheet.rows


def test_cells_are_text_as_a_person_would_have_typed_it() -> None:
    content = workbook(
        [
            ["Id", 1, 1.0, 1.5, True, False, None, "end"],
            ["1.10", 1.1, dt.date(2026, 3, 1), dt.datetime(2026, 3, 1, 14, 30), " a \n b ", None],
        ]
    )
    book = read_values(content, "whatever.pdf")
    assert (book.kind, book.name) == ("xlsx", "whatever.pdf")
    assert table(book) == (
        ("Id", "1", "1", "1.5", "yes", "no", "", "end"),
        ("1.10", "1.1", "2026-03-01", "2026-03-01 14:30:00", "a \n b"),
    )
    assert book.sheets[0].where(2, 3) == "whatever.pdf, sheet Answers, cell C2"


def test_rows_and_columns_stand_where_a_spreadsheet_shows_them() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        made.add_worksheet("Cover")
        sheet = made.add_worksheet("Späť & co")
        sheet.write(4, 2, "here")
        sheet.write(9, 1, "there")
        sheet.write_blank(500_000, 7, None, made.add_format({"bold": True}))
        sheet.set_row(1_048_575, 30)
        hidden = made.add_worksheet("Lists")
        hidden.write(0, 0, "yes")
        hidden.hide()
        never = made.add_worksheet("Scores")
        never.very_hidden()
    began = time.monotonic()
    book = read_values(out.getvalue(), "m.xlsx")
    assert time.monotonic() - began < 5
    cover, sheet_, lists, scores = book.sheets
    assert cover.rows == ()
    assert (len(sheet_.rows), sheet_.cell(5, 3), sheet_.cell(10, 2)) == (10, "here", "there")
    assert sheet_.rows[0] == ()
    assert sheet_.rows[4] == ("", "", "here")
    assert (lists.state, scores.state, cover.state) == ("hidden", "very hidden", "visible")


def test_a_workbook_of_open_document_kind() -> None:
    out = io.BytesIO()
    cell = '<table:table-cell office:value-type="{}"{}><text:p>{}</text:p></table:table-cell>'
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:'
            '1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:'
            'oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
            '<table:table table:name="Need"><table:table-row>'
            + cell.format("string", "", "Id")
            + cell.format("float", ' office:value="2"', "2.00")
            + "</table:table-row><table:table-row table:number-rows-repeated='1048575'>"
            "<table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    book = read_values(out.getvalue(), "n.ods")
    assert (book.kind, table(book)) == ("ods", (("Id", "2"),))


ROWS = (("id", "text", "note"), ("1", "Größe, Qualität", "a\nb"), ("2", 'say "yes"', "–"))


def written(delimiter: str, end: str = "\r\n") -> str:
    def quoted(cell: str) -> str:
        plain = not any(c in cell for c in f'{delimiter}"\n')
        return cell if plain else '"' + cell.replace('"', '""') + '"'

    return end.join(delimiter.join(map(quoted, row)) for row in ROWS) + end


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_text_tables_in_every_dress(delimiter: str, encoding: str) -> None:
    book = read_values(written(delimiter).encode(encoding), "t.csv")
    assert book.kind == "csv"
    assert table(book) == ROWS
    assert book.sheets[0].where(2, 1) == "t.csv, cell A2"
    told = any("told from its bytes" in note for note in book.notes)
    assert told == (not encoding.startswith("utf-8"))


SPOKEN = {
    "cp1252": [
        "Das System muß Geräte führen;Störungen müssen übertragen werden",
        "Le système gère les équipements réseau;clé d’accès à 5 €",
        "Møde på dansk;skal overføre",
    ],
    "cp1250": ["System musi zarządzać urządzeniami wśród łączy;Źródło żądań", "Žádné ztráty;řídit"],
    "cp1251": ["Система должна вести учёт сетевых ресурсов;Резервное копирование ежедневно"],
    "cp1253": ["Το σύστημα πρέπει να διαχειρίζεται δίκτυα;και να ειδοποιεί για βλάβες"],
    "cp1254": ["Sistem ağ envanterini yönetmelidir;şebeke için"],
    "cp932": ["システムはネットワーク資産を管理すること;障害を通知すること"],
    "gb18030": ["系统应管理网络资源;应支持故障告警"],
    "mac_roman": ["Das System muß Geräte führen;Störungen müssen übertragen werden"],
}


def test_a_few_umlauts_in_a_table_of_english_and_numbers_are_no_chinese() -> None:
    text = "Kriterium;Gewicht;Anbieter Öst;Anbieter Süd\nAPI quality;0,10;3,5;2\n"
    book = read_values(text.encode("cp1252"), "t.csv")
    assert table(book)[0] == ("Kriterium", "Gewicht", "Anbieter Öst", "Anbieter Süd")
    assert any("cp1252" in note for note in book.notes)


@pytest.mark.parametrize(("encoding", "line"), [(e, t) for e, ts in SPOKEN.items() for t in ts])
def test_an_old_encoding_is_told_from_the_letters_and_said(encoding: str, line: str) -> None:
    text = "".join(f"{n};{line}\n" for n in range(1, 5))
    book = read_values(text.encode(encoding), "old.csv")
    assert table(book)[0] == ("1", *line.split(";"))
    assert any("told from its bytes" in note for note in book.notes)


def test_text_tables_as_people_leave_them() -> None:
    assert table(read_values(b"sep=;\na;b\n1;2\n", "x.csv")) == (("a", "b"), ("1", "2"))
    assert table(read_values(b"a,b\n1,2\n,\n\n", "x.csv")) == (("a", "b"), ("1", "2"))
    assert table(read_values(b"only\none column\n", "x.csv")) == (("only",), ("one column",))
    assert table(read_values(b"a;b\n1,5;2,5\n3,5;4,5\n", "x.csv"))[1] == ("1,5", "2,5")
    odd = read_values(b'id,text\n1,"a "quoted" word"\n2,b\n', "x.csv")
    assert len(table(odd)) == 3
    assert any("Line 2 has quotation marks inside a text" in note for note in odd.notes)


def test_tables_of_a_document() -> None:
    made = docx.Document()
    first = made.add_table(rows=3, cols=3)
    for r, row in enumerate([["Id", "Text", "Gate"], ["1", "shall\none", "yes"], ["", "", "no"]]):
        for c, text in enumerate(row):
            first.cell(r, c).text = text
    first.cell(1, 0).merge(first.cell(2, 0))
    wide = made.add_table(rows=2, cols=2)
    wide.cell(0, 0).merge(wide.cell(0, 1)).text = "Section A"
    wide.cell(1, 0).text, wide.cell(1, 1).text = "A1", "inner:"
    wide.cell(1, 1).add_table(rows=1, cols=1).cell(0, 0).text = "nested"
    out = io.BytesIO()
    made.save(out)
    book = read_values(out.getvalue(), "spec.docx")
    assert book.kind == "docx"
    assert [sheet.rows for sheet in book.sheets] == [
        (("Id", "Text", "Gate"), ("1", "shall\none", "yes"), ("", "", "no")),
        (("Section A",), ("A1", "inner:")),
        (("nested",),),
    ]
    assert book.sheets[0].where(2, 3) == "spec.docx, table 1, cell C2"
    # An independent reader finds the same texts in the same places.
    again = docx.Document(io.BytesIO(out.getvalue())).tables
    assert again[0].rows[1].cells[1].text == book.sheets[0].cell(2, 2)


def test_what_stands_beside_the_tables_of_a_document_is_counted() -> None:
    made = docx.Document()
    made.add_heading("1 Inventory", 1)
    made.add_table(rows=1, cols=1).cell(0, 0).text = "A cell of more than five words is read."
    made.add_paragraph("3.1 The system shall live in paragraphs, too.")
    out = io.BytesIO()
    made.save(out)
    book = read_values(out.getvalue(), "spec.docx")
    assert [note for note in book.notes if "outside" in note] == [
        "1 paragraph stands outside its tables and is not read: put what asks for something into a "
        "table."
    ]


def test_a_document_without_a_table_says_what_to_do() -> None:
    with pytest.raises(BadFile, match=r"d\.docx: it holds no table"):
        read_values(document(), "d.docx")


def test_macros_are_named_and_left_out() -> None:
    out = io.BytesIO(workbook([["Id"], ["1"]]))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    book = read_values(out.getvalue(), "m.xlsm")
    assert table(book) == (("Id",), ("1",))
    assert any("Macros are left out" in note for note in book.notes)


def test_several_files_in_order_and_a_bad_one_as_its_sentence() -> None:
    told: list[tuple[int, int]] = []
    files = [(workbook([[n]]), f"{n}.xlsx") for n in range(5)]
    files.insert(2, (b"PK\x03\x04 broken", "bad.xlsx"))
    found = read_many(files, progress=lambda done, of: told.append((done, of)))
    assert told == [(n, 6) for n in range(1, 7)]
    assert isinstance(found[2], BadFile)
    names = [book.sheets[0].cell(1, 1) for book in found if isinstance(book, Book)]
    assert names == ["0", "1", "2", "3", "4"]


def test_reading_can_be_stopped() -> None:
    content = workbook([["x" * 50] * 20] * 3000)
    looks = iter([False, True])
    began = time.monotonic()
    with pytest.raises(Stopped):
        read_many([(content, "a.xlsx")] * 50, cancelled=lambda: next(looks, True))
    assert time.monotonic() - began < 3
    assert read_values(b"a,b\n", "after.csv").sheets[0].rows == (("a", "b"),)


def test_a_reading_process_is_used_again_and_replaced_when_it_is_gone() -> None:
    read_values(b"a,b\n", "one.csv")
    child = children.taken()
    served = child.served
    children.given_back(child)
    read_values(b"a,b\n", "two.csv")
    assert child.served == served + 1
    child.process.kill()
    child.process.wait()
    assert read_values(b"a,b\n", "three.csv").sheets[0].rows == (("a", "b"),)


def test_starting_to_read_loads_nothing_heavy() -> None:
    code = (
        "import sys, ossbuy.exchange.intake.worker, ossbuy.exchange.intake.sheets_in;"
        "print(sorted({'pydantic', 'numpy', 'openpyxl', 'pandas', 'textual', 'yaml', 'lxml'}"
        " & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert ran.stdout.strip() == "[]"
