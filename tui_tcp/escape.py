"""Make hostile text harmless: every character that a terminal could act on or hide becomes a visible escape."""

import unicodedata

ELLIPSIS = "…"
_SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}

# Printable by their category, yet drawn as nothing (Unicode's Default_Ignorable_Code_Point, and the Braille blank):
# joiners, Hangul fillers, Khmer inherent vowels, Mongolian and general variation selectors.
_INVISIBLE = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
    + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
_FIRST_MARK = "\u0300"  # below it no character combines or is invisible
# Living languages stack two marks on a letter; more is an attack on the lines above and below.
_MARKS_ON_ONE_LETTER = 2


def escape(text: str) -> str:
    r"""Return `text` as one printable line: control, bidi, zero-width, format characters as `\n`, `\x1b`, `\u202e`."""
    if text.isprintable() and (text.isascii() or max(text) < _FIRST_MARK):
        return text
    return "".join(_pieces(text))


def escape_bytes(data: bytes, limit: int) -> str:
    r"""Return bytes read as UTF-8 (what is not UTF-8 as `\xff`), escaped, at most `limit` characters, `…` if cut."""
    # An escape never is shorter than its byte's share, so the first 4 * limit bytes (UTF-8's longest) are enough.
    text = data[: 4 * limit + 4].decode("utf-8", "backslashreplace")
    if len(text) <= limit and text.isascii() and text.isprintable():
        return text
    return shorten(_pieces(text), limit)


def escape_text(text: str, limit: int) -> str:
    """Return `text` escaped and cut to at most `limit` characters, `…` if cut; no escape is cut in its middle."""
    return shorten(_pieces(text[: limit + 1]), limit)


def shorten(pieces: list[str], limit: int) -> str:
    """Join whole pieces to at most `limit` characters, the last of them `…` when some were left out."""
    if sum(map(len, pieces)) <= limit:
        return "".join(pieces)
    kept, room = [], limit - len(ELLIPSIS)
    for piece in pieces:
        room -= len(piece)
        if room < 0:
            break
        kept.append(piece)
    return "".join(kept) + ELLIPSIS if limit > 0 else ""


def _pieces(text: str) -> list[str]:
    """Return each character as what stands for it."""
    marks = _MARKS_ON_ONE_LETTER  # a mark at the very start would sit on a character that is not part of the text
    pieces = []
    for char in text:
        is_mark = not char.isascii() and unicodedata.category(char) in ("Mn", "Me")
        marks = marks + 1 if is_mark else 0
        hidden = char in _INVISIBLE or not char.isprintable() or marks > _MARKS_ON_ONE_LETTER
        pieces.append(_visible(char) if hidden else char)
    return pieces


def _visible(char: str) -> str:
    code = ord(char)
    if code < 0x100:
        return _SHORT.get(char, f"\\x{code:02x}")
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
