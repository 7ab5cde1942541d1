"""Opening received files on record, and correcting what a vendor's words were taken as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ossbuy.exchange.replies.words import FACTS, ROLES, folded, meaning
from ossbuy.model.bid import ReceivedFile
from ossbuy.model.events import Act, Event, Fact, Json, Refused, key, new_id
from ossbuy.model.receipt import Drift, DriftItem, ScaleMap
from ossbuy.procedure.lock import now, record
from ossbuy.procedure.replies.replying import CONTENTS
from ossbuy.procedure.replies.settling import settled_facts
from ossbuy.store.workspace import Workspace

COLUMNS = "columns"
"""Under this name a mapping says which column is what, instead of what a word means."""


@dataclass(frozen=True, slots=True)
class Unsealed:
    """What opening one file showed."""

    vendor: str
    file: ReceivedFile
    count: int
    """Answers or priced lines taken from it."""
    drift: Drift
    event: Event

    @property
    def remarks(self) -> tuple[DriftItem, ...]:
        """Everything about the file that somebody should know."""
        return self.drift.items


def unseal(
    workspace: Workspace,
    contents: str,
    vendors: Sequence[str] = (),
    reason: str = "",
    override: str = "",
    by: str = "",
) -> tuple[Unsealed, ...]:
    """Open sealed files on record: answers after the weight lock, prices after the quality lock.

    Args:
        workspace: where.
        contents: ``answers`` or ``prices``.
        vendors: internal ids; all vendors when empty.
        reason: recorded with the act.
        override: why the files are opened before the lock, if they are.
        by: whose act it is, when somebody else types it.

    Raises:
        Refused: no lock and no override, or nothing to open.
        BadFile: a file cannot be read; nothing of any file is taken in.
    """
    project = workspace.project
    if contents not in CONTENTS:
        raise Refused(f"{contents!r} is neither 'answers' nor 'prices'.")
    if contents == "answers" and project.locked is None and not override:
        raise Refused(
            "The weights are not locked yet: lock them before opening answers, or say why not "
            "with an override."
        )
    if contents == "prices" and project.quality_lock is None and not override:
        raise Refused(
            "The quality scores are not locked yet: lock them before opening prices, or say why "
            "not with an override."
        )
    waiting: dict[str, list[ReceivedFile]] = {}
    for vendor in vendors or project.vendors:
        for file in project.standing_files(vendor, contents):
            if file.id not in project.unsealed:
                waiting.setdefault(vendor, []).append(file)
    if not waiting:
        raise Refused(f"There are no sealed {contents} to open.")
    # Every file is read before any is opened on record: one bad cell opens nothing.
    read = {
        vendor: settled_facts(
            workspace,
            project,
            vendor,
            contents,
            frozenset(project.unsealed) | {file.id for file in files},
        )[0]
        for vendor, files in waiting.items()
    }
    group = new_id()
    seal = {"by": by or workspace.actor, "at": now(), "override": override}
    opened = []
    for vendor, files in waiting.items():
        seals = tuple(Fact(key("unsealed", file.id), seal) for file in files)
        act = Act(
            f"{contents}.unsealed",
            (*seals, *read[vendor]),
            reason or override,
            group,
            on_behalf_of=by,
        )
        event = workspace.execute(act)
        for file in files:
            drift = workspace.project.drifts.get(file.id, Drift())
            opened.append(Unsealed(vendor, file, drift.taken or 0, drift, event))
    return tuple(opened)


def remap(
    workspace: Workspace,
    vendor: str,
    column: str,
    words: Mapping[str, str],
    reason: str = "",
    by: str = "",
) -> Event:
    """Say what a vendor's words in a column mean, and read its opened files again.

    Args:
        workspace: where.
        vendor: internal id.
        column: ``level``, ``delivery``, ``evidence``; or ``columns``, to say which column is what.
        words: by the word as the vendor wrote it, what it is taken as (``full + STD``); nothing,
            where it is no answer. For ``columns`` by the header: the name of the column it is.
        reason: recorded; needed once quality is locked.
        by: whose act it is, when somebody else types it.

    Returns:
        The event: the mapping, the answers it changes and the new report.

    Raises:
        Refused: the vendor is not known, has no opened answers, or the column is none of these.
        BadFile: what a word is to be taken as is none of the answers.
    """
    project = workspace.project
    if vendor not in project.vendors:
        raise Refused(f"{vendor} is not among the invited vendors: invite it first.")
    if column not in (*FACTS, COLUMNS):
        raise Refused(f"{column!r} is none of {', '.join((*FACTS, COLUMNS))}: name one of these.")
    if not words:
        raise Refused("Say what is to be taken as what, such as 'Y=full + CFG'.")
    before = project.scales.get((vendor, column), ScaleMap())
    said: dict[str, str] = {}
    for word, taken in words.items():
        plain = " ".join(word.split()).casefold()[:200]
        if not plain:
            raise Refused("The word that is mapped is empty: write it as the vendor did.")
        said[plain] = _taken(column, taken.strip())
    known = dict(before.words)
    for plain in said:
        for other in [w for w in known if folded(w) == folded(plain)]:
            del known[other]
    value: dict[str, Json] = {
        "words": {**known, **said},
        "by": by or workspace.actor,
        "settled": sorted({*(w for w in before.settled if w in known), *said}),
    }
    mapped = Fact(key("scale", vendor, column), value)
    draft = workspace.draft()
    draft.apply((mapped,))
    opened = frozenset(project.unsealed)
    if not any(f.id in opened for f in project.standing_files(vendor, "answers")):
        raise Refused(
            f"No answers of {project.vendors[vendor].label} have been opened yet: unseal first."
        )
    if project.quality_lock is not None and not reason.strip():
        raise Refused(
            "The quality scores are locked: give a reason to read answers another way; it stands "
            "in the record beside the change."
        )
    facts, _ = settled_facts(workspace, draft.freeze(), vendor, "answers", opened)
    # Read anew, other words of the column may mean something else too: that is the mapping then.
    mapped = next((fact for fact in facts if fact.key == mapped.key), mapped)
    facts = [fact for fact in facts if fact.key != mapped.key]
    return record(workspace, Act("scale.mapped", (mapped, *facts), reason, on_behalf_of=by))


def _taken(column: str, text: str) -> str:
    """What a word is taken as, in the one form the record keeps; empty where it is no answer."""
    if column == COLUMNS:
        role = text.casefold()
        if role not in ROLES:
            raise Refused(f"{text!r} is no column: one of {', '.join(ROLES)}.")
        return role
    return str(meaning(text, column)) if text else ""
