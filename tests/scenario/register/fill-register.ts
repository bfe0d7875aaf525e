import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import { createLedger } from '../../../gateway/ledger/sqlite-ledger.ts';
import { openRegister } from '../../../gateway/register/register.ts';
import type { Change } from '../../../gateway/register/register-types.ts';
import { fakeClock, quietLog } from '../../fixtures/quiet.ts';
import { smallSite } from '../../fixtures/small-site.ts';

/** Enters many people and changes some who are there; tells its parent how far it is. `node fill-register.ts FILE` */
const [file = ''] = process.argv.slice(2);
const store = openStore(file);
const clock = fakeClock();
const register = openRegister({ store, ledger: createLedger(store, clock), site: smallSite(), clock, log: quietLog });
const changes = Array.from({ length: 6000 }, (_, at): Change[] => [
  { kind: 'person', put: { id: `p-${at}`, name: '何测试' } },
  { kind: 'residency', put: { id: `r-${at}`, person: `p-${at}`, address: 'b1-u1-101', relation: 'family', fromMs: 0 } },
]).flat();
const card = register.get('credential', 'r-lin-card-1')!;
const result = await register.commitMany(
  [{ kind: 'credential', put: { ...card, state: 'lost' } }, ...changes, { kind: 'credential', remove: 'r-wu-plate-1' }],
  { actor: { kind: 'gateway' } },
  (done, of) => process.send?.({ done, of }),
);
process.send?.({ ended: result.ok });
