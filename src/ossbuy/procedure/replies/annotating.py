"""The annotated copy of a vendor's opened files, read again from the bytes that are kept."""

from __future__ import annotations

from ossbuy.exchange.replies.annotated import write_annotated
from ossbuy.exchange.replies.annotated_front import Front
from ossbuy.model.bid import ReceivedFile
from ossbuy.model.events import Refused
from ossbuy.model.receipt import Drift
from ossbuy.procedure.replies.replying import bytes_of, open_answers, open_prices, request_of
from ossbuy.store.workspace import Workspace


def annotated(
    workspace: Workspace, vendor: str, contents: str = "answers"
) -> tuple[tuple[ReceivedFile, bytes], ...]:
    """The annotated copy of each opened file of a vendor that counts.

    Raises:
        Refused: nothing of this vendor was opened, or the bytes are not in this copy.
    """
    project = workspace.project
    label = project.vendors[vendor].label
    files = [f for f in project.standing_files(vendor, contents) if f.id in project.unsealed]
    if not files:
        raise Refused(f"No {contents} of {label} have been opened yet: unseal them first.")
    request = request_of(project, vendor)
    codes = {ident: requirement.code for ident, requirement in project.requirements.items()}
    for version in request.versions:
        for ident, (code, _) in version.asked.items():
            codes.setdefault(ident, code)
    copies = []
    for file in files:
        content = bytes_of(workspace, file)
        drift = project.drifts.get(file.id, Drift())
        words = {
            column: scale.words
            for (who, column), scale in project.scales.items()
            if who == vendor and contents == "answers"
        }
        seal = project.unsealed[file.id]
        opener = project.people[seal.by].label if seal.by in project.people else seal.by
        late = ", late" if file.late else ""
        facts = [
            ("Vendor", label),
            ("File", file.filename),
            ("SHA-256", file.sha256),
            ("Received", f"{file.received_at[:16].replace('T', ' ')} UTC{late}"),
            ("Opened", f"{seal.at[:16].replace('T', ' ')} UTC by {opener}"),
            ("Version", drift.pack_version or "not said"),
            ("Taken", f"{drift.taken} {contents} from {drift.rows} rows"),
        ]
        front = Front(
            title=f"{label}: {contents} as received, with notes",
            facts=tuple(facts),
            codes=codes,
            words=words,
            items=drift.items,
        )
        if contents == "answers":
            book, reply = open_answers(content, file.filename, request)
            copies.append((file, write_annotated(book, reply, front)))
        else:
            book, _ = open_prices(content, file.filename, project)
            copies.append((file, write_annotated(book, None, front)))
    return tuple(copies)
