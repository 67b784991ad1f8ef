import { z } from 'zod';
import { orderChannels, orderKinds, paymentMethods } from '../../domain/order/order.ts';
import { Consents, Email, Name, Phone } from './customer.ts';
import { Locale, Money, OutsideId } from './fields.ts';
import { MOST_LINES, MOST_PIECES } from './requests.ts';

/** rules.md 9: 16 kB, of UTF-8 as it is stored. */
const LARGEST_METADATA = 16_384;

const Text = z.string().trim().min(1).max(200);

/** Who takes the parcel, and where. */
const DeliveryContact = z.strictObject({
  name: Name,
  phone: Phone,
  address: z.string().trim().min(1).max(1_000),
});

/** What may be corrected of it; a field left out stays. */
export const ContactChanges = DeliveryContact.partial().refine(
  (contact) => Object.keys(contact).length > 0,
  'must have name, phone or address',
);

const Line = z.strictObject({
  sku: OutsideId,
  name: Text.optional(),
  quantity: z.int().min(1).max(MOST_PIECES),
  unitPrice: Money,
});

/** Consents count for a new buyer only (rules.md 26). */
const Buyer = z.strictObject({
  id: OutsideId,
  name: Name.optional(),
  phone: Phone.optional(),
  email: Email.optional(),
  locale: Locale.optional(),
  consents: Consents.partial().optional(),
});

const Contact = DeliveryContact.partial();

/** Where the order came from; reports group by it. */
const Source = z
  .strictObject({
    device: Text,
    region: Text,
    landingPath: z.string().trim().min(1).max(1_000),
    campaign: Text,
    deviceId: Text.meta({
      description:
        'What tells this device from others. Kept as a hash, to know one person over several accounts.',
    }),
  })
  .partial();

const Metadata = z
  .record(z.string(), z.unknown())
  .refine(
    (value) => Buffer.byteLength(JSON.stringify(value)) <= LARGEST_METADATA,
    `must be at most ${LARGEST_METADATA} bytes`,
  );

/** api.md's PlaceOrder. */
export const PlaceOrder = z
  .strictObject({
    orderId: OutsideId.optional(),
    shop: OutsideId.optional(),
    customer: Buyer,
    lines: z.array(Line).min(1, 'must have at least one line').max(MOST_LINES),
    kind: z.enum(orderKinds).optional(),
    channel: z.enum(orderChannels).default('store'),
    paymentMethod: z.enum(paymentMethods).optional(),
    shipping: z.strictObject({ fee: Money.optional(), contact: Contact.optional() }).optional(),
    discount: Money.optional(),
    source: Source.optional(),
    metadata: Metadata.optional(),
    supersedes: OutsideId.optional(),
  })
  .superRefine(({ lines, shipping, discount }, context) => {
    const [first] = lines;
    const sameCurrency = (money: z.output<typeof Money> | undefined, path: (string | number)[]) => {
      if (!money || money.currency === first?.unitPrice.currency) return;
      context.addIssue({
        code: 'custom',
        path: [...path, 'currency'],
        message: 'must be the currency of the first line',
      });
    };
    for (const [index, { unitPrice }] of lines.entries())
      sameCurrency(unitPrice, ['lines', index, 'unitPrice']);
    sameCurrency(shipping?.fee, ['shipping', 'fee']);
    sameCurrency(discount, ['discount']);
  })
  .meta({ id: 'PlaceOrder' });
