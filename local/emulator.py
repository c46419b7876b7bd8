"""Runs the emulator for as long as the hub holds the other end of standard input, however the hub ends."""

import os
import signal
import threading

from ministack.app import main


def follow_hub():
    while os.read(0, 1):
        pass
    # Nothing of its state is kept, so nothing is lost; the functions are in the same process group.
    os.killpg(0, signal.SIGKILL)


threading.Thread(target=follow_hub, daemon=True).start()
main()
