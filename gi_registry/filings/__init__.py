"""Filings for using the special mark at public events (Order 80 Art. 21)."""
