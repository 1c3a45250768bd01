"""JSON shapes of applications and authorizations; `schemas/v1` is made from them."""
