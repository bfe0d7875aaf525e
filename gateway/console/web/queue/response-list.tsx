import { Checkbox } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import type { ConsoleRationale } from '../../alarms/alarm-ports.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import classes from './file.module.css';
import { toggled } from './queue-filter.ts';

const keptAlarms = 50;

/** What the guard is to do, to tick off; the ticks are this user's own, kept in this browser. */
export function ResponseList({ alarm, rationale }: { alarm: string; rationale: ConsoleRationale }) {
  const { t, name, language } = useTexts();
  const { user } = useSession();
  const [ticks, setTicks] = useLocalStorage<Record<string, readonly number[]>>({
    key: `ringward.ticks.${user}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  const ticked = ticks[alarm] ?? [];
  const toggle = (index: number) => {
    const { [alarm]: _before, ...others } = ticks;
    const kept = Object.entries(others).slice(1 - keptAlarms);
    setTicks({ ...Object.fromEntries(kept), [alarm]: toggled(ticked, index) });
  };
  return (
    <section className={classes.part} data-testid="response">
      <h2>{t('response.heading')}</h2>
      <ol className={classes.response}>
        {rationale.response.map((step, index) => (
          <li key={step.en}>
            <Checkbox
              label={`${index + 1}. ${name(step)}`}
              checked={ticked.includes(index)}
              color="dark"
              onChange={() => toggle(index)}
            />
          </li>
        ))}
      </ol>
      <p className={classes.dim}>
        {t('response.cause', { text: name(rationale.cause) })}{' '}
        {t('response.consequence', { text: name(rationale.consequence) })}
      </p>
      <p className={classes.dim}>
        {t('response.units', {
          lead: name(rationale.leadUnit),
          support: new Intl.ListFormat(language).format(rationale.supportUnits.map(name)) || t('response.nobody'),
        })}
      </p>
    </section>
  );
}
