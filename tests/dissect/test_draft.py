"""A layer while it is read."""

from tui_tcp.dissect.draft import Draft, Span, rest
from tui_tcp.dissect.formats import dec
from tui_tcp.dissect.table import Row

TABLE = (Row("x", "X", 0, 4, dec),)


def test_missing_bytes_are_a_cut_where_the_length_promises_them() -> None:
    draft = Draft(Span(b"ab", 0, 2, 10), "x", TABLE)
    assert not draft.sound
    assert (draft.fields[-1].label, draft.fields[-1].value) == ("Truncated", "2 of 4 bytes there")


def test_missing_bytes_are_an_error_where_nothing_promises_them() -> None:
    draft = Draft(Span(b"ab", 0, 2, 2), "x", TABLE)
    assert (draft.fields[-1].label, draft.fields[-1].value) == ("Malformed", "4 bytes needed, 2 there")


def test_what_follows_never_reads_beyond_the_span_around_it() -> None:
    outer = Span(b"0123456789", 0, 6, 6)
    inner = rest(outer, 2, 100)
    assert (inner.start, inner.end, inner.limit) == (2, 6, 102)
    assert (inner.size, inner.declared, inner.payload) == (4, 100, b"2345")
    assert rest(outer, 9).size == 0


def test_a_stopped_layer_covers_the_fields_that_were_read() -> None:
    draft = Draft(Span(b"abcdef", 1, 6, 6), "x", TABLE)
    step = draft.stop("X")
    assert (step.layer.start, step.layer.size, step.follows) == (1, 4, "")


def test_quoted_layers_say_so() -> None:
    assert Draft(Span(b"", 0, 0, 0, quoted=True), "x").stop("X").layer.title == "Quoted X"
