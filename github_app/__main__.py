"""`python -m github_app`: the same as the `planreview` command."""

from github_app.cli import main

if __name__ == "__main__":
    main()
