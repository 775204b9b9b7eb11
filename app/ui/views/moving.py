"""How far a sync or the reading of papers is: phase, bytes, rate, time left, and Stop."""

from app.ui.moving import Moving
from app.ui.moving_words import moving_words, phase_words
from app.ui.widgets.messages import ProgressLine


class MovingLine(ProgressLine):
    """A line of progress that tells a `Moving` in words."""

    def show_moving(self, moving: Moving) -> None:
        words, phase = moving_words(moving), phase_words(moving.phase)
        self.show_progress(moving.done, moving.total, words, phase)
