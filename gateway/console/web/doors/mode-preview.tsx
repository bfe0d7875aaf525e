import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api, gateway } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';
import { LeafletPlan } from '../map/leaflet-plan.tsx';
import { useMarks, useThingStates } from '../map/use-marks.ts';
import { type Plan, usePlan } from '../map/use-plan.ts';
import { HoldButton } from '../parts/hold-button.tsx';
import { LoadingWords } from '../parts/loading-words.tsx';
import classes from './doors.module.css';
import { type Door, type ModeOrder, useRenewDoors } from './use-doors.ts';

const leastReason = 4;

function PickedMap({ plan, picked }: { plan: Plan; picked: ReadonlySet<string> }) {
  const { t } = useTexts();
  const states = useThingStates(plan);
  const places = useMemo(() => states.filter(({ thing }) => thing.is === 'door' || thing.is === 'barrier'), [states]);
  const marks = useMarks(places, picked);
  return (
    <div className={classes.pickedMap}>
      <LeafletPlan plan={plan} label={t('modes.onMap')} marks={marks} />
    </div>
  );
}

function Lines({ title, ids, doors }: { title: string; ids: readonly string[]; doors: readonly Door[] }) {
  const { name } = useTexts();
  if (ids.length === 0) return null;
  return (
    <div>
      <h4>
        {title} ({ids.length})
      </h4>
      <ul>
        {ids.map((id) => {
          const door = doors.find((each) => each.id === id);
          return <li key={id}>{door ? name(door.name) : id}</li>;
        })}
      </ul>
    </div>
  );
}

function Contradictions({
  list,
  doors,
}: {
  list: readonly { place: string; by: 'evacuation' | 'lockdown' | 'fire' | 'blocked' }[];
  doors: readonly Door[];
}) {
  const { t, name } = useTexts();
  if (list.length === 0) return null;
  return (
    <div>
      <h4>{t('modes.contradicting')}</h4>
      <ul>
        {list.map(({ place, by }) => {
          const door = doors.find((each) => each.id === place);
          return (
            <li key={place}>
              {door ? name(door.name) : place}: {t(`modes.against.${by}`)}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function PreviewForm({ order, doors, onClose }: { order: ModeOrder; doors: readonly Door[]; onClose(): void }) {
  const { t, code } = useTexts();
  const [reason, setReason] = useState('');
  const renew = useRenewDoors();
  const plan = usePlan();
  const asked = useMemo(() => ({ body: { order } }), [order]);
  const preview = api.useQuery('post', '/api/modes/preview', asked, { retry: false, gcTime: 0 });
  const applying = useMutation({
    mutationFn: () => gateway.POST('/api/modes', { body: { order, reason: reason.trim() } }),
    onSuccess: () => {
      renew();
      onClose();
    },
  });
  const found = preview.data;
  const picked = useMemo(() => new Set(found && [...found.opens, ...found.rises, ...found.locks]), [found]);
  if (!found) {
    return preview.error ? (
      <p role="alert">{code('reason', problemCode(preview.error))}</p>
    ) : (
      <LoadingWords what={t('modes.preview')} />
    );
  }
  const words = t(`modes.${order.kind}`);
  return (
    <div className={classes.preview} data-testid="mode-preview">
      <p>{t(`modes.what.${order.kind}`)}</p>
      <div className={classes.previewColumns}>
        <div>
          <Lines title={t('modes.opens')} ids={found.opens} doors={doors} />
          <Lines title={t('modes.rises')} ids={found.rises} doors={doors} />
          <Lines title={t('modes.locks')} ids={found.locks} doors={doors} />
          <Lines title={t('modes.offline')} ids={found.offline} doors={doors} />
          <Contradictions list={found.contradicting} doors={doors} />
          {order.kind !== 'evacuate' && <p>{t('modes.people', found.people)}</p>}
        </div>
        {plan.data && picked.size > 0 && <PickedMap plan={plan.data} picked={picked} />}
      </div>
      <Textarea
        label={t('parts.reason')}
        description={t('parts.reasonHint', { n: leastReason })}
        value={reason}
        maxLength={300}
        data-testid="mode-reason"
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {applying.error && (
        <p role="alert" className={classes.problem}>
          {t('record.failed', { reason: code('reason', problemCode(applying.error)) })}
        </p>
      )}
      <div className={classes.deeds}>
        <Button variant="default" onClick={onClose}>
          {t('parts.cancel')}
        </Button>
        <HoldButton
          label={t('modes.apply', { mode: words })}
          tone="danger"
          disabled={reason.trim().length < leastReason || applying.isPending}
          testid="mode-apply"
          onHeld={() => applying.mutate()}
        />
      </div>
    </div>
  );
}

export interface ModePreviewProps {
  order: ModeOrder | undefined;
  doors: readonly Door[];
  onClose(): void;
}

/** What a mode would do, door by door and on the map; it is applied by holding, with a reason. */
export function ModePreview({ order, doors, onClose }: ModePreviewProps) {
  const { t } = useTexts();
  return (
    <Modal
      opened={order !== undefined}
      onClose={onClose}
      size="xl"
      title={order && t(`modes.${order.kind}`)}
      lockScroll={false}
      closeButtonProps={{ 'aria-label': t('parts.close') }}
      data-testid="mode-dialog"
    >
      {order && <PreviewForm key={JSON.stringify(order)} order={order} doors={doors} onClose={onClose} />}
    </Modal>
  );
}
