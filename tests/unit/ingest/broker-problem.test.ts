import { expect, test } from 'vitest';
import { en } from '../../../gateway/console/web/locales/en.ts';
import { zh } from '../../../gateway/console/web/locales/zh.ts';
import {
  BrokerFailure,
  type BrokerProblem,
  brokerProblems,
  nameBrokerProblem,
} from '../../../gateway/ingest/broker-problem.ts';

test('a guard reads in Chinese and English why the broker is not reached, and what to do', () => {
  for (const problem of Object.keys(brokerProblems))
    for (const words of [zh.busProblem, en.busProblem, zh.busTodo, en.busTodo]) expect(words).toHaveProperty([problem]);
});

const withCode = (code: string | number, message = 'no') => Object.assign(new Error(message), { code });
test.each<[Error, BrokerProblem]>([
  [withCode('ECONNREFUSED'), 'broker-unreachable'],
  [withCode('ENOTFOUND'), 'broker-name-unknown'],
  [withCode('ETIMEDOUT'), 'broker-no-answer'],
  [new Error('connack timeout'), 'broker-no-answer'],
  [withCode('DEPTH_ZERO_SELF_SIGNED_CERT'), 'broker-certificate'],
  [withCode('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'broker-certificate'],
  [withCode('ERR_TLS_CERT_ALTNAME_INVALID'), 'broker-certificate'],
  [withCode('ERR_SSL_WRONG_VERSION_NUMBER'), 'broker-tls'],
  [withCode('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'), 'broker-tls'],
  [withCode(1), 'broker-version'],
  [withCode(132), 'broker-version'],
  [withCode(5), 'broker-not-authorised'],
  [withCode(135), 'broker-not-authorised'],
  [withCode(142), 'broker-taken-over'],
  [withCode('ECONNRESET'), 'broker-connection-lost'],
  [new BrokerFailure('broker-no-rights'), 'broker-no-rights'],
])('%s is %s', (error, problem) => {
  expect(nameBrokerProblem(error)).toBe(problem);
});
