"""``ossbuy why``: any number by the code of its thing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ossbuy import cli
from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.explain import explain
from ossbuy.analysis.matrix import matrix
from ossbuy.output import ExitCode
from ossbuy.procedure.files.build import build
from ossbuy.store.workspace import Workspace
from small import KESTREL


@pytest.fixture(scope="module")
def kestrel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("why") / "kestrel.ossbuy"
    with Workspace.create(path, "me") as workspace:
        build(workspace, KESTREL)
    return path


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OSSBUY_HOME", str(tmp_path / "home"))


@pytest.mark.parametrize(
    ("words", "kind", "families"),
    [
        (("P1",), "pain", ("pains",)),
        (("rc2",), "cause", ("causes",)),
        (("C4",), "weight", ("sections",)),
        (("C4.2",), "weight", ("requirements",)),
        (("Ductwise",), "total", ("vendors",)),
        (("ductwise", "--what", "price"), "price", ("vendors",)),
        (("C4", "--vendor", "ductwise"), "section", ("vendors", "sections")),
        (("C4.2", "--vendor", "ductwise"), "cell", ("vendors", "requirements")),
    ],
)
def test_every_number_by_code(
    kestrel: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    kind: str,
    families: tuple[str, ...],
) -> None:
    with Workspace.open(kestrel, "me") as workspace:
        project = workspace.project
        codes = {"vendors": "ductwise", families[-1]: words[0]}
        ref = (kind, *(project.by_code(f, codes[f]) or "" for f in families))
        expected = explain(evaluate(matrix(project)), ref)
    assert cli.run(["why", str(kestrel), *words]) == ExitCode.OK
    out = capsys.readouterr().out
    assert out.startswith(expected.sentence + "\n")
    for part in expected.parts:
        assert part.label.strip() in out
    assert cli.run(["why", str(kestrel), *words, "--json"]) == ExitCode.OK
    data = json.loads(capsys.readouterr().out)["data"]
    assert (data["what"], data["sentence"]) == (kind, expected.sentence)
    values = [part["value"] for part in data["parts"]]
    assert values == pytest.approx([part.value for part in expected.parts], abs=1e-6)
    ids = {*project.pains, *project.sections, *project.requirements, *project.vendors}
    assert not any(ident in json.dumps(data) for ident in ids)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("nope",),
            "There is no trigger, pain, cause, section, requirement or vendor called 'nope'",
        ),
        (("C4", "--what", "pain"), "There is no pain called 'C4'"),
        (("P1", "--vendor", "ductwise"), "--vendor explains a score"),
        (("C4", "--vendor", "nope"), "There is no vendor 'nope'"),
    ],
)
def test_what_is_not_there_is_said(
    kestrel: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert cli.run(["why", str(kestrel), *words]) == ExitCode.USAGE
    assert said in capsys.readouterr().err


def test_a_trigger_is_as_urgent_as_waiting_costs(
    kestrel: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["why", str(kestrel), "T1", "--json"]) == ExitCode.OK
    data = json.loads(capsys.readouterr().out)["data"]
    assert data["deadline"] == "2028-05-31"
    if data["months_left"] > 0:
        assert data["urgency"] == pytest.approx(160_000 * data["months_left"], abs=0.1)
    else:
        assert data["urgency"] is None
    assert cli.run(["why", str(kestrel), "T2"]) == ExitCode.OK
    assert "no deadline is known" in capsys.readouterr().out
