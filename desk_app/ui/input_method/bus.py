"""A line to the desktop's own message bus on this computer: calls go out, answers and signals come in as Qt events."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

Answered = Callable[[tuple[Any, ...] | None], None]
_BUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")


class Bus(QObject):
    """``told(sender, path, member, arguments)`` for every signal asked for; ``broken()`` when the line is gone."""

    told = Signal(str, str, str, object)
    broken = Signal()

    def __init__(self, connection: DBusConnection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._connection = connection
        self._waiting: dict[int, Answered] = {}
        self._notifier = QSocketNotifier(connection.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def call(
        self, address: tuple[str, str, str], member: str, signature: str, body: tuple[Any, ...], answered: Answered
    ) -> None:
        """Ask something of (service, path, interface); the answer comes later, None where it was refused."""
        from jeepney import DBusAddress, new_method_call

        service, path, interface = address
        message = new_method_call(DBusAddress(path, service, interface), member, signature or None, body)
        serial = next(self._connection.outgoing_serial)
        self._waiting[serial] = answered
        self._send(message, serial)

    def listen(self, rule: str) -> None:
        """Ask for the signals of a match rule."""
        self.call(_BUS, "AddMatch", "s", (rule,), _nothing)

    def ask_owner(self, service: str, answered: Answered) -> None:
        """Ask who bears a name now."""
        self.call(_BUS, "GetNameOwner", "s", (service,), answered)

    def close(self) -> None:
        """Hang up."""
        self._break()
        self._connection.close()

    def _send(self, message: Message, serial: int) -> None:
        try:
            self._connection.send(message, serial=serial)
        except OSError:
            self._break()

    @Slot()
    def _read(self) -> None:
        while True:
            try:
                message = self._connection.receive(timeout=0)
            except TimeoutError:
                return
            except OSError:
                self._break()
                return
            self._take(message)

    def _take(self, message: Message) -> None:
        from jeepney import HeaderFields, MessageType

        fields = message.header.fields
        kind = message.header.message_type
        if kind is MessageType.signal:
            names = (HeaderFields.sender, HeaderFields.path, HeaderFields.member)
            sender, path, member = (str(fields.get(one, "")) for one in names)
            self.told.emit(sender, path, member, message.body)
        elif kind in {MessageType.method_return, MessageType.error}:
            answered = self._waiting.pop(fields.get(HeaderFields.reply_serial, 0), None)
            if answered is not None:
                answered(message.body if kind is MessageType.method_return else None)

    def _break(self) -> None:
        if self._notifier.isEnabled():
            self._notifier.setEnabled(False)
            waiting, self._waiting = self._waiting, {}
            for answered in waiting.values():
                answered(None)
            self.broken.emit()


def open_bus(parent: QObject | None = None) -> Bus | None:
    """The desktop's bus; None where there is none, or it does not answer."""
    try:
        from jeepney import AuthenticationError
        from jeepney.io.blocking import open_dbus_connection
    except ImportError:
        return None
    try:
        return Bus(open_dbus_connection("SESSION", auth_timeout=0.5), parent)
    except (OSError, KeyError, ValueError, AuthenticationError):
        return None


def _nothing(_answer: tuple[Any, ...] | None) -> None:
    """Nobody waits for it."""
