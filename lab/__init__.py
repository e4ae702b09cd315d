"""A laboratory of real TCP: two hosts made of network namespaces, and a relay between them that does harm on purpose.

    client (c0) ── (r0) relay (r1) ── (s0) server

Both ends are the Linux kernel's own TCP. The relay drops, delays, doubles, swaps or marks the frames a scenario names.
Each end has a tap, and what the kernels themselves say (states, retransmissions, counters) is recorded beside the
captures as the truth that the program is judged by.

    python -m lab --out fixtures                         every scenario
    python -m lab fin_lost refused --out /tmp/captures   some of them
    python -m lab classic_lesson --out tui_tcp/sample    the sample that comes with the program

Namespaces and the private mount of tracefs live as long as this process, so nothing is left behind however it ends.
"""
