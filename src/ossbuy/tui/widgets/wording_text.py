"""What is questionable about a text, in words: the place, the proposal, the language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from textual.content import Content

from ossbuy.model.requirement import Requirement
from ossbuy.tui.text import plain

if TYPE_CHECKING:
    from ossbuy.phrasing.hit import Hit

SEVERITY: Final = {3: "must mend", 2: "unclear", 1: "style"}
FIELD: Final = {"text": "", "threshold": "met when: "}
LANGUAGES: Final = {
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
}
_BLANK = re.compile(r"\[[^\][]*\]")


def language_said(code: str) -> str:
    """That only some rules ran on a text; empty for English and where nobody can tell."""
    if code in ("en", "unknown"):
        return ""
    name = LANGUAGES.get(code, f"another language ({code})")
    return f"It reads as {name}: only rules that hold in every language ran."


def source(requirement: Requirement, hit: Hit) -> str:
    """The text a hit is about."""
    return requirement.threshold if hit.field == "threshold" else requirement.text


def before(requirement: Requirement, hit: Hit, hits: Sequence[Hit]) -> Content:
    """The text as it stands, with every place that the rule of the hit sees."""
    text = source(requirement, hit)
    same = [h for h in hits if (h.rule, h.field) == (hit.rule, hit.field)]
    parts, at = [plain(FIELD[hit.field], "$text-muted")], 0
    for found in sorted(same, key=lambda h: h.start):
        start = max(at, found.start)
        if found.start == 0 and found.end >= len(text):
            continue  # something is missing from the whole: no place to show
        parts += [plain(text[at:start]), plain(text[start : found.end], MARK)]
        at = max(at, found.end)
    parts.append(plain(text[at:]))
    return Content.assemble(*parts)


MARK: Final = "bold underline $text-warning"


def after(hit: Hit) -> Content:
    """What is proposed, one paragraph per text; blanks the buyer must fill stand out."""
    return Content("\n").join([_blanks(text) for text in hit.rewrite])


def _blanks(text: str) -> Content:
    parts, at = [], 0
    for blank in _BLANK.finditer(text):
        parts += [plain(text[at : blank.start()]), plain(blank[0], "bold $text-accent")]
        at = blank.end()
    return Content.assemble(*parts, plain(text[at:]))


def rewrite(requirement: Requirement, hit: Hit, hits: Sequence[Hit]) -> Content:
    """Before and after, or that nothing can be proposed."""
    lines = [
        Content.assemble(plain("before  ", "$text-muted"), before(requirement, hit, hits)),
    ]
    if not hit.rewrite:
        lines.append(
            plain("Nothing can be proposed: press Enter and write it anew.", "$text-muted")
        )
    elif len(hit.rewrite) == 1:
        lines.append(Content.assemble(plain("after   ", "$text-success"), after(hit)))
    else:
        lines.append(plain("after, split in two", "$text-success"))
        lines += [Content.assemble(plain("▏ ", "$text-success"), _blanks(t)) for t in hit.rewrite]
    return Content("\n").join(lines)


def hits_said(requirement: Requirement, hits: Sequence[Hit], chosen: int) -> Content:
    """The card's part about wording: one hit in full, the others in a line each."""
    lines: list[Content] = []
    for place, hit in enumerate(hits):
        here = place == chosen % len(hits)
        lines.append(
            Content.assemble(
                plain("▲ " if here else "  ", "$text-warning"),
                plain(f"{SEVERITY[hit.severity]}: ", "bold" if here else "$text-muted"),
                plain(FIELD[hit.field] + hit.what, "" if here else "$text-muted"),
            )
        )
        if here:
            lines.append(rewrite(requirement, hit, hits))
            lines.append(plain(_keys(hit, len(hits)), "$text-accent"))
    return Content("\n").join(lines)


def _keys(hit: Hit, of: int) -> str:
    keys = ["r takes it"] if hit.rewrite else []
    keys += ["h goes to the next"] if of > 1 else []
    return " · ".join(keys)


def compared(one: str, other: str) -> tuple[Content, Content]:
    """Two texts with the words that only one of them has standing out."""
    words = [re.findall(r"\s*\S+", text) for text in (one, other)]
    bare = [[word.strip().casefold() for word in part] for part in words]
    left: list[Content] = []
    right: list[Content] = []
    matched = SequenceMatcher(None, bare[0], bare[1], autojunk=False)
    for what, a, b, c, d in matched.get_opcodes():
        style = "" if what == "equal" else MARK
        left.append(plain("".join(words[0][a:b]), style))
        right.append(plain("".join(words[1][c:d]), style))
    return Content.assemble(*left), Content.assemble(*right)
