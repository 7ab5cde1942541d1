"""What the columns of a table hold: by their names, by what stands in them, by what was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ossbuy.exchange.matrices.profiles import Profile
from ossbuy.exchange.matrices.values import ROLES, SEVERAL, Column, Corrections, Known
from ossbuy.exchange.matrices.words import Words, plain

NAMED = 0.5
"""Score from which a name counts."""
AS_LAST_TIME = 90
"""Likeness, 0 to 100, from which a header is the one of an earlier file."""
_SURE = 0.99


def assign(
    headers: Sequence[tuple[str, str, str]],
    profiles: Sequence[Profile],
    lists: Words,
    sheet: str,
    corrections: Corrections,
    known: Known,
) -> tuple[Column, ...]:
    """The role of every column.

    Args:
        headers: (whole header, its last part, the group above) by column.
        profiles: what stands in each.
    """
    columns = [
        Column(i + 1, whole, "", "", group, profiles[i].filled, profiles[i].example)
        for i, (whole, _, group) in enumerate(headers)
    ]
    desk = _Desk(headers, profiles, lists)
    desk.said(_corrected(columns, sheet, corrections), "you said so")
    desk.said(_as_last_time([h[0] for h in headers], known), "as last time")
    desk.ticks()
    desk.main()
    desk.sections()
    desk.single("priority", lambda p: p.priority >= 0.9 and 2 <= p.values <= 8 and p.words <= 3)
    for role in ("gate", "verification", "threshold", "references", "title"):
        desk.single(role)
    for role in ("layer", "unique", "kpi_unit", "kpi_baseline", "kpi_target", "counter_kpi"):
        desk.exact(role)
    for role in ("kpi", "risk", "library", "short"):
        desk.exact(role)
    desk.rest()
    return tuple(
        replace(column, role=desk.roles.get(i, ("", ""))[0], why=desk.roles.get(i, ("", ""))[1])
        for i, column in enumerate(columns)
    )


class _Desk:
    """Gives roles away, the surest first."""

    def __init__(
        self, headers: Sequence[tuple[str, str, str]], profiles: Sequence[Profile], lists: Words
    ) -> None:
        self._headers, self._profiles, self._lists = headers, profiles, lists
        self.roles: dict[int, tuple[str, str]] = {}
        self._barred: set[str] = set()

    def said(self, roles: Mapping[int, str], why: str) -> None:
        for at, role in roles.items():
            if at not in self.roles and (role in SEVERAL or role not in self._given()):
                self.roles[at] = (role, why)

    def ticks(self) -> None:
        """Neighbouring columns under words of answers, with ticks in them or nothing yet."""
        last = [plain(leaf) for _, leaf, _ in self._headers]
        is_tick = [
            word in self._lists.tick_answers
            and (not self._profiles[i].filled or self._profiles[i].ticks >= 0.5)
            and i not in self.roles
            for i, word in enumerate(last)
        ]
        for i, ticked in enumerate(is_tick):
            near = (i > 0 and is_tick[i - 1]) or (i + 1 < len(is_tick) and is_tick[i + 1])
            if ticked and near:
                self.roles[i] = ("tick", "named so")

    def main(self) -> None:
        """Id and text, weighed together by name and content."""
        if "text" not in self._given():
            self._best("text", self._text_score)
        if "id" not in self._given():
            self._best("id", self._id_score)
        if "text" not in self._given():
            # A column of names is all the text there is.
            self._best("text", self._title_score)

    def sections(self) -> None:
        """One or two columns of sections, the one with fewer values above the other."""
        for role in ("section_id", "chapter_id"):
            self.exact(role, lambda p: p.distinct < 1 or p.filled < 3)
        free = [i for i in self._free() if self._repeats(i)]
        named = {r: [i for i in free if self._name(i, r) >= NAMED] for r in ("section", "chapter")}
        if "section" in self._given():
            named["section"] = []
        both = sorted({*named["section"], *named["chapter"]})
        if not both or "chapter" in self._given():
            both = both[:1] if "section" not in self._given() else []
        if len(both) > 2:
            both = sorted(sorted(both, key=lambda i: -self._section_name(i))[:2])
        if len(both) == 2 and "section" not in self._given():
            upper, lower = sorted(both, key=lambda i: (self._profiles[i].values, i))
            self.roles[upper], self.roles[lower] = ("chapter", "named so"), ("section", "named so")
        elif both:
            role = "chapter" if "section" in self._given() else "section"
            self.roles[both[0]] = (role, "named so")
        if "chapter_id" in self._given() and not {"section_id", "chapter"} & self._given():
            self._rename("chapter_id", "section_id")

    def single(self, role: str, content: object = None) -> None:
        """The column whose name says so most; else the one whose content does."""
        if role in self._given():
            return
        scored = [(self._name(i, role), -i) for i in self._free() if self._own(i, role)]
        score, at = max(scored, default=(0.0, 0))
        if score >= NAMED:
            self.roles[-at] = (role, "named so")
        elif callable(content):
            found = [
                i for i in self._free() if content(self._profiles[i]) and self._names_nothing(i)
            ]
            if len(found) == 1:
                self.roles[found[0]] = (role, "by its content")

    def exact(self, role: str, fits: object = None) -> None:
        """The column that has the very name."""
        if role in self._given():
            return
        for i in self._free():
            if self._name(i, role) >= _SURE and (not callable(fits) or fits(self._profiles[i])):
                self.roles[i] = (role, "named so")
                return

    def rest(self) -> None:
        """Answers, comments, notes and weights, of which there may be several."""
        for i in self._free():
            scores = {r: self._name(i, r) for r in ("answer", "comment", "notes", "weight")}
            role = max(scores, key=lambda r: scores[r])
            if scores[role] >= NAMED:
                self.roles[i] = (role, "named so")
            elif self._profiles[i].ticks >= 0.6 and self._profiles[i].numbers < 0.5:
                self.roles[i] = ("notes", "by its content")
            elif any(
                self._name(i, r) >= NAMED
                for r in ("priority", "section", "chapter", "title", "text", "threshold")
            ):
                # A second column of a kind is kept beside the first, never over it.
                self.roles[i] = ("notes", "another of its kind")

    def _best(self, role: str, score: object) -> None:
        assert callable(score)
        scored = [(score(i), -i) for i in self._free()]
        best, at = max(scored, default=(0.0, 0))
        if best > 0:
            named = self._name(-at, role) >= NAMED
            self.roles[-at] = (role, "named so" if named else "by its content")

    def _text_score(self, i: int) -> float:
        profile, name = self._profiles[i], self._name(i, "text")
        other = max((self._name(i, r) for r in ("comment", "notes", "answer", "id")), default=0.0)
        content = (0.6 * profile.sentences + 0.4 * min(profile.words / 12, 1)) * min(
            1.0, profile.fill
        )
        if name < NAMED:
            # Without a name it must read like texts, and not be named as something else.
            return content if content >= 0.45 and other < NAMED else 0.0
        if profile.ids >= 0.5 and profile.sentences < 0.2 and profile.words < 3:
            return 0.0
        if profile.filled and profile.numbers >= 0.5:
            return 0.0
        if other > name and content < 0.3:
            return 0.0
        return 1.2 * name + content

    def _title_score(self, i: int) -> float:
        profile, name = self._profiles[i], self._name(i, "title")
        if name < NAMED or profile.distinct < 0.7 or profile.numbers >= 0.5:
            return 0.0
        return name + min(profile.words / 12, 1)

    def _id_score(self, i: int) -> float:
        profile, name = self._profiles[i], self._name(i, "id")
        if profile.dates >= 0.5:
            return 0.0
        content = 0.6 * profile.ids + 0.4 * profile.distinct if profile.ids >= 0.5 else 0.0
        if name >= NAMED:
            if profile.ids < 0.3 and (name < _SURE or profile.words > 4):
                # Named so, but it holds "1.1 Login" or a word: only the very name will do.
                return 0.0 if name < _SURE or profile.words > 12 else 0.9 * name
            # Beside ids of its own a column that counts the rows is no id.
            return 1.2 * name + content * max(profile.fill, 0.2) - 0.35 * profile.running
        text = next(
            (at for at, (role, _) in self.roles.items() if role == "text"), len(self._headers)
        )
        wanted = profile.ids >= 0.9 and profile.distinct >= 0.95 and profile.fill >= 0.6
        if wanted and i < text and self._names_nothing(i) and profile.filled > 1:
            return content
        return 0.0

    def _repeats(self, i: int) -> bool:
        profile = self._profiles[i]
        ticked = profile.ticks >= 0.6 and profile.numbers < 0.5
        return (
            profile.filled > 0 and not ticked and (profile.distinct <= 0.8 or profile.filled <= 5)
        )

    def _section_name(self, i: int) -> float:
        return max(self._name(i, "section"), self._name(i, "chapter"))

    def _own(self, i: int, role: str) -> bool:
        """Whether a name says this role at least as much as any that is given away later."""
        mine = self._name(i, role)
        others = ("answer", "comment", "notes", "weight")
        return mine >= max((self._name(i, r) for r in others), default=0.0)

    def _names_nothing(self, i: int) -> bool:
        return all(self._name(i, role) < NAMED for role in ROLES if role)

    def _name(self, i: int, role: str) -> float:
        whole, leaf, _ = self._headers[i]
        if leaf.startswith("(") and " · " in whole:
            # "Prio" over "(M/S/C)": what is in brackets explains the name above it.
            leaf = whole.rpartition(" · ")[0].rpartition(" · ")[2]
        return max(self._lists.name_score(leaf, role), 0.9 * self._lists.name_score(whole, role))

    def _given(self) -> set[str]:
        return {role for role, _ in self.roles.values()}

    def _free(self) -> list[int]:
        return [i for i in range(len(self._headers)) if i not in self.roles]

    def _rename(self, old: str, new: str) -> None:
        for at, (role, why) in self.roles.items():
            if role == old:
                self.roles[at] = (new, why)


def _corrected(columns: Sequence[Column], sheet: str, corrections: Corrections) -> dict[int, str]:
    """Roles a person gave, by index; a name wins over a letter, this sheet over all sheets."""
    found: dict[int, str] = {}
    for wanted_sheet in (sheet, ""):
        for (where, name), role in corrections.columns.items():
            if where.casefold().strip() != wanted_sheet.casefold().strip():
                continue
            at = find_column(columns, name)
            if at is not None and at not in found:
                found[at] = role
    return found


def find_column(columns: Sequence[Column], name: str) -> int | None:
    """The index of a column called so, by its header, nearly its header, or its letter."""
    wanted = plain(name)
    for i, column in enumerate(columns):
        if wanted and plain(column.header) == wanted:
            return i
    for i, column in enumerate(columns):
        if column.letter == name.strip().upper():
            return i
    from rapidfuzz import fuzz, process

    heads = {i: plain(column.header) for i, column in enumerate(columns) if column.header}
    near = process.extractOne(wanted, heads, scorer=fuzz.ratio, score_cutoff=AS_LAST_TIME)
    return near[2] if near is not None else None


def _as_last_time(headers: Sequence[str], known: Known) -> dict[int, str]:
    if not known.columns:
        return {}
    from rapidfuzz import fuzz, process

    found: dict[int, str] = {}
    for i, header in enumerate(headers):
        bare = plain(header)
        if not bare:
            continue
        near = process.extractOne(
            bare, list(known.columns), scorer=fuzz.ratio, score_cutoff=AS_LAST_TIME
        )
        if near is not None:
            found[i] = known.columns[near[0]]
    return found
