import { stringify } from 'yaml';
import { SiteFile } from '../../../devices/contracts/site-file.ts';
import { Fault } from '../../../gateway/kernel/fault.ts';
import { parseSiteText } from '../../../gateway/register/site/site-file.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { demand, type FuzzTarget, refusedAs, textOf } from '../fuzz-target.ts';
import { wordsOfSchema } from '../loop/words-of.ts';

const short = smallSite({ residents: [], units: [], devices: smallSite().devices.slice(0, 2), barriers: [] });

export const target: FuzzTarget = {
  name: 'site-files',
  about: 'a site file is read, or refused by a sentence that names it',
  maxBytes: 8000,
  share: 0.25,
  seeds: [
    stringify(smallSite()),
    JSON.stringify(short),
    'site: &a {id: x}\ngateway: *a\n',
    'a: &a [1]\nb: &b [*a,*a]\nc: [*b,*b]\n',
    '%YAML 1.2\n---\n? [a]\n: !!set {x}\n',
  ],
  words: [
    ...wordsOfSchema(SiteFile),
    '&a',
    '*a',
    '<<: *a',
    '!!binary',
    '!!map',
    '---',
    '? ',
    ': ',
    '- ',
    '|',
    '>-',
    '\t',
    '!<x> ',
  ],
  run(input) {
    const site = refusedAs(Fault, () => parseSiteText(textOf(input), 'site.yaml'));
    if (site) demand(site.site.id !== '', 'a site has an id');
  },
};
