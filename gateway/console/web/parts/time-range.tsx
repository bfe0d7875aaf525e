import { Button, Group, TextInput } from '@mantine/core';
import { createSiteTime } from '../../../kernel/site-time.ts';
import { useTexts } from '../locales/i18n.ts';
import { siteTimeText } from './format-time.ts';
import { siteNowMs, siteZone } from './site-clock.ts';

export interface Range {
  fromMs: number;
  toMs: number;
}

const hourMs = 3_600_000;
const presets = [
  ['parts.lastHour', hourMs],
  ['parts.lastShift', 8 * hourMs],
  ['parts.lastDay', 24 * hourMs],
  ['parts.lastWeek', 7 * 24 * hourMs],
] as const;

/** The last `ms` until now, by the gateway's time. */
export function lastRange(ms: number): Range {
  const toMs = siteNowMs();
  return { fromMs: toMs - ms, toMs };
}

const toField = (ms: number) => siteTimeText(ms).slice(0, 16).replace(' ', 'T');
/** `2026-01-05T14:30` of the site; undefined while it is half typed. */
function fromField(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return undefined;
  return createSiteTime(siteZone()).toMs(`${text.slice(0, 16).replace('T', ' ')}:00`);
}

/** From and to in the site's time zone, with the usual spans at hand; `to` never comes before `from`. */
export function TimeRange({ value, onChange }: { value: Range; onChange(range: Range): void }) {
  const { t } = useTexts();
  const change = (part: 'fromMs' | 'toMs', text: string) => {
    const ms = fromField(text);
    if (ms === undefined) return;
    const next = { ...value, [part]: ms };
    onChange(next.fromMs <= next.toMs ? next : { fromMs: ms, toMs: ms });
  };
  return (
    <Group gap="sm" align="flex-end" role="group" aria-label={t('parts.period')} data-testid="time-range">
      {(['fromMs', 'toMs'] as const).map((part) => (
        <TextInput
          key={part}
          type="datetime-local"
          size="xs"
          label={t(part === 'fromMs' ? 'parts.from' : 'parts.to')}
          value={toField(value[part])}
          data-testid={part === 'fromMs' ? 'range-from' : 'range-to'}
          onChange={(event) => change(part, event.currentTarget.value)}
        />
      ))}
      <Group gap={4}>
        {presets.map(([text, ms]) => (
          <Button key={text} variant="default" size="xs" onClick={() => onChange(lastRange(ms))}>
            {t(text)}
          </Button>
        ))}
      </Group>
    </Group>
  );
}
