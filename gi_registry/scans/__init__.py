"""The consumer's scan: verdict, page, record, copy signals."""
