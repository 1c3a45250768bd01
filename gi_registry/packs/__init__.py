"""Outer packs: cases and pieces that are cut, and what labels are in them."""
