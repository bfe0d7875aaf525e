import { Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ConsoleResident } from '../../console-ports.ts';
import { type Overview, problemCode } from '../api/console-client.ts';
import { useTexts } from '../locales/i18n.ts';
import { Icon } from '../parts/icons.tsx';
import { consentTexts } from './consent-texts.ts';
import { FacePanel } from './face-panel.tsx';
import classes from './people.module.css';
import { useResidents } from './use-people.ts';

function FaceState({ resident }: { resident: ConsoleResident }) {
  const { t } = useTexts();
  if (resident.consent !== 'live') return <span>{t(consentTexts[resident.consent])}</span>;
  if (resident.enrolAgain) return <span className={classes.warn}>{t('people.again')}</span>;
  if (resident.templates === 0) return <span>{t('people.noTemplates')}</span>;
  return <span>{t('people.templates', { n: resident.templates })}</span>;
}

interface RowProps {
  resident: ConsoleResident;
  chosen: boolean;
  onPick(): void;
}

function ResidentRow({ resident, chosen, onPick }: RowProps) {
  const { name } = useTexts();
  return (
    <button
      type="button"
      className={classes.row}
      aria-pressed={chosen}
      data-testid="resident"
      data-resident={resident.id}
      onClick={onPick}
    >
      <strong>{resident.name}</strong>
      <span className={classes.home}>
        {name(resident.unit)} · {resident.room}
      </span>
      <span className={classes.state}>
        <FaceState resident={resident} />
      </span>
    </button>
  );
}

interface SearchProps {
  typed: string;
  found: ReturnType<typeof useResidents>;
  chosen: string | undefined;
  onType(typed: string): void;
  onPick(id: string): void;
}

function Search({ typed, found, chosen, onType, onPick }: SearchProps) {
  const { t, code } = useTexts();
  const residents = typed.trim() === '' ? [] : (found.data?.residents ?? []);
  const nobody = typed.trim() !== '' && !found.isFetching && found.data?.residents.length === 0;
  return (
    <div className={classes.search}>
      <TextInput
        label={t('people.search')}
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = residents;
          if (event.key === 'Enter' && !event.nativeEvent.isComposing && first) onPick(first.id);
        }}
        autoComplete="off"
        maxLength={60}
        data-autofocus
        data-testid="people-search"
      />
      {typed.trim() === '' && <p className={classes.faint}>{t('people.searchHint')}</p>}
      {nobody && <p className={classes.faint}>{t('people.none')}</p>}
      {found.error && (
        <p className={classes.problem} role="alert">
          {t('people.failed', { reason: code('reason', problemCode(found.error)) })}
        </p>
      )}
      <div className={classes.rows}>
        {residents.map((resident) => (
          <ResidentRow
            key={resident.id}
            resident={resident}
            chosen={resident.id === chosen}
            onPick={() => onPick(resident.id)}
          />
        ))}
        {found.data?.more && residents.length > 0 && <p className={classes.faint}>{t('people.more')}</p>}
      </div>
    </div>
  );
}

/** Who lives here: search, and the face of one of them. An enrolment that runs is shown at once. */
function People({ overview, narrow }: { overview: Overview; narrow: boolean }) {
  const { t } = useTexts();
  const running = overview.enrolments?.find(({ state }) => state === 'running')?.resident;
  const [typed, setTyped] = useState(running ?? '');
  const [picked, setPicked] = useState(running);
  const found = useResidents(typed);
  const resident = found.data?.residents.find(({ id }) => id === picked);
  const alone = narrow && resident !== undefined;
  return (
    <div className={classes.people}>
      {!alone && <Search typed={typed} found={found} chosen={picked} onType={setTyped} onPick={setPicked} />}
      {alone && (
        <button type="button" className={classes.back} data-testid="people-back" onClick={() => setPicked(undefined)}>
          <Icon name="back" /> {t('people.back')}
        </button>
      )}
      {resident && <FacePanel key={resident.id} resident={resident} overview={overview} />}
      {!resident && !narrow && <p className={classes.pick}>{t('people.pick')}</p>}
    </div>
  );
}

export interface PeopleDialogProps {
  opened: boolean;
  overview: Overview;
  narrow: boolean;
  onClose(): void;
}

export function PeopleDialog({ opened, overview, narrow, onClose }: PeopleDialogProps) {
  const { t } = useTexts();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('people.heading')}
      size={960}
      fullScreen={narrow}
      lockScroll={false}
      closeButtonProps={{ 'aria-label': t('people.close') }}
      data-testid="people-dialog"
    >
      <People overview={overview} narrow={narrow} />
    </Modal>
  );
}
