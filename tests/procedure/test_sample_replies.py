"""Halcyon's and Tarn's vendors answer in their own habits; what they mean arrives whole."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from ossbuy.model.bid import Delivery, Evidence, Level, Response
from ossbuy.model.project import Project

BOTH = ("halcyon_project", "tarn_project")
CUSTOMERS = re.compile(
    r"Caldmere|Valdoro|Tresmere|Aurelo|Oriva|Sandvoll|Kettlewick|Pellin|Upper Arne|Wessel|Hollin|"
    r"Vasterlo|Millrace|Brennick|Ferncombe"
)


def replies(project: Project) -> dict[str, list[tuple[str, Response]]]:
    """By vendor: its answers with the code of what was asked."""
    found: dict[str, list[tuple[str, Response]]] = {}
    for (vendor, requirement), response in project.responses.items():
        found.setdefault(project.label(vendor), []).append((project.label(requirement), response))
    return found


def kinds(project: Project, vendor: str) -> Counter[str]:
    """How often each kind of drift was found in a vendor's answers."""
    ident = project.by_code("vendors", vendor) or ""
    file = project.current_file(ident, "answers")
    assert file is not None
    return Counter(item.kind for item in project.drifts[file.id].items)


@pytest.mark.parametrize("sample", BOTH)
def test_every_vendor_answered_everything(request: pytest.FixtureRequest, sample: str) -> None:
    project: Project = request.getfixturevalue(sample)
    for vendor, given in replies(project).items():
        assert len(given) == 48, vendor
        for code, response in given:
            where = (vendor, code)
            assert response.level not in (Level.UNANSWERED, Level.NOT_APPLICABLE), where
            assert (response.level is Level.NONE) == (response.delivery is Delivery.NONE), where
            assert response.evidence is not None, where
            assert bool(response.reference) == (response.evidence is not Evidence.CLAIM), where
            assert response.available or response.level is Level.NONE, where
            if response.level is Level.PARTIAL:
                # Partial with a capped delivery would be worth less under another rule.
                assert response.delivery in ("STD", "CFG", "EXT"), where
            assert 5 <= len(response.comment.split()) <= 36, where


def test_nobody_copied_from_anybody(halcyon_project: Project, tarn_project: Project) -> None:
    comments = [
        response.comment
        for project in (halcyon_project, tarn_project)
        for response in project.responses.values()
    ]
    assert len(comments) == 9 * 48
    openings = Counter(c[:40].casefold() for c in comments)
    assert openings.most_common(1)[0][1] == 1
    sentences = Counter(
        s.strip().casefold() for c in comments for s in re.split(r"(?<=[.!?])\s", c) if len(s) > 12
    )
    assert sentences.most_common(1)[0][1] == 1


@pytest.mark.parametrize("sample", BOTH)
def test_whoever_names_a_reference_names_an_own_one(
    request: pytest.FixtureRequest, sample: str
) -> None:
    """Customers are not shared between vendors, and everybody with customers names them often."""
    project: Project = request.getfixturevalue(sample)
    named = {
        vendor: Counter(
            hit for _, r in given for hit in CUSTOMERS.findall(f"{r.comment} {r.reference}")
        )
        for vendor, given in replies(project).items()
    }
    for vendor, customers in named.items():
        for other, others in named.items():
            assert vendor == other or not set(customers) & set(others), (vendor, other)
    assert all(sum(c.values()) > 2 for v, c in named.items() if v != "inhouse")


def test_the_suite_writes_in_its_house_style(
    halcyon_project: Project, tarn_project: Project
) -> None:
    """Own headings, own words, merged section lines, two sheets nobody asked for."""
    for project in (halcyon_project, tarn_project):
        found = kinds(project, "colossa")
        assert found["column"] >= 6
        assert found["mapped"] >= 5
        assert found["sheet"] == 2
        assert not found["missing"] + found["unread"] + found["duplicate"]


def test_yes_in_part_and_no_in_another_order(halcyon_project: Project) -> None:
    found = kinds(halcyon_project, "nimbus")
    assert found["order"] == 1
    assert found["mapped"] >= 6
    assert found["extra"] == 1  # a row it asked itself
    assert not found["missing"] + found["unread"]


def test_answers_in_the_comment_and_edited_texts(halcyon_project: Project) -> None:
    found = kinds(halcyon_project, "inhouse")
    assert (found["comment"], found["edited"]) == (4, 2)
    assert not found["missing"] + found["unread"]


def test_german_headings_and_words(tarn_project: Project) -> None:
    found = kinds(tarn_project, "gridworks")
    assert found["mapped"] >= 8
    assert found["column"] >= 7
    assert not found["missing"] + found["unread"]


@pytest.mark.parametrize(
    ("sample", "vendor"), [("halcyon_project", "rootline"), ("tarn_project", "commonlane")]
)
def test_who_filled_the_form_as_sent_has_nothing_to_explain(
    request: pytest.FixtureRequest, sample: str, vendor: str
) -> None:
    found = kinds(request.getfixturevalue(sample), vendor)
    assert set(found) <= {"sheet", "column"}
