"""What is missing, what stands in another order, and what has changed since an old version."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence

from ossbuy.exchange.replies.items import Items
from ossbuy.exchange.replies.reply import Answer, Request
from ossbuy.exchange.replies.words import squeezed


def missing(
    answers: Mapping[str, Answer],
    request: Request,
    added: Collection[str],
    items: Items,
) -> None:
    """One item for each requirement without a row; those asked only later are said elsewhere."""
    for ident, asked in request.asked.items():
        if ident not in answers and ident not in added:
            what = f"{asked.code} has no row; it counts as not answered."
            items.whole("missing", what, ident, taken_as="unanswered")


def changed_since(
    version: str, answers: Mapping[str, Answer], request: Request, items: Items
) -> frozenset[str]:
    """List what the version a file answers did not ask, or asked in other words.

    The answers are carried forward; each gap is an item.

    Returns:
        Requirements that were added since.
    """
    found = next((v for v in request.versions if v.version == version), None)
    if found is None:
        if version and request.versions:
            what = f"it says it answers version {version}, which never went out."
            items.whole("version", what, said=version)
        elif not version and len(request.versions) > 1:
            items.whole("version", "it does not say which version of the request it answers.")
        return frozenset()
    if found is request.versions[-1]:
        return frozenset()
    latest = request.versions[-1]
    what = f"it answers version {version}; {latest.version} is asked. Its answers are carried on."
    items.whole("version", what, said=version, taken_as=latest.version)
    added = set()
    for ident, asked in request.asked.items():
        before = found.asked.get(ident)
        if before is None:
            if ident in answers:
                continue
            added.add(ident)
            what = f"{asked.code} was added since version {version} and is not answered."
            items.whole("changed", what, ident, taken_as="unanswered")
        elif squeezed(before[1]) != squeezed(asked.text):
            what = f"{asked.code} was reworded since version {version}; the old answer stands."
            items.whole("changed", what, ident, said=before[1])
    return frozenset(added)


def out_of_order(order: Sequence[str], request: Request, items: Items) -> None:
    """One item where the rows do not stand in the order asked, with how many were moved."""
    places = {ident: number for number, ident in enumerate(request.asked)}
    tails: list[int] = []
    for ident in order:
        place = places[ident]
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    moved = len(order) - len(tails)
    if moved:
        what = f"{moved} row{'' if moved == 1 else 's'} stand in another place than they went out."
        items.whole("order", what.replace("row stand", "row stands"))
