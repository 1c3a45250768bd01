"""GI Registry: a registry and traceability service for geographical indications."""
