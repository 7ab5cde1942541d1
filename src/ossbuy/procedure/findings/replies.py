"""What the files that came back make one wonder about: copied, contradictory, edited, old, late."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from ossbuy.exchange.contradictions import contradictions
from ossbuy.model.bid import ReceivedFile, Vendor
from ossbuy.model.findings import Finding
from ossbuy.model.receipt import DriftItem
from ossbuy.procedure.findings.case import Case, Rule

SAME_TEXT = 60
"""Characters from which nearly identical comments of two vendors are no coincidence."""
NEARLY_SAME = 92.0
"""Likeness, 0 to 100, from which two comments are nearly identical."""
QUOTED = 90.0
"""Likeness, 0 to 100, from which a sentence of a comment is only the requirement again."""
LISTED = 6
"""Requirements named before the rest is counted."""


def contradicted(case: Case) -> Iterator[Finding]:
    """F33: the comment says something else than the level and the class of delivery beside it."""
    project, words = case.project, contradictions()
    for (vendor, leaf), response in project.responses.items():
        # What stood behind the word in the cell of the level is a comment, too.
        text = "\n".join(part for part in (response.raw.get("level", ""), response.comment) if part)
        if not text:
            continue
        found = words.of(response.level.value, response.delivery, text)
        if found is None:
            continue
        group, phrase = found
        means = {"STD": "shipped", "CFG": "met by configuration", "EXT": "met by an extension"}
        said = means.get(response.delivery or "", f"met in {response.level.value}")
        said = "fully met" if said == "met in full" else said
        yield Finding(
            "F33",
            "warns",
            f"{project.vendors[vendor].label} {project.label(leaf)}",
            f"said to be {said}, but the comment says “{phrase}”: {group.says}.",
            "Ask which of the two is true.",
            ("cell", vendor, leaf),
        )


def same_words(case: Case) -> Iterator[Finding]:
    """F26: the same text, or nearly, in several vendors' answers to one requirement.

    Sentences that only quote the requirement are left out of the comparison.
    """
    from rapidfuzz import fuzz

    project = case.project
    comments: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for (vendor, leaf), response in project.responses.items():
        if len(response.comment) >= SAME_TEXT and leaf in project.requirements:
            own = _without_quotes(response.comment, project.requirements[leaf].text)
            if len(own) >= SAME_TEXT:
                comments[leaf].append((vendor, own))
    for leaf, texts in comments.items():
        for place, (vendor, text) in enumerate(texts):
            for other, before in texts[:place]:
                likeness = fuzz.ratio(before, text, score_cutoff=NEARLY_SAME)
                if not likeness:
                    continue
                same = "the same words" if before == text else f"nearly the same ({likeness:.0f} %)"
                yield Finding(
                    "F26",
                    "warns",
                    f"{project.vendors[other].label} and {project.vendors[vendor].label}, "
                    f"{project.label(leaf)}",
                    f"both wrote {same}.",
                    "Ask both who wrote it; a shared subcontractor is worth knowing.",
                    ("cell", vendor, leaf),
                )
                break


def _without_quotes(comment: str, asked: str) -> str:
    """The sentences of a comment that are not the requirement again."""
    from rapidfuzz import fuzz

    wanted = " ".join(asked.split()).casefold()
    known = set(wanted.split())
    kept = []
    for part in re.split(r"(?<=[.!?;])\s+|\n", comment):
        words = part.casefold().split()
        said = " ".join(words)
        # Most sentences share few words with the requirement: those need no closer look.
        near = 2 * sum(word in known for word in words) >= len(words)
        if said and not (near and len(said) >= 20 and fuzz.partial_ratio(said, wanted) >= QUOTED):
            kept.append(said)
    return " ".join(kept)


def edited(case: Case) -> Iterator[Finding]:
    """F50: a vendor changed the text of what it was asked."""
    for vendor, file, items in _files(case, "edited"):
        cells = [item for item in items if item.requirement]
        if cells:
            yield Finding(
                "F50",
                "warns",
                f"{vendor.label}: {_named(case, cells)}",
                f"the text of the requirement was changed in {file.filename}.",
                "Read what was answered to; the text as asked counts, and say so to the vendor.",
                ("cell", vendor.id, cells[0].requirement),
            )


def withdrawn_items(case: Case) -> Iterator[Finding]:
    """F51: a vendor answered what is asked no longer."""
    for vendor, file, items in _files(case, "withdrawn"):
        many = len(items)
        yield Finding(
            "F51",
            "notes",
            vendor.label,
            f"{file.filename} answers {many} requirement{'' if many == 1 else 's'} that "
            f"{'is' if many == 1 else 'are'} asked no longer; kept aside.",
            "Ask whether the vendor has seen the latest version of the request.",
            ("vendor", vendor.id),
        )


def old_version(case: Case) -> Iterator[Finding]:
    """F52: the answers were given to an older version of the request."""
    for vendor, file, items in _files(case, "version", "changed"):
        old = [item for item in items if item.kind == "version" and item.taken_as]
        gaps = [item for item in items if item.kind == "changed"]
        # An addendum that only moved a date leaves nothing to ask for.
        if not old or not gaps:
            continue
        yield Finding(
            "F52",
            "warns",
            vendor.label,
            f"{file.filename} answers an older version of the request; added or reworded since: "
            f"{_named(case, gaps)}.",
            "Ask for the gaps only; what it answered stands.",
            ("vendor", vendor.id),
        )


def not_understood(case: Case) -> Iterator[Finding]:
    """F53: answers nobody could read stand as not answered."""
    for vendor, _, items in _files(case, "unread", "silent"):
        cells = [item for item in items if item.requirement]
        open_ = [
            item
            for item in cells
            if (r := case.project.responses.get((vendor.id, item.requirement)))
            and r.level.value == "unanswered"
        ]
        if open_:
            words = Counter(item.said[:30] for item in open_ if item.kind == "unread")
            most = ", ".join(f"“{word}”" for word, _ in words.most_common(2))
            yield Finding(
                "F53",
                "warns",
                f"{vendor.label}: {_named(case, open_)}",
                f"something stands there, but no answer ossbuy knows{f': {most}' if most else ''}.",
                "Say what the word means (ossbuy unseal --map), or ask the vendor.",
                ("cell", vendor.id, open_[0].requirement),
            )


def late(case: Case) -> Iterator[Finding]:
    """F54: a file that counts came after its deadline."""
    project = case.project
    for vendor in project.vendors.values():
        for contents in ("answers", "prices"):
            for file in project.standing_files(vendor.id, contents):
                if file.late and vendor.id not in project.eliminated:
                    yield Finding(
                        "F54",
                        "warns",
                        vendor.label,
                        f"its {contents} came on {file.received_at[:10]}, after the deadline, and "
                        "count all the same.",
                        "Have the reason on record confirmed, or withdraw the file.",
                        ("vendor", vendor.id),
                    )


def _files(case: Case, *kinds: str) -> Iterator[tuple[Vendor, ReceivedFile, tuple[DriftItem, ...]]]:
    """The answer files that count, with what drifted of these kinds, where anything did."""
    project = case.project
    for vendor in project.vendors.values():
        if vendor.id in project.eliminated:
            continue
        for file in project.standing_files(vendor.id, "answers"):
            report = project.drifts.get(file.id)
            items = tuple(i for i in report.items if i.kind in kinds) if report else ()
            if items:
                yield vendor, file, items


def _named(case: Case, items: list[DriftItem]) -> str:
    """The requirements of some items by their ids."""
    codes = list(dict.fromkeys(case.project.label(i.requirement) for i in items if i.requirement))
    more = f" and {len(codes) - LISTED} more" if len(codes) > LISTED else ""
    return ", ".join(codes[:LISTED]) + more


RULES: tuple[Rule, ...] = (
    contradicted,
    same_words,
    edited,
    withdrawn_items,
    old_version,
    not_understood,
    late,
)
