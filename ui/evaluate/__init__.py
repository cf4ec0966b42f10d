"""The Evaluate page, a file per view: numbers of `model.evaluate` drawn and told in words."""
