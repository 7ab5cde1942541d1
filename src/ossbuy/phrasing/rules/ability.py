"""ability: boilerplate before the verb that binds, such as "shall have the ability to"."""

from __future__ import annotations

import re

from ossbuy.phrasing.edits import Edit, edited, lowered, recapitalised
from ossbuy.phrasing.hit import Found, Span
from ossbuy.phrasing.lists import Lists
from ossbuy.phrasing.phrases import pattern_of
from ossbuy.phrasing.rules.rule import REQUIREMENT, Rule
from ossbuy.phrasing.text import Text
from ossbuy.phrasing.verbs import Verbs

_MODAL = r"(?:shall|must|will|should|may)"
_BE_ABLE = rf"(?P<modal>(?<![\w-]){_MODAL}\s+(?:not\s+)?)(?:also\s+)?"
_OPENING = frozenset(
    {"able", "capable", "ability", "capability", "capabilities", "capacity", "means", "option"}
    | {"possibility", "functionality", "facility", "ensure", "sure", "guarantee", "see"}
)
"""Without one of these words there is no boilerplate."""
_TO = re.compile(
    _BE_ABLE
    + r"(?P<boiler>be\s+able\s+to|be\s+capable\s+to|have\s+the\s+(?:ability|capability|capacity)"
    r"\s+to|(?:provide|offer|support|include|possess|have|allow)\s+(?:for\s+)?(?:the|an?)\s+(?:ability|"
    r"capability|capabilities|means|option|possibility|functionality|facility)\s+to)\s+(?P<verb>[\w-]+)",
    re.IGNORECASE,
)
_OF = re.compile(
    _BE_ABLE + r"(?P<boiler>be\s+capable\s+of|have\s+the\s+(?:ability|capability)\s+of|"
    r"(?:provide|support|have)\s+the\s+capability\s+(?:of|for))"
    r"\s+(?P<verb>[\w-]+ing)(?![\w-])",
    re.IGNORECASE,
)
_ANY = re.compile(
    r"(?<![\w-])(?:the|an?)\s+(?:ability|capability)\s+(?:to|(?:of|for)\s+(?=[a-z]+ing(?![\w-])))"
    r"|(?<![\w-])capabilities\s+to(?![\w-])",
    re.IGNORECASE,
)


def ability(lists: Lists) -> Rule:
    """``The supplier shall ensure that the system shall be able to store`` → ``The system …``."""
    verbs = Verbs.of(lists)
    people = re.compile(rf"(?:^|\s)(?:{pattern_of(lists.words['people'])})\s*$", re.IGNORECASE)
    surety = re.compile(
        rf"(?P<head>(?:(?:the|a|an|any|each)\s+)?(?:{pattern_of(lists.words['sureties'])})\s+{_MODAL}\s+"
        r"(?:ensure|make\s+sure|guarantee|see\s+to\s+it)\s+(?:that\s+)?)"
        r"(?P<subject>(?:(?:the|a|an|all|any|each|its|their)\s+)?[^.;:,]{2,80}?)\s+"
        rf"(?P<modal>{_MODAL}|can)(?![\w-])",
        re.IGNORECASE,
    )

    def look(text: Text) -> Found | None:
        if _OPENING.isdisjoint(text.vocabulary):
            return None
        masked = text.binding
        spans: list[Span] = []
        for m in surety.finditer(masked):
            head = masked[m.start("head") : m.end("head")].strip()
            what = f"“{head}” binds nobody to more: begin with who does it."
            spans.append(Span(m.start(), m.end("head"), what))
        spans += [
            Span(m.start("boiler"), m.end("boiler"), _what(m["boiler"]))
            for m in [*_TO.finditer(masked), *_OF.finditer(masked)]
        ]
        for m in _ANY.finditer(masked):
            if not any(s.start < m.end() and m.start() < s.end for s in spans):
                spans.append(Span(m.start(), m.end(), _what(m[0])))
        if not spans:
            return None
        spans.sort(key=lambda s: s.start)
        # The surety goes first: only then is it plain who is to be able to do what.
        direct = Text(edited(text.raw, _unwrapped(text, surety)))
        edits = [
            edit
            for m in [*_TO.finditer(direct.masked), *_OF.finditer(direct.masked)]
            for edit in _stripped(direct, m, verbs, people)
        ]
        new = recapitalised(text.raw, edited(direct.raw, edits))
        return Found(tuple(spans), (new,) if new != text.raw else ())

    return Rule("ability", look, REQUIREMENT)


def _what(words: str) -> str:
    return f"“{words}” asks for an ability, not for the deed: name the deed."


def _unwrapped(text: Text, surety: re.Pattern[str]) -> list[Edit]:
    """Edits that begin with who does it instead of who sees to it."""
    edits = []
    for m in surety.finditer(text.masked):
        subject = text.raw[m.start("subject") : m.end("subject")]
        before = text.masked[: m.start()].rstrip()
        if not before or before.endswith((".", "\n")):
            subject = subject[0].upper() + subject[1:]
        edits.append(Edit(m.start(), m.end("subject"), subject))
        if m["modal"].casefold() == "can":
            edits.append(Edit(m.start("modal"), m.end("modal"), "shall"))
    return edits


def _stripped(text: Text, m: re.Match[str], verbs: Verbs, people: re.Pattern[str]) -> list[Edit]:
    """Edits that leave the deed; none where its verb is not known."""
    masked, verb = text.masked, m["verb"]
    if verb.casefold().endswith("ing") and m.re is _OF:
        verb = verbs.of_gerund(verb)
        if not verb:
            return []
    begin, _ = text.sentence_at(m.start())
    comma = masked.rfind(",", begin, m.start())
    start = begin if comma < 0 else comma + 1
    start += len(masked[start : m.start()]) - len(masked[start : m.start()].lstrip())
    subject = masked[start : m.start()].rstrip()
    if people.search(subject) and len(subject.split()) <= 5:
        # People are helped, not bound: the system lets them.
        who = lowered(text.raw[start : start + len(subject)])
        head = "The [system]" if start == begin else "the [system]"
        modal = text.raw[m.start("modal") : m.end("modal")].strip()
        return [Edit(start, m.end("verb"), f"{head} {modal} let {who} {verb}")]
    return [Edit(m.start("boiler"), m.end("verb"), verb)]
