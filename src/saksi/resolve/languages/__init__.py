"""How languages are written in Latin letters, as data: one TOML file a language."""
