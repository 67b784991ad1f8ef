import type { Template } from 'liquidjs';
import { htmlEngine } from './liquid.ts';

/** What every mail looks like: MJML, with Liquid for what differs from mail to mail. Nothing in it is fetched from outside. */
const FRAME = `<mjml lang="{{ lang }}">
  <mj-head>
    <mj-title>{{ subject }}</mj-title>
    <mj-preview>{{ preview }}</mj-preview>
    <mj-attributes>
      <mj-all font-family="-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, 'PingFang SC', 'Microsoft YaHei', sans-serif" />
      <mj-text font-size="16px" line-height="1.6" color="#1f2a37" padding="0 0 14px" />
      <mj-table font-size="15px" line-height="1.5" color="#1f2a37" padding="0" />
    </mj-attributes>
  </mj-head>
  <mj-body background-color="#f4f2ee" width="560px">
    <mj-section padding="28px 28px 14px">
      <mj-column padding="0">
        <mj-raw>{% if shopName %}</mj-raw>
        <mj-text font-size="14px" font-weight="600" color="#4a5568" padding="0">{{ shopName }}</mj-text>
        <mj-raw>{% endif %}</mj-raw>
      </mj-column>
    </mj-section>
    <mj-section background-color="#ffffff" border-radius="12px" padding="32px 28px">
      <mj-column padding="0">
        <mj-text font-size="23px" line-height="1.35" font-weight="600" padding="0 0 16px"><h1 style="margin:0;font-size:23px;font-weight:600">{{ heading }}</h1></mj-text>
        <mj-raw>{% for paragraph in paragraphs %}</mj-raw>
        <mj-text>{{ paragraph }}</mj-text>
        <mj-raw>{% endfor %}{% if due %}</mj-raw>
        <mj-text font-size="14px" color="#4a5568" padding="10px 0 0">{{ due.label }}</mj-text>
        <mj-text font-size="32px" line-height="1.3" font-weight="600" padding="0 0 2px">{{ due.amount }}</mj-text>
        <mj-text font-size="14px" color="#4a5568">{{ due.until }}</mj-text>
        <mj-raw>{% endif %}{% if link %}</mj-raw>
        <mj-button href="{{ link.url }}" background-color="#14614b" color="#ffffff" font-size="17px" font-weight="600" border-radius="8px" inner-padding="14px 28px" padding="6px 0 24px" width="100%">{{ link.label }}</mj-button>
        <mj-raw>{% endif %}</mj-raw>
        <mj-text font-size="14px" color="#4a5568" padding="10px 0 6px">{{ orderLabel }} {{ orderNumber }}</mj-text>
        <mj-table>
          {% for item in items %}<tr style="border-top:1px solid #e7e3dc"><td style="padding:9px 12px 9px 0">{{ item.name }} <span style="color:#5b6675">× {{ item.quantity }}</span></td><td style="padding:9px 0;text-align:right;white-space:nowrap">{{ item.amount }}</td></tr>{% endfor %}
          {% if moreItems %}<tr><td colspan="2" style="padding:9px 0;color:#5b6675">{{ moreItems }}</td></tr>{% endif %}
          {% for row in amounts %}<tr style="color:#4a5568{% if forloop.first %};border-top:1px solid #e7e3dc{% endif %}"><td style="padding:{% if forloop.first %}12px{% else %}3px{% endif %} 12px 3px 0{% if row.strong %};color:#1f2a37;font-weight:600{% endif %}">{{ row.label }}</td><td style="padding:{% if forloop.first %}12px{% else %}3px{% endif %} 0 3px;text-align:right;white-space:nowrap{% if row.strong %};color:#1f2a37;font-weight:600{% endif %}">{{ row.amount }}</td></tr>{% endfor %}
        </mj-table>
      </mj-column>
    </mj-section>
    <mj-section padding="18px 24px 32px">
      <mj-column padding="0">
        <mj-raw>{% if stop %}</mj-raw>
        <mj-text font-size="13px" align="center" padding="0"><a href="{{ stop.url }}" style="color:#4a5568">{{ stop.label }}</a></mj-text>
        <mj-raw>{% endif %}</mj-raw>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;

let compiling: Promise<Template[]> | undefined;

/**
 * The frame as a parsed Liquid template of ready HTML. MJML is loaded and run once in a process, at the first mail: every
 * later mail only fills in Liquid.
 */
export function mailFrame(): Promise<Template[]> {
  compiling ??= compileFrame();
  return compiling;
}

async function compileFrame(): Promise<Template[]> {
  const { default: mjml } = await import('mjml');
  const { html } = await mjml(FRAME, { fonts: {}, validationLevel: 'strict', keepComments: false });
  return htmlEngine.parse(slim(html));
}

/** MJML indents for people; mail is sent by the million. Line breaks stay, so that no line is too long for SMTP. */
function slim(html: string): string {
  return html.replaceAll(/[ \t]*\n\s*/g, '\n');
}
