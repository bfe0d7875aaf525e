import type { PreparedChange } from './checks/check-changes.ts';
import type { RecordKind, RecordOf } from './records.ts';
import type { Model } from './register-model.ts';
import type { Change } from './register-types.ts';

export interface AppliedChange {
  kind: RecordKind;
  was: RecordOf<RecordKind> | undefined;
  is: RecordOf<RecordKind> | undefined;
}

/** Makes checked changes in `model`. */
export function applyTo(model: Model, changes: readonly Change[]): AppliedChange[] {
  return changes.map((change) => {
    const { kind } = change;
    const id = 'put' in change ? change.put.id : change.remove;
    const was = model.get(kind, id);
    if ('put' in change) model.put(kind, change.put, model.version(kind, id) + 1);
    else model.remove(kind, id);
    return { kind, was, is: model.get(kind, id) };
  });
}

/** The change again, with the register's own copy of the record. */
export function toChange({ kind, id, record }: PreparedChange): Change {
  return (record === undefined ? { kind, remove: id } : { kind, put: record }) as Change;
}
