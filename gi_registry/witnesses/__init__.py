"""Witnesses: this registry cosigns the logs of others, and others cosign its own."""
