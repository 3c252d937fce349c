"""Speed and size, each figure beside a limit measured in the same run, because machines differ: `make bench`."""
