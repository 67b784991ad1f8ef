// What the payment page does where scripts run, after base.js; all of it works without. It goes by the order's clock and the server's words.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How often a page that awaits a result looks itself, should the stream be held up on its way. */
const LOOK_EVERY = 10_000;
/** What is left when a reader who does not see the clock is told of it. */
const TOLD_AT = [30 * MINUTE, 10 * MINUTE, 2 * MINUTE];

let main = document.querySelector('main');
let stream;
let clock;

/** Says it to who does not see it. */
function say(text) {
  document.getElementById('said').textContent = text;
}

/** This page, as it is now: without what happened at the last click. */
function address() {
  const lang = document.documentElement.lang;
  return `${location.pathname}?${new URLSearchParams({ lang })}`;
}

/** Reads the page anew and shows what is different, in place: nobody loses his place or what he has typed. */
async function bringUpToDate() {
  const answer = await fetch(address(), { cache: 'no-store' }).catch(() => undefined);
  if (answer?.status === 404) return location.reload();
  if (!answer?.ok) return undefined;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.querySelector('main');
  const isSame = fresh.dataset.face === main.dataset.face;
  main.dataset.version = fresh.dataset.version;
  if (isSame) return undefined;
  if (fresh.dataset.state === main.dataset.state && isBeingFilledIn()) return tellOfChange();
  return show(document.importNode(fresh, true), page.title);
}

function show(fresh, title) {
  for (const { id } of main.querySelectorAll('details[open][id]'))
    fresh.querySelector(`#${CSS.escape(id)}`)?.setAttribute('open', '');
  const hadFocus = main.contains(document.activeElement);
  const becameAnother = fresh.dataset.state !== main.dataset.state;
  main.replaceWith(fresh);
  main = fresh;
  document.title = title;
  const heading = main.querySelector('h1');
  say(becameAnother ? heading.textContent : main.dataset.updated);
  if (hadFocus) heading.focus({ preventScroll: !becameAnother });
  begin();
}

function tellOfChange() {
  const bar = main.querySelector('[data-meanwhile]');
  bar.hidden = false;
  say(bar.textContent.trim());
}

function isBeingFilledIn() {
  const fields = [
    ...main.querySelectorAll('textarea, input[type=number], input[type=radio], input[type=file]'),
  ];
  return fields.some((field) =>
    field.type === 'radio' ? field.checked !== field.defaultChecked : field.value !== field.defaultValue,
  );
}

/** Hears when the order changes; not while nobody looks. */
function listen() {
  stream?.close();
  const { events, version } = main.dataset;
  if (!events || document.hidden) return;
  stream = new EventSource(`${events}?seen=${version}`);
  stream.addEventListener('changed', () => void bringUpToDate());
}

function timeLeft(left, ms) {
  const { day, hour, minute, under } = left.dataset;
  const days = ms >= 2 * DAY ? Math.floor(ms / DAY) : 0;
  const hours = Math.floor((ms - days * DAY) / HOUR);
  const minutes = days ? 0 : Math.floor((ms % HOUR) / MINUTE);
  const parts = [
    [days, day],
    [hours, hour],
    [minutes, minute],
  ].filter(([count]) => count > 0);
  return parts.map(([count, unit]) => `${count} ${unit}`).join(' ') || under;
}

function countDown() {
  clearTimeout(clock);
  const left = main.querySelector('[data-deadline]');
  if (!left) return;
  const opened = Date.now();
  const whole = Date.parse(left.dataset.deadline) - Date.parse(left.dataset.now);
  let before = whole;
  const tick = () => {
    const ms = whole - (Date.now() - opened);
    clock = setTimeout(ms > 0 ? tick : bringUpToDate, ms > 0 ? 1000 : 2000);
    if (ms <= 0) return;
    const words = timeLeft(left, ms);
    if (left.textContent !== words) left.textContent = words;
    if (TOLD_AT.some((mark) => before > mark && ms <= mark))
      say(`${document.getElementById('left').textContent} ${words}`);
    before = ms;
  };
  tick();
}

/** Buttons that do nothing without a script are there only with one. */
function offerHelpers() {
  for (const button of main.querySelectorAll('[data-step]')) button.hidden = false;
  for (const button of main.querySelectorAll('[data-copy]')) button.hidden = !navigator.clipboard;
  for (const button of main.querySelectorAll('[data-share]')) button.hidden = !navigator.share;
}

async function help(button) {
  const { step, copy, share, done } = button.dataset;
  if (step) {
    const field = document.getElementById(button.dataset.for);
    field.value = String(Math.max(0, Number(field.value) + Number(step)));
  }
  const link = document.getElementById(copy ?? share)?.value;
  if (copy) {
    await navigator.clipboard.writeText(link);
    button.textContent = done;
    say(done);
  }
  // A person who thinks better of it is no error.
  if (share) await navigator.share({ url: link }).catch(() => undefined);
}

/** Opens what a link leads into, and chooses the method it names. */
function openTarget() {
  const target = document.getElementById(location.hash.slice(1));
  if (!target || target === main) return;
  const folded = target.closest('details');
  if (folded) folded.open = true;
  const choice = target.querySelector('input[name=method]');
  if (choice) choice.checked = true;
  (folded?.querySelector('summary') ?? target.querySelector('input:checked, button'))?.focus();
}

function begin() {
  offerHelpers();
  countDown();
  listen();
}

begin();
document.addEventListener('click', ({ target }) => {
  const button = target.closest('[data-step], [data-copy], [data-share]');
  if (button) void help(button);
  if (target.closest('a[href^="#"]')) setTimeout(openTarget);
});
document.addEventListener('visibilitychange', () => {
  listen();
  if (!document.hidden) void bringUpToDate();
});
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) void bringUpToDate();
});
setInterval(() => {
  if ('awaits' in main.dataset) void bringUpToDate();
}, LOOK_EVERY);

// What the last click led to is said once, not again at every reload.
const notice = main.querySelector('[data-notice]');
if (notice) {
  notice.focus();
  history.replaceState(null, '', address());
}
