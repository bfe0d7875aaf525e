import type { DdiTargetRow, NewDdiTarget, RolloutStore } from '../rollout/rollout-store.ts';
import type { Engine } from './engine.ts';
import { type Deed, rowOf, rowsOf, run } from './statement.ts';

type DdiDeeds = Pick<
  RolloutStore,
  'addDdiTarget' | 'removeDdiTarget' | 'ddiTargets' | 'ddiTarget' | 'ddiPolled' | 'setDdiAttributes'
>;

interface TargetRecord {
  id: string;
  site: string | null;
  token_hash: string;
  by: string;
  at_ms: number;
  polled_ms: number | null;
  attributes: string | null;
}

const columns = 'id, site, token_hash, by, at_ms, polled_ms, attributes';
const toTarget = ({ id, site, by, at_ms, polled_ms, attributes }: TargetRecord): DdiTargetRow => ({
  ...{ id, site, by, atMs: at_ms, polledMs: polled_ms },
  attributes: attributes === null ? null : (JSON.parse(attributes) as Record<string, string>),
});

function* addTarget({ id, site, tokenHash, by, atMs }: NewDdiTarget): Deed<boolean> {
  const sql = `INSERT INTO ddi_targets (id, site, token_hash, by, at_ms) VALUES (@id, @site, @tokenHash, @by, @atMs)
    ON CONFLICT (id) DO NOTHING RETURNING id`;
  return (yield* rowOf(sql, { id, site, tokenHash, by, atMs })) !== undefined;
}

function* removeTarget(id: string): Deed<boolean> {
  return (yield* rowOf('DELETE FROM ddi_targets WHERE id = @id RETURNING id', { id })) !== undefined;
}

export function createDdiDeeds({ read, write }: Pick<Engine, 'read' | 'write'>): DdiDeeds {
  return {
    addDdiTarget: (target) => write(addTarget(target)),
    removeDdiTarget: (id) => write(removeTarget(id)),
    ddiTargets: async () =>
      (await read(rowsOf<TargetRecord>(`SELECT ${columns} FROM ddi_targets ORDER BY id`))).map(toTarget),
    async ddiTarget(id) {
      const row = await read(rowOf<TargetRecord>(`SELECT ${columns} FROM ddi_targets WHERE id = @id`, { id }));
      return row && { ...toTarget(row), tokenHash: row.token_hash };
    },
    ddiPolled: (id, nowMs) => write(run('UPDATE ddi_targets SET polled_ms = @nowMs WHERE id = @id', { id, nowMs })),
    setDdiAttributes: (id, attributes) =>
      write(
        run('UPDATE ddi_targets SET attributes = @attributes WHERE id = @id', {
          id,
          attributes: JSON.stringify(attributes),
        }),
      ),
  };
}
