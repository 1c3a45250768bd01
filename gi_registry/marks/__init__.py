"""Certificates, the capacity ledger, label runs and their ranges."""
