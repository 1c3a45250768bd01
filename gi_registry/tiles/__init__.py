"""Vector tiles of the public layers: made, kept and described."""
