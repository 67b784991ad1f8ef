// What every page of ours does where scripts run. A page's own file comes after it.

/** A press that led nowhere for so long may be made again. */
const GIVEN_UP_AFTER = 15_000;

/** A press that is being carried out is not made twice. */
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

document.addEventListener('submit', sendOnce);
addEventListener('pageshow', mayBeSentAgain);
