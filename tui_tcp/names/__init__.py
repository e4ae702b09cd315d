"""Names of hosts from the capture itself: DNS answers, TLS server names, HTTP hosts, pcapng's name blocks."""
