import { type Texts, useTexts } from '../locales/i18n.ts';
import { siteTimeText } from '../parts/format-time.ts';
import type { Entry } from './entry-words.ts';
import classes from './ledger.module.css';

/** Codes in an entry that the page has words for elsewhere, by the key they stand under. */
const groups: Readonly<Record<string, Parameters<Texts['code']>[0]>> = {
  reason: 'reason',
  why: 'reason',
  code: 'reason',
  problem: 'reason',
  method: 'passage',
  outcome: 'passage',
  side: 'side',
  purpose: 'purpose',
  roles: 'role',
  disposition: 'disposition',
  type: 'alarm',
  urgency: 'urgency',
};
const mostValues = 20;

function valueWords(key: string, value: unknown, texts: Texts, nameOf: (id: string) => string | undefined): string {
  const { t, code } = texts;
  if (typeof value === 'boolean') return t(value ? 'ledger.yes' : 'ledger.no');
  if (typeof value === 'number') return key.endsWith('Ms') ? siteTimeText(value) : String(value);
  if (Array.isArray(value)) {
    const words = value.slice(0, mostValues).map((each) => valueWords(key, each, texts, nameOf));
    return words.join(' · ') + (value.length > mostValues ? ` … (${value.length})` : '');
  }
  const text = String(value);
  const group = groups[key];
  return group ? code(group, text) : (nameOf(text) ?? text);
}

/** What an entry says besides, in words as far as there are any. */
export function DetailList(props: { detail: NonNullable<Entry['detail']>; nameOf(id: string): string | undefined }) {
  const texts = useTexts();
  return (
    <dl className={classes.facts} data-testid="entry-words">
      {Object.entries(props.detail).map(([key, value]) => (
        <div key={key} className={classes.pair}>
          <dt>{texts.code('detailKey', key)}</dt>
          <dd>{valueWords(key, value, texts, props.nameOf)}</dd>
        </div>
      ))}
    </dl>
  );
}
