"""What parent and child tell each other arrives as it was."""

from tui_tcp.capture.job import Job, Report, to_job, to_line, to_report


def test_a_job_survives_the_command_line() -> None:
    job = Job(["eth0", 'a "b"'], "port 80", False, 100, [65534, 65534], packets=3, is_patient=True)
    assert to_job(to_line(job).decode().strip()) == job


def test_a_report_survives_the_socket() -> None:
    report = Report(1000, 24, 1, 7, 2, 1, ("eth0",), "it\nfailed", "disk")
    assert to_line(report).count(b"\n") == 1
    assert to_report(to_line(report)) == report
