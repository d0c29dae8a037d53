"""How is every figure counted, checked and made?"""

from reparto.ui import methods, page

with page("methods", works_without_data=True) as view:
    methods.draw_contents()
    search = methods.draw_search()
    methods.draw_counting()
    methods.draw_metrics(search)
    methods.draw_assumptions(view)
    methods.draw_checks(search)
    methods.draw_questions(search)
    methods.draw_sources(view)
    methods.draw_snapshot(view)
