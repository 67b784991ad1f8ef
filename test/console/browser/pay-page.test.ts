import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { payWords } from '../../../console/pay/words/words.ts';
import { helpFor, helpText } from '../../../domain/payment/failure-help.ts';
import { timeLeftText } from '../../../domain/messages/time-text.ts';
import { eventually } from '../../end-to-end/shop-client.ts';
import { expectAccessible, expectNothingWrong } from './accessible.ts';
import { looks, onDesk, onPhone, onPhoneInChinese, openStage, personal } from './stage.ts';
import type { Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(async () => {
  await stage.closeWindows();
  const troubles = stage.troubles.splice(0);
  expect(troubles).toEqual([]);
});
afterAll(() => stage.close());

const words = payWords.en;
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const notice = (page: Page) => page.locator('[data-notice]');
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const unfold = (page: Page, name: string) => page.locator('summary', { hasText: name }).click();
/** At the sandbox's page. */
const atProvider = (page: Page, button: string) =>
  page.getByRole('button', { name: button, exact: true }).click();
const settle = async (orderId: string, body: object) =>
  stage.shop.sandbox('POST', `/sessions/${(await stage.shop.session(orderId)).id}/pay`, body);
const statusOf = async (orderId: string) => (await stage.shop.order(orderId))['status'];

const atTheDoor = async () => {
  const order = await stage.place();
  await stage.shop.call('PUT', `/v1/orders/${order.id}/payment-method`, { method: 'cash_on_delivery' });
  return order;
};

describe('a buyer', () => {
  test.each([onPhoneInChinese, onDesk])('pays in two steps and sees that it is paid: %o', async (look) => {
    const text = payWords[look.locale];
    const { url } = await stage.place({ customer: { id: `reads-${look.locale}`, locale: look.locale } });
    const page = await stage.open(look);
    await page.goto(url);
    await heading(page, text.headings.payable).waitFor();
    await press(page, text.pay(look.locale === 'en' ? 'CN¥247.00' : '¥247.00'));
    await atProvider(page, 'Pay CN¥247.00');
    await heading(page, text.headings.paid).waitFor();
    await page.getByText(text.paidThanks.buyer).waitFor();
  });

  test('without scripts pays in two steps too, and the page that waits looks again by itself', async () => {
    const { id, url } = await stage.place();
    const page = await stage.open(onPhone, { javaScriptEnabled: false });
    await page.goto(url);
    expect(await page.locator('time[data-deadline]').textContent()).toMatch(/^23 h 5\d min$/);
    await page.getByLabel(words.methods.card.name).check();
    await press(page, 'Pay CN¥247.00');
    await atProvider(page, 'Stays processing');
    await heading(page, words.headings.processing).waitFor();
    await settle(id, { outcome: 'succeeded' });
    await heading(page, words.headings.paid).waitFor();
    expect((await stage.shop.order(id))['paymentMethod']).toBe('card');
  });

  test('without scripts cancels with a reason', async () => {
    const { id, url } = await stage.place();
    const page = await stage.open(onPhone, { javaScriptEnabled: false });
    await page.goto(url);
    await unfold(page, words.ways.cancel.title);
    await page.getByLabel(words.ways.cancel.reasons.too_expensive).check();
    await press(page, words.ways.cancel.button);
    await heading(page, words.headings.closed).waitFor();
    expect(await page.getByText('Thank you').count()).toBe(0);
    const { journal } = await stage.shop.order(id);
    expect(journal).toContainEqual(
      expect.objectContaining({ kind: 'cancelled', reason: 'too_expensive', actor: 'buyer' }),
    );
  });

  test('whose payment fails is told what helps, and pays another way', async () => {
    const { id, url } = await stage.place();
    const page = await stage.open(onPhone);
    await page.goto(url);
    await press(page, 'Pay CN¥247.00');
    await atProvider(page, 'Not enough money');
    await heading(page, words.headings.failed).waitFor();
    const { what, advice } = helpText(helpFor('no_funds'), 'en');
    await page.getByText(what).waitFor();
    expect(await page.locator('.steps a').allTextContents()).toEqual(advice);
    await page.getByRole('link', { name: 'Ask for more time' }).click();
    await page.getByRole('button', { name: 'Give me 2 h more' }).waitFor();
    await page.getByRole('link', { name: 'Choose another payment method' }).click();
    await page.getByLabel(words.methods.wechat.name).check();
    await press(page, 'Pay CN¥247.00');
    await page.waitForURL(`${stage.sandboxUrl}/**`);
    expect(await page.locator('dd').first().textContent()).toBe('wechat');
    await atProvider(page, 'Pay CN¥247.00');
    await heading(page, words.headings.paid).waitFor();
    expect(await statusOf(id)).toBe('paid');
  });

  test('without scripts says where the parcel goes, follows it, and sees it arrive', async () => {
    const { id, url } = await stage.place({ shipping: undefined });
    await settle(id, { outcome: 'succeeded' });
    await eventually(async () => (await statusOf(id)) === 'paid');
    const page = await stage.open(onPhone, { javaScriptEnabled: false });
    await page.goto(url);
    await page.getByLabel(words.contact.parts.name).fill('Wang Fang');
    await page.getByLabel(words.contact.parts.phone).fill('13900001111');
    await page.getByLabel(words.contact.parts.address).fill('Nanjing Road 1');
    await press(page, words.contact.button);
    await page.getByText(words.notices.contact_saved).waitFor();
    await press(page, words.parcel.follow);
    await page.getByText(words.notices.parcel_followed).waitFor();
    await stage.shop.call('POST', `/v1/orders/${id}/ship`, { carrier: 'SF', trackingNumber: 'SF-1' });
    const carriers = await stage.open(onDesk);
    await eventually(async () => (await (await fetch(`${stage.carrierUrl}/parcels`)).text()).includes(id));
    await carriers.goto(stage.carrierUrl);
    await expectNothingWrong(carriers);
    await carriers.getByRole('button', { name: 'Out for delivery' }).first().click();
    await eventually(async () => JSON.stringify(await stage.shop.order(id)).includes('out_for_delivery'));
    await page.goto(url);
    await page.getByText(words.parcel.states.out_for_delivery).waitFor();
    await carriers.getByRole('button', { name: 'Delivered' }).first().click();
    await eventually(async () => (await statusOf(id)) === 'delivered');
    await page.goto(url);
    await page.getByText(words.delivered).waitFor();
    expect(await page.content()).not.toMatch(new RegExp(personal.join('|')));
  });

  test('who comes back without having paid is told so, and can go on', async () => {
    const { url } = await stage.place();
    const page = await stage.open(onPhone);
    await page.goto(url);
    await press(page, 'Pay CN¥247.00');
    await page.getByRole('link', { name: 'Back to the shop' }).click();
    await notice(page).waitFor();
    expect(await notice(page).textContent()).toContain(words.notices.returned);
    await page.waitForURL((address) => !address.search.includes('notice'));
    await page.getByRole('button', { name: 'Pay CN¥247.00' }).waitFor();
  });

  test('saves another method and gets more time, once', async () => {
    const { id, url } = await stage.place();
    const page = await stage.open(onDesk);
    await page.goto(url);
    await page.getByLabel(words.methods.bank_transfer.name).check();
    await press(page, words.saveMethod);
    await page.getByText(words.notices.method_changed).waitFor();
    expect(await page.getByLabel(words.methods.bank_transfer.name).isChecked()).toBe(true);
    const before = String((await stage.shop.order(id))['deadline']);
    await unfold(page, words.ways.extend.title);
    await press(page, 'Give me 2 h more');
    await page.getByText(words.notices.extended).waitFor();
    const after = String((await stage.shop.order(id))['deadline']);
    expect(Date.parse(after) - Date.parse(before)).toBe(7_200_000);
    expect(await page.getByText(words.ways.extend.title).count()).toBe(0);
  });

  test('changes quantities, and where there is too little is told how many there could be', async () => {
    const { id, url } = await stage.place();
    const page = await stage.open(onPhone);
    await page.goto(url);
    await unfold(page, words.ways.lines.title);
    await press(page, words.ways.lines.more('Drip bags'));
    await press(page, words.ways.lines.fewer('Coffee pot'));
    await press(page, words.ways.lines.button);
    await page.getByText(words.notices.lines_changed).waitFor();
    await page.getByRole('button', { name: 'Pay CN¥123.00' }).waitFor();
    expect((await stage.shop.order(id))['lines']).toMatchObject([{ sku: 'bags', quantity: 3 }]);
    await unfold(page, words.ways.lines.title);
    await page.getByLabel(words.ways.lines.quantity('Drip bags')).fill('5000');
    await press(page, words.ways.lines.button);
    await page.getByText(words.notices.out_of_stock).waitFor();
    expect(await notice(page).textContent()).toMatch(/Drip bags: at most \d+\./);
    expect((await stage.shop.order(id))['lines']).toMatchObject([{ sku: 'bags', quantity: 3 }]);
  });

  test('reports a problem, and sees that it is looked at', async () => {
    const { id, url } = await stage.place();
    const page = await stage.open(onPhone);
    await page.goto(url);
    await unfold(page, words.ways.problem.title);
    await page.getByLabel(words.ways.problem.kinds.question).check();
    await page.getByLabel(words.ways.problem.note).fill('Is it dishwasher safe?');
    await press(page, words.ways.problem.button);
    await page.getByText(words.notices.problem_reported).waitFor();
    await page.getByText('You told us about a problem').waitFor();
    const { journal } = await stage.shop.order(id);
    expect(journal).toContainEqual(expect.objectContaining({ kind: 'problem_reported', reason: 'question' }));
    expect(JSON.stringify(journal)).not.toContain('dishwasher');
  });

  test('who chooses to pay at the door may pay now instead', async () => {
    const { url } = await stage.place();
    const page = await stage.open(onPhone);
    await page.goto(url);
    await page.getByLabel(words.methods.cash_on_delivery.name).check();
    await press(page, words.confirmDelivery);
    await heading(page, words.headings.on_delivery).waitFor();
    await unfold(page, words.payNowInstead);
    await page.getByLabel(words.methods.card.name).check();
    await press(page, 'Pay CN¥247.00');
    await atProvider(page, 'Pay CN¥247.00');
    await heading(page, words.headings.paid).waitFor();
  });
});

describe('a friend', () => {
  test('gets a link from the buyer, sees nobody, only pays, and the buyer’s open page shows it', async () => {
    const { url } = await stage.place();
    const buyers = await stage.open(onPhone);
    await buyers.goto(url);
    await unfold(buyers, words.ways.friend.title);
    const link = await buyers.getByLabel(words.ways.friend.link).inputValue();
    const friends = await stage.open(onDesk);
    const answer = await friends.goto(link);
    const html = (await answer?.text()) ?? '';
    for (const secret of personal) expect(html).not.toContain(secret);
    expect(html.match(/<form/g)).toHaveLength(1);
    expect(await friends.getByText(words.moreWays).count()).toBe(0);
    await press(friends, 'Pay CN¥247.00');
    await atProvider(friends, 'Pay CN¥247.00');
    await friends.getByText(words.paidThanks.friend).waitFor();
    await heading(buyers, words.headings.paid).waitFor();
    expect(await buyers.locator('#said').textContent()).toBe(words.headings.paid);
  });
});

describe('an open page', () => {
  test('shows a payment under way, and its end, without being loaded again', async () => {
    const { id, url } = await stage.place();
    const page = await stage.open(onPhone);
    await page.goto(url);
    await page.evaluate('window.sameDocument = true');
    await settle(id, { outcome: 'processing' });
    await heading(page, words.headings.processing).waitFor();
    const still = await stage.open(onPhone, { reducedMotion: 'reduce' });
    await expectAccessible(still, url);
    expect(await still.evaluate('document.getAnimations().length')).toBe(0);
    expect(await page.evaluate('document.getAnimations().length')).toBe(1);
    await settle(id, { outcome: 'succeeded' });
    await heading(page, words.headings.paid).waitFor();
    expect(await page.evaluate('window.sameDocument')).toBe(true);
    expect(await page.title()).toContain(words.headings.paid);
  });

  test('tells the truth once the time is over, and never thanks', async () => {
    const { id, url } = await stage.place();
    const page = await stage.open(onPhone);
    await page.goto(url);
    await stage.shop.fastForward(id, 'PT24H1M');
    await heading(page, words.headings.closing).waitFor();
    await stage.shop.fastForward(id, 'PT1H');
    await heading(page, words.headings.closed).waitFor();
    await page.getByText('The time to pay ran out').waitFor();
    expect(await page.getByText(/Thank you|Pay CN¥/).count()).toBe(0);
    await expectAccessible(page, url);
  });

  test('does not throw away what is being filled in: it says that the order has changed', async () => {
    const { id, url } = await stage.place();
    const page = await stage.open(onPhone);
    await page.goto(url);
    await unfold(page, words.ways.problem.title);
    await page.getByLabel(words.ways.problem.note).fill('I was just');
    await stage.shop.call('PATCH', `/v1/orders/${id}/lines`, { lines: [{ sku: 'pot', quantity: 1 }] });
    await page.locator('[data-meanwhile]', { hasText: words.changedMeanwhile }).waitFor();
    expect(await page.getByLabel(words.ways.problem.note).inputValue()).toBe('I was just');
    await page.getByRole('link', { name: words.showChange }).click();
    await page.getByRole('button', { name: 'Pay CN¥157.00' }).waitFor();
  });

  test('counts down in the server’s words, by the order’s clock, and does not chatter', async () => {
    const { id, url } = await stage.place();
    const deadline = String((await stage.shop.order(id))['deadline']);
    const page = await stage.open(onPhone);
    await page.clock.install({ time: new Date('2001-01-01T00:00:00Z') }); // a browser whose own clock is wrong
    await page.clock.pauseAt(new Date('2001-01-01T00:00:01Z')); // and passes as it is told to
    await page.goto(url);
    const left = page.locator('time[data-deadline]');
    let now = Date.parse(String(await left.getAttribute('data-now')));
    await page.evaluate(`window.told = []; new MutationObserver(() => told.push(document.getElementById('said').textContent))
      .observe(document.getElementById('said'), { childList: true })`);
    for (const passed of [60_000, 3_600_000, 20 * 3_600_000, 2 * 3_600_000, 35 * 60_000]) {
      await page.clock.fastForward(passed);
      now += passed;
      const said = timeLeftText(new Date(now).toISOString(), deadline, 'en');
      await expect.poll(() => left.textContent()).toBe(said);
    }
    expect(await page.evaluate('told')).toEqual([expect.stringMatching(/^Time left 2\d min$/)]);
  });

  test('does not move under the reader', async () => {
    const { url } = await stage.place();
    const page = await stage.open(onPhone);
    await page.goto(url);
    await page.evaluate(`window.moved = 0; new PerformanceObserver((list) => { for (const { value } of list.getEntries()) moved += value; })
      .observe({ type: 'layout-shift', buffered: true }); new Promise((done) => setTimeout(done, 1200))`);
    expect(await page.evaluate('moved')).toBe(0);
  });
});

describe('a press that is made twice', () => {
  test('is made once', async () => {
    const { id, url } = await stage.place();
    const page = await stage.open(onPhone);
    await page.goto(url);
    await unfold(page, words.ways.problem.title);
    await page.getByLabel(words.ways.problem.kinds.other).check();
    await page.getByRole('button', { name: words.ways.problem.button }).dblclick();
    await page.getByText(words.notices.problem_reported).waitFor();
    const { journal } = await stage.shop.order(id);
    expect(JSON.stringify(journal).split('"problem_reported"').length - 1).toBe(1);
  });
});

describe('everybody can use it', () => {
  test('an order that can be paid, with everything unfolded', async () => {
    const { url } = await stage.place();
    await expectAccessible(await stage.open(looks[0]), url);
  });

  test('after a failure', async () => {
    const { id, url } = await stage.place();
    await settle(id, { outcome: 'failed', failureCode: 'limit_exceeded' });
    await eventually(async () => JSON.stringify(await stage.shop.order(id)).includes('"limit_exceeded"'));
    await expectAccessible(await stage.open(looks[0]), url);
  });

  test('with a notice, which is said once', async () => {
    const { url } = await stage.place();
    const page = await stage.open(onPhone);
    for (const code of ['extended', 'returned', 'out_of_stock']) {
      await page.goto(`${url}?notice=${code}`);
      await notice(page).waitFor();
      expect(await page.evaluate("document.activeElement.matches('[data-notice]')")).toBe(true);
      await expectNothingWrong(page);
    }
    await page.reload();
    expect(await notice(page).count()).toBe(0);
  });

  test('paid, to be paid at the door, for a friend', async () => {
    const { id, url } = await stage.place();
    const page = await stage.open(looks[0]);
    await expectAccessible(page, await stage.linkOf(id, 'friend'));
    await settle(id, { outcome: 'succeeded' });
    await eventually(async () => (await statusOf(id)) === 'paid');
    await expectAccessible(page, url);
    await expectAccessible(page, (await atTheDoor()).url);
  });

  test('the sandbox’s pages', async () => {
    const { id } = await stage.place();
    const page = await stage.open(onPhone);
    const { id: session } = await stage.shop.session(id);
    for (const path of [`/sessions/${session}/checkout`, '/']) {
      await page.goto(`${stage.sandboxUrl}${path}`);
      await expectNothingWrong(page);
    }
  });

  test('with the keyboard alone, seeing where one is', async () => {
    const { url } = await stage.place();
    const page = await stage.open(onDesk);
    await page.goto(url);
    const seen: unknown[] = [];
    for (let tabs = 0; tabs < 12; tabs += 1) {
      await page.keyboard.press('Tab');
      seen.push(
        await page.evaluate(`(() => { const at = document.activeElement; const ring = getComputedStyle(at.closest('label') ?? at);
          return ring.outlineStyle !== 'none' && parseFloat(ring.outlineWidth) >= 2 || at.className === 'skip' || at.outerHTML; })()`),
      );
    }
    expect(seen.filter((each) => each !== true)).toEqual([]);
    await page.getByRole('button', { name: 'Pay CN¥247.00' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Pay CN¥247.00', exact: true }).waitFor();
    expect(page.url()).toContain(stage.sandboxUrl);
  });
});

test('a link that is forged shows a page that says so, and nothing of any order', async () => {
  const page = await stage.open(onPhone);
  const answer = await page.goto(`${stage.apiUrl}/pay/forged`);
  expect(answer?.status()).toBe(404);
  await heading(page, words.headings.not_found).waitFor();
  await expectNothingWrong(page);
  expect(stage.troubles.splice(0)).toEqual([expect.stringContaining('404')]); // the browser says it of any such page
});
