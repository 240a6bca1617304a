"""How easily a row of person-level data can be singled out."""
