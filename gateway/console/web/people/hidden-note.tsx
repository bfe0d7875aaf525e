import { type Purpose, purposes, visibleClasses } from '../../../privacy/roles.ts';
import type { DataClass } from '../../../register/records.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import classes from './person.module.css';

const asked = ['identity', 'age', 'address', 'contact', 'vehicle', 'care', 'words'] as const satisfies DataClass[];

/** What is left out of what is shown, and why: the purpose does not need it, or the role never sees it. */
export function HiddenNote({ purpose }: { purpose: Purpose }) {
  const { t, language } = useTexts();
  const { roles } = useSession();
  const shown = visibleClasses(roles, purpose);
  const ever = new Set(purposes.flatMap((each) => [...visibleClasses(roles, each)]));
  const hidden = asked.filter((each) => !shown.has(each));
  const words = (list: readonly (typeof asked)[number][]) =>
    list.map((each) => t(`dataClass.${each}`)).join(language === 'zh' ? '、' : ', ');
  const byPurpose = words(hidden.filter((each) => ever.has(each)));
  const byRole = words(hidden.filter((each) => !ever.has(each)));
  if (hidden.length === 0) return null;
  return (
    <p className={classes.hidden} data-testid="hidden-note">
      {byPurpose !== '' && t('look.hiddenByPurpose', { purpose: t(`purpose.${purpose}`), what: byPurpose })}{' '}
      {byRole !== '' && t('look.hiddenByRole', { what: byRole })}
    </p>
  );
}
