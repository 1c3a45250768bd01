"""The life of a right in CNIPA's hands, mirrored, and what follows for its users."""
