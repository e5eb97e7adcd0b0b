"""GitHub over the network. The only importer of githubkit."""
