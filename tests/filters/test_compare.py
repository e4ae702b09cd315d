"""Comparing found values."""

import numpy as np

from tui_tcp.fields.field import Type
from tui_tcp.fields.found import Found, Words, words_of
from tui_tcp.filters.compare import rows_with, with_constant, with_values
from tui_tcp.filters.literals import Constant


def test_numbers_compare_with_a_constant() -> None:
    assert with_constant(np.array([1, 2, 3]), ">=", Constant(2), Type.NUMBER).tolist() == [False, True, True]


def test_only_the_bits_of_a_prefix_count() -> None:
    net = Constant(0x0A000000, 0xFF000000)
    assert with_constant(np.array([0x0A090001, 0x0B000000]), "==", net, Type.IPV4).tolist() == [True, False]
    six = Constant(0xFE80 << 112, 0x3FF << 118)
    words = words_of([(0xFE80 << 112 | 1).to_bytes(16, "big"), bytes(16)])
    assert with_constant(words, "==", six, Type.IPV6).tolist() == [True, False]


def test_of_bytes_the_longer_are_the_greater() -> None:
    words = words_of([b"B", b"AA"])
    assert with_constant(words, ">", Constant(b"Z"), Type.BYTES).tolist() == [False, True]
    assert with_constant(words, ">", Constant(b"B"), Type.PROTOCOL).tolist() == [False, False]


def test_nothing_compares_with_nothing() -> None:
    assert not len(with_constant(np.empty(0, np.int64), "==", Constant(1 << 100), Type.IPV6))
    assert not len(with_values(np.empty(0, np.int64), "==", words_of([])))


def test_values_compare_two_by_two() -> None:
    assert with_values(np.array([1, 5]), "<", np.array([2, 4])).tolist() == [True, False]
    assert with_values(words_of([b"a", b"b"]), "==", words_of([b"a", b"c"])).tolist() == [True, False]


def test_few_words_in_many_rows_compare_by_their_order() -> None:
    few, others = Words(np.array([0, 1] * 4), [b"BB", b"C"]), Words(np.array([1, 1] * 4), [b"A", b"C"])
    assert with_values(few, ">", others).tolist() == [True, False] * 4
    assert with_values(few, "==", others).tolist() == [False, True] * 4


def test_any_or_every_value_of_a_row() -> None:
    found = Found(np.array([0, 0, 2, 2]), np.zeros(4))
    hits = np.array([True, False, True, True])
    assert rows_with(found, hits, 3, every=False).tolist() == [True, False, True]
    assert rows_with(found, hits, 3, every=True).tolist() == [False, False, True]
