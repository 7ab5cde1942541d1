"""What tests of every layer share: the samples, and no deadlines on a busy machine."""

from __future__ import annotations

import pytest
from hypothesis import settings

from ossbuy.model.project import Project
from ossbuy.procedure.files.build import build
from ossbuy.store.workspace import Workspace
from small import KESTREL

settings.register_profile("ossbuy", deadline=None)
settings.load_profile("ossbuy")


@pytest.fixture(scope="session")
def kestrel_project() -> Project:
    """The sample, built in memory; a project is immutable, so tests may share it."""
    workspace = Workspace.in_memory("tester")
    build(workspace, KESTREL)
    return workspace.project


@pytest.fixture(scope="session")
def wren_project() -> Project:
    """The sample with a failed gate and prices that grow with subscribers, built in memory."""
    workspace = Workspace.in_memory("tester")
    build(workspace, KESTREL.with_name("wren-mobile"))
    return workspace.project


@pytest.fixture(scope="session")
def halcyon_built() -> Workspace:
    """The sample in which a test of two vendors changes who leads; only to be read."""
    workspace = Workspace.in_memory("tester")
    build(workspace, KESTREL.with_name("halcyon-mobile"))
    return workspace


@pytest.fixture(scope="session")
def halcyon_project(halcyon_built: Workspace) -> Project:
    """The same after the test."""
    return halcyon_built.project


@pytest.fixture(scope="session")
def halcyon_untested(halcyon_built: Workspace) -> Project:
    """The same with prices opened, before anything was tested."""
    (tested,) = [e.seq for e in halcyon_built.history() if e.kind == "test.recorded"]
    return halcyon_built.at(tested - 1)


@pytest.fixture(scope="session")
def tarn_project() -> Project:
    """The sample in which one of five evaluators decides who leads, built in memory."""
    workspace = Workspace.in_memory("tester")
    build(workspace, KESTREL.with_name("tarn-valley"))
    return workspace.project


@pytest.fixture
def kestrel_workspace() -> Workspace:
    """A sample of one's own."""
    workspace = Workspace.in_memory("tester")
    build(workspace, KESTREL)
    return workspace
