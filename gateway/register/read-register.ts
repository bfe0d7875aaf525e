import type { SiteFile } from '../../devices/contracts/site-file.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import { createModel, type Records } from './register-model.ts';
import { createRightsIndex } from './rights-index.ts';
import type { RightsView } from './rights-view.ts';
import { readRecords } from './sqlite-records.ts';

/**
 * The register as it stands on disk, for a program that runs beside the gateway: nothing is written. `undefined` where no
 * gateway has ever run on this database.
 */
export function readRegister(
  store: Store,
  site: SiteFile,
): (Pick<Records, 'all'> & { rights: RightsView }) | undefined {
  const rows = readRecords(store);
  if (!rows) return undefined;
  const model = createModel();
  for (const { kind, record, version } of rows) model.put(kind, record, version);
  return { all: model.all, rights: createRightsIndex(site, () => model).rights };
}
