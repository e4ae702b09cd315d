"""Rows made of nothing, that grow, vanish and change places at will."""

from tui_tcp.views.pieces import Line


class NumberRows:
    """Numbers as keys, in the order of `keys`."""

    def __init__(self, count: int) -> None:
        self.keys = list(range(count))
        self.coming: list[int] = []
        self.generation = 0
        self.made = 0  # how many lines were asked for
        self.times = "relative"
        self.numbers = "relative"

    @property
    def row_count(self) -> int:
        return len(self.keys)

    def refresh(self) -> bool:
        came, self.coming = self.coming, []
        self.keys += came
        return bool(came)

    def header(self, width: int) -> Line:
        return (("Number", "header"),)

    def line(self, row: int, width: int) -> Line:
        self.made += 1
        return ((f"row {self.keys[row]}", ""),)

    def key_at(self, row: int) -> int:
        return self.keys[row]

    def row_of(self, key: int) -> int | None:
        return self.keys.index(key) if key in self.keys else None

    def turn_round(self) -> None:
        self.keys.reverse()
        self.generation += 1
