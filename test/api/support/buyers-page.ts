import { orderLinks } from '../../../providers/order-links.ts';
import type { Answer, TestApi } from './api.ts';

/** What a page's forms send along so that a click is done once. */
export const PAGE_KEY = 'a-key-new-with-every-page';

/** The payment page as a browser opens it and sends its forms. */
export function buyersPage(api: () => TestApi) {
  return {
    pathOf: ({ id }: { readonly id: string }, audience: 'buyer' | 'friend' = 'buyer') =>
      orderLinks('', api().links).payUrl({ id, linkGeneration: 0 }, api().clock.now, audience),
    open: (path: string, headers: Record<string, string> = {}) =>
      api().ask('GET', path, undefined, { key: '', headers }),
    submit: (path: string, fields: Record<string, string | number> = {}): Promise<Answer> => {
      const sent = Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]);
      return api().ask('POST', path, undefined, {
        key: '',
        raw: new URLSearchParams(sent).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    },
  };
}
