"""What the computer says of its network: when it is another one, and whether it is paid by the byte."""

from PySide6.QtCore import QObject

from app.ui.desk import Desk
from app.ui.downloads import Downloads
from app.ui.line import Line


class Network(QObject):
    """Has the line and the downloads try when there is a way, and spares a costly one.

    The downloads are made when they are first wanted: the window opens without them.
    """

    def __init__(self, desk: Desk, line: Line, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._line = desk, line
        self._watching = self._closed = False
        self.downloads: Downloads | None = None
        line.finished.connect(self.line_is_back)

    def watch(self) -> None:
        """Have the line try at once when this computer finds another network."""
        from PySide6.QtNetwork import QNetworkInformation  # noqa: PLC0415 -- after the first paint

        if self._closed:
            return
        self._watching = True
        self.line_is_back()
        if not QNetworkInformation.loadDefaultBackend():
            return
        network = QNetworkInformation.instance()
        network.reachabilityChanged.connect(self._found_another)
        network.isMeteredChanged.connect(self.set_metered)
        self.set_metered(network.isMetered())

    def set_metered(self, metered: bool) -> None:  # noqa: FBT001 -- Qt's signal
        """Spare a line that is paid by the byte, as the member's rule says."""
        self._line.set_metered(metered)
        self.spare()

    def spare(self) -> None:
        """Let downloads go on by themselves, or not, as the line and the month's budget allow."""
        if self.downloads is None:
            if not self._watching:
                return
            self.downloads = Downloads.of(self._desk)
        self.downloads.hold(self._line.spared() or self._line.allowance().over)

    def line_is_back(self) -> None:
        self.spare()
        if self.downloads is not None:
            self.downloads.go_on()

    def close(self) -> None:
        """Stop the downloads; the next start goes on with them."""
        self._closed = True
        for downloads in self._desk.findChildren(Downloads):
            downloads.stop_all()
        self.downloads = None

    def _found_another(self, *_reachability: object) -> None:
        self._line.network_changed()
        if self.downloads is not None:
            self.downloads.go_on()
