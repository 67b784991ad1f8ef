import { expect, test } from 'vitest';
import { html, trusted } from '../../console/html.ts';

test('text is escaped, markup is not, nothing is nothing', () => {
  const inner = html`<b>${'<&>'}</b>`;
  const { markup } = html`<p title="${`"'`}">${inner}${[inner, inner]}${undefined}${false}${0}</p>`;
  const bold = '<b>&lt;&amp;&gt;</b>';
  expect(markup).toBe(`<p title="&quot;&#39;">${bold}${bold}${bold}0</p>`);
});

test('our own style and script stay as they are', () => {
  expect(
    html`<style>
      ${trusted('a>b{}')}
    </style>`.markup.replaceAll(/\s/g, ''),
  ).toBe('<style>a>b{}</style>');
});
