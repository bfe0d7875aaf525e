import { describe, expect, test } from 'vitest';
import { createCloneWatch } from '../../../gateway/ingest/clone-watch.ts';
import {
  decideApproval,
  decideBirth,
  decideRevocation,
  type StandingRow,
  unknownDevice,
} from '../../../gateway/ingest/decide-standing.ts';

const born = (hardware: string) => ({ hardware, firmware: undefined });
const come = (row: StandingRow, hardware: string, approval: 'site-file' | 'operator' = 'operator') =>
  decideBirth(row, born(hardware), approval);
function approve(row: StandingRow): StandingRow {
  const verdict = decideApproval(row, row.revision);
  if (!verdict.ok) throw new Error(verdict.code);
  return verdict.row;
}
function revoke(row: StandingRow): StandingRow {
  const verdict = decideRevocation(row);
  if (!verdict.ok) throw new Error(verdict.code);
  return verdict.row;
}
const approved = (hardware: string) => approve(come(unknownDevice('operator'), hardware).row);

describe('a site where people approve devices', () => {
  test('a device that nobody has seen waits', () => {
    const { row, because } = come(unknownDevice('operator'), 'SN-1');
    expect([row.standing, because]).toEqual(['waiting', 'new']);
  });

  test('the approved one goes on after a restart, and another in its place waits', () => {
    expect(come(approved('SN-1'), 'SN-1')).toMatchObject({ row: { standing: 'approved' } });
    expect(come(approved('SN-1'), 'SN-2')).toMatchObject({ row: { standing: 'waiting' }, because: 'other-hardware' });
    expect(come(approved('SN-1'), '').row.standing).toBe('waiting');
  });

  test('the approved one counts again when it is back, without anybody asked', () => {
    const swapped = come(approved('SN-1'), 'SN-2').row;
    expect(come(swapped, 'SN-1')).toMatchObject({ row: { standing: 'approved' }, because: 'approved-one-back' });
  });

  test('approved before it came: the first that comes is the one, and no other', () => {
    const early = approve(unknownDevice('operator'));
    const first = come(early, 'SN-1').row;
    expect(first).toMatchObject({ standing: 'approved', approved: 'SN-1' });
    expect(come(first, 'SN-2').row.standing).toBe('waiting');
  });

  test('devices that were trusted before the site began to approve stay so; new ones wait', () => {
    const trusted = come(unknownDevice('site-file'), 'SN-1', 'site-file').row;
    expect(come(trusted, 'SN-1').row.standing).toBe('approved');
    expect(come(trusted, 'SN-2').row.standing).toBe('waiting');
  });
});

test('where the site file decides, another device in the place of one is taken and said', () => {
  const listed = come(unknownDevice('site-file'), 'SN-1', 'site-file');
  expect([listed.row.standing, listed.because]).toEqual(['approved', 'listed']);
  expect(come(listed.row, 'SN-2', 'site-file')).toMatchObject({
    row: { standing: 'approved', approved: 'SN-2' },
    because: 'other-hardware',
  });
});

describe('two people decide at once', () => {
  test('the first approval counts, and the second hears so', () => {
    expect(decideApproval(approved('SN-1'), 1)).toEqual({ ok: false, code: 'already-approved' });
  });

  test('a revocation wins over an approval that was given without knowing of it', () => {
    const waiting = come(unknownDevice('operator'), 'SN-1').row;
    const revoked = revoke(waiting);
    expect(decideApproval(revoked, waiting.revision)).toEqual({ ok: false, code: 'standing-changed' });
    expect(revoke(approve(waiting)).standing).toBe('revoked');
    expect(decideRevocation(revoked)).toEqual({ ok: false, code: 'already-revoked' });
  });

  test('nobody approves another device than the one that he has seen', () => {
    const seen = come(unknownDevice('operator'), 'SN-1').row;
    const now = come(seen, 'SN-2').row;
    expect(decideApproval(now, seen.revision)).toEqual({ ok: false, code: 'standing-changed' });
  });

  test('a revoked device does not come back by itself, and a person can take it back', () => {
    const revoked = revoke(approved('SN-1'));
    for (const mode of ['site-file', 'operator'] as const) expect(come(revoked, 'SN-1', mode).row).toBe(revoked);
    expect(approve(revoked)).toMatchObject({ standing: 'approved', approved: 'SN-1' });
  });
});

describe('two devices under one identity', () => {
  const clock = { wallMs: () => 0, monotonicMs: () => nowMs };
  let nowMs = 0;

  test('a start that speaks after it had ended is noticed; a device that lost its memory is not', () => {
    const watch = createCloneWatch(clock);
    expect(['a', 'a', 'b', 'b', 'c'].map((boot) => watch.spoke('d', boot))).not.toContain(true);
    expect(watch.spoke('d', 'a')).toBe(true);
    expect(watch.spoke('other', 'a')).toBe(false);
  });

  test('connections that end each other are noticed; a line that broke a few times in an hour is not', () => {
    const watch = createCloneWatch(clock);
    const displace = (everyMs: number) =>
      Array.from({ length: 20 }, () => {
        nowMs += everyMs;
        return watch.displaced('d');
      });
    expect(displace(5 * 60_000)).not.toContain(true);
    expect(displace(1000)).toContain(true);
  });
});
