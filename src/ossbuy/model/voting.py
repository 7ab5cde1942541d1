"""Questions to the room and votes on them: hidden until everybody present has voted.

Everything that shows or counts votes reads them through `votes_seen` and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from pydantic import ValidationError

from ossbuy.model import commands
from ossbuy.model.codes import free_code
from ossbuy.model.events import Act, Fact, Json, Refused, key
from ossbuy.model.project import Project
from ossbuy.model.words import sentence
from ossbuy.model.workshop import GRADES, SCALES, Question, Session, Vote

FEWEST, MOST = 2, 9
"""How many choices a question may offer; a vote is one key."""
LEVELS: Final = ("1", "2", "3", "4", "5")
MORE: Final = ("6", "7", "8", "9")
YES_NO: Final = ("yes", "no")


def options(question: Question) -> tuple[str, ...]:
    """What may be answered, in order."""
    match question.scale:
        case "choice":
            return question.choices
        case "yes-no":
            return YES_NO
    return LEVELS


def question_named(project: Project, code: str) -> Question:
    """The question somebody calls ``code``.

    Raises:
        Refused: there is no such question.
    """
    ident = project.by_code("questions", code)
    if ident is None:
        known = ", ".join(q.code for q in project.questions.values()) or "none yet"
        raise Refused(f"There is no question {code.strip()[:40]!r}: choose from {known}.")
    return project.questions[ident]


def questions_of(project: Project, session: str) -> tuple[Question, ...]:
    """The questions of a workshop, in the order they were asked."""
    return tuple(q for q in project.questions.values() if q.session == session)


def ask(
    project: Project,
    session: str,
    text: str,
    scale: str = "1-5",
    choices: Sequence[str] = (),
    about: str = "",
    sets: str | None = None,
) -> Act:
    """Ask the room something; ``about`` is the internal id of a pain or requirement.

    ``sets`` names the grade of the pain that the median is proposed for. Left at None it is
    severity for a question from 1 to 5 about a pain, and nothing for any other.

    Raises:
        Refused: the workshop has ended, the question is empty, or its parts do not fit together.
    """
    _running(project, session)
    if not text.strip():
        raise Refused("What shall the room be asked? Enter the question.")
    if scale not in SCALES:
        raise Refused(f"A question is answered {', '.join(SCALES)}: choose one of them.")
    offered = tuple(" ".join(c.split()) for c in choices if c.strip())
    _check_choices(scale, offered)
    if about and about not in project.pains and about not in project.requirements:
        raise Refused(f"There is no pain or requirement {about}: check the id.")
    graded = scale == "1-5" and about in project.pains
    if sets is None:
        sets = GRADES[0] if graded else ""
    if sets and sets not in GRADES:
        raise Refused(f"A vote can set {', '.join(GRADES)}, not {sets[:40]!r}: choose one.")
    if sets and not graded:
        raise Refused(f"Only a question from 1 to 5 about a pain can set its {sets}: name a pain.")
    fields: dict[str, Json] = {
        "code": free_code(project, "question"),
        "text": text,
        "scale": scale,
        "choices": list(offered) or None,
        "about": about,
        "sets": sets,
        "session": session,
    }
    return commands.add(project, "question", fields)


def cast(project: Project, question: str, person: str, value: str, comment: str = "") -> Act:
    """A person's vote; it replaces what the same person voted before.

    Raises:
        Refused: the votes were shown, the workshop has ended, the person is not in the room, or
            the vote is none of the answers.
    """
    asked = _open(project, question)
    if person not in _running(project, asked.session).present:
        raise Refused(
            f"{_name(project, person)} is not in the room of {project.label(asked.session)}: "
            "note that the person came in first."
        )
    try:
        vote = Vote(value=_answer(asked, value), comment=comment)
    except ValidationError as error:
        raise Refused(sentence(error, f"Vote on {asked.code}")) from None
    said = vote.model_dump(mode="json", exclude_defaults=True)
    return Act("vote.cast", (Fact(key("vote", question, person), said),), on_behalf_of=person)


def voted(project: Project, question: str) -> tuple[str, ...]:
    """Who has voted, in no particular order of votes; what they voted stays hidden."""
    return tuple(p for p in project.people if (question, p) in project.votes)


def waiting(project: Project, question: str) -> tuple[str, ...]:
    """Who is in the room and has not voted, in the order they sit."""
    session = project.sessions.get(project.questions[question].session)
    here = session.present if session is not None else ()
    return tuple(p for p in here if p in project.people and (question, p) not in project.votes)


def show(project: Project, question: str, without: Sequence[str] = ()) -> Act:
    """Show the votes to everybody; from then on nobody can vote on this question.

    ``without`` are the internal ids of people in the room whose vote is given up; their names
    stand in the record.

    Raises:
        Refused: nobody has voted, somebody present has not and is not named, or somebody named
            has voted.
    """
    asked = _open(project, question)
    if not voted(project, question):
        raise Refused(f"Nobody has voted on {asked.code}: there is nothing to show.")
    missing = waiting(project, question)
    if left := [p for p in missing if p not in without]:
        names = ", ".join(_name(project, p) for p in left)
        has = "has" if len(left) == 1 else "have"
        raise Refused(
            f"{names} {has} not voted on {asked.code}: wait, or name who is passed over to show "
            "the votes all the same."
        )
    if strange := [p for p in without if p not in missing]:
        raise Refused(
            f"{_name(project, strange[0])} is not waited for on {asked.code}: name only people "
            "in the room who have not voted."
        )
    facts = [Fact(key("question", question, "closed"), True)]
    facts += [Fact(key("question", question, "absent"), list(missing))] if missing else []
    return Act("votes.shown", tuple(facts))


def votes_seen(project: Project, question: str) -> Mapping[str, Vote]:
    """The votes on a question by person; none until they are shown."""
    if not project.questions[question].closed:
        return {}
    return {p: project.votes[question, p] for p in voted(project, question)}


def _check_choices(scale: str, offered: Sequence[str]) -> None:
    if scale != "choice":
        if offered:
            raise Refused("Choices belong to a question of choice: leave them out, or choose that.")
        return
    if not FEWEST <= len(offered) <= MOST:
        raise Refused(f"A question of choice offers {FEWEST} to {MOST} answers: enter that many.")
    if len({c.casefold() for c in offered}) < len(offered):
        raise Refused("Two of the choices are the same: change one.")
    if long := [c for c in offered if len(c) > 100]:
        raise Refused(f"The choice {long[0][:40]!r}… is longer than 100 characters: shorten it.")


def _answer(asked: Question, typed: str) -> str:
    """The answer that was typed: in full, by its number, or as y or n."""
    offered, wanted = options(asked), typed.strip().casefold()
    for answer in offered:
        whole = answer.casefold()
        if wanted and (wanted == whole or (asked.scale == "yes-no" and wanted == whole[0])):
            return answer
    if asked.scale == "choice" and wanted in LEVELS + MORE and int(wanted) <= len(offered):
        return offered[int(wanted) - 1]
    numbered = [f"{n} {c}" for n, c in enumerate(offered, 1)]
    known = ", ".join(numbered if asked.scale == "choice" else offered)
    raise Refused(f"{typed.strip()[:40]!r} is no answer to {asked.code}: choose from {known}.")


def _open(project: Project, question: str) -> Question:
    asked = project.questions.get(question)
    if asked is None:
        raise Refused("The question is not there any more: somebody may have removed it.")
    if asked.closed:
        raise Refused(f"The votes on {asked.code} were shown already: ask another question.")
    return asked


def _running(project: Project, session: str) -> Session:
    found = project.sessions.get(session)
    if found is None:
        raise Refused("The question belongs to no workshop: open one and ask it there.")
    if found.ended:
        raise Refused(f"{found.code} has ended: open another workshop first.")
    return found


def _name(project: Project, person: str) -> str:
    return project.people[person].label if person in project.people else person
