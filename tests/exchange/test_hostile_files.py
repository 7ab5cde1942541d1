"""Files nobody should trust: each ends in one sentence with file and place, never in a trace."""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake import read_values
from ossbuy.exchange.replies import Asked, Reply, Request, load_words, read_reply
from ossbuy.exchange.replies.prices import read_price_lines
from ossbuy.exchange.tables import read_csv, read_sheet
from ossbuy.exchange.yaml_in import LARGEST, parse_yaml
from ossbuy.model.bid import PriceLine
from ossbuy.model.events import Refused
from ossbuy.procedure.files.build import build
from ossbuy.procedure.matrices.importing import Import, open_source, propose_import
from ossbuy.procedure.replies.receive import kind_of
from ossbuy.store.workspace import Workspace
from small import KESTREL


def workbook(rows: list[list[Any]], sheet: str = "Answers", *more: str) -> bytes:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = sheet
    for row in rows:
        first.append(row)
    for name in more:
        book.create_sheet(name)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def answers(*rows: list[Any]) -> bytes:
    return workbook([["Id", "Requirement", "Level", "Delivery", "Evidence", "Comment"], *rows])


def prices(*rows: list[Any]) -> bytes:
    return workbook([["Line", "Item", "Currency", "Y0", "Y1"], *rows], "Prices")


def read_answers(content: bytes, name: str, asked: dict[str, str]) -> Reply:
    """The reply in a workbook; internal ids equal the visible ones."""
    request = Request({code: Asked(code, text) for code, text in asked.items()})
    return read_reply(read_values(content, name), request, load_words())


def read_prices(content: bytes, name: str) -> tuple[PriceLine, ...]:
    return read_price_lines(read_values(content, name), load_words()).lines


def sentence(attempt: Callable[[], object], *parts: str) -> str:
    """The one sentence an attempt ends in; it holds every part."""
    with pytest.raises((BadFile, Refused)) as caught:
        attempt()
    text = str(caught.value)
    assert "\n" not in text, text
    assert text.endswith("."), text
    assert not re.search(r"Traceback|pydantic|Error\(|<.*object at", text)
    assert len(text) < 400, text
    for part in parts:
        assert part in text, text
    return text


# -- project files ----------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return Path(shutil.copytree(KESTREL, tmp_path / "kestrel"))


def building(files: Path) -> Callable[[], None]:
    return lambda: build(Workspace.in_memory("tester"), files)


def put(files: Path, name: str, text: str | bytes) -> None:
    (files / name).write_bytes(text if isinstance(text, bytes) else text.encode())


TYPED: dict[str, tuple[str, str | bytes, tuple[str, ...]]] = {
    "bad yaml": ("pains.yaml", "- id: P1\n  name: 'open\n", ("pains.yaml line",)),
    "tab": ("pains.yaml", "- id: P1\n\tname: x\n", ("pains.yaml line 2",)),
    "repeated key": ("pains.yaml", "- id: P1\n  id: P2\n", ("pains.yaml line 2", "twice")),
    "anchor": ("pains.yaml", "- &a\n  id: P1\n- *a\n", ("pains.yaml line 3", "anchors")),
    "two documents": ("pains.yaml", "- id: P1\n---\n- id: P2\n", ("pains.yaml",)),
    "not a list": ("pains.yaml", "id: P1\n", ("pains.yaml", "list of entries")),
    "a list of words": ("pains.yaml", "- P1\n- P2\n", ("pains.yaml", "list of entries")),
    "nested": ("pains.yaml", "- id: P1\n  name: [a, b]\n", ("pains.yaml, P1, name", "one value")),
    "very deep": ("pains.yaml", "[" * 20_000, ("pains.yaml",)),
    "unknown field": ("pains.yaml", "- id: P1\n  colour: red\n", ("P1", "'colour'", "severity")),
    "no id": ("pains.yaml", "- name: x\n", ("pains.yaml, entry 1", "no id")),
    "same id twice": ("people.yaml", "- id: a\n- id: A\n", ("people.yaml, A", "taken")),
    "an id with a space": (
        "people.yaml",
        "- id: okafor\n- id: a b\n",
        ("people.yaml, a b", "one word"),
    ),
    "latin-1": ("people.yaml", "- id: x\n  name: Müller".encode("latin-1"), ("UTF-8",)),
    "utf-16": ("people.yaml", "- id: x\n".encode("utf-16"), ("people.yaml", "UTF-8")),
    "null byte": ("people.yaml", "- id: x\x00y\n", ("people.yaml",)),
    "too large": ("people.yaml", b"#" * (LARGEST + 1), ("people.yaml", "5 MB")),
    "a pain and a cause of one name": (
        "causes.yaml",
        "- id: p1\n  statement: x\n",
        ("causes.yaml, p1", "taken"),
    ),
    "severity": (
        "pains.yaml",
        "- id: P1\n  name: x\n  severity: 9\n",
        ("pains.yaml, P1", "severity is '9'"),
    ),
    "money with separators": (
        "pains.yaml",
        "- id: P1\n  name: x\n  cost_likely: 1,900,000\n",
        ("likely yearly cost", "1,900,000"),
    ),
    "unknown voice": ("pains.yaml", "- id: P1\n  name: x\n  voice: zoe\n", ("voice", "'zoe'")),
    "explains more than all": (
        "causes.yaml",
        "- id: A\n  statement: x\n  explains: {P1: 70}\n- id: B\n  statement: x\n"
        "  explains: {P1: 40}\n",
        ("causes.yaml, B, explains P1", "110 %"),
    ),
    "explains itself": (
        "causes.yaml",
        "- id: A\n  statement: x\n  explains: {B: 10}\n- id: B\n  statement: x\n"
        "  explains: {A: 10}\n",
        ("causes.yaml, B, explains A", "B → A → B"),
    ),
    "a share in words": (
        "causes.yaml",
        "- id: A\n  statement: x\n  explains: {P1: half}\n",
        ("'half' is not a number",),
    ),
    "a share that is not a number": (
        "causes.yaml",
        "- id: A\n  statement: x\n  explains: {P1: nan}\n",
        ("'nan' is not a number",),
    ),
    "a link of two": ("links.csv", "from,C1\nP1,2\n", ("links.csv", "cell B2", "9, 3, 1 or 0")),
    "half a link": ("links.csv", "from,C1\nP1,1.5\n", ("links.csv", "cell B2")),
    "a link to nothing": ("links.csv", "from,C99\nP1,9\n", ("cell B2", "'c99'")),
    "no column from": ("links.csv", "pain,C1\nP1,9\n", ("links.csv", "'from' is missing")),
    "a column twice": ("links.csv", "from,C1,c1\nP1,9,9\n", ("links.csv", "twice")),
    "no header": ("links.csv", "\nP1,9\n", ("links.csv", "row 1 is empty")),
    "too many cells": ("weights.csv", "id,stated\nC1,1,2\n", ("weights.csv, row 2", "3 cells")),
    "an open quote": ("weights.csv", 'id,stated\n"C1,1\n', ("weights.csv", "quotes")),
    "a negative weight": ("weights.csv", "id,stated\nC1,-1\n", ("Weight of C1 is -1",)),
    "a decimal comma": ("weights.csv", 'id;stated\nC1;"1,5"\n', ("weights.csv", "'1,5'")),
    "a score of six": (
        "scores.csv",
        "round,evaluator,vendor,requirement,score\n1,lindqvist,skylark,C1.1,6\n",
        ("scores.csv, row 2", "5 or less"),
    ),
    "a gate nobody knows": (
        "gates.csv",
        "vendor,requirement,result,by\nskylark,C1.1,perhaps,okafor\n",
        ("gates.csv, row 2", "'perhaps'"),
    ),
    "path escape": (
        "vendors.yaml",
        "- id: v\n  answers: ../../../etc/passwd\n",
        ("vendors.yaml, v", "outside"),
    ),
    "absolute path": ("vendors.yaml", "- id: v\n  answers: /etc/passwd\n", ("outside",)),
    "null in a path": ("vendors.yaml", '- id: v\n  answers: "a\\0b"\n', ("vendors.yaml, v",)),
    "endless path": ("vendors.yaml", f"- id: v\n  answers: {'x' * 5000}\n", ("vendors.yaml, v",)),
    "missing file": ("vendors.yaml", "- id: v\n  answers: no.xlsx\n", ("v", "'no.xlsx'")),
    "a text file": ("vendors.yaml", "- id: v\n  answers: people.yaml\n", ("neither a sheet",)),
    "an unknown step": ("record.yaml", "weights_burned: {}\n", ("record.yaml", "weights_burned")),
    "a step by nobody": ("record.yaml", "weights_locked: {by: zoe}\n", ("record.yaml", "'zoe'")),
    "opened before the lock": ("record.yaml", "answers_unsealed: {by: okafor}\n", ("not locked",)),
    "no name": ("project.yaml", "currency: EUR\n", ("project.yaml", "name is missing")),
    "no currency": ("project.yaml", "name: x\n", ("project.yaml", "currency is missing")),
    "currency in words": ("project.yaml", "name: x\ncurrency: euro\n", ("such as EUR",)),
    "λ of two": (
        "project.yaml",
        "name: x\ncurrency: EUR\npolicy: {lambda: 2}\n",
        ("project.yaml, policy", "λ"),
    ),
    "a formula nobody knows": (
        "project.yaml",
        "name: x\ncurrency: EUR\npolicy: {price_formula: free}\n",
        ("policy", "lowest-ratio"),
    ),
    "a model elsewhere": (
        "project.yaml",
        "name: x\ncurrency: EUR\nevaluation_model: ../kestrel/people\n",
        ("evaluation_model", "no model"),
    ),
    "a model that is none": (
        "project.yaml",
        "name: x\ncurrency: EUR\nevaluation_model: people\n",
        ("people.yaml",),
    ),
}


@pytest.mark.parametrize("case", TYPED)
def test_a_typed_file_that_is_wrong(files: Path, case: str) -> None:
    name, content, parts = TYPED[case]
    put(files, name, content)
    sentence(building(files), *parts)


def test_a_directory_without_project_yaml(tmp_path: Path) -> None:
    sentence(building(tmp_path), "project.yaml", "does not exist")
    sentence(building(tmp_path / "nowhere"), "no such directory")


def test_a_link_that_leads_out_of_the_directory(files: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.xlsx").write_bytes(answers())
    (files / "answers" / "link.xlsx").symlink_to(tmp_path / "secret.xlsx")
    put(files, "vendors.yaml", "- id: v\n  answers: answers/link.xlsx\n")
    sentence(building(files), "outside")


@pytest.mark.parametrize(
    ("coefficient", "value", "said"),
    [
        ("evidence.claim", "2", "above the highest allowed"),
        ("evidence.claim", "nan", "not a finite number"),
        ("evidence.claim", "inf", "finite"),
        ("evidence.claim", "half", "must be a number"),
        ("price.formula", "3", "must be a word"),
        ("price.formula", "free", "must be one of"),
        ("level.full", None, "lacks level.full"),
    ],
)
def test_an_evaluation_model_that_cannot_be_used(
    files: Path, coefficient: str, value: str | None, said: str
) -> None:
    shipped = KESTREL.parents[1] / "templates" / "evaluation" / "standard.yaml"
    model = yaml.load(shipped.read_text(), Loader=yaml.BaseLoader)
    if value is None:
        del model["coefficients"][coefficient]
    else:
        model["coefficients"][coefficient] |= {"value": value}
    put(files, "standard.yaml", yaml.safe_dump(model))
    sentence(building(files), "standard.yaml", said)


def test_a_billion_laughs_are_not_unfolded() -> None:
    bomb = "a: &a [x]\n" + "".join(
        f"{c}: &{c} [*{p}, *{p}]\n" for p, c in zip("abc", "bcd", strict=True)
    )
    sentence(lambda: parse_yaml(bomb, "bomb.yaml"), "bomb.yaml line 2", "anchors")


# -- CSV as spreadsheets really write it ------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "id,stated\nC1,1\n",
        "id;stated\nC1;1\n",
        "id\tstated\nC1\t1\n",
        "\ufeffid,stated\nC1,1\n",
        "id,stated\r\nC1,1\r\n",
        "ID , Stated\n C1 , 1 \n,\n\n",
        'id,stated,\n"C1","1",\n',
    ],
)
def test_csv_in_every_dress(tmp_path: Path, text: str) -> None:
    path = tmp_path / "w.csv"
    path.write_bytes(text.encode())
    assert [(row["id"], row["stated"]) for row in read_csv(path)] == [("C1", "1")]


def test_csv_keeps_lines_and_delimiters_inside_quotes(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text('id,text\nR1,"a, b\n""c"""\n', encoding="utf-8")
    (row,) = read_csv(path)
    assert (row["text"], row.where("text")) == ('a, b\n"c"', "r.csv, cell B2")


# -- workbooks --------------------------------------------------------------------------------

ASKED = {"R1": "shall one", "R2": "shall two", "1.10": "shall ten"}


def test_answers_are_read_as_they_are_and_strange_words_stay_visible() -> None:
    read = read_answers(
        answers(
            ["R1", "shall  ONE", "Full", "Shipped (STD)", "PoC on own data", "=1+1"],
            ["R2", "shall two", "Mostly", "cfg", "hearsay", None],
            [1.1, "shall ten", "full", None, None, None],
            [1.1, "shall eleven", "full", None, None, None],
        ),
        "a.xlsx",
        ASKED,
    )
    assert read.answers["R1"].comment in ("", "=1+1")
    assert read.answers["R2"].level == "unanswered"
    assert read.answers["R2"].raw == {"level": "Mostly", "evidence": "hearsay"}
    assert read.answers["1.10"].level == "full", "its text is the one that was asked"
    said = [f"{item.where}: {item.what}" for item in read.items]
    assert any("cell C3" in s and "'Mostly'" in s for s in said)
    assert any("'1.1' was not asked" in s for s in said), "a number 1.1 is not the text 1.10"


def test_blank_repeated_and_strange_ids_are_remarks() -> None:
    read = read_answers(
        answers(
            ["R1", None, "Full", "STD", None, None],
            ["r1", None, "None", None, None, None],
            [None, "stray", "Full", None, None, None],
            ["x" * 40_000, None, "Full", None, None, None],
        ),
        "a.xlsx",
        ASKED,
    )
    assert read.answers["R1"].level == "full"
    said = [item.what for item in read.items]
    assert any("answered twice; the first answer counts" in s for s in said)
    assert sum("has no row" in s for s in said) == 2
    assert all(len(s) < 300 for s in said)


def test_cells_of_a_hundred_thousand_characters_are_cut_and_said() -> None:
    long = "x" * 100_000
    content = _inline(
        answers(["R1", "shall one", "Full", "STD", "claim", "COMMENT"]), "COMMENT", long
    )
    read = read_answers(content, "a.xlsx", ASKED)
    assert len(read.answers["R1"].comment) == 20_000
    assert any("cut after 20000 characters" in item.what for item in read.items)


def _inline(content: bytes, old: str, new: str) -> bytes:
    """A workbook with a string that openpyxl would refuse to write."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old_zip, zipfile.ZipFile(out, "w") as new_zip:
        for entry in old_zip.infolist():
            new_zip.writestr(entry, old_zip.read(entry).replace(old.encode(), new.encode()))
    return out.getvalue()


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        (1000, "1000"),
        (0.1 + 0.2, "0.3"),
        ("1234,56", "1234.56"),
        ("1234.56", "1234.56"),
        ("1 234,5", "1234.5"),
        ("1'234", "1234"),
        ("1\u00a0234", "1234"),
        (0, "0"),
    ],
)
def test_amounts_that_can_be_read_in_one_way(typed: object, amount: str) -> None:
    (line,) = read_prices(prices(["1", "x", "eur", typed, 0]), "p.xlsx")
    assert line.amounts[0] == Decimal(amount)
    assert line.currency == "EUR"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1,234", "two ways"),
        ("1.234", "two ways"),
        ("1.234,5,0", "two ways"),
        ("1,234.500", "two ways"),
        ("1.234.567", "two ways"),
        (-5, "not a price"),
        ("-5", "not a price"),
        (None, "blank"),
        ("included", "not an amount"),
        ("€ 100", "not an amount"),
        ("Infinity", "not a price"),
        ("NaN", "not a price"),
        ("9" * 40, "not a price"),
        ("x" * 5000, "not an amount"),
        (True, "not an amount"),
    ],
)
def test_amounts_that_cannot(typed: object, said: str) -> None:
    content = prices(["0", "y", "EUR", 1, 1], ["1", "x", "EUR", typed, 0])
    sentence(lambda: read_prices(content, "p.xlsx"), "p.xlsx, sheet Prices, cell D3", said)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [["1", "x", "EUR", 1, 1], ["1", "y", "EUR", 1, 1]],
            "cell A3: line '1' stands there twice",
        ),
        ([[None, "x", "EUR", 1, 1]], "cell A2"),
        ([["1", "x", "Euro", 1, 1]], "cell C2"),
        ([["1", "x" * 600, "EUR", 1, 1]], "cell B2: it is longer than 500"),
        ([["l" * 600, "x", "EUR", 1, 1]], "cell A2: it is longer than 500"),
        ([], "no priced line"),
    ],
)
def test_price_lines_that_cannot_be_used(rows: list[list[Any]], said: str) -> None:
    sentence(lambda: read_prices(prices(*rows), "p.xlsx"), said)


def test_years_with_a_gap() -> None:
    content = workbook(
        [["Line", "Item", "Currency", "Y0", "Y2"], ["1", "x", "EUR", 1, 1]], "Prices"
    )
    sentence(lambda: read_prices(content, "p.xlsx"), "without a gap")


def test_answers_and_prices_in_one_workbook() -> None:
    content = workbook([["Id", "Level"]], "Answers", "Prices")
    sentence(lambda: kind_of(content, "both.xlsx"), "both.xlsx", "two files")
    sentence(lambda: kind_of(workbook([["x"]], "Cover"), "c.xlsx"), "neither")


def test_a_workbook_without_the_columns() -> None:
    content = workbook([["Colour", "Shade"], ["red", "light"]])
    sentence(lambda: read_answers(content, "a.xlsx", ASKED), "a.xlsx", "no sheet holds a table")
    sentence(lambda: read_answers(workbook([]), "a.xlsx", ASKED), "no sheet holds a table")
    content = workbook([["Item", "Currency"], ["x", "EUR"]], "Prices")
    sentence(lambda: read_prices(content, "p.xlsx"), "sheet Prices", "Line, Item, Currency and Y0")


def test_what_is_no_workbook() -> None:
    for content in (
        b"",
        b"Id,Level\nR1,Full\n",
        b"%PDF-1.7",
        b"\x00" * 1000,
        b"PK",
        b"PK\x03\x04abc",
    ):
        sentence(lambda c=content: read_sheet(c, "answers", "a.xlsx"), "a.xlsx")  # type: ignore[misc]
    sentence(lambda: read_sheet(b"\xd0\xcf\x11\xe0" + b"\0" * 2000, "answers", "a.xls"), "a.xls")
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("hello.txt", "hello")
    sentence(lambda: read_sheet(plain.getvalue(), "answers", "a.xlsx"), "not an .xlsx workbook")


def test_a_workbook_cut_short_at_any_point_or_with_any_byte_wrong() -> None:
    whole = answers(["R1", "shall one", "Full", "STD", "claim", "fine"])
    chance = random.Random(7)
    damaged = [whole[:n] for n in range(0, len(whole), 211)]
    for _ in range(150):
        bad = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            bad[chance.randrange(len(bad))] = chance.randrange(256)
        damaged.append(bytes(bad))
    said = []
    for content in damaged:
        try:
            read_answers(content, "a.xlsx", ASKED)
        except BadFile as error:
            said.append(str(error))
    assert len(said) > 50
    assert all(text.startswith("a.xlsx") and "\n" not in text for text in said)


def test_a_zip_bomb_is_refused_before_it_unfolds() -> None:
    out = io.BytesIO(answers())
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/big.bin", "w") as member,
    ):
        block = b"\0" * 10_000_000
        for _ in range(41):
            member.write(block)
    assert len(out.getvalue()) < 1_000_000
    sentence(lambda: read_sheet(out.getvalue(), "answers", "z.xlsx"), "unfolds to 410 MB")


FAR = """
import io, openpyxl, sys
from ossbuy.exchange.tables import read_sheet
from ossbuy.exchange.errors import BadFile
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Answers"
sheet["A1"], sheet["B1"], sheet["XFD1048576"] = "Id", "Level", "x"
out = io.BytesIO()
book.save(out)
try:
    read_sheet(out.getvalue(), "answers", "far.xlsx")
except BadFile as error:
    sys.exit(str(error))
"""


def test_one_cell_in_the_last_corner_does_not_take_the_process_with_it() -> None:
    """In a process of its own: calamine would ask for 550 GB and abort."""
    ended = subprocess.run([sys.executable, "-c", FAR], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith("far.xlsx: a sheet claims 1048576 rows of 16384 columns")


def test_styled_but_empty_cells_far_out_do_no_harm() -> None:
    book = openpyxl.load_workbook(io.BytesIO(answers(["R1", None, "Full", "STD", None, None])))
    sheet = book["Answers"]
    sheet.row_dimensions[1_048_576].height = 20
    sheet["XFD3"].font = openpyxl.styles.Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    assert read_answers(out.getvalue(), "a.xlsx", ASKED).answers["R1"].level == "full"


def taken_from(path: Path) -> Import:
    return propose_import(Workspace.in_memory("tester").project, open_source(path))


def test_requirements_from_a_table_that_is_none(tmp_path: Path) -> None:
    sentence(lambda: taken_from(tmp_path / "no.xlsx"), "does not exist")
    sentence(lambda: taken_from(tmp_path / "no.csv"), "does not exist")
    (tmp_path / "dir.csv").mkdir()
    sentence(lambda: taken_from(tmp_path / "dir.csv"), "it is a directory")
    (tmp_path / "t.csv").write_text("number,words\n1,x\n")
    found = taken_from(tmp_path / "t.csv")
    assert (found.taken, found.act) == ((), None)
    assert found.proposal.sheets[0].why == (
        "No column holds the texts of requirements; its headers are 'number', 'words'."
    )


def test_requirements_are_taken_or_skipped_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(
        "id,text,section,gate,colour\nR1,one,A,yes,red\nR1,again,A,,\n,none,A,,\nR2,,A,,\n"
        "R3,three,,perhaps,\n1.10,ten,,,\n"
    )
    found = taken_from(path)
    assert [row.code for row in found.taken] == ["R1", "1.10"]
    assert found.made == ("A", "R")
    assert [f"{s.where}: {s.why}" for s in found.skipped] == [
        "r.csv, row 3: R1 stands on row 2 already",
        "r.csv, row 4: it has no id",
        "r.csv, row 5: R2 has no text",
        "r.csv, row 6: R3: gate is 'perhaps': it must be yes or no.",
    ]
