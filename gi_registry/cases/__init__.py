"""Cases of Order 80 Art. 31: the six triggers that end a producer's registration."""
