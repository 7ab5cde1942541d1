"""Every sample's request goes out, is filled and saved by LibreOffice, and comes back whole."""

from __future__ import annotations

import random
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from libreoffice import convert, fill

from ossbuy import locations
from ossbuy.exchange.pack.words import DELIVERY_CHOICES, EVIDENCE_CHOICES, LEVEL_WORDS
from ossbuy.model.bid import Level
from ossbuy.procedure.files.build import build
from ossbuy.procedure.replies.receive import receive, unseal
from ossbuy.procedure.request.issuing import Prepared, Wanted, prepare, send
from ossbuy.store.workspace import Workspace

pytestmark = pytest.mark.integration

SAMPLES = locations.sample_names()
HAPPENED = ("record.yaml", "scores.csv", "agreed.csv", "gates.csv", "tests.csv")


class Sent:
    """A sample's request as it went out, and what a vendor types into it."""

    def __init__(self, name: str, place: Path) -> None:
        self.workspace, self.place = Workspace.in_memory("tester"), place
        build(self.workspace, _before_answers(name, place / "files"))
        self.prepared: Prepared = prepare(self.workspace, Wanted())
        send(self.workspace, self.prepared)
        self.vendor = next(iter(self.workspace.project.vendors))
        rng = random.Random(name)
        self.typed: dict[str, tuple[str, ...]] = {}
        self.cells: dict[str, Any] = {}
        for row, item in enumerate(self.prepared.pack.items, start=2):
            said = (
                rng.choice(LEVEL_WORDS),
                rng.choice(DELIVERY_CHOICES),
                rng.choice(("1.10", "2028-05-31", "R7", "07")),
                rng.choice(EVIDENCE_CHOICES),
                f"manual, page {row}",
                rng.choice(("as shown\nin two lines", "=1+1", "-5 °C", "“quoted”, 20 ms")),
            )
            if rng.random() < 0.1:
                said = ("",) * 6
            self.typed[item.key] = said
            self.cells |= {f"{c}{row}": t for c, t in zip("FGHIJK", said, strict=True) if t}
        self.loops: dict[str, str] = {}
        self.loop_cells: dict[str, Any] = {}
        for row, question in enumerate(self.prepared.pack.questions, start=2):
            told: Any = f"told by {question.key}, =1+1"
            if question.kind in ("number", "percent"):
                told = rng.choice((0, 7, 12.5, 41_200))
            elif question.kind in ("choice", "yes-no"):
                told = rng.choice(question.choices or ("Yes", "No"))
            elif question.kind == "date" or question.key.endswith("go-live"):
                told = "2028-03-31"
            self.loops[question.key] = str(told)
            self.loop_cells[f"F{row}"] = told
        self.amounts = {
            row: [rng.randrange(0, 10**6) + 0.25 for _ in range(self.prepared.pack.years)]
            for row in range(2, len(self.prepared.pack.lines) + 2)
        }
        self.prices = {
            f"{'GHIJKLMNOP'[year]}{row}": amount
            for row, amounts in self.amounts.items()
            for year, amount in enumerate(amounts)
        }

    def plan(self) -> list[dict[str, Any]]:
        """What LibreOffice shall open, type and save."""
        jobs = []
        for what, content, cells in (
            (
                "answers",
                self.prepared.answers,
                {"Answers": self.cells, "About you": self.loop_cells},
            ),
            ("prices", self.prepared.prices, {"Prices": self.prices}),
        ):
            source, out = self.place / f"{what}.xlsx", self.place / f"{what}-filled.xlsx"
            source.write_bytes(content)
            jobs.append({"source": str(source), "out": str(out), "cells": cells})
        return jobs


def _before_answers(name: str, place: Path) -> Path:
    """A sample's files as they stood before anything was received."""
    shutil.copytree(locations.samples() / name, place)
    for happened in HAPPENED:
        (place / happened).unlink(missing_ok=True)
    vendors = (place / "vendors.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in vendors if not line.strip().startswith(("answers:", "prices:"))]
    (place / "vendors.yaml").write_text("".join(kept), encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sent]:
    """All samples, filled in one run of LibreOffice."""
    made = {name: Sent(name, tmp_path_factory.mktemp(name)) for name in SAMPLES}
    assert fill([job for one in made.values() for job in one.plan()]) == [[], []] * len(made)
    return made


def come_back(one: Sent, answers: Path, prices: Path) -> None:
    """Receive and open both files, and hold every cell against what was typed."""
    workspace = one.workspace
    # The dates of the samples have passed: a late file needs its reason.
    why = "the round trip of a test"
    for path in (answers, prices):
        receive(workspace, path, one.vendor, reason=why)
    (opened,) = unseal(workspace, "answers", override=why)
    assert opened.remarks == (), "what LibreOffice saved is not as it went out"
    unseal(workspace, "prices", override=why)
    project = workspace.project
    assert len(one.typed) == len(project.requirements)
    for requirement, said in one.typed.items():
        level, delivery, available, evidence, reference, comment = said
        found = project.responses[one.vendor, requirement]
        if not level:
            assert found.level is Level.UNANSWERED
            continue
        assert found.level.value == level.casefold(), project.label(requirement)
        assert found.delivery is not None
        assert delivery.endswith(f"({found.delivery.value})")
        assert found.evidence is not None
        assert EVIDENCE_CHOICES.index(evidence) == list(type(found.evidence)).index(found.evidence)
        assert (found.available, found.reference) == (available, reference)
        assert found.comment == comment
    told = {q: said.value for (vendor, q), said in project.loops.items() if vendor == one.vendor}
    assert told == one.loops
    lines = [line for (vendor, _), line in project.prices.items() if vendor == one.vendor]
    assert len(lines) == len(one.amounts)
    for line, amounts in zip(lines, one.amounts.values(), strict=True):
        assert line.amounts == tuple(Decimal(str(amount)) for amount in amounts)


@pytest.mark.parametrize("name", SAMPLES)
def test_what_was_typed_in_libreoffice_is_what_is_received(sent: dict[str, Sent], name: str):
    one = sent[name]
    come_back(one, one.place / "answers-filled.xlsx", one.place / "prices-filled.xlsx")


def test_a_vendor_may_save_as_opendocument(tmp_path: Path):
    one = Sent(SAMPLES[0], tmp_path)
    fill(one.plan())
    answers, prices = (
        convert(tmp_path / f"{what}-filled.xlsx", "ods", tmp_path / "profile")
        for what in ("answers", "prices")
    )
    come_back(one, answers, prices)
