"""The ports of a workspace as a graph: who listens where, what is published, who connects."""
