"""The language server: findings in the editor while a plan is written. The only importer of pygls and lsprotocol."""
