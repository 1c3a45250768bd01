"""Backups of an installation, and how one is restored (ADR 59)."""
