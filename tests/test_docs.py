"""What the documents say exists: commands, findings, kinds, coefficients, fields, links."""

from __future__ import annotations

import ast
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from ossbuy import cli, locations
from ossbuy.cli import COMMANDS
from ossbuy.exchange.project_files import fields
from ossbuy.model.events import KINDS, NOT_UNDOABLE
from ossbuy.model.findings import ORDER
from ossbuy.output import ExitCode

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
DOCUMENTS = (ROOT / "README.md", *sorted(DOCS.glob("*.md")))
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def prose(text: str) -> str:
    """The text outside code blocks."""
    return FENCE.sub("", text)


def section(text: str, heading: str) -> str:
    """What stands under a heading of the second level, up to the next one."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    assert found, f"there is no section {heading!r}"
    return found[1]


def table_rows(text: str) -> list[list[str]]:
    """The cells of every table row but heads and rules."""
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        for line in text.splitlines()
        if line.startswith("|")
    ]
    return [row for row in rows if not set(row[0]) <= set("-|")]


def command(name: str) -> click.Command:
    """A command by its name, or by the names of its group and its own."""
    first, *rest = name.split()
    with click.Context(cli.ossbuy) as context:
        found = cli.ossbuy.get_command(context, first)
    for word in rest:
        assert isinstance(found, click.Group)
        found = found.commands.get(word)
    assert found is not None
    return found


def options(name: str) -> set[str]:
    return {o for p in command(name).params if isinstance(p, click.Option) for o in p.opts}


def in_groups() -> list[str]:
    """Names of the commands that belong to a group: ``workshop agenda``."""
    groups = [(name, c) for name in COMMANDS if isinstance(c := command(name), click.Group)]
    return [f"{name} {one}" for name, group in groups for one in group.commands]


def named(words: list[str]) -> tuple[str, list[str]]:
    """The name of the command that a line calls, and what is left of the line."""
    if len(words) > 1 and " ".join(words[:2]) in in_groups():
        return " ".join(words[:2]), words[2:]
    return words[0], words[1:]


@pytest.mark.parametrize("name", [*COMMANDS, *in_groups()])
def test_every_command_and_option_is_described(name: str) -> None:
    mark = "###" if " " in name else "##"
    text = read("command-line.md").split(f"\n{mark} ossbuy {name}\n")[1].split("\n##")[0]
    said = {w for row in table_rows(text) for w in re.findall(r"^`(--[\w-]+)`$", row[0])}
    assert said == options(name)


def test_no_command_is_described_that_does_not_exist() -> None:
    said = re.findall(r"^## ossbuy (.+)$", read("command-line.md"), re.M)
    assert said == list(COMMANDS)
    said = re.findall(r"^### ossbuy (.+)$", read("command-line.md"), re.M)
    assert said == in_groups()
    overview = table_rows(read("command-line.md").split("## Exit codes")[0])[1:]
    assert [re.findall(r"`(\w+)`", row[0])[0] for row in overview] == list(COMMANDS)


def test_exit_codes_are_those_of_the_program() -> None:
    rows = table_rows(section(read("command-line.md"), "Exit codes"))[1:]
    assert [int(row[0]) for row in rows] == [int(code) for code in ExitCode]


def test_environment_variables_are_those_read() -> None:
    rows = table_rows(section(read("command-line.md"), "Environment variables"))[1:]
    said = {row[0].strip("`") for row in rows}
    code = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "src").rglob("*.py"))
    assert said == set(re.findall(r'"(OSSBUY_[A-Z]+)"', code)) | {"NO_COLOR"}


def shown() -> Iterator[tuple[str, str]]:
    """Every command line in a code block, by document."""
    for document in DOCUMENTS:
        for kind, block in FENCE.findall(document.read_text(encoding="utf-8")):
            for line in re.sub(r"\\\n\s*", "", block).splitlines():
                line = line.removeprefix("$ ") if kind == "console" else line
                if (
                    kind in ("console", "sh", "")
                    and line.startswith("ossbuy ")
                    and ": " not in (line.split("  ")[0].split('"')[0])
                ):
                    yield document.name, line


@pytest.mark.parametrize(("document", "line"), sorted(set(shown())))
def test_every_command_line_shown_parses(document: str, line: str) -> None:
    name, argv = named(shlex.split(line, comments=True)[1:])
    if not name.startswith("-"):
        command(name).make_context(name, argv)


def test_every_command_named_in_a_sentence_exists_with_its_options() -> None:
    for document in DOCUMENTS:
        for code in re.findall(r"`ossbuy ([^`]+)`", prose(document.read_text(encoding="utf-8"))):
            name, words = named(code.split())
            if name.startswith("-"):
                continue
            assert name in (*COMMANDS, *in_groups()), f"{document.name}: ossbuy {code}"
            strangers = {w for w in words if w.startswith("--")} - options(name) - {"--help"}
            assert not strangers, f"{document.name}: ossbuy {code}"


def raised() -> dict[str, set[str]]:
    """Every finding rule in the code with the severities it may have."""
    found: dict[str, set[str]] = {}
    for path in (ROOT / "src/ossbuy/procedure/findings").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
                rule, severity = node.args[0], node.args[1]
                assert isinstance(rule, ast.Constant)
                words = (n for n in ast.walk(severity) if isinstance(n, ast.Constant))
                said = {str(w.value) for w in words} & set(ORDER)
                found.setdefault(str(rule.value), set()).update(said)
    return found


def test_every_finding_is_explained() -> None:
    rows = table_rows(read("findings.md").split("The percentages")[0])[1:]
    assert {row[0]: set(row[1].split(", ")) for row in rows} == raised()
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)


def test_every_kind_of_act_is_explained() -> None:
    rows = table_rows(read("vocabulary.md"))[1:]
    kinds = [row[0].split()[0].strip("`") for row in rows]
    assert kinds == list(KINDS)
    assert {k for k, row in zip(kinds, rows, strict=True) if "†" in row[0]} == set(NOT_UNDOABLE)
    assert all(len(row[1]) > 10 for row in rows)


def test_what_cannot_be_undone_is_listed_with_the_journal() -> None:
    text = section(read("journal.md"), "What cannot be taken back")
    said = {kind for row in table_rows(text)[1:] for kind in re.findall(r"`([\w.]+)`", row[0])}
    assert said == set(NOT_UNDOABLE)


def test_kinds_nobody_writes_are_marked() -> None:
    """A kind is written where its name stands in code that is not a table of words."""
    words = ("tui/telling.py", "exchange/report/provenance.py", "model/events.py")
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "src/ossbuy").rglob("*.py")
        if not path.as_posix().endswith(words)
    )
    marked = {
        row[0].split()[0].strip("`") for row in table_rows(read("vocabulary.md")) if "‡" in row[0]
    }
    assert {kind for kind in KINDS if f'"{kind}"' not in code} == marked


def test_the_table_of_coefficients_is_that_of_the_standard_model() -> None:
    path = locations.templates() / "evaluation" / "standard.yaml"
    model = yaml.safe_load(path.read_text(encoding="utf-8"))
    expected = [
        [
            f"`{name}`",
            str(c["value"]),
            c["unit"],
            f"{c['low']} to {c['high']}" if "low" in c else "",
            c["basis"],
            c["meaning"],
        ]
        for name, c in model["coefficients"].items()
    ]
    text = read("evaluation-model.md").split("<!-- coefficients -->")[1]
    rows = [re.split(r" ?\| ?", line)[1:-1] for line in text.splitlines() if line.startswith("| `")]
    assert rows == expected


def test_coefficients_named_anywhere_exist() -> None:
    path = locations.templates() / "evaluation" / "standard.yaml"
    names = set(yaml.safe_load(path.read_text(encoding="utf-8"))["coefficients"])
    groups = {name.split(".")[0] for name in names}
    for document in DOCUMENTS:
        for group, name in re.findall(r"`(\w+)\.(\w+|\*)`", document.read_text(encoding="utf-8")):
            if f"{group}.{name}" in KINDS:
                continue
            if group in groups and name not in ("md", "*"):
                assert f"{group}.{name}" in names, f"{document.name}: {group}.{name}"


YAML_LISTS = {
    "people.yaml": {*fields.PERSON},
    "pains.yaml": {*fields.PAIN},
    "causes.yaml": {*fields.CAUSE, "explains"},
    "vendors.yaml": {*fields.VENDOR, *fields.REFERENCE, "answers", "prices", "references"},
}
HEADERS = {
    "sections.csv and requirements.csv": (fields.SECTION, fields.REQUIREMENT),
    "weights.csv": (("id", "stated", "hygiene"),),
    "answers.csv, prices.csv": (fields.ANSWER, fields.PRICE),
    "scores.csv, agreed.csv, gates.csv": (fields.SCORE, fields.AGREED, fields.GATE),
}


@pytest.mark.parametrize("name", YAML_LISTS)
def test_fields_of_a_list_are_those_read(name: str) -> None:
    text = section(read("project-files.md"), name)
    assert set(re.findall(r"`([^`]+)`", text)) == YAML_LISTS[name]


@pytest.mark.parametrize("name", HEADERS)
def test_headers_of_a_table_are_those_read(name: str) -> None:
    text = section(read("project-files.md"), name)
    said = [tuple(code.split(",")) for code in re.findall(r"`([a-z_]+(?:,[a-z_]+)+)`", text)]
    assert said == [tuple(h) for h in HEADERS[name]]


def test_yaml_examples_hold_every_field_read() -> None:
    (_, top), *_ = FENCE.findall(section(read("project-files.md"), "project.yaml"))
    said = yaml.load(top, yaml.BaseLoader)
    assert set(said) == {
        *fields.DESCRIPTION,
        *("owner", "evaluation_model", "context", "triggers", "policy"),
    }
    assert set(said["policy"]) == set(fields.POLICY)
    assert set(said["triggers"][0]) == set(fields.TRIGGER)
    sample = locations.samples() / "kestrel-inventory" / "project.yaml"
    real = yaml.load(sample.read_text(encoding="utf-8"), yaml.BaseLoader)
    for name in ("id", "type", "date", "deadline", "hard", "cost_of_delay_month", "escalated_by"):
        assert said["triggers"][0][name] == real["triggers"][0][name]
    (_, record), *_ = FENCE.findall(section(read("project-files.md"), "record.yaml"))
    assert set(yaml.load(record, yaml.BaseLoader)) == {*fields.RECORD, "decision", "eliminated"}


def test_words_of_answers_are_those_read() -> None:
    from ossbuy.exchange.replies import load_words

    own = load_words().own
    text = section(read("project-files.md"), "answers/NAME.xlsx")
    rows = {row[0]: row[1] for row in table_rows(text)}
    words = [w.strip() for w in rows["Delivery"].split(",")]
    plain = [w.rstrip(")").casefold().split(" (") for w in words]
    assert {part for said in plain for part in (*said, " ".join(said))} == set(own["delivery"])
    said = {w.strip().casefold() for w in rows["Evidence"].split(",")}
    assert said <= set(own["evidence"])
    short = set(own["evidence"]) - said
    assert short <= set(re.findall(r"`(\w+)`", text))
    said = {w.strip().casefold() for w in rows["Level"].split(";")[0].split(",")}
    assert said | {"unanswered"} == set(own["level"])


def anchors(path: Path) -> set[str]:
    """The anchors GitHub gives the headings of a page."""
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", path.read_text(encoding="utf-8")), re.M)
    return {re.sub(r"[^\w\- ]", "", head.casefold()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_links_and_pictures_lead_somewhere(document: Path) -> None:
    text = prose(document.read_text(encoding="utf-8"))
    targets = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'(?:src|href)="([^"]+)"', text)
    for target in targets:
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        file, _, anchor = target.partition("#")
        path = (document.parent / file) if file else document
        assert path.exists(), f"{document.name}: {target}"
        if anchor and path.suffix == ".md":
            assert anchor in anchors(path), f"{document.name}: {target}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_oss_and_bss_are_spelled_out_before_they_are_used(document: Path) -> None:
    text = " ".join(FENCE.sub("", document.read_text(encoding="utf-8")).split())
    for short, words in (("OSS", "operational support system"), ("BSS", "business support system")):
        if first := re.search(rf"\b{short}\b", text):
            before = text[: first.start()]
            assert re.search(rf"{words}s? \($", before), f"{document.name}: {before[-60:]}{short}"


def test_the_readme_is_short_and_names_every_page() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 150
    for path in DOCS.glob("*.md"):
        assert f"docs/{path.name}" in text, path.name


def test_the_version_of_python_named_is_the_one_needed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = project["requires-python"].removeprefix(">=")
    assert f"Python {needed}" in (ROOT / "README.md").read_text(encoding="utf-8")
