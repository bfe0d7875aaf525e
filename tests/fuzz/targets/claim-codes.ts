import { formatClaimCode, formatClaimUri, parseClaimCode } from '../../../devices/contracts/claim.ts';
import { demand, type FuzzTarget, textOf } from '../fuzz-target.ts';

const code = { secret: '0123456789AB', pin: 'CDEFGHJKMNPQRSTVWXYZ012345' };

export const target: FuzzTarget = {
  name: 'claim-codes',
  about: 'a code that is read is the one that would be written, and a problem never repeats it',
  seeds: [
    formatClaimCode(code),
    formatClaimUri({ ...code, url: 'https://cloud.example:8443' }),
    'ringward://claim?url=&code=',
  ],
  words: ['O', 'I', 'l', '%2F', 'https://', '&code=', 'ringward://claim?'],
  run(input) {
    const text = textOf(input);
    const read = parseClaimCode(text);
    if (!read.ok) return demand(text.length < 12 || !read.problem.includes(text), 'a problem never repeats the code');
    const { url } = read.value;
    const again = parseClaimCode(
      url === undefined ? formatClaimCode(read.value) : formatClaimUri({ ...read.value, url }),
    );
    demand(again.ok && JSON.stringify(again.value) === JSON.stringify(read.value), 'one code, one text');
  },
};
