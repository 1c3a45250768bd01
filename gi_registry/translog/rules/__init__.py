"""The tree, its tiles, notes and proofs, and what an entry shows; no database."""
