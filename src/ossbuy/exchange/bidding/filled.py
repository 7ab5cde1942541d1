"""What a bidder answered, as the cells of a pack hold it."""

from __future__ import annotations

from collections.abc import Mapping

from ossbuy.exchange.pack import Filled
from ossbuy.exchange.pack.words import DELIVERY_CHOICES, EVIDENCE_CHOICES, LEVEL_WORDS
from ossbuy.model.bid import Delivery, Evidence, Level, Response
from ossbuy.model.receipt import LoopAnswer

_LEVELS = dict(
    zip((Level.FULL, Level.PARTIAL, Level.NONE, Level.NOT_APPLICABLE), LEVEL_WORDS, strict=True)
)
_DELIVERIES = dict(zip(Delivery, DELIVERY_CHOICES, strict=True))
_EVIDENCES = dict(zip(Evidence, EVIDENCE_CHOICES, strict=True))


def filled(answers: Mapping[str, Response], about: Mapping[str, LoopAnswer]) -> Filled:
    """The yellow cells, by key; where an answer was taken over from is not among them."""
    return Filled(
        {key: cells_of(answer) for key, answer in answers.items()},
        {key: (answer.value, answer.note) for key, answer in about.items()},
    )


def cells_of(answer: Response) -> tuple[str, ...]:
    """Level, delivery, available, evidence, reference and comment in the words of the lists."""
    return (
        _LEVELS.get(answer.level, ""),
        _DELIVERIES[answer.delivery] if answer.delivery else "",
        answer.available,
        _EVIDENCES[answer.evidence] if answer.evidence else "",
        answer.reference,
        answer.comment,
    )
