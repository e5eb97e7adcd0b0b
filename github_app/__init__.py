"""The planreview GitHub App and command line: a thin shell around `plan_rules`."""
