import { Button, NumberInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { type Answer, api } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import { HoldButton } from '../parts/hold-button.tsx';
import { useUndoNotice } from '../parts/undo-notice.tsx';
import classes from '../shift/shift.module.css';
import { useRefused } from '../shift/use-refused.ts';

type Route = Answer<'/api/patrol-routes'>[number];
type Point = Route['checkpoints'][number] & { key: number };

const newPoint = (key: number): Point => ({
  ...{ key, id: '', name: { zh: '', en: '' }, expectedAfterS: key * 300, toleranceS: 300 },
});
const minutes = (value: string | number) => Math.max(0, Math.round(Number(value) * 60) || 0);

function PointRow({ point, onChange, onRemove }: { point: Point; onChange(next: Point): void; onRemove(): void }) {
  const { t } = useTexts();
  const { id, name, expectedAfterS, toleranceS } = point;
  return (
    <div className={classes.slot} data-testid="route-point">
      <TextInput
        label={t('patrol.pointId')}
        value={id}
        onChange={(event) => onChange({ ...point, id: event.currentTarget.value })}
      />
      <TextInput
        label={t('patrol.nameZh')}
        value={name.zh}
        onChange={(event) => onChange({ ...point, name: { ...name, zh: event.currentTarget.value } })}
      />
      <TextInput
        label={t('patrol.nameEn')}
        value={name.en}
        onChange={(event) => onChange({ ...point, name: { ...name, en: event.currentTarget.value } })}
      />
      <NumberInput
        label={t('patrol.after')}
        value={expectedAfterS / 60}
        min={0}
        hideControls
        onChange={(value) => onChange({ ...point, expectedAfterS: minutes(value) })}
      />
      <NumberInput
        label={t('patrol.grace')}
        value={toleranceS / 60}
        min={0}
        hideControls
        onChange={(value) => onChange({ ...point, toleranceS: minutes(value) })}
      />
      <Button variant="default" onClick={onRemove}>
        {t('patrol.removePoint')}
      </Button>
    </div>
  );
}

export function RouteForm({ known }: { known: Route | undefined }) {
  const { t } = useTexts();
  const refused = useRefused();
  const notify = useUndoNotice();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [id, setId] = useState(known?.id ?? '');
  const [name, setName] = useState(known?.name ?? { zh: '', en: '' });
  const [times, setTimes] = useState(known?.times.join(' ') ?? '');
  const [toleranceS, setToleranceS] = useState(known?.startToleranceS ?? 900);
  const [points, setPoints] = useState<Point[]>(
    () => known?.checkpoints.map((point, n) => ({ ...point, key: n + 1 })) ?? [newPoint(1)],
  );
  const over = (message?: string) => {
    if (message !== undefined) notify(message);
    void queries.invalidateQueries({ queryKey: ['get', '/api/patrol-routes'] });
    go('/');
  };
  const save = api.useMutation('put', '/api/patrol-routes/{id}', { onSuccess: () => over(t('patrol.saved')) });
  const remove = api.useMutation('delete', '/api/patrol-routes/{id}', { onSuccess: () => over() });
  const send = () =>
    save.mutate({
      params: { path: { id } },
      body: {
        ...{ name, startToleranceS: toleranceS },
        times: times.split(/[\s,，]+/).filter(Boolean),
        checkpoints: points.map(({ key: _, ...point }) => point),
      },
    });
  const problem = refused(save.error ?? remove.error);
  return (
    <form
      data-testid="route-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={classes.slot}>
        <TextInput
          label={t('patrol.id')}
          description={t('patrol.idHint')}
          value={id}
          disabled={known !== undefined}
          data-testid="route-id"
          onChange={(event) => setId(event.currentTarget.value)}
        />
        <TextInput
          label={t('patrol.nameZh')}
          value={name.zh}
          data-testid="route-zh"
          onChange={(event) => setName({ ...name, zh: event.currentTarget.value })}
        />
        <TextInput
          label={t('patrol.nameEn')}
          value={name.en}
          data-testid="route-en"
          onChange={(event) => setName({ ...name, en: event.currentTarget.value })}
        />
        <TextInput
          label={t('patrol.timesField')}
          description={t('patrol.timesHint')}
          value={times}
          data-testid="route-times"
          onChange={(event) => setTimes(event.currentTarget.value)}
        />
        <NumberInput
          label={t('patrol.tolerance')}
          value={toleranceS / 60}
          min={0}
          hideControls
          onChange={(value) => setToleranceS(minutes(value))}
        />
      </div>
      <h2 className={classes.part}>{t('patrol.points')}</h2>
      {points.map((point) => (
        <PointRow
          key={point.key}
          point={point}
          onChange={(next) => setPoints((all) => all.map((each) => (each.key === next.key ? next : each)))}
          onRemove={() => setPoints((all) => all.filter(({ key }) => key !== point.key))}
        />
      ))}
      <div className={classes.sign}>
        <Button
          variant="default"
          data-testid="route-point-add"
          onClick={() => setPoints((all) => [...all, newPoint(Math.max(0, ...all.map(({ key }) => key)) + 1)])}
        >
          {t('patrol.addPoint')}
        </Button>
        <Button type="submit" color="dark" disabled={save.isPending || id === ''} data-testid="route-save">
          {t('patrol.save')}
        </Button>
        {known && (
          <HoldButton
            label={t('patrol.remove')}
            tone="danger"
            onHeld={() => remove.mutate({ params: { path: { id: known.id } } })}
          />
        )}
      </div>
      {problem !== undefined && (
        <p role="alert" className={classes.alert}>
          {problem}
        </p>
      )}
    </form>
  );
}
