"""Lots and what happened to them."""
