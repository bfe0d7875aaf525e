import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const name = (en: string) => ({ zh: `${en}（测试）`, en });

export const cards = ['uid:0A1B2C3D', 'uid:0A1B2C3E'] as const;

/** Doors `d1`… with controller and reader, and help buttons and smoke detectors each in a zone of its own, so that no two are a fire. */
export function busySite(doors: number, sensors: number): SiteFile {
  const site = smallSite();
  const each = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const zones = each(sensors).map((n) => ({ id: `z${n}`, ring: 3 as const, name: name(`Zone ${n}`) }));
  const place = { ring: 3, zone: 'b1' } as const;
  const secret = (id: string) => ({ id, name: name(id), secret: `${id}-secret-123` });
  return {
    ...site,
    residents: site.residents.map(({ face: _, ...resident }) => resident),
    zones: [...site.zones, ...zones],
    barriers: [],
    doors: each(doors).map((n) => ({
      ...{ ...place, id: `d${n}`, name: name(`Door ${n}`), controller: `d${n}-c` },
      ...{ serves: 'everyone' as const, methods: ['card' as const] },
    })),
    devices: [
      ...each(doors).flatMap((n) => [
        { ...secret(`d${n}-c`), kind: 'door-controller' as const, ...place },
        { ...secret(`d${n}-r`), kind: 'card-reader' as const, ...place, door: `d${n}` },
      ]),
      ...each(sensors).map((n) => ({
        ...secret(`s${n}`),
        ...{ kind: n % 2 ? ('help-button' as const) : ('smoke' as const), ring: 3 as const, zone: `z${n}` },
      })),
    ],
  };
}
