"""ossbuy: from what hurts to a decision a board can follow."""

__version__ = "0.1.0"
