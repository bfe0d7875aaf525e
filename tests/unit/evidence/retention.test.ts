import { expect, test } from 'vitest';
import { decideRetention, type KeptFile } from '../../../gateway/evidence/retention.ts';

const day = 24 * 3_600_000;
const now = 100 * day;

const file = (id: string, more: Partial<KeptFile> = {}): KeptFile => ({
  id,
  class: 'clip',
  bytes: 100,
  createdAtMs: now - day,
  expiresAtMs: now + day,
  held: false,
  open: false,
  ...more,
});

test('what has had its time goes, to the millisecond, and nothing else', () => {
  const files = [file('over', { expiresAtMs: now }), file('last moment', { expiresAtMs: now + 1 })];
  expect(decideRetention(files, now, 1000)).toEqual({ expired: ['over'], shed: [] });
});

test('what is held for a court stays, whatever its age and however full the disk is', () => {
  const files = [file('held', { held: true, expiresAtMs: now - day, bytes: 5000 }), file('other')];
  expect(decideRetention(files, now, 1000)).toEqual({ expired: [], shed: ['other'] });
});

test('short of room the oldest clip goes before a newer one, and clips before exports before pictures', () => {
  const files = [
    file('picture', { class: 'picture', createdAtMs: now - 9 * day }),
    file('export', { class: 'export', createdAtMs: now - 8 * day }),
    file('new clip', { createdAtMs: now - day }),
    file('old clip', { createdAtMs: now - 2 * day }),
  ];
  expect(decideRetention(files, now, 300).shed).toEqual(['old clip']);
  expect(decideRetention(files, now, 150).shed).toEqual(['old clip', 'new clip', 'export']);
});

test('an alarm that no guard has taken keeps what it has longest', () => {
  const files = [
    file('waiting', { open: true, createdAtMs: now - 9 * day }),
    file('picture of one taken', { class: 'picture' }),
    file('clip of one taken'),
  ];
  expect(decideRetention(files, now, 100).shed).toEqual(['clip of one taken', 'picture of one taken']);
});

test('what has expired makes room first', () => {
  const files = [file('over', { expiresAtMs: now - 1, bytes: 900 }), file('kept', { bytes: 900 })];
  expect(decideRetention(files, now, 1000)).toEqual({ expired: ['over'], shed: [] });
});
