import { type Texts, useTexts } from '../locales/i18n.ts';
import { channelProblem, channelWords } from '../parts/channel-words.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { formatAge, siteTimeText } from '../parts/format-time.ts';
import { useSiteNow } from '../parts/site-clock.ts';
import type { Problem } from './find-problems.ts';
import classes from './health.module.css';

const mostNames = 6;

function listed(things: readonly { name: Parameters<Texts['name']>[0] }[], name: Texts['name']): string {
  const names = things.slice(0, mostNames).map((each) => name(each.name));
  return names.join(', ') + (things.length > mostNames ? ' …' : '');
}

function words(problem: Problem, texts: Texts, nowMs: number): string {
  const { t, name, code } = texts;
  switch (problem.kind) {
    case 'pageLost':
      return t('system.pageLost', { time: siteTimeText(problem.sinceMs) });
    case 'clockWrong':
      return t('system.clockWrong', { reason: code('clockProblem', problem.reason) });
    case 'cloudDown':
      return t('system.cloudDown', { age: formatAge(nowMs - problem.sinceMs, t), n: problem.waiting });
    case 'busDown':
      return t('system.busDown', {
        age: formatAge(nowMs - problem.sinceMs, t),
        why: code('busProblem', problem.problem),
      });
    case 'camerasLost':
      return t('system.camerasLost', { n: problem.cameras.length, names: listed(problem.cameras, name) });
    case 'devicesLost':
      return t('system.devicesLost', { n: problem.devices.length, names: listed(problem.devices, name) });
    case 'devicesWaiting':
      return t('system.devicesWaiting', { n: problem.devices.length, names: listed(problem.devices, name) });
    case 'devicesRevoked':
      return t('system.devicesRevoked', { n: problem.devices.length, names: listed(problem.devices, name) });
    case 'channelsFailing': {
      const said = problem.channels.map(
        ({ id, problem: why = 'unexpected' }) => `${channelWords(id, texts)} (${channelProblem(why, texts)})`,
      );
      return t('system.channelsFailing', { names: said.join(', ') });
    }
    case 'noContact':
      return t('system.noContact', { n: problem.times });
    case 'downlinkDown':
      return t('system.downlinkDown', { age: formatAge(nowMs - problem.sinceMs, t) });
    case 'storage':
      return t('system.storage', {
        why: code('storageTrouble', problem.reason),
        age: formatAge(nowMs - problem.sinceMs, t),
      });
    case 'salvage': {
      const { rows: n, damaged, quarantine: folder } = problem;
      if (problem.all) return t('system.salvageNothing', { folder });
      if (damaged.length === 0) return t('system.salvageWhole', { n, folder });
      return t('system.salvage', { n, folder, tables: damaged.join(', ') });
    }
    case 'shed': {
      const said = problem.classes.map((each) => `${code('shedClass', each.class)} (${each.count})`);
      return t('system.shed', { what: said.join(', ') });
    }
    case 'diskFull':
      return t('system.diskFull', {
        gb: (problem.freeBytes / 1e9).toFixed(1),
        percent: Math.round(problem.part * 100),
      });
  }
}

/** What is wrong, what goes on all the same, and what a person does about it. */
export function ProblemList({ problems }: { problems: readonly Problem[] }) {
  const texts = useTexts();
  const nowMs = useSiteNow();
  const { t, code } = texts;
  return (
    <section className={`${classes.card} ${classes.wide}`} data-testid="health-problems">
      <h2>{t('system.problems')}</h2>
      {problems.length === 0 && <EmptyState title={t('system.fine')} hint={t('system.fineHint')} />}
      {problems.map((problem) => (
        <div key={problem.kind} className={classes.problem} data-testid={`problem-${problem.kind}`}>
          <strong>▲ {words(problem, texts, nowMs)}</strong>
          <p>
            <span>{t('system.stillWorks')}</span>
            {t(`system.${problem.kind}Still`)}
          </p>
          <p>
            <span>{t('system.todo')}</span>
            {problem.kind === 'busDown' ? code('busTodo', problem.problem) : t(`system.${problem.kind}Todo`)}
          </p>
        </div>
      ))}
    </section>
  );
}
