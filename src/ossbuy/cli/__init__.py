"""The command line: parse, call, print. Every command imports what it needs when it runs.

``ossbuy --help`` costs an interpreter and click, nothing else: commands are found by name in a
table and their modules loaded only when asked for.
"""

from __future__ import annotations

import errno
import importlib
import re
import sys
from collections.abc import Mapping
from typing import Final

import click

from ossbuy.output import ExitCode, say
from ossbuy.version import __version__

COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    # name: (module, one line for the overview)
    "demo": ("start", "Run a shipped sample from its files to a decision workbook."),
    "new": ("start", "Begin a project: empty, from readable files, or from a past one."),
    "open": ("start", "Open a project on screen."),
    "where": ("start", "Print where ossbuy keeps things."),
    "set": ("edit", "Change one thing: a field, a weight, a link, a share, a gate."),
    "take": ("take", "Take in pains from lines or a sheet, as one act."),
    "cost": ("cost", "Work out what a pain costs a year."),
    "burden": ("cost", "Count what the procurement asks of operations, in person-days."),
    "feelings": ("feelings", "Say how many feelings are told; print them only with --private."),
    "script": ("script", "Print the questions of a facilitator's script."),
    "fears": ("feelings", "List requirements proposed against fears, or take one."),
    "library": ("library", "Look into the requirement library."),
    "pull": ("library", "Pull pains, root causes and requirements from the library."),
    "workshop": ("workshop", "Lead a workshop: agenda, votes, parked items, the record."),
    "import": ("importing", "Read requirements from anybody's matrix: workbook, CSV, document."),
    "ballot": ("ballots", "Cast a person's ballot on weights, blind until the round is closed."),
    "round": ("ballots", "Say who has voted on weights, or close the round."),
    "group": ("ballots", "Show what the group's ballots come to, or take it as stated weights."),
    "lock": ("bids", "Lock the weights, or the quality scores."),
    "regulate": ("bids", "Set the rules of a regulated procurement."),
    "issue": ("issuing", "Send the request out as workbooks, or say what would leak."),
    "calendar": ("clarifying", "Say what is due when, or set a date."),
    "clarify": ("clarifying", "Keep the log of vendors' questions and answers."),
    "shortlist": ("short_list", "Put a vendor on the short list; say which questions decide it."),
    "receive": ("bids", "Take in vendors' files, sealed."),
    "received": ("replies", "List received files: versions, late, withdrawn, who opened them."),
    "withdraw": ("replies", "Record that a vendor takes a file back."),
    "unseal": ("bids", "Open sealed answers or prices, on record."),
    "drift": ("replies", "Say how opened files differ from what went out."),
    "accept": ("bids", "Accept the scores that answers propose."),
    "grade": ("grading", "Record what a test showed: evidence graded, scores agreed."),
    "eliminate": ("edit", "Take a vendor out of the running, with a reason."),
    "readmit": ("edit", "Let an eliminated vendor back into the running."),
    "assess": ("assess", "As a vendor: open a request, see gates, causes, gaps, how you stand."),
    "answer": ("answering", "As a vendor: answer a requirement, or see your answers."),
    "about": ("answering", "As a vendor: answer the questions on your own company."),
    "task": ("tasks", "As a vendor: say who answers what by when; list what is left."),
    "reuse": ("offering", "As a vendor: take over answers from an earlier bid."),
    "collect": ("offering", "As a vendor: take in answers typed into copies of the pack."),
    "bid": ("offering", "As a vendor: check the bid and write the workbook that goes out."),
    "people": ("people", "List people, whose words weigh, and who is not in the room."),
    "value": ("worth", "Say what layer of value the weights reach, and what revenue is at risk."),
    "rank": ("results", "Print the ranking."),
    "forecast": ("forecast", "Say what success costs: prices and winner at other volumes."),
    "why": ("why", "Say why a number is what it is: a pain, a weight, a total, by code."),
    "robustness": ("results", "Say how firm the ranking is."),
    "check": ("check", "List findings: gaps, contradictions, weak evidence."),
    "coverage": ("coverage", "Say which requirements answer which pains."),
    "report": ("results", "Write the decision workbook."),
    "export": ("record", "Write readable project files."),
    "share": ("record", "Write a copy without what the receiver must not see."),
    "log": ("record", "Print the history."),
    "undo": ("record", "Take back the last act."),
    "redo": ("record", "Do again what was taken back."),
    "verify": ("record", "Check that the record is intact."),
}


OVERVIEW: Final[Mapping[str, str]] = {
    # heading: commands under it, along the chain
    "Begin": "demo new open set where",
    "What happened": "take cost burden feelings fears people value",
    "What it shall do": "library pull import coverage",
    "The workshop": "workshop script",
    "Weights": "ballot round group lock regulate",
    "The request": "issue calendar clarify shortlist",
    "Answers and prices": "receive received withdraw unseal drift accept grade eliminate readmit",
    "As a vendor": "assess answer about task reuse collect bid",
    "What follows": "rank forecast why robustness check report",
    "The record": "export share log undo redo verify",
}


class _Group(click.Group):
    """Commands by name from the table above."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"ossbuy.cli.{COMMANDS[name][0]}")
        command = getattr(module, f"{name}_")
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, names in OVERVIEW.items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(10), COMMANDS[name][1]) for name in names.split()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name not in COMMANDS:
            import difflib

            close = difflib.get_close_matches(name, COMMANDS, 1)
            hint = f"did you mean {close[0]!r}?" if close else "'ossbuy --help' lists them."
            raise click.UsageError(f"There is no command {name!r}: {hint}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="ossbuy")
@click.pass_context
def ossbuy(ctx: click.Context) -> None:
    """From what hurts to a decision a board can follow.

    ossbuy runs procurements of telco operational and business support systems (OSS/BSS): pains,
    root causes, weighted requirements, vendors' answers, and how firm the result is.

    Without a command it opens the project you had open last.

    \b
    Try:  ossbuy demo
    """
    if ctx.invoked_subcommand is None:
        from ossbuy.cli.start import open_last

        open_last()


_NOT_OURS = frozenset(
    {errno.ENAMETOOLONG, errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.ELOOP}
)
"""What the system refuses whatever program asks."""


def main(argv: list[str] | None = None) -> None:
    """Run the command line; every ending is an exit code and at most one sentence."""
    raise SystemExit(run(argv))


def run(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    try:
        result = ossbuy.main(args=argv, prog_name="ossbuy", standalone_mode=False)
        return int(result) if isinstance(result, int) else ExitCode.OK
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.Abort:
        say("Stopped.")
        return ExitCode.INTERRUPTED
    except click.ClickException as error:
        say(f"ossbuy: {_short(_sentence(error.format_message()))}")
        return ExitCode.USAGE
    except KeyboardInterrupt:
        say("Stopped.")
        return ExitCode.INTERRUPTED
    except SystemExit as ending:
        return int(ending.code or 0)
    except Exception as error:
        code = _expected(error)
        if code is not None:
            say(f"ossbuy: {_short(str(error))}")
            return code
        if isinstance(error, OSError) and error.errno in _NOT_OURS:
            where = f"{error.filename}: " if error.filename else ""
            say(_short(f"ossbuy: {where}{error.strerror}; name another place, or make room there."))
            return ExitCode.UNAVAILABLE
        return _bug(error)


def _short(message: str) -> str:
    """A message without the thousands of letters that somebody typed as one word."""
    return re.sub(r"\S{200,}", lambda long: f"{long[0][:60]}…{long[0][-20:]}", message)


def _sentence(message: str) -> str:
    """Click's own messages are mostly sentences; some lack the full stop."""
    return message if message.rstrip().endswith((".", "?", "!")) else f"{message}."


def _expected(error: Exception) -> ExitCode | None:
    """The exit code of an error with a sentence of its own, None for a bug.

    Only modules already loaded are asked: an error class nobody imported was not raised.
    """
    for module, name, code in (
        ("ossbuy.exchange.errors", "BadFile", ExitCode.USAGE),
        ("ossbuy.model.events", "Refused", ExitCode.REFUSED),
        ("ossbuy.store.errors", "Conflict", ExitCode.REFUSED),
        ("ossbuy.store.errors", "StoreError", ExitCode.UNAVAILABLE),
    ):
        loaded = sys.modules.get(module)
        if loaded is not None and isinstance(error, getattr(loaded, name)):
            return code
    return None


def _bug(error: Exception) -> int:
    """Keep the trace for whoever mends it, and tell the person one sentence."""
    import traceback

    from ossbuy import locations

    place = locations.state_dir() / "crash.log"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        kept = f"the details are in {place}"
    except OSError:
        kept = "the details could not be written down"
    say(
        f"ossbuy: this is a mistake in ossbuy itself ({type(error).__name__}: "
        f"{str(error)[:120]}); nothing recorded was lost, and {kept}."
    )
    return ExitCode.BUG
