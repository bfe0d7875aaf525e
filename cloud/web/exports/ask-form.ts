import { type FieldName, purposes, type SharedKind } from '../../exports/share-terms.ts';
import type { Body } from '../api/api.ts';
import { type TargetField, toTarget, type Way } from './target-fields.ts';

type Draft = Body<'/v1/shares', 'post'>;

/** What an operator has typed so far. */
export interface AskForm {
  department: string;
  contact: string;
  purpose: Draft['purpose'];
  purposeText: string;
  legalBasis: string;
  kinds: SharedKind[];
  gateways: string[];
  alarmTypes: NonNullable<Draft['selection']['alarmTypes']>;
  priorities: NonNullable<Draft['selection']['priorities']>;
  drills: boolean;
  fields: FieldName[];
  /** `YYYY-MM-DD`; the share ends with that day. */
  until: string;
  way: Way;
  target: Partial<Record<TargetField, string>>;
}
export type ChangeForm = (change: Partial<AskForm>) => void;

export const emptyForm: AskForm = {
  ...{ department: '', contact: '', purpose: purposes[0], purposeText: '', legalBasis: '', until: '' },
  ...{ kinds: ['alarms'], gateways: [], alarmTypes: [], priorities: [], drills: false },
  ...{ fields: ['event', 'time', 'site', 'alarmType', 'priority'], way: 'webhook', target: {} },
};

/** What the cloud is asked to choose; whatever is left open is left out. */
export function toSelection({ kinds, gateways, alarmTypes, priorities, drills }: AskForm): Draft['selection'] {
  const ofAlarms = kinds.includes('alarms');
  return {
    kinds,
    ...(gateways.length > 0 && { gateways }),
    ...(ofAlarms && alarmTypes.length > 0 && { alarmTypes }),
    ...(ofAlarms && priorities.length > 0 && { priorities }),
    ...(ofAlarms && drills && { drills }),
  };
}

/** The share as the cloud takes it; it ends with the chosen day. */
export function toDraft(form: AskForm): Draft {
  const { department, contact, purpose, purposeText, legalBasis, fields, until, way, target } = form;
  const end = new Date(`${until}T00:00:00`);
  end.setDate(end.getDate() + 1);
  return {
    ...{ department, contact, purpose, purposeText, legalBasis, fields },
    selection: toSelection(form),
    untilMs: end.getTime(),
    delivery: { kind: way, target: toTarget(way, target) },
  };
}

/** Whether there is something everywhere that needs something. */
export const isFilled = ({ department, contact, purposeText, legalBasis, until, kinds, fields, target }: AskForm) =>
  [department, contact, purposeText, legalBasis, until, target.url].every((text) => text?.trim()) &&
  kinds.length > 0 &&
  fields.length > 0;
