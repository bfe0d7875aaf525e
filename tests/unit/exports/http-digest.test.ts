import { expect, test } from 'vitest';
import { answerChallenge, parseChallenge } from '../../../cloud/exports/http-digest.ts';

// RFC 7616, 3.9.1
const header = (algorithm: string) =>
  `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm},
   nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;
const request = {
  method: 'GET',
  uri: '/dir/index.html',
  user: 'Mufasa',
  password: 'Circle of Life',
  cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
};

test('the answer to a challenge is that of the specification’s own example, with MD5 and with SHA-256', () => {
  expect(answerChallenge(parseChallenge(header('MD5'))!, request)).toContain(
    'response="8ca523f5e9506fed4657c9700eebdbec"',
  );
  expect(answerChallenge(parseChallenge(header('SHA-256'))!, request)).toContain(
    'response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"',
  );
});

test('what is no challenge that can be answered is not answered', () => {
  const bad = [
    undefined,
    '',
    'Basic realm="x"',
    'Digest',
    'Digest realm="x"',
    header('SHA-512-256'),
    header('MD5').replace('auth, auth-int', 'auth-int'),
  ];
  for (const text of [...bad, `Digest realm="${'x'.repeat(5000)}", nonce="n"`])
    expect(parseChallenge(text)).toBeUndefined();
});
