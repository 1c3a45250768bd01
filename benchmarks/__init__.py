"""What `make bench` runs: ratios against a limit or a peer in the same run."""
