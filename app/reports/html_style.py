"""The style sheet of reports as HTML; sides are logical, so that it serves both directions."""

from app.reports.palette import ACCENT, BAD, GOOD, HEAD_FILL, INK, LINE, SOFT, TINT, WARN, css

SHEET = f"""
body {{ color: {css(INK)}; background: #fff; margin: 2rem auto; max-width: 60rem; padding: 0 1rem;
  font: 1.05rem/1.55 "Source Serif 4", Georgia, "Noto Naskh Arabic", "Noto Sans SC", serif }}
h1, h2, h3, h4, h5 {{ line-height: 1.2; break-after: avoid }}
h1 {{ border-block-end: 2px solid {css(ACCENT)}; padding-block-end: .4rem }}
h2 {{ margin-block-start: 2.5rem }}
a {{ color: {css(ACCENT)} }}
.over, .code {{ color: {css(ACCENT)}; font: 600 .85em Inter, system-ui, sans-serif }}
.label, .side, dt, caption, th, .shares, .soft, small, table, footer {{
  font-family: Inter, system-ui, sans-serif; font-size: .85rem }}
.label, .soft, dt, footer {{ color: {css(SOFT)} }}
.soft {{ font-style: italic }}
.good {{ color: {css(GOOD)} }} .warn {{ color: {css(WARN)} }} .bad {{ color: {css(BAD)} }}
dl {{ display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.2rem }}
dd {{ margin: 0 }}
.figures {{ display: flex; flex-wrap: wrap; gap: 2rem }}
.figures div {{ display: flex; flex-direction: column-reverse }}
.figures dd {{ color: {css(ACCENT)}; font-size: 1.6rem; font-weight: 600 }}
blockquote, .reply {{ border-inline-start: 3px solid {css(TINT)}; margin-inline: 0;
  padding-inline-start: .9rem }}
blockquote {{ font-style: italic }}
blockquote .label {{ font-style: normal }}
.entry {{ display: grid; grid-template-columns: 11rem 1fr; gap: 1.2rem; margin-block: .8rem }}
.side p {{ margin: .1rem 0 }}
.shares span {{ margin-inline-end: 1rem }}
.bar {{ display: inline-flex; inline-size: 8rem; block-size: .4rem; gap: 2px }}
.contents {{ list-style: none; padding: 0 }}
.deep2 {{ padding-inline-start: 1.5rem }} .deep3 {{ padding-inline-start: 3rem }}
.wide {{ overflow-x: auto }}
table {{ border-collapse: collapse; margin-block: 1rem }}
caption {{ text-align: start; font-weight: 600; padding-block-end: .4rem }}
th, td {{ border-block-end: 1px solid {css(LINE)}; padding: .3rem .6rem; text-align: start;
  vertical-align: top }}
thead th {{ background: {css(HEAD_FILL)} }}
.figure {{ text-align: right; font-variant-numeric: tabular-nums }}
.total {{ font-weight: 600; border-block-start: 2px solid {css(LINE)} }}
figure {{ margin: 1.2rem 0 }}
figure svg {{ max-inline-size: 100%; block-size: auto; font: 11px Inter, system-ui, sans-serif }}
hr {{ border: 0; border-block-start: 1px solid {css(LINE)}; margin-block: 1.5rem }}
@media (max-width: 40rem) {{ .entry {{ grid-template-columns: 1fr; gap: .2rem }} }}
@media print {{ .page {{ break-after: page }} thead {{ display: table-header-group }}
  tr {{ break-inside: avoid }} }}
"""
