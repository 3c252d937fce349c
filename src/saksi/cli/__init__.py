"""The command line: arguments in, pages and JSON out. `saksi.cli.main.main` is the program."""
