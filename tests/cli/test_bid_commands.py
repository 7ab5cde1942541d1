"""A vendor's commands, as a vendor types them; and each side's commands refuse the other's file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bids import workbook
from ossbuy import cli
from ossbuy.cli import COMMANDS
from ossbuy.exchange.pack import Reason
from ossbuy.output import ExitCode
from packs import pack
from small import KESTREL

REASONS = (Reason("c1", "RC1", "Nobody owns the data", "wrong ports", ("C1.1", "C2.1")),)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk with a pack on it."""
    monkeypatch.setenv("OSSBUY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OSSBUY_USER", "jo")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pack.xlsx").write_bytes(workbook(pack(reasons=REASONS)))
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], line: str, *more: str) -> tuple[int, str, str]:
    """Exit code, what was printed, what was said."""
    capsys.readouterr()
    code = cli.run([*line.split(), *more])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def data(capsys: pytest.CaptureFixture[str], line: str) -> dict:
    """What a command says as JSON."""
    code, out, err = run(capsys, line, "--json")
    assert code == ExitCode.OK, err
    return json.loads(out)["data"]


def test_gates_come_before_causes_and_causes_before_answers(here, capsys) -> None:
    code, out, _ = run(capsys, "assess pack.xlsx --out b.ossbuy --name Falke")
    assert code == ExitCode.OK
    places = [out.index(w) for w in ("2027-01-15", "Pass or fail", "Root causes", "Answered: 0 of")]
    assert places == sorted(places)
    assert "nothing is answered yet, so all from 0 to 100 is open" in out
    assert "Begin with what is pass or fail: C1.1." in out
    assert "Then with what stands against RC1: C1.1, C2.1." in out
    found = data(capsys, "assess b.ossbuy")
    assert found["gates"] == [{"id": "C1.1", "state": "open"}]
    assert found["causes"][0]["requirements"] == ["C1.1", "C2.1"]
    assert found["standing"]["uniform"] == [0, 100]
    assert found["unanswered"] == ["C1.1", "C1.2", "C2.1"]
    assert found["model_assumed"]


def test_a_bid_from_the_pack_to_the_workbook(here, capsys) -> None:
    run(capsys, "assess pack.xlsx --out b.ossbuy")
    line = "answer b.ossbuy c1.2 --level full --delivery std --evidence demo"
    code, out, _ = run(capsys, line, "--reference", "scene 2")
    assert (code, out) == (ExitCode.OK, "C1.2: full, shipped, scripted demo\n")
    _, out, _ = run(capsys, "assess b.ossbuy")
    assert "an assumption" in out
    assert "35.0 – 85.0" in out
    said = data(capsys, "answer b.ossbuy C1.2")["answer"]
    assert (said["level"], said["delivery"], said["reference"]) == ("full", "STD", "scene 2")
    code, out, _ = run(capsys, "task b.ossbuy C2.1 --to Ana --due 2027-01-10")
    assert "Left: 1 of 1 tasks." in out
    assert "nobody's: C1.1" in out
    _, out, _ = run(capsys, "task b.ossbuy --for ana")
    assert "C2.1" in out
    assert data(capsys, "task b.ossbuy")[0]["due"] == "2027-01-10"
    # A pack names sections by their titles, so a title stands for all under it.
    title = next(i.section for i in pack().items if i.code == "C2.1")
    _, out, _ = run(capsys, "task b.ossbuy --note here", title.upper())
    assert "Left: 1 of 1 tasks." in out
    run(capsys, "about b.ossbuy code-branches --value 2 --name Falke")
    assert data(capsys, "about b.ossbuy")[0]["value"] == "2"
    _, out, _ = run(capsys, "log b.ossbuy --last 1")
    assert "told about itself: code-branches 2" in out
    code, out, _ = run(capsys, "bid b.ossbuy")
    assert code == ExitCode.NO
    assert "pass or fail, and not answered" in out
    code, out, _ = run(capsys, "bid b.ossbuy --out mine.xlsx")
    assert code == ExitCode.OK
    assert "1 of 3 answered, 1 of 5 about us" in out
    assert run(capsys, "bid b.ossbuy --out mine.xlsx")[0] == ExitCode.REFUSED
    code, out, _ = run(capsys, "assess mine.xlsx --out again.ossbuy")
    assert "1 answer stood in the file already and is taken over." in out
    _, out, _ = run(capsys, "reuse again.ossbuy --from b.ossbuy")
    assert "Nothing in b.ossbuy is like" in out
    run(capsys, "answer again.ossbuy C1.2 --clear")
    _, out, _ = run(capsys, "reuse again.ossbuy --from mine.xlsx --take C1.2")
    assert "1 answer taken over from mine.xlsx." in out
    assert data(capsys, "answer again.ossbuy C1.2")["taken_over"]["source"] == "mine.xlsx"
    run(capsys, "answer b.ossbuy C2.1 --level none --comment no")
    run(capsys, "bid b.ossbuy --out later.xlsx")
    code, out, _ = run(capsys, "collect again.ossbuy later.xlsx")
    assert out.startswith("later.xlsx: 1 new, 0 differ, 1 the same, 0 about us.")
    assert run(capsys, "verify again.ossbuy")[0] == ExitCode.OK


def test_an_addendum_goes_into_the_bid(here, capsys) -> None:
    run(capsys, "assess pack.xlsx --out b.ossbuy")
    run(capsys, "answer b.ossbuy C1.2 --level full")
    items = pack().items
    (here / "pack2.xlsx").write_bytes(workbook(pack(items=items[:2], version="1.1")))
    code, out, _ = run(capsys, "assess pack2.xlsx --into b.ossbuy")
    assert code == ExitCode.OK
    assert "no longer asked: C2.1" in out
    assert data(capsys, "answer b.ossbuy C1.2")["answer"]["level"] == "full"
    code, _, err = run(capsys, "assess pack2.xlsx --into b.ossbuy")
    assert code == ExitCode.REFUSED
    assert "open in this bid already" in err


def test_a_spreadsheet_that_ossbuy_did_not_make_goes_back_in_its_own_layout(here, capsys) -> None:
    import openpyxl

    rows = "Ref;Requirement;Compliance\nA1;The system shall keep alarms for two years.;\n"
    rows += "A2;Users shall be able to find a port by its customer.;\n"
    (here / "matrix.csv").write_text(rows)
    code, out, _ = run(capsys, "assess matrix.csv --out b.ossbuy")
    assert code == ExitCode.OK
    assert "Answered: 0 of 2." in out
    run(capsys, "answer b.ossbuy A2 --level partial --comment most")
    code, out, _ = run(capsys, "bid b.ossbuy --out back.xlsx")
    assert code == ExitCode.OK
    assert "level in C (Compliance)" in out
    assert "Not kept: formats" in out
    (sheet,) = openpyxl.load_workbook(here / "back.xlsx").worksheets
    assert [[c.value for c in row] for row in sheet.iter_rows()][2][2:] == ["Partial", "most"]
    assert (here / "matrix.csv").read_text() == rows
    run(capsys, "bid b.ossbuy --out other.xlsx --column level=new")
    (sheet,) = openpyxl.load_workbook(here / "other.xlsx").worksheets
    assert [[c.value for c in row] for row in sheet.iter_rows()][2][2:] == [None, "Partial", "most"]
    # A later version of the matrix keeps the answers.
    (here / "matrix2.csv").write_text(rows.replace("two years", "five years") + "A3;Third one.;\n")
    code, out, _ = run(capsys, "assess matrix2.csv --into b.ossbuy")
    assert "new: A3" in out
    assert "reworded, your answer wants reading again: A1" in out
    assert data(capsys, "answer b.ossbuy A2")["answer"]["level"] == "partial"
    (here / "prices.csv").write_text("Vendor,Year,Price\nA,1,2000\nB,2,3000\n")
    code, _, err = run(capsys, "assess prices.csv --out c.ossbuy")
    assert code == ExitCode.USAGE
    assert "asks for anything" in err


def test_bounds_a_bidder_thinks_of_narrow_the_worst_and_the_best(here, capsys) -> None:
    run(capsys, "assess pack.xlsx --out b.ossbuy")
    run(capsys, "answer b.ossbuy C1.2 --level full --delivery STD --evidence pilot")
    run(capsys, "answer b.ossbuy C2.1 --level none")
    assert data(capsys, "assess b.ossbuy")["standing"]["sections"] == [0, 100]
    # C1.1 is a gate and weighs nothing, so each section is one requirement.
    found = data(capsys, "assess b.ossbuy --between Model=20..30%")
    assert found["standing"]["sections"] == [20, 30]
    _, out, _ = run(capsys, "assess b.ossbuy --between S1=20..30")
    assert "between your bounds, most" in out


WRONG = (
    ("assess b.ossbuy --between C9=1..2", "no section 'C9'"),
    ("assess b.ossbuy --between S1=some", "write a range in percent"),
    ("assess b.ossbuy --between S1=60..50", "No weights keep these bounds"),
    ("assess b.ossbuy --between S1=60..150", "from 0 to 1"),
    ("bid b.ossbuy --out x.xlsx --column price=C", "no part of an answer"),
    ("bid b.ossbuy --out x.xlsx --column level=7", "is no column"),
    ("assess none.xlsx", "does not exist"),
    ("assess text.txt --out b.ossbuy", "text.txt"),
    ("assess b.ossbuy --name X", "is a bid already"),
    ("assess pack.xlsx --out b.ossbuy --into b.ossbuy", "not both"),
    ("assess k.ossbuy --out c.ossbuy", "buyer's project"),
    ("assess pack.xlsx --out b.ossbuy", "already a file here"),
    ("assess pack.xlsx --brief k.ossbuy --out c.ossbuy", "no copy for a vendor"),
    ("answer b.ossbuy C9 --level full", "no requirement 'C9'"),
    ("answer b.ossbuy --level full", "Say which requirement"),
    ("answer b.ossbuy C1.1 --level maybe", "is no level"),
    ("about b.ossbuy nonsense --value 1", "no question 'nonsense'"),
    ("task b.ossbuy C1.1", "Say what about them"),
    ("task b.ossbuy --to Jo", "Say which requirements"),
    ("task b.ossbuy C1.1 --to Jo --due soon", "write it as 2027-01-10"),
    ("reuse b.ossbuy --from k.ossbuy", "buyer's project"),
    ("reuse b.ossbuy --from pack.xlsx", "answers nothing"),
    ("collect b.ossbuy text.txt", "text.txt"),
    ("bid b.ossbuy --out x.xlsx", "Nothing is answered"),
)


@pytest.mark.parametrize(("line", "said"), WRONG)
def test_what_is_wrong_is_said_in_one_sentence(here, capsys, line: str, said: str) -> None:
    run(capsys, "assess pack.xlsx --out b.ossbuy")
    if "--between" in line:
        run(capsys, "answer b.ossbuy C1.2 --level full --delivery STD")
    run(capsys, "new k.ossbuy --name Inventory")
    (here / "text.txt").write_text("hello")
    code, _, err = run(capsys, line)
    assert code in (ExitCode.USAGE, ExitCode.REFUSED, ExitCode.UNAVAILABLE), err
    assert said in err
    assert len(err.strip().splitlines()) == 1
    assert not (here / "c.ossbuy").exists()


EITHER = {"log", "undo", "redo", "verify"}
VENDORS = {"assess", "answer", "about", "task", "reuse", "collect", "bid"}
ELSEWHERE = {"demo", "new", "open", "where", "script", "library", "workshop", "share", "import"}
"""No project as the first word, or tried below with all its options."""
MORE = {
    "set": "pain P1 severity 4",
    "cost": "P1",
    "lock": "weights",
    "receive": "pack.xlsx",
    "unseal": "answers",
    "eliminate": "x --reason y",
    "readmit": "x --reason y",
    "why": "P1",
    "report": "--out r.xlsx",
    "export": "--project files",
    "ballot": "P1 C1 --direct 1",
    "round": "C1",
    "group": "C1",
    "take": "lines.txt",
    "pull": "x",
}


def test_every_buyers_command_refuses_a_bid_and_every_vendors_a_buyers_file(here, capsys) -> None:
    run(capsys, "assess pack.xlsx --out b.ossbuy")
    run(capsys, "new k.ossbuy --name Inventory")
    (here / "lines.txt").write_text("P1 it hurts")
    head = data(capsys, "verify b.ossbuy")
    tried = 0
    for name in COMMANDS:
        if name in VENDORS:
            more = {"answer": "C1.1", "reuse": "--from pack.xlsx", "collect": "pack.xlsx"}
            code, _, err = run(capsys, f"{name} k.ossbuy {more.get(name, '')}")
            assert code == ExitCode.REFUSED, name
            assert "buyer" in err
            tried += 1
        elif name not in EITHER | ELSEWHERE:
            code, _, err = run(capsys, f"{name} b.ossbuy {MORE.get(name, '')}")
            if code == ExitCode.USAGE and "is a vendor's own bid" not in err:
                continue  # other words than a project come first
            assert code == ExitCode.REFUSED, (name, err)
            assert "is a vendor's own bid" in err, name
            tried += 1
    assert tried > 25
    for line in (
        "share b.ossbuy --for auditor --out s.ossbuy",
        "import pack.xlsx --project b.ossbuy --dry-run",
        "new n.ossbuy --past b.ossbuy --name N",
    ):
        code, _, err = run(capsys, line)
        assert code == ExitCode.REFUSED, line
        assert "vendor's own bid" in err
    assert data(capsys, "verify b.ossbuy") == head


def test_a_copy_from_the_buyer_begins_a_bid_and_is_not_written_to(here, capsys) -> None:
    run(capsys, f"new k.ossbuy --from {KESTREL}")
    run(capsys, "share k.ossbuy --for vendor --to ductwise --out copy.ossbuy")
    before = (here / "copy.ossbuy").read_bytes()
    code, out, _ = run(capsys, "assess copy.ossbuy --out b.ossbuy --name Ductwise")
    assert code == ExitCode.OK
    assert "with the buyer's own Standard telco evaluation model" in out
    assert "P1  Needless port cards" in out
    code, _, err = run(capsys, "answer copy.ossbuy C1.1 --level full")
    assert code == ExitCode.REFUSED
    assert "a copy that a buyer made" in err
    assert (here / "copy.ossbuy").read_bytes() == before
    for rival in (b"Skylark", b"Colossa", b"OpenLoom"):
        assert rival not in (here / "b.ossbuy").read_bytes()
