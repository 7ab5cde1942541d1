"""What happened, for whoever listens: past tense, values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:  # neither the model nor numpy is loaded for the first picture
    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.model.project import Project


@dataclass
class Evaluated(Message):
    """A worker finished the arithmetic of one state of the project."""

    project: Project
    evaluation: Evaluation

    def can_replace(self, message: Message) -> bool:
        """A newer evaluation makes an older one useless."""
        return isinstance(message, Evaluated)


@dataclass
class EvaluationRefused(Message):
    """The arithmetic cannot be done; the sentence says what is missing."""

    project: Project
    sentence: str
