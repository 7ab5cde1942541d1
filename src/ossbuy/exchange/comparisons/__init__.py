"""Existing comparison matrices: a book in, a comparison out, with every assumption said."""

from ossbuy.exchange.comparisons.comparison import Comparison, Corrections, Mark, Remark
from ossbuy.exchange.comparisons.understand import understand

__all__ = ["Comparison", "Corrections", "Mark", "Remark", "understand"]
