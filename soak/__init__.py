"""What a ledger goes through: killed, cut off, refused by the disk, flipped. `make soak` runs it in full."""
