"""What the command tcptui runs, and python -m tui_tcp."""

import gc


def main() -> None:
    """Run the command line, without the garbage collector: the screen turns it on once it stands.

    What is imported and loaded lives on: to look for garbage among it takes a tenth of the start. Printing ends with
    the process anyway.
    """
    gc.disable()
    from tui_tcp.cli import main as command_line

    command_line(prog_name="tcptui")


if __name__ == "__main__":
    main()
