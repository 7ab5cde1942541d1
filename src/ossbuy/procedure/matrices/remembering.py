"""What a person said about the columns and words of earlier files, kept for the next one."""

from __future__ import annotations

from ossbuy import config
from ossbuy.exchange.matrices import Known, Proposal
from ossbuy.exchange.matrices.correcting import learned


def known_mappings(forget: bool = False) -> Known:
    """What was said about earlier files by whoever is at the keyboard."""
    said = {"columns": {}, "priorities": {}} if forget else config.mappings()
    return Known(said["columns"], said["priorities"])


def keep_mappings(proposal: Proposal, known: Known) -> None:
    """Remember the corrections that led to an import."""
    now = learned(proposal, known)
    if dict(now.columns) != dict(known.columns) or dict(now.priorities) != dict(known.priorities):
        config.remember_mappings({"columns": dict(now.columns), "priorities": dict(now.priorities)})
