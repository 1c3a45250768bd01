"""Versions of plots, and who may count which land for which product and season."""
