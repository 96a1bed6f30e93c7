"""A small input method on the desktop's bus, speaking as fcitx 4 or fcitx 5 does, for the tests of the bridge.

It composes small letters; the space commits them (``nihao`` as 你好), Esc gives them up, and every other key is not
taken. The word after the name of the dialect makes it deaf after so many keys.
"""

from __future__ import annotations

import sys
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_method_call, new_method_return, new_signal
from jeepney.io.blocking import DBusConnection, open_dbus_connection

WORDS = {"nihao": "你好", "zhongguo": "中国"}
ESCAPE, SPACE, LETTERS = 0xFF1B, 0x20, (0x61, 0x7A)


class Method:
    """One context, and what is being composed in it."""

    def __init__(self, line: DBusConnection, *, new: bool, deaf_after: int) -> None:
        self._line, self._new, self._deaf_after, self._heard = line, new, deaf_after, 0
        self._path = "/org/freedesktop/portal/inputcontext/1" if new else "/inputcontext_7"
        interface = "org.fcitx.Fcitx.InputContext1" if new else "org.fcitx.Fcitx.InputContext"
        self._emitter = DBusAddress(self._path, interface=interface)
        self._composed = ""

    def hear(self, message: Message) -> None:
        """Answer one call."""
        member = message.header.fields[HeaderFields.member]
        if member == "CreateICv3":
            self._line.send(new_method_return(message, "ibuuuu", (7, True, 0, 0, 0, 0)))
        elif member == "CreateInputContext":
            self._line.send(new_method_return(message, "oay", (self._path, b"0123456789abcdef")))
        elif member == "ProcessKeyEvent":
            self._heard += 1
            if not 0 < self._deaf_after < self._heard:
                self._key(message)
        else:
            self._composed = "" if member == "Reset" else self._composed
            self._line.send(new_method_return(message))

    def _key(self, message: Message) -> None:
        symbol, release = message.body[0], bool(message.body[3])
        taken = False
        if not release and LETTERS[0] <= symbol <= LETTERS[1]:
            self._composed, taken = self._composed + chr(symbol), True
        elif not release and self._composed and symbol in {SPACE, ESCAPE}:
            if symbol == SPACE:
                self._tell("CommitString", "s", (WORDS.get(self._composed, self._composed),))
            self._composed, taken = "", True
        if taken:
            parts = [(self._composed, 8)] if self._composed else []
            self._tell("UpdateFormattedPreedit", "a(si)i", (parts, len(self._composed.encode())))
        answer = taken if self._new else int(taken)
        self._line.send(new_method_return(message, "b" if self._new else "i", (answer,)))

    def _tell(self, member: str, signature: str, body: tuple[Any, ...]) -> None:
        self._line.send(new_signal(self._emitter, member, signature, body))


def main() -> None:
    new = sys.argv[1] == "5"
    line = open_dbus_connection("SESSION")
    own = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
    name = "org.fcitx.Fcitx5" if new else "org.fcitx.Fcitx-0"
    line.send_and_get_reply(new_method_call(own, "RequestName", "su", (name, 0)))
    say("ready")
    method = Method(line, new=new, deaf_after=int(sys.argv[2]))
    while True:
        message = line.receive()
        if message.header.message_type is MessageType.method_call:
            say(message.header.fields[HeaderFields.member])
            method.hear(message)


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
