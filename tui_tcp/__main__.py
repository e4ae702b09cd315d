"""Run the command line: python -m tui_tcp."""

from tui_tcp.cli import main

if __name__ == "__main__":
    main(prog_name="tcptui")
