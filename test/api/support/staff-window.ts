import type { FastifyInstance } from 'fastify';

interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly text: string;
}

/** A person at the console, as a browser without scripts is one: it keeps the cookie, and sends forms with what is hidden in them. */
export interface StaffWindow {
  readonly cookie: string;
  signedIn(key: string): Promise<StaffWindow>;
  get(path: string): Promise<PageAnswer>;
  /** Gets a page and keeps it open. */
  open(path: string): Promise<PageAnswer>;
  /**
   * Sends a form of the open page, from there; what is answered is the open page then, unless it leads elsewhere. `by`: the last part of
   * where the pressed button sends it, where it has a button that sends it elsewhere.
   */
  submit(name: string, fields: Readonly<Record<string, string>>, by?: string): Promise<PageAnswer>;
  /** Says yes on the open page. It stays open, so that one can say yes twice. */
  confirm(): Promise<PageAnswer>;
  /** Sends fields without a page; from here, if no headers say otherwise. */
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<PageAnswer>;
}

const FROM_HERE = { 'sec-fetch-site': 'same-origin' };

export function staffWindow(app: FastifyInstance): StaffWindow {
  let cookie = '';
  let page = '';

  async function ask(request: { method: 'GET' | 'POST'; url: string; payload?: string; headers?: object }) {
    const { statusCode, headers, body } = await app.inject({
      ...request,
      headers: { cookie, ...request.headers },
    });
    const set = headers['set-cookie'];
    if (typeof set === 'string') cookie = set.split(';', 1)[0] ?? '';
    return { status: statusCode, headers, text: body };
  }

  const post: StaffWindow['post'] = (url, fields, headers = FROM_HERE) =>
    ask({
      method: 'POST',
      url,
      payload: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });

  async function send(form: string, fields: Readonly<Record<string, string>>, by?: string) {
    const other = new RegExp(` formaction="([^"?]+/${by}(?:\\?[^"]*)?)"`);
    const action = (by === undefined ? / action="([^"]+)"/ : other).exec(form)?.[1];
    if (action === undefined) throw new Error(`the form has no button ${by}`);
    const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, plain(value)] as const,
    );
    return post(plain(action), { ...Object.fromEntries(hidden), ...fields });
  }

  const self: StaffWindow = {
    get cookie() {
      return cookie;
    },
    async signedIn(key) {
      const { status } = await post('/console/sign-in', { key, person: 'Zhang Wei' });
      if (status !== 303) throw new Error(`not signed in: ${status}`);
      return self;
    },
    get: (url) => ask({ method: 'GET', url }),
    async open(path) {
      const answer = await self.get(path);
      page = answer.text;
      return answer;
    },
    async submit(name, fields, by) {
      const form = forms(page).find((text) => text.includes(`id="${name}"`));
      if (!form) throw new Error(`the page has no form ${name}`);
      const answer = await send(form, fields, by);
      if (answer.status !== 303) page = answer.text;
      return answer;
    },
    confirm() {
      const form = forms(page).find((text) => text.includes('name="confirmed"'));
      if (!form) throw new Error('the page asks nothing');
      return send(form, {});
    },
    post,
  };
  return self;
}

function forms(page: string): readonly string[] {
  return page.match(/<form[\s\S]*?<\/form>/g) ?? [];
}

function plain(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
