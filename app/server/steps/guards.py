"""What policies ask of a transaction: its duty, its cycle, and as whom it reads."""

DUTY = "current_setting('satchel.duty', true)"
CYCLE = "cycle = current_setting('satchel.cycle', true)"
READERS = "string_to_array(current_setting('satchel.readers', true), ' ')"
