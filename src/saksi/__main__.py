"""`python -m saksi` is the same as `saksi`."""

from saksi.cli.main import main

main()
