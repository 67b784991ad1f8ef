import { createHash } from 'node:crypto';

/** The one style sheet of the sandbox's pages, inline: small screens first, light and dark. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #5c6570; --paper: #f4f5f7; --card: #fff; --line: #dfe3e8;
  --accent: #1a56db; --on-accent: #fff; --good: #146c43; --bad: #b42318; --wait: #92600a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --soft: #a2abb5; --paper: #14171a; --card: #1e2227;
  --line: #343a41; --accent: #7aa7ff; --on-accent: #0d1420; --good: #6fd3a2; --bad: #ff9a8f; --wait: #f0c26b; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
main { max-width: 30rem; margin: 0 auto; padding: 1rem; }
main.wide { max-width: 60rem; }
.banner { background: var(--ink); color: var(--paper); text-align: center; font-size: .875rem; padding: .4rem 1rem; }
.banner a { color: inherit; }
h1 { font-size: 1.25rem; margin: .75rem 0 .25rem; }
h2 { font-size: 1rem; margin: 0 0 .25rem; }
p { margin: 0 0 .75rem; }
p.soft { margin-bottom: .5rem; }
.stack p { margin: .25rem 0 0; }
.soft { color: var(--soft); font-size: .9rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem; margin: 0 0 1rem; }
.amount { font-size: 2.25rem; font-weight: 700; line-height: 1.2; margin: 0 0 .5rem; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; margin: .75rem 0 0; }
dt { color: var(--soft); }
dd { margin: 0; text-align: right; overflow-wrap: anywhere; }
button, .button { display: block; width: 100%; min-height: 2.75rem; padding: .6rem 1rem; border: 1px solid var(--line); border-radius: .5rem;
  background: var(--card); color: var(--ink); font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer; }
button:hover, .button:hover { border-color: var(--accent); }
button.primary, .button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button:focus-visible, input:focus-visible, select:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.stack { display: grid; gap: .6rem; }
.pair { display: grid; grid-template-columns: 1fr auto; gap: .6rem; align-items: end; }
.pair button { width: auto; }
.choices { display: grid; gap: .6rem; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); }
.choices button { font-weight: 500; }
label { display: block; font-size: .9rem; color: var(--soft); }
input, select { width: 100%; min-height: 2.75rem; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card);
  color: var(--ink); font: inherit; }
.state { display: inline-block; padding: .05rem .6rem; border: 1px solid currentColor; border-radius: 1rem; font-size: .85rem; font-weight: 600; color: var(--soft); }
.state.open { color: var(--accent); } .state.succeeded { color: var(--good); } .state.failed { color: var(--bad); } .state.processing { color: var(--wait); }
.notice { border-left: .25rem solid var(--wait); padding-left: .75rem; }
.notice.bad { border-color: var(--bad); } .notice.good { border-color: var(--good); }
.list { list-style: none; margin: 0; padding: 0; }
.list li { display: grid; grid-template-columns: 1fr auto; gap: .25rem 1rem; padding: .75rem 0; border-top: 1px solid var(--line); }
.list li:first-child { border-top: 0; padding-top: 0; } .list li:last-child { padding-bottom: 0; }
.list .end { text-align: right; }
.list a { color: var(--accent); font-weight: 600; overflow-wrap: anywhere; }
.figure { font-weight: 600; font-variant-numeric: tabular-nums; }
`;

/** Lets this style sheet through and nothing else: no script, no image, no frame. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
