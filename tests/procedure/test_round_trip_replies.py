"""Late, replaced and withdrawn files and settled words, as readable files and back."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from test_receiving import CODES, answers, levels, prices

from ossbuy.exchange.errors import BadFile
from ossbuy.model.events import Act, Fact
from ossbuy.procedure.files.build import build
from ossbuy.procedure.files.export import export
from ossbuy.procedure.replies.receive import receive, received, remap, unseal, withdraw
from ossbuy.procedure.replies.receiving import find_file
from ossbuy.store.workspace import Workspace


def kestrel_again(kestrel_workspace: Workspace, tmp_path: Path) -> tuple[Workspace, str]:
    """Kestrel with one vendor more, whose files came in every way."""
    workspace = kestrel_workspace
    codes = [r.code for r in workspace.project.requirements.values()][:6]
    workspace.execute(
        Act("vendor.invited", (Fact("vendor/acme/code", "acme"), Fact("vendor/acme/name", "Acme")))
    )
    rows = dict.fromkeys(codes, "Full")
    first = answers(tmp_path / "one.xlsx", rows)
    receive(workspace, first, "acme", at="2026-10-01T09:00:00Z", late=False)
    said = dict(zip(codes, ("Y", "Mostly", "N", "Y", "P", "Y"), strict=True))
    second = answers(tmp_path / "two.xlsx", said)
    receive(workspace, second, "acme", reason="portal down", at="2026-10-03T09:00:00Z", late=True)
    third = answers(tmp_path / "three.xlsx", dict.fromkeys(codes, "None"))
    receive(workspace, third, "acme", at="2026-10-04T09:00:00Z", late=False)
    withdraw(
        workspace, find_file(workspace.project, "three.xlsx"), "a mix-up", at="2026-10-05T09:00:00Z"
    )
    receive(workspace, prices(tmp_path / "p.xlsx", 7), "acme", reason="again", part=False)
    unseal(workspace, "answers", ["acme"])
    remap(workspace, "acme", "level", {"Mostly": "partial + EXT", "P": ""}, reason="legend")
    value = {"value": "3", "note": "told on the phone"}
    workspace.execute(Act("loop.answered", (Fact("loop/acme/code-branches", value),)))
    return workspace, "acme"


def test_what_came_back_goes_through_readable_files(
    kestrel_workspace: Workspace, tmp_path: Path
) -> None:
    workspace, acme = kestrel_again(kestrel_workspace, tmp_path)
    out = tmp_path / "out"
    export(workspace, out)
    tree = yaml.safe_load((out / "replies.yaml").read_text(encoding="utf-8"))
    assert [one["file"] for one in tree["files"]] == [
        "answers/earlier/acme-1.xlsx",
        "answers/acme.xlsx",
        "answers/earlier/acme-2.xlsx",
    ]
    other = Workspace.in_memory("somebody else")
    build(other, out)
    theirs = other.project.by_code("vendors", "acme")
    assert theirs

    def files(one: Workspace, vendor: str) -> list[tuple[object, ...]]:
        return [
            (s.file.sha256, s.file.late, s.file.received_at, s.state, s.note)
            for s in received(one.project, vendor)
            if s.file.contents == "answers"
        ]

    assert files(other, theirs) == files(workspace, acme)
    mine = {workspace.project.label(r): level for r, level in levels(workspace.project).items()}
    assert {other.project.label(r): v for r, v in levels(other.project, theirs).items()} == mine
    scale = other.project.scales[theirs, "level"]
    assert scale.words == workspace.project.scales[acme, "level"].words
    assert scale.settled == workspace.project.scales[acme, "level"].settled
    assert other.project.loops[theirs, "code-branches"].note == "told on the phone"
    assert "portal down" in [e.reason for e in other.history() if e.kind == "file.received"]
    export(other, tmp_path / "again")
    for name in ("replies.yaml", "vendors.yaml"):
        assert (tmp_path / "again" / name).read_bytes() == (out / name).read_bytes()


def test_a_plain_project_has_no_replies_file(kestrel_workspace: Workspace, tmp_path: Path) -> None:
    export(kestrel_workspace, tmp_path / "out")
    assert not (tmp_path / "out" / "replies.yaml").exists()
    assert CODES


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("files: [{vendor: nobody, contents: answers}]", "nobody"),
        ("files: [{vendor: colossa, contents: songs, file: a}]", "answers or prices"),
        ("files: [{vendor: colossa, contents: answers, file: ../x}]", "outside"),
        ("files: [{vendor: colossa, contents: answers, colour: red}]", "'colour'"),
        (
            "files: [{vendor: colossa, contents: answers, file: a.xlsx, replaces: x}]",
            "came before it",
        ),
        ("words: [{vendor: colossa, column: hue, words: {y: full}}]", "column must be"),
        ("words: [{vendor: colossa, column: level, words: {y: maybe}}]", "none of the answers"),
        ("words: [{vendor: colossa, column: level, words: [y]}]", "name: value"),
        ("about: [{vendor: colossa, value: x}]", "names no question"),
        ("letters: []", "no list 'letters'"),
    ],
)
def test_a_wrong_line_is_named(
    kestrel_workspace: Workspace, tmp_path: Path, text: str, said: str
) -> None:
    out = tmp_path / "out"
    export(kestrel_workspace, out)
    (out / "replies.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadFile, match=said):
        build(Workspace.in_memory("x"), out)
