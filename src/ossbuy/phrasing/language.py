"""Which language a set of texts is in, and which texts are in another.

py3langid (4.5 MB with its model, offline, numpy only) is loaded when somebody first asks. It
normalises its confidence by length, so a few acronyms come out as unsure instead of as Latin;
that and its size are why it was taken. Measured on this project: langdetect called "Port status"
Estonian with confidence 1.00 and has had no release since 2021; lingua weighs 96 MB, took seven
seconds to load and 970 MB of memory for all its languages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TypeAlias

UNKNOWN = "unknown"
ENGLISH = frozenset({"en", "pcm"})
"""Nigerian Pidgin is what the model calls terse English; nobody writes a tender in it."""
MUCH = 20_000
"""Characters from which a document's language is told."""

Recogniser: TypeAlias = Callable[[str], tuple[str, float]]
"""A text to a language code and a confidence between 0 and 1."""


@cache
def _model() -> Recogniser:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

    def classify(text: str) -> tuple[str, float]:
        code, confidence = model.classify(text)
        return str(code), float(confidence)

    return classify


def recognise(text: str) -> tuple[str, float]:
    """ISO 639-1 code of the likeliest language and how sure that is, 0 to 1."""
    if not any(c.isalpha() for c in text):
        return UNKNOWN, 0.0
    code, confidence = _model()(text)
    return ("en" if code in ENGLISH else code), confidence


def is_english(code: str) -> bool:
    """Whether English rules run; they do where nobody can tell the language."""
    return code in ("en", UNKNOWN)


def languages(
    texts: Sequence[str], limits: Mapping[str, float], recogniser: Recogniser = recognise
) -> tuple[str, tuple[str, ...]]:
    """The language of the document and of each text.

    The document is judged first, on all its texts together. A text is judged alone only where it
    is long enough, and differs from the document only where the model is sure.
    """
    document = _told(_sample(texts), limits["language_document"], limits, recogniser)
    each = []
    for text in texts:
        own = _told(text, limits["language_text"], limits, recogniser)
        each.append(document if own == UNKNOWN else own)
    return document, tuple(each)


def _told(text: str, least: float, limits: Mapping[str, float], recogniser: Recogniser) -> str:
    if sum(c.isalpha() for c in text) < limits["language_letters"]:
        return UNKNOWN
    code, confidence = recogniser(text)
    return code if confidence >= least else UNKNOWN


def _sample(texts: Sequence[str]) -> str:
    """Texts from the whole document, evenly, until there is enough to judge by."""
    step = max(1, sum(len(text) for text in texts) // MUCH)
    return "\n".join(text[:500] for text in texts[::step])[:MUCH]
