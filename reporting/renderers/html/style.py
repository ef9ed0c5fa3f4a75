"""The look of a page, on screens light and dark, narrow and wide, and on paper."""

import json
from collections.abc import Sequence

STYLE = """
:root{color-scheme:light dark;--paper:#fff;--shade:#f1efe8;--ink:#1c2430;--soft:#565f6b;
--line:#d9d6cc;--link:#1b4f86;--bad:#9c2a1c;--bad-shade:#fae3de}
@media (prefers-color-scheme:dark){:root{--paper:#11161d;--shade:#1e2631;--ink:#e9e7e1;
--soft:#a9b2bd;--line:#333d4a;--link:#93bff0;--bad:#f5a898;--bad-shade:#43201a}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1rem;max-width:76rem;background:var(--paper);color:var(--ink);
font:1rem/1.6 system-ui,-apple-system,"Segoe UI","Hiragino Sans","Yu Gothic UI",
"Noto Sans CJK JP",sans-serif;overflow-wrap:break-word}
:lang(ja){line-height:1.8}
h1{font-size:clamp(1.5rem,1.2rem + 1.6vw,2.2rem);line-height:1.25;margin:.6rem 0}
h2{font-size:1.4rem;line-height:1.3;margin:2.4rem 0 .6rem;padding-top:.6rem;
border-top:2px solid var(--ink)}
h3{font-size:1.15rem;line-height:1.35;margin:1.8rem 0 .5rem}
h4{font-size:1.02rem;margin:1.4rem 0 .4rem}h5,h6{font-size:.95rem;margin:1rem 0 .3rem}
p,li,blockquote{max-width:46rem}a{color:var(--link)}
:focus-visible{outline:3px solid var(--bad);outline-offset:2px}
code,pre{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.88em;overflow-wrap:anywhere}
pre{white-space:pre-wrap;background:var(--shade);padding:.6rem}
blockquote{margin:.8rem 0;padding-left:1rem;border-left:3px solid var(--line)}
.mark{background:var(--bad-shade);color:var(--bad);font-weight:650;padding:.5rem .8rem;
margin:.4rem 0;max-width:none}
.missing{color:var(--bad)}.about{color:var(--soft);font-size:.85rem;margin:-.3rem 0 .5rem}
dl.facts{display:grid;grid-template-columns:auto 1fr;gap:.1rem 1rem;margin:1rem 0}
dt{font-weight:650}dd{margin:0}
nav ol,ol.rows{list-style:none;padding:0}nav li{margin:.1rem 0}
nav .l2{padding-left:1.2rem}nav .l3{padding-left:2.4rem}
.scroll{overflow-x:auto;margin:.3rem 0 .4rem}
table{border-collapse:collapse;font-size:.86rem;line-height:1.4;border-block:2px solid var(--ink)}
.cap{margin:1.2rem 0 .3rem;font-size:.95rem}.t{min-width:17rem}
caption{text-align:left;font-weight:bold}
th,td{padding:.3rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);
min-width:3.2rem}
td{max-width:24rem;overflow-wrap:normal}
thead th{background:var(--shade);vertical-align:bottom;border-bottom:1px solid var(--ink)}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
thead .n{white-space:normal}.c{text-align:center}.u{white-space:nowrap}
.g{background:var(--shade)}
.why{list-style:none;padding:0;margin:.2rem 0 1rem;font-size:.82rem;color:var(--soft)}
.f{color:inherit;text-decoration:underline dotted var(--soft) 1px;text-underline-offset:.2em}
.f:hover{color:var(--link)}
:target{background:var(--shade);outline:2px solid var(--link)}
.rows>li{border-top:1px solid var(--line);padding:.2rem 0;font-size:.82rem;max-width:none}
.rows p{margin:.2rem 0}.rows ul{columns:18rem;list-style:none;padding:0;margin:.2rem 0}
@media (max-width:30rem){body{padding:.7rem}dl.facts{grid-template-columns:1fr}
dd{margin-bottom:.3rem}nav .l2{padding-left:.7rem}nav .l3{padding-left:1.4rem}}
@media print{:root{--paper:#fff;--shade:#f1efe8;--ink:#000;--soft:#444;--line:#bbb;--link:#000;
--bad:#8a1c10;--bad-shade:#fff}
body{max-width:none;padding:0;font-size:9.5pt}h1{font-size:20pt}h2{font-size:14pt}h3{font-size:12pt}
h4{font-size:10.5pt}h2,h3,h4,h5,.cap,.about{break-after:avoid}
.scroll{overflow:visible}table{font-size:7.5pt}.wide{page:wide}.wide table{font-size:6pt;width:100%}
.wide .wide{page:auto}.t{min-width:42mm}
th,td{padding:.12rem .25rem;min-width:0}thead{display:table-header-group}
tr,li,.why{break-inside:avoid}p{orphans:3;widows:3}a{text-decoration:none}.f{text-decoration:none}
.rows{font-size:7pt}nav{break-after:page}.mark{border:1px solid var(--bad)}}
"""


def style(head: str, marks: Sequence[str], page: str) -> str:
    """Return the style sheet; printed pages say what the form is, and whether it can be filed.

    Args:
        head: What the form is.
        marks: What every page has to say.
        page: How a page number is introduced.
    """
    return f"""{STYLE}@page{{size:A4;margin:20mm 18mm 16mm;
@top-left{{content:{_text(head)};font:7.5pt sans-serif;color:#444}}
@top-right{{content:{_text(" · ".join(marks))};font:bold 7.5pt sans-serif;color:#8a1c10}}
@bottom-right{{content:{_text(f"{page} ")}counter(page);font:7.5pt sans-serif;color:#444}}}}
@page wide{{size:A4 landscape;margin:18mm 12mm 14mm}}
"""


def _text(text: str) -> str:
    """Return a text as CSS writes one; what could end the style sheet is written as a number."""
    written = json.dumps(text, ensure_ascii=False)
    return written.replace("<", "\\3c ").replace("\\u", "\\")
