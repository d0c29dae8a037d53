"""Which files stand behind the figures, what was held back, and how are more added?"""

from reparto.ui import page
from reparto.ui.data import draw_state
from reparto.ui.upload import draw_upload

with page("data", works_without_data=True) as view:
    draw_upload(view)
    draw_state(view)
