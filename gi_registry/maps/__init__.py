"""The public map and its layers."""
