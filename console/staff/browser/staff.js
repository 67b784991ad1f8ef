// What the console does where scripts run, after base.js; all of it works without.

const main = document.querySelector('main');
let stream;

function isBeingFilledIn() {
  return main.querySelector('form:focus-within, details[open] form') !== null;
}

/** Reads the page anew. What is marked as live is shown in place; the forms change with the order's state, unless one is in use. */
async function bringUpToDate() {
  const answer = await fetch(location.pathname, { cache: 'no-store' }).catch(() => undefined);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const state = (root) => root.querySelector('#state')?.dataset.state;
  if (state(page) !== state(document) && !isBeingFilledIn()) {
    main.replaceChildren(
      ...[...page.querySelector('main').childNodes].map((node) => document.importNode(node, true)),
    );
    return;
  }
  for (const fresh of page.querySelectorAll('[data-live]')) {
    const old = document.getElementById(fresh.id);
    if (old && textOf(old) !== textOf(fresh)) old.replaceWith(document.importNode(fresh, true));
  }
}

function textOf(element) {
  return element.textContent.replaceAll(/\s+/g, ' ');
}

/** Hears when the order changes; not while nobody looks. */
function listen() {
  stream?.close();
  const { events } = main.dataset;
  if (!events || document.hidden) return;
  stream = new EventSource(events);
  stream.addEventListener('changed', () => void bringUpToDate());
}

document.addEventListener('visibilitychange', listen);
listen();

// On a phone the menu is a line that scrolls: where we are is to be seen.
document.querySelector('nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });

// What the last press led to is said once, not again at every reload.
const notice = main.querySelector('[data-notice]');
if (notice) {
  notice.focus();
  const address = new URL(location.href);
  address.searchParams.delete('said');
  history.replaceState(null, '', address);
}
