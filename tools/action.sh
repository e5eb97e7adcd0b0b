#!/usr/bin/env bash
# The check of action.yml: annotations to the log, SARIF to a file, and the exit status for the step that fails last.
# Reads PLANS, FAIL_ON, DIFF, BASELINE, UPLOAD from action.yml, and GitHub's RUNNER_TEMP, GITHUB_ACTION_PATH, GITHUB_OUTPUT.
set -uo pipefail

planreview() {
  PYTHONPATH="$GITHUB_ACTION_PATH:$GITHUB_ACTION_PATH/rules" "$RUNNER_TEMP/planreview/bin/python" -P -m github_app "$@"
}

read -r -a plans <<<"$PLANS"
sarif="$RUNNER_TEMP/planreview.sarif"
options=()
[ -z "$DIFF" ] || options+=("--diff=$DIFF")
[ -z "$BASELINE" ] || options+=("--baseline=$BASELINE")

planreview check "${options[@]}" --format sarif --fail-on never -- "${plans[@]}" >"$sarif"
status=$?
# 2 with a report: some file could not be read, and the report says so. 2 without one: there is nothing to upload.
[ -s "$sarif" ] || exit "$status"

# Code scanning annotates by itself; without it, the log does.
format=text
[ "$UPLOAD" = true ] || format=github
[ -z "$FAIL_ON" ] || options+=("--fail-on=$FAIL_ON")
planreview check "${options[@]}" --format "$format" -- "${plans[@]}"
status=$?

{
  echo "sarif-file=$sarif"
  echo "status=$status"
} >>"$GITHUB_OUTPUT"
