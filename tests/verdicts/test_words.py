import pytest

from tui_tcp.verdicts.words import count, digits, duration, join_words, rate, scaled, share, size, times, were

S = 1_000_000_000


@pytest.mark.parametrize(("value", "text"), [(1.234, "1.23"), (23.14, "23.1"), (412.3, "412"), (9.996, "10.0")])
def test_digits(value: float, text: str) -> None:
    assert digits(value) == text


def test_amounts_carry_their_units() -> None:
    assert [size(412), size(16_900), rate(125_000, S), rate(1, 0), duration(21_000_000)] == [
        "412 B",
        "16.9 kB",
        "1.00 Mbit/s",
        "8.00 Gbit/s",
        "21.0 ms",
    ]
    assert scaled(999_500) == ("1.00", "M")


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(1, 10, "10 %"), (1, 300, "0.3 %"), (0, 0, "0 %"), (5, 5, "100 %")]
)
def test_share(part: int, whole: int, text: str) -> None:
    assert share(part, whole) == text


def test_counting_words() -> None:
    assert [times(n) for n in (1, 2, 3, 4000)] == ["once", "twice", "3 times", "4,000 times"]
    assert [count(1, "try", "tries"), count(2, "try", "tries")] == ["1 try", "2 tries"]
    assert join_words(["a", "b", "c"]) == "a, b and c"
    assert [were(1), were(2)] == ["was", "were"]
