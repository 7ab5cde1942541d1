"""The stages that are built, in the order of the chain; a new screen appends itself here.

A buyer and a vendor walk different chains: `stages_for` says which belongs to a file.

Screens and the rules of their marks are named, not imported: the strip is on the first picture,
before the model and the screens are loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.model.project import Project
    from ossbuy.tui.stage import StageScreen
    from ossbuy.tui.status import Status


@dataclass(frozen=True, slots=True)
class Stage:
    """One entry of the journey strip."""

    id: str
    key: str
    """The key that jumps there: a digit on the chain, a letter beside it."""
    title: str
    screen: str
    """``module:class`` under ``ossbuy.tui.screens``; loaded when the stage is first shown."""
    to_do: bool = True
    """Whether it is a step to be done, with a function of its id in `ossbuy.tui.status`."""
    strip: bool = True
    """Whether it stands on the journey strip; the others are reached by their key and palette."""

    @property
    def screen_class(self) -> type[StageScreen]:
        """The screen's class."""
        module, _, name = self.screen.partition(":")
        found: type[StageScreen] = getattr(import_module(f"ossbuy.tui.screens.{module}"), name)
        return found

    def make(self) -> StageScreen:
        """A fresh screen."""
        return self.screen_class()

    def status(self, project: Project, evaluation: Evaluation | None) -> Status | None:
        """How far it is; None for a stage that is not a step to be done (History)."""
        if not self.to_do:
            return None
        found: Status = getattr(import_module("ossbuy.tui.status"), self.id)(project, evaluation)
        return found


STAGES: Final[list[Stage]] = [
    Stage("trauma", "1", "Trauma", "trauma:Trauma"),
    Stage("causes", "2", "Causes", "causes:Causes"),
    Stage("requirements", "3", "Requirements", "requirements:Requirements"),
    Stage("weights", "4", "Weights", "weights:Weights"),
    Stage("rfp", "5", "RFP", "rfp:Rfp"),
    Stage("answers", "6", "Answers", "answers:Answers"),
    Stage("decision", "7", "Decision", "decision:Decision"),
    Stage("robustness", "8", "Robustness", "robustness:Robustness"),
    Stage("findings", "F", "Findings", "findings:Findings", to_do=False, strip=False),
    Stage("ballots", "B", "Ballots", "ballots:Ballots", to_do=False, strip=False),
    Stage("people", "P", "People", "people:People", to_do=False, strip=False),
    Stage("value", "V", "Value", "value:ValueLayers", to_do=False, strip=False),
    Stage("workshop", "W", "Workshop", "workshop:Workshop", to_do=False, strip=False),
    Stage("history", "H", "History", "history:History", to_do=False),
]
"""The buyer's chain."""

SELLING: Final[list[Stage]] = [
    Stage("brief", "1", "Brief", "brief:Brief"),
    Stage("own_answers", "2", "Answers", "own_answers:OwnAnswers"),
    Stage("standing", "3", "Standing", "standing:OwnStanding"),
    Stage("own_company", "4", "About you", "own_company:OwnCompany"),
    Stage("sending", "5", "Send", "sending:Sending"),
    Stage("history", "H", "History", "history:History", to_do=False),
]
"""The vendor's own chain, in a file that a vendor began for itself."""


def stages_for(role: str, *, shared: bool = False) -> list[Stage]:
    """The stages of a project file, by the role in its header.

    A copy that a buyer shared with a vendor is read like the buyer's own file.
    """
    return SELLING if SELLING and role == "vendor" and not shared else STAGES
