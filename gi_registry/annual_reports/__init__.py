"""What authorized users report each year, and the totals."""
