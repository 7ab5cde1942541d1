"""Forty lines become forty pains: nothing is dropped silently and one undo takes all back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.pasted import SHORT, alike, read_pasted, short_name
from ossbuy.model import commands
from ossbuy.model.completing import incomplete, lacking
from ossbuy.model.events import Refused
from ossbuy.model.telling import labels_of, sentence
from ossbuy.procedure.take import MOST, read_file, taking
from ossbuy.store.workspace import Workspace


@pytest.fixture
def begun() -> Workspace:
    w = Workspace.in_memory("Ines")
    w.execute(commands.describe(w.project, {"name": "X", "currency": "EUR"}))
    for code, name, role in (("ana", "Ana Lima", "Field lead"), ("bo", "Bo Berg", "Planner")):
        w.execute(commands.add(w.project, "person", {"code": code, "name": name, "role": role}))
    w.execute(commands.add(w.project, "pain", {"code": "P3", "name": "Second truck roll"}))
    w.execute(commands.add(w.project, "cause", {"code": "P7", "statement": "no data owner"}))
    return w


WHITEBOARD = """PAINS, Tuesday
-------------
What hurts in the field:
 • Cards bought for free ports
 • second truck roll
 - Duct is full or was never there,
     and the design comes back
 3) 19 % of visits are second visits
 1.5 hours lost per order
 [ ] Reports take two weeks — and every Friday afternoon is gone with it for the whole team

 • CARDS bought for free ports!
 “Nobody believes the map” — Ana Lima
"""


def test_a_whiteboard_becomes_pains(begun: Workspace) -> None:
    found = taking(begun.project, read_pasted(WHITEBOARD))
    assert [(p.code, p.name) for p in found.pains] == [
        ("P8", "PAINS, Tuesday"),
        ("P9", "Cards bought for free ports"),
        ("P10", "Duct is full or was never there, and the design comes back"),
        ("P11", "19 % of visits are second visits"),
        ("P12", "1.5 hours lost per order"),
        ("P13", "Reports take two weeks"),
        ("P14", "Nobody believes the map"),
    ]
    assert found.pains[5].statement.startswith("Reports take two weeks — and every Friday")
    assert found.pains[6].statement == "Nobody believes the map"
    assert begun.project.people[found.pains[6].voice].code == "ana"
    assert [r.sentence() for r in found.remarks] == [
        "Line 3 heads a list: taken as a heading, not as a pain.",
        "Line 5 is told already as P3: left out.",
        "Line 12 says the same as line 4: taken once.",
    ]


def test_forty_lines_are_one_act(begun: Workspace) -> None:
    text = "\n".join(f"{n}. Trouble number {n} at the exchange" for n in range(1, 41))
    seq = begun.seq
    event = begun.execute(taking(begun.project, read_pasted(text)).act())
    assert begun.seq == seq + 1
    assert event.kind == "pains.taken"
    assert len(begun.project.pains) == 41
    assert len(incomplete(begun.project)) == 41
    assert sentence(event, labels_of(begun.history())).startswith("took in pains: P8 Trouble")
    begun.undo()
    assert [p.code for p in begun.project.pains.values()] == ["P3"]


SHEET = (
    "Pain\tIn their words\tSaid by\tSev.\tCost a year\tOwner\n"
    'Needless cards\t"We buy cards\nfor free ports"\tana\t5\t€1.9M\tOps\n'
    "Late bills\t\tCarla\thigh\t1,234\t\n"
    "\t\t\t4\t\t\n"
    "Shadow sheets\tkept twice\tplanner\t3\t450 000\t\n"
)


def test_a_sheet_is_read_by_its_headers(begun: Workspace) -> None:
    pasted = read_pasted(SHEET)
    assert pasted.sheet
    found = taking(begun.project, pasted)
    cards, bills, sheets = found.pains
    assert (cards.severity, cards.cost_likely) == (5, Decimal("1900000"))
    assert cards.statement == "We buy cards for free ports\nOwner: Ops"
    assert begun.project.people[cards.voice].code == "ana"
    assert (bills.severity, bills.cost_likely, bills.voice) == (None, None, "")
    assert bills.statement == "said by: Carla · severity: high · cost: 1,234"
    assert begun.project.people[sheets.voice].code == "bo"
    assert [r.sentence() for r in found.remarks] == [
        "Line 1 has headers not known here ('Owner'): kept in words.",
        "Line 4 names 'Carla', who is not among the people: kept in words.",
        "Line 4 has 'high' as severity, which cannot be read: kept in words.",
        "Line 4 has '1,234' as cost, which cannot be read: kept in words.",
        "Line 5 has no name and no words, only '4': left out.",
    ]


def test_a_sheet_without_headers_is_read_by_position(begun: Workspace) -> None:
    found = taking(begun.project, read_pasted("Late\tso late\tbo\t4\t20k\tx\nAgain\t\t\t2\t\n"))
    late, again = found.pains
    assert (late.name, late.severity, late.cost_likely) == ("Late", 4, 20000)
    assert late.statement == "so late\nx"
    assert (again.name, again.severity) == ("Again", 2)


def test_bullets_set_with_tabs_are_no_sheet() -> None:
    assert not read_pasted("•\tone pain\n•\tanother\n2.\ta third").sheet


def test_a_quote_that_never_closes_swallows_nothing(begun: Workspace) -> None:
    pasted = read_pasted('"We buy cards\tana\nLate bills\tbo\nThird\t')
    assert [said.fields["name"] for said in pasted.pains] == [
        '"We buy cards',
        "Late bills",
        "Third",
    ]


@pytest.mark.parametrize(
    ("name", "text", "names"),
    [
        ("a.txt", "- one\n- two, three\n", ["one", "two, three"]),
        ("a.csv", 'name,severity\none,4\n"two, three",5\n', ["one", "two, three"]),
        ("a.csv", "name;severity\none;4\n", ["one"]),
        ("a.tsv", "one\tin full\ntwo\t\n", ["one", "two"]),
    ],
)
def test_files_of_lines_and_cells(tmp_path: Path, name: str, text: str, names: list[str]) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert [said.fields["name"] for said in read_file(path).pains] == names


def test_a_workbook_is_no_list_of_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(BadFile, match="not UTF-8"):
        read_file(path)


@pytest.mark.parametrize("text", ["", "  \n\t\n---\n", "second  TRUCK roll."])
def test_nothing_new_is_refused(begun: Workspace, text: str) -> None:
    with pytest.raises(Refused, match="paste one line each"):
        taking(begun.project, read_pasted(text)).act()


def test_too_many_are_refused(begun: Workspace) -> None:
    lines = "\n".join(f"pain {n}" for n in range(MOST + 1))
    with pytest.raises(Refused, match=f"at most {MOST}"):
        taking(begun.project, read_pasted(lines)).act()


LINES = st.text(
    st.characters(codec="utf-8", exclude_characters="\n\r", exclude_categories=("Cs",)), max_size=90
)


@given(st.lists(LINES, max_size=12))
def test_every_word_is_taken_or_remarked_upon(lines: list[str]) -> None:
    """No line disappears: it is a pain, goes on from the one before, or is remarked upon."""
    workspace = Workspace.in_memory("Ines")
    text = "\n".join(lines)
    found = taking(workspace.project, read_pasted(text))
    told = " ".join(f"{p.name} {p.statement}" for p in found.pains)
    told += " ".join(said.sentence() for said in found.remarks)
    remarked = {said.line for said in found.remarks}
    for number, line in enumerate(text.split("\n"), 1):
        words = [w for w in alike(line).split() if len(w) > 3]
        if number not in remarked:
            assert all(word in alike(told) for word in words), (line, told)
    if found.pains:
        workspace.execute(found.act())
        assert len(workspace.project.pains) == len(found.pains)
        again = taking(workspace.project, read_pasted(text))
        assert not again.pains


@given(st.text(max_size=200))
def test_a_name_is_short(text: str) -> None:
    assert len(short_name(text)) <= SHORT


def test_what_a_pain_lacks_is_said_in_words(kestrel_project) -> None:
    assert not incomplete(kestrel_project)
    pain = next(iter(kestrel_project.pains.values()))
    bare = pain.model_copy(update={"cost_likely": None, "voice": ""})
    assert lacking(bare) == ("who said it", "cost")
    assert lacking(pain.model_copy(update={"cost_likely": Decimal(0)})) == ()


def test_the_unicode_text_of_excel_is_read(begun: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "pains.tsv"
    path.write_bytes("Name\tCost\r\nDucts öde 😀\t12 000\r\n".encode("utf-16"))
    (pain,) = taking(begun.project, read_file(path)).pains
    assert (pain.name, pain.cost_likely) == ("Ducts öde 😀", Decimal(12000))
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadFile, match="not UTF-8"):
        read_file(path)
