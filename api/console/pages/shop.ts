import { z } from 'zod';
import { shopChanges } from '../../../console/staff/shops/shop-changes.ts';
import { shopPage as renderShop } from '../../../console/staff/shops/shop-page.ts';
import type { SettingsView } from '../../../console/staff/shops/shop-settings.ts';
import { shopsWords } from '../../../console/staff/words/shops.ts';
import { listOf } from '../../cursor.ts';
import { PolicyVersion } from '../../schemas/policy.ts';
import { PaymentMethods, Shop } from '../../schemas/shop.ts';
import { filledFrom, requireNewest } from '../filled-from.ts';
import { filledIn } from '../filled-in.ts';
import { at, badField, withFieldsCalled } from '../rest.ts';
import type { Fields, FormOf, StaffPage, Visit } from '../staff-page.ts';

const addressOf = ({ params: { shop = '' } }: Visit) => at`/v1/shops/${shop}`;

async function settingsOf(visit: Visit): Promise<SettingsView> {
  const [shop, policies, methods] = await Promise.all([
    visit.rest.get(addressOf(visit), Shop),
    visit.rest.get('/v1/policies', listOf(PolicyVersion)),
    visit.rest.get('/v1/payment-methods', PaymentMethods),
  ]);
  return { shop, policies: policies.data.map(({ name }) => name), methods: methods.data };
}

const Experiment = z.record(z.string(), z.unknown());

/** What was entered, as REST takes it: what is left empty is taken away. */
function bodyIn(fields: Fields): object {
  const { timeZone = null, ...others } = filledIn(fields, ['policy', 'timeZone', 'currency', 'locale']);
  const account = partsIn(fields, 'bankAccount.');
  return {
    ...others,
    timeZone,
    paymentProviders: partsIn(fields, 'paymentProviders.'),
    bankAccount: Object.keys(account).length > 0 ? account : null,
    experiment: experimentIn(fields['experiment']?.trim()),
  };
}

/** The filled fields of one object of REST's, without its name. */
function partsIn(fields: Fields, of: string): Fields {
  const filled = filledIn(
    fields,
    Object.keys(fields).filter((name) => name.startsWith(of)),
  );
  return Object.fromEntries(Object.entries(filled).map(([name, value]) => [name.slice(of.length), value]));
}

function experimentIn(text = ''): object | null {
  if (text === '') return null;
  try {
    const read = Experiment.safeParse(JSON.parse(text));
    if (read.success) return read.data;
  } catch (error) {
    throw badField('experiment', error instanceof Error ? error.message : 'is no JSON');
  }
  throw badField('experiment', 'must be an object');
}

const save: FormOf = {
  scope: 'admin',
  ask: async (visit, fields) => {
    const { ask } = shopsWords[visit.locale];
    bodyIn(fields); // what is no document is refused before anybody is asked
    const settings = await settingsOf(visit);
    requireNewest(fields, { ...settings.shop, name: settings.shop.id });
    const given = shopChanges(settings, fields, visit);
    return { title: ask.title(settings.shop.id), say: ask.say, given, button: ask.button };
  },
  act: async (visit, fields) => {
    const writing = {
      method: 'PUT',
      body: bodyIn(fields),
      answer: Shop,
      ifMatch: filledFrom(fields),
    } as const;
    try {
      await visit.rest.send(addressOf(visit), { ...writing, idempotencyKey: visit.formKey });
    } catch (error) {
      throw withFieldsCalled(error, (field) => field.replace(/^experiment\..*/, 'experiment'));
    }
    return { said: 'shop_saved' };
  },
};

/** A shop's settings. */
export const shopPage: StaffPage = {
  path: '/admin/shops/:shop',
  scope: 'admin',
  forms: { save },
  show: async (visit) => {
    const { locale, formKey, refused } = visit;
    const settings = await settingsOf(visit);
    return {
      title: shopsWords[locale].one(settings.shop.id),
      main: renderShop(settings, { locale, formKey, refused }),
    };
  },
};
