"""JSON shapes of rights."""
