"""What a file holds beside its values is found, whichever of its many places it stands in."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment as Note
from openpyxl.worksheet.datavalidation import DataValidation

from ossbuy.exchange.intake import read_structure
from ossbuy.exchange.intake.book import Comment, Range, Structure
from ossbuy.exchange.intake.places import block, blocks, cell, with_sheet
from ossbuy.exchange.intake.sheet_part import SheetPart
from ossbuy.exchange.intake.structures import packed, runs, unpacked

RFPS = Path(__file__).resolve().parents[4] / "shared" / "rfps"
SHARED = next((p for p in (RFPS, Path("/work/shared/rfps")) if p.is_dir()), None)


def changed(content: bytes, parts: dict[str, str], replace: dict[str, tuple[str, str]]) -> bytes:
    """A workbook with parts added and texts of parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename in replace:
                before, after = replace[entry.filename]
                assert before.encode() in data
                data = data.replace(before.encode(), after.encode(), 1)
            new.writestr(entry.filename, data)
        for name, text in parts.items():
            new.writestr(name, text)
    return out.getvalue()


@pytest.fixture(scope="module")
def found() -> Structure:
    """A workbook with everything, as openpyxl writes it and by hand what openpyxl cannot write."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Answers"
    for row in range(1, 9):
        for column in range(1, 9):
            sheet.cell(row, column, f"{row}.{column}")
    sheet.merge_cells("B2:C3")
    sheet.row_dimensions[4].hidden = True
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet.column_dimensions["F"].hidden = True
    sheet["A5"].comment = Note("internal: we want Skylark", "P. Buyer")
    sheet["E6"] = "=VLOOKUP(A1,A1:B2,2)"
    sheet["E7"] = "='[prices.xlsx]Sheet1'!A1"
    sheet.protection.enable()
    for formula, area in (
        ('"Yes, No , ,Partly"', "G2:G9"),
        ("Lists!$A$1:$A$1048576", "H2:H9"),
        ("Grades", "I2:I9 K2"),
        ("$A$1:$A$2", "J2"),
        ("INDIRECT(A1)", "L2"),
    ):
        rule = DataValidation(type="list", formula1=formula)
        rule.add(area.split()[0])
        for more in area.split()[1:]:
            rule.add(more)
        sheet.add_data_validation(rule)
    lists = book.create_sheet("Lists")
    for row, text in enumerate(["Full", " Partial ", None, "None", "Full"], start=1):
        lists.cell(row, 1, text)
        lists.cell(row, 2, f"grade {row}")
    lists.sheet_state = "hidden"
    book.create_sheet("Scores").sheet_state = "veryHidden"
    book.defined_names["Grades"] = openpyxl.workbook.defined_name.DefinedName(
        "Grades", attr_text="Lists!$B$1:$B$3"
    )
    book.defined_names["secret"] = openpyxl.workbook.defined_name.DefinedName(
        "secret", attr_text="Scores!$A$1", hidden=True
    )
    book.properties.creator, book.properties.lastModifiedBy = "P. Buyer", "Consultant"
    book.custom_doc_props.append(
        openpyxl.packaging.custom.StringProperty(name="Budget", value="2.1 m")
    )
    book.security = openpyxl.workbook.protection.WorkbookProtection(lockStructure=True)
    out = io.BytesIO()
    book.save(out)
    extension = (
        '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        'uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations count="1" '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation '
        'type="list"><x14:formula1><xm:f>Lists!$B$1:$B$2</xm:f></x14:formula1>'
        "<xm:sqref>M2:M9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    threaded = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/'
        'threadedcomments"><threadedComment ref="B8" personId="{1}" id="{9}"><text>too dear'
        "</text></threadedComment></ThreadedComments>"
    )
    relation = (
        '<Relationship Id="rIdT" Type="http://schemas.microsoft.com/office/2017/10/relationships/'
        'threadedComment" Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    )
    link = (
        '<Relationships xmlns="x"><Relationship Id="rId1" Type="x/externalLinkPath" '
        'Target="file:///C:/bids/prices.xlsx" TargetMode="External"/></Relationships>'
    )
    content = changed(
        out.getvalue(),
        {
            "xl/threadedComments/threadedComment1.xml": threaded,
            "xl/persons/person.xml": '<personList><person id="{1}" displayName="A. Lind"/>'
            "</personList>",
            "xl/externalLinks/externalLink1.xml": "<externalLink/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": link,
            "xl/vbaProject.bin": "x",
        },
        {
            "xl/worksheets/sheet1.xml": ("</worksheet>", extension + "</worksheet>"),
            "xl/worksheets/_rels/sheet1.xml.rels": ("</Relationships>", relation),
        },
    )
    return read_structure(content, "all.xlsm")


def test_sheets_rows_columns_and_merges(found: Structure) -> None:
    assert [(s.name, s.state) for s in found.sheets] == [
        ("Answers", "visible"),
        ("Lists", "hidden"),
        ("Scores", "very hidden"),
    ]
    sheet = found.sheets[0]
    assert sheet.hidden_rows == {4, 5}
    assert sheet.hidden_columns == {4, 6}
    assert sheet.merges == (Range(2, 2, 3, 3),)
    assert (sheet.protected, found.sheets[1].protected, found.protected) == (True, False, True)


def test_formulas_without_a_value_and_links(found: Structure) -> None:
    assert found.sheets[0].uncached == {(6, 5), (7, 5)}
    assert found.sheets[0].linked == {(7, 5)}
    assert found.external_links == ("file:///C:/bids/prices.xlsx",)


def test_drop_downs_wherever_their_words_stand(found: Structure) -> None:
    by_column = {choices.ranges[0].left: choices for choices in found.sheets[0].choices}
    assert by_column[7].words == ("Yes", "No", "Partly")
    assert by_column[7].source == "inline"
    assert by_column[8].words == ("Full", "Partial", "None")
    assert by_column[8].source == "range"
    assert by_column[9].words == ("grade 1", "grade 2", "grade 3")
    assert by_column[9].ranges == (Range(2, 9, 9, 9), Range(2, 11, 2, 11))
    assert by_column[10].words == ("1.1", "2.1")
    assert by_column[12].words == ()
    assert by_column[13].words == ("grade 1", "grade 2")
    assert by_column[13].source == "extension"


def test_who_said_what(found: Structure) -> None:
    assert found.sheets[0].comments == (
        Comment(5, 1, "P. Buyer", "internal: we want Skylark"),
        Comment(8, 2, "A. Lind", "too dear"),
    )
    assert found.authors == ("P. Buyer", "Consultant")
    assert found.properties == (("Budget", "2.1 m"),)


def test_names_and_macros(found: Structure) -> None:
    assert dict(found.defined_names) == {"Grades": "Lists!$B$1:$B$3", "secret": "Scores!$A$1"}
    assert found.hidden_names == ("secret",)
    assert found.macros


def test_a_structure_survives_the_way_between_processes(found: Structure) -> None:
    assert unpacked(packed(found)) == found
    assert runs({3, 9, 4, 5}) == [(3, 5), (9, 9)]


def test_a_value_that_is_an_error_is_named_because_its_text_is_empty() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("S")
        sheet.write_formula("B2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("B3", '=""', None, "")
        sheet.write_formula("B4", "=1+1", None, 2)
    (sheet_,) = read_structure(out.getvalue(), "e.xlsx").sheets
    assert sheet_.failed == {(2, 2)}
    assert sheet_.uncached == set() or sheet_.uncached == {(3, 2)}


def test_nothing_is_found_in_plain_tables() -> None:
    structure = read_structure(b"a,b\n1,2\n", "t.csv")
    assert structure == Structure("t.csv", structure.sheets)
    assert structure.sheets[0].name == "t"


def test_comments_and_tracked_changes_of_a_document() -> None:
    made = docx.Document()
    made.core_properties.author = "P. Buyer"
    made.add_table(rows=1, cols=1).cell(0, 0).text = "shall"
    out = io.BytesIO()
    made.save(out)
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    content = changed(
        out.getvalue(),
        {
            "word/comments.xml": f'<w:comments xmlns:w="{w}"><w:comment w:author="Rival">'
            "<w:p><w:r><w:t>ask less</w:t></w:r></w:p></w:comment></w:comments>"
        },
        {
            "word/document.xml": (
                "<w:sectPr",
                '<w:p><w:ins w:id="1" w:author="Consultant"><w:r><w:t>x</w:t></w:r></w:ins></w:p>'
                "<w:sectPr",
            )
        },
    )
    structure = read_structure(content, "d.docx")
    assert structure.sheets[0].comments == (Comment(0, 0, "Rival", "ask less"),)
    assert (structure.tracked, structure.authors) == (1, ("P. Buyer", "Consultant"))


ODS = """<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"
 xmlns:dc="d"><office:automatic-styles><style:style style:name="ta2" style:family="table">
<style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body>
<office:spreadsheet><table:content-validations>
<table:content-validation table:name="v1" table:condition='of:cell-content-is-in-list("Yes";"No")'/>
<table:content-validation table:name="v2"
 table:condition="of:cell-content-is-in-list([$Lists.$A$1:.$A$2])"/></table:content-validations>
<table:table table:name="Need" table:protected="true">
<table:table-column table:number-columns-repeated="2"/>
<table:table-column table:visibility="collapse"/>
<table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="2">
<text:p>Id</text:p></table:table-cell><table:covered-table-cell/></table:table-row>
<table:table-row table:visibility="collapse" table:number-rows-repeated="3"><table:table-cell
 table:content-validation-name="v1"/><table:table-cell table:content-validation-name="v2">
<office:annotation><dc:creator>P. Buyer</dc:creator><text:p>hm</text:p></office:annotation>
</table:table-cell></table:table-row>
<table:table-row><table:table-cell table:formula="of:=[.A1]"/></table:table-row></table:table>
<table:table table:name="Lists" table:style-name="ta2">
<table:table-row><table:table-cell office:value-type="string"><text:p>Full</text:p>
</table:table-cell></table:table-row><table:table-row><table:table-cell office:value-type="string">
<text:p>None</text:p></table:table-cell></table:table-row></table:table>
<table:named-expressions><table:named-range table:name="lot"
 table:cell-range-address="$Lists.$A$1:.$A$2"/></table:named-expressions>
</office:spreadsheet></office:body></office:document-content>"""


def test_a_workbook_of_open_document_kind() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("meta.xml", '<m xmlns:dc="d"><dc:creator>P. Buyer</dc:creator></m>')
    structure = read_structure(out.getvalue(), "n.ods")
    need, lists = structure.sheets
    assert (need.protected, need.state, lists.state) == (True, "visible", "hidden")
    assert need.hidden_columns == {3}
    assert need.hidden_rows == {2, 3, 4}
    assert need.merges == (Range(1, 1, 1, 2),)
    assert need.uncached == {(5, 1)}
    assert need.comments == (Comment(2, 2, "P. Buyer", "hm"),)
    assert [(c.ranges, c.words, c.source) for c in need.choices] == [
        ((Range(2, 1, 4, 1),), ("Yes", "No"), "inline"),
        ((Range(2, 2, 4, 2),), ("Full", "None"), "range"),
    ]
    assert structure.defined_names == (("lot", "'Lists'!$A$1:$A$2"),)
    assert structure.authors == ("P. Buyer",)


def test_columns_drawn_to_nothing_are_hidden_too() -> None:
    walk = SheetPart()
    walk.start("col", {"min": "2", "max": "3", "width": "0", "customWidth": "1"})
    walk.start("col", {"min": "5", "max": "99999999", "hidden": "1"})
    assert {2, 3, 5, 16_384} <= walk.hidden_columns
    assert max(walk.hidden_columns) == 16_384


def test_places_as_files_write_them() -> None:
    assert cell("$C$7") == (7, 3)
    assert cell("C0") is None
    assert cell("ZZZ1") is None
    assert block("B:C") == Range(1, 2, 1_048_576, 3)
    assert block("2:7") == Range(2, 1, 7, 16_384)
    assert block("B9:B2") is None
    assert blocks("A1 nonsense B2:B3") == (Range(1, 1, 1, 1), Range(2, 2, 3, 2))
    assert with_sheet("'It''s'!$A$1") == ("It's", "$A$1")
    assert with_sheet("A1") is None


@pytest.mark.shared
@pytest.mark.skipif(SHARED is None, reason="needs ../shared/rfps")
@pytest.mark.parametrize("name", ["cms_smc_intake_evv", "cms_operational_report_workbook"])
def test_real_files_as_openpyxl_sees_them(name: str) -> None:
    assert SHARED is not None
    content = (SHARED / f"{name}.xlsx").read_bytes()
    structure = read_structure(content, name)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert [s.name for s in structure.sheets] == book.sheetnames
    for ours in structure.sheets:
        theirs = book[ours.name]
        assert ours.state == theirs.sheet_state
        merged = {(m.min_row, m.min_col, m.max_row, m.max_col) for m in theirs.merged_cells.ranges}
        single = {m for m in merged if m[:2] == m[2:]}
        assert {(m.top, m.left, m.bottom, m.right) for m in ours.merges} == merged - single
        inline = [c for c in ours.choices if c.source != "extension"]
        assert len(inline) == sum(
            1 for v in theirs.data_validations.dataValidation if v.type == "list"
        )
