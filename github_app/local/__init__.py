"""Plan files in a working tree: finding, reading, checking and comparing them. IO for the command line."""
