"""Anybody's requirement matrix taken in, and a changed version compared."""
