import { Button } from '@mantine/core';
import { gateway } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import type { Deed, DeedValues } from '../parts/deed-dialog.tsx';
import { Section } from '../parts/section.tsx';
import classes from './person.module.css';
import type { Deeds, PersonView } from './use-person.ts';

const orNull = (text: string | undefined) => (text === undefined || text === '' ? null : text);

/** Only what was seen can be changed: a hidden field is not sent. */
function useEdit({ person, version }: PersonView): Deed {
  const { t } = useTexts();
  const { id = '', name = '', born = '', phone = '', extendedTimes = false, note = '' } = person;
  const send = (values: DeedValues) =>
    gateway.PATCH('/api/people/{id}', {
      params: { path: { id }, header: { 'if-match': String(version) } },
      body: {
        name: values.name ?? name,
        born: orNull(values.born),
        phone: orNull(values.phone),
        note: orNull(values.note),
        extendedTimes: values.extended === 'yes' ? true : null,
        reason: values.reason ?? '',
      },
    });
  return {
    title: t('person.edit'),
    fields: [
      { key: 'name', label: t('person.name'), value: name, needed: true },
      { key: 'born', label: t('person.born'), kind: 'day', value: born },
      { key: 'phone', label: t('person.phone'), value: phone, maxLength: 24 },
      { key: 'extended', label: t('person.extended'), kind: 'check', value: extendedTimes ? 'yes' : '' },
      { key: 'note', label: t('person.note'), kind: 'area', value: note, maxLength: 500 },
    ],
    reason: true,
    submit: t('record.save'),
    send,
  };
}

export function FactsSection({ view, deeds }: { view: PersonView; deeds: Deeds }) {
  const { t } = useTexts();
  const { may } = useSession();
  const edit = useEdit(view);
  const { person } = view;
  const facts = [
    ['person.name', person.name],
    ['person.born', person.born],
    ['person.phone', person.phone],
    ['person.extended', person.extendedTimes === true ? t('person.yes') : undefined],
    ['person.note', person.note],
    // For the tables that the office keeps; it tells a guard nothing.
    ['person.id', may('people.change') ? person.id : undefined],
  ] as const;
  // Under another purpose fields are missing, and saving would clear them.
  const mayEdit = may('people.change') && person.name !== undefined;
  const button = mayEdit && (
    <Button size="xs" variant="default" data-testid="person-edit" onClick={() => deeds.ask(edit)}>
      {t('record.edit')}
    </Button>
  );
  return (
    <Section padded={false} title={t('person.facts')} buttons={button} testid="person-facts">
      <dl className={classes.facts}>
        {facts.map(
          ([key, value]) =>
            value !== undefined && (
              <div key={key} style={{ display: 'contents' }}>
                <dt>{t(key)}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </Section>
  );
}
