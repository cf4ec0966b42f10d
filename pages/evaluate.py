"""Judge a network: numbers, and mistakes that open their pictures."""

from ui import frame
from ui.evaluate import report_2019, study

frame.open_page("Evaluate")
study.study(*study.bar())
report_2019.section()
