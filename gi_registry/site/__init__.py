"""Home, register, help, open data: pages that belong to no one domain."""
