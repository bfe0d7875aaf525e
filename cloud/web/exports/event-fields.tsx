import { Checkbox, MultiSelect } from '@mantine/core';
import { alarmTitles } from '../../../devices/contracts/alarm-titles.ts';
import { type FieldName, fieldNames, type SharedKind, sharedKindNames } from '../../exports/share-terms.ts';
import { useGateways } from '../api/use-fleet.ts';
import { useTexts } from '../locales/texts.ts';
import { PriorityMark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import type { AskForm, ChangeForm } from './ask-form.ts';
import classes from './exports.module.css';
import { neededFields } from './target-fields.ts';

interface FieldsProps {
  form: AskForm;
  onChange: ChangeForm;
}

const alarmTypes = Object.keys(alarmTitles) as AskForm['alarmTypes'];
const priorities = [1, 2, 3, 4] as const;

function AlarmChoice({ form, onChange }: FieldsProps) {
  const { t } = useTexts();
  return (
    <>
      <MultiSelect
        label={t('exports.alarmTypes')}
        placeholder={form.alarmTypes.length === 0 ? t('exports.all') : ''}
        searchable
        data={alarmTypes.map((value) => ({ value, label: t(`alarm.${value}`) }))}
        value={form.alarmTypes}
        onChange={(types) => onChange({ alarmTypes: types as AskForm['alarmTypes'] })}
      />
      <Checkbox.Group
        label={t('exports.priorities')}
        value={form.priorities.map(String)}
        onChange={(chosen) => onChange({ priorities: priorities.filter((each) => chosen.includes(String(each))) })}
      >
        <div className={classes.checks}>
          {priorities.map((priority) => (
            <Checkbox
              key={priority}
              value={String(priority)}
              label={
                <>
                  <PriorityMark priority={priority} /> {t(`priority.${priority}`)}
                </>
              }
            />
          ))}
        </div>
      </Checkbox.Group>
      <Checkbox
        label={t('exports.drills')}
        checked={form.drills}
        onChange={({ currentTarget }) => onChange({ drills: currentTarget.checked })}
      />
    </>
  );
}

function FieldChoice({ form, onChange }: FieldsProps) {
  const { t } = useTexts();
  const needed = neededFields[form.way] ?? [];
  return (
    <Checkbox.Group
      label={t('exports.fields')}
      description={t('exports.fieldsHint')}
      value={form.fields}
      onChange={(fields) => onChange({ fields: fields as FieldName[] })}
    >
      <div className={classes.checks} data-testid="share-fields">
        {fieldNames.map((field) => (
          <Checkbox key={field} value={field} disabled={needed.includes(field)} label={t(`exports.field.${field}`)} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

/** Which events, and which of their fields. */
export function EventFields({ form, onChange }: FieldsProps) {
  const { t } = useTexts();
  const { data } = useGateways();
  return (
    <Panel title={t('exports.what')} testid="event-fields">
      <div className={classes.form}>
        <Checkbox.Group
          label={t('exports.kinds')}
          value={form.kinds}
          onChange={(kinds) => onChange({ kinds: kinds as SharedKind[] })}
        >
          <div className={classes.checks}>
            {sharedKindNames.map((kind) => (
              <Checkbox key={kind} value={kind} label={t(`exports.kind.${kind}`)} />
            ))}
          </div>
        </Checkbox.Group>
        <MultiSelect
          label={t('exports.gateways')}
          description={t('exports.allHint')}
          searchable
          limit={50}
          data={(data?.gateways ?? []).map(({ gateway }) => gateway)}
          value={form.gateways}
          onChange={(gateways) => onChange({ gateways })}
        />
        {form.kinds.includes('alarms') && <AlarmChoice form={form} onChange={onChange} />}
        <FieldChoice form={form} onChange={onChange} />
      </div>
    </Panel>
  );
}
