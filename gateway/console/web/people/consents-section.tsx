import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { api, gateway } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import type { Deed } from '../parts/deed-dialog.tsx';
import { msToDay } from '../parts/field-time.ts';
import { siteTimeText } from '../parts/format-time.ts';
import { Section } from '../parts/section.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import classes from './person.module.css';
import type { Deeds, PersonView } from './use-person.ts';

type ConsentView = PersonView['consents'][number];

function standingOf({ givenAtMs = 0, expiresAtMs = 0, withdrawnAtMs }: ConsentView, nowMs: number) {
  if (withdrawnAtMs !== undefined) return 'withdrawn';
  if (expiresAtMs <= nowMs) return 'expired';
  return givenAtMs > nowMs ? 'not-yet' : 'live';
}

/** What was deleted after a withdrawal, with the number of its proof; it is done within moments, at most a day. */
function Receipts({ person, onDeleted }: { person: string; onDeleted(): void }) {
  const { t, code } = useTexts();
  const params = { path: { id: person } };
  const receipts = api.useQuery('get', '/api/people/{id}/receipts', { params }, { refetchInterval: 2000 });
  const [newest] = [...(receipts.data?.receipts ?? [])].sort((a, b) => b.startedMs - a.startedMs);
  const finishedMs = newest?.finishedMs;
  const latest = useRef(onDeleted);
  latest.current = onDeleted;
  useEffect(() => {
    if (finishedMs !== undefined) latest.current();
  }, [finishedMs]);
  if (!newest) return <p className={classes.none}>{t('consent.purging')}</p>;
  const counts = Object.entries(newest.what).filter(([, count]) => count > 0);
  return (
    <div className={classes.none} role="status" data-testid="receipt">
      <strong>
        {newest.finishedMs === undefined ? t('consent.purging') : t('consent.receipt', { id: newest.id })}
      </strong>
      {newest.finishedMs !== undefined && <div>{siteTimeText(newest.finishedMs)}</div>}
      <div>
        {counts.length === 0
          ? t('consent.nothingDeleted')
          : counts.map(([what, count]) => `${code('holding', what)}: ${count}`).join(' · ')}
      </div>
    </div>
  );
}

function Signature({ path }: { path: string }) {
  const { t } = useTexts();
  return (
    <svg
      viewBox="0 0 600 200"
      width="120"
      height="40"
      role="img"
      aria-label={t('consent.signature')}
      style={{ background: '#fff' }}
    >
      <path d={path} fill="none" stroke="#1f2327" strokeWidth="4" />
    </svg>
  );
}

function ConsentRow({ one, onWithdraw }: { one: ConsentView; onWithdraw: (() => void) | undefined }) {
  const { t } = useTexts();
  const nowMs = useSiteNow();
  const { purpose = 'face', method = 'signed-paper', notice = '', givenAtMs = 0, expiresAtMs = 0, withdrawnAtMs } = one;
  const standing = standingOf(one, nowMs);
  return (
    <li className={classes.item} data-testid="consent" data-standing={standing}>
      <span className={classes.main}>
        {t(`consentPurpose.${purpose}`)}
        <span className={classes.more}>
          {t('consent.given', { day: msToDay(givenAtMs), how: t(`consentMethod.${method}`), notice })} ·{' '}
          {withdrawnAtMs === undefined
            ? t('credential.until', { day: msToDay(expiresAtMs) })
            : t('consent.withdrawnAt', { day: msToDay(withdrawnAtMs) })}
          {one.guardian !== undefined && ` · ${t('consent.guardian', { name: one.guardian })}`}
        </span>
        {one.signature !== undefined && <Signature path={one.signature} />}
      </span>
      <span className={classes.state}>{t(`standing.${standing}`)}</span>
      {standing === 'live' && onWithdraw && (
        <Button size="xs" variant="default" data-testid="withdraw" onClick={onWithdraw}>
          {t('consent.withdraw')}
        </Button>
      )}
    </li>
  );
}

/** Consents, the ended ones too: what was kept on their ground has to be explained afterwards. */
export function ConsentsSection({ person, view, deeds }: { person: string; view: PersonView; deeds: Deeds }) {
  const { t } = useTexts();
  const { may } = useSession();
  const [withdrawn, setWithdrawn] = useState(false);
  const withdraw = (one: ConsentView): Deed => ({
    title: t('consent.withdraw'),
    hint: one.purpose === 'face' ? t('consent.willDelete', { n: view.faceTemplates }) : t('consent.willEnd'),
    reason: true,
    held: true,
    submit: t('consent.withdraw'),
    send: ({ reason = '' }) =>
      gateway.DELETE('/api/consents/{id}', { params: { path: { id: one.id ?? '' }, query: { reason } } }),
    done: () => setWithdrawn(true),
  });
  return (
    <Section padded={false} title={t('consent.heading')} testid="person-consents">
      {withdrawn && may('faces.enrol') && <Receipts person={person} onDeleted={deeds.renew} />}
      <ul className={classes.list}>
        {view.consents.length === 0 && <li className={classes.none}>{t('consent.none')}</li>}
        {view.consents.map((one) => (
          <ConsentRow
            key={one.id}
            one={one}
            onWithdraw={may('faces.enrol') ? () => deeds.ask(withdraw(one)) : undefined}
          />
        ))}
      </ul>
    </Section>
  );
}
