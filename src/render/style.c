/*
 * style — the stylesheet of all pages. Two palettes, one column on phones and two on wide screens; Latin and
 * Chinese faces that the machine has; nothing is loaded.
 */
#include "weir/render/page.h"

static const char colours[] =
    ":root{color-scheme:light "
    "dark;--paper:#fcfbf8;--ink:#1f1e1b;--soft:#625f57;--line:#e4e0d6;--tint:#f3f0e8;"
    "--accent:#0a5c66;--mark:#fbe08a}\n"
    "@media (prefers-color-scheme:dark){:root{--paper:#16191b;--ink:#e7e4dc;--soft:#a7a399;--line:#31363a;"
    "--tint:#1f2427;--accent:#7cc7cf;--mark:#6b5616}}\n";

static const char ground[] =
    "*{box-sizing:border-box}\n"
    "html{-webkit-text-size-adjust:100%;text-size-adjust:100%}\n"
    "body{margin:0 auto;max-width:68rem;padding:0 clamp(1rem,4vw,2.5rem) 4rem;background:var(--paper);"
    "color:var(--ink);font:1rem/1.6 system-ui,-apple-system,\"Segoe UI\",\"Noto Sans\",\"PingFang SC\","
    "\"Hiragino Sans GB\",\"Microsoft YaHei\",\"Noto Sans CJK SC\",sans-serif;"
    "overflow-wrap:break-word;text-autospace:normal}\n"
    "h1,h2,h3,h4,.home{font-family:\"Iowan Old Style\",\"Palatino Linotype\",Palatino,\"Source Serif 4\","
    "\"Noto Serif\",\"Songti SC\",\"Noto Serif CJK SC\",\"Source Han Serif SC\",SimSun,serif;"
    "font-weight:600;line-height:1.3;text-wrap:balance}\n"
    "a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:.18em}\n"
    "a:focus-visible,summary:focus-visible{outline:2px solid "
    "var(--accent);outline-offset:3px;border-radius:2px}\n"
    ".skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:."
    "5rem}\n"
    /* A highlighter's stroke under the words, so that lines stay apart. */
    "mark{color:inherit;background:linear-gradient(transparent 58%,var(--mark) 58%,var(--mark) "
    "94%,transparent 94%)}\n";

static const char frame[] =
    ".top{display:flex;flex-wrap:wrap;align-items:baseline;justify-content:space-between;gap:.25rem 1.5rem;"
    "padding:1.5rem 0 1rem;border-bottom:1px solid var(--line)}\n"
    ".home{font-size:1.15rem;color:inherit;text-decoration:none}\n"
    ".top nav a{margin-left:1rem;font-size:.875rem}.top nav a:first-child{margin-left:0}\n"
    "h1{font-size:clamp(1.7rem,5vw,2.4rem);letter-spacing:-.01em;margin:1.75rem 0 .5rem}\n"
    ".side h2{font-family:inherit;font-size:.8rem;color:var(--soft);margin:1.5rem 0 .5rem}\n"
    ".side "
    "ul{list-style:none;margin:0;padding:0;display:flex;overflow-x:auto;gap:.4rem;padding-bottom:.4rem}\n"
    ".side li{flex:none}\n"
    ".side a{display:flex;justify-content:space-between;gap:.6rem;padding:.25rem .7rem;border-radius:1rem;"
    "background:var(--tint);color:inherit;text-decoration:none;font-size:.9rem}\n"
    ".side a:hover{color:var(--accent)}\n"
    ".side a[aria-current]{background:var(--accent);color:var(--paper)}\n"
    ".side small{font-size:.8em;color:var(--soft);font-variant-numeric:tabular-nums}\n"
    ".side a[aria-current] small{color:inherit}\n"
    "@media (min-width:52rem){.columns{display:grid;grid-template-columns:14rem minmax(0,1fr);gap:3.5rem}"
    ".side{position:sticky;top:0;max-height:100vh;overflow-y:auto;margin-left:-.6rem;padding:.75rem 0 2rem}"
    ".side h2{padding-left:.6rem}main{max-width:44rem}"
    ".side ul{display:block;overflow:visible}.side a{background:none;border-radius:.4rem;padding:.2rem .6rem}"
    ".under1{padding-left:.9rem}.under2{padding-left:1.8rem}.under3{padding-left:2.7rem}}"
    "\n";

static const char stories[] =
    ".day>h2{font-size:1.05rem;font-family:inherit;color:var(--soft);margin:2rem 0 0;padding-bottom:.4rem;"
    "border-bottom:1px solid var(--line)}\n"
    ".digest{max-width:44rem;margin:0 auto}\n"
    ".funnel{color:var(--soft);margin:0 0 2rem}\n"
    ".topic>:is(h2,h3,h4,h5,h6):first-child{margin:2.5rem 0 0;padding-bottom:.35rem;"
    "border-bottom:1px solid var(--line)}\n"
    ".topic>h2{font-size:1.45rem}.topic>h3:first-child{font-size:1.25rem}\n"
    "article{padding:1.15rem 0}\n"
    "article+article{border-top:1px solid var(--line)}\n"
    "article :is(h2,h3,h4,h5,h6){font-size:1.18rem;margin:0}\n"
    /* A title of a page's length is a bridge's fault. */
    "article :is(h2,h3,h4,h5,h6){display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;"
    "overflow:hidden}\n"
    "article :is(h2,h3,h4,h5,h6) a{color:inherit;text-decoration:none}\n"
    "article :is(h2,h3,h4,h5,h6) a:hover{color:var(--accent);text-decoration:underline}\n"
    "article :is(h2,h3,h4,h5,h6) a:visited{color:var(--soft)}\n"
    ".facts{margin:.2rem 0 0;font-size:.875rem;color:var(--soft)}\n"
    ".facts span+span::before{content:\"\\00a0·\\20\"}\n"
    ".abstract{margin:.45rem 0 0;line-height:1.65}\n"
    ":lang(zh) .abstract,:lang(ja) .abstract{line-height:1.8}\n"
    ".lead{float:right;max-width:9rem;max-height:7rem;margin:.4rem 0 .4rem 1rem;border-radius:.4rem}"
    "article::after{content:\"\";display:block;clear:both}\n"
    ".foot{display:flex;flex-wrap:wrap;align-items:baseline;gap:.3rem "
    ".9rem;margin-top:.55rem;font-size:.85rem}\n"
    ".topics{display:flex;flex-wrap:wrap;gap:.3rem .9rem;list-style:none;margin:0;padding:0}\n"
    ".also::before{content:attr(data-also);color:var(--soft)}\n"
    ".topics a{text-decoration:none}.topics a:hover{text-decoration:underline}\n"
    "summary{cursor:pointer;color:var(--soft)}summary:hover{color:var(--accent)}\n"
    "details[open]{flex-basis:100%}\n"
    "details ul{margin:.4rem 0 0;padding:.6rem 1rem .6rem "
    "1.9rem;background:var(--tint);border-radius:.4rem}\n"
    "article.compact{padding:.55rem 0}article.compact :is(h2,h3,h4,h5,h6){font-size:1rem}\n"
    ".word{display:flex;gap:.4rem;margin:.55rem 0 0}.word button{padding:.1rem .7rem;font-size:.8rem;"
    "background:none;color:var(--soft)}.word button:hover,.word button:focus-visible{color:var(--accent);"
    "border-color:var(--accent)}\n"
    ".posts{margin:-.5rem 0 1rem;padding-left:1rem;border-left:2px solid var(--line)}"
    ".posts article.compact{padding:.3rem 0;border:0}\n"
    ".rising ul{list-style:none;margin:0;padding:0}.rising li{display:flex;flex-wrap:wrap;align-items:center;"
    "gap:.2rem .75rem;padding:.25rem 0}.rising h2{margin:0 0 .4rem}\n"
    ".sources ul{list-style:none;margin:0;padding:0}.sources li{display:grid;grid-template-columns:6rem "
    "minmax(0,1fr);gap:1rem;"
    "padding:.7rem 0;border-top:1px solid var(--line)}.sources p{margin:0}\n"
    ".sources small{display:block;color:var(--soft)}\n"
    ".sources h2{font-size:1.25rem;margin:2.25rem 0 .5rem}.sources svg{margin-top:.25rem;max-width:100%}\n"
    ".rising span{color:var(--soft);font-size:.9rem}\n"
    "rect{fill:var(--soft);opacity:.55}rect:last-child{fill:var(--accent);opacity:1}\n"
    "form{display:grid;grid-template-columns:1fr auto;gap:.5rem;margin:1rem 0 1.5rem}"
    "label{grid-column:1/-1;color:var(--soft);font-size:.875rem}"
    "input,button{font:inherit;color:inherit;padding:.5rem .75rem;border:1px solid "
    "var(--line);border-radius:.4rem;"
    "background:var(--tint);min-width:0}button{background:var(--accent);color:var(--paper);cursor:pointer}\n"
    ".more{color:var(--soft);padding:1rem 0}.start{padding:1.5rem 0}.start li{margin:.3rem 0}\n"
    ".turn{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;font-size:.9rem;margin:.25rem 0 1rem}\n"
    ".contents{columns:16rem;list-style:none;padding:.8rem 1rem;margin:0 0 1.5rem;background:var(--tint);"
    "border-radius:.4rem;font-size:.9rem}.contents a{text-decoration:none}.contents "
    "small{color:var(--soft)}\n"
    ".issues{list-style:none;padding:0}.issues li{display:flex;justify-content:space-between;gap:1rem;"
    "padding:.45rem 0;border-top:1px solid var(--line)}\n"
    "@media print{.side,.top nav,.foot,.word,.turn,.contents{display:none}}\n";

void page_write_style(struct buf *out)
{
    buf_adds(out, colours);
    buf_adds(out, ground);
    buf_adds(out, frame);
    buf_adds(out, stories);
}
