"""Quality on annotated articles: `python -m tests.quality` (or `make quality`) writes docs/quality.md and .svg.

`corpora` names the sets, `measure` runs the analysis and the peers and hands all predictions to one scorer,
`peers` makes predictions of what others would print, `report` and `picture` write what came out.
"""
