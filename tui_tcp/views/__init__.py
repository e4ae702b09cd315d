"""What to show, as plain text pieces with style names: nothing here knows the screen, so all of it can be printed."""
