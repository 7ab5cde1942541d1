"""Start-up: the command line against bare Python, the first paint against bare Textual.

Every figure is the median of interleaved fresh processes; only the ratios carry over to other
machines. Goals (performance.md): ``--help`` at most 4.5 × bare Python and under 0.1 s here, first
refresh at most 1.4 × a Textual hello.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 9

HELLO = """
from textual.app import App
from textual.widgets import Label
class Hello(App):
    def compose(self):
        yield Label("hello")
async def leave(pilot):
    import os
    os._exit(0)  # shutting down is not what a person waits for
Hello().run(headless=True, auto_pilot=leave)
"""

SCREEN = """
import sys
from pathlib import Path
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
async def leave(pilot):
    import os
    os._exit(0)  # shutting down is not what a person waits for
path = Path(sys.argv[1])
OssbuyApp(Workspace.open(path, "bench"), path).run(headless=True, auto_pilot=leave)
"""


def once(command: list[str], env: dict[str, str]) -> float:
    began = time.perf_counter()
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{command[:4]} failed:\n{done.stderr[-2000:]}")
    return 1000 * (time.perf_counter() - began)


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        env = os.environ | {"OSSBUY_HOME": home}
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
            "Textual hello": [sys.executable, "-c", HELLO],
            "ossbuy open, first refresh": [sys.executable, "-c", SCREEN, str(project)],
        }
        times: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(ROUNDS):
            for name, command in runs.items():
                times[name].append(once(command, env))
    median = {name: statistics.median(found) for name, found in times.items()}
    for name, found in median.items():
        peer = "Textual hello" if name.startswith("ossbuy open") else "bare python"
        print(f"{name:<28} {found:8.0f} ms  {found / median[peer]:6.2f} × {peer}")


if __name__ == "__main__":
    main()
