"""Broken files of every kind end as text or as one sentence; the reading process serves on.

A short part with fixed examples runs in ``make test``; ``make integration`` tries other thousands
every time, about a minute in all. What fails is printed by hypothesis so that it can be kept.
"""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutations import broken_bytes, broken_parts, seeds

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake import Book, read_structure, read_values
from ossbuy.exchange.intake.limits import MOST_CHARACTERS, MOST_COLUMNS
from ossbuy.exchange.intake.places import block, cell, with_sheet

CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
FEW = settings(max_examples=200, derandomize=True, database=None, suppress_health_check=CHECKS)
MANY = settings(max_examples=2_500, database=None, suppress_health_check=CHECKS)
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def survives(name: str, content: bytes) -> None:
    """Both readings end well, soon."""
    began = time.monotonic()
    for read in (read_values, read_structure):
        try:
            found = read(content, name)
        except BadFile as error:
            said = str(error)
            assert name in said
            assert said.endswith("."), said
            assert len(said) < 400, said
            assert not re.search(r"[\n\r]|Traceback|<.*object at|panic", said), said
            continue
        if isinstance(found, Book):
            clean(found)
    assert time.monotonic() - began < 20


def clean(book: Book) -> None:
    """Text and nothing but text, in its place."""
    for sheet in book.sheets:
        assert sheet.place.startswith(book.name)
        assert sheet.width <= MOST_COLUMNS
        assert not sheet.rows or sheet.rows[-1]
        for row in sheet.rows:
            assert not row or row[-1], "blanks at the end of a row"
            for text in row:
                assert len(text) <= MOST_CHARACTERS
                assert not CONTROLS.search(text), repr(text[:80])
                assert text == text.strip()


@pytest.mark.parametrize("seed", range(7))
def test_the_sound_files_are_sound(seed: int) -> None:
    name, content = seeds()[seed]
    book = read_values(content, name)
    texts = {text for sheet in book.sheets for row in sheet.rows for text in row}
    assert {"1.10", "Größe, Qualität und Maß", "R-3"} <= texts
    clean(book)


@FEW
@given(broken_bytes())
def test_broken_bytes(file: tuple[str, bytes]) -> None:
    survives(*file)


@FEW
@given(broken_parts())
def test_broken_parts(file: tuple[str, bytes]) -> None:
    survives(*file)


@pytest.mark.integration
@MANY
@given(broken_bytes())
def test_many_broken_bytes(file: tuple[str, bytes]) -> None:
    survives(*file)


@pytest.mark.integration
@MANY
@given(broken_parts())
def test_many_broken_parts(file: tuple[str, bytes]) -> None:
    survives(*file)


@settings(max_examples=300, database=None)
@given(st.binary(max_size=400))
def test_any_bytes_at_all(content: bytes) -> None:
    survives("n.xlsx", content)


@given(st.text(max_size=30))
def test_any_text_as_a_place(text: str) -> None:
    for found in (cell(text), block(text), with_sheet(text)):
        assert found is None or found
