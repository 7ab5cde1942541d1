"""The reading processes as the asking process sees them: started, asked, killed when late.

A process that has answered is kept for the next file (at most two, until this process ends): it
costs 15 MB and saves 30 ms a file.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from ossbuy.exchange.intake.limits import MOST_TEXT
from ossbuy.exchange.intake.worker import LENGTHS

MOST_CHILDREN: Final = 2
_MOST_HEAD: Final = 64_000_000
_MOST_SERVED: Final = 200
_PIPE: Final = 1 << 20

_idle: list[Child] = []
_lock: Final = threading.Lock()


class Died(Exception):
    """The reading process ended before it answered."""

    def __init__(self, late: bool) -> None:
        self.late = late
        super().__init__("late" if late else "died")


class Child:
    """One reading process."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            # -P: a file named json.py beside the vendor's workbook must not be imported.
            # -S: looking for additions to Python at its start takes a third of the start.
            [sys.executable, "-P", "-S", "-m", "ossbuy.exchange.intake.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # A file and what was read from it go through in one piece (Linux; no effect elsewhere).
            pipesize=_PIPE,
            env={**os.environ, "PYTHONPATH": _path()},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.owner = os.getpid()
        self.served = 0
        self.late = False

    def ask(self, what: str, name: str, content: bytes, seconds: float) -> tuple[Any, bytes]:
        """Send a file and wait for what is made of it.

        Raises:
            Died: it ended, or was ended because it took longer than `seconds`.
        """
        head = json.dumps({"ask": what, "name": name}).encode()
        timer = threading.Timer(seconds, self._end_late)
        timer.daemon = True
        timer.start()
        try:
            source, sink = self.process.stdout, self.process.stdin
            assert source is not None
            assert sink is not None
            sink.write(LENGTHS.pack(len(head), len(content)))
            sink.write(head)
            sink.write(content)
            sink.flush()
            head_length, body_length = LENGTHS.unpack(self._read(LENGTHS.size))
            if head_length > _MOST_HEAD or body_length > 5 * MOST_TEXT:
                raise EOFError
            reply = json.loads(self._read(head_length))
            body = self._read(body_length)
        except (OSError, EOFError, ValueError):
            self.end()
            raise Died(self.late) from None
        finally:
            timer.cancel()
        self.served += 1
        return reply, body

    def _read(self, length: int) -> bytes:
        assert self.process.stdout is not None
        read = self.process.stdout.read(length)
        if len(read) < length:
            raise EOFError
        return read

    def _end_late(self) -> None:
        self.late = True
        self.process.kill()

    def end(self) -> None:
        """Kill it and let the system forget it."""
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()
        self.process.wait()


def _path() -> str:
    """Where the reading process finds ossbuy and the two libraries it needs."""
    places = [str(Path(__file__).resolve().parents[3])]
    for library in ("python_calamine", "charset_normalizer"):
        found = find_spec(library)
        if found is not None and found.origin is not None:
            places.append(str(Path(found.origin).parents[1]))
    return os.pathsep.join(dict.fromkeys(places))


def taken() -> Child:
    """An idle reading process, or a new one."""
    with _lock:
        while _idle:
            child = _idle.pop()
            if child.owner != os.getpid():
                # Inherited by a fork: it belongs to the other process.
                continue
            if child.process.poll() is None and not child.late:
                return child
            child.end()
    return Child()


def given_back(child: Child) -> None:
    """Keep a reading process for later, if it is fit."""
    with _lock:
        if (
            len(_idle) < MOST_CHILDREN
            and child.served < _MOST_SERVED
            and not child.late
            and child.process.poll() is None
        ):
            _idle.append(child)
            return
    child.end()


@atexit.register
def end_all() -> None:
    """End the idle reading processes."""
    with _lock:
        while _idle:
            child = _idle.pop()
            if child.owner == os.getpid():
                child.end()
