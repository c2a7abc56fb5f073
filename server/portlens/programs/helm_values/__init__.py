"""A Helm chart's values as its templates use them."""

NAMING = ("helm-values",)
