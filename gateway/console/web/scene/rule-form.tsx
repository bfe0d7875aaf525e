import type { WatchRule } from '../../../../devices/contracts/camera-scene.ts';
import type { TimeSpan } from '../../../../devices/contracts/time-span.ts';
import type { ConsoleSceneSite } from '../../watch/scene-ports.ts';
import type { Drawing } from './drawing.ts';
import { FallFields } from './fall-fields.tsx';
import { DirectionField, NumberField, ObjectsField, PlaceField } from './rule-fields.tsx';
import { usual } from './rule-words.ts';
import rules from './rules.module.css';
import { ScheduleField } from './schedule-field.tsx';

export interface RuleFormProps {
  rule: WatchRule;
  drawing: Drawing;
  site: ConsoleSceneSite;
  onChange(rule: WatchRule): void;
}

type Scheduled = Extract<WatchRule, { during?: TimeSpan[] }>;

function withTimes<Rule extends Scheduled>({ during: _, ...rule }: Rule, spans: TimeSpan[] | undefined) {
  return { ...rule, ...(spans ? { during: spans } : {}) } as Rule;
}

function Place({ rule, drawing, onChange }: RuleFormProps) {
  if (rule.kind === 'line-crossing' || rule.kind === 'tailgating') {
    const put = (line: string | undefined) => line !== undefined && onChange({ ...rule, line });
    return (
      <PlaceField
        {...{ label: 'scene.whichLine', testid: 'rule-line' }}
        places={drawing.lines}
        value={rule.line}
        onChange={put}
      />
    );
  }
  if (rule.kind === 'e-bike-in-lift') {
    const { area: _, ...anywhere } = rule;
    return (
      <PlaceField
        {...{ label: 'scene.where', testid: 'rule-area' }}
        places={drawing.areas}
        value={rule.area}
        whole="scene.whole"
        onChange={(area) => onChange(area === undefined ? anywhere : { ...rule, area })}
      />
    );
  }
  const put = (area: string | undefined) => area !== undefined && onChange({ ...rule, area });
  return (
    <PlaceField
      {...{ label: 'scene.where', testid: 'rule-area' }}
      places={drawing.areas}
      value={rule.area}
      onChange={put}
    />
  );
}

function Way({ rule, onChange }: RuleFormProps) {
  if (rule.kind === 'line-crossing') {
    const ways = ['left-to-right', 'right-to-left', 'either'] as const;
    return (
      <DirectionField value={rule.direction} ways={ways} onChange={(direction) => onChange({ ...rule, direction })} />
    );
  }
  if (rule.kind !== 'tailgating') return null;
  const ways = ['left-to-right', 'right-to-left'] as const;
  return (
    <DirectionField value={rule.direction} ways={ways} onChange={(direction) => onChange({ ...rule, direction })} />
  );
}

function Numbers({ rule, drawing, onChange }: RuleFormProps) {
  switch (rule.kind) {
    case 'loitering':
      return (
        <NumberField
          {...{ label: 'scene.afterS', testid: 'after', min: 5, max: 7200, value: rule.afterS ?? usual.afterS }}
          onChange={(afterS) => onChange({ ...rule, afterS })}
        />
      );
    case 'fire-lane':
      return (
        <>
          <NumberField
            {...{ label: 'scene.warnAfterS', testid: 'warn-after', min: 5, max: 3600 }}
            value={rule.warnAfterS ?? usual.warnAfterS}
            onChange={(warnAfterS) => onChange({ ...rule, warnAfterS })}
          />
          <NumberField
            {...{ label: 'scene.alarmAfterS', testid: 'alarm-after', min: 10, max: 7200 }}
            value={rule.alarmAfterS ?? usual.alarmAfterS}
            onChange={(alarmAfterS) => onChange({ ...rule, alarmAfterS })}
          />
        </>
      );
    case 'crowding':
      return (
        <>
          <NumberField
            {...{ label: 'scene.people', testid: 'people', min: 2, max: 500, value: rule.people }}
            onChange={(people) => onChange({ ...rule, people })}
          />
          <NumberField
            {...{ label: 'scene.forS', testid: 'for', min: 0, max: 3600, value: rule.forS ?? usual.crowdForS }}
            onChange={(forS) => onChange({ ...rule, forS })}
          />
        </>
      );
    case 'e-bike-in-lift':
      return (
        <NumberField
          {...{ label: 'scene.forS', testid: 'for', min: 0, max: 60, value: rule.forS ?? usual.liftForS }}
          onChange={(forS) => onChange({ ...rule, forS })}
        />
      );
    case 'falling-object':
      return <FallFields {...{ rule, drawing, onChange }} />;
    default:
      return null;
  }
}

function Schedule({ rule, site, onChange }: RuleFormProps) {
  if (rule.kind === 'tailgating' || rule.kind === 'fire-lane') return null;
  if (rule.kind === 'e-bike-in-lift' || rule.kind === 'falling-object') return null;
  return (
    <ScheduleField spans={rule.during} zone={site.timezone} onChange={(spans) => onChange(withTimes(rule, spans))} />
  );
}

/** The settings that a rule of this kind has. */
export function RuleForm(props: RuleFormProps) {
  const { rule, site, onChange } = props;
  return (
    <div className={rules.form} data-testid="rule-form">
      <Place {...props} />
      <Way {...props} />
      {rule.kind === 'tailgating' && (
        <PlaceField
          {...{ label: 'scene.door', testid: 'rule-door' }}
          places={site.doors}
          value={rule.door}
          onChange={(door) => door !== undefined && onChange({ ...rule, door })}
        />
      )}
      <Numbers {...props} />
      {(rule.kind === 'intrusion' || rule.kind === 'line-crossing') && (
        <ObjectsField value={rule.objects ?? ['person']} onChange={(objects) => onChange({ ...rule, objects })} />
      )}
      <Schedule {...props} />
    </div>
  );
}
