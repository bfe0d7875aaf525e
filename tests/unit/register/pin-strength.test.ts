import { expect, test } from 'vitest';
import { isWeakPin } from '../../../gateway/register/pin-strength.ts';

test.each([
  '0000',
  '111111',
  '1234',
  '4321',
  '7890',
  '123456789012',
  '1212',
  '454545',
  '123123',
  '5555555',
  '198811',
  '20010507',
])('%s is among the first that somebody would try', (digits) => {
  expect(isWeakPin(digits, undefined)).toBe(true);
});

test.each(['2001', '0507', '0705', '010507', '07052001'])(
  'a resident born on 7 May 2001 cannot have %s, and somebody else can',
  (digits) => {
    expect(isWeakPin(digits, '2001-05-07')).toBe(true);
    expect(isWeakPin(digits, '1988-11-23')).toBe(false);
  },
);

test.each(['8264', '1357', '90210', '271828'])('%s is taken', (digits) => {
  expect(isWeakPin(digits, '2001-05-07')).toBe(false);
});
