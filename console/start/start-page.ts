import type { WordingLocale } from '../../domain/messages/locale.ts';
import { documentOf } from '../pay/document.ts';
import { html } from '../html.ts';

interface StartWords {
  readonly title: string;
  readonly buyers: string;
  readonly shops: string;
  readonly tryIt: string;
  readonly description: string;
  readonly staff: string;
  readonly console: string;
}

const words: Record<WordingLocale, StartWords> = {
  'zh-CN': {
    title: 'Holdfast 订单付款服务',
    buyers: '要付款，请打开店铺发给您的付款链接：每个订单都有自己的链接。',
    shops: '店铺系统通过接口下单和查询：',
    tryIt: '查看并试用接口',
    description: 'OpenAPI 文件',
    staff: '店铺员工在控制台处理订单：',
    console: '打开控制台',
  },
  en: {
    title: 'Holdfast looks after orders until they are paid',
    buyers: 'To pay, open the link your shop has sent you: every order has one of its own.',
    shops: "A shop's programs place orders and read them over REST:",
    tryIt: 'Read about the API and try it',
    description: 'Its OpenAPI document',
    staff: 'The staff of a shop look after its orders in the console:',
    console: 'Open the console',
  },
};

/** The page at the root of the address, a whole HTML document: for whoever has come here without a link. */
export function renderStartPage(locale: WordingLocale): string {
  const text = words[locale];
  const main = html`<main id="content" tabindex="-1" class="narrow">
    <h1>${text.title}</h1>
    <div class="card"><p>${text.buyers}</p></div>
    <div class="card">
      <p>${text.staff} <a href="/console">${text.console}</a></p>
    </div>
    <div class="card">
      <p>${text.shops}</p>
      <ul>
        <li><a href="/docs">${text.tryIt}</a></li>
        <li><a href="/openapi.json">${text.description}</a></li>
      </ul>
    </div>
  </main>`;
  return documentOf({ locale, title: text.title, languages: true, main });
}
