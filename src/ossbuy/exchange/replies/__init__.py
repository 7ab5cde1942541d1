"""Answer workbooks as they come back: read however mangled, held against what was asked."""

from ossbuy.exchange.replies.reading import read_reply
from ossbuy.exchange.replies.reply import KINDS, LOSSES, Answer, Asked, Reply, Request, Version
from ossbuy.exchange.replies.words import Words, load_words

__all__ = [
    "KINDS",
    "LOSSES",
    "Answer",
    "Asked",
    "Reply",
    "Request",
    "Version",
    "Words",
    "load_words",
    "read_reply",
]
