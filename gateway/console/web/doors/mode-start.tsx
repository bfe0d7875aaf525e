import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../locales/i18n.ts';
import { fieldToMs, msToMoment } from '../parts/field-time.ts';
import { siteNowMs } from '../parts/site-clock.ts';
import classes from './doors.module.css';
import type { ModeOrder } from './use-doors.ts';

const dayMs = 86_400_000;
const visitorWays = ['refused', 'ask-guard', 'allowed'] as const;
const staffWays = ['allowed', 'refused'] as const;

function PolicyForm({ onOrder }: { onOrder(order: ModeOrder): void }) {
  const { t } = useTexts();
  const [visitors, setVisitors] = useState<(typeof visitorWays)[number]>('ask-guard');
  const [staff, setStaff] = useState<(typeof staffWays)[number]>('allowed');
  const [until, setUntil] = useState(() => msToMoment(siteNowMs() + dayMs));
  const untilMs = fieldToMs(until);
  return (
    <div className={classes.preview}>
      <NativeSelect
        label={t('modes.visitorsLabel')}
        value={visitors}
        data={visitorWays.map((value) => ({ value, label: t(`modes.visitors.${value}`) }))}
        onChange={(event) => setVisitors(visitorWays.find((way) => way === event.currentTarget.value) ?? visitors)}
      />
      <NativeSelect
        label={t('modes.staffLabel')}
        value={staff}
        data={staffWays.map((value) => ({ value, label: t(`modes.staff.${value}`) }))}
        onChange={(event) => setStaff(staffWays.find((way) => way === event.currentTarget.value) ?? staff)}
      />
      <TextInput
        type="datetime-local"
        label={t('modes.until')}
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <Button
        color="dark"
        disabled={untilMs === undefined}
        data-testid="policy-preview"
        onClick={() => untilMs !== undefined && onOrder({ kind: 'entry-policy', policy: { untilMs, visitors, staff } })}
      >
        {t('modes.preview')}
      </Button>
    </div>
  );
}

/** The three modes; each leads to its preview first. */
export function ModeStart({ onOrder }: { onOrder(order: ModeOrder): void }) {
  const { t } = useTexts();
  const [policy, setPolicy] = useState(false);
  const choose = (order: ModeOrder) => {
    setPolicy(false);
    onOrder(order);
  };
  return (
    <div className={classes.deeds}>
      <Button size="xs" variant="default" data-testid="start-evacuate" onClick={() => choose({ kind: 'evacuate' })}>
        {t('modes.evacuate')}…
      </Button>
      <Button size="xs" variant="default" data-testid="start-lockdown" onClick={() => choose({ kind: 'lockdown' })}>
        {t('modes.lockdown')}…
      </Button>
      <Button size="xs" variant="default" data-testid="start-policy" onClick={() => setPolicy(true)}>
        {t('modes.entry-policy')}…
      </Button>
      <Modal
        opened={policy}
        onClose={() => setPolicy(false)}
        title={t('modes.entry-policy')}
        lockScroll={false}
        closeButtonProps={{ 'aria-label': t('parts.close') }}
      >
        {policy && <PolicyForm onOrder={choose} />}
      </Modal>
    </div>
  );
}
