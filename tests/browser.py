"""A Chromium-based browser for the page tests: found, or got; run as a script by `make test`.

In this order: the one named by BRIEFQA_BROWSER; an installed Chromium, Chrome or Edge; Playwright's own, which
is downloaded where that is possible; one from the system's package manager. Where none can be had, the script
says so in one line and fails: the page is never left untested in silence.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
    "chrome",
)
_MAC = ("Google Chrome", "Chromium", "Microsoft Edge")
_WINDOWS = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
# Ways to install a browser that ask nothing, most specific first; root, or sudo without a password, is needed.
_PACKAGE_MANAGERS = (
    (("apt-get",), (("apt-get", "update"), ("apt-get", "install", "-y", "--no-install-recommends", "chromium"))),
    (("dnf",), (("dnf", "install", "-y", "chromium"),)),
    (("zypper",), (("zypper", "--non-interactive", "install", "chromium"),)),
    (("pacman",), (("pacman", "-Sy", "--noconfirm", "chromium"),)),
    (("apk",), (("apk", "add", "chromium"),)),
    (("brew",), (("brew", "install", "--cask", "chromium"),)),
)
_SECONDS = 900


def find_browser() -> Path | None:
    """The browser the page tests drive, or None where there is none yet.

    Raises:
        FileNotFoundError: BRIEFQA_BROWSER names a file that is not there.
    """
    named = os.environ.get("BRIEFQA_BROWSER")
    if named:
        if not Path(named).is_file():
            raise FileNotFoundError(f"BRIEFQA_BROWSER names {named}, which is not there")
        return Path(named)
    installed = next((found for command in _COMMANDS if (found := shutil.which(command))), None)
    if installed:
        return Path(installed)
    places = [Path(f"/Applications/{name}.app/Contents/MacOS/{name}") for name in _MAC]
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if folder := os.environ.get(variable):
            places += [Path(folder) / tail for tail in _WINDOWS]
    return next((place for place in (*places, _playwrights_own()) if place.is_file()), None)


def provide_browser() -> Path | None:
    """The browser of `find_browser`, after an attempt to get one where there is none."""
    found = find_browser()
    if found is not None:
        return found
    print("No browser is installed; getting Playwright's own", flush=True)
    if _succeeds((sys.executable, "-m", "playwright", "install", "chromium")) and (found := find_browser()):
        return found
    prefix = () if not hasattr(os, "geteuid") or os.geteuid() == 0 else ("sudo", "-n")
    for (manager,), commands in _PACKAGE_MANAGERS:
        if shutil.which(manager):
            print(f"Playwright's own cannot be had here; installing one with {manager}", flush=True)
            rights = () if manager == "brew" else prefix
            if all(_succeeds((*rights, *command)) for command in commands) and (found := find_browser()):
                return found
    return None


def _playwrights_own() -> Path:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def _succeeds(command: tuple[str, ...]) -> bool:
    try:
        result = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return result.returncode == 0


if __name__ == "__main__":
    try:
        browser = provide_browser()
    except FileNotFoundError as error:
        sys.exit(f"make test: {error}")
    if browser is None:
        sys.exit(
            "make test: no browser could be found, downloaded or installed; install Chromium, Chrome or Edge, "
            "or set BRIEFQA_BROWSER to the path of one"
        )
    print(f"Page tests use {browser}")
