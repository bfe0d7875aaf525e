import { NativeSelect, TextInput, UnstyledButton } from '@mantine/core';
import { useTexts } from '../locales/texts.ts';
import classes from './fleet.module.css';
import { countTroubles, type FleetFilter, type FleetOrder, fleetOrders, type JudgedGateway } from './fleet-filter.ts';
import { troubleKinds } from './gateway-health.ts';

interface FleetToolbarProps {
  judged: readonly JudgedGateway[];
  filter: FleetFilter;
  onChange(filter: FleetFilter): void;
}

/** What is wrong in the fleet, each with how often; a press shows only those. */
function Troubles({ judged, filter, onChange }: FleetToolbarProps) {
  const { t } = useTexts();
  const counts = countTroubles(judged);
  const choose = (trouble: FleetFilter['trouble']) => onChange({ ...filter, trouble });
  return (
    <fieldset className={classes.troubles} aria-label={t('fleet.filterTrouble')}>
      <UnstyledButton className={classes.trouble} aria-pressed={filter.trouble === null} onClick={() => choose(null)}>
        {t('fleet.all', { n: judged.length })}
      </UnstyledButton>
      {troubleKinds
        .filter((kind) => counts.has(kind) || filter.trouble === kind)
        .map((kind) => (
          <UnstyledButton
            key={kind}
            className={classes.trouble}
            data-bad="true"
            aria-pressed={filter.trouble === kind}
            data-testid={`trouble-${kind}`}
            onClick={() => choose(filter.trouble === kind ? null : kind)}
          >
            {t(`trouble.${kind}`)} <strong>{counts.get(kind) ?? 0}</strong>
          </UnstyledButton>
        ))}
    </fieldset>
  );
}

/** Filters and order of the fleet's table. */
export function FleetToolbar(props: FleetToolbarProps) {
  const { judged, filter, onChange } = props;
  const { t } = useTexts();
  const versions = [...new Set(judged.flatMap(({ view }) => view.status?.version ?? []))].sort();
  return (
    <>
      <Troubles {...props} />
      <TextInput
        size="xs"
        className={classes.search}
        aria-label={t('fleet.search')}
        placeholder={t('fleet.search')}
        value={filter.text}
        onChange={({ currentTarget }) => onChange({ ...filter, text: currentTarget.value })}
        data-testid="fleet-search"
      />
      <NativeSelect
        size="xs"
        aria-label={t('fleet.version')}
        value={filter.version ?? ''}
        data={[{ value: '', label: t('fleet.anyVersion') }, ...versions.map((value) => ({ value, label: value }))]}
        onChange={({ currentTarget }) => onChange({ ...filter, version: currentTarget.value || null })}
      />
      <NativeSelect
        size="xs"
        aria-label={t('fleet.order')}
        value={filter.order}
        data={fleetOrders.map((value) => ({ value, label: t(`fleetOrder.${value}`) }))}
        onChange={({ currentTarget }) => onChange({ ...filter, order: currentTarget.value as FleetOrder })}
      />
    </>
  );
}
