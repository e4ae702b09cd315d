from tui_tcp.app.bindings import action, bindings, movements, picked
from tui_tcp.views.keys import BY_ID, KEYS


def test_every_binding_keeps_its_id_and_all_its_keys() -> None:
    for key, binding in zip(KEYS, bindings(KEYS), strict=True):
        assert (binding.id, binding.action) == (key.id, action(key))
        assert tuple(binding.key.split(",")) == key.keys


def test_an_action_is_a_name() -> None:
    assert action(BY_ID["list.sort"]) == "list_sort"
    assert all(action(key).isidentifier() for key in KEYS)


def test_movements_and_picks() -> None:
    assert {binding.id for binding in movements()} == {key.id for key in KEYS if key.id.startswith("move.")}
    assert [binding.id for binding in picked("app.quit", "go.in")] == ["go.in", "app.quit"]
