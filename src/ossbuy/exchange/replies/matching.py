"""Which requirement a row answers: by its key, else its id, else its text, else a text like it.

Key, id and text may disagree: a sort of some columns leaves the hidden key behind, 1.10 becomes
1.1 in a spreadsheet, an id is typed over. Where two of the three agree they win.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ossbuy.exchange.replies.columns import Known
from ossbuy.exchange.replies.words import squeezed

ALIKE: Final = 85.0
"""Likeness, 0 to 100, from which a row without key and id is the requirement its text is like."""
APART: Final = 4.0
"""How much less like the next requirement must be."""
LONG_ENOUGH: Final = 12
"""Characters from which a text alone can say which requirement it is."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a row answers, and what was odd about finding it."""

    requirement: str
    by: str
    """``key``, ``id``, ``text`` or ``likeness``."""
    odd: str = ""
    """One sentence where the parts of a row do not agree."""


def match(key: str, ident: str, text: str, there: Known) -> Match | None:
    """The requirement of a row, or None where key, id and text say nothing."""
    by_key = there.keys.get(key) or there.keys.get(key.casefold()) if key else None
    by_id = there.ids.get(ident.casefold()) if ident else None
    if by_key is not None and (by_id == by_key or not ident):
        return Match(by_key, "key")
    by_text = (there.texts.get(text) or there.texts.get(squeezed(text))) if text else None
    if by_key is not None:
        if by_id is None:
            return Match(by_key, "key", f"the id stands as {_short(ident)}; the row's key was used")
        if by_text == by_key:
            return Match(by_key, "key", f"the id was changed to {_short(ident)}")
        if by_text == by_id:
            return Match(
                by_id, "id", "the hidden key is another row's; id and text were used, which agree"
            )
        return Match(by_key, "key", f"key and id ({_short(ident)}) disagree; the key was used")
    if by_id is not None:
        if by_text is not None and by_text != by_id and not _same_text(by_id, text, there):
            return Match(
                by_text,
                "text",
                f"the id says {_short(ident)}, the text is this one's, word by word",
            )
        return Match(by_id, "id")
    if by_text is not None:
        odd = f"the id stands as {_short(ident)}" if ident else ""
        return Match(by_text, "text", odd)
    return None


def _same_text(requirement: str, text: str, there: Known) -> bool:
    """Whether the text is also this requirement's: two may be asked in the same words."""
    return there.all_texts.get(requirement) == squeezed(text)


def by_likeness(
    texts: Sequence[str], free: Iterable[str], asked: Mapping[str, str]
) -> dict[int, tuple[str, float]]:
    """For rows nothing else told, the requirement whose text each is most like.

    Args:
        texts: text of each row; a short one is like nothing.
        free: requirements no row answers yet.
        asked: text by internal id.

    Returns:
        By position in ``texts``, the requirement and the likeness (0 to 100); every requirement at
        most once, the likest pairs first, and only where the next requirement is clearly less like.
    """
    import numpy as np
    from rapidfuzz import fuzz, process

    rows = [i for i, text in enumerate(texts) if len(squeezed(text)) >= LONG_ENOUGH]
    columns = [ident for ident in free if len(asked[ident]) >= LONG_ENOUGH]
    if not rows or not columns:
        return {}
    said = [squeezed(texts[i])[:2_000] for i in rows]
    wanted = [squeezed(asked[ident])[:2_000] for ident in columns]
    likeness = process.cdist(said, wanted, scorer=fuzz.ratio, score_cutoff=ALIKE - APART)
    found: dict[int, tuple[str, float]] = {}
    taken: set[int] = set()
    order = np.argsort(-likeness.max(axis=1), kind="stable")
    for at in order:
        scores = likeness[at].copy()
        scores[list(taken)] = 0
        best = int(scores.argmax())
        value = float(scores[best])
        scores[best] = 0
        if value < ALIKE or value - float(scores.max(initial=0.0)) < APART:
            continue
        taken.add(best)
        found[rows[int(at)]] = (columns[best], value)
    return found


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")
