"""The word lists of the templates, compiled once for all tests of wording."""

from __future__ import annotations

import pytest

from ossbuy.phrasing.checking import Rules
from ossbuy.procedure.wording import rules as shipped


@pytest.fixture(scope="session")
def rules() -> Rules:
    return shipped()
