import { describe, expect, test } from 'vitest';
import { type RightsSnapshot, rightsFlags } from '../../../devices/contracts/rights.ts';
import { type AloneSituation, decideAlone, type Presented } from '../../../firmware-sims/device/decide-alone.ts';
import { indexRights } from '../../../firmware-sims/device/held-rights.ts';
import { cardEntry, createSiteKey, signPass, snapshotOf } from '../../fixtures/signed-rights.ts';

const key = createSiteKey();
const at = (iso: string) => Date.parse(iso);
/** A Wednesday, 10:00 in Shanghai. */
const morning = at('2026-06-10T10:00:00+08:00');

function situation(over: Partial<AloneSituation> = {}, rights: Partial<RightsSnapshot> = {}): AloneSituation {
  return {
    rights: indexRights(snapshotOf(key, rights)),
    nowMs: morning,
    released: false,
    lockedDown: false,
    blocked: false,
    lockedOut: false,
    usesOf: () => 0,
    ...over,
  };
}
const card = (number = 'uid:04A1B2C3'): Presented => ({ method: 'card', card: number });
const pass = (text: string): Presented => ({ method: 'pass', text });
const withCard = (entry: Parameters<typeof cardEntry>[2] = {}, more: Partial<RightsSnapshot> = {}) => ({
  credentials: [cardEntry('uid:04A1B2C3', 'card-7', entry)],
  ...more,
});

describe('a resident’s card while the gateway is gone', () => {
  test('opens, and the record names the credential', () => {
    expect(decideAlone(card(), situation({}, withCard()))).toEqual({
      outcome: 'granted',
      reason: 'granted',
      credential: 'card-7',
      extended: false,
      duress: false,
    });
  });

  test('of somebody unknown opens nothing', () => {
    expect(decideAlone(card('uid:04A1B2C4'), situation({}, withCard()))).toEqual({
      outcome: 'denied',
      reason: 'unknown-credential',
    });
    // The same digits in another format are another card.
    expect(decideAlone(card('w34:04A1B2C3'), situation({}, withCard())).reason).toBe('unknown-credential');
  });

  test('is refused before it is valid and from the moment it is not', () => {
    const reason = (fromMs: number, toMs: number) =>
      decideAlone(card(), situation({}, withCard({ fromMs, toMs }))).reason;
    expect(reason(morning + 1, 0)).toBe('not-yet-valid');
    expect(reason(morning, morning + 1)).toBe('granted');
    expect(reason(0, morning)).toBe('expired');
  });

  test('of a cleaner opens in the hours of the schedule, not on its free days, over midnight too', () => {
    const nights = { spans: [{ from: '22:00', to: '06:00' }], except: ['2026-06-10'] };
    const rights = withCard({ schedule: 0 }, { schedules: [nights] });
    const reason = (iso: string) => decideAlone(card(), situation({ nowMs: at(iso) }, rights)).reason;
    expect(reason('2026-06-09T23:00:00+08:00')).toBe('granted');
    expect(reason('2026-06-09T05:59:00+08:00')).toBe('granted');
    expect(reason('2026-06-09T06:00:00+08:00')).toBe('out-of-hours');
    expect(reason('2026-06-10T05:00:00+08:00')).toBe('out-of-hours');
    expect(reason('2026-06-10T23:00:00+08:00')).toBe('out-of-hours');
    expect(reason('2026-06-11T05:00:00+08:00')).toBe('granted');
    expect(reason('2026-06-11T22:00:00+08:00')).toBe('granted');
  });

  test('that stands there twice opens if one of the two holds', () => {
    const credentials = [
      cardEntry('uid:04A1B2C3', 'card-7', { toMs: 1 }),
      cardEntry('uid:04A1B2C3', 'card-7', { flags: rightsFlags.extended }),
      cardEntry('uid:04A1B2C3', 'card-7', { toMs: 2 }),
    ];
    expect(decideAlone(card(), situation({}, { credentials }))).toMatchObject({ outcome: 'granted', extended: true });
  });

  test('under duress opens, and says so only to the gateway', () => {
    const flags = rightsFlags.duress;
    expect(decideAlone(card(), situation({}, withCard({ flags })))).toMatchObject({ outcome: 'granted', duress: true });
  });
});

describe('what comes before the credential', () => {
  test('fire opens to everybody, lockdown shuts everybody out, and a snapshot may say so, too', () => {
    const all = { released: true, lockedDown: true, blocked: true, lockedOut: true };
    expect(decideAlone(card('uid:00000000'), situation(all)).outcome).toBe('granted');
    expect(decideAlone(card(), situation({ ...all, released: false }, withCard())).reason).toBe('lockdown');
    expect(decideAlone(card(), situation({}, withCard({}, { lockedDown: true }))).reason).toBe('lockdown');
    expect(decideAlone(card(), situation({ blocked: true, lockedOut: true }, withCard())).reason).toBe('blocked');
    expect(decideAlone(card(), situation({ lockedOut: true }, withCard())).reason).toBe('locked-out');
  });

  test('a controller that holds no rights lets nobody in, and codes are never decided alone', () => {
    expect(decideAlone(card(), situation({ rights: undefined })).reason).toBe('no-rights-held');
    expect(decideAlone({ method: 'pin', pin: '123456' }, situation({}, withCard())).reason).toBe('no-rights-held');
  });
});

describe('a controller that does not know the time', () => {
  test('lets residents in whatever their hours, and no visitor', () => {
    const never = { spans: [{ from: '03:00', to: '03:01' }], except: [] };
    const resident = withCard({ schedule: 0 }, { schedules: [never] });
    expect(decideAlone(card(), situation({ nowMs: undefined }, resident)).outcome).toBe('granted');
    const visitor = withCard({ flags: rightsFlags.visitor });
    expect(decideAlone(card(), situation({ nowMs: undefined }, visitor)).reason).toBe('clock-unknown');
    expect(decideAlone(pass(signPass(key)), situation({ nowMs: undefined })).reason).toBe('clock-unknown');
  });

  test('does not believe a clock that is behind the day on which its rights were signed', () => {
    const over = { nowMs: at('2026-05-31T23:00:00Z') };
    const text = signPass(key, { nbf: 1 });
    expect(decideAlone(pass(text), situation(over)).reason).toBe('clock-unknown');
    expect(decideAlone(card(), situation(over, withCard({ toMs: 1 }))).outcome).toBe('granted');
  });
});

describe('a visitor’s pass', () => {
  test('opens the doors it names as often as it says', () => {
    expect(decideAlone(pass(signPass(key)), situation())).toMatchObject({ outcome: 'granted', credential: 'pass-1' });
    expect(decideAlone(pass(signPass(key)), situation({ usesOf: () => 1 })).reason).toBe('used-up');
    expect(decideAlone(pass(signPass(key, { at: ['back'] })), situation()).reason).toBe('wrong-door');
    expect(decideAlone(pass(signPass(key, { iss: 'other-site' })), situation()).reason).toBe('wrong-door');
  });

  test('is refused before its time, after it, and once it was called back', () => {
    const seconds = morning / 1000;
    expect(decideAlone(pass(signPass(key, { nbf: seconds + 1 })), situation()).reason).toBe('not-yet-valid');
    expect(decideAlone(pass(signPass(key, { exp: seconds })), situation()).reason).toBe('expired');
    expect(decideAlone(pass(signPass(key)), situation({}, { endedPasses: ['pass-1'] })).reason).toBe('expired');
  });

  test('that somebody made or changed is forged', () => {
    const text = signPass(key);
    const [head, body, signature] = text.split('.');
    const bodyOf = (over: object) =>
      Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(body!, 'base64url').toString()), ...over })).toString(
        'base64url',
      );
    const forgeries = [
      signPass(createSiteKey()),
      `${head}.${bodyOf({ uses: 99 })}.${signature}`,
      `${head}.${body}`,
      `${head}.${body}.`,
      text.slice(0, -4),
      // The same bytes, written in another way.
      `${text}=`,
      `${head}.${body}.${signature!.slice(0, -1)}${String.fromCharCode(signature!.charCodeAt(85) + 1)}`,
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`,
      signPass(key, {}, { alg: 'HS256', typ: 'ringward-pass+jws' }),
      signPass(key, { uses: 0 }),
      signPass(key, { at: Array.from({ length: 200 }, (_, index) => `door-${index}`) }),
      '你好',
      '',
    ];
    for (const forgery of forgeries) expect(decideAlone(pass(forgery), situation()).reason, forgery).toBe('forged');
  });
});
