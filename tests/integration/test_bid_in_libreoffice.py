"""A bid on every sample: issued, answered in ossbuy, saved by LibreOffice, received whole."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from libreoffice import fill

from ossbuy import locations
from ossbuy.model.bid import Delivery, Evidence, Level
from ossbuy.model.bidding import ANSWER_FIELDS, own_answer, tell_about, write_answer
from ossbuy.model.receipt import LoopAnswer
from ossbuy.procedure.bidding.assessing import begin_bid
from ossbuy.procedure.bidding.doubts import about_answers
from ossbuy.procedure.bidding.sending import pack_of, write_bid
from ossbuy.procedure.files.build import build
from ossbuy.procedure.files.export import share_copy
from ossbuy.procedure.replies.receive import receive, unseal
from ossbuy.procedure.request.issuing import Wanted, prepare, send
from ossbuy.store.workspace import Workspace

pytestmark = pytest.mark.integration

HAPPENED = ("record.yaml", "scores.csv", "agreed.csv", "gates.csv", "tests.csv")
KINDS = {"number": "0.5", "percent": "30", "date": "2028-03-31", "yes-no": "Yes"}
"""What is answered about ourselves, by the kind of the question."""
TEXTS = ("as shown\nin two lines", "=1+1", "-5 °C", "“quoted”, 20 ms", "07", "")


@dataclass
class Deal:
    """A buyer and one bidder of a sample."""

    buyer: Workspace
    bidder: Workspace
    vendor: str
    filled: Path
    saved: Path


def deal(name: str, place: Path) -> Deal:
    """Issue a sample's request and answer it."""
    place.mkdir()
    shutil.copytree(locations.samples() / name, place / "files")
    for happened in HAPPENED:
        (place / "files" / happened).unlink(missing_ok=True)
    vendors = (place / "files" / "vendors.yaml").read_text(encoding="utf-8").splitlines(True)
    kept = [line for line in vendors if not line.strip().startswith(("answers:", "prices:"))]
    (place / "files" / "vendors.yaml").write_text("".join(kept), encoding="utf-8")
    buyer = Workspace.create(place / "buyer.ossbuy", "buyer")
    build(buyer, place / "files")
    prepared = prepare(buyer, Wanted(causes=tuple(buyer.project.causes)))
    send(buyer, prepared)
    (place / "pack.xlsx").write_bytes(prepared.answers)
    vendor = next(iter(buyer.project.vendors))
    code = buyer.project.vendors[vendor].code
    share_copy(place / "buyer.ossbuy", place / "copy.ossbuy", "vendor", code, "buyer")
    begun = begin_bid(
        place / "pack.xlsx", place / "bid.ossbuy", "jo", "Falke", place / "copy.ossbuy"
    )
    bidder, rng = begun.workspace, random.Random(name)
    for ident in bidder.project.requirements:
        said = {
            "level": rng.choice([level.value for level in Level if level is not Level.UNANSWERED]),
            "delivery": rng.choice(["", *(d.value for d in Delivery)]),
            "evidence": rng.choice(["", *(e.value for e in Evidence)]),
            "available": rng.choice(("1.10", "2028-05-31", "R7", "07", "")),
            "reference": rng.choice(TEXTS),
            "comment": rng.choice(TEXTS),
        }
        if rng.random() < 0.9 and said != dict.fromkeys(ANSWER_FIELDS, ""):
            bidder.execute(write_answer(bidder.project, ident, said))
    about = {
        question.key: LoopAnswer(
            value=KINDS["date"]
            if question.unit.startswith("date")
            else KINDS.get(question.kind, "we do"),
            note="n",
        )
        for question in pack_of(bidder).questions
    }
    bidder.execute(tell_about(bidder.project, about))
    filled = write_bid(bidder, place / "filled.xlsx").out
    return Deal(buyer, bidder, vendor, filled, place / "saved.xlsx")


def test_a_bid_on_every_sample_comes_back_whole(tmp_path: Path) -> None:
    deals = {name: deal(name, tmp_path / name) for name in locations.sample_names()}
    fill([{"source": str(d.filled), "out": str(d.saved), "cells": {}} for d in deals.values()])
    for name, one in deals.items():
        # The dates of the samples have passed: a late file needs its reason.
        receive(one.buyer, one.saved, one.vendor, reason="a test")
        unseal(one.buyer, "answers", [one.vendor], override="a test")
        theirs, ours = one.buyer.project, one.bidder.project
        for ident in theirs.requirements:
            received = theirs.responses.get((one.vendor, ident))
            said = own_answer(ours, ident)
            if received is None:
                assert said.level is Level.UNANSWERED, (name, ident)
                continue
            fields = set(ANSWER_FIELDS)
            assert received.model_dump(include=fields) == said.model_dump(include=fields), name
        about = {
            question: (answer.value, answer.note)
            for (vendor, question), answer in theirs.loops.items()
            if vendor == one.vendor
        }
        mine = {q: (a.value, a.note) for q, a in about_answers(ours).items()}
        assert about == mine, name
        (drift,) = (d for f, d in theirs.drifts.items() if theirs.files[f].vendor == one.vendor)
        assert drift.pack_version == "1"
        losing = [i for i in drift.items if i.kind not in ("silent", "missing")]
        assert losing == [], name
        one.buyer.close()
        one.bidder.close()
