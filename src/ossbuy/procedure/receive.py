"""From a sealed file to accepted scores, in one place to import from."""

from ossbuy.procedure.accepting import accept_proposals, lock_quality
from ossbuy.procedure.receiving import receive, received, withdraw
from ossbuy.procedure.replying import kind_of
from ossbuy.procedure.unsealing import Unsealed, remap, unseal

__all__ = [
    "Unsealed",
    "accept_proposals",
    "kind_of",
    "lock_quality",
    "receive",
    "received",
    "remap",
    "unseal",
    "withdraw",
]
