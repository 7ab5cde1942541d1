"""Files → project → files → project: nothing a person typed is lost or changed on the way."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.model import commands
from ossbuy.model.events import Act
from ossbuy.model.judging import eliminate, refer
from ossbuy.model.project import Project
from ossbuy.procedure.files.build import begin, build
from ossbuy.procedure.files.export import export
from ossbuy.procedure.lock import lock_weights
from ossbuy.procedure.replies.receive import accept_proposals, lock_quality, receive, unseal
from ossbuy.store.workspace import Workspace
from small import KESTREL

FAMILIES = ("people", "triggers", "pains", "causes", "sections", "requirements", "vendors")
FAMILIES += ("drivers",)
KEYED = ("contributions", "links", "stated", "hygiene", "responses", "scores", "agreed", "gates")
KEYED += ("references",)
REFERENCES = ("id", "voice", "escalated_by", "section", "parent", "file", "by", "vendor", "owner")


def by_codes(project: Project) -> dict[str, Any]:
    """All content with visible codes in place of internal ids, and without times."""

    def code(ident: str) -> str:
        return project.label(ident)

    def plain(value: Any) -> Any:
        if not hasattr(value, "model_dump"):
            return value
        fields = value.model_dump(mode="json")
        for name in REFERENCES:
            if name in fields:
                fields[name] = code(fields[name]) if name not in ("id", "file") else ""
        if "present" in fields:
            fields["present"] = [code(p) for p in fields["present"]]
        return fields

    def keyed(mapping: Mapping[Any, Any]) -> dict[Any, Any]:
        return {
            tuple(code(part) for part in (key if isinstance(key, tuple) else (key,))): plain(value)
            for key, value in mapping.items()
        }

    found: dict[str, Any] = {
        family: [plain(thing) for thing in getattr(project, family).values()] for family in FAMILIES
    }
    found |= {family: keyed(getattr(project, family)) for family in KEYED}
    found["accepted"] = {(code(v), code(r)) for v, r in project.accepted}
    found["prices"] = {(code(v), line): plain(p) for (v, line), p in project.prices.items()}
    found["files"] = sorted(
        (code(f.vendor), f.contents, f.sha256, f.size, f.answered, f.id in project.unsealed)
        for f in project.files.values()
    )
    found["description"] = plain(project.description)
    found["policy"] = plain(project.policy)
    found["model"] = project.model.hash if project.model else ""
    found["locked"] = (project.locked is not None, project.quality_lock is not None)
    if project.locked:
        found["locked weights"] = {code(r): w for r, w in project.locked.blended.items()}
    found["decision"] = plain(project.decision)
    return found


def exported(workspace: Workspace, directory: Path) -> Path:
    export(workspace, directory)
    return directory


def again(workspace: Workspace, directory: Path) -> Workspace:
    """The project built from what the workspace exports."""
    other = Workspace.in_memory("somebody else")
    build(other, exported(workspace, directory))
    return other


def ranking(project: Project) -> list[tuple[Any, ...]]:
    return [
        (s.label, s.total, s.total_low, s.total_high, s.quality, s.cost, s.rank)
        for s in evaluate(matrix(project)).standings
    ]


def gates(project: Project) -> list[list[str]]:
    return [
        [project.label(gate) for gate in s.gates_failed]
        for s in evaluate(matrix(project)).standings
    ]


def same(first: Workspace, second: Workspace) -> None:
    before, after = by_codes(first.project), by_codes(second.project)
    for part, said in before.items():
        assert after[part] == said, part
    assert ranking(second.project) == ranking(first.project)
    assert gates(second.project) == gates(first.project)


def test_kestrel_comes_back_equal(kestrel_workspace: Workspace, tmp_path: Path) -> None:
    second = again(kestrel_workspace, tmp_path / "out")
    same(kestrel_workspace, second)
    for contents in ("answers", "prices"):
        for original in (KESTREL / contents).iterdir():
            copy = tmp_path / "out" / contents / original.name
            assert copy.read_bytes() == original.read_bytes()


def test_wren_comes_back_equal_with_its_forecast(tmp_path: Path) -> None:
    workspace = Workspace.in_memory("tester")
    build(workspace, KESTREL.with_name("wren-mobile"))
    second = again(workspace, tmp_path / "out")
    same(workspace, second)
    typed = (KESTREL.with_name("wren-mobile") / "forecast.csv").read_text("utf-8")
    assert (tmp_path / "out" / "forecast.csv").read_text("utf-8") == typed
    assert any(line.scales == "SUB" for line in second.project.prices.values())
    vendors = yaml.safe_load((tmp_path / "out" / "vendors.yaml").read_text("utf-8"))
    parts = next(v["answers"] for v in vendors if v["id"] == "patchwork")
    assert parts == ["answers/patchwork.xlsx", "answers/patchwork-part-2.xlsx"]
    for part in parts:
        original = KESTREL.with_name("wren-mobile") / part
        assert (tmp_path / "out" / part).read_bytes() == original.read_bytes()


def test_the_second_export_is_the_first_byte_for_byte(
    kestrel_workspace: Workspace, tmp_path: Path
) -> None:
    second = again(kestrel_workspace, tmp_path / "one")
    exported(second, tmp_path / "two")
    first = sorted(p.relative_to(tmp_path / "one") for p in (tmp_path / "one").rglob("*"))
    assert first == sorted(p.relative_to(tmp_path / "two") for p in (tmp_path / "two").rglob("*"))
    for name in first:
        if (tmp_path / "one" / name).is_file():
            one, two = ((tmp_path / d / name).read_bytes() for d in ("one", "two"))
            assert one == two, name


def test_a_directory_with_something_in_it_is_not_written_to(
    kestrel_workspace: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(FileExistsError, match="is not empty: name a new directory"):
        export(kestrel_workspace, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["note.txt"]


# -- half-way projects: what the record has not seen yet stays unseen --------------------------


def half_way(tmp_path: Path) -> Workspace:
    """Kestrel as typed, locked, with answers received but nothing opened, by accounts alone."""
    files = Path(shutil.copytree(KESTREL, tmp_path / "half"))
    (files / "record.yaml").unlink()
    for name in ("scores.csv", "agreed.csv", "gates.csv"):
        (files / name).unlink()
    workspace = Workspace.in_memory("root")
    vendors = yaml.load((files / "vendors.yaml").read_text(), Loader=yaml.BaseLoader)
    bare = [{k: v for k, v in entry.items() if k in ("id", "name")} for entry in vendors]
    (files / "vendors.yaml").write_text(yaml.safe_dump(bare))
    build(workspace, files)
    lock_weights(workspace)
    for vendor in workspace.project.vendors.values():
        for contents in ("answers", "prices"):
            receive(workspace, KESTREL / contents / f"{vendor.code}.xlsx", vendor.id)
    return workspace


def test_an_export_opens_no_seal(tmp_path: Path) -> None:
    workspace = half_way(tmp_path)
    two = [i for i, v in workspace.project.vendors.items() if v.code in ("skylark", "colossa")]
    unseal(workspace, "answers", two)
    second = again(workspace, tmp_path / "out")
    same(workspace, second)
    opened = {second.project.vendors[v].code for v, _ in second.project.responses}
    assert opened == {"skylark", "colossa"}
    assert not second.project.prices


def test_acts_of_an_account_that_is_no_person_come_back_as_acts_of_the_builder(
    tmp_path: Path,
) -> None:
    workspace = half_way(tmp_path)
    unseal(workspace, "answers", reason="opening session")
    accept_proposals(workspace)
    lock_quality(workspace)
    unseal(workspace, "prices")
    second = again(workspace, tmp_path / "out")
    same(workspace, second)
    assert "root" not in (tmp_path / "out" / "record.yaml").read_text()
    assert "opening session" in (tmp_path / "out" / "record.yaml").read_text()


def test_an_eliminated_vendor_stays_eliminated(
    kestrel_workspace: Workspace, tmp_path: Path
) -> None:
    project = kestrel_workspace.project
    vendor = project.by_code("vendors", "inhouse")
    assert vendor is not None
    kestrel_workspace.execute(eliminate(project, vendor, "tester", "no rollback rehearsal"))
    second = again(kestrel_workspace, tmp_path / "out")
    same(kestrel_workspace, second)
    (gone,) = second.project.eliminated.values()
    assert gone.reason == "no rollback rehearsal"


def test_a_replacement_that_is_still_sealed_stays_sealed(
    kestrel_workspace: Workspace, tmp_path: Path
) -> None:
    """Its first file was opened, so the record says so; the file that counts now was not."""
    project = kestrel_workspace.project
    vendor = project.by_code("vendors", "skylark")
    assert vendor is not None
    book = openpyxl.load_workbook(KESTREL / "answers" / "skylark.xlsx")
    book["Answers"]["C2"] = "None"
    book.save(tmp_path / "skylark.xlsx")
    receive(kestrel_workspace, tmp_path / "skylark.xlsx", vendor)
    second = again(kestrel_workspace, tmp_path / "out")
    code = {v.code for v in second.project.vendors.values()}
    opened = {second.project.vendors[v].code for v, _ in second.project.responses}
    assert code - opened == {"skylark"}


def test_the_adopted_model_travels_with_the_project(tmp_path: Path) -> None:
    files = Path(shutil.copytree(KESTREL, tmp_path / "own"))
    text = (files / "project.yaml").read_text()
    (files / "project.yaml").write_text(
        text.replace("evaluation_model: standard", "evaluation_model: ours")
    )
    shipped = KESTREL.parents[1] / "templates" / "evaluation" / "standard.yaml"
    model = yaml.load(shipped.read_text(), Loader=yaml.BaseLoader)
    model["coefficients"]["evidence.claim"]["value"] = "0.25"
    (files / "ours.yaml").write_text(yaml.safe_dump(model))
    first = Workspace.in_memory("tester")
    build(first, files)
    assert first.project.model is not None
    assert first.project.model.number("evidence.claim") == 0.25
    same(first, again(first, tmp_path / "out"))


# -- hostile texts ----------------------------------------------------------------------------

NASTY = st.sampled_from(
    [
        *("[REQ-1]", "[x](y)", "=1+1", "@cmd", "+3", "-", "- a", "#c", "key: value", "{a: b}"),
        *('say "hi"', "it's", "NO", "yes", "null", "~", "1.10", "1e3", "0x1F", "2026-05-12"),
        *("a\nb", "a\r\nb", "a\n\n  b  \nc", "tab\tin", "网络清单", "🚒👩‍💻", "é́", "\u202eevil"),
        *(" lead", "trail ", "", "%", "a,b;c\td", "\u00a0nbsp", "&amp;", "|", ">", "!!int 3", "*a"),
        *("x" * 500, "'", '"', "\\n", "---", "...", "\ufeffbom", "\u2028", "[/]", "[bold]"),
    ]
)
PRINTABLE = st.text(
    st.characters(exclude_categories=("Cc", "Cs"), include_characters="\n\t"), max_size=30
)
TEXT = st.one_of(NASTY, PRINTABLE)
PLAN = {"go_live": "2027-05-01", "staff_after_go_live": "2.5"}
CODE = st.one_of(
    st.sampled_from(["1.10", "1.1", "NO", "REQ-[1]", "=A1", "C 4", "网", "a,b", '"q"', "~", "²"]),
    st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=8),
)


def distinct(codes: st.SearchStrategy[str], size: int) -> st.SearchStrategy[list[str]]:
    return st.lists(
        codes, min_size=size, max_size=size, unique_by=lambda code: code.strip().casefold()
    )


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_text_comes_back_as_it_went(data: st.DataObject) -> None:
    codes = data.draw(distinct(CODE, 8))
    people = data.draw(distinct(CODE.filter(lambda c: len(c.split()) == 1), 1))

    def text() -> str:
        return data.draw(TEXT)

    # No model is adopted, which saves writing and reading one in every example.
    workspace = Workspace.in_memory("me")
    workspace.execute(commands.describe(workspace.project, {"name": "n", "currency": "EUR"}))
    fields: dict[str, Any] = {"name": text() or "n", "subject": text()[:500], "buyer": text()[:500]}
    fields["context"] = {text() or "k": text()}
    run(workspace, lambda p: commands.describe(p, fields))
    for family, code, said in (
        ("person", people[0], {"name": text(), "role": text(), "conflict": text()}),
        ("pain", codes[0], {"name": text() or "n", "statement": text(), "voice": "person-id"}),
        ("pain", codes[1], {"name": "n", "workaround": text(), "cost_likely": "0.10"}),
        ("cause", codes[2], {"statement": text() or "s", "category": text()}),
        ("section", codes[3], {"title": text() or "t"}),
        ("section", codes[4], {"title": "t", "parent": "section-id"}),
        ("requirement", codes[5], {"section": "section-id", "text": text() or "x"}),
        ("requirement", codes[6], {"section": "section-id", "text": "x", "threshold": text()}),
        ("vendor", codes[7], {"name": text(), "profile": text(), "release": text()} | PLAN),
    ):
        first = f"{family}-id" not in getattr(workspace.project, commands.ENTITIES[family][0])
        ident = f"{family}-id" if first else ""
        run(
            workspace,
            lambda p, f=family, c=code, s=said, i=ident: commands.add(p, f, {"code": c} | s, i),
        )
    project = workspace.project
    run(workspace, lambda p: commands.set_contribution(p, "cause-id", "pain-id", 1 / 3))
    reference = {"customer": text(), "seen": "2026-02-10", "release": text(), "note": text()}
    run(workspace, lambda p: refer(p, "vendor-id", "1", reference))
    run(workspace, lambda p: commands.set_stated(p, "section-id", data.draw(st.floats(0, 1e6))))
    for source in list(project.pains):
        run(workspace, lambda p, s=source: commands.set_link(p, s, "requirement-id", 3))
    with tempfile.TemporaryDirectory() as directory:
        second = again(workspace, Path(directory) / "out")
    before, after = by_codes(workspace.project), by_codes(second.project)
    for part, said in before.items():
        assert after[part] == said or part == "model", part


def run(workspace: Workspace, act: Any) -> None:
    """Execute what a command makes of the project; what it refuses was never in it."""
    try:
        made: Act = act(workspace.project)
    except commands.Refused:
        return
    workspace.execute(made)


def test_vendors_whose_codes_make_the_same_file_name_keep_their_own_files(tmp_path: Path) -> None:
    workspace = Workspace.in_memory("me")
    begin(workspace, "n", "EUR")
    contents = {}
    for code in ("网络", "清单", "a/b", "a b"):
        workspace.execute(
            commands.add(workspace.project, "vendor", {"code": code}, new := code.replace("/", "-"))
        )
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "Answers"
        sheet.append(["Id", "Level"])
        sheet.append([code, "Full"])
        path = tmp_path / f"{len(contents)}.xlsx"
        book.save(path)
        contents[code] = path.read_bytes()
        receive(workspace, path, new)
    out = exported(workspace, tmp_path / "out")
    listed = yaml.load((out / "vendors.yaml").read_text(), Loader=yaml.BaseLoader)
    assert {entry["id"]: (out / entry["answers"]).read_bytes() for entry in listed} == contents


def test_a_carriage_return_does_not_break_a_row(tmp_path: Path) -> None:
    workspace = Workspace.in_memory("me")
    begin(workspace, "n", "EUR")
    workspace.execute(commands.add(workspace.project, "section", {"code": "S", "title": "t"}, "S"))
    fields = {"code": "R", "section": "S", "text": "one\rtwo\r\nthree"}
    workspace.execute(commands.add(workspace.project, "requirement", fields))
    out = exported(workspace, tmp_path / "out")
    with (out / "requirements.csv").open(newline="") as handle:
        assert [row["text"] for row in csv.DictReader(handle)] == ["one\ntwo\nthree"]
