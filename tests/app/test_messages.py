from tui_tcp.app.messages import ActionClicked, ByteChosen, LeftCapture, PathChosen


def test_messages_carry_what_they_tell_and_reach_the_screen() -> None:
    assert ByteChosen(7).offset == 7
    assert ActionClicked("list_sort").action == "list_sort"
    assert PathChosen("x").is_own and not PathChosen("x", is_own=False).is_own
    assert all(kind.bubble for kind in (ByteChosen, ActionClicked, LeftCapture, PathChosen))
