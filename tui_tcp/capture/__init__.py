"""Where bytes come from: a file, a compressed file, standard input. All become a file on disk that may grow."""
