import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsr } from '../../../cloud/identity/x509-authority.ts';
import {
  formatClaimCode,
  formatClaimSecret,
  formatPin,
  parseClaimCode,
  parseClaimRequest,
} from '../../../devices/contracts/claim.ts';

test('whatever is typed as a claim code is read or refused, and never throws', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string({ unit: 'binary' }),
        fc.webUrl().map((url) => `ringward://claim?url=${url}`),
      ),
      (text) => {
        const parsed = parseClaimCode(text);
        if (!parsed.ok) expect(parsed.problem).not.toBe('');
      },
    ),
  );
});

test('every code comes back as it was made', () => {
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
  fc.assert(
    fc.property(bytes(8), bytes(32), (random, hash) => {
      const code = { secret: formatClaimSecret(random), pin: formatPin(hash) };
      expect(parseClaimCode(formatClaimCode(code))).toEqual({ ok: true, value: code });
    }),
  );
});

test('whatever bytes come as a certificate request are refused by name, and never throw', async () => {
  const pem = (body: string) => `-----BEGIN CERTIFICATE REQUEST-----\n${body}\n-----END CERTIFICATE REQUEST-----`;
  const hostile = fc.oneof(
    fc.string(),
    fc.string().map(pem),
    fc.uint8Array({ maxLength: 400 }).map((bytes) => pem(Buffer.from(bytes).toString('base64'))),
    // sequences that promise much: lengths of any size, nested
    fc
      .array(fc.constantFrom(0x30, 0x31, 0x80, 0x84, 0xff, 0xa0, 0x02, 0x03), { maxLength: 300 })
      .map((bytes) => pem(Buffer.from(bytes).toString('base64'))),
  );
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      expect(await readCsr(text)).toMatchObject({ ok: false, problem: expect.any(String) });
    }),
    { numRuns: 300 },
  );
});

test('whatever comes as a claim is read or refused', () => {
  fc.assert(
    fc.property(fc.anything(), (input) => {
      expect(parseClaimRequest(input).ok).toBe(false);
    }),
  );
});
