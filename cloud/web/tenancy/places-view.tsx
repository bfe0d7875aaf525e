import { Button, Group, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { EmptyState } from '../../../gateway/console/web/parts/empty-state.tsx';
import { type Answer, api } from '../api/api.ts';
import { useOperator } from '../api/use-operator.ts';
import { useTexts } from '../locales/texts.ts';
import { HoldButton } from '../parts/hold-button.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Panel } from '../parts/panel.tsx';
import { Dialog } from './dialog.tsx';
import classes from './tenancy.module.css';
import { explainRefusal, namePlace } from './tenancy-words.ts';

type Places = Answer<'/v1/places'>;
type Place = Places['places'][number];

const kinds = ['tenant', 'city', 'district', 'site'] as const;
const idPattern = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
const rank = (place: string) => kinds.findIndex((kind) => place.startsWith(`${kind}:`));

interface Draft {
  kind: (typeof kinds)[number];
  id: string;
  title: string;
  parent: string;
  isNew: boolean;
}

/** Each with how deep it hangs, in the order of the tree. */
function inOrder(places: readonly Place[], parent: string | null = null, depth = 0): { place: Place; depth: number }[] {
  const shown = new Set(places.map(({ place }) => place));
  const isChild = (each: Place) =>
    each.parent === parent || (parent === null && each.parent !== null && !shown.has(each.parent));
  return places.filter(isChild).flatMap((place) => [{ place, depth }, ...inOrder(places, place.place, depth + 1)]);
}

function PlaceDialog({ draft, places, onClose }: { draft: Draft; places: readonly Place[]; onClose(): void }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const [form, setForm] = useState(draft);
  const set = (change: Partial<Draft>) => setForm((before) => ({ ...before, ...change }));
  const { mutate, error, isPending } = api.useMutation('put', '/v1/places/{place}', {
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['get', '/v1/places'] });
      onClose();
    },
  });
  const place = `${form.kind}:${form.id}`;
  const above = places.filter((each) => rank(each.place) < rank(place) && each.place !== place);
  const isReady = idPattern.test(form.id) && form.title.trim() !== '' && (form.kind === 'tenant' || form.parent !== '');
  return (
    <Dialog
      title={t(form.isNew ? 'tenancy.addPlace' : 'tenancy.editPlace')}
      submit={t('tenancy.save')}
      ready={isReady}
      busy={isPending}
      error={error}
      onClose={onClose}
      onSubmit={() =>
        mutate({
          params: { path: { place } },
          body: { title: form.title.trim(), ...(form.kind === 'tenant' ? {} : { parent: form.parent }) },
        })
      }
    >
      {form.isNew && (
        <>
          <NativeSelect
            label={t('tenancy.placeKind')}
            value={form.kind}
            data={kinds.map((value) => ({ value, label: t(`tenancy.kind.${value}`) }))}
            data-testid="place-kind"
            onChange={({ currentTarget }) => set({ kind: currentTarget.value as Draft['kind'], parent: '' })}
          />
          <TextInput
            label={t('tenancy.placeId')}
            description={t('tenancy.placeIdHint')}
            value={form.id}
            data-testid="place-id"
            onChange={({ currentTarget }) => set({ id: currentTarget.value.trim().toLowerCase() })}
          />
        </>
      )}
      <TextInput
        label={t('tenancy.placeTitle')}
        maxLength={120}
        value={form.title}
        data-testid="place-title"
        onChange={({ currentTarget }) => set({ title: currentTarget.value })}
      />
      {form.kind !== 'tenant' && (
        <NativeSelect
          label={t('tenancy.below')}
          value={form.parent}
          data={['', ...above.map(({ place: value, title }) => ({ value, label: `${title} (${value})` }))]}
          data-testid="place-parent"
          onChange={({ currentTarget }) => set({ parent: currentTarget.value })}
        />
      )}
    </Dialog>
  );
}

function WaitsDialog({ of: { place, title, waits }, onClose }: { of: Place; onClose(): void }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const [site, setSite] = useState(waits?.siteMinutes ?? 5);
  const [district, setDistrict] = useState(waits?.districtMinutes ?? 10);
  const { mutate, error, isPending } = api.useMutation('put', '/v1/desk-waits/{place}', {
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['get', '/v1/places'] });
      onClose();
    },
  });
  const body = { siteMinutes: site, districtMinutes: district };
  return (
    <Dialog
      title={`${t('tenancy.waits')}: ${title}`}
      submit={t('tenancy.save')}
      ready={site > 0 && district > 0}
      busy={isPending}
      error={error}
      onClose={onClose}
      onSubmit={() => mutate({ params: { path: { place } }, body })}
    >
      <p className="dim small">{t('tenancy.waitsHint')}</p>
      <NumberInput
        label={t('tenancy.siteMinutes')}
        min={0.05}
        max={1440}
        value={site}
        onChange={(value) => setSite(Number(value))}
      />
      <NumberInput
        label={t('tenancy.districtMinutes')}
        min={0.05}
        max={1440}
        value={district}
        onChange={(value) => setDistrict(Number(value))}
      />
    </Dialog>
  );
}

function Tree({
  data,
  onEdit,
  onWaits,
}: {
  data: Places;
  onEdit?: (draft: Draft) => void;
  onWaits(place: Place): void;
}) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const remove = api.useMutation('delete', '/v1/places/{place}', {
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['get', '/v1/places'] }),
  });
  return (
    <>
      {remove.error !== null && (
        <p className="bad" role="alert">
          {explainRefusal(remove.error, t)}
        </p>
      )}
      <ul className={classes.list} data-testid="places">
        {inOrder(data.places).map(({ place: each, depth }) => {
          const { place, title, parent, gateways } = each;
          const [kind, id = ''] = place.split(':', 2) as [Draft['kind'], string];
          return (
            <li key={place} className={`${classes.row} ${classes[`level${Math.min(depth, 3)}`]}`} data-place={place}>
              <span className={classes.grow}>
                {namePlace(place, new Map([[place, title]]), t)} <span className="dim mono small">{place}</span>
              </span>
              <span className="dim">{t('tenancy.gateways', { n: gateways })}</span>
              {onEdit && (
                <>
                  {kind === 'tenant' && (
                    <Button size="compact-xs" variant="default" onClick={() => onWaits(each)}>
                      {t('tenancy.waits')}
                    </Button>
                  )}
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`${t('tenancy.editPlace')}: ${title}`}
                    onClick={() => onEdit({ kind, id, title, parent: parent ?? '', isNew: false })}
                  >
                    {t('tenancy.editPlace')}
                  </Button>
                  <HoldButton
                    label={t('tenancy.removePlace')}
                    to={title}
                    testid="remove-place"
                    disabled={remove.isPending}
                    onHeld={() => remove.mutate({ params: { path: { place } } })}
                  />
                </>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** Tenants and what hangs below each, and the sites that hang nowhere. */
export function PlacesView() {
  const { t } = useTexts();
  const { may } = useOperator();
  const [draft, setDraft] = useState<Draft>();
  const [waits, setWaits] = useState<Place>();
  const query = api.useQuery('get', '/v1/places');
  const mayEdit = may('operators.manage');
  const fresh: Draft = { kind: 'tenant', id: '', title: '', parent: '', isNew: true };
  return (
    <Loaded query={query} what={t('tenancy.places')}>
      {(data) => (
        <>
          {mayEdit && (
            <Group mb="xs">
              <Button size="compact-sm" variant="default" data-testid="add-place" onClick={() => setDraft(fresh)}>
                {t('tenancy.addPlace')}
              </Button>
            </Group>
          )}
          {data.places.length === 0 && <EmptyState title={t('tenancy.noPlaces')} hint={t('tenancy.noPlacesHint')} />}
          <Tree data={data} onWaits={setWaits} {...(mayEdit && { onEdit: setDraft })} />
          {data.unplaced.length > 0 && (
            <Panel title={t('tenancy.unplaced')} testid="unplaced">
              <p className="dim small">{t('tenancy.unplacedHint')}</p>
              <ul className={classes.list}>
                {data.unplaced.map(({ site, gateways }) => (
                  <li key={site} className={classes.row}>
                    <span className={`mono ${classes.grow}`}>{site}</span>
                    <span className="dim">{t('tenancy.gateways', { n: gateways })}</span>
                    {mayEdit && (
                      <Button
                        size="compact-xs"
                        variant="default"
                        onClick={() => setDraft({ ...fresh, kind: 'site', id: site, title: site })}
                      >
                        {t('tenancy.addPlace')}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            </Panel>
          )}
          {draft && <PlaceDialog draft={draft} places={data.places} onClose={() => setDraft(undefined)} />}
          {waits && <WaitsDialog of={waits} onClose={() => setWaits(undefined)} />}
        </>
      )}
    </Loaded>
  );
}
