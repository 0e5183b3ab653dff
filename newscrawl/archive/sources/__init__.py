"""Where archive files come from: paths, addresses, lists of both, and the months of CC-NEWS."""
