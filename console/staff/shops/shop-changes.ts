import type { Html } from '../../html.ts';
import { changesList } from '../kit/changes.ts';
import type { Reader } from '../reader.ts';
import { kitWords } from '../words/kit.ts';
import { shopSettings, type SettingsView } from './shop-settings.ts';

/** What would be set otherwise, by what was entered. */
export function shopChanges(
  view: SettingsView,
  entered: Readonly<Record<string, string>>,
  { locale }: Pick<Reader, 'locale'>,
): Html {
  const changes = shopSettings(view, locale).flatMap(({ field, otherwise }) => {
    const [before = '', after = ''] = [field.value, entered[field.name]?.trim().replaceAll('\r\n', '\n')];
    return before === after
      ? []
      : [{ name: field.label, before: before || otherwise, after: after || otherwise }];
  });
  return changesList(changes, kitWords[locale].nothingChanges);
}
