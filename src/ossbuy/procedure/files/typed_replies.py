"""What replies.yaml says, done again: files in the order they came, withdrawals, words settled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.project_files.inside import inside
from ossbuy.exchange.project_files.replies import ABOUT, FILE, WITHDRAWN, WORDS
from ossbuy.exchange.project_files.workshop import Told
from ossbuy.exchange.replies.words import FACTS, meaning
from ossbuy.exchange.yaml_in import Tree
from ossbuy.model.events import Act, Fact, Json, key
from ossbuy.procedure.replies.receiving import receive, withdraw
from ossbuy.procedure.replies.replying import CONTENTS
from ossbuy.procedure.replies.unsealing import COLUMNS
from ossbuy.store.workspace import Workspace

Find = Callable[[Sequence[str], str, str], str]
"""(families, code, where) → internal id; BadFile when there is none."""


class TypedReplies:
    """The acts of replies.yaml."""

    def __init__(self, told: Iterable[Told], root: Path, find: Find) -> None:
        self._told, self._root, self._find = tuple(told), root, find
        self.speaks_of = {
            (self._vendor(one), self._text(one, "contents"))
            for one in self._told
            if one.list == "files"
        }
        """Vendors and contents whose files are listed here and not in vendors.yaml."""

    def receive(self, workspace: Workspace, say: Callable[[str], None]) -> None:
        """Take in and take back the files in the order it happened. Raises BadFile."""
        steps: list[tuple[str, int, Told, Mapping[str, str]]] = []
        for one in self._told:
            if one.list != "files":
                continue
            self._known(one, FILE)
            if self._text(one, "contents") not in CONTENTS:
                raise BadFile(one.where, "contents must be answers or prices.")
            steps.append((self._text(one, "at"), 0, one, {}))
            if (back := one.fields.get("withdrawn")) not in (None, ""):
                gone = self._mapping(back, one.where)
                if strangers := set(gone) - set(WITHDRAWN):
                    raise BadFile(one.where, f"a withdrawal has no field {min(strangers)!r}.")
                steps.append((gone.get("at", ""), 1, one, gone))
        idents: dict[str, str] = {}
        for _, _, one, gone in sorted(steps, key=lambda step: step[:2]):
            name = self._text(one, "file")
            if not gone:
                say(f"receiving {name}")
                idents[name] = self._receive(workspace, one, name, idents)
                continue
            if name not in idents:
                raise BadFile(one.where, "it was withdrawn before it came; correct the times.")
            by = self._person(gone.get("by", ""), one.where)
            withdraw(workspace, idents[name], gone.get("reason", ""), by, gone.get("at", ""))

    def _receive(
        self, workspace: Workspace, one: Told, name: str, idents: Mapping[str, str]
    ) -> str:
        replaces = self._text(one, "replaces")
        if replaces and replaces not in idents:
            raise BadFile(one.where, f"{replaces!r} is not a file that came before it.")
        event = receive(
            workspace,
            inside(self._root, name, one.where),
            self._vendor(one),
            reason=self._text(one, "reason"),
            at=self._text(one, "at"),
            late=self._text(one, "late") == "yes",
            beside=(self._text(one, "part"), idents.get(replaces, "")),
        )
        return event.facts[0].key.split("/")[1]

    def settle(self, workspace: Workspace) -> None:
        """Record what words mean before the files are opened, and typed answers about a vendor."""
        scales, about = [], []
        for one in self._told:
            if one.list == "words":
                scales.append(self._scale(one))
            elif one.list == "about":
                self._known(one, ABOUT)
                value = {"value": self._text(one, "value"), "note": self._text(one, "note")}
                question = self._text(one, "question")
                if not question or "/" in question:
                    raise BadFile(one.where, "it names no question of templates/loops.yaml.")
                about.append(Fact(key("loop", self._vendor(one), question), value))
        if scales:
            workspace.execute(Act("scale.mapped", tuple(scales)))
        if about:
            workspace.execute(Act("loop.answered", tuple(about)))

    def _scale(self, one: Told) -> Fact:
        self._known(one, WORDS)
        column = self._text(one, "column")
        if column not in (*FACTS, COLUMNS):
            raise BadFile(one.where, f"column must be one of {', '.join((*FACTS, COLUMNS))}.")
        words = {
            " ".join(word.split()).casefold(): taken
            if column == COLUMNS or not taken
            else str(meaning(taken, one.where))
            for word, taken in self._mapping(one.fields.get("words", {}), one.where).items()
        }
        value: dict[str, Json] = {
            "words": words,
            "by": self._person(self._text(one, "by"), one.where),
            "settled": sorted(words),
        }
        return Fact(key("scale", self._vendor(one), column), value)

    def _vendor(self, one: Told) -> str:
        return self._find(["vendor"], self._text(one, "vendor"), one.where)

    def _person(self, code: str, where: str) -> str:
        """A person's id; the account's name where it is nobody in people.yaml."""
        try:
            return self._find(["person"], code, where) if code else ""
        except BadFile:
            return code

    @staticmethod
    def _known(one: Told, names: Sequence[str]) -> None:
        if strangers := set(one.fields) - set(names):
            known = ", ".join(names)
            raise BadFile(one.where, f"there is no field {min(strangers)!r}; known are {known}.")

    @staticmethod
    def _text(one: Told, name: str) -> str:
        value = one.fields.get(name, "")
        if isinstance(value, list | dict):
            raise BadFile(f"{one.where}, {name}", "one value is expected here, not a list.")
        return str(value or "").strip()

    @staticmethod
    def _mapping(tree: Tree, where: str) -> Mapping[str, str]:
        if not isinstance(tree, dict) or any(isinstance(v, list | dict) for v in tree.values()):
            raise BadFile(where, "'name: value' lines are expected here.")
        return {str(name): str(value or "").strip() for name, value in tree.items()}
