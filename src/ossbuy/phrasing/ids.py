"""Ids of a set of texts: missing, given twice, or named in a text but given to none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ossbuy.phrasing.hit import Hit

_SHARE = 0.8
"""Ids of the commonest shape must be this share of all before a text is searched for others."""


def ids(texts: Sequence[tuple[str, str]], severity: int) -> Iterator[tuple[str, Hit]]:
    """Hits of rule ``ids`` with the id of the text each is about."""
    seen: Counter[str] = Counter()
    pattern = _shape_of([ident for ident, _ in texts])
    known = {ident.casefold() for ident, _ in texts}
    for ident, text in texts:
        seen[ident.casefold()] += 1
        if not ident:
            yield ident, Hit("ids", severity, 0, len(text), "it has no id: give it one.")
        elif seen[ident.casefold()] == 2:
            what = f"the id {ident} is given twice: answers cannot be told apart."
            yield ident, Hit("ids", severity, 0, len(text), what)
        if pattern is None:
            continue
        for m in pattern.finditer(text):
            if m[0].casefold() not in known:
                what = f"it names {m[0]}, which is not in this set: add it or mend the reference."
                yield ident, Hit("ids", severity, m.start(), m.end(), what)


def _shape_of(names: Sequence[str]) -> re.Pattern[str] | None:
    """An expression for ids like those of the set; None where they have no common shape.

    Letters must begin an id, else every number in a text would look like one.
    """
    shapes = Counter(re.sub(r"\d+", "0", name) for name in names)
    if not shapes:
        return None
    shape, count = shapes.most_common(1)[0]
    if count < 2 or count < _SHARE * len(names) or not re.match(r"[A-Za-z]", shape):
        return None
    if not re.search(r"0\W0|\W0", shape):
        # "C7" may be a name of anything; "R-07" and "C1.7" are ids.
        return None
    body = "".join(r"\d+" if c == "0" else re.escape(c) for c in shape)
    return re.compile(rf"(?<![\w.-]){body}(?![\w]|[.-]\d)")
