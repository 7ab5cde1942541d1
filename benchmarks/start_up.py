"""Start-up: the command line against bare Python, the first paint against bare Textual.

Screens run as a person runs them, in a terminal (a pseudo-terminal of 120 × 36), and the clock
stops when a text is on it: the project's name for the first refresh, the name of a pain for the
first stage's data. Every figure is the median of interleaved fresh processes; only the ratios
carry over to other machines. Goals (performance.md): ``--help`` at most 4.5 × bare Python and
under 0.1 s here, first refresh at most 1.4 × a Textual hello.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

ROUNDS = 9
ROWS, COLUMNS = 36, 120
PATIENCE = 30
"""Seconds after which a text that has not come never will."""

HELLO = """
from textual.app import App
from textual.widgets import Label
class Hello(App):
    def compose(self):
        yield Label("hello there")
Hello().run()
"""


def once(command: list[str], env: dict[str, str]) -> float:
    began = time.perf_counter()
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{command[:4]} failed:\n{done.stderr[-2000:]}")
    return 1000 * (time.perf_counter() - began)


def until(texts: list[str], command: list[str], env: dict[str, str]) -> list[float]:
    """Milliseconds until each text has come to the terminal, in this order."""
    began = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe(command[0], command, env)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    said, took = b"", []
    try:
        while len(took) < len(texts):
            ready, _, _ = select.select([terminal], [], [], PATIENCE)
            try:
                said += os.read(terminal, 65536) if ready else b""
            except OSError:  # the child has ended
                ready = []
            if not ready:
                raise SystemExit(f"{command[:4]} never showed {texts[len(took)]!r}: {said!r}")
            while len(took) < len(texts) and texts[len(took)].encode() in said:
                took.append(1000 * (time.perf_counter() - began))
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)
    return took


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        env = os.environ | {"OSSBUY_HOME": home, "TERM": "xterm-256color"}
        project = Path(home) / "kestrel.ossbuy"
        sample = Path(__file__).parents[1] / "sample_rfps" / "kestrel-inventory"
        ossbuy = [sys.executable, "-m", "ossbuy"]
        once([*ossbuy, "new", str(project), "--from", str(sample)], env)
        runs = {
            "bare python": [sys.executable, "-c", "pass"],
            "import click": [sys.executable, "-c", "import click"],
            "ossbuy --help": [*ossbuy, "--help"],
            "ossbuy where": [*ossbuy, "where"],
            "ossbuy log": [*ossbuy, "log", str(project), "--last", "3"],
            "ossbuy rank": [*ossbuy, "rank", str(project)],
        }
        name, pain = "Kestrel Fibre network inventory", "Orders fall out"
        screens = {
            ("Textual hello",): ([sys.executable, "-c", HELLO], ["hello there"]),
            ("ossbuy open, first refresh", "ossbuy open, first data"): (
                [*ossbuy, "open", str(project)],
                [name, pain],
            ),
        }
        times: dict[str, list[float]] = {}
        for _ in range(ROUNDS):
            for row, command in runs.items():
                times.setdefault(row, []).append(once(command, env))
            for rows, (command, texts) in screens.items():
                for row, took in zip(rows, until(texts, command, env), strict=True):
                    times.setdefault(row, []).append(took)
    median = {name: statistics.median(found) for name, found in times.items()}
    for name, found in median.items():
        peer = "Textual hello" if name.startswith("ossbuy open") else "bare python"
        print(f"{name:<28} {found:8.0f} ms  {found / median[peer]:6.2f} × {peer}")


if __name__ == "__main__":
    main()
