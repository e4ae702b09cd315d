"""Names of hosts from the capture itself: DNS answers, TLS server names, HTTP hosts, pcapng's name blocks.

Where a person permits it with -N, from the network as well.
"""
