"""The demonstration: invented producers on real products."""
