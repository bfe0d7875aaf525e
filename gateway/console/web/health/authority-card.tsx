import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { gateway } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import classes from './health.module.css';

/** SHA-256, in pairs with colons, as browsers show it; null where the site has no TLS. */
async function readFingerprint(): Promise<string | null> {
  const { response } = await gateway.GET('/api/authority', { parseAs: 'text' });
  return response.headers.get('x-fingerprint-sha256');
}

/** Puts an element's text into the clipboard. By plain http browsers have no clipboard for pages: then it is only selected. */
async function copyText(element: HTMLElement): Promise<boolean> {
  getSelection()?.selectAllChildren(element);
  if (!navigator.clipboard) return false;
  try {
    await navigator.clipboard.writeText(element.textContent ?? '');
    return true;
  } catch {
    // the browser was told not to
    return false;
  }
}

/** The authority whose certificates console and bus show, to be compared before somebody trusts it. */
export function AuthorityCard() {
  const { t } = useTexts();
  const text = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState<boolean>();
  const query = useQuery({ queryKey: ['authority'], queryFn: readFingerprint, retry: false, staleTime: 60_000 });
  if (!query.data) return null;
  return (
    <section className={classes.card} data-testid="health-authority">
      <h2>{t('system.authority')}</h2>
      <p className={classes.fingerprint}>
        SHA-256 <code ref={text}>{query.data}</code>
      </p>
      <p className={classes.hint}>{t('system.authorityHint')}</p>
      <div className={classes.deeds}>
        <Button
          size="xs"
          variant="default"
          data-testid="copy-fingerprint"
          onClick={() => void copyText(text.current!).then(setCopied)}
        >
          {t('system.copy')}
        </Button>
        <Button size="xs" variant="default" component="a" href="/api/authority" download>
          {t('system.authorityFile')}
        </Button>
        <span role="status">{copied !== undefined && t(copied ? 'system.copied' : 'system.selected')}</span>
      </div>
    </section>
  );
}
