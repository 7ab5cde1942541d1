"""What would leave and should not: named with its place, and nothing ordinary beside it."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.pack import write_answers, write_prices
from ossbuy.model.fold import fold
from ossbuy.procedure.request.file_leaks import file_leaks
from ossbuy.procedure.request.leaks import Outgoing, pack_texts, stays, text_leaks
from packs import pack
from small import Case


def project(**policy: object):
    case = Case(**policy).pain("P1", cost_likely="1900000", cost_low="1400000", cost_high="2600000")
    case.thing("person", "NOC1", name="Petra Nowak").thing(
        "vendor", "acme", name="Acme Orbit", profile="We do not trust them with data since 2019."
    )
    case.thing(
        "emotion",
        "E1",
        person="NOC1",
        feeling="fatigue",
        fear="that we are blamed again when the migration slips",
    )
    case.say("note/n1/text", "the board will sign below two million only")
    case.say("note/n1/private", True)
    return fold(case.facts)


def kinds(text: str, **policy: object) -> list[str]:
    return [leak.kind for leak in text_leaks(project(**policy), [Outgoing("C1.1", text)])]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The tool shall run on Oracle.", "brand"),
        ("Comments for discussion: do we need this?", "internal"),
        ("Not for bidders: this replaces the old tool.", "internal"),
        ("The solution shall fit our budget.", "budget"),
        ("Reconciliation (12 points)", "weight"),
        ("Weight: 12 % of the total", "weight"),
        ("A nice to have for the reporting team", "priority"),
        ("As Petra Nowak asked, ports are counted.", "name"),
        ("Better than Acme Orbit does it today.", "name"),
        ("It costs us 1,900,000 a year.", "budget"),
        ("It costs us 1.9 million a year.", "budget"),
        ("It costs us EUR 2.6M a year.", "budget"),
        ("Nobody wants that we are blamed again when the migration slips.", "private"),
        ("It says that the board will sign below two million only.", "private"),
        ("they do not trust them with data since 2019", "private"),
    ],
)
def test_what_gives_the_buyer_away_is_found(text: str, kind: str):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "The tool shall run on Oracle or equivalent.",
        "The system shall store 41,200 ports and score alarms by weight of evidence.",
        "A call shall have a priority, and each must have an owner.",
        "The inventory shall trace a fibre in 2 s at p95.",
        "Acmeorbital systems shall be supported.",
        "The load shall reach 1.4 million records an hour.",
    ],
)
def test_ordinary_words_are_let_through(text: str):
    assert kinds(text) == []


def test_a_price_ceiling_is_found_as_an_amount():
    assert kinds("At most 13,500,000 in five years.", price_ceiling="13500000") == ["budget"]
    assert kinds("At most 13,500,000 in five years.") == []


def test_a_pack_is_looked_at_as_a_whole_and_what_stays_is_counted(kestrel_project):
    told = pack(name="Oracle replacement", changes="internal note: weights to follow")
    found = text_leaks(kestrel_project, pack_texts(told))
    assert {leak.place for leak in found} == {"the name of the project", "what an addendum changes"}
    assert "9 feelings" in stays(kestrel_project)
    assert "all weights" in stays(kestrel_project)


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_file_is_looked_through_for_what_is_hidden_and_what_was_kept_for_the_house():
    book = Workbook()
    book.properties.creator = "Petra Nowak"
    sheet = book.active
    sheet.title = "Matrix"
    sheet.append(["Id", "Requirement", "Weight", "Within COTS", "Decision"])
    sheet.append(["R1", "The tool shall run on Oracle.", 12, "Yes", "keep"])
    sheet.append(["R2", "The tool shall count ports.", 3, "Yes", ""])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet["B2"].comment = Comment("Do we need this row?", "Petra Nowak")
    hidden = book.create_sheet("Scoring")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "how we score"
    book.defined_names["target_price"] = DefinedName("target_price", attr_text="Matrix!$C$2")
    found = file_leaks(saved(book), "annex.xlsx", project())
    said = {(leak.kind, leak.place) for leak in found}
    assert {
        ("hidden", "annex.xlsx, sheet Matrix"),
        ("hidden", "annex.xlsx, sheet Scoring"),
        ("comment", "annex.xlsx, sheet Matrix, cell B2"),
        ("author", "annex.xlsx"),
        ("defined name", "annex.xlsx"),
        ("weight", "annex.xlsx, sheet Matrix, cell C1"),
        ("internal", "annex.xlsx, sheet Matrix, cell D1"),
        ("internal", "annex.xlsx, sheet Matrix, cell E1"),
        ("brand", "annex.xlsx, sheet Matrix, cell B2"),
    } <= said
    hidden_things = [leak.what for leak in found if leak.kind == "hidden"]
    assert any("hidden rows: 3" in what for what in hidden_things)
    assert any("hidden columns: D" in what for what in hidden_things)
    assert all(leak.way_out.endswith(".") for leak in found)


def test_a_clean_file_and_our_own_packs_hold_nothing_that_leaks():
    book = Workbook()
    book.properties.creator = None
    book.active.append(["Id", "Requirement", "Answer"])
    book.active.append(["R1", "The tool shall count ports.", ""])
    assert file_leaks(saved(book), "clean.xlsx") == ()
    assert file_leaks(write_answers(pack()), "answers.xlsx") == ()
    assert file_leaks(write_prices(pack()), "prices.xlsx") == ()


def test_many_of_one_kind_are_counted():
    book = Workbook()
    book.properties.creator = None
    for number in range(12):
        book.active.append([f"R{number}", "The tool shall run on Oracle, too."])
    found = [leak for leak in file_leaks(saved(book), "long.xlsx") if leak.kind == "brand"]
    assert len(found) == 6
    assert found[-1].what == "7 more of this kind."


_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def letter(body: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        document = f"<w:document {_WORD}><w:body>{body}</w:body></w:document>"
        archive.writestr("word/document.xml", document)
        said = '<w:comment w:author="Petra Nowak"><w:p><w:r><w:t>Cut this</w:t></w:r></w:p>'
        archive.writestr(
            "word/comments.xml", f"<w:comments {_WORD}>{said}</w:comment></w:comments>"
        )
    return content.getvalue()


def test_a_letter_is_looked_through_for_comments_and_tracked_changes():
    words = (
        '<w:p><w:ins w:author="Petra Nowak"><w:r><w:t>It runs on Oracle.</w:t></w:r></w:ins></w:p>'
    )
    found = file_leaks(letter(words), "letter.docx")
    assert [leak.kind for leak in found] == ["comment", "author", "tracked", "unread"]
    assert found[0].place == "letter.docx"
    cells = "".join(f"<w:tc>{words}</w:tc>" for _ in range(3))
    found = file_leaks(letter(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"), "letter.docx")
    assert "brand" in [leak.kind for leak in found]
    with pytest.raises(BadFile):
        file_leaks(b"%PDF-1.4 nothing", "letter.pdf")
