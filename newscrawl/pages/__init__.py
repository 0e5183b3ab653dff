"""Page objects: one generic, one file per publisher."""
