from tui_tcp.views.field_filter import expressions, uses


def test_a_value_printed_for_people_is_tried_in_several_ways() -> None:
    tried = expressions("tcp.window_size", "64,240 bytes (never scaled)")
    assert tried[0] == "tcp.window_size == 64240"
    assert tried[-1] == "tcp.window_size"
    assert expressions("x", 'say "\\"')[2:4] == ['x == "say \\"\\\\\\""', "x"]
    assert expressions("", "1") == []


def test_a_filter_that_holds_can_be_narrowed_and_widened() -> None:
    assert [text for text, _ in uses("a", "")] == ["a", "!(a)"]
    assert [text for text, _ in uses("a", "b or c")][2:] == ["(b or c) and a", "(b or c) and !(a)", "(b or c) or a"]
