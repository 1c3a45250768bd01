"""What the collections hold and what can be asked of them; no database, no HTTP."""
