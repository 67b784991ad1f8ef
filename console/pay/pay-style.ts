/** The payment page's whole style: one column, system fonts, nothing fetched. Text contrast is at least 4.5 : 1 (WCAG AA). */
export const payStyle = `
*{box-sizing:border-box}
:root{--paper:#f4f2ee;--card:#fff;--ink:#1f2a37;--soft:#4a5568;--line:#e3ded5;--edge:#7b8794;--go:#14614b;--go-dark:#0e4a39;--go-tint:#eef5f1;--bad:#8a2a1a;--bad-tint:#fdf2ef}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,Helvetica,Arial,"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
.page{max-width:30rem;margin:0 auto;padding:0 1rem 2.5rem}
header{display:flex;justify-content:space-between;align-items:center;gap:1rem;min-height:3.5rem;font-size:.9375rem;color:var(--soft)}
header strong{color:var(--ink);font-weight:600;overflow-wrap:anywhere}
header a{padding:.75rem 0 .75rem .75rem}
a{color:var(--go);text-underline-offset:.2em}
h1{margin:.5rem 0 .25rem;font-size:1.5rem;line-height:1.3;font-weight:600;letter-spacing:-.01em}
h2{margin:0 0 .75rem;font-size:1.0625rem;line-height:1.4;font-weight:600}
p{margin:0 0 .75rem}
.number{margin:0 0 1.25rem;color:var(--soft);font-size:.9375rem;overflow-wrap:anywhere}
.card{margin:0 0 1rem;padding:1.25rem;background:var(--card);border-radius:.875rem;box-shadow:0 1px 2px rgb(31 42 55/.06)}
.card>:last-child{margin-bottom:0}
.label{margin:0;color:var(--soft);font-size:.9375rem;font-weight:400}
.amount{margin:0 0 1rem;font-size:2.25rem;line-height:1.25;font-weight:600;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
.left{margin:0 0 .25rem;font-size:1.125rem;font-weight:600;font-variant-numeric:tabular-nums}
.fine{color:var(--soft);font-size:.875rem;line-height:1.5}
.notice,.failure{border-left:4px solid var(--go);background:var(--go-tint)}
.failure,.notice.bad{border-color:var(--bad);background:var(--bad-tint)}
.failure h2{color:var(--bad)}
.failure ul{margin:0;padding-left:1.25rem}
.failure li{margin:.375rem 0}
.failure li a{color:var(--bad)}
fieldset{margin:0 0 1rem;padding:0;border:0;min-width:0}
legend{margin:0 0 .75rem;padding:0;font-size:1.0625rem;font-weight:600}
.method{display:flex;align-items:center;gap:.75rem;min-height:3.25rem;margin:0 0 .5rem;padding:.625rem .875rem;border:1px solid var(--edge);border-radius:.625rem;cursor:pointer}
.method:has(:checked){border-color:var(--go);background:var(--go-tint);box-shadow:inset 0 0 0 1px var(--go)}
.method input{flex:none;width:1.25rem;height:1.25rem;margin:0;accent-color:var(--go)}
.method span{line-height:1.4}
.method small{display:block;color:var(--soft);font-size:.875rem}
button{display:block;width:100%;min-height:3.25rem;margin:0 0 .75rem;padding:.75rem 1rem;border:1px solid var(--edge);border-radius:.625rem;background:var(--card);color:var(--ink);font:inherit;cursor:pointer}
button.go{border-color:var(--go);background:var(--go);color:#fff;font-size:1.125rem;font-weight:600}
form:last-child>button:last-child{margin-bottom:0}
button.go:hover{background:var(--go-dark)}
button.plain{min-height:2.75rem;border:0;background:none;color:var(--go);text-decoration:underline;text-underline-offset:.2em}
a:focus-visible,button:focus-visible,summary:focus-visible,input:focus-visible{outline:3px solid var(--go);outline-offset:2px}
.again{display:inline-block;padding:.5rem 0}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:.5rem 0;font-weight:400;text-align:left;vertical-align:top;overflow-wrap:anywhere}
td:last-child{padding-left:1rem;text-align:right;white-space:nowrap}
tbody tr+tr{border-top:1px solid var(--line)}
.times{color:var(--soft);white-space:nowrap}
tfoot th,tfoot td{padding:.1875rem 0;color:var(--soft)}
tfoot tr:first-child>*{padding-top:.75rem;border-top:1px solid var(--line)}
tfoot .sum>*{color:var(--ink);font-weight:600}
details{border-top:1px solid var(--line)}
details:last-child{border-bottom:1px solid var(--line)}
summary{padding:.75rem 0;cursor:pointer}
details p{color:var(--soft)}
.faq{padding:.5rem .25rem 0}
.said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media(min-width:40rem){.page{padding-top:1rem}.card{padding:1.75rem}}
`.trim();
