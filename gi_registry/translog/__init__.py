"""Append-only log of decisions: what the registry cannot rewrite unseen."""
