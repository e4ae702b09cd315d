"""The capture that comes with the program: a lesson in TCP, recorded by `python -m lab classic_lesson`."""
