"""Ctrl+P: every command that works here now, by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.types import IgnoreReturnCallbackType

from ossbuy.model.wording import worded
from ossbuy.tui.modals.help import key_name, worth_naming
from ossbuy.tui.theme import THEMES

if TYPE_CHECKING:
    from ossbuy.tui.app import OssbuyApp


def _compare(app: OssbuyApp) -> IgnoreReturnCallbackType:
    def ask() -> None:
        from ossbuy.tui.modals.comparison import take_comparison_in

        take_comparison_in(app)

    return ask


class Everything(Provider):
    """Stages, the live bindings of the screen, and themes."""

    def _commands(self) -> Iterator[tuple[str, str, IgnoreReturnCallbackType]]:
        app = cast("OssbuyApp", self.app)
        yield "go: Home", "recent projects, samples, new", partial(app.go, "home")
        if app.has_project:
            yield "do: take in a comparison", "a matrix you have, as a project", _compare(app)
        for stage in app.stages if app.has_project else ():
            title = worded(stage.title, app.project.policy.trauma_word)
            yield f"go: {title}", f"key {stage.key}", partial(app.action_go, stage.id)
        seen = set()
        for key, active in self.screen.active_bindings.items():
            binding = active.binding
            if not (binding.description and active.enabled and worth_naming(binding.action)):
                continue
            if binding.action in seen or binding.action.startswith(
                ("app.go(", "app.aside(", "app.focus")
            ):
                continue
            seen.add(binding.action)
            words = binding.tooltip or binding.description
            run = partial(app.run_action, binding.action, active.node)
            yield f"do: {binding.description}", f"key {key_name(key)} · {words}", run
        for theme in THEMES:
            yield f"theme: {theme.name}", "colours", partial(setattr, app, "theme", theme.name)

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for name, words, run in self._commands():
            yield DiscoveryHit(name, run, help=words)

    async def search(self, query: str) -> Hits:
        """What matches."""
        matcher = self.matcher(query)
        for name, words, run in self._commands():
            if (score := matcher.match(name)) > 0:
                yield Hit(score, matcher.highlight(name), run, help=words)
