import type { PaymentMethod } from '../../domain/order/order.ts';
import { html, trusted, type Html } from '../html.ts';

/** Line drawings on a grid of 24; they say nothing that the text beside them does not. */
const drawings = {
  card: '<rect x="3" y="5.5" width="18" height="13" rx="2.5"/><path d="M3 10h18M7 15h3"/>',
  wallet:
    '<path d="M4 8.5A2.5 2.5 0 0 1 6.5 6H17v3"/><rect x="4" y="8.5" width="16" height="11" rx="2.5"/><path d="M20 12.5h-4a1.5 1.5 0 0 0 0 3h4"/>',
  phone: '<rect x="7" y="3" width="10" height="18" rx="2.5"/><path d="M10.5 17.5h3"/>',
  bank: '<path d="m3.5 9 8.5-4.5L20.5 9zM4.5 19.5h15M6.5 12v4.5M12 12v4.5M17.5 12v4.5"/>',
  later: '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>',
  parts: '<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5V12l7 4.800M12 12l-7 4.800"/>',
  truck:
    '<path d="M3 6.5h10.5v10H3zM13.5 10H18l3 3.200v3.300h-7.5"/><circle cx="7.5" cy="17.5" r="1.800"/><circle cx="17" cy="17.5" r="1.800"/>',
  check: '<circle cx="12" cy="12" r="9"/><path d="m8 12.300 2.700 2.700L16 9.5"/>',
  wait: '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.200l3.300 2"/>',
  closed: '<circle cx="12" cy="12" r="9"/><path d="M8 12h8"/>',
  alert: '<circle cx="12" cy="12" r="9"/><path d="M12 7.5V13M12 16.200v.1"/>',
} as const;

export type IconName = keyof typeof drawings;

export function icon(name: IconName): Html {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    ${trusted(drawings[name])}
  </svg>`;
}

/** Of our own drawing: nobody's trade mark. */
export const methodIcons: Readonly<Record<PaymentMethod, IconName>> = {
  card: 'card',
  alipay: 'wallet',
  wechat: 'phone',
  bank_transfer: 'bank',
  pay_later: 'later',
  instalments: 'parts',
  cash_on_delivery: 'truck',
};
