import { Link } from 'wouter';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { formatClock, siteTimeText } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import classes from '../people/person.module.css';
import { CaseRequest } from './case-request.tsx';
import { Decision } from './decision.tsx';
import { type Case, useCases } from './use-cases.ts';

/** Approved, and within its time. */
export const isOpen = ({ state, openUntilMs }: Case, nowMs: number) => state === 'approved' && nowMs < openUntilMs;

function CaseRow({ one, onChange }: { one: Case; onChange(): void }) {
  const { t } = useTexts();
  const { may } = useSession();
  const nowMs = useSiteNow();
  const { id, title, reason, subject, fromMs, toMs, openUntilMs, requester, approver, state } = one;
  const isOver = state === 'approved' && openUntilMs <= nowMs;
  return (
    <li className={classes.item} data-testid="case" data-case={id} data-state={state}>
      <span className={classes.main}>
        <strong>{isOpen(one, nowMs) && may('cases.view') ? <Link href={`/${id}`}>{title}</Link> : title}</strong>
        <span className={classes.more}>
          {t(`subject.${subject.kind}`)} · {siteTimeText(fromMs).slice(0, -3)} – {siteTimeText(toMs).slice(0, -3)} ·{' '}
          {t('cases.openUntil', { time: formatClock(openUntilMs, nowMs) })}
        </span>
        <span className={classes.more}>{reason}</span>
        <span className={classes.more}>
          {t('cases.askedBy', { user: requester })}
          {approver !== undefined && ` · ${t('cases.decidedBy', { user: approver })}`}
        </span>
      </span>
      <span className={classes.state}>{t(`caseState.${isOver ? 'over' : state}`)}</span>
      {state === 'requested' && may('cases.approve') && (
        <Decision kind="cases" id={id} requester={requester} onDone={onChange} />
      )}
    </li>
  );
}

/** Cases; those that wait for an answer first. `asking`: a new one is asked for. */
export function CaseList({ asking, onAsked }: { asking: boolean; onAsked(): void }) {
  const { t } = useTexts();
  const { may } = useSession();
  const cases = useCases();
  const rank = ({ state }: Case) => (state === 'requested' ? 0 : state === 'approved' ? 1 : 2);
  return (
    <>
      <Loaded query={cases} what={t('cases.heading')}>
        {(found) =>
          found.cases.length === 0 ? (
            <EmptyState
              title={t(may('cases.view') ? 'cases.none' : 'cases.noneWaiting')}
              hint={t('cases.noneHint')}
              testid="cases-none"
            />
          ) : (
            <ul className={classes.panelList}>
              {[...found.cases]
                .sort((a, b) => rank(a) - rank(b) || b.openUntilMs - a.openUntilMs)
                .map((one) => (
                  <CaseRow key={one.id} one={one} onChange={() => void cases.refetch()} />
                ))}
            </ul>
          )
        }
      </Loaded>
      <CaseRequest opened={asking} onClose={onAsked} onAsked={() => void cases.refetch()} />
    </>
  );
}
