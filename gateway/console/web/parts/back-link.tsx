import { Link } from 'wouter';
import { useTexts } from '../locales/i18n.ts';
import classes from './back-link.module.css';
import { Icon } from './icons.tsx';

/** The way up, first thing below a page's title; to the page's own first view where nothing else is said. */
export function BackLink({ href = '/', label, testid }: { href?: string; label?: string; testid?: string }) {
  const { t } = useTexts();
  return (
    <Link href={href} className={classes.back} data-testid={testid ?? 'back'}>
      <Icon name="back" /> {label ?? t('parts.back')}
    </Link>
  );
}
