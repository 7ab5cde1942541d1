"""The encoding of a text file, told from its bytes; never silently wrong."""

from __future__ import annotations

import codecs
import re
from typing import Final

_MARKS: Final = (
    # UTF-32 first: its mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_LATIN: Final = {
    "cp1252": "àâäáãåæçèéêëìíîïñòóôõöøœùúûüÿßÀÂÄÁÃÅÆÇÈÉÊËÍÎÏÑÓÔÕÖØŒÙÚÛÜÝ",
    "cp1250": "ąćęłńóśźżáčďéěíňřšťúůýžôäľőűöüăâîșțşţĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŇŘŠŤÚŮÝŽÔÄĽŐŰÖÜ",
    "cp1254": "çğıöşüâîûÇĞİÖŞÜ",
    "cp1257": "ąčęėįšųūžāēģīķļņõäöüĄČĘĖĮŠŲŪŽĀĒĢĪĶĻŅÕÄÖÜ",
    "iso8859_15": "àâäáãåæçèéêëìíîïñòóôõöøœùúûüÿßýÀÂÄÁÃÅÆÇÈÉÊËÍÎÏÑÓÔÕÖØŒÙÚÛÜÝŠšŽž",
    "mac_roman": "àâäáãåæçèéêëìíîïñòóôõöøœùúûüÿßÀÂÄÁÃÅÆÇÈÉÊËÍÎÏÑÓÔÕÖØŒÙÚÛÜ",
    "cp850": "àâäáãåæçèéêëìíîïñòóôõöøùúûüÿßýÀÂÄÁÃÅÆÇÈÉÊËÍÎÏÑÓÔÕÖØÙÚÛÜÝ",
}
"""Letters that texts in an encoding are made of, most usual encoding first."""
_SIGNS: Final = "€£§©®°±²³µ·¼½¾«»„“”‘’‚–—…•™×÷\u00a0"
_LATIN_FAMILY: Final = re.compile(
    r"cp(1250|1252|1254|1257|1258|437|775|850|852|857|858|861|863|865|500|037|1026|1140|273)"
    r"|iso8859_(1|2|3|4|9|10|13|14|15|16)|latin_1|mac_(roman|latin2|iceland|turkish)|hp_roman8"
)
_BEYOND: Final = re.compile(r"[^\x00-\x7f]+")
_SAMPLE: Final = 65_536
_LOOKED_AT: Final = 2_000_000


def decoded(content: bytes) -> tuple[str, str]:
    """(text, name of the encoding); the name is empty for UTF-8, which needs no words."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = content.decode(encoding, errors="replace")
            return text, "" if encoding == "utf-8-sig" else encoding
    wide = _wide(content[:4000])
    if wide:
        return content.decode(wide, errors="replace"), wide
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    text = content.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(1 for c in text[:_LOOKED_AT] if c > "\x7f") - bad
    if good > 20 * bad or b"\xed\xa0" in content:
        # UTF-8 with a few bytes amiss, or with the halves of character pairs.
        return text, "utf-8"
    encoding = _told(content)
    return content.decode(encoding, errors="replace"), encoding


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of a Latin text is zero."""
    half = len(head) // 2
    if half < 2:
        return ""
    if head[1::2].count(0) > 0.7 * half and head[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if head[0::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""


def _told(content: bytes) -> str:
    """The likeliest encoding of bytes that are not UTF-8."""
    from charset_normalizer import from_bytes

    # Only lines with something beyond ASCII tell anything.
    telling = bytearray()
    for line in content[:5_000_000].splitlines(keepends=True):
        if not line.isascii():
            telling += line[:2000]
        if len(telling) > _SAMPLE:
            break
    sample = bytes(telling) or content[-_SAMPLE:]
    best = from_bytes(sample).best()
    if (
        best is not None
        and not _LATIN_FAMILY.fullmatch(best.encoding)
        # What is wide was told by its zeros before.
        and not best.encoding.startswith(("utf_16", "utf_32", "utf_7"))
        and not _inside_words(sample.decode(best.encoding, errors="replace"))
    ):
        return str(best.encoding)
    # Between Latin encodings it goes by rare statistics; the letters themselves tell better.
    return max(_LATIN, key=lambda encoding: _likeness(sample, encoding))


def _inside_words(text: str) -> bool:
    """Whether most of what is beyond ASCII stands alone or in twos inside Latin words.

    So do umlauts and accents. Another script fills words of its own: "Süd" read as Chinese is a
    letter and one sign, which no Chinese text is made of.
    """
    runs = list(_BEYOND.finditer(text))
    inside = sum(
        1
        for run in runs
        if run.end() - run.start() <= 2
        and (
            _letter(text[run.start() - 1 : run.start()]) or _letter(text[run.end() : run.end() + 1])
        )
    )
    return 2 * inside > len(runs)


def _letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _likeness(sample: bytes, encoding: str) -> float:
    """Share of the characters beyond ASCII that are letters or signs of texts in an encoding."""
    high = [c for c in sample.decode(encoding, errors="replace") if c > "\x7f"]
    letters = _LATIN[encoding]
    # Icelandic letters stand where Turkish has its own: they count, but less.
    good = sum(
        1.0 if c in letters else 0.8 if c in _SIGNS else 0.7 if c in "ýðþ" else 0.0 for c in high
    )
    return good / max(len(high), 1)
