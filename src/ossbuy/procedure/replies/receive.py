"""From a sealed file to accepted scores, in one place to import from."""

from ossbuy.procedure.replies.accepting import accept_proposals, lock_quality
from ossbuy.procedure.replies.receiving import receive, received, withdraw
from ossbuy.procedure.replies.replying import kind_of
from ossbuy.procedure.replies.unsealing import Unsealed, remap, unseal

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
