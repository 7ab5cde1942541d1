"""Files of anybody, read in another process that may die: one sentence is all that comes of it."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.arrived import received
from ossbuy.exchange.intake.book import Book, Structure
from ossbuy.exchange.intake.children import MOST_CHILDREN, Child, Died, given_back, taken
from ossbuy.exchange.intake.limits import MOST_BYTES, MOST_MEMORY, NAMING_SECONDS, READING_SECONDS
from ossbuy.exchange.intake.structures import unpacked
from ossbuy.exchange.intake.texts import one_line

R = TypeVar("R")
T = TypeVar("T")

_LOOK: Final = 0.05
"""Seconds between two looks at whether somebody wants to stop."""


class Stopped(Exception):
    """Reading was stopped by whoever asked for it; nothing is lost."""


def read_values(content: bytes, name: str, cancelled: Callable[[], bool] | None = None) -> Book:
    """The text of every sheet of a workbook, a text table or the tables of a document.

    Args:
        content: the bytes of the file (.xlsx, .xlsm, .ods, .csv, .tsv, .docx), told from them.
        name: its name, for messages.
        cancelled: asked twenty times a second; reading ends when it says so.

    Raises:
        BadFile: it cannot be read: what is wrong, where, what to do.
        Stopped: `cancelled` said so.
    """
    (book,) = read_many([(content, name)], cancelled=cancelled)
    if isinstance(book, BadFile):
        raise book
    return book


def read_many(
    files: Sequence[tuple[bytes, str]],
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Book | BadFile, ...]:
    """Several files, two at a time; what cannot be read stands as its sentence.

    Args:
        files: (bytes, name) of each.
        progress: told (files done, of how many) after each.
        cancelled: as for `read_values`.

    Raises:
        Stopped: `cancelled` said so.
    """

    def one(slot: Slot, index: int) -> tuple[Any, bytes]:
        content, name = files[index]
        return asked(slot, "values", content, name)

    def made(reply: tuple[Any, bytes]) -> Book:
        head, body = reply
        return Book(
            name=str(head["name"]),
            kind=str(head["kind"]),
            sheets=tuple(received(head["sheets"], body)),
            notes=tuple(map(str, head["notes"])),
        )

    return gathered(one, made, len(files), progress, cancelled)


def read_structure(
    content: bytes, name: str, cancelled: Callable[[], bool] | None = None
) -> Structure:
    """What a file holds beside its values: hidden, merged, commented, listed, linked, signed.

    A second reading, of other parts of the file: it is asked only where something depends on it.

    Raises:
        BadFile: as for `read_values`.
        Stopped: `cancelled` said so.
    """

    def one(slot: Slot, _: int) -> tuple[Any, bytes]:
        return asked(slot, "structure", content, name)

    def made(reply: tuple[Any, bytes]) -> Structure:
        return unpacked(reply[0])

    (found,) = gathered(one, made, 1, None, cancelled)
    if isinstance(found, BadFile):
        raise found
    return found


class Slot:
    """A place for one reading process, replaced when it dies."""

    def __init__(self) -> None:
        self.child: Child | None = None
        self.stopped = False

    def get(self) -> Child:
        """The process; a new one if there is none."""
        if self.stopped:
            raise Stopped
        if self.child is None:
            self.child = taken()
        return self.child

    def close(self) -> None:
        """Keep the process for later."""
        if self.child is not None:
            given_back(self.child)
            self.child = None

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self.stopped = True
        if self.child is not None:
            self.child.process.kill()


def asked(slot: Slot, what: str, content: bytes, name: str) -> tuple[Any, bytes]:
    """What the reading process makes of a file.

    Raises:
        BadFile: its sentence, or ours about its end.
    """
    shown = one_line(name, 120)
    if len(content) > MOST_BYTES:
        raise BadFile(
            shown,
            f"it is larger than {MOST_BYTES // 1_000_000} MB; ask for a plain workbook without "
            "pictures.",
        )
    late = False
    until = time.monotonic() + READING_SECONDS
    while True:
        child = slot.get()
        fresh = child.served == 0
        try:
            head, body = child.ask(what, name, content, until - time.monotonic())
        except Died as died:
            slot.child = None
            if slot.stopped:
                raise Stopped from None
            if not fresh and _time_for_more(until):
                # It may have been full from earlier files, or ended by the system.
                continue
            late = died.late
            break
        if "bad" in head:
            where, sentence = head["bad"]
            raise BadFile(str(where), str(sentence))
        if "memory" not in head:
            return head, body
        child.end()
        slot.child = None
        if fresh or not _time_for_more(until):
            break
    raise _reason(slot, content, name, shown, late)


def _time_for_more(until: float) -> bool:
    return until - time.monotonic() > READING_SECONDS / 2


def _reason(slot: Slot, content: bytes, name: str, shown: str, late: bool) -> BadFile:
    try:
        head, _ = slot.get().ask("why", name, content, NAMING_SECONDS)
    except Died:
        slot.child = None
        head = {}
    if "bad" in head:
        where, sentence = head["bad"]
        return BadFile(str(where), str(sentence))
    if late:
        return BadFile(
            shown, "reading it takes longer than ten seconds; ask for the table alone, as .xlsx."
        )
    return BadFile(
        shown,
        f"reading it takes more than {MOST_MEMORY // 1024 // 1024} MB of memory, or breaks the "
        "reader; ask for the table alone, as .xlsx.",
    )


def gathered(
    one: Callable[[Slot, int], R],
    made: Callable[[R], T],
    count: int,
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> tuple[T | BadFile, ...]:
    """Do one thing for each of several files, in as many reading processes as pay.

    Args:
        one: asks a reading process about a file, in a thread.
        made: makes something of the reply, here, while the process reads the next file.
        count: how many files.
        progress: told (files done, of how many).
        cancelled: whether to stop.

    Raises:
        Stopped: `cancelled` said so.
    """
    if count == 1 and cancelled is None:
        # No threads for the plain case.
        slot = Slot()
        try:
            outcome = _outcome(one, slot, 0)
        finally:
            slot.close()
        if progress is not None:
            progress(1, 1)
        return (outcome if isinstance(outcome, BadFile) else made(outcome),)
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[int, R | BaseException]] = queue.SimpleQueue()
    for index in range(count):
        waiting.put(index)
    slots = [Slot() for _ in range(min(MOST_CHILDREN, count))]
    for slot in slots:
        threading.Thread(target=_work, args=(one, slot, waiting, done), daemon=True).start()
    found: dict[int, T | BadFile] = {}
    try:
        while len(found) < count:
            if cancelled is not None and cancelled():
                raise Stopped
            try:
                index, came = done.get(timeout=_LOOK if cancelled is not None else None)
            except queue.Empty:
                continue
            if isinstance(came, BaseException):
                if not isinstance(came, BadFile):
                    raise came
                found[index] = came
            else:
                found[index] = made(came)
            if progress is not None:
                progress(len(found), count)
    except BaseException:
        for slot in slots:
            slot.stop()
        raise
    return tuple(found[index] for index in range(count))


def _outcome(one: Callable[[Slot, int], R], slot: Slot, index: int) -> R | BadFile:
    try:
        return one(slot, index)
    except BadFile as error:
        return error


def _work(
    one: Callable[[Slot, int], R],
    slot: Slot,
    waiting: queue.SimpleQueue[int],
    done: queue.SimpleQueue[tuple[int, R | BaseException]],
) -> None:
    """A thread that serves one reading process until no file waits."""
    index = -1
    try:
        while True:
            index = waiting.get_nowait()
            done.put((index, _outcome(one, slot, index)))
    except queue.Empty:
        slot.close()
    except BaseException as error:
        slot.stop()
        done.put((index, error))
