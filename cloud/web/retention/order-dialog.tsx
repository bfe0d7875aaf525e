import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Answer, api } from '../api/api.ts';
import { useGateways } from '../api/use-fleet.ts';
import { useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Dialog } from '../tenancy/dialog.tsx';

const sitePrefix = 'site:';
const leastLetters = 4;

/** Sites with their titles, and those that hang nowhere yet. */
const sitesOf = ({ places, unplaced }: Answer<'/v1/places'>) => [
  ...places
    .filter(({ place }) => place.startsWith(sitePrefix))
    .map(({ place, title }) => ({ value: place, label: `${title} (${place.slice(sitePrefix.length)})` })),
  ...unplaced.map(({ site }) => ({ value: `${sitePrefix}${site}`, label: site })),
];

function PlaceField({ place, onChange }: { place: string | null; onChange(place: string | null): void }) {
  const { t } = useTexts();
  const query = api.useQuery('get', '/v1/places');
  const gateways = useGateways().data?.gateways ?? [];
  return (
    <Loaded query={query} what={t('retention.place')}>
      {(places) => (
        <Select
          label={t('retention.place')}
          description={t('retention.placeHint')}
          searchable
          limit={50}
          nothingFoundMessage={t('retention.noPlace')}
          data={[
            { group: t('retention.sites'), items: sitesOf(places) },
            {
              group: t('retention.gateways'),
              items: gateways.map(({ gateway, status }) => ({
                value: `gateway:${gateway}`,
                label: status ? `${gateway} (${status.siteName})` : gateway,
              })),
            },
          ]}
          value={place}
          data-testid="order-place"
          onChange={onChange}
        />
      )}
    </Loaded>
  );
}

/** Asks what is to be kept for whom: the cloud asks again whether this operator may order it there. */
export function OrderDialog({ onMade, onClose }: { onMade(): void; onClose(): void }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const [place, setPlace] = useState<string | null>(null);
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const { mutate, error, isPending } = api.useMutation('post', '/v1/retention/orders', { onSuccess: onMade });
  const [fromMs, untilMs] = [new Date(from).getTime(), new Date(until).getTime()];
  const isAhead = untilMs > nowMs && !(untilMs <= fromMs);
  const isReady = place !== null && from !== '' && isAhead && reason.trim().length >= leastLetters;
  return (
    <Dialog
      title={t('retention.newOrder')}
      submit={t('retention.newOrder')}
      ready={isReady}
      busy={isPending}
      error={error}
      onClose={onClose}
      onSubmit={() => place !== null && mutate({ body: { place, fromMs, untilMs, reason: reason.trim() } })}
    >
      <p className="dim small">{t('retention.newOrderHint')}</p>
      <PlaceField place={place} onChange={setPlace} />
      <TextInput
        type="datetime-local"
        label={t('retention.from')}
        value={from}
        data-testid="order-from"
        onChange={({ currentTarget }) => setFrom(currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        label={t('retention.until')}
        value={until}
        error={until !== '' && !isAhead && t('retention.untilBad')}
        data-testid="order-until"
        onChange={({ currentTarget }) => setUntil(currentTarget.value)}
      />
      <Textarea
        label={t('parts.reason')}
        description={t('parts.reasonHint')}
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        data-testid="order-reason"
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </Dialog>
  );
}
