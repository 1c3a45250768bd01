"""Long and periodic work: queued in the database, done by workers."""
