import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TemplateVersion } from '../../../api/schemas/template.ts';
import { openApi } from '../support/api.ts';
import type { TestApi } from '../support/api.ts';
import { staffWindow } from '../support/staff-window.ts';
import type { StaffWindow } from '../support/staff-window.ts';

let api: TestApi;
let staff: StaffWindow;
let shop: string;
let made = 0;
beforeAll(async () => {
  api = await openApi();
});
beforeEach(async () => {
  staff = await staffWindow(api.app).signedIn('holdfast-dev');
  shop = `shop-${(made += 1)}`;
  await api.ask('PUT', `/v1/shops/${shop}`, { policy: 'default', locale: 'en' });
});
afterAll(() => api.close());

const pageOf = (name: string) => `/console/templates/${name}?shop=${shop}`;
const stored = async (name: string) =>
  (await api.ask('GET', `/v1/templates/${name}?shop=${shop}`)).as(TemplateVersion);
const write = (name: string, words: object) => api.ask('PUT', `/v1/templates/${name}?shop=${shop}`, words);

describe('the templates', () => {
  test('are all there, and say which are the shop’s own', async () => {
    await write('paid.en', { heading: 'Thanks' });
    await write('reminder.en.cute', { heading: 'It waits' });
    const { text } = await staff.get(`/console/templates?shop=${shop}`);
    expect(text).toContain(`href="${pageOf('credit_result')}"`);
    expect(text).toContain('aria-label="Paid · English: own, version 1"');
    expect(text).toContain('aria-label="Paid · Every language: built in"');
    expect(text).toContain('Reminder · English · cute');
    const opened = await staff.get(`/console/templates?shop=${shop}&purpose=paid&language=en&tag=tea`);
    expect(opened.headers['location']).toBe(pageOf('paid.en.tea'));
  });

  test('of a shop are not those of another; names that are none are told so', async () => {
    const key = await api.keyWith(['admin', 'staff'], shop);
    const nextDoor = await staffWindow(api.app).signedIn(key);
    await api.ask('PUT', '/v1/templates/paid', { heading: 'Of the default shop' });
    const own = await nextDoor.get('/console/templates/paid?shop=default');
    expect([own.status, own.text.includes('Of the default shop')]).toEqual([200, false]);
    expect((await staff.get(pageOf('odd'))).status).toBe(404);
    expect((await staff.get('/console/templates?shop=nowhere')).status).toBe(404);
  });
});

describe('a template', () => {
  test('shows the built-in words, what can be named, and how it reads', async () => {
    const { text } = await staff.get(pageOf('reminder.en'));
    for (const shown of ['left to pay', 'payUrl', 'A-1042', 'GSM-7', 'built in'])
      expect(text).toContain(shown);
    expect(text).not.toContain('/reset');
  });

  test('is read before it is saved, in the language and for the stage asked for; the words stay in the form', async () => {
    await staff.open(pageOf('reminder'));
    const body = 'Dear <b>{{ buyerName }}</b>,\r\n\r\n{% if stage == "last_call" %}Last call{% endif %}';
    const fields = { body, locale: 'zh-CN', stage: 'last_call', emphasis: 'none' };
    const { status, text } = await staff.submit('words', fields);
    expect(status).toBe(200);
    expect(text).toContain('Dear &lt;b&gt;林悦&lt;/b&gt;,\n\nLast call');
    expect(text).toContain('{{ buyerName }}&lt;/b&gt;');
    expect(text).toMatch(/value="last_call"\s+selected/);
    expect((await stored('reminder')).version).toBe(0);
  });

  test('is saved once its changes were seen, and taken back to the built-in words', async () => {
    await staff.open(pageOf('paid.en'));
    const asked = await staff.submit('words', { heading: 'Thanks, {{ buyerName }}', subject: '' }, 'save');
    expect(asked.text).toMatch(/Heading[\s\S]*<del>As built in<\/del>[\s\S]*Thanks, \{\{ buyerName \}\}/);
    expect(asked.text).not.toContain('Subject');
    expect((await stored('paid.en')).version).toBe(0);
    expect((await staff.confirm()).headers['location']).toBe(`${pageOf('paid.en')}&said=words_saved`);
    expect(await stored('paid.en')).toMatchObject({
      version: 1,
      template: { heading: 'Thanks, {{ buyerName }}' },
    });
    await staff.open(pageOf('paid.en'));
    await staff.submit('reset', {});
    expect((await staff.confirm()).headers['location']).toContain('said=words_reset');
    expect(await stored('paid.en')).toMatchObject({ version: 2, template: {} });
  });

  test.each([
    [{ heading: '{{ payUrl }}' }, 'heading'],
    [{ short: 'Paid.' }, 'short'],
    [{ subject: '{% if x %}' }, 'subject'],
  ])('that could not be used (%o) is refused beside the part, read or saved', async (words, part) => {
    for (const by of [undefined, 'save']) {
      await staff.open(pageOf('paid.en'));
      const { status, text } = await staff.submit('words', { body: 'Kept', ...words }, by);
      expect(status).toBe(422);
      expect(text).toMatch(new RegExp(`name="${part}"[^>]*aria-invalid="true"`));
      expect(text).toMatch(/>Kept<\/textarea>/);
    }
    expect((await stored('paid.en')).version).toBe(0);
  });

  test('that somebody else has changed meanwhile is not saved over', async () => {
    await staff.open(pageOf('closed'));
    await write('closed', { heading: 'Over' });
    const early = await staff.submit('words', { heading: 'Ended' }, 'save');
    expect([early.status, early.text.includes('It was changed after you opened it')]).toEqual([412, true]);
    expect((await staff.submit('words', { heading: 'Ended' }, 'save')).text).toMatch(/Over[\s\S]*Ended/);
    await write('closed', { heading: 'Done' });
    expect((await staff.confirm()).status).toBe(412);
    expect(await stored('closed')).toMatchObject({ template: { heading: 'Done' } });
  });

  test('is read and tried by staff, changed by admins', async () => {
    const reading = await staffWindow(api.app).signedIn(await api.keyWith(['staff']));
    const { status, text } = await reading.open(pageOf('paid'));
    expect([status, text.includes('/save')]).toEqual([200, false]);
    expect((await reading.submit('words', { heading: 'Mine' })).status).toBe(200);
    for (const form of ['save', 'reset']) {
      const forced = { confirmed: 'yes', heading: 'Mine' };
      expect((await reading.post(`/console/templates/paid/${form}?shop=${shop}`, forced)).status).toBe(403);
    }
    const orders = await staffWindow(api.app).signedIn(await api.keyWith(['orders']));
    expect((await orders.get('/console/templates')).status).toBe(403);
  });
});
