"""How often the checks of wording agree with a person: precision and recall on labelled texts.

Reads the labels in tests/labels/onap.csv and the texts they are about, which are not in this
repository. Usage: python scripts/measure_wording.py [--half tune|report|both] [--misses RULE]
[--shared DIR]. Rules are tuned on the half ``tune``; ``report`` is for reporting only, so
``--misses`` shows texts of ``tune`` alone.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ossbuy.phrasing.checking import check
from ossbuy.phrasing.duplicates import duplicates
from ossbuy.phrasing.review import Asked, review
from ossbuy.procedure.wording import rules

ROOT = Path(__file__).resolve().parents[1]
LABELS = ROOT / "tests" / "labels" / "onap.csv"
COUNTS_AS = {
    # The labels have no name of their own for these.
    "superlative": "vague",
    "unitless": "unmeasured",
    "two-modals": "no-modal",
}
ORDER = (
    # Rules and-or, ids and duplicate have no label.
    "vague escape open-ended compound unmeasured ability passive absolute pronoun solution "
    "no-modal long tbd unverifiable"
)


@dataclass(frozen=True)
class Counts:
    """Texts on which a rule and the label agree and disagree."""

    both: int
    rule_only: int
    label_only: int

    @property
    def precision(self) -> float | None:
        """Of the texts the rule hits, the share that is labelled; None where it hits none."""
        hit = self.both + self.rule_only
        return self.both / hit if hit else None

    @property
    def recall(self) -> float | None:
        """Of the labelled texts, the share the rule hits; None where none is labelled."""
        labelled = self.both + self.label_only
        return self.both / labelled if labelled else None


def texts_of(shared: Path) -> dict[str, str]:
    """Text by id, as the file has it."""
    path = shared / "rfps" / "onap_vnf_requirements.csv"
    with path.open(encoding="utf-8-sig", newline="") as f:
        return {row["Req ID"]: row["Requirement text"] or "" for row in csv.DictReader(f)}


def labels_of(half: str) -> dict[str, frozenset[str]]:
    """Labels by id of one half."""
    with LABELS.open(encoding="utf-8", newline="") as f:
        rows = [row for row in csv.DictReader(f) if row["half"] == half]
    return {row["id"]: frozenset(row["labels"].split()) for row in rows}


def said(text: str) -> frozenset[str]:
    """What the checks say of a text, in the names of the labels."""
    return frozenset(COUNTS_AS.get(hit.rule, hit.rule) for hit in check(rules(), text))


def counts(labels: Mapping[str, frozenset[str]], texts: Mapping[str, str]) -> dict[str, Counts]:
    """Agreement by label, over the texts that are not empty."""
    pairs = [(said(texts[i]), want) for i, want in labels.items() if texts[i].strip()]
    return {
        name: Counts(
            sum(name in got and name in want for got, want in pairs),
            sum(name in got and name not in want for got, want in pairs),
            sum(name not in got and name in want for got, want in pairs),
        )
        for name in ORDER.split()
    }


def total(each: Iterable[Counts]) -> Counts:
    """Counts of all rules added up: what micro-averages are taken from."""
    each = list(each)
    return Counts(
        sum(c.both for c in each), sum(c.rule_only for c in each), sum(c.label_only for c in each)
    )


def rate(value: float | None) -> str:
    """A share as percent; a dash where there is nothing to divide by."""
    return "–" if value is None else f"{100 * value:.0f} %"


def table(halves: Mapping[str, Mapping[str, Counts]]) -> str:
    """The table of docs/methods.md: one row per rule, three columns per half."""
    columns = ("agree/rule/label", "precision", "recall")
    heads = [f"{half}: {what}" for half in halves for what in columns]
    lines = [f"| rule | {' | '.join(heads)} |", "|---|" + "---:|" * len(heads)]
    for name in [*ORDER.split(), "all"]:
        cells = []
        for found in halves.values():
            c = total(found.values()) if name == "all" else found[name]
            hits, labelled = c.both + c.rule_only, c.both + c.label_only
            cells += [f"{c.both}/{hits}/{labelled}", rate(c.precision), rate(c.recall)]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def flagged(shared: Path) -> str:
    """How many of all ONAP and all French ASVS texts are flagged, and by which rules."""
    with (shared / "rfps" / "asvs_403_fr.csv").open(encoding="utf-8-sig", newline="") as f:
        french = {r["req_id"]: r["req_description"] or "" for r in csv.DictReader(f) if r["req_id"]}
    lines = []
    for name, texts in (("ONAP", texts_of(shared)), ("ASVS in French", french)):
        found = review(rules(), [Asked(ident, text) for ident, text in texts.items()])
        by_rule: dict[str, int] = {}
        for hits in found.hits.values():
            for rule in {hit.rule for hit in hits}:
                by_rule[rule] = by_rule.get(rule, 0) + 1
        ranked = sorted(by_rule.items(), key=lambda item: (-item[1], item[0]))
        lines.append(
            f"{name}: {found.flagged} of {len(texts)} texts flagged, language {found.language}, "
            f"{len(found.duplicates)} pairs alike; "
            + ", ".join(f"{rule} {count}" for rule, count in ranked)
            + "."
        )
    return "\n".join(lines)


def alike(texts: Mapping[str, str]) -> str:
    """Near-duplicates among the labelled texts against the pairs a person saw."""
    with LABELS.with_name("onap_duplicates.csv").open(encoding="utf-8", newline="") as f:
        seen = {frozenset((row["a"], row["b"])) for row in csv.DictReader(f)}
    sample = [*labels_of("tune"), *labels_of("report")]
    least = rules().lists.limits["duplicate_likeness"]
    found = {
        frozenset((p.one, p.other)) for p in duplicates([(i, texts[i]) for i in sample], least)
    }
    return (
        f"Near-duplicates among the {len(sample)} labelled texts: {len(found)} pairs found, "
        f"{len(seen)} labelled, {len(found & seen)} in both."
    )


def main() -> int:
    """Print the table of the halves asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else "")
    parser.add_argument("--half", choices=("tune", "report", "both"), default="tune")
    parser.add_argument("--misses", default="", metavar="RULE", help="texts of tune they differ on")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    given = parser.parse_args()
    if not (given.shared / "rfps").is_dir():
        sys.stderr.write(f"{given.shared} has no rfps: name the shared folder by --shared.\n")
        return 2
    texts = texts_of(given.shared)
    if given.misses:
        for ident, want in labels_of("tune").items():
            got = said(texts[ident])
            if texts[ident].strip() and (given.misses in got) != (given.misses in want):
                side = "rule only " if given.misses in got else "label only"
                sys.stdout.write(f"{side} {ident} {texts[ident]!r}\n")
        return 0
    halves = ("tune", "report") if given.half == "both" else (given.half,)
    sys.stdout.write(table({half: counts(labels_of(half), texts) for half in halves}) + "\n")
    if given.half == "both":
        sys.stdout.write(f"\n{alike(texts)}\n{flagged(given.shared)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
