"""The layers at the end: bytes nobody dissects, later fragments, and what trails behind a packet."""

from tui_tcp.dissect.draft import Draft, Span, Step
from tui_tcp.dissect.formats import TEXT_LIMIT, octets
from tui_tcp.dissect.layers import Field, Layer
from tui_tcp.escape import escape_bytes

# IEEE 802.3 3.2.8: frames are padded to 64 bytes, 60 of which a capture sees.
SMALLEST_FRAME = 60


def data(span: Span) -> Step:
    """Show bytes that no parser knows."""
    return _bytes(span, "Data")


def fragment(span: Span) -> Step:
    """Show a later fragment, which begins in the middle of something."""
    return _bytes(span, "Fragment of an IP packet")


def too_deep(span: Span) -> Step:
    """Show what lies deeper than we follow."""
    draft = Draft(span, "data")
    draft.malformed("nested too deeply")
    draft.put("data.data", "Data", escape_bytes(span.payload, TEXT_LIMIT), 0, span.size)
    return draft.then(f"Data, {span.declared} bytes", span.size, "")


def _bytes(span: Span, title: str) -> Step:
    draft = Draft(span, "data")
    draft.put("data.data", "Data", escape_bytes(span.payload, TEXT_LIMIT), 0, span.size)
    draft.put("data.len", "Length", f"{span.declared} bytes", 0, 0)
    draft.needs(span.declared)
    return draft.then(f"{title}, {span.declared} bytes", span.size, "")


def trailer(first: str, whole: Span, start: int, end: int) -> Layer:
    """Show what stands behind the packet: Ethernet's padding, or bytes a card or switch appended."""
    size = end - start
    raw = whole.data[start:end]
    if first == "eth":
        is_padding = whole.limit <= SMALLEST_FRAME or not any(raw)
        name, label = ("eth.padding", "Padding") if is_padding else ("eth.trailer", "Trailer")
        title = f"Ethernet {label.lower()}, {size} bytes"
    else:
        name, label, title = "", "Trailing bytes", f"Trailing bytes, {size}"
    field = Field(name, label, octets(raw), start, size)
    return Layer(name or "trailer", title, start, size, (field,))
