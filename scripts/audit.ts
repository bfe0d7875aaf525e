import { fileURLToPath } from 'node:url';
import { askAdvisories } from './supply/ask-advisories.ts';

/**
 * `npm run audit`: what the registry knows against production packages. Ends with 0 where it knows of nothing, 1 where it names
 * something, 3 where it could not be asked: then nothing is known.
 */
const answer = await askAdvisories(fileURLToPath(new URL('..', import.meta.url)), process.argv.slice(2));
if (answer.kind === 'unasked') {
  console.error(`✗ COULD NOT ASK: ${answer.why}`);
  console.error('  Nothing is known about advisories. Run it where npm reaches a registry that has them.');
  process.exitCode = 3;
} else if (answer.advised.length > 0) {
  for (const { name, severity, titles } of answer.advised) console.error(`✗ ${severity} ${name}: ${titles.join('; ')}`);
  process.exitCode = 1;
} else console.log('the registry knows of no advisory against any production package');
