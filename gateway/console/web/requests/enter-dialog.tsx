import { Button, Group, Modal, NativeSelect, SegmentedControl, Select, Stack, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api, type Body } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { useSession } from '../api/use-session.ts';
import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';
import { useHomes } from '../people/homes-section.tsx';
import { LookGate } from '../people/look-gate.tsx';
import { type Host, HostSearch } from '../visits/host-search.tsx';
import { kinds, oneOf, sources, urgencies } from './request-words.ts';
import classes from './requests.module.css';

type Entry = Body<'/api/requests', 'post'>;
const mostShown = 50;

export interface EnteredRequest {
  id: string;
  number: string;
  followCode: string;
}

/** Whose request it is: looked up for a purpose, and never needed. */
function AskerField({ asker, onPick }: { asker: Host | undefined; onPick(asker: Host | undefined): void }) {
  const { t } = useTexts();
  const [asked, setAsked] = useState(false);
  if (asker || !asked) {
    return (
      <Group gap="sm">
        {asker && <span data-testid="request-asker">{t('requests.askerIs', { name: asker.name })}</span>}
        <Button
          variant="default"
          size="compact-md"
          data-testid="find-asker"
          onClick={() => (asker ? onPick(undefined) : setAsked(true))}
        >
          {t(asker ? 'requests.askerDrop' : 'requests.askerFind')}
        </Button>
      </Group>
    );
  }
  return (
    <LookGate title={t('requests.askerFind')} hint={t('requests.askerHint')}>
      {(look) => (
        <HostSearch
          look={look}
          label={t('requests.askerSearch')}
          onPick={(found) => {
            setAsked(false);
            onPick(found);
          }}
        />
      )}
    </LookGate>
  );
}

/** Empty where nothing was chosen. */
type Draft = Omit<Required<Entry>, 'person'>;
const first: Draft = { kind: 'repair', urgency: 'usual', from: 'resident', words: '', home: '', place: '' };

/** Where it is, as far as that is known: a home of the register, a device of the site. */
function PlaceFields({ entry, set }: { entry: Draft; set(change: Partial<Draft>): void }) {
  const { t, name } = useTexts();
  const { overview } = useSite();
  const homes = useHomes();
  const places = [...overview.devices, ...overview.cameras].map(({ id, name: title }) => ({
    value: id,
    label: name(title),
  }));
  const shared = { searchable: true, clearable: true, limit: mostShown, nothingFoundMessage: t('requests.noSuch') };
  const clear = { clearButtonProps: { 'aria-label': t('requests.clear') } };
  return (
    <>
      {homes.length > 0 && (
        <Select
          {...{ ...shared, ...clear }}
          label={t('requests.home')}
          placeholder={t('requests.homeHint')}
          data={homes}
          value={entry.home || null}
          onChange={(home) => set({ home: home ?? '' })}
          data-testid="request-home"
        />
      )}
      <Select
        {...{ ...shared, ...clear }}
        label={t('requests.place')}
        placeholder={t('requests.placeHint')}
        data={places}
        value={entry.place || null}
        onChange={(place) => set({ place: place ?? '' })}
        data-testid="request-place"
      />
    </>
  );
}

function EnterForm({ onEntered, onClose }: { onEntered(entered: EnteredRequest): void; onClose(): void }) {
  const { t, code } = useTexts();
  const { may } = useSession();
  const [entry, setEntry] = useState(first);
  const [asker, setAsker] = useState<Host>();
  const set = (change: Partial<Draft>) => setEntry((known) => ({ ...known, ...change }));
  const { mutate, isPending, error } = api.useMutation('post', '/api/requests', {
    onSuccess: ({ request, followCode }) => onEntered({ id: request.id, number: request.number, followCode }),
  });
  const words = entry.words.trim();
  const ready = words !== '' && !isPending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    const { home, place, ...rest } = entry;
    mutate({
      body: { ...rest, words, ...(home && { home }), ...(place && { place }), ...(asker && { person: asker.id }) },
    });
  };
  const pick = (found: Host | undefined) => {
    setAsker(found);
    const [home] = found?.homes ?? [];
    if (home && entry.home === '') set({ home: home.id });
  };
  return (
    <Stack gap="sm">
      <p className={classes.by}>{t('requests.enterHint')}</p>
      {/* Beside the form: looking somebody up is a form of its own. */}
      {entry.from === 'resident' && may('people.find') && <AskerField asker={asker} onPick={pick} />}
      <form className={classes.entry} onSubmit={submit} data-testid="request-form">
        <SegmentedControl
          value={entry.kind}
          aria-label={t('requests.kind')}
          data={kinds.map((value) => ({ value, label: t(`requestKind.${value}`) }))}
          onChange={(value) => set({ kind: oneOf(kinds, value) })}
        />
        <Textarea
          label={t('requests.words')}
          value={entry.words}
          required
          maxLength={1000}
          autosize
          minRows={3}
          data-autofocus
          data-testid="request-words"
          onChange={(event) => set({ words: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('requests.urgency')}
          value={entry.urgency}
          data={urgencies.map((value) => ({ value, label: t(`urgency.${value}`) }))}
          onChange={(event) => set({ urgency: oneOf(urgencies, event.currentTarget.value) })}
          data-testid="request-urgency"
        />
        <NativeSelect
          label={t('requests.from')}
          value={entry.from}
          data={sources.map((value) => ({ value, label: t(`requestFrom.${value}`) }))}
          onChange={(event) => set({ from: oneOf(sources, event.currentTarget.value) })}
        />
        <PlaceFields entry={entry} set={set} />
        {error && (
          <p role="alert" className={classes.late} data-testid="request-problem">
            {t('record.failed', { reason: code('reason', problemCode(error)) })}
          </p>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('parts.cancel')}
          </Button>
          <Button type="submit" color="dark" disabled={!ready} data-testid="request-submit">
            {t('requests.enter')}
          </Button>
        </Group>
      </form>
    </Stack>
  );
}

/** Writes down what somebody asks for. */
export function EnterDialog(props: { opened: boolean; onEntered(entered: EnteredRequest): void; onClose(): void }) {
  const { t } = useTexts();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t('requests.enter')}
      size="lg"
      lockScroll={false}
      closeButtonProps={{ 'aria-label': t('parts.close') }}
    >
      {props.opened && <EnterForm onEntered={props.onEntered} onClose={props.onClose} />}
    </Modal>
  );
}
