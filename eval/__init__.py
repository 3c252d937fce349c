"""Quality gates: what the reader finds, measured against gold, with floors that only rise."""
