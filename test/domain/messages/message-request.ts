import type { MessageData, MessageRequest } from '../../../domain/messages/message.ts';

/** An order of two lines, due in 2 h 15 min by the clock of a shop in Shanghai. */
export function messageData(overrides: Partial<MessageData> = {}): MessageData {
  return {
    orderNumber: 'ord-7Hx2',
    shopName: 'Camellia',
    buyerName: 'Lin',
    currency: 'CNY',
    lines: [
      { name: 'Coffee pot', quantity: 1, unitPrice: 16900 },
      { name: 'Drip bags', quantity: 2, unitPrice: 4500 },
    ],
    goods: 25900,
    discount: 2000,
    shippingFee: 800,
    total: 24700,
    amountDue: 24700,
    deadline: '2026-11-24T06:30:00Z',
    now: '2026-11-24T04:15:00Z',
    timeZone: 'Asia/Shanghai',
    payUrl: 'https://shop.example/pay/abc_DEF',
    stopUrl: 'https://shop.example/stop/abc',
    ...overrides,
  };
}

/** A first reminder by in-app message in English. */
export function messageRequest(
  overrides: Partial<Omit<MessageRequest, 'data'>> = {},
  data: Partial<MessageData> = {},
): MessageRequest {
  return {
    purpose: 'reminder',
    stage: 'first',
    channel: 'in_app',
    locale: 'en',
    ...overrides,
    data: messageData(data),
  };
}
