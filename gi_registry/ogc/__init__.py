"""OGC API - Features over the public layers."""
