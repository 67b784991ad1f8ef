// What the console does where scripts run; all of it works without.

/** A press that led nowhere for so long may be made again. */
const GIVEN_UP_AFTER = 15_000;

const main = document.querySelector('main');
let stream;

/** A form that is being sent is not sent twice. */
function sendOnce(event) {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = 'yes';
  event.submitter?.setAttribute('aria-busy', 'true');
  setTimeout(mayBeSentAgain, GIVEN_UP_AFTER);
  return undefined;
}

function mayBeSentAgain() {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
  for (const button of document.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy');
}

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

document.addEventListener('submit', sendOnce);
document.addEventListener('visibilitychange', listen);
addEventListener('pageshow', mayBeSentAgain);
listen();

// What the last press led to is said once, not again at every reload.
const notice = main.querySelector('[data-notice]');
if (notice) {
  notice.focus();
  const address = new URL(location.href);
  address.searchParams.delete('said');
  history.replaceState(null, '', address);
}
