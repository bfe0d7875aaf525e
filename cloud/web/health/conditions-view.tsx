import { Box, Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { EmptyState } from '../../../gateway/console/web/parts/empty-state.tsx';
import { Icon } from '../../../gateway/console/web/parts/icons.tsx';
import type { ConditionGroup, ConditionList, ConditionView } from '../../health/health-views.ts';
import { api } from '../api/api.ts';
import { useOperator } from '../api/use-operator.ts';
import { useTexts } from '../locales/texts.ts';
import { AgeText } from '../parts/age-text.tsx';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { formatAge, formatTime } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { ReasonDialog } from '../parts/reason-dialog.tsx';
import classes from './health.module.css';
import { formatFigure, nameSubject } from './health-words.ts';

const path = '/v1/health/conditions';
const dayMs = 86_400_000;
/** The fleet is looked at every 10 s. */
const lateMs = 60_000;

function useChanged() {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: ['get', path] });
}

/** Sets one condition aside, or lets it count again. */
function ShelfButton({ condition, kind }: { condition: ConditionView; kind: ConditionGroup['kind'] }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const [asks, setAsks] = useState(false);
  const onSuccess = useChanged();
  const shelve = api.useMutation('post', '/v1/health/shelve', { onSuccess });
  const unshelve = api.useMutation('post', '/v1/health/unshelve', { onSuccess });
  const { gateway, subject, shelf } = condition;
  const problem = shelve.error ?? unshelve.error;
  return (
    <>
      {shelf ? (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => unshelve.mutate({ body: { gateway, kind, subject } })}
        >
          {t('health.unshelve')}
        </Button>
      ) : (
        <Button size="compact-xs" variant="default" data-testid="shelve" onClick={() => setAsks(true)}>
          {t('health.shelve')}
        </Button>
      )}
      {problem && <div className="small bad">{describeProblem(problem, t)}</div>}
      <ReasonDialog
        opened={asks}
        title={t('health.shelveTitle', { gateway, kind: t(`health.kind.${kind}`) })}
        hint={t('health.shelveHint')}
        onClose={() => setAsks(false)}
        onGiven={(why) => {
          setAsks(false);
          shelve.mutate({ body: { gateway, kind, subject, why, untilMs: Math.round(nowMs) + dayMs } });
        }}
      />
    </>
  );
}

function ConditionRow({ condition, group }: { condition: ConditionView; group: ConditionGroup }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const { may } = useOperator();
  const { gateway, subject, sinceMs, asOfMs, value, shelf } = condition;
  const { kind, unit } = group;
  // what grows with time is shown as it is now
  const shown = kind === 'offline' || kind === 'drift' ? (nowMs - sinceMs) / 1000 : value;
  return (
    <tr className={shelf ? classes.shelved : undefined} data-testid="condition" data-kind={kind} data-gateway={gateway}>
      <th scope="row">
        <Link href={`~/gateways/${gateway}`}>{gateway}</Link>
        {kind === 'missing' && (
          <div className="small">
            <Link href={`~/health/proof/${gateway}`}>{t('health.openProof')}</Link>
          </div>
        )}
      </th>
      <td>
        {nameSubject(subject, t)} {formatFigure(kind, shown, unit, t)}
        {shelf && (
          <div className="small">
            {t('health.shelvedUntil', { time: formatTime(shelf.untilMs, nowMs), by: shelf.by, why: shelf.why })}
          </div>
        )}
      </td>
      <td>
        <AgeText atMs={sinceMs} />
      </td>
      <td>
        <AgeText atMs={asOfMs} ago />
      </td>
      <td>{may('rules.change') && <ShelfButton condition={condition} kind={kind} />}</td>
    </tr>
  );
}

function Group({ group }: { group: ConditionGroup }) {
  const { t } = useTexts();
  const { kind, count, shelved, conditions } = group;
  return (
    <section
      className={classes.group}
      aria-label={t(`health.kind.${kind}`)}
      data-testid="condition-group"
      data-kind={kind}
    >
      <h2 className={classes.head}>
        <span className={classes.count}>
          <Icon name="warning" /> {count - shelved}
        </span>
        {t(`health.kind.${kind}`)}
        {shelved > 0 && <span className="dim small">{t('health.shelved', { n: shelved })}</span>}
      </h2>
      <p className="dim small">{t(`health.advice.${kind}`)}</p>
      <Box component="section" className={classes.scroll} aria-label={t(`health.kind.${kind}`)} tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              {(['gateway', 'what', 'since', 'asOf', 'deed'] as const).map((head) => (
                <th key={head} scope="col">
                  {t(`health.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {conditions.map((condition) => (
              <ConditionRow key={condition.id} condition={condition} group={group} />
            ))}
          </tbody>
        </table>
      </Box>
      {count > conditions.length && (
        <p className="dim small">{t('health.more', { n: conditions.length, all: count })}</p>
      )}
    </section>
  );
}

/** When the fleet was looked at; a look that is late is said loudly, because everything below is as old. */
function LookedAt({ lookedAtMs }: Pick<ConditionList, 'lookedAtMs'>) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  if (lookedAtMs === null) return <p className="dim">{t('health.neverLooked')}</p>;
  const age = formatAge(nowMs - lookedAtMs, t);
  if (nowMs - lookedAtMs <= lateMs) return <p className="dim small">{t('health.looked', { age })}</p>;
  return (
    <p className="bad" role="alert">
      {t('health.lookedLate', { age })}
    </p>
  );
}

/** What is wrong in the fleet right now, by kind; of one gateway where one is named. */
export function ConditionsView({ gateway }: { gateway?: string }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const query = api.useQuery(
    'get',
    path,
    { params: { query: gateway === undefined ? {} : { gateway } } },
    { refetchInterval: 10_000 },
  );
  return (
    <Loaded query={query} what={t('health.conditions')} stillWorks={t('health.sitesGoOn')}>
      {({ groups, gateways, lookedAtMs }) => (
        <div data-testid="conditions">
          {gateways > 0 && gateway === undefined && <p>{t('health.wrongAt', { n: gateways })}</p>}
          <LookedAt lookedAtMs={lookedAtMs} />
          {groups.length === 0 && lookedAtMs !== null && nowMs - lookedAtMs <= lateMs && (
            <EmptyState title={t('health.allGood')} hint={t('health.allGoodHint')} />
          )}
          {groups.map((group) => (
            <Group key={group.kind} group={group as ConditionGroup} />
          ))}
        </div>
      )}
    </Loaded>
  );
}
